//! Where a byte is in a text: line, column and the line itself.

/// A place as people count it: line and column start at 1, the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The line starts of one text. Lines end in LF or CRLF.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Whether each byte of the text is a character.
    is_ascii: bool,
    /// How many characters begin before each [`BLOCK`] of bytes, so that a column costs the same on a line of any length.
    blocks: Vec<usize>,
}

/// Bytes that are counted at most to find a column.
const BLOCK: usize = 1024;

impl<'t> LineIndex<'t> {
    /// Scans `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        let mut blocks = vec![0];
        let mut before = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before += characters(block);
            blocks.push(before);
        }
        Self { text, starts: std::iter::once(0).chain(ends).collect(), is_ascii: before == text.len(), blocks }
    }

    /// Whether each byte of a line up to a place is a character; lines that are longer than a block are counted by blocks.
    fn is_plain(&self, start: usize, end: usize) -> bool {
        self.is_ascii || end - start <= BLOCK && self.text.as_bytes()[start..end].is_ascii()
    }

    /// The position of a byte offset; an offset past the end or inside a character is moved back to the nearest one.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let start = self.starts[line];
        let column =
            if self.is_plain(start, offset) { offset - start } else { self.before(offset) - self.before(start) };
        Position { line: line + 1, column: column + 1 }
    }

    /// The byte offset of a position, clamped to the text.
    #[must_use]
    pub fn offset(&self, position: Position) -> usize {
        let line = position.line.clamp(1, self.starts.len()) - 1;
        let start = self.starts[line];
        let text = self.line(line + 1);
        if self.is_plain(start, start + text.len()) {
            return start + position.column.saturating_sub(1).min(text.len());
        }
        let wanted = self.before(start) + position.column.saturating_sub(1);
        let block = self.blocks.partition_point(|&before| before <= wanted).saturating_sub(1);
        let from = self.floor(block * BLOCK).max(start);
        let end = start + text.len();
        if from >= end {
            return end;
        }
        let rest = wanted - self.before(from);
        self.text[from..end].char_indices().nth(rest).map_or(end, |(at, _)| from + at)
    }

    /// How many characters begin before a byte.
    fn before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.blocks[block] + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The text of a line (from 1), without its end; nothing after the last one.
    #[must_use]
    pub fn line(&self, line: usize) -> &'t str {
        let Some(&start) = self.starts.get(line.max(1) - 1) else { return "" };
        let end = self.starts.get(line.max(1)).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// How many characters begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A text of an old Mac, whose lines end in CR alone, with the line ends of today; places stay as they are.
#[must_use]
pub fn without_old_line_ends(text: String) -> String {
    if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text }
}

/// A text of a file without the byte order mark at its beginning, which counts in no place.
#[must_use]
pub fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_on_long_lines_are_those_that_counting_gives(
            text in "(é{0,700}|日{0,400}|x{0,1500}|\n|\r\n){0,6}", at in 0usize..6000
        ) {
            let index = LineIndex::new(&text);
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let expected = Position {
                line: text[..at].matches('\n').count() + 1,
                column: text[start..at].chars().count() + 1,
            };
            prop_assert_eq!(index.position(at), expected);
            let end = start + index.line(expected.line).len();
            prop_assert_eq!(index.offset(expected), at.min(end));
        }
    }

    #[test]
    fn columns_count_characters() {
        let index = LineIndex::new("título: x\r\nfiebre: ñandú\n");
        assert_eq!(index.position(0), Position { line: 1, column: 1 });
        let at = "título: x\r\nfiebre: ña".len();
        assert_eq!(index.position(at), Position { line: 2, column: 11 });
        assert_eq!(index.offset(Position { line: 2, column: 11 }), at);
        assert_eq!(index.line(1), "título: x");
        assert_eq!(index.line(2), "fiebre: ñandú");
    }

    #[test]
    fn an_offset_outside_the_text_is_its_end() {
        let index = LineIndex::new("abc");
        assert_eq!(index.position(99), Position { line: 1, column: 4 });
    }
}
