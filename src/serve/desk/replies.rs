//! Words for replies to reviews, ready to be copied, as `bedside reply` prints them.

use serde::Serialize;

use crate::parse::{self, CASES, Reply};
use crate::serve::answer::Answer;

use super::frame::{Tab, draw};
use super::{Desk, Words};

#[derive(Serialize)]
struct Replies<'e> {
    cases: Vec<Case<'e>>,
    /// What lets this page have a reply checked; `None` if it may not.
    secret: Option<&'e str>,
}

#[derive(Serialize)]
struct Case<'e> {
    name: &'e str,
    replies: Vec<Wording>,
}

/// The words of one reply.
#[derive(Serialize)]
struct Wording {
    id: String,
    language: String,
    text: String,
}

pub(super) fn page(desk: Desk<'_>) -> Answer {
    let config = &desk.site().config;
    // What is wrong with the file is a problem of the site, which the overview tells.
    let own = parse::replies(&*desk.snapshot.world).value;
    let all: Vec<Reply> = own.replies.into_iter().chain(parse::built_in_replies()).collect();
    let phone = config.practice.phone.as_deref().unwrap_or("___-___-____");
    let filled = |reply: &Reply| {
        let words = Words::of(&reply.language).unwrap_or(desk.words);
        let contact = own.contact.as_deref().unwrap_or_else(|| words.say("replies.nobody"));
        let text = reply.text.replace("{contact}", contact).replace("{phone}", phone);
        text.replace("{practice}", &config.practice.name).trim().to_owned()
    };
    let case = |case: &&'static str| Case {
        name: desk.words.say(&format!("cases.{case}")),
        replies: all
            .iter()
            .enumerate()
            .filter(|(_, reply)| reply.case == **case)
            .map(|(at, reply)| Wording {
                id: format!("reply-{at}"),
                language: reply.language.clone(),
                text: filled(reply),
            })
            .collect(),
    };
    let view = Replies { cases: CASES.iter().map(case).collect(), secret: desk.secret };
    draw("replies.html", &desk.frame(desk.words.say("frame.replies"), Tab::Replies), &view)
}
