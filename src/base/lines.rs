//! Where a byte stands in a text: line, column and the line itself.

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
}

impl<'t> LineIndex<'t> {
    /// Scans `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The position of a byte offset; an offset past the end or inside a character is moved back to the nearest one.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let column = self.text[self.starts[line]..offset].chars().count();
        Position { line: line + 1, column: column + 1 }
    }

    /// The byte offset of a position, clamped to the text.
    #[must_use]
    pub fn offset(&self, position: Position) -> usize {
        let line = position.line.clamp(1, self.starts.len()) - 1;
        let start = self.starts[line];
        let text = self.line(line + 1);
        text.char_indices().nth(position.column.saturating_sub(1)).map_or(start + text.len(), |(at, _)| start + at)
    }

    /// The text of a line (from 1), without its end; nothing behind the last one.
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

#[cfg(test)]
mod tests {
    use super::*;

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
