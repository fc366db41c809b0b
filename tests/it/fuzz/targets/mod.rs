//! Every reader as a function of bytes that panics where the reader does what it must not: stop, abort, run without end,
//! give unsafe HTML, touch what is somebody else's.
//!
//! Two programs call them: the tests, with the saved corpus, and libFuzzer (the crate in `fuzz/`), which looks for new
//! inputs. What one input does follows from it alone, so that it can be tried again.

mod disk;
mod pieces;
mod projects;

/// Reads one input; panics where that is a fault.
type Run = dyn Fn(&[u8]);

/// Makes a target ready.
type Begin = fn() -> Target;

/// A reader, ready to read.
pub(crate) struct Target {
    /// Good inputs, in addition to the saved ones.
    pub(crate) seeds: Vec<Vec<u8>>,
    pub(crate) run: Box<Run>,
}

impl Target {
    fn new<S: AsRef<[u8]>>(seeds: &[S], run: impl Fn(&[u8]) + 'static) -> Self {
        Self { seeds: seeds.iter().map(|seed| seed.as_ref().to_vec()).collect(), run: Box::new(run) }
    }
}

/// Each target by its name: that of its corpus in `tests/fuzz`, and of its program in `fuzz/fuzz_targets`.
pub(crate) const TARGETS: [(&str, Begin); 18] = [
    ("caches", disk::caches),
    ("calendars", pieces::calendars),
    ("drawings", pieces::drawings),
    ("forms", pieces::forms),
    ("front_matter", projects::front_matter),
    ("journals", disk::journals_and_markers),
    ("libraries_bib", projects::libraries_bib),
    ("libraries_json", projects::libraries_json),
    ("libraries_nbib", projects::libraries_nbib),
    ("libraries_ris", projects::libraries_ris),
    ("markdown", projects::markdown),
    ("names", pieces::names_and_times),
    ("observances", projects::observances),
    ("pictures", pieces::pictures),
    ("privacy", pieces::details_of_patients),
    ("requests", projects::requests),
    ("settings", projects::settings),
    ("vocabularies", projects::vocabularies),
];

/// The target of this name.
pub(crate) fn target(name: &str) -> Target {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.map_or_else(|| panic!("there is no target `{name}`"), |(_, make)| make())
}
