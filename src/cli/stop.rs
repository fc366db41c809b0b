//! Why a command could not do what it was asked: said once, in one look, with its exit code.

use super::Exit;
use super::report::message_text;

/// The end of a command before its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The exit code.
    pub exit: Exit,
    message: String,
    help: Vec<String>,
}

impl Stop {
    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), help: Vec::new() }
    }

    /// The computer or the project did not allow it.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Errors, message: message.into(), help: Vec::new() }
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds ways out.
    #[must_use]
    pub fn helps(mut self, help: impl IntoIterator<Item = String>) -> Self {
        self.help.extend(help);
        self
    }

    /// The message and the ways out.
    #[must_use]
    pub fn parts(&self) -> (&str, &[String]) {
        (&self.message, &self.help)
    }

    /// The same in one sentence, for a page.
    #[must_use]
    pub fn sentence(&self) -> String {
        std::iter::once(&self.message).chain(&self.help).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// What is printed.
    #[must_use]
    pub fn text(&self, colour: bool) -> String {
        message_text(&self.message, &self.help, colour)
    }
}
