//! Tables of raw HTML, with the same care as those of Markdown: they scroll sideways, and their columns have heads.

use std::ops::Range;

use crate::markdown::{Fill, Wrapper, WrapperPart};

use super::super::compiler::Compiler;
use super::tokens::StartTag;

/// The raw tables that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct RawTables(Vec<RawTable>);

#[derive(Debug, Default)]
struct RawTable {
    range: Range<usize>,
    /// Whether it is in an element of ours that scrolls.
    scrolls: bool,
    /// Cells of its longest row.
    columns: usize,
    /// Rows that hold more than heads.
    rows: usize,
    /// Heads of columns that say something.
    heads: usize,
    row: Row,
    cell: Option<Cell>,
}

#[derive(Debug, Default)]
struct Row {
    cells: usize,
    heads: usize,
    /// Cells that are no heads and hold something.
    filled: usize,
}

#[derive(Debug)]
struct Cell {
    is_head: bool,
    is_filled: bool,
    columns: usize,
}

impl RawTables {
    /// Takes a start tag.
    pub(super) fn start(&mut self, tag: &StartTag, range: &Range<usize>, scrolls: bool) {
        let name = tag.name.to_ascii_lowercase();
        if name == "table" {
            self.0.push(RawTable { range: range.clone(), scrolls, ..RawTable::default() });
            return;
        }
        let Some(table) = self.0.last_mut() else { return };
        match name.as_str() {
            "tr" => table.end_row(),
            "td" | "th" => {
                table.end_cell();
                let is_head = name == "th" && !tag.value("scope").is_some_and(|scope| scope.starts_with("row"));
                let columns = tag.value("colspan").and_then(|columns| columns.parse().ok()).unwrap_or(1);
                table.cell = Some(Cell { is_head, is_filled: false, columns });
            }
            "img" => self.fill(),
            _ => {}
        }
    }

    /// Something is in the cell that is open.
    pub(super) fn fill(&mut self) {
        if let Some(cell) = self.0.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.is_filled = true;
        }
    }

    /// Takes the end of an element. Where it is that of a table: whether it scrolls, and its place if nothing says what its
    /// columns hold.
    pub(super) fn end(&mut self, name: &str) -> Option<(bool, Option<Range<usize>>)> {
        let table = self.0.last_mut()?;
        match name {
            "td" | "th" => table.end_cell(),
            "tr" | "thead" | "tbody" | "tfoot" => table.end_row(),
            "table" => {
                let mut table = self.0.pop()?;
                table.end_row();
                // In a table of two columns the first names the rows.
                let is_bare = table.heads == 0 && table.columns > 2 && table.rows > 0;
                return Some((table.scrolls, is_bare.then_some(table.range)));
            }
            _ => {}
        }
        None
    }
}

impl RawTable {
    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        self.row.cells += cell.columns;
        if cell.is_filled && cell.is_head {
            self.row.heads += 1;
        } else if cell.is_filled {
            self.row.filled += 1;
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        self.columns = self.columns.max(row.cells);
        // Where other cells are next to it, a head is that of its row.
        if row.filled == 0 {
            self.heads += row.heads;
        } else {
            self.rows += 1;
        }
    }
}

impl Compiler<'_, '_> {
    /// Writes what scrolls around a raw table, unless the writer did.
    pub(super) fn open_raw_scroll(&mut self) -> bool {
        let html = self.sink.html.trim_end();
        let is_around = html.rfind('<').is_some_and(|at| html[at..].contains("\"table-scroll\""));
        if is_around {
            return false;
        }
        self.slot(Fill::Wrapper(Wrapper::Table, WrapperPart::Start));
        true
    }
}
