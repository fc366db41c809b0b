//! Where cards are drawn: fonts, colours and all that cards share, kept from card to card.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use crate::base::{Bitmap, ContentHash, Hasher};
use crate::config::{Brand, CardDesign};
use crate::view::ShareCard;
use resvg::usvg::Tree;

use super::canvas::{Area, Canvas, Ink, Rgb};
use super::colours::Colours;
use super::face::Face;
use super::layout::{Layout, Parts};
use super::legible::{lacking, legible, says_it};
use super::mask::{Glyphs, rounded};
use super::size::Size;
use super::template::{Role, Slot, Template};
use super::text::{Block, CAPITAL, Room, pixels, set};
use super::{drawing, encode};

/// Inter (SIL Open Font License) at two weights; `content/fonts/README.md` says how the files were made.
static BOLD: &[u8] = include_bytes!("../../content/fonts/inter-700.ttf");
static MEDIUM: &[u8] = include_bytes!("../../content/fonts/inter-500.ttf");

/// Pixels of a side of the square for which the work of drawing a logo is counted: more than a built-in card gives it.
const LOGO_SIDE: u32 = 512;

/// Colours of a logo at most, so that the rest of a card has room in the palette.
const LOGO_COLOURS: usize = 64;

/// Colours that are kept for text and its edges.
const TEXT_COLOURS: usize = 64;

/// How hard a plain card is compressed: one of four lines has 64 KB at the first level after 0.4 ms, 45 KB at the second
/// after 0.8 ms, 37 KB at the sixth after 3 ms.
const FAST: u8 = 2;

/// How hard a card with a picture is compressed.
const SMALL: u8 = 7;

/// Bytes of a card with a picture at most, for 1,200 by 630 pixels; larger sizes have more in proportion.
const MOST_BYTES: usize = 240 * 1024;

/// What all cards of a practice share.
#[derive(Debug)]
pub struct House {
    /// The practice's name.
    pub practice: String,
    /// The site's title, for cards whose own title has letters that the fonts lack.
    pub title: String,
    /// The host of the site's address, where even these have such letters.
    pub host: String,
    /// Its colours.
    pub brand: Brand,
    /// Designs of the theme or the practice by their names: `plain` and `image` for link previews, `plain-square` and
    /// the like for other sizes; each with the hash of its file.
    pub templates: BTreeMap<String, (ContentHash, Template)>,
    /// Its logo, and the hash of the file that it was read from.
    pub logo: Option<(ContentHash, Logo)>,
}

impl House {
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

/// A logo.
#[derive(Debug)]
pub enum Logo {
    /// A drawing.
    Drawing(Box<Drawing>),
    /// Pixels.
    Picture(Bitmap),
}

/// Draws cards, on any thread. What it has drawn before changes nothing in what it draws.
pub struct Studio {
    bold: Face,
    medium: Face,
    glyphs: Glyphs,
    colours: Colours,
    practice: String,
    /// What stands for a title that cannot be shown.
    stand_in: String,
    logo: Option<Logo>,
    templates: BTreeMap<String, Arc<Template>>,
    grounds: RwLock<HashMap<(&'static str, Parts), Arc<Ground>>>,
    /// Hash of what all cards are drawn with, but the program.
    inputs: ContentHash,
}

/// What does not change from card to card of one size.
struct Ground {
    design: Design,
    canvas: Canvas,
}

/// Where things stand.
enum Design {
    /// As the program lays them out.
    BuiltIn(Layout),
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

/// Text of one weight.
#[derive(Clone, Copy)]
enum Weight {
    Bold,
    Medium,
}

impl Studio {
    /// A studio for a practice; `None` only where the program was built without its fonts.
    #[must_use]
    pub fn new(house: House) -> Option<Self> {
        let inputs = house.inputs();
        let mut studio = Self {
            bold: Face::new(BOLD, -0.017)?,
            medium: Face::new(MEDIUM, -0.008)?,
            glyphs: Glyphs::default(),
            colours: Colours::of(&house.brand),
            practice: String::new(),
            stand_in: String::new(),
            logo: house.logo.map(|(_, logo)| logo),
            templates: house.templates.into_iter().map(|(name, (_, template))| (name, Arc::new(template))).collect(),
            grounds: RwLock::default(),
            inputs,
        };
        let shown = |texts: [&String; 2]| {
            let text = texts.into_iter().find(|text| says_it(&studio.bold, text)).unwrap_or(&house.host);
            legible(&studio.bold, text)
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
        hasher.finish()
    }

    /// The characters of a text for which no font has a sign, each once.
    #[must_use]
    pub fn missing(&self, text: &str) -> Vec<char> {
        lacking(&self.bold, text)
    }

    /// Whether a title can be shown, if need be without some signs. Where it cannot, the site's title stands in its place.
    #[must_use]
    pub fn shows(&self, title: &str) -> bool {
        says_it(&self.bold, title)
    }

    /// The card in letters that the fonts have. What would say something else without the letters that they lack is left out.
    fn legible<'c>(&self, card: &ShareCard<'c>) -> ShareCard<'c> {
        let shown = |text: &String| self.shows(text).then(|| legible(&self.bold, text));
        ShareCard {
            title: shown(&card.title).unwrap_or_else(|| self.stand_in.clone()),
            mark: shown(&card.mark).unwrap_or_default(),
            byline: card.byline.as_ref().and_then(shown),
            date: card.date.as_ref().and_then(shown),
            picture: card.picture,
        }
    }

    /// Pixels that the picture of a card has room for, where the card has one at this size.
    #[must_use]
    pub fn picture_room(&self, card: &ShareCard<'_>, size: &Size) -> Option<(u32, u32)> {
        let parts = self.parts(&self.legible(card), card.picture.is_some());
        let area = self.ground(size, parts).design.picture()?;
        Some((u32::try_from(area.w).ok()?, u32::try_from(area.h).ok()?))
    }

    /// A card as PNG. `picture` fills [`Studio::picture_room`]; without one the plain design is drawn.
    #[must_use]
    pub fn draw(&self, card: &ShareCard<'_>, size: &Size, picture: Option<&Bitmap>) -> Option<Vec<u8>> {
        let card = &self.legible(card);
        let ground = self.ground(size, self.parts(card, picture.is_some()));
        let Some((picture, area)) = picture.zip(ground.design.picture()) else {
            let mut canvas = ground.canvas.clone();
            self.words(card, &ground.design, &mut canvas);
            return encode::png(&canvas, FAST);
        };
        let room = 256 - ground.canvas.palette.len() - TEXT_COLOURS;
        let most = MOST_BYTES * usize::from(size.width) * usize::from(size.height) / (1200 * 630);
        let mut drawn = None;
        for colours in [room, 96, 64, 40, 24, 12].into_iter().filter(|colours| *colours <= room) {
            let mut canvas = ground.canvas.clone();
            canvas.paste(picture, area, self.colours.tile, colours);
            self.words(card, &ground.design, &mut canvas);
            drawn = encode::png(&canvas, SMALL);
            if drawn.as_ref().is_none_or(|png| png.len() <= most) {
                break;
            }
        }
        drawn
    }

    fn parts(&self, card: &ShareCard<'_>, picture: bool) -> Parts {
        Parts { picture, logo: self.logo.is_some(), author: card.byline.is_some(), date: card.date.is_some() }
    }

    fn face(&self, weight: Weight) -> (bool, &Face) {
        match weight {
            Weight::Bold => (true, &self.bold),
            Weight::Medium => (false, &self.medium),
        }
    }

    fn ground(&self, size: &Size, parts: Parts) -> Arc<Ground> {
        let key = (size.name, parts);
        if let Some(ground) = self.grounds.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return ground.clone();
        }
        let ground = Arc::new(self.new_ground(size, parts));
        self.grounds.write().unwrap_or_else(PoisonError::into_inner).insert(key, ground.clone());
        ground
    }

    fn new_ground(&self, size: &Size, parts: Parts) -> Ground {
        let design = if parts.picture { CardDesign::Image } else { CardDesign::Plain };
        let name = design.word();
        let name = if *size == Size::LINK { name.to_owned() } else { format!("{name}-{}", size.name) };
        match self.templates.get(&name) {
            Some(template) => self.drawn_ground(size, template),
            None => self.built_in_ground(size, parts),
        }
    }

    /// A drawing with logo and the practice's name in it.
    fn drawn_ground(&self, size: &Size, template: &Arc<Template>) -> Ground {
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
        Ground { design: Design::Template(template.clone()), canvas }
    }

    /// Sets text into a box of a design.
    fn fill(&self, canvas: &mut Canvas, slot: &Slot, text: &str) {
        let weight = if slot.bold { Weight::Bold } else { Weight::Medium };
        let (_, face) = self.face(weight);
        let block = set(face, text, &slot.room).aligned(slot.align, slot.room.width, face);
        let Some(ink) = slot.ink(canvas) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let spare = slot.area.h - block.height() as i32;
        self.write(canvas, (weight, &block), (slot.area.x, slot.area.y + spare / 2), &mut Ink::new(ink));
    }

    /// Ground, band, logo and the practice's name.
    fn built_in_ground(&self, size: &Size, parts: Parts) -> Ground {
        let layout = Layout::of(size, parts);
        let colours = &self.colours;
        let mut canvas = Canvas::new(usize::from(size.width), usize::from(size.height), colours.ground);
        if !parts.picture {
            disc(&mut canvas, layout.circle, 1.0, colours.shade);
        }
        canvas.fill(layout.band, colours.band);
        canvas.fill(layout.line, colours.accent);
        if let (Some(tile), Some(logo)) = (layout.logo, &self.logo) {
            disc(&mut canvas, tile, 0.18, colours.tile);
            let margin = tile.w / 10;
            let inner = Area { x: tile.x + margin, y: tile.y + margin, w: tile.w - 2 * margin, h: tile.h - 2 * margin };
            if let Some(logo) = logo.drawn(inner) {
                canvas.paste(&logo, middle(inner, &logo), colours.tile, LOGO_COLOURS);
            }
        }
        let room = Room { largest: layout.small + layout.small / 5, ..one_line(layout.practice, layout.small) };
        let name = set(&self.bold, &self.practice, &room);
        let mut ink = Ink::new(colours.on_band);
        self.row(&mut canvas, (Weight::Bold, &name), layout.practice, &mut ink);
        Ground { design: Design::BuiltIn(layout), canvas }
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
        self.mark(&card.mark, layout, canvas);
        let title = set(&self.bold, &card.title, &layout.title_room);
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let spare = layout.title.h - title.height() as i32;
        let top = layout.title.y + spare / 2;
        self.write(canvas, (Weight::Bold, &title), (layout.title.x, top), &mut Ink::new(colours.ink));
        let mut ink = Ink::new(colours.on_band);
        for (area, line) in layout.bylines.iter().zip(self.bylines(card, layout)) {
            self.row(canvas, (Weight::Medium, &line), *area, &mut ink);
        }
    }

    /// Author and date, in one line or two.
    fn bylines(&self, card: &ShareCard<'_>, layout: &Layout) -> Vec<Block> {
        let Some(area) = layout.bylines.first() else { return Vec::new() };
        let room = one_line(*area, layout.small);
        let date = card.date.as_deref().map(|date| date.replace(' ', "\u{a0}"));
        let names = card.byline.as_deref();
        let (Some(names), Some(date), 1) = (names, &date, layout.bylines.len()) else {
            return names.into_iter().chain(date.as_deref()).map(|text| set(&self.medium, text, &room)).collect();
        };
        // Where both are too long for a line, the names are cut and the date stays.
        let date = set(&self.medium, &format!("\u{a0}·\u{a0}{date}"), &room);
        let rest = (room.width - date.width(&self.medium)).max(1.0);
        vec![set(&self.medium, names, &Room { width: rest, ..room }).followed_by(&date)]
    }

    /// The kind or verdict on its own ground.
    fn mark(&self, words: &str, layout: &Layout, canvas: &mut Canvas) {
        let area = layout.mark;
        let side = area.h * 2 / 5;
        let room = one_line(Area { w: area.w - 2 * side, ..area }, layout.small);
        let words = set(&self.bold, words, &room);
        if words.lines.is_empty() {
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let width = words.width(&self.bold).ceil() as i32;
        disc(canvas, Area { w: width + 2 * side, ..area }, 0.3, self.colours.accent);
        let inner = Area { x: area.x + side, w: width, ..area };
        self.row(canvas, (Weight::Bold, &words), inner, &mut Ink::new(self.colours.on_accent));
    }

    /// Writes one line into the middle of a row.
    fn row(&self, canvas: &mut Canvas, text: (Weight, &Block), area: Area, ink: &mut Ink) {
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let capital = (f32::from(text.1.size) * CAPITAL).round() as i32;
        self.write(canvas, text, (area.x, area.y + (area.h - capital) / 2), ink);
    }

    /// Writes lines, the capitals of the first of which begin at `(left, top)`.
    fn write(&self, canvas: &mut Canvas, text: (Weight, &Block), (left, top): (i32, i32), ink: &mut Ink) {
        let (weight, block) = text;
        let (bold, face) = self.face(weight);
        let size = f32::from(block.size);
        #[expect(clippy::cast_precision_loss, reason = "some lines of a card")]
        for (number, line) in block.lines.iter().enumerate() {
            let baseline = top as f32 + size * (CAPITAL + number as f32 * block.leading);
            for &(glyph, x, y) in &line.glyphs {
                #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
                let row = (baseline - pixels(y, block.size, face)).round() as i32;
                let (mask, column) = self.glyphs.get((bold, face), glyph, block.size, pixels(x, block.size, face));
                canvas.stamp(&mask, left + column, row, ink);
            }
        }
    }
}

/// A drawing that was read.
#[derive(Debug)]
pub struct Drawing(Tree);

impl Logo {
    /// A logo in SVG that is safe to show.
    ///
    /// # Errors
    /// Why it cannot be read, or what would take too long to draw.
    pub fn drawing(svg: &str) -> Result<Self, String> {
        drawing::read(svg, LOGO_SIDE, LOGO_SIDE).map(|tree| Self::Drawing(Box::new(Drawing(tree))))
    }

    /// The logo as large as it fits.
    fn drawn(&self, area: Area) -> Option<Bitmap> {
        let (width, height) = (u32::try_from(area.w).ok()?, u32::try_from(area.h).ok()?);
        match self {
            Self::Drawing(drawing) => drawing::draw(&drawing.0, width, height),
            Self::Picture(picture) => drawing::fit(picture, width, height),
        }
    }
}

fn one_line(area: Area, size: u16) -> Room {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
    Room::line(area.w as f32, size)
}

/// A box with round corners, their radius a part of its height.
fn disc(canvas: &mut Canvas, area: Area, radius: f32, colour: Rgb) {
    let (Ok(width), Ok(height)) = (usize::try_from(area.w), usize::try_from(area.h)) else { return };
    #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
    let mask = rounded(width, height, height as f32 * radius);
    canvas.stamp(&mask, area.x, area.y, &mut Ink::new(colour));
}

/// The place of a bitmap in the middle of an area.
fn middle(area: Area, bitmap: &Bitmap) -> Area {
    let (w, h) = (i32::try_from(bitmap.width).unwrap_or(area.w), i32::try_from(bitmap.height).unwrap_or(area.h));
    Area { x: area.x + (area.w - w) / 2, y: area.y + (area.h - h) / 2, w, h }
}
