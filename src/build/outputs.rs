//! The outputs that the last build rendered: what each was rendered from, and its content.
//!
//! A note, `.bedside/cache/rendered.json`, holds hashes alone; the content is in the output folder itself. So the cache
//! is as large as the site has files and deleting it is always safe. An output is taken over only if the program is the
//! same, its inputs have the same hash, and the published file still has the content that the note names: a note that
//! is damaged, old or another project's costs time and nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::base::{ContentHash, OutputPath};
use crate::output::{leave_sealed_note, read_sealed_note};
use crate::render::Inputs;

use super::explain::Reason;

const NAME: &str = "rendered.json";

/// The form of the note; a program that writes another form gives it another number.
const FORM: u32 = 1;

/// A note in `.bedside/cache/`.
#[derive(Default, Serialize, Deserialize)]
struct Note {
    form: u32,
    /// The program that rendered them.
    program: String,
    /// The hash of what all of them share.
    shared: String,
    /// For each path: hash of its view, hash of the file.
    outputs: BTreeMap<String, (String, String)>,
}

/// The rendered outputs of the last build, and those of this one.
pub(super) struct OutputCache<'o> {
    last: Note,
    /// The running program; nothing is remembered where it is unknown.
    program: &'o str,
    /// The output whose reason is wanted.
    asked: Option<&'o OutputPath>,
    reason: Mutex<Option<Reason>>,
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    shared: Option<ContentHash>,
    outputs: BTreeMap<String, (ContentHash, ContentHash)>,
}

impl<'o> OutputCache<'o> {
    /// What the last build noted. `asked` is the output of which [`OutputCache::reason`] will tell.
    pub(super) fn read(project: &Path, program: Option<&'o str>, asked: Option<&'o OutputPath>) -> Self {
        let note: Option<Note> = read_sealed_note(project, NAME).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let last = note.filter(|note| note.form == FORM).unwrap_or_default();
        Self { last, program: program.unwrap_or_default(), asked, reason: Mutex::default(), made: Mutex::default() }
    }

    /// Takes an output over where it was rendered from the same and `take` still finds it with the content of then.
    pub(super) fn keep(&self, path: &OutputPath, inputs: &Inputs, take: impl Fn(&ContentHash) -> bool) -> bool {
        let found = self
            .find(path, inputs)
            .and_then(|content| if take(&content) { Ok(content) } else { Err(Reason::FileDiffers) });
        if self.asked == Some(path) {
            let reason = found.as_ref().err().copied().unwrap_or(Reason::Same);
            *self.reason.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
        }
        let Ok(content) = found else { return false };
        self.note(path, inputs, content);
        true
    }

    /// The content of an output that was rendered from the same, or why it must be rendered.
    fn find(&self, path: &OutputPath, inputs: &Inputs) -> Result<ContentHash, Reason> {
        let is = |hex: &str, hash: &ContentHash| ContentHash::from_hex(hex).as_ref() == Some(hash);
        if self.program.is_empty() || self.last.outputs.is_empty() {
            return Err(Reason::NothingKnown);
        }
        if self.last.program != self.program {
            return Err(Reason::Program);
        }
        let (own, content) = self.last.outputs.get(path.as_str()).ok_or(Reason::New)?;
        if !is(&self.last.shared, &inputs.shared) {
            return Err(Reason::Shared);
        }
        if !is(own, &inputs.own) {
            return Err(Reason::Own);
        }
        ContentHash::from_hex(content).ok_or(Reason::FileDiffers)
    }

    /// Notes an output of this build.
    pub(super) fn note(&self, path: &OutputPath, inputs: &Inputs, content: ContentHash) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.shared = Some(inputs.shared);
        made.outputs.insert(path.as_str().to_owned(), (inputs.own, content));
    }

    /// Why the requested output was built again, or was not; `None` if it is not rendered from a view.
    pub(super) fn reason(&self) -> Option<Reason> {
        *self.reason.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves the note for the next build. Where that fails, the next build renders everything again.
    pub(super) fn write(self, project: &Path) {
        let made = self.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(shared) = made.shared.filter(|_| !self.program.is_empty()) else { return };
        let outputs = made.outputs.into_iter().map(|(path, (own, content))| (path, (own.hex(), content.hex())));
        let note =
            Note { form: FORM, program: self.program.to_owned(), shared: shared.hex(), outputs: outputs.collect() };
        if let Ok(bytes) = serde_json::to_vec(&note) {
            let _ = leave_sealed_note(project, NAME, &bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs(shared: &str, own: &str) -> Inputs {
        Inputs { shared: ContentHash::of(shared.as_bytes()), own: ContentHash::of(own.as_bytes()) }
    }

    fn asked<'o>(project: &Path, program: &'o str, path: &'o OutputPath, inputs: &Inputs) -> (bool, Option<Reason>) {
        let cache = OutputCache::read(project, Some(program), Some(path));
        let content = ContentHash::of(b"<p>");
        (cache.keep(path, inputs, |found| *found == content), cache.reason())
    }

    #[test]
    fn an_output_is_taken_over_only_where_all_is_the_same() {
        let project = tempfile::tempdir().expect("a folder");
        let project = project.path();
        let (path, other) = (OutputPath::new("a/index.html"), OutputPath::new("b/index.html"));
        let same = inputs("shared", "own");
        assert_eq!(asked(project, "1", &path, &same), (false, Some(Reason::NothingKnown)));
        let cache = OutputCache::read(project, Some("1"), None);
        cache.note(&path, &same, ContentHash::of(b"<p>"));
        cache.write(project);
        assert_eq!(asked(project, "1", &path, &same), (true, Some(Reason::Same)));
        assert_eq!(asked(project, "2", &path, &same), (false, Some(Reason::Program)));
        assert_eq!(asked(project, "", &path, &same), (false, Some(Reason::NothingKnown)));
        assert_eq!(asked(project, "1", &other, &same), (false, Some(Reason::New)));
        assert_eq!(asked(project, "1", &path, &inputs("other", "own")), (false, Some(Reason::Shared)));
        assert_eq!(asked(project, "1", &path, &inputs("shared", "other")), (false, Some(Reason::Own)));
        let cache = OutputCache::read(project, Some("1"), Some(&path));
        assert!(!cache.keep(&path, &same, |_| false));
        assert_eq!(cache.reason(), Some(Reason::FileDiffers));
    }
}
