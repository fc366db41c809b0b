//! Share cards: what they are drawn with, what their fonts lack, and their bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{ContentHash, VPath};
use crate::card::{CardBrand, Logo, Size, Studio, Template};
use crate::config::{CardDesign, Color, Config};
use crate::diag::{Diagnostic, Outcome, Place, Severity, codes};
use crate::image::{self, Format, PictureProblem};
use crate::model::{Document, Site};
use crate::source::SourceSet;
use crate::theme::Backgrounds;
use crate::view::ShareCard;
use crate::world::{World, read_text};
use crate::yaml::Step;

use super::bytes::{Bytes, failed, read};
use super::cache::versions;

/// Largest design, in bytes.
const LARGEST_DESIGN: u64 = 1024 * 1024;

/// Pixels of a logo's longer side that are kept: more than any card shows.
const LOGO_SIDE: u32 = 512;

/// Pixels of a side of a face: more than any card shows.
const FACE_SIDE: u32 = 256;

/// What share cards are drawn with, as the project has it.
#[derive(Clone, Copy)]
pub(super) struct CardInputs<'w> {
    pub(super) world: &'w dyn World,
    pub(super) sources: &'w SourceSet,
    pub(super) config: &'w Config,
    /// The backgrounds of the theme, on which its pages show the logo.
    pub(super) grounds: &'w Backgrounds,
}

impl CardInputs<'_> {
    /// The studio of a practice, with its logo.
    pub(super) fn studio(self) -> Outcome<Option<Arc<Studio>>> {
        let mut diagnostics = Vec::new();
        let Config { brand, practice, .. } = self.config;
        let logo = self.logo("logo", brand.logo.as_deref()).into(&mut diagnostics);
        // On dark pages the logo is on a light chip, where there is no other one.
        let dark = self.logo("logo_dark", brand.logo_dark.as_deref()).into(&mut diagnostics);
        let shown = [("logo", &logo, self.grounds.light), ("logo_dark", &dark, self.grounds.dark)];
        diagnostics.extend(shown.into_iter().filter_map(|(key, logo, ground)| lost(key, &logo.as_ref()?.1, ground)));
        let templates = templates(self.world, self.sources).into(&mut diagnostics);
        let house = CardBrand {
            practice: practice.name.clone(),
            title: self.config.title.clone(),
            host: self.config.url.host().to_owned(),
            brand: brand.clone(),
            templates,
            logo,
        };
        let studio = Studio::new(house).map(Arc::new);
        if let Some(studio) = &studio {
            let missing = lacking(studio, &practice.name, "the practice's name");
            let help = "for a name in another script, add a second one after it: `name: 和平诊所 Heping Clinic`";
            diagnostics.extend(missing.map(|diagnostic| diagnostic.at(Place::file(&Config::path())).help(help)));
        }
        Outcome { value: studio, diagnostics }
    }

    /// What a studio is made from, where the world can tell versions of files: then it need not be made again.
    pub(super) fn version(self) -> Option<String> {
        let Config { brand, practice, .. } = self.config;
        let logos: Vec<VPath> =
            [&brand.logo, &brand.logo_dark].into_iter().flatten().map(|path| logo_file(path)).collect();
        let files = versions(self.world, self.sources.card_designs.values().chain(&logos))?;
        let words = [&practice.name, &self.config.title, self.config.url.host()].map(|word| format!("{word:?}"));
        Some(format!("{brand:?} {:?} {} {files}", self.grounds, words.join(" ")))
    }
}

/// Says that a logo cannot be seen on the pages that show it.
fn lost(key: &str, logo: &Logo, ground: Color) -> Option<Diagnostic> {
    if logo.is_seen_on(ground) {
        return None;
    }
    let (pages, help) = if key == "logo" {
        ("light", "use a version of the logo with darker lines")
    } else {
        ("dark", "use a version with lighter lines, or omit `logo_dark` to show the logo on a light background there")
    };
    let message =
        format!("most of `brand.{key}` is hard to see on the theme's {pages} pages, which are {}", ground.hex());
    Some(Diagnostic::new(&codes::LOGO_CONTRAST, message).at(Place::file(&Config::path())).help(help))
}

fn logo_file(path: &str) -> VPath {
    VPath::new(&format!("static/{}", path.trim_start_matches('/')))
}

/// The designs of the theme and the practice. One with a mistake is reported and left out.
fn templates(world: &dyn World, sources: &SourceSet) -> Outcome<BTreeMap<String, (ContentHash, Template)>> {
    let mut templates = Outcome::fine(BTreeMap::new());
    for (name, file) in &sources.card_designs {
        match template(world, name, file) {
            Ok(template) => _ = templates.value.insert(name.clone(), template),
            Err(diagnostic) => templates.diagnostics.push(*diagnostic),
        }
    }
    templates
}

fn template(world: &dyn World, name: &str, file: &VPath) -> Result<(ContentHash, Template), Box<Diagnostic>> {
    let Some(size) = size_of(name) else {
        let sizes = Size::ALL.iter().skip(1).map(|size| format!("`-{}`", size.name)).collect::<Vec<_>>().join(", ");
        let diagnostic = Diagnostic::new(&codes::UNUSED_FILE, "this file is not a card design");
        let help = format!("name it `plain.svg` or `image.svg`; for other sizes, put one of {sizes} before `.svg`");
        return Err(Box::new(diagnostic.at(Place::file(file)).help(help)));
    };
    let text = read_text(world, file, LARGEST_DESIGN).map_err(|problem| Box::new(problem.told(file)))?;
    let template = Template::read(&text, &size).map_err(|problem| {
        let diagnostic = Diagnostic::new(&codes::BAD_TEMPLATE, problem.message).at(Place::at(file, problem.at));
        Box::new(diagnostic.help("the handbook's page on share cards has a design to start from"))
    })?;
    Ok((ContentHash::of(text.as_bytes()), template))
}

/// The size that a design is for, by its name: `plain`, `image-story`.
fn size_of(name: &str) -> Option<Size> {
    let rest = CardDesign::ALL.iter().find_map(|design| name.strip_prefix(design.word()))?;
    if rest.is_empty() { Some(Size::LINK) } else { Size::named(rest.strip_prefix('-')?) }
}

impl CardInputs<'_> {
    /// The logo that a key under `brand` names.
    fn logo(self, key: &str, path: Option<&str>) -> Outcome<Option<(ContentHash, Logo)>> {
        let Some(path) = path else { return Outcome::fine(None) };
        let file = logo_file(path);
        let none = |diagnostic: Diagnostic| Outcome { value: None, diagnostics: vec![diagnostic] };
        let Ok(bytes) = read(self.world, &file) else {
            let is_there = self.sources.statics.contains(&file);
            let message = if is_there {
                format!("the logo `{path}` exists but cannot be read")
            } else {
                format!("there is no logo `{path}`")
            };
            let mut diagnostic = Diagnostic::new(&codes::MISSING_PICTURE, message).at(Place::file(&Config::path()));
            // Pages and cards can be read without it.
            diagnostic.severity = Severity::Warning;
            let help = if is_there {
                format!("check that you may read `{file}`, and that it is smaller than 512 MiB")
            } else {
                format!("put it at `{file}`, or change `brand.{key}`")
            };
            return none(diagnostic.help(help));
        };
        match picture_logo(&bytes) {
            Ok(logo) => Outcome::fine(Some((ContentHash::of(&bytes), logo))),
            Err(problem) => none(problem.diagnostic(&file)),
        }
    }
}

fn picture_logo(bytes: &[u8]) -> Result<Logo, PictureProblem> {
    let known = image::probe(bytes)?;
    match known.format {
        Format::Svg => {
            let clean = image::strip(bytes, Format::Svg)?;
            let text = String::from_utf8(clean).map_err(|_| PictureProblem::Damaged(Format::Svg))?;
            Logo::drawing(&text).map_err(|why| PictureProblem::NotDrawable { why })
        }
        // A film of pictures is no logo for a card.
        Format::Gif => Err(PictureProblem::NotPicture),
        Format::Jpeg | Format::Png | Format::WebP => image::contain(bytes, &known, LOGO_SIDE).map(Logo::Picture),
    }
}

/// The characters that cards of public documents cannot show.
pub(super) fn missing_glyphs(studio: &Studio, site: &Site) -> Vec<Diagnostic> {
    site.public().flat_map(|id| document_glyphs(studio, site.document(id))).collect()
}

fn document_glyphs(studio: &Studio, document: &Document) -> Vec<Diagnostic> {
    let front = &document.parsed.front;
    let (title, path): (&str, &[Step<'_>]) = match &front.card.title {
        Some(title) => (title, &[Step::Key("card"), Step::Key("title")]),
        None => (&front.title, &[Step::Key("title")]),
    };
    let title = lacking(studio, title, "its title").map(|diagnostic| {
        let help = if studio.shows(title) {
            "give the card a title without it: `card: {title: \"...\"}`"
        } else {
            "give the card a title in Latin, Greek or Cyrillic letters: `card: {title: \"...\"}`; the page keeps its own"
        };
        diagnostic.at(document.parsed.place(path)).help(help)
    });
    let facts = front.claims.iter().zip(&document.parsed.claims).filter_map(|(claim, text)| {
        let diagnostic = lacking(studio, &text.fact, "the fact of a claim")?;
        let place = document.parsed.place(&[Step::Key("claims"), Step::Item(claim.at), Step::Key("fact")]);
        Some(diagnostic.at(place).help("write the fact without it"))
    });
    title.into_iter().chain(facts).collect()
}

/// What a card cannot show of a text: some of its signs, or so many letters that it shows the site's title instead.
fn lacking(studio: &Studio, text: &str, what: &str) -> Option<Diagnostic> {
    const NAMED: usize = 6;
    let missing = studio.missing(text);
    if missing.is_empty() {
        return None;
    }
    if !studio.shows(text) {
        let message = format!("the share card's font has no letters for {what}, so the card names the site instead");
        return Some(Diagnostic::new(&codes::MISSING_GLYPH, message));
    }
    let signs: Vec<String> = missing.iter().take(NAMED).map(|c| format!("`{c}`")).collect();
    let more = missing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("the share card's font has no character for {}{more} in {what}", signs.join(", "));
    Some(Diagnostic::new(&codes::MISSING_GLYPH, message))
}

/// The bytes of a card.
pub(super) fn draw<'s>(world: &dyn World, studio: &Studio, card: &ShareCard<'_>, size: &Size) -> Bytes<'s> {
    let mut pixels = None;
    if let (Some((file, known)), Some((width, height))) = (card.picture, studio.picture_room(card, size)) {
        let bytes = match read(world, file) {
            Ok(bytes) => bytes,
            Err(diagnostic) => return failed(*diagnostic),
        };
        match image::cover(&bytes, known, width, height) {
            Ok(bitmap) => pixels = Some(bitmap),
            Err(problem) => return failed(problem.diagnostic(file)),
        }
    }
    if let Some((file, known)) = card.seal.as_ref().and_then(|seal| seal.portrait) {
        // A face that cannot be read is reported where its own page shows it.
        let face = || {
            let bytes = read(world, file).ok()?;
            if known.format == Format::Svg { picture_logo(&bytes).ok() } else { square(&bytes, known) }
        };
        let _ = studio.face_of(known.hash, face);
    }
    Outcome::fine(studio.draw(card, size, pixels.as_ref()).map(Cow::Owned))
}

/// A photo of a face, cut to a square.
fn square(bytes: &[u8], known: &image::Picture) -> Option<Logo> {
    image::cover(bytes, known, FACE_SIDE, FACE_SIDE).ok().map(Logo::Picture)
}
