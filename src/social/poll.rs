//! What a network would refuse of a poll.

use crate::parse::Poll;

use super::Channel;

/// A part of a poll that a network would refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollProblem {
    /// More answers than it takes.
    Answers {
        /// So many there are.
        count: usize,
        /// So many it takes.
        most: usize,
    },
    /// An answer that is too long.
    Answer {
        /// Its place among the answers.
        at: usize,
        /// Its length as the network counts.
        count: usize,
        /// The longest that it takes.
        most: usize,
    },
    /// A question that is too long.
    Question {
        /// Its length as the network counts.
        count: usize,
        /// The longest that it takes.
        most: usize,
    },
}

/// All that a network would refuse of a poll; nothing if it has none.
#[must_use]
pub fn poll_problems(poll: &Poll, channel: &Channel) -> Vec<PollProblem> {
    let Some(limits) = channel.poll else { return Vec::new() };
    let count = |text: &str| channel.counting.count(text);
    let mut found = Vec::new();
    let (question, most) = (count(&poll.question), limits.question.unwrap_or(channel.limit));
    if question > most {
        found.push(PollProblem::Question { count: question, most });
    }
    if poll.answers.len() > limits.answers {
        found.push(PollProblem::Answers { count: poll.answers.len(), most: limits.answers });
    }
    let long = poll.answers.iter().enumerate().map(|(at, answer)| (at, count(answer)));
    let long = long.filter(|(_, count)| *count > limits.answer);
    found.extend(long.map(|(at, count)| PollProblem::Answer { at, count, most: limits.answer }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::social::Channels;

    #[test]
    fn each_network_has_its_own_limits() {
        let channels = Channels::built_in();
        let poll = Poll { question: "q".repeat(150), answers: vec!["a".repeat(28), "No".to_owned()] };
        let on = |id: &str| poll_problems(&poll, channels.named(id).expect("a network"));
        assert_eq!(on("x"), [PollProblem::Answer { at: 0, count: 28, most: 25 }]);
        assert_eq!(on("linkedin"), [PollProblem::Question { count: 150, most: 140 }]);
        assert_eq!(on("mastodon"), []);
        assert_eq!(on("facebook"), [], "there are no polls");
    }
}
