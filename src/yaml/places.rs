//! The tree of one text, kept for all places in it that are asked for.

use std::sync::OnceLock;

use crate::diag::Place;

use super::tree::{Node, Tree};
use super::{Step, Yaml, walk};

/// Places in one text. The text is read into a tree when the first one is asked for, and never again.
#[derive(Debug, Default)]
pub struct Places(OnceLock<Option<Node>>);

impl Places {
    /// As [`Yaml::place`]; `yaml` is the same text each time.
    #[must_use]
    pub fn place(&self, yaml: &Yaml<'_>, path: &[Step<'_>]) -> Place {
        yaml.range(self.root(yaml).map_or(0..0, |root| walk(root, path).1))
    }

    /// As [`Yaml::key_place`]; `yaml` is the same text each time.
    #[must_use]
    pub fn key_place(&self, yaml: &Yaml<'_>, path: &[Step<'_>]) -> Place {
        let found = self.root(yaml).map(|root| walk(root, path));
        yaml.range(found.map_or(0..0, |(key, value)| key.unwrap_or(value)))
    }

    fn root(&self, yaml: &Yaml<'_>) -> Option<&Node> {
        self.0.get_or_init(|| Tree::parse(yaml).ok().and_then(|tree| tree.value)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use crate::base::VPath;

    use super::*;

    #[test]
    fn places_are_those_of_the_text() {
        let file = VPath::new("a.md");
        let yaml = Yaml { file: &file, text: "title: A\nsources:\n  - id: b\n", start: 4 };
        let places = Places::default();
        for path in
            [&[Step::Key("title")][..], &[Step::Key("sources"), Step::Item(0), Step::Key("id")], &[Step::Key("none")]]
        {
            assert_eq!(places.place(&yaml, path), yaml.place(path));
            assert_eq!(places.key_place(&yaml, path), yaml.key_place(path));
        }
    }
}
