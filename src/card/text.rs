//! Text in a box: as large as fits, broken into lines of like length, cut at a word where nothing else helps.

use super::face::{Face, Word};
use super::template::Align;

/// Height of a capital letter in an em, as in the bundled font.
pub(super) const CAPITAL: f32 = 0.727;

/// What hangs below the line, in an em.
const DESCENT: f32 = 0.22;

/// The sign that something was cut off.
const CUT: &str = "…";

/// Where a line may be broken; a no-break space (U+00A0, U+202F) is none.
const BREAKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Between two sizes that are tried, in pixels.
const STEP: u16 = 4;

/// The room that a text has.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextBox {
    /// Pixels in a line.
    pub(super) width: f32,
    /// Pixels from the first line to the last.
    pub(super) height: f32,
    /// Lines at most.
    pub(super) lines: usize,
    /// Pixels an em, at most.
    pub(super) largest: u16,
    /// Pixels an em, at least; below, text is cut.
    pub(super) smallest: u16,
    /// From line to line, in an em.
    pub(super) leading: f32,
}

impl TextBox {
    /// A box for one line of one size.
    pub(super) fn line(width: f32, size: u16) -> Self {
        Self { width, height: f32::INFINITY, lines: 1, largest: size, smallest: size, leading: 1.2 }
    }

    fn height_of(&self, lines: usize, size: u16) -> f32 {
        block_height(lines, size, self.leading)
    }
}

/// Text broken into lines.
#[derive(Debug)]
pub(super) struct Block {
    /// Pixels an em.
    pub(super) size: u16,
    /// From line to line, in an em.
    pub(super) leading: f32,
    pub(super) lines: Vec<Line>,
}

/// A line of text, in units of the font.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Glyph, distance from the left edge, height above the line.
    pub(super) glyphs: Vec<(u32, i32, i32)>,
    /// Its width.
    pub(super) width: i32,
}

impl Block {
    /// Pixels from the top of the first line's capitals to what hangs below the last.
    pub(super) fn height(&self) -> f32 {
        block_height(self.lines.len(), self.size, self.leading)
    }

    /// The first line with that of another block of the same size behind it.
    pub(super) fn followed_by(mut self, other: &Self) -> Self {
        if let (Some(line), Some(more)) = (self.lines.first_mut(), other.lines.first()) {
            let start = line.width;
            line.glyphs.extend(more.glyphs.iter().map(|&(glyph, x, y)| (glyph, start + x, y)));
            line.width += more.width;
        }
        self
    }

    /// The lines moved to the middle or the end of their room.
    pub(super) fn aligned(mut self, align: Align, width: f32, face: &Face) -> Self {
        let room = units(width, self.size, face);
        for line in &mut self.lines {
            let start = match align {
                Align::Start => 0,
                Align::Middle => (room - line.width) / 2,
                Align::End => room - line.width,
            };
            line.glyphs.iter_mut().for_each(|(_, x, _)| *x += start);
        }
        self
    }

    /// Pixels of the longest line.
    pub(super) fn width(&self, face: &Face) -> f32 {
        pixels(self.lines.iter().map(|line| line.width).max().unwrap_or(0), self.size, face)
    }
}

fn block_height(lines: usize, size: u16, leading: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some lines")]
    let below = lines.saturating_sub(1) as f32;
    if lines == 0 { 0.0 } else { f32::from(size) * (below * leading + CAPITAL + DESCENT) }
}

/// Units of the font in pixels.
pub(super) fn pixels(units: i32, size: u16, face: &Face) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some thousand units an em")]
    let (units, em) = (units as f32, face.em() as f32);
    units * f32::from(size) / em
}

/// Sets `text` into `room`.
pub(super) fn set(face: &Face, text: &str, room: &TextBox) -> Block {
    let texts: Vec<&str> = text.split(BREAKS).filter(|word| !word.is_empty()).collect();
    let words: Vec<Word> = texts.iter().map(|text| face.word(text)).collect();
    let setter = Setter { face, space: face.word("\u{20}x").advance - face.word("x").advance };
    let mut size = room.largest;
    loop {
        if let Some(lines) = setter.whole(&words, room, size) {
            return Block { size, leading: room.leading, lines };
        }
        if size <= room.smallest {
            break;
        }
        size = size.saturating_sub(STEP).max(room.smallest);
    }
    Block { size, leading: room.leading, lines: setter.cut(&texts, room, size) }
}

struct Setter<'f> {
    face: &'f Face,
    space: i32,
}

impl Setter<'_> {
    /// All words at this size, where they fit; lines are as long as each other as far as words allow.
    fn whole(&self, words: &[Word], room: &TextBox, size: u16) -> Option<Vec<Line>> {
        let available = units(room.width, size, self.face);
        let longest = words.iter().map(|word| word.advance).max().unwrap_or(0);
        let count = self.count(words, available);
        if longest > available || count > room.lines || room.height_of(count, size) > room.height {
            return None;
        }
        let (mut narrow, mut wide) = (longest, available);
        while narrow < wide {
            let middle = narrow.midpoint(wide);
            if self.count(words, middle) <= count { wide = middle } else { narrow = middle + 1 }
        }
        Some(self.break_at(words, wide))
    }

    /// As much as fits at this size; words that are longer than a line are broken.
    fn cut(&self, texts: &[&str], room: &TextBox, size: u16) -> Vec<Line> {
        let available = units(room.width, size, self.face);
        let most = (1..=room.lines).rev().find(|lines| room.height_of(*lines, size) <= room.height).unwrap_or(1);
        let pieces: Vec<String> = texts.iter().flat_map(|text| self.pieces(text, available)).collect();
        let words: Vec<Word> = pieces.iter().map(|piece| self.face.word(piece)).collect();
        if self.count(&words, available) <= most {
            return self.break_at(&words, available);
        }
        let kept = |count: usize| {
            let mut kept = words[..count].to_vec();
            kept.pop();
            kept.push(self.ended(&pieces[count - 1], available));
            kept
        };
        let fits = |count: &usize| self.count(&kept(*count), available) <= most;
        let count = (1..words.len()).rev().find(fits).unwrap_or(1);
        self.break_at(&kept(count), available)
    }

    /// A last word with the sign of the cut; a mark before it would look like a mistake.
    fn ended(&self, word: &str, available: i32) -> Word {
        let mut kept = word.trim_end_matches([',', ';', ':', '.', '-', '–', '—', '(']).to_owned();
        loop {
            let set = self.face.word(&format!("{kept}{CUT}"));
            if set.advance <= available || kept.pop().is_none() {
                return set;
            }
        }
    }

    /// A word in pieces that are no longer than a line.
    fn pieces(&self, text: &str, available: i32) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut rest: Vec<char> = text.chars().collect();
        while !rest.is_empty() {
            let fits = |length: usize| self.face.word(&rest[..length].iter().collect::<String>()).advance <= available;
            let (mut least, mut most) = (1, rest.len());
            while least < most {
                let middle = (least + most).div_ceil(2);
                if fits(middle) { least = middle } else { most = middle - 1 }
            }
            pieces.push(rest.drain(..least).collect());
        }
        pieces
    }

    /// How many lines the words take.
    fn count(&self, words: &[Word], available: i32) -> usize {
        let (mut lines, mut width) = (0, 0);
        for word in words {
            let longer = width + self.space + word.advance;
            if lines == 0 || longer > available {
                lines += 1;
                width = word.advance;
            } else {
                width = longer;
            }
        }
        lines
    }

    fn break_at(&self, words: &[Word], available: i32) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for word in words {
            let new = lines.last().is_none_or(|line| line.width + self.space + word.advance > available);
            if new {
                lines.push(Line::default());
            }
            let Some(line) = lines.last_mut() else { continue };
            let start = if new { 0 } else { line.width + self.space };
            line.glyphs.extend(word.glyphs.iter().map(|&(glyph, x, y)| (glyph, start + x, y)));
            line.width = start + word.advance;
        }
        lines
    }
}

fn units(pixels: f32, size: u16, face: &Face) -> i32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a width on a card")]
    let units = (pixels * face.em() as f32 / f32::from(size)) as i32;
    units
}
