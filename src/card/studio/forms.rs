//! Cards that show a number, three points or a quotation in place of a title.

use crate::view::{CardBody, ShareCard};

use super::super::canvas::{Area, Canvas, Ink, Rgb};
use super::super::layout::Layout;
use super::super::legible::legible;
use super::super::shapes::disc;
use super::super::text::{Block, TextBox, set};
use super::{Corner, SetText, Studio, Weight};

impl Studio {
    /// What it says in letters that the fonts have.
    pub(super) fn legible_body(&self, body: &CardBody) -> CardBody {
        let shown = |text: &String| legible(&|c| self.has(c), text);
        match body {
            CardBody::Title => CardBody::Title,
            CardBody::Number { value, text, source } => {
                CardBody::Number { value: shown(value), text: shown(text), source: source.as_ref().map(shown) }
            }
            CardBody::Points(points) => CardBody::Points(points.iter().map(shown).collect()),
            CardBody::Quote(text) => CardBody::Quote(shown(text)),
        }
    }

    /// What the middle of a card shows; `false` if that is the title alone.
    pub(super) fn form(&self, card: &ShareCard<'_>, layout: &Layout, canvas: &mut Canvas) -> bool {
        match &card.body {
            CardBody::Title => return false,
            CardBody::Number { value, text, source } => {
                self.number((value, text), source.as_deref(), layout, canvas);
            }
            CardBody::Points(points) => self.points(&card.title, points, layout, canvas),
            CardBody::Quote(text) => self.quote(text, layout, canvas),
        }
        true
    }

    /// The number, what it counts, and the source in a line.
    fn number(&self, (value, text): (&str, &str), source: Option<&str>, layout: &Layout, canvas: &mut Canvas) {
        let (area, small) = (layout.title, i32::from(layout.small));
        let gap = small / 2;
        let foot = source.map_or(0, |_| small + gap);
        let value = self.block(&Wish {
            weight: Weight::Serif,
            text: value,
            w: area.w,
            h: area.h / 2,
            largest: layout.small * 13 / 2,
            lines: 1,
        });
        let rest = area.h - value.height - gap - foot;
        let text = self.block(&Wish {
            weight: Weight::Sans,
            text,
            w: area.w,
            h: rest,
            largest: layout.small * 3 / 2,
            lines: 4,
        });
        let source = source.map(|source| {
            self.block(&Wish {
                weight: Weight::Sans,
                text: source,
                w: area.w,
                h: small,
                largest: layout.small * 4 / 5,
                lines: 1,
            })
        });
        let mut y = top(layout, value.height + gap + text.height + foot);
        self.put(canvas, &value, Corner { left: area.x, top: y }, self.colours.mark);
        y += value.height + gap;
        self.put(canvas, &text, Corner { left: area.x, top: y }, self.colours.ink);
        if let Some(source) = source {
            self.put(canvas, &source, Corner { left: area.x, top: y + text.height + gap }, self.colours.ink);
        }
    }

    /// The title, and below it each point with its number in a circle, all in letters of one size.
    fn points(&self, title: &str, points: &[String], layout: &Layout, canvas: &mut Canvas) {
        let (area, small) = (layout.title, i32::from(layout.small));
        let title = self.block(&Wish {
            weight: Weight::Serif,
            text: title,
            w: area.w,
            h: area.h * 7 / 20,
            largest: layout.small * 7 / 4,
            lines: 3,
        });
        let gap = small * 2 / 3;
        let count = i32::try_from(points.len()).unwrap_or(1).max(1);
        // On a tall card the points stay together.
        let pitch = ((area.h - title.height - gap) / count).min(small * 7 / 2);
        let across = (small * 3 / 2).min(pitch * 4 / 5);
        let indent = across * 4 / 3;
        let (w, h) = (area.w - indent, pitch - small / 5);
        let set = |largest: u16| {
            points
                .iter()
                .map(move |point| self.block(&Wish { weight: Weight::Sans, text: point, w, h, largest, lines: 3 }))
        };
        let size = set(layout.small * 5 / 4).map(|point| point.block.size).min().unwrap_or(layout.small);
        let mut y = top(layout, title.height + gap + count * pitch);
        self.put(canvas, &title, Corner { left: area.x, top: y }, self.colours.ink);
        y += title.height + gap;
        for (at, point) in (1..).zip(set(size)) {
            let circle = Area { x: area.x, y, w: across, h: across };
            disc(canvas, circle, 0.5, self.colours.brand);
            self.centred(canvas, &format!("{at}"), circle, self.colours.on_brand);
            // A single line is beside the middle of its circle.
            let down = ((across - point.height) / 2).max(0);
            self.put(canvas, &point, Corner { left: area.x + indent, top: y + down }, self.colours.ink);
            y += pitch;
        }
    }

    /// A quotation next to a bar.
    fn quote(&self, text: &str, layout: &Layout, canvas: &mut Canvas) {
        let (area, small) = (layout.title, i32::from(layout.small));
        let indent = small;
        let lines = if layout.is_tall { 10 } else { 6 };
        let words = format!("“{text}”");
        let words = self.block(&Wish {
            weight: Weight::Serif,
            text: &words,
            w: area.w - indent,
            h: area.h,
            largest: layout.small * 9 / 4,
            lines,
        });
        let y = top(layout, words.height);
        self.put(canvas, &words, Corner { left: area.x + indent, top: y }, self.colours.ink);
        canvas.fill(Area { y, w: small / 5, h: words.height, ..area }, self.colours.mark);
    }

    /// A text in a box, as large as it fits up to a size and a number of lines.
    fn block(&self, wish: &Wish<'_>) -> Fitted {
        let &Wish { weight, text, w, h, largest, lines } = wish;
        let weight = self.weight(weight, text);
        let (_, face) = self.face(weight);
        #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
        let (width, height) = (w.max(1) as f32, h.max(1) as f32);
        let room = TextBox { width, height, lines, largest, smallest: largest.min(24), leading: 1.14 };
        let block = set(face, text, &room);
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let height = block.height().ceil() as i32;
        Fitted { weight, block, height }
    }

    fn put(&self, canvas: &mut Canvas, text: &Fitted, at: Corner, colour: Rgb) {
        self.write(canvas, SetText { weight: text.weight, block: &text.block }, at, &mut Ink::new(colour));
    }
}

/// A text, and the room that it may take.
struct Wish<'t> {
    weight: Weight,
    text: &'t str,
    w: i32,
    h: i32,
    /// Its largest size, in pixels.
    largest: u16,
    /// Its most lines.
    lines: usize,
}

/// A text that was set, and the pixels that it takes down.
struct Fitted {
    weight: Weight,
    block: Block,
    height: i32,
}

/// Where what takes so many pixels begins: in the middle of a tall card, a little above it of another.
fn top(layout: &Layout, height: i32) -> i32 {
    let spare = (layout.title.h - height).max(0);
    layout.title.y + if layout.is_tall { spare / 2 } else { spare / 3 }
}
