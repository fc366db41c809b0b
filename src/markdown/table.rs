//! Tables. Each can be scrolled sideways by touch and by keyboard; alignment is a class, because the site's security policy
//! forbids inline styles.

use std::ops::Range;

use pulldown_cmark::Alignment;

use crate::diag::codes;
use crate::markdown::{Fill, Wrapper, WrapperPart};

use super::compiler::Compiler;

/// The table being written.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
    /// Whether the first column names the rows: its head is empty.
    names_rows: bool,
    /// Where the open cell starts in the HTML, and where its content does.
    cell: (usize, usize),
    /// Whether text below it has become a row.
    has_swallowed: bool,
    /// Where the table is, and how many heads of its columns say something.
    range: Range<usize>,
    heads: usize,
}

impl Compiler<'_, '_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>, range: &Range<usize>) {
        self.new_block();
        self.table = OpenTable { alignments, range: range.clone(), ..OpenTable::default() };
        self.slot(Fill::Wrapper(Wrapper::Table, WrapperPart::Start));
        self.sink.push("\n<table>\n");
    }

    pub(super) fn close_table(&mut self) {
        // In a table of two columns the first names the rows.
        if self.table.heads == 0 && self.table.alignments.len() > 2 && self.table.has_rows {
            let range = self.table.range.clone();
            self.bare_table(&range);
        }
        self.sink.push(if self.table.has_rows { "</tbody>\n</table>\n" } else { "</table>\n" });
        self.slot(Fill::Wrapper(Wrapper::Table, WrapperPart::End));
        self.sink.push("\n");
        self.plain.gap();
    }

    /// Says that the columns of a table have no heads.
    pub(super) fn bare_table(&mut self, range: &Range<usize>) {
        let message = || "the columns of this table have no headings".to_owned();
        let help = "write a heading for each column in the first row (in HTML, as `<th>`): screen readers need them to read a table";
        self.problem(&codes::BARE_TABLE, range, message, help);
    }

    pub(super) fn open_head(&mut self) {
        (self.table.in_head, self.table.column) = (true, 0);
        self.sink.push("<thead>\n<tr>\n");
    }

    pub(super) fn close_head(&mut self) {
        self.table.in_head = false;
        self.sink.push("</tr>\n</thead>\n");
    }

    pub(super) fn open_row(&mut self, range: &Range<usize>) {
        self.swallowed_line(range);
        let columns = self.table.alignments.len();
        let cells = cells(&self.text[range.clone()]);
        if let Some(lost) = cells.iter().skip(columns).find(|cell| !cell.trim().is_empty()) {
            let lost = lost.trim().to_owned();
            let message = || {
                format!("this row has {} cells, but the table has {columns} columns: `{lost}` is left out", cells.len())
            };
            let help = "write `\\|` for a literal bar in a cell, even inside code; or add a column to the table";
            self.problem(&codes::LOST_MARKUP, range, message, help);
        }
        if !self.table.has_rows {
            self.sink.push("<tbody>\n");
        }
        (self.table.has_rows, self.table.column) = (true, 0);
        self.sink.push("<tr>\n");
    }

    /// Reports text directly below a table, which is therefore a row of it (GFM 4.10).
    fn swallowed_line(&mut self, range: &Range<usize>) {
        let has_bars = self.text[self.table.range.clone()].lines().nth(1).is_some_and(|line| line.contains('|'));
        if has_bars && !self.table.has_swallowed && !self.text[range.clone()].contains('|') {
            self.table.has_swallowed = true;
            let range = range.start..range.start + self.text[range.clone()].trim_end().len();
            let message = || "this line is directly below a table, so it became one of its rows".to_owned();
            let help = "add an empty line between the table and the text; for a row, write its bars, `| Dose | 5 mg |`";
            self.problem(&codes::LOST_MARKUP, &range, message, help);
        }
    }

    pub(super) fn close_row(&mut self) {
        self.sink.push("</tr>\n");
    }

    pub(super) fn open_cell(&mut self) {
        self.plain.gap();
        self.enter_raw();
        self.table.cell.0 = self.sink.html.len();
        self.sink.push(match (self.table.in_head, self.table.names_rows && self.table.column == 0) {
            (true, _) => "<th scope=\"col\"",
            (false, true) => "<th scope=\"row\"",
            (false, false) => "<td",
        });
        self.sink.push(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.table.column += 1;
        self.table.cell.1 = self.sink.html.len();
    }

    pub(super) fn close_cell(&mut self) {
        self.leave_raw();
        self.plain.gap();
        let (start, content) = self.table.cell;
        if self.table.in_head && self.sink.html.len() == content {
            // A head that says nothing is none; an empty one over the first column means that its cells are heads.
            self.sink.html.truncate(start);
            self.table.names_rows |= self.table.column == 1;
            return self.sink.push("<td></td>\n");
        }
        self.table.heads += usize::from(self.table.in_head);
        let row_head = self.table.names_rows && self.table.column == 1;
        self.sink.push(if self.table.in_head || row_head { "</th>\n" } else { "</td>\n" });
    }
}

/// The cells of a row as GFM divides it (4.10): at every bar that has no backslash before it.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, byte) in row.bytes().enumerate() {
        match byte {
            b'|' if !escaped => {
                cells.push(&row[from..at]);
                from = at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    if !row[from..].trim().is_empty() {
        cells.push(&row[from..]);
    }
    cells
}
