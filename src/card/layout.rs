//! Where things are on a card, for any size: the practice at the top as on a letterhead, kind and title, and the byline
//! at the bottom.

use super::canvas::Area;
use super::size::Size;
use super::text::TextBox;

/// Width of a card for which the measures below are written, in pixels.
const MEASURED: f32 = 1200.0;

/// The smallest letters, in pixels of a card 1,200 wide: what can be read on a phone.
const SMALL: f32 = 40.0;

/// The boxes of one size and design.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The picture, in the design with one.
    pub(super) picture: Option<Area>,
    /// The practice's color at the edge.
    pub(super) edge: Area,
    /// The room of the logo, or of the square with the practice's initial.
    pub(super) logo: Area,
    /// The row of logo and the practice's name.
    pub(super) head: Area,
    /// The kind of document, or "Fact".
    pub(super) mark: Area,
    /// The title.
    pub(super) title: Area,
    pub(super) title_room: TextBox,
    /// Whether the title is in the middle of its room.
    pub(super) is_tall: bool,
    /// The date of an event, or the face of a person.
    pub(super) tile: Option<Area>,
    /// The line above the foot.
    pub(super) line: Option<Area>,
    /// The face of who wrote or reviewed it.
    pub(super) seal: Option<Area>,
    /// The lines of the foot: names and date in one, or in two where the card is narrow.
    pub(super) bylines: Vec<Area>,
    /// Pixels an em of small text.
    pub(super) small: u16,
}

/// What determines a layout besides its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parts {
    pub(super) picture: bool,
    pub(super) author: bool,
    pub(super) date: bool,
    pub(super) seal: bool,
    pub(super) tile: bool,
    /// Whether it shows something else than a title.
    pub(super) form: bool,
}

impl Layout {
    /// The boxes of a card.
    pub(super) fn of(size: &Size, parts: Parts) -> Self {
        let (width, height) = (i32::from(size.width), i32::from(size.height));
        let [top, right, bottom, left] = size.insets.map(i32::from);
        let is_tall = height * 5 >= width * 6;
        let stacked = is_tall || width == height;
        let unit = (f32::from(size.width) / MEASURED).max(1.0) * if is_tall { 1.1 } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let px = |measure: f32| (measure * unit).round() as i32;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of letters")]
        let letters = |measure: f32| (measure * unit).round() as u16;
        let mut text = Area { x: left, y: top, w: width - left - right, h: height - top - bottom };
        let picture = parts.picture.then(|| picture(size, &mut text, stacked, px(44.0)));
        let head = Area { h: px(64.0), ..text };
        let logo = Area { w: px(320.0).min(text.w / 2), ..head };
        let lines = match (parts.author, parts.date) {
            (false, false) => 0,
            (true, true) if is_tall => 2,
            _ => 1,
        };
        let row = if lines == 0 { 0 } else { px(58.0) };
        let foot = lines.max(i32::from(parts.seal && lines > 0)) * row;
        let foot_top = text.bottom() - foot;
        let across = if foot > row { px(104.0).min(foot) } else { px(72.0).min(foot + px(14.0)) };
        let seal_top = foot_top + (foot - across) / 2;
        let seal = (parts.seal && lines > 0).then_some(Area { x: text.x, y: seal_top, w: across, h: across });
        let beside = seal.map_or(text.x, |seal| seal.right() + px(20.0));
        let byline = |line: i32| Area { x: beside, y: foot_top + line * row, w: text.right() - beside, h: row };
        let line = (lines > 0).then_some(Area { y: foot_top - px(20.0), h: px(3.0), ..text });
        let day_tile = parts.tile.then(|| {
            let edge = px(190.0);
            Area { x: text.right() - edge, y: head.bottom() + px(34.0), w: edge, h: edge }
        });
        let beside_tile = day_tile.map_or(text.right(), |tile| tile.x - px(36.0));
        let mark = Area { y: head.bottom() + px(28.0), w: beside_tile - text.x, h: px(54.0), ..text };
        let below = mark.bottom() + px(24.0);
        let until = line.map_or(text.bottom(), |line| line.y - px(22.0));
        let title = Area { y: below, h: until - below, ..mark };
        #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
        let (room_width, room_height) = (title.w as f32, title.h as f32);
        let narrow = parts.picture && !stacked;
        let title_room = TextBox {
            width: room_width,
            height: room_height,
            lines: if is_tall { 6 } else { 4 },
            largest: letters(if is_tall {
                112.0
            } else if narrow {
                76.0
            } else {
                96.0
            }),
            smallest: letters(SMALL),
            leading: 1.1,
        };
        Self {
            picture,
            edge: Area { x: 0, y: 0, w: px(18.0).min(left / 2), h: height },
            logo,
            head,
            mark,
            title,
            title_room,
            is_tall,
            tile: day_tile,
            line,
            seal,
            bylines: (0..lines).map(byline).collect(),
            small: letters(SMALL),
        }
    }
}

/// Takes the picture's room from that of the text: the upper part of a tall card, the right part of a wide one.
fn picture(size: &Size, text: &mut Area, stacked: bool, gap: i32) -> Area {
    let (width, height) = (i32::from(size.width), i32::from(size.height));
    if stacked {
        let h = text.y + text.h * 2 / 5;
        text.h -= h + gap - text.y;
        text.y = h + gap;
        return Area { x: 0, y: 0, w: width, h };
    }
    let x = width * 31 / 50;
    text.w = x - gap - text.x;
    Area { x, y: 0, w: width - x, h: height }
}
