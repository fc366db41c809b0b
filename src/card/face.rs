//! A font: which characters it has, how words are set in it, and the outlines of its glyphs.

use std::sync::{Arc, PoisonError, RwLock};

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont, shape};
use skrifa::{DrawMemory, Font, GlyphId, PathSink, ScalerFont};

/// A font at one weight.
pub(super) struct Face {
    font: Font,
    /// Units of the font in an em.
    em: u32,
    /// The space added between two letters, in font units; large letters are set closer.
    tracking: i32,
    plans: RwLock<Vec<(Option<Script>, Arc<ShapePlan>)>>,
}

/// A word set in a font, in units of the font.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// Glyph, distance from the word's beginning, height above the line.
    pub(super) glyphs: Vec<(u32, i32, i32)>,
    /// How far the next word begins, without the space.
    pub(super) advance: i32,
}

impl Face {
    /// The font in `bytes`; `None` if they hold none.
    pub(super) fn new(bytes: &'static [u8], tracking: f32) -> Option<Self> {
        let font = Font::new(bytes, 0)?;
        let em = u32::from(font.units_per_em());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "an em has some thousand units"
        )]
        let tracking = (tracking * em as f32) as i32;
        Some(Self { font, em, tracking, plans: RwLock::default() })
    }

    /// Units of the font in an em.
    pub(super) fn em(&self) -> u32 {
        self.em
    }

    /// Whether the font has a glyph for `c`.
    pub(super) fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(c).is_some()
    }

    /// Sets one word. Characters that the font lacks are taken out before.
    pub(super) fn word(&self, text: &str) -> Word {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let plan = self.plan(buffer.script());
        let font = ShaperFont::new(&self.font);
        if shape(&font, &mut buffer, ShapeOptions::new().plan(Some(&plan))).is_err() {
            return Word::default();
        }
        let mut word = Word::default();
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            word.glyphs.push((info.glyph_id, word.advance + position.x_offset, position.y_offset));
            // Marks are on their letter and take no room.
            word.advance += if position.x_advance == 0 { 0 } else { position.x_advance + self.tracking };
        }
        word
    }

    /// How a script is set, looked up once: that takes longer than setting a word.
    fn plan(&self, script: Option<Script>) -> Arc<ShapePlan> {
        let known = self.plans.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, plan)) = known.iter().find(|(known, _)| *known == script) {
            return plan.clone();
        }
        drop(known);
        let plan = Arc::new(ShapePlan::new(&self.font, Direction::LeftToRight, script, None, &[]));
        self.plans.write().unwrap_or_else(PoisonError::into_inner).push((script, plan.clone()));
        plan
    }

    /// Draws the outline of a glyph at `size` pixels an em; upwards is positive.
    pub(super) fn outline(&self, glyph: u32, size: f32, sink: &mut impl PathSink) {
        let scaler = ScalerFont::unhinted(self.font.clone(), Some(size));
        if let Some(outline) = scaler.outline(GlyphId::new(glyph)) {
            // A damaged outline stays empty; the fonts travel in the program and are whole.
            let _ = outline.draw(DrawMemory::Scratch, sink);
        }
    }
}
