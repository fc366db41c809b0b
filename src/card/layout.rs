//! Where things stand on a card, for any size: a mark, the title, and a band with the practice at the foot.

use super::canvas::Area;
use super::size::Size;
use super::text::Room;

/// Width of a card for which the measures below are written, in pixels.
const MEASURED: f32 = 1200.0;

/// The smallest letters, in pixels of a card 1,200 wide: what can be read on a phone.
const SMALL: f32 = 40.0;

/// The boxes of one size and design.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The picture, in the design with one.
    pub(super) picture: Option<Area>,
    /// A circle for the eye, in the plain design.
    pub(super) circle: Area,
    /// Where the mark of kind or verdict stands; its width is that of its words.
    pub(super) mark: Area,
    /// The title.
    pub(super) title: Area,
    pub(super) title_room: Room,
    /// The band, as wide as the card.
    pub(super) band: Area,
    /// The line between band and ground.
    pub(super) line: Area,
    /// The logo's tile.
    pub(super) logo: Option<Area>,
    /// The practice's name.
    pub(super) practice: Area,
    /// The lines below it: author and date in one, or in two where the card is narrow.
    pub(super) bylines: Vec<Area>,
    /// Pixels an em of small text.
    pub(super) small: u16,
}

/// What decides a layout beside its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parts {
    pub(super) picture: bool,
    pub(super) logo: bool,
    pub(super) author: bool,
    pub(super) date: bool,
}

impl Layout {
    /// The boxes of a card.
    pub(super) fn of(size: &Size, parts: Parts) -> Self {
        let (width, height) = (i32::from(size.width), i32::from(size.height));
        let [top, right, bottom, left] = size.insets.map(i32::from);
        let tall = height * 5 >= width * 6;
        let unit = (f32::from(size.width) / MEASURED).max(1.0) * if tall { 1.1 } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a card")]
        let px = |measure: f32| (measure * unit).round() as i32;
        let foot = height - bottom;
        let lines = match (parts.author, parts.date) {
            (false, false) => 0,
            (true, true) if tall => 2,
            _ => 1,
        };
        let row = px([76.0, 108.0, 156.0][lines]);
        let band_top = foot - row - px(28.0);
        let band = Area { x: 0, y: band_top, w: width, h: height - band_top };
        let logo = parts.logo.then_some(Area { x: left, y: foot - row, w: row.min(px(108.0)), h: row.min(px(108.0)) });
        let beside = logo.map_or(left, |logo| logo.right() + px(24.0));
        let line_height = row / [1, 2, 3][lines];
        let practice = Area { x: beside, y: foot - row, w: width - right - beside, h: line_height };
        let below = |line: i32| Area { y: practice.y + line * line_height, ..practice };
        let bylines = (1..).take(lines).map(below).collect();
        let mut text = Area { x: left, y: top, w: width - left - right, h: band_top - px(26.0) - top };
        let picture = parts.picture.then(|| picture(size, &mut text, band_top, (tall || width == height, px(40.0))));
        let mark = Area { h: px(64.0), ..text };
        let below = mark.bottom() + px(26.0);
        let title = Area { y: below, h: text.bottom() - below, ..text };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of letters")]
        let letters = |measure: f32| (measure * unit).round() as u16;
        #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
        let (room_width, room_height) = (title.w as f32, title.h as f32);
        let title_room = Room {
            width: room_width,
            height: room_height,
            lines: if tall { 6 } else { 4 },
            largest: letters(if tall {
                108.0
            } else if parts.picture {
                76.0
            } else {
                92.0
            }),
            smallest: letters(SMALL),
            leading: 1.13,
        };
        let across = px(620.0);
        Self {
            picture,
            circle: Area { x: width - px(350.0), y: -px(250.0), w: across, h: across },
            mark,
            title,
            title_room,
            line: Area { h: px(8.0), ..band },
            band,
            logo,
            practice,
            bylines,
            small: letters(SMALL),
        }
    }
}

/// Takes the picture's room from that of the text: the upper part of a tall card, the right part of a wide one.
fn picture(size: &Size, text: &mut Area, band_top: i32, (stacked, gap): (bool, i32)) -> Area {
    let width = i32::from(size.width);
    if stacked {
        let h = text.y + text.h * 2 / 5;
        text.h -= h + gap - text.y;
        text.y = h + gap;
        return Area { x: 0, y: 0, w: width, h };
    }
    let x = width * 31 / 50;
    text.w = x - gap - text.x;
    Area { x, y: 0, w: width - x, h: band_top }
}
