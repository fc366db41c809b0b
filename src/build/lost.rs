//! What a new site has lost against the published one.

use crate::compile::Compiled;
use crate::diag::{Diagnostic, codes};
use crate::output::Stage;
use crate::plan::Route;
use crate::world::DiskWorld;

use super::BuildOptions;

/// What the new site has lost: all documents, which is an error, or more than half of its pages.
pub(super) fn lost(
    world: &DiskWorld,
    options: &BuildOptions<'_>,
    compiled: &Compiled<'_>,
    stage: Option<&Stage>,
) -> Option<Diagnostic> {
    let last = stage.and_then(Stage::last);
    if compiled.site.documents.is_empty() && !options.allow_empty {
        let before = last.map_or(0, |last| last.documents.unwrap_or(last.pages));
        let missing = !world.has_content();
        if missing || before > 0 {
            let message = match (missing, before) {
                (true, _) => "the project has no folder `content`".to_owned(),
                (false, before) => {
                    format!("the project no longer has any documents, but the published site was made from {before}")
                }
            };
            let help = "restore the files, or add `--allow-empty` if the site is meant to be empty";
            return Some(Diagnostic::new(&codes::NO_DOCUMENTS, message).help(help));
        }
    }
    let before = last?.pages;
    let is_page = |route: &&Route| route.path.as_str().rsplit('.').next() == Some("html");
    let pages = compiled.plan.routes.iter().filter(is_page).count();
    (pages * 2 < before).then(|| {
        let message = format!("this build removes {} of the site's {before} pages", before - pages);
        let help = "if you did not intend this, look for folders missing from `content`, then build again";
        Diagnostic::new(&codes::PAGES_LOST, message).help(help)
    })
}

/// The problems that the next build repeats where nothing changed. What the site lost is reported once.
pub(super) fn lasting(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|problem| problem.code != &codes::PAGES_LOST).cloned().collect()
}
