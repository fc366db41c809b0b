//! A design of a theme or a practice: an SVG drawing with named boxes for text, logo and picture.

use std::ops::Range;

use resvg::usvg::Tree;
use resvg::usvg::roxmltree::{Document, Node};

use crate::config::Color;
use crate::image::{PictureProblem, check_drawn};

use super::canvas::{Area, Canvas, Rgb};
use super::drawing;
use super::size::Size;
use super::text::TextBox;

/// Contrast of text on its ground (WCAG 2.2, criterion 1.4.3).
const READABLE: f64 = 4.5;

/// Colors of the drawing at most, so that text and a picture have room in the palette.
const DRAWN: usize = 96;

/// The smallest letters, for a card 1,200 pixels wide.
const SMALLEST: f32 = 40.0;

/// What a box is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Mark,
    Practice,
    Byline,
    Date,
    Logo,
    Picture,
}

impl Role {
    const ALL: [(&str, Self); 7] = [
        ("title", Self::Title),
        ("mark", Self::Mark),
        ("practice", Self::Practice),
        ("byline", Self::Byline),
        ("date", Self::Date),
        ("logo", Self::Logo),
        ("picture", Self::Picture),
    ];

    /// Whether it takes text.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Logo | Self::Picture)
    }
}

/// Where the lines of a box begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// A named box.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) role: Role,
    pub(super) area: Area,
    /// The color that the box is filled with: what its text would like to have.
    pub(super) wish: Option<Color>,
    pub(super) room: TextBox,
    pub(super) align: Align,
    pub(super) bold: bool,
    at: Range<usize>,
}

/// What is wrong with a design, and where in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// In words for people.
    pub message: String,
    /// Bytes of the file.
    pub at: Range<usize>,
}

/// A design that was read.
#[derive(Debug)]
pub struct Template {
    pub(super) slots: Vec<Slot>,
    tree: Tree,
}

type Result<T> = std::result::Result<T, TemplateProblem>;

impl Template {
    /// Reads a design for one size.
    ///
    /// # Errors
    /// [`TemplateProblem`] where it is no SVG, has another shape than the size, lacks its title, or has text where no
    /// color could be read.
    pub fn read(svg: &str, size: &Size) -> Result<Self> {
        let problem = |message: String, at: Range<usize>| TemplateProblem { message, at };
        let whole = |problem: PictureProblem| TemplateProblem { message: problem.to_string(), at: 0..0 };
        check_drawn(svg).map_err(whole)?;
        let document = Document::parse(svg).map_err(|error| {
            let at = offset(svg, error.pos().row, error.pos().col);
            problem(format!("this is not an SVG drawing: {error}"), at..at)
        })?;
        let root = document.root_element();
        let head =
            root.range().start..svg[root.range().start..].find('>').map_or(svg.len(), |at| root.range().start + at);
        let scale = scale(&root, size).ok_or_else(|| {
            let message = format!(
                "the drawing does not have the shape of the card: expected `viewBox=\"0 0 {} {}\"`",
                size.width, size.height
            );
            problem(message, head.clone())
        })?;
        let mut slots = Vec::new();
        for node in root.descendants().filter(|node| node.has_tag_name("rect")) {
            let Some((_, role)) = Role::ALL.into_iter().find(|(name, _)| node.attribute("id") == Some(*name)) else {
                continue;
            };
            slots.push(slot(&node, role, scale, size).map_err(|message| problem(message, node.range()))?);
        }
        if !slots.iter().any(|slot| slot.role == Role::Title) {
            return Err(problem("the design has no box for the title: `<rect id=\"title\" .../>`".to_owned(), head));
        }
        let tree = drawing::read(&without(svg, &slots), u32::from(size.width), u32::from(size.height))
            .map_err(|message| problem(message, head))?;
        let template = Self { slots, tree };
        template.judge(size)?;
        Ok(template)
    }

    /// The drawing without its boxes.
    pub(super) fn ground(&self, size: &Size) -> Canvas {
        let mut canvas = Canvas::new(usize::from(size.width), usize::from(size.height), Color::WHITE.rgb);
        if let Some(drawn) = drawing::draw(&self.tree, u32::from(size.width), u32::from(size.height)) {
            canvas.palette.clear();
            let all = Area { x: 0, y: 0, w: i32::from(size.width), h: i32::from(size.height) };
            canvas.paste(&drawn, all, Color::WHITE.rgb, DRAWN);
        }
        canvas
    }

    /// The box of a role.
    pub(super) fn slot(&self, role: Role) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.role == role)
    }

    /// Whether all text can be read, whatever the picture.
    fn judge(&self, size: &Size) -> Result<()> {
        let ground = self.ground(size);
        for slot in self.slots.iter().filter(|slot| slot.role.is_text()) {
            let problem = |message: &str| TemplateProblem { message: message.to_owned(), at: slot.at.clone() };
            if self.slot(Role::Picture).is_some_and(|picture| overlap(picture.area, slot.area)) {
                return Err(problem("this text would be on top of the picture, which may have any color"));
            }
            if slot.ink(&ground).is_none() {
                return Err(problem("no text color is readable on everything drawn behind this box"));
            }
        }
        Ok(())
    }
}

impl Slot {
    /// The color of the text: the one that the box asks for where it can be read on everything behind the box, else
    /// the nearest that can. `None` if there is none.
    pub(super) fn ink(&self, ground: &Canvas) -> Option<Rgb> {
        let behind: Vec<Color> = ground.colours_in(self.area).into_iter().map(|rgb| Color { rgb }).collect();
        let readable = |ink: &Color| behind.iter().all(|colour| ink.contrast(*colour) >= READABLE);
        let wish = self.wish.unwrap_or(Color::BLACK);
        let towards = |pole: Color| (0..=50).map(move |step| wish.mix(pole, f64::from(step) / 50.0));
        let poles = if wish.luminance() > 0.18 { [Color::WHITE, Color::BLACK] } else { [Color::BLACK, Color::WHITE] };
        poles.into_iter().flat_map(towards).find(readable).map(|ink| ink.rgb)
    }
}

/// Pixels of the card for a unit of the drawing.
fn scale(root: &Node<'_, '_>, size: &Size) -> Option<f32> {
    let numbers: Vec<f32> = match root.attribute("viewBox") {
        Some(frame) => frame
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect::<std::result::Result<_, _>>()
            .ok()?,
        None => vec![0.0, 0.0, root.attribute("width")?.parse().ok()?, root.attribute("height")?.parse().ok()?],
    };
    let [left, top, width, height] = numbers[..] else { return None };
    let (across, down) = (f32::from(size.width) / width, f32::from(size.height) / height);
    let same = left == 0.0 && top == 0.0 && (across - down).abs() < 0.01 * across;
    (same && across.is_finite() && across > 0.0).then_some(across)
}

fn slot(node: &Node<'_, '_>, role: Role, scale: f32, size: &Size) -> std::result::Result<Slot, String> {
    if node.ancestors().any(|node| node.attribute("transform").is_some()) {
        return Err("a box must not be moved or turned by `transform`".to_owned());
    }
    let number = |name: &str, otherwise: Option<f32>| {
        match node.attribute(name) {
            Some(text) => text.trim().parse::<f32>().ok().filter(|n| n.is_finite()).ok_or(()),
            None => otherwise.ok_or(()),
        }
        .map_err(|()| format!("the box needs a number for `{name}`"))
    };
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
    let pixels = |units: f32| (units * scale).round() as i32;
    let edge = |name: &str, otherwise: Option<f32>| number(name, otherwise).map(pixels);
    let area =
        Area { x: edge("x", Some(0.0))?, y: edge("y", Some(0.0))?, w: edge("width", None)?, h: edge("height", None)? };
    let whole = area.x >= 0 && area.y >= 0 && area.w > 0 && area.h > 0;
    if !whole || area.right() > i32::from(size.width) || area.bottom() > i32::from(size.height) {
        return Err("the box is outside the card".to_owned());
    }
    let small = SMALLEST * f32::from(size.width) / 1200.0;
    let largest = number("data-size", Some(if role == Role::Title { 92.0 } else { 40.0 }))?.clamp(8.0, 400.0) * scale;
    let lines = number("data-lines", Some(if role == Role::Title { 4.0 } else { 1.0 }))?.clamp(1.0, 12.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let (largest, smallest, lines) = (largest as u16, small.min(largest) as u16, lines as usize);
    #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
    let (width, height) = (area.w as f32, area.h as f32);
    let room = TextBox { width, height, lines, largest, smallest, leading: 1.13 };
    let align = match node.attribute("data-align") {
        None | Some("start") => Align::Start,
        Some("middle") => Align::Middle,
        Some("end") => Align::End,
        Some(other) => return Err(format!("`{other}` is not known; expected `start`, `middle` or `end`")),
    };
    let bold =
        node.attribute("data-weight").map_or(role != Role::Byline && role != Role::Date, |weight| weight == "bold");
    Ok(Slot { role, area, wish: node.attribute("fill").and_then(Color::parse), room, align, bold, at: node.range() })
}

/// The drawing's text without its boxes.
fn without(svg: &str, slots: &[Slot]) -> String {
    let mut rest = svg.to_owned();
    let mut ranges: Vec<Range<usize>> = slots.iter().map(|slot| slot.at.clone()).collect();
    ranges.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in ranges {
        rest.replace_range(range, "");
    }
    rest
}

fn overlap(a: Area, b: Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// The byte at a row and column, both from 1, the column in characters.
fn offset(text: &str, row: u32, column: u32) -> usize {
    let row = usize::try_from(row).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(column).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
    let line = &text[start..];
    start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1200 630'>\n{inside}\n</svg>")
    }

    const TITLE: &str = "<rect id='title' x='60' y='60' width='900' height='300'/>";

    #[test]
    fn text_takes_a_colour_that_can_be_read() {
        let ink = |ground: &str, fill: &str| {
            let text = svg(&format!("<rect width='1200' height='630' fill='{ground}'/>{TITLE}"));
            let text = text.replace("id='title'", &format!("id='title' fill='{fill}'"));
            let template = Template::read(&text, &Size::LINK).unwrap();
            template.slots[0].ink(&template.ground(&Size::LINK)).unwrap()
        };
        assert_eq!(ink("#000000", "#ffee00"), [255, 238, 0]);
        assert_ne!(ink("#ffffff", "#ffee00"), [255, 238, 0]);
        assert_eq!(ink("#000000", "#000000"), ink("#000000", "#000000"));
        assert!(Color { rgb: ink("#333333", "#000000") }.contrast(Color { rgb: [0x33; 3] }) >= READABLE);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        let picture = "<rect id='picture' x='0' y='0' width='900' height='300'/>";
        // Between black and white a gray can be read on both, but not on gray too.
        let stripes = "<rect width='300' height='630'/><rect x='300' width='300' height='630' fill='#777'/>\
                       <rect x='600' width='600' height='630' fill='#fff'/>";
        let cases = [
            ("<svg".to_owned(), "this is not an SVG drawing", "<svg"),
            (svg(""), "no box for the title", "<svg"),
            (svg(TITLE).replace("630", "600"), "does not have the shape", "<svg"),
            (svg("<rect id='title' x='a' width='9' height='9'/>"), "a number for `x`", "<rect"),
            (svg("<rect id='title' width='2000' height='9'/>"), "the box is outside the card", "<rect"),
            (svg(&format!("<g transform='scale(2)'>{TITLE}</g>")), "`transform`", "<rect id='title'"),
            (svg(&TITLE.replace("/>", " data-align='left'/>")), "`left` is not known", "<rect"),
            (svg(&format!("{picture}{TITLE}")), "on top of the picture", "<rect id='title'"),
            (svg(&format!("{stripes}{TITLE}")), "no text color", "<rect id='title'"),
        ];
        for (text, message, place) in cases {
            let problem = Template::read(&text, &Size::LINK).unwrap_err();
            assert!(problem.message.contains(message), "{}", problem.message);
            assert!(
                problem.at.end > text.len().min(4) - 4 && text[problem.at.start..].starts_with(place)
                    || message.contains("not an SVG"),
                "{problem:?}"
            );
        }
    }
}
