//! From a route to its bytes: rendered, resized, cleaned or copied.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::base::VPath;
use crate::card::{Size, Studio};
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::image::{self, Format, PictureProblem};
use crate::model::{MediaId, Site};
use crate::parse::{LARGEST_FILE, Unshown};
use crate::plan::{Recipe, Route};
use crate::render::{Inputs, Renderer};
use crate::view::{Scene, View, view};
use crate::world::World;

use super::cards;

/// Largest file of `static/`, in bytes: what is larger belongs on a host for media.
const LARGEST_STATIC: u64 = 512 * 1024 * 1024;

pub(super) type Bytes<'s> = Outcome<Option<Cow<'s, [u8]>>>;

/// What outputs are made with.
pub(super) struct Tools<'s, 't> {
    pub(super) world: &'t dyn World,
    pub(super) scene: Scene<'s>,
    pub(super) renderer: &'t Renderer<'t>,
    pub(super) studio: Option<&'t Studio>,
}

/// A requested output.
#[derive(Debug)]
pub enum Made<'s> {
    /// It is known already.
    Known,
    /// Its bytes, `None` if they could not be made; and what they were rendered from, if it had no problems.
    Bytes(Option<Cow<'s, [u8]>>, Option<Inputs>),
}

/// Makes one output, unless `is_known` knows it by what it is rendered from; a panic of a library becomes a diagnostic that
/// names the page.
pub(super) fn make<'s>(
    tools: &Tools<'s, '_>,
    route: &'s Route,
    is_known: &dyn Fn(&Inputs) -> bool,
) -> Outcome<Made<'s>> {
    catch_unwind(AssertUnwindSafe(|| one(tools, route, is_known))).unwrap_or_else(|_| {
        let message = format!("the page `{}` could not be built", route.path.url());
        let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, message)
            .help("this is a bug in Bedside: please report it, with the document");
        let place = match &route.recipe {
            Recipe::Document(id) | Recipe::Card { document: id, .. } | Recipe::Claim { document: id, .. } => {
                Some(Place::file(&tools.scene.site.document(*id).parsed.source.path))
            }
            _ => None,
        };
        let problem = failed(match place {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        });
        problem.map(|bytes| Made::Bytes(bytes, None))
    })
}

fn one<'s>(tools: &Tools<'s, '_>, route: &'s Route, is_known: &dyn Fn(&Inputs) -> bool) -> Outcome<Made<'s>> {
    let view = view(tools.scene, route);
    let inputs = tools.renderer.inputs(&view);
    if inputs.is_some_and(|inputs| is_known(&inputs)) {
        return Outcome::fine(Made::Known);
    }
    let outcome = of_view(tools, view);
    // What was reported must be reported again, so an output with a problem is rendered each time, whatever the rules say.
    let inputs = inputs.filter(|_| outcome.diagnostics.is_empty());
    outcome.map(|bytes| Made::Bytes(bytes, inputs))
}

fn of_view<'s>(tools: &Tools<'s, '_>, view: View<'s>) -> Bytes<'s> {
    let world = tools.world;
    match view {
        View::Asset(asset) => Outcome::fine(Some(Cow::Borrowed(&asset.bytes))),
        View::File(file) => match read(world, file) {
            Ok(bytes) => Outcome::fine(Some(Cow::Owned(bytes))),
            Err(diagnostic) => failed(*diagnostic),
        },
        // What is wrong with it was told at the file.
        View::CleanPicture(file) if is_refused(tools.scene.site, file) => Outcome::fine(None),
        View::CleanPicture(file) => picture(world, file, |bytes| {
            let format = Format::of_extension(&file.extension()).ok_or(PictureProblem::NotPicture)?;
            image::strip(bytes, format)
        }),
        View::Picture { file, picture: known, variant, quality } => picture(world, file, |bytes| {
            let mut files = image::render(bytes, known, std::slice::from_ref(variant), quality)?;
            files.pop().ok_or(PictureProblem::NotPicture)
        }),
        View::Card(card) => match tools.studio {
            Some(studio) => cards::draw(world, studio, &card, &Size::LINK),
            None => Outcome::fine(None),
        },
        View::TouchIcon => Outcome::fine(tools.studio.and_then(Studio::touch_icon).map(Cow::Owned)),
        other => {
            let Outcome { value, diagnostics } = tools.renderer.render(&other);
            Outcome { value: value.map(|bytes| Cow::Owned(bytes.into_owned())), diagnostics }
        }
    }
}

/// Whether a file is no picture that can be published, as its head says.
fn is_refused(site: &Site, file: &VPath) -> bool {
    let at = site.media.binary_search_by(|medium| medium.file.cmp(file));
    at.is_ok_and(|at| site.media[at].unshown == Some(Unshown::Refused))
}

/// All published sizes of one picture, decoded once; in the order of the plan.
pub(super) fn sizes(world: &dyn World, scene: Scene<'_>, id: MediaId) -> Outcome<Option<Vec<Vec<u8>>>> {
    let medium = scene.site.medium(id);
    let (Some(known), Some(files)) = (&medium.picture, scene.plan.pictures.get(&id)) else {
        return Outcome::fine(None);
    };
    let make = || {
        let bytes = read(world, &medium.file)?;
        image::render(&bytes, known, files, scene.site.config.images.quality)
            .map_err(|problem| Box::new(problem.diagnostic(&medium.file)))
    };
    match catch_unwind(AssertUnwindSafe(make)) {
        Ok(Ok(files)) => Outcome::fine(Some(files)),
        Ok(Err(diagnostic)) => Outcome { value: None, diagnostics: vec![*diagnostic] },
        Err(_) => {
            let problem = PictureProblem::Damaged(known.format).diagnostic(&medium.file);
            Outcome { value: None, diagnostics: vec![problem] }
        }
    }
}

fn picture<'s>(
    world: &dyn World,
    file: &VPath,
    make: impl FnOnce(&[u8]) -> Result<Vec<u8>, PictureProblem>,
) -> Bytes<'s> {
    let bytes = match read(world, file) {
        Ok(bytes) => bytes,
        Err(diagnostic) => return failed(*diagnostic),
    };
    match make(&bytes) {
        Ok(bytes) => Outcome::fine(Some(Cow::Owned(bytes))),
        Err(problem) => failed(problem.diagnostic(file)),
    }
}

pub(super) fn read(world: &dyn World, file: &VPath) -> Result<Vec<u8>, Box<Diagnostic>> {
    let limit = if file.as_str().starts_with("static/") { LARGEST_STATIC } else { LARGEST_FILE };
    world.read(file, limit).map_err(|problem| {
        let diagnostic = Diagnostic::new(&codes::UNREADABLE_FILE, format!("cannot be read: {problem}"));
        Box::new(
            diagnostic.at(Place::file(file)).help("check that the file exists and that you have permission to read it"),
        )
    })
}

pub(super) fn failed<'s>(diagnostic: Diagnostic) -> Bytes<'s> {
    Outcome { value: None, diagnostics: vec![diagnostic] }
}
