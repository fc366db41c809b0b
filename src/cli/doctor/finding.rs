//! One thing that was looked at.

use serde::Serialize;

/// The state of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// It is well.
    Ok,
    /// Worth knowing; nothing is wrong.
    Note,
    /// It will be in the way one day.
    Warning,
    /// It keeps the site from being built or published.
    Problem,
}

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// What was found, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    pub(super) state: State,
    pub(super) message: String,
    pub(super) help: Vec<String>,
}

impl Finding {
    fn of(state: State, message: impl Into<String>) -> Self {
        Self { state, message: message.into(), help: Vec::new() }
    }

    pub(super) fn ok(message: impl Into<String>) -> Self {
        Self::of(State::Ok, message)
    }

    pub(super) fn note(message: impl Into<String>) -> Self {
        Self::of(State::Note, message)
    }

    pub(super) fn warning(message: impl Into<String>) -> Self {
        Self::of(State::Warning, message)
    }

    pub(super) fn problem(message: impl Into<String>) -> Self {
        Self::of(State::Problem, message)
    }

    /// Adds a way out.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}
