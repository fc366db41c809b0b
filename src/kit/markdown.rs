//! `posts.md`: the posts of a document, to copy from.

use std::fmt::Write;

use crate::parse::CardForm;
use crate::social::LinkPlace;

use super::folder::PollOn;
use super::{KitFolder, PostOn};

/// The posts as Markdown. Each text is in a fenced block, so that an editor offers to copy it whole.
pub(super) fn posts(folder: &KitFolder<'_>) -> String {
    let mut out = format!("# {}\n\n<{}>\n", one_line(folder.title), folder.url);
    if let Some(at) = &folder.goes_live {
        push(&mut out, format_args!("\n**Not online yet.** The page goes online at {at}; do not post before then.\n"));
    }
    if folder.posts.is_empty() {
        out.push_str("\nThe settings do not list any networks: add them under `channels` in `bedside.yaml`.\n");
    }
    for post in &folder.posts {
        section(&mut out, post);
        match &post.poll {
            Some(poll) => ask(&mut out, post, poll),
            None if folder.asks => push(
                &mut out,
                format_args!(
                    "- The poll is left out here: as far as Bedside knows, {} does not accept polls from a practice\n",
                    post.name
                ),
            ),
            None => {}
        }
    }
    out.push_str("\n## Pictures\n\nAll have the same content; use the one in the shape that the network needs.\n\n");
    for picture in &folder.pictures {
        push(&mut out, format_args!("- {}: {} by {} pixels\n", picture.file, picture.width, picture.height));
    }
    for card in &folder.cards {
        let what = match card.form {
            CardForm::Number => "A number",
            CardForm::Points => "Three points",
            CardForm::Quote => "A quotation",
        };
        push(&mut out, format_args!("\n### {what}\n\nPicture description: {}\n\n", one_line(&card.alt)));
        for picture in &card.pictures {
            push(&mut out, format_args!("- {}: {} by {} pixels\n", picture.file, picture.width, picture.height));
        }
    }
    out
}

fn section(out: &mut String, post: &PostOn<'_>) {
    push(out, format_args!("\n## {}\n\n{} of {} characters", post.name, post.count, post.limit));
    if let Some(fold) = post.fold.filter(|fold| *fold < post.count) {
        push(out, format_args!(", the first {fold} show before \"more\""));
    }
    if let Some(at) = &post.publish_at {
        push(out, format_args!(", to post at {at}"));
    }
    out.push('\n');
    if let Some(title) = &post.title {
        push(out, format_args!("\nTitle: {}\n", one_line(title)));
    }
    let fence = fence(&post.text);
    push(out, format_args!("\n{fence}text\n{}\n{fence}\n\n", post.text.trim_end()));
    match post.link_place {
        LinkPlace::Text => push(out, format_args!("- Link (already in the text): {}\n", post.link)),
        LinkPlace::Field => push(out, format_args!("- Link (for the link field): {}\n", post.link)),
        LinkPlace::Bio => push(out, format_args!("- Link (for the profile or the first comment): {}\n", post.link)),
    }
    push(out, format_args!("- Picture: {}\n- Picture description: {}\n", post.picture, one_line(&post.alt)));
    if let Some(intent) = &post.intent {
        push(out, format_args!("- Open a new post with this text: {intent}\n"));
    }
}

/// A poll in place of the post, and what to post when it has ended.
fn ask(out: &mut String, post: &PostOn<'_>, poll: &PollOn) {
    push(
        out,
        format_args!(
            "\n### Poll on {}\n\n{} ({} of {} characters)\n\n",
            post.name,
            one_line(&poll.question),
            poll.count,
            poll.limit
        ),
    );
    for answer in &poll.answers {
        push(out, format_args!("- {} ({} of {})\n", one_line(&answer.text), answer.count, answer.limit));
    }
    let days = poll.days.map(|days| format!("It can run up to {days} days. ")).unwrap_or_default();
    push(out, format_args!("\n{days}When it ends, post the right answer as a reply, with the link: {}\n", post.link));
    out.push_str("Do not discuss anyone's own health there: ask the person to call.\n");
}

/// A fence that is longer than any run of backticks in the text.
fn fence(text: &str) -> String {
    let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// A text without line ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds words that are put together from values.
pub(super) fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_backticks_stays_inside_its_fence() {
        assert_eq!(fence("take `two` daily"), "```");
        assert_eq!(fence("````"), "`````");
    }
}
