//! The kit on its way into its folder.

use rayon::prelude::*;

use crate::base::{ContentHash, OutputPath};
use crate::build::CardCache;
use crate::card::Size;
use crate::compile::CardInputs;
use crate::diag::{Diagnostic, Outcome};
use crate::output::Stage;

use super::{Kit, KitFolder};

impl Kit<'_> {
    /// Writes `folders` and the tables of their posts. With `keep_others`, the folders of the last kit stay that are not
    /// among them, if their documents may still be posted.
    ///
    /// # Errors
    /// `output/cannot-write`, and the problems of pictures.
    pub fn write(
        self,
        stage: &Stage,
        cards: &CardCache,
        folders: &[KitFolder<'_>],
        keep_others: bool,
    ) -> Result<(), Vec<Diagnostic>> {
        folders.par_iter().try_for_each(|folder| {
            folder.files().iter().try_for_each(|(path, text)| stage.write(path, text.as_bytes()))?;
            Size::ALL.iter().try_for_each(|size| {
                let drawn = || self.draw(folder, size);
                write_picture(stage, cards, self.picture(folder, size), drawn)
            })?;
            let forms =
                folder.cards.iter().flat_map(|card| self.form_sizes().into_iter().map(|size| (card.form, size)));
            forms.into_iter().try_for_each(|(form, size)| {
                let drawn = || self.draw_form(folder, form, size);
                write_picture(stage, cards, self.form_picture(folder, form, size), drawn)
            })
        })?;
        let (path, text) = self.profile();
        stage.write(&path, text.as_bytes())?;
        for (path, bytes) in self.profile_pictures() {
            stage.write(&path, &bytes)?;
        }
        for (path, text) in self.tables(folders) {
            stage.write(&path, text.as_bytes())?;
        }
        if keep_others {
            let others = self.folder_paths(folders);
            let stays = |path: &str| path.rsplit_once('/').is_some_and(|(folder, _)| others.contains(folder));
            stage.keep_all(stays);
            cards.carry(stays);
        }
        Ok(())
    }
}

/// Draws a picture, or takes it over from the last kit where it was drawn from the same.
fn write_picture(
    stage: &Stage,
    cards: &CardCache,
    picture: Option<(OutputPath, CardInputs)>,
    draw: impl FnOnce() -> Outcome<Option<Vec<u8>>>,
) -> Result<(), Vec<Diagnostic>> {
    let Some((path, inputs)) = picture else { return Ok(()) };
    if cards.keep(stage, &path, &inputs) {
        return Ok(());
    }
    let Outcome { value, diagnostics } = draw();
    let Some(bytes) = value else { return if diagnostics.is_empty() { Ok(()) } else { Err(diagnostics) } };
    cards.note(&path, &inputs.hash, &ContentHash::of(&bytes));
    stage.write(&path, &bytes)
}
