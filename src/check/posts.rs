//! Posts that a network would refuse, or that would be posted while their page is not there, or without consent: `social/post-too-long`,
//! `social/too-many-hashtags`, `social/post-too-early`, `social/post-too-late`.

use jiff::Timestamp;

use crate::diag::{Diagnostic, codes};
use crate::model::{Document, Site};
use crate::parse::{ConsentScope, FrontMatter, Social};
use crate::social::{Channel, Channels, PollProblem, excess, poll_problems};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// How much of a text is shown before the place where it would be cut.
const SHOWN: usize = 40;

/// The rule.
pub(super) const RULE: Rule = Rule {
    codes: &[
        &codes::POST_TOO_LONG,
        &codes::TOO_MANY_HASHTAGS,
        &codes::POST_TOO_EARLY,
        &codes::POST_TOO_LATE,
        &codes::NO_CONSENT,
        &codes::BAD_VALUE,
    ],
    check: Check::Site(check),
};

/// Looks at the posts that authors wrote, for networks in use and others alike.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let has_channels = |front: &FrontMatter| front.consent.as_ref().is_some_and(|consent| !consent.channels.is_empty());
    let with_posts = site.documents.iter().filter(|document| {
        let front = &document.parsed.front;
        !front.social.is_empty() || front.poll.is_some() || has_channels(front)
    });
    let mut with_posts = with_posts.peekable();
    if with_posts.peek().is_none() {
        return Vec::new();
    }
    let channels = Channels::shared();
    with_posts.flat_map(|document| of(site, document, channels)).collect()
}

fn of(site: &Site, document: &Document, channels: &Channels) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = without_consent(document).into_iter().collect();
    found.extend(unknown_in_consent(document, channels));
    found.extend(poll(site, document, channels));
    for (id, social) in &document.parsed.front.social {
        if document.parsed.front.consent_covers(ConsentScope::Social)
            && !document.parsed.front.consent_covers_channel(id)
        {
            found.push(other_network(document, id));
        }
        let Some(channel) = channels.named(id) else {
            found.push(unknown(document, id, channels));
            continue;
        };
        found.extend(too_long(site, document, channel, social));
        found.extend(too_many_hashtags(document, channel, social));
        found.extend(too_early(document, channel, social));
        found.extend(too_late(site, document, channel, social));
    }
    found
}

/// Posts on a story are an error before anyone can copy them.
fn without_consent(document: &Document) -> Option<Diagnostic> {
    if document.parsed.front.social.is_empty() || document.parsed.front.consent_covers(ConsentScope::Social) {
        return None;
    }
    let message = "this story has social posts, but its consent does not cover social networks";
    let diagnostic = Diagnostic::new(&codes::NO_CONSENT, message)
        .at(document.parsed.key_place(&[Step::Key("social")]))
        .note("the consent says what it covers here", document.parsed.key_place(&[Step::Key("consent")]));
    Some(
        diagnostic.help("remove the posts; or ask the patient, and add `social` to `scope` once the consent is signed"),
    )
}

/// What the networks in use would refuse of a poll: each thing once, for the network that takes least.
fn poll(site: &Site, document: &Document, channels: &Channels) -> Vec<Diagnostic> {
    let Some(poll) = &document.parsed.front.poll else { return Vec::new() };
    let used = site.config.channels.iter().filter_map(|id| channels.named(id));
    let mut told: Vec<(&'static str, usize, usize, Diagnostic)> = Vec::new();
    for channel in used {
        for problem in poll_problems(poll, channel) {
            let name = &channel.name;
            let (key, at, most, message) = match problem {
                PollProblem::Question { count, most } => {
                    ("question", 0, most, format!("the question has {count} characters, but {name} allows {most}"))
                }
                PollProblem::Answers { count, most } => {
                    ("answers", usize::MAX, most, format!("the poll has {count} answers, but {name} allows {most}"))
                }
                PollProblem::Answer { at, count, most } => {
                    ("answers", at, most, format!("this answer has {count} characters, but {name} allows {most}"))
                }
            };
            let mut path = vec![Step::Key("poll"), Step::Key(key)];
            if key == "answers" && at != usize::MAX {
                path.push(Step::Item(at));
            }
            let known = told.iter().position(|(known, place, ..)| (*known, *place) == (key, at));
            if known.is_some_and(|known| told[known].2 <= most) {
                continue;
            }
            let diagnostic = Diagnostic::new(&codes::POST_TOO_LONG, message).at(document.parsed.place(&path));
            let entry = (key, at, most, diagnostic.help("shorten it"));
            match known {
                Some(known) => told[known] = entry,
                None => told.push(entry),
            }
        }
    }
    told.into_iter().map(|(.., diagnostic)| diagnostic).collect()
}

/// A post on a network that the patient did not agree to.
fn other_network(document: &Document, id: &str) -> Diagnostic {
    let message = format!("the consent for this story names networks, but not `{id}`");
    let diagnostic = Diagnostic::new(&codes::NO_CONSENT, message)
        .at(document.parsed.key_place(&[Step::Key("social"), Step::Key(id)]))
        .note(
            "the networks are listed here",
            document.parsed.key_place(&[Step::Key("consent"), Step::Key("channels")]),
        );
    diagnostic
        .help("remove this post; or ask the patient, and add the network to `channels` once the consent is signed")
}

/// A network in a consent that nobody knows, so that what the patient agreed to is not lost by a slip.
fn unknown_in_consent(document: &Document, channels: &Channels) -> Vec<Diagnostic> {
    let named = document.parsed.front.consent.iter().flat_map(|consent| consent.channels.iter().enumerate());
    let known: Vec<&str> = channels.iter().map(|channel| channel.id.as_str()).collect();
    named
        .filter(|(_, id)| channels.named(id).is_none())
        .map(|(at, id)| {
            let path = [Step::Key("consent"), Step::Key("channels"), Step::Item(at)];
            Diagnostic::new(&codes::BAD_VALUE, format!("`{id}` is not a channel Bedside knows"))
                .at(document.parsed.place(&path))
                .did_you_mean(id, known.iter().copied())
                .help(format!("channels: {}", known.join(", ")))
        })
        .collect()
}

fn unknown(document: &Document, id: &str, channels: &Channels) -> Diagnostic {
    let known: Vec<&str> = channels.iter().map(|channel| channel.id.as_str()).collect();
    Diagnostic::new(&codes::BAD_VALUE, format!("`{id}` is not a channel Bedside knows"))
        .at(document.parsed.key_place(&[Step::Key("social"), Step::Key(id)]))
        .did_you_mean(id, known.iter().copied())
        .help(format!("channels: {}", known.join(", ")))
}

fn too_long(site: &Site, document: &Document, channel: &Channel, social: &Social) -> Option<Diagnostic> {
    let excess = excess(site, document, channel)?;
    let text = social.text.as_deref()?.trim();
    let end = text.floor_char_boundary(excess.cut);
    let last: String = text[..end].chars().rev().take(SHOWN).collect::<Vec<_>>().into_iter().rev().collect();
    // The page's link is part of what is sent only where the network takes it in the text and the author gave none.
    let link = if excess.with_link { ", including the page's link" } else { "" };
    let message = format!(
        "this post has {} characters as {} counts{link}; the limit is {}",
        excess.count, channel.name, channel.limit
    );
    let over = excess.count.saturating_sub(channel.limit);
    let help = format!("shorten it by {over}: it would be cut after `{}`", last.trim_end().replace(['\n', '\r'], " "));
    let path = [Step::Key("social"), Step::Key(&channel.id), Step::Key("text")];
    Some(Diagnostic::new(&codes::POST_TOO_LONG, message).at(document.parsed.place(&path)).help(help))
}

fn too_many_hashtags(document: &Document, channel: &Channel, social: &Social) -> Option<Diagnostic> {
    let count = social.hashtags.len();
    if count <= channel.hashtags {
        return None;
    }
    let message = format!("there are {count} hashtags, but {} allows {}", channel.name, channel.hashtags);
    let path = [Step::Key("social"), Step::Key(&channel.id), Step::Key("hashtags")];
    let diagnostic = Diagnostic::new(&codes::TOO_MANY_HASHTAGS, message).at(document.parsed.key_place(&path));
    Some(diagnostic.help("only the first ones are used: put the best first, and remove the others"))
}

fn too_early(document: &Document, channel: &Channel, social: &Social) -> Option<Diagnostic> {
    let (at, date) = (social.publish_at?, document.parsed.front.date?);
    if at.at >= date.at {
        return None;
    }
    let path = [Step::Key("social"), Step::Key(&channel.id), Step::Key("publish_at")];
    let diagnostic = Diagnostic::new(&codes::POST_TOO_EARLY, "this post would go out before its page is online");
    let diagnostic = diagnostic
        .at(document.parsed.place(&path))
        .note("the page goes live here", document.parsed.place(&[Step::Key("date")]));
    Some(diagnostic.help("post it at the time of `date`, or later"))
}

fn too_late(site: &Site, document: &Document, channel: &Channel, social: &Social) -> Option<Diagnostic> {
    let at = social.publish_at?.at;
    let front = &document.parsed.front;
    let last_day = front.consent.as_ref().and_then(|consent| consent.expires_on);
    let after = last_day.and_then(|day| day.tomorrow().ok()).map(|day| site.config.zone.midnight(day));
    let ends: [(Option<Timestamp>, &[Step<'_>]); 2] = [
        (front.expires.map(|expires| expires.at), &[Step::Key("expires")]),
        (after, &[Step::Key("consent"), Step::Key("expires_on")]),
    ];
    let (_, end) = ends.into_iter().find(|(end, _)| end.is_some_and(|end| end <= at))?;
    let path = [Step::Key("social"), Step::Key(&channel.id), Step::Key("publish_at")];
    let diagnostic = Diagnostic::new(&codes::POST_TOO_LATE, "this post would go out after its page is taken down");
    let diagnostic =
        diagnostic.at(document.parsed.place(&path)).note("the page is taken down here", document.parsed.place(end));
    Some(diagnostic.help("post it earlier"))
}
