//! The table.

use std::fmt::Write;

/// What one kind of host came to.
pub(super) struct Row {
    kind: String,
    server: String,
    cells: Vec<(&'static str, bool, String)>,
}

impl Row {
    pub(super) fn new(kind: &str, server: &str) -> Self {
        Self { kind: kind.to_owned(), server: server.to_owned(), cells: Vec::new() }
    }

    pub(super) fn not_tried(kind: &str, reason: &str) -> Self {
        Self::new(kind, &format!("not tried: {reason}"))
    }

    /// Adds a scenario; what went wrong is shown at once.
    pub(super) fn add(&mut self, scenario: &'static str, fine: bool, figure: &str, err: &str) {
        eprintln!("  {} {scenario}: {figure}", if fine { "ok  " } else { "FAIL" });
        if !fine {
            eprintln!("{err}");
        }
        self.cells.push((scenario, fine, figure.to_owned()));
    }

    pub(super) fn failed(&self) -> bool {
        self.cells.iter().any(|(_, fine, _)| !fine)
    }
}

/// The rows in Markdown.
pub(super) fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "# Hosts, tried\n\nWritten by `cargo xtask deploy-matrix`: the example site on real servers of one computer.\n\n",
    );
    let heads: Vec<&str> = rows
        .iter()
        .find(|row| !row.cells.is_empty())
        .map_or(Vec::new(), |row| row.cells.iter().map(|cell| cell.0).collect());
    let _ = writeln!(out, "| Target | Server | {} |\n|---|---{}|", heads.join(" | "), "|---".repeat(heads.len())); // cannot fail
    for Row { kind, server, cells } in rows {
        let cells: Vec<String> = cells
            .iter()
            .map(|(_, fine, figure)| if *fine { figure.clone() } else { format!("**failed**, {figure}") })
            .collect();
        let cells = if cells.is_empty() { vec!["-".to_owned(); heads.len()] } else { cells };
        let _ = writeln!(out, "| `{kind}` | {server} | {} |", cells.join(" | ")); // cannot fail
    }
    out
}
