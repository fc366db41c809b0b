//! Where cards are drawn: fonts, colors and all that cards share, kept from card to card.

mod forms;
mod profile;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use crate::base::{Bitmap, ContentHash, Hasher};
use crate::config::{Brand, CardDesign};
use crate::view::{CardBody, Seal, ShareCard};

use super::canvas::{Area, Canvas, Ink, Rgb};
use super::colours::Colours;
use super::encode;
use super::face::Face;
use super::layout::{Layout, Parts};
use super::legible::{lacking, legible, says_it};
use super::logo::Logo;
use super::mask::Glyphs;
use super::shapes::{disc, middle, round, trimmed};
use super::size::Size;
use super::template::{Role, Slot, Template};
use super::text::{Block, CAPITAL, TextBox, pixels, set};

/// The typefaces of the pages, Source Serif 4 and Source Sans 3, and Inter for the signs that they lack (all under the SIL
/// Open Font License); `content/fonts/README.md` says how the files were made.
static SERIF: &[u8] = include_bytes!("../../content/fonts/source-serif-4-600.ttf");
static SANS: &[u8] = include_bytes!("../../content/fonts/source-sans-3-600.ttf");
static INTER: &[u8] = include_bytes!("../../content/fonts/inter-700.ttf");

/// Colors of a logo at most, so that the rest of a card has room in the palette.
const LOGO_COLOURS: usize = 64;

/// How hard a plain card is compressed: one of four lines has 64 KB at the first level after 0.4 ms, 45 KB at the second
/// after 0.8 ms, 37 KB at the sixth after 3 ms.
const FAST: u8 = 2;

/// Bytes of a card with a photo at most, for 1,200 by 630 pixels: some messengers leave out larger ones.
const MOST_BYTES: usize = 300_000;

/// Colors of a face at most.
const FACE_COLOURS: usize = 80;

/// What all cards of a practice share.
#[derive(Debug)]
pub struct CardBrand {
    /// The practice's name.
    pub practice: String,
    /// The site's title, for cards whose own title has letters that the fonts lack.
    pub title: String,
    /// The host of the site's address, where even these have such letters.
    pub host: String,
    /// Its colors.
    pub brand: Brand,
    /// Designs of the theme or the practice by their names: `plain` and `image` for link previews, `plain-square` and
    /// the like for other sizes; each with the hash of its file.
    pub templates: BTreeMap<String, (ContentHash, Template)>,
    /// Its logo, and the hash of the file that it was read from.
    pub logo: Option<(ContentHash, Logo)>,
}

impl CardBrand {
    fn inputs(&self) -> ContentHash {
        let mut hasher = Hasher::new();
        hasher
            .part(&self.practice)
            .part(&self.title)
            .part(&self.host)
            .part(self.brand.color.rgb)
            .part(self.brand.accent.rgb);
        if let Some((logo, _)) = &self.logo {
            hasher.hash(logo);
        }
        for (name, (template, _)) in &self.templates {
            hasher.part(name).hash(template);
        }
        hasher.finish()
    }
}

/// Draws cards, on any thread. What it has drawn before changes nothing in what it draws.
pub struct Studio {
    serif: Face,
    sans: Face,
    inter: Face,
    glyphs: Glyphs,
    colours: Colours,
    practice: String,
    /// The replacement for a title that cannot be shown.
    stand_in: String,
    logo: Option<Logo>,
    templates: BTreeMap<String, Arc<Template>>,
    grounds: RwLock<HashMap<(&'static str, Parts), Arc<Backdrop>>>,
    faces: RwLock<HashMap<ContentHash, Option<Arc<Logo>>>>,
    /// Hash of what all cards are drawn with, but the program.
    inputs: ContentHash,
}

/// What does not change from card to card of one size.
struct Backdrop {
    design: Design,
    canvas: Canvas,
}

/// The positions of the parts.
enum Design {
    /// As the program lays them out.
    BuiltIn(Box<Layout>),
    /// As a theme or the practice has drawn them.
    Template(Arc<Template>),
}

impl Design {
    /// The room of the picture.
    fn picture(&self) -> Option<Area> {
        match self {
            Self::BuiltIn(layout) => layout.picture,
            Self::Template(template) => template.slot(Role::Picture).map(|slot| slot.area),
        }
    }
}

/// A typeface.
#[derive(Clone, Copy)]
enum Weight {
    /// Titles.
    Serif,
    /// The rest.
    Sans,
    /// What the other two lack.
    Inter,
}

impl Studio {
    /// A studio for a practice; `None` only if the program was built without its fonts.
    #[must_use]
    pub fn new(house: CardBrand) -> Option<Self> {
        let inputs = house.inputs();
        let mut studio = Self {
            serif: Face::new(SERIF, -0.012)?,
            sans: Face::new(SANS, 0.0)?,
            inter: Face::new(INTER, -0.017)?,
            glyphs: Glyphs::default(),
            colours: Colours::of(&house.brand, house.logo.as_ref().map(|(_, logo)| logo)),
            practice: String::new(),
            stand_in: String::new(),
            logo: house.logo.map(|(_, logo)| logo),
            templates: house.templates.into_iter().map(|(name, (_, template))| (name, Arc::new(template))).collect(),
            grounds: RwLock::default(),
            faces: RwLock::default(),
            inputs,
        };
        let shown = |texts: [&String; 2]| {
            let text = texts.into_iter().find(|text| says_it(&|c| studio.has(c), text)).unwrap_or(&house.host);
            legible(&|c| studio.has(c), text)
        };
        let (practice, stand_in) = (shown([&house.practice, &house.title]), shown([&house.title, &house.practice]));
        (studio.practice, studio.stand_in) = (practice, stand_in);
        Some(studio)
    }

    /// Hash of everything that decides the bytes of a card, but the program.
    #[must_use]
    pub fn inputs(&self, card: &ShareCard<'_>, size: &Size) -> ContentHash {
        let mut hasher = Hasher::new();
        hasher.hash(&self.inputs).part(size.name).part(&card.title).part(&card.mark);
        for text in [&card.byline, &card.date] {
            hasher.part([u8::from(text.is_some())]).part(text.as_deref().unwrap_or_default());
        }
        if let Some((_, picture)) = card.picture {
            hasher.hash(&picture.hash);
        }
        if let Some(seal) = &card.seal {
            hasher.part("seal").part(&seal.initials);
            if let Some((_, picture)) = seal.portrait {
                hasher.hash(&picture.hash);
            }
        }
        hasher.part([u8::from(card.is_fact), u8::from(card.is_person)]);
        if let Some((month, day)) = &card.tile {
            hasher.part(month).part(day.to_le_bytes());
        }
        if card.body != CardBody::Title {
            hasher.part(format!("{:?}", card.body));
        }
        hasher.finish()
    }

    /// The characters of a text for which no font has a sign, each once.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<char> {
        lacking(&|c| self.has(c), text)
    }

    /// Whether a title can be shown, if need be without some signs. Where it cannot, the site's title is in its place.
    #[must_use]
    pub fn shows(&self, title: &str) -> bool {
        says_it(&|c| self.has(c), title)
    }

    /// The card in letters that the fonts have. What would say something else without the letters that they lack is left out.
    fn legible<'c>(&self, card: &ShareCard<'c>) -> ShareCard<'c> {
        let shown = |text: &String| self.shows(text).then(|| legible(&|c| self.has(c), text));
        ShareCard {
            title: shown(&card.title).unwrap_or_else(|| self.stand_in.clone()),
            mark: shown(&card.mark).unwrap_or_default(),
            byline: card.byline.as_ref().and_then(shown),
            date: card.date.as_ref().and_then(shown),
            picture: card.picture,
            seal: card.seal.clone().map(|seal| Seal { initials: legible(&|c| self.has(c), &seal.initials), ..seal }),
            is_fact: card.is_fact,
            is_person: card.is_person,
            tile: card.tile.as_ref().and_then(|(month, day)| Some((shown(month)?, *day))),
            body: self.legible_body(&card.body),
        }
    }

    /// Pixels that the picture of a card has room for, where the card has one at this size.
    #[must_use]
    pub fn picture_room(&self, card: &ShareCard<'_>, size: &Size) -> Option<(u32, u32)> {
        let parts = Self::parts(&self.legible(card), card.picture.is_some());
        let area = self.ground(size, parts).design.picture()?;
        Some((u32::try_from(area.w).ok()?, u32::try_from(area.h).ok()?))
    }

    /// A card: as JPEG if it has a picture, otherwise as PNG. The pixels of `picture` fill [`Studio::picture_room`];
    /// without them the plain design is drawn.
    #[must_use]
    pub fn draw(&self, card: &ShareCard<'_>, size: &Size, picture: Option<&Bitmap>) -> Option<Vec<u8>> {
        let card = &self.legible(card);
        let ground = self.ground(size, Self::parts(card, picture.is_some()));
        let mut canvas = ground.canvas.clone();
        self.words(card, &ground.design, &mut canvas);
        if card.picture.is_none() {
            return encode::png(&canvas, FAST);
        }
        let most = MOST_BYTES * usize::from(size.width) * usize::from(size.height) / (1200 * 630);
        encode::jpeg(&canvas, picture.zip(ground.design.picture()), most)
    }

    /// The first letter of the practice's name.
    fn letter(&self) -> String {
        let first = self.practice.chars().find(|c| c.is_alphanumeric());
        first.map(|c| c.to_uppercase().collect()).unwrap_or_default()
    }

    /// The face of a person, read once: `load` gives it where it is not known yet.
    #[must_use]
    pub fn face_of(&self, hash: ContentHash, load: impl FnOnce() -> Option<Logo>) -> Option<Arc<Logo>> {
        if let Some(known) = self.faces.read().unwrap_or_else(PoisonError::into_inner).get(&hash) {
            return known.clone();
        }
        let face = load().map(Arc::new);
        self.faces.write().unwrap_or_else(PoisonError::into_inner).entry(hash).or_insert(face).clone()
    }

    fn parts(card: &ShareCard<'_>, picture: bool) -> Parts {
        Parts {
            picture,
            author: card.byline.is_some(),
            date: card.date.is_some(),
            seal: card.seal.is_some() && !card.is_person,
            tile: card.tile.is_some() || card.is_person,
            form: card.body != CardBody::Title,
        }
    }

    /// Whether any of the typefaces has a sign.
    fn has(&self, c: char) -> bool {
        self.serif.has(c) || self.inter.has(c)
    }

    fn face(&self, weight: Weight) -> (u8, &Face) {
        match weight {
            Weight::Serif => (0, &self.serif),
            Weight::Sans => (1, &self.sans),
            Weight::Inter => (2, &self.inter),
        }
    }

    /// The wanted typeface where it has all signs of a text, else the one that has more.
    fn weight(&self, wanted: Weight, text: &str) -> Weight {
        let (_, face) = self.face(wanted);
        if text.chars().all(|c| c.is_whitespace() || face.has(c)) { wanted } else { Weight::Inter }
    }

    fn ground(&self, size: &Size, parts: Parts) -> Arc<Backdrop> {
        let key = (size.name, parts);
        if let Some(ground) = self.grounds.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return ground.clone();
        }
        let ground = Arc::new(self.new_ground(size, parts));
        self.grounds.write().unwrap_or_else(PoisonError::into_inner).insert(key, ground.clone());
        ground
    }

    fn new_ground(&self, size: &Size, parts: Parts) -> Backdrop {
        let design = if parts.picture { CardDesign::Image } else { CardDesign::Plain };
        let name = design.word();
        let name = if *size == Size::LINK { name.to_owned() } else { format!("{name}-{}", size.name) };
        // A design of one's own has a box for a title, and none for these.
        match self.templates.get(&name).filter(|_| !parts.form) {
            Some(template) => self.drawn_ground(size, template),
            None => self.built_in_ground(size, parts),
        }
    }

    /// A drawing with logo and the practice's name in it.
    fn drawn_ground(&self, size: &Size, template: &Arc<Template>) -> Backdrop {
        let mut canvas = template.ground(size);
        if let (Some(slot), Some(logo)) = (template.slot(Role::Logo), &self.logo)
            && let Some(logo) = logo.drawn(slot.area)
        {
            let ground = canvas.colours_in(slot.area).first().copied().unwrap_or(self.colours.tile);
            canvas.paste(&logo, middle(slot.area, &logo), ground, LOGO_COLOURS);
        }
        if let Some(slot) = template.slot(Role::Practice) {
            self.fill(&mut canvas, slot, &self.practice);
        }
        Backdrop { design: Design::Template(template.clone()), canvas }
    }

    /// Sets text into a box of a design.
    fn fill(&self, canvas: &mut Canvas, slot: &Slot, text: &str) {
        let weight = self.weight(if slot.bold { Weight::Serif } else { Weight::Sans }, text);
        let (_, face) = self.face(weight);
        let block = set(face, text, &slot.room).aligned(slot.align, slot.room.width, face);
        let Some(ink) = slot.ink(canvas) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let spare = slot.area.h - block.height() as i32;
        self.write(
            canvas,
            SetText { weight, block: &block },
            Corner { left: slot.area.x, top: slot.area.y + spare / 2 },
            &mut Ink::new(ink),
        );
    }

    /// Background, edge, logo and the practice's name.
    fn built_in_ground(&self, size: &Size, parts: Parts) -> Backdrop {
        let layout = Layout::of(size, parts);
        let colours = &self.colours;
        let mut canvas = Canvas::new(usize::from(size.width), usize::from(size.height), colours.ground);
        canvas.fill(layout.edge, colours.brand);
        if let Some(line) = layout.line {
            canvas.fill(line, colours.shade);
        }
        let mark = self.logo.as_ref().and_then(|logo| self.chip(logo, &layout, &mut canvas));
        let mark = mark.unwrap_or_else(|| self.initial(&layout, &mut canvas));
        let gap = layout.head.h / 3;
        let beside = Area { x: mark.right() + gap, w: layout.head.right() - mark.right() - gap, ..layout.head };
        // A long name gets smaller letters before it is cut.
        let weight = self.weight(Weight::Serif, &self.practice);
        let (_, face) = self.face(weight);
        let room = TextBox { smallest: layout.small * 5 / 8, ..one_line(beside, layout.small) };
        let name = set(face, &self.practice, &room);
        self.row(&mut canvas, SetText { weight, block: &name }, beside, &mut Ink::new(colours.ink));
        Backdrop { design: Design::BuiltIn(Box::new(layout)), canvas }
    }

    /// The logo in its own shape on a light chip; where it is.
    fn chip(&self, logo: &Logo, layout: &Layout, canvas: &mut Canvas) -> Option<Area> {
        let margin = layout.logo.h / 9;
        let inner = Area { w: layout.logo.w - 2 * margin, h: layout.logo.h - 2 * margin, ..layout.logo };
        let drawn = trimmed(logo.drawn(inner)?);
        let (w, h) = (i32::try_from(drawn.width).ok()?, i32::try_from(drawn.height).ok()?);
        let chip = Area { w: w + 2 * margin, ..layout.logo };
        disc(canvas, chip, 0.18, self.colours.chip);
        let place = Area { x: chip.x + margin, y: chip.y + (chip.h - h) / 2, w, h };
        canvas.paste(&drawn, place, self.colours.chip, LOGO_COLOURS);
        Some(chip)
    }

    /// The first letter of the practice's name on its color; where it is.
    fn initial(&self, layout: &Layout, canvas: &mut Canvas) -> Area {
        let square = Area { w: layout.logo.h, ..layout.logo };
        disc(canvas, square, 0.22, self.colours.brand);
        self.centred(canvas, &self.letter(), square, self.colours.on_brand);
        square
    }

    /// Letters in the middle of a box.
    fn centred(&self, canvas: &mut Canvas, text: &str, area: Area, ink: Rgb) {
        let weight = self.weight(Weight::Serif, text);
        let (_, face) = self.face(weight);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "pixels"
        )]
        let (size, width) = ((area.h as f32 * 0.52) as u16, area.w as f32);
        let room = TextBox { smallest: size / 2, ..TextBox::line(width * 0.9, size) };
        let block = set(face, text, &room);
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let spare = area.w - block.width(face).ceil() as i32;
        self.row(canvas, SetText { weight, block: &block }, Area { x: area.x + spare / 2, ..area }, &mut Ink::new(ink));
    }

    /// A face in a circle, or the initials in its place.
    fn portrait(&self, seal: &Seal<'_>, area: Area, canvas: &mut Canvas) {
        let known = seal.portrait.and_then(|(_, picture)| {
            self.faces.read().unwrap_or_else(PoisonError::into_inner).get(&picture.hash).cloned().flatten()
        });
        if let Some(face) = known.and_then(|face| face.drawn(area)).as_ref().and_then(round) {
            canvas.paste(&face, middle(area, &face), self.colours.ground, FACE_COLOURS);
            return;
        }
        disc(canvas, area, 0.5, self.colours.shade);
        self.centred(canvas, &seal.initials, area, self.colours.ink);
    }

    /// The date of an event as on a calendar.
    fn date_tile(&self, (month, day): &(String, i8), area: Area, canvas: &mut Canvas) {
        disc(canvas, area, 0.12, self.colours.brand);
        let upper = Area { y: area.y + area.h / 12, h: area.h * 3 / 10, ..area };
        let lower = Area { y: upper.bottom(), h: area.h * 11 / 20, ..area };
        self.centred(canvas, &month.to_uppercase(), upper, self.colours.on_brand);
        let tall = Area { y: lower.y - lower.h / 4, h: lower.h * 3 / 2, ..lower };
        self.centred(canvas, &day.to_string(), tall, self.colours.on_brand);
    }

    /// What is the card's own: mark, title, author and date.
    fn words(&self, card: &ShareCard<'_>, design: &Design, canvas: &mut Canvas) {
        let template = match design {
            Design::BuiltIn(layout) => return self.built_in_words(card, layout, canvas),
            Design::Template(template) => template,
        };
        let empty = String::new();
        let texts = [
            (Role::Title, &card.title),
            (Role::Mark, &card.mark),
            (Role::Byline, card.byline.as_ref().unwrap_or(&empty)),
            (Role::Date, card.date.as_ref().unwrap_or(&empty)),
        ];
        for (role, text) in texts {
            if let Some(slot) = template.slot(role) {
                self.fill(canvas, slot, text);
            }
        }
    }

    fn built_in_words(&self, card: &ShareCard<'_>, layout: &Layout, canvas: &mut Canvas) {
        let colours = &self.colours;
        self.mark(card, layout, canvas);
        if !self.form(card, layout, canvas) {
            self.title(card, layout, canvas);
        }
        match (&card.tile, &card.seal, layout.tile) {
            (Some(day), _, Some(area)) => self.date_tile(day, area, canvas),
            (None, Some(seal), Some(area)) => self.portrait(seal, area, canvas),
            _ => {}
        }
        if let Some((seal, area)) = card.seal.as_ref().zip(layout.seal) {
            self.portrait(seal, area, canvas);
        }
        let mut ink = Ink::new(colours.ink);
        for (area, (weight, line)) in layout.bylines.iter().zip(self.bylines(card, layout)) {
            self.row(canvas, SetText { weight, block: &line }, *area, &mut ink);
        }
    }

    fn title(&self, card: &ShareCard<'_>, layout: &Layout, canvas: &mut Canvas) {
        let text = &card.title;
        let weight = self.weight(Weight::Serif, text);
        let (_, face) = self.face(weight);
        let title = set(face, text, &layout.title_room);
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let spare = layout.title.h - title.height() as i32;
        let top = layout.title.y + if layout.is_tall { spare / 2 } else { spare / 3 };
        self.write(
            canvas,
            SetText { weight, block: &title },
            Corner { left: layout.title.x, top },
            &mut Ink::new(self.colours.ink),
        );
    }

    /// Names and date, in one line or two.
    fn bylines(&self, card: &ShareCard<'_>, layout: &Layout) -> Vec<(Weight, Block)> {
        let Some(area) = layout.bylines.first() else { return Vec::new() };
        let room = TextBox { smallest: layout.small * 3 / 4, ..one_line(*area, layout.small) };
        let date = card.date.as_deref().map(|date| date.replace(' ', "\u{a0}"));
        let names = card.byline.clone();
        let all = [names.as_deref(), date.as_deref()].into_iter().flatten().collect::<String>();
        let weight = self.weight(Weight::Sans, &all);
        let (_, face) = self.face(weight);
        let (Some(names), Some(date), 1) = (&names, &date, layout.bylines.len()) else {
            return names.iter().chain(&date).map(|text| (weight, set(face, text, &room))).collect();
        };
        // Where both are too long for a line, the names are cut and the date stays.
        let room = one_line(*area, layout.small);
        let date = set(face, &format!("\u{a0}·\u{a0}{date}"), &room);
        let rest = (room.width - date.width(face)).max(1.0);
        vec![(weight, set(face, names, &TextBox { width: rest, ..room }).followed_by(&date))]
    }

    /// The kind of document, or the tick of a fact with its word.
    fn mark(&self, card: &ShareCard<'_>, layout: &Layout, canvas: &mut Canvas) {
        let words = card.mark.as_str();
        let (mut area, mut size, mut colour) = (layout.mark, layout.small, self.colours.mark);
        if card.is_fact {
            let tick = Area { w: area.h, ..area };
            colour = self.colours.fact;
            disc(canvas, tick, 0.5, colour);
            self.tick(canvas, tick);
            area = Area { x: tick.right() + area.h / 3, w: area.w - tick.w - area.h / 3, ..area };
            size = size * 6 / 5;
        }
        let weight = self.weight(Weight::Sans, words);
        let (_, face) = self.face(weight);
        let words = set(face, words, &one_line(area, size));
        self.row(canvas, SetText { weight, block: &words }, area, &mut Ink::new(colour));
    }

    /// A white check mark in a circle.
    fn tick(&self, canvas: &mut Canvas, area: Area) {
        let weight = Weight::Inter;
        let (_, face) = self.face(weight);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "pixels"
        )]
        let (size, width) = ((area.h as f32 * 0.72) as u16, area.w as f32);
        let block = set(face, "\u{2713}", &TextBox::line(width, size));
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let spare = area.w - block.width(face).ceil() as i32;
        self.row(
            canvas,
            SetText { weight, block: &block },
            Area { x: area.x + spare / 2, ..area },
            &mut Ink::new(self.colours.tile),
        );
    }

    /// Writes one line into the middle of a row.
    fn row(&self, canvas: &mut Canvas, text: SetText<'_>, area: Area, ink: &mut Ink) {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let capital = (f32::from(text.block.size) * CAPITAL).round() as i32;
        self.write(canvas, text, Corner { left: area.x, top: area.y + (area.h - capital) / 2 }, ink);
    }

    /// Writes lines, the capitals of the first of which begin at `(left, top)`.
    fn write(&self, canvas: &mut Canvas, text: SetText<'_>, corner: Corner, ink: &mut Ink) {
        let SetText { weight, block } = text;
        let Corner { left, top } = corner;
        let (which, face) = self.face(weight);
        let size = f32::from(block.size);
        #[expect(clippy::cast_precision_loss, reason = "some lines of a card")]
        for (number, line) in block.lines.iter().enumerate() {
            let baseline = top as f32 + size * (CAPITAL + number as f32 * block.leading);
            for &(glyph, x, y) in &line.glyphs {
                #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
                let row = (baseline - pixels(y, block.size, face)).round() as i32;
                let (mask, column) = self.glyphs.get((which, face), glyph, block.size, pixels(x, block.size, face));
                canvas.stamp(&mask, left + column, row, ink);
            }
        }
    }
}

/// Lines of text that were set, and in which face.
#[derive(Clone, Copy)]
struct SetText<'t> {
    weight: Weight,
    block: &'t Block,
}

/// Where the capitals of a first line begin.
#[derive(Clone, Copy)]
struct Corner {
    left: i32,
    top: i32,
}

fn one_line(area: Area, size: u16) -> TextBox {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
    TextBox::line(area.w as f32, size)
}
