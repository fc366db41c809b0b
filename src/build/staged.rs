//! Rendered outputs on their way into the stage.

use crate::base::{ContentHash, OutputPath};
use crate::compile::CardInputs;
use crate::diag::Diagnostic;
use crate::output::Stage;
use crate::render::Inputs;

use super::CardCache;
use super::outputs::OutputCache;
use super::render::Sink;

/// Writes into the stage, or nowhere where the build is withheld already.
pub(super) struct Staged<'s> {
    pub(super) stage: Option<&'s Stage>,
    pub(super) cards: &'s CardCache,
    pub(super) outputs: &'s OutputCache<'s>,
}

impl Sink for Staged<'_> {
    fn keep(&self, path: &OutputPath) -> bool {
        self.stage.is_some_and(|stage| stage.keep(path))
    }

    fn keep_card(&self, path: &OutputPath, inputs: &CardInputs) -> bool {
        self.stage.map_or(!inputs.has_picture, |stage| self.cards.keep(stage, path, inputs))
    }

    fn write_card(&self, path: &OutputPath, inputs: &CardInputs, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        self.cards.note(path, &inputs.hash, &ContentHash::of(bytes));
        self.write(path, bytes)
    }

    fn keep_rendered(&self, path: &OutputPath, inputs: &Inputs) -> bool {
        self.outputs.keep(path, inputs, |content| self.stage.is_none_or(|stage| stage.keep_content(path, content)))
    }

    fn write_rendered(&self, path: &OutputPath, inputs: &Inputs, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        self.outputs.note(path, inputs, ContentHash::of(bytes));
        self.write(path, bytes)
    }

    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        self.stage.map_or(Ok(()), |stage| stage.write(path, bytes))
    }
}
