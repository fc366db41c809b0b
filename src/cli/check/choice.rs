//! Which findings a check tells: of some families, of some rules, in some documents.

use crate::base::VPath;
use crate::diag::{Code, Diagnostic, Family, did_you_mean, nearest};
use crate::world::World;

use super::super::Stop;

/// What `--family`, `--rule` and `--document` choose; everything where none of them is given.
#[derive(Debug, Default)]
pub(super) struct Choice {
    codes: Vec<&'static Code>,
    files: Vec<VPath>,
}

impl Choice {
    /// Reads the names. Several of one kind are alternatives; a finding must be of one of the rules and in one of the files.
    ///
    /// # Errors
    /// A [`Stop`] for a name that there is not.
    pub(super) fn of(
        families: &[String],
        rules: &[String],
        world: &dyn World,
        documents: &Named<'_>,
    ) -> Result<Self, Stop> {
        let mut choice = Self::default();
        for name in families {
            let Some(family) = Family::named(name) else {
                let stop = Stop::usage(format!("there is no family `{name}`"));
                let near = nearest(name, Family::ALL.iter().map(|family| family.name));
                let stop = stop.helps(near.map(|near| format!("did you mean `{near}`?")));
                return Err(stop.help("`bedside explain` lists all families"));
            };
            choice.codes.extend(Code::of(family));
        }
        for name in rules {
            let Some(code) = Code::named(name) else {
                let stop = Stop::usage(format!("there is no rule `{name}`"));
                let stop = stop.helps(Code::nearest(name).map(|near| format!("did you mean `{near}`?")));
                return Err(stop.help("`bedside explain` lists all rules"));
            };
            choice.codes.push(code);
        }
        if !documents.names.is_empty() {
            let files = world.files().value;
            for name in documents.names {
                choice.files.extend(documents.find(name, &files)?);
            }
        }
        Ok(choice)
    }

    /// Whether it leaves something out.
    pub(super) fn is_partial(&self) -> bool {
        !self.codes.is_empty() || !self.files.is_empty()
    }

    /// Whether a finding is reported.
    pub(super) fn holds(&self, diagnostic: &Diagnostic) -> bool {
        let is_of_rule = self.codes.is_empty() || self.codes.contains(&diagnostic.code);
        let is_here = || diagnostic.place.as_ref().is_some_and(|place| self.files.contains(&place.file));
        is_of_rule && (self.files.is_empty() || is_here())
    }
}

/// Documents as someone names them.
pub(super) struct Named<'n> {
    /// The names.
    pub(super) names: &'n [String],
    /// What precedes the project's paths seen from the working folder.
    pub(super) prefix: &'n str,
}

impl Named<'_> {
    /// The files that a name means: a file, all files of a folder, or a document by the last part of its name.
    fn find(&self, name: &str, files: &[VPath]) -> Result<Vec<VPath>, Stop> {
        let written = name.replace('\\', "/");
        let path = written.trim_start_matches("./").trim_end_matches('/');
        let path = path.strip_prefix(self.prefix).unwrap_or(path);
        let is_meant = |file: &&VPath| {
            let file = file.as_str();
            let below = |folder: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let in_content = format!("content/{path}");
            file == path || below(path) || file == in_content || below(&in_content) || stem(file) == path
        };
        let found: Vec<VPath> = files.iter().filter(is_meant).cloned().collect();
        if found.is_empty() {
            let stop = Stop::usage(format!("there is no document `{name}`"));
            let near = did_you_mean(path, files.iter().map(|file| stem(file.as_str())));
            let help = "name a file, a folder, or the last part of a document's name, such as `flu-shots`";
            return Err(stop.helps(near).help(help));
        }
        Ok(found)
    }
}

/// The last part of a document's name: its file's without `.md`, or its folder's where it is `index.md`.
fn stem(file: &str) -> &str {
    let file = file.strip_suffix("/index.md").or_else(|| file.strip_suffix(".md")).unwrap_or(file);
    file.rsplit('/').next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_named_by_file_folder_or_stem() {
        let files: Vec<VPath> =
            ["bedside.yaml", "content/articles/flu.md", "content/articles/back/index.md", "content/myths/a.md"]
                .map(VPath::new)
                .to_vec();
        let named = Named { names: &[], prefix: "site/" };
        let find = |name: &str| -> Vec<String> {
            named.find(name, &files).unwrap_or_default().iter().map(ToString::to_string).collect()
        };
        assert_eq!(find("flu"), ["content/articles/flu.md"]);
        assert_eq!(find("back"), ["content/articles/back/index.md"]);
        assert_eq!(find("./site/content/myths/"), ["content/myths/a.md"]);
        assert_eq!(find("articles").len(), 2);
        assert_eq!(find("bedside.yaml"), ["bedside.yaml"]);
        assert_eq!(find("flue"), [""; 0]);
    }
}
