//! What a page needs to be handed out on paper: a QR code (ISO/IEC 18004) of its address.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder, QRCode};
use serde::Serialize;

use crate::base::escape_attribute;
use crate::model::Document;
use crate::parse::ConsentScope;

use super::Scene;

/// The empty margin around a code, in modules, as the standard asks for it.
const MARGIN: usize = 4;

/// The way from paper back to the page; `document.handout` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct HandoutView {
    /// A QR code of the address: an `<svg>` element, safe to print.
    pub code: String,
    /// The address, for people without a camera.
    pub url: String,
}

impl Scene<'_> {
    /// What stands at the end of a printed page of a document; `None` where it should not be handed out.
    pub(super) fn handout(self, document: &Document, path: &str) -> Option<HandoutView> {
        let front = &document.parsed.front;
        let may = document.parsed.source.kind.is_post() && !front.is_retracted();
        if !may || !front.consent_covers(ConsentScope::Print) {
            return None;
        }
        let url = self.absolute(path);
        // An address that is too long for a code, of some 2,300 characters, is printed in letters only.
        let code = QRBuilder::new(url.as_str()).ecl(ECL::M).build().ok();
        let label = self.words(document.language).get("handout_code");
        Some(HandoutView { code: code.map_or_else(String::new, |code| svg(&code, label)), url })
    }
}

/// The code as rows of strokes, one unit a module.
fn svg(code: &QRCode, label: &str) -> String {
    let side = code.size + 2 * MARGIN;
    let mut svg = format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\">\
         <path stroke=\"currentColor\" d=\"",
        escape_attribute(label)
    );
    for row in 0..code.size {
        let modules = &code[row];
        let mut at = 0;
        // Strokes have the thickness of a row, so they run through its middle.
        let mut drawn = None;
        for run in modules.chunk_by(|a, b| a.value() == b.value()) {
            if run.first().is_some_and(|module| module.value()) {
                let _ = match drawn {
                    None => write!(svg, "M{} {}.5h{}", at + MARGIN, row + MARGIN, run.len()),
                    Some(end) => write!(svg, "m{} 0h{}", at - end, run.len()),
                };
                drawn = Some(at + run.len());
            }
            at += run.len();
        }
    }
    svg.push_str("\"/></svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules of a drawing, by row and column.
    fn dark(svg: &str) -> Vec<(usize, usize)> {
        let path = svg.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
        let mut found = Vec::new();
        for row in path.split('M').skip(1) {
            let (start, strokes) = row.split_once('h').expect("a stroke");
            let (column, line) = start.split_once(' ').expect("two numbers");
            let line: usize = line.strip_suffix(".5").and_then(|line| line.parse().ok()).expect("the middle of a row");
            let mut at: usize = column.parse().expect("a number");
            for (index, stroke) in strokes.split('m').enumerate() {
                let (gap, length) = if index == 0 { ("0", stroke) } else { stroke.split_once(" 0h").expect("a gap") };
                at += gap.parse::<usize>().expect("a number");
                let length: usize = length.parse().expect("a number");
                found.extend((at..at + length).map(|column| (line - MARGIN, column - MARGIN)));
                at += length;
            }
        }
        found
    }

    #[test]
    fn the_drawing_has_every_dark_module_and_no_other() {
        let code = QRBuilder::new("https://clinic.example/articles/flu-shot/").ecl(ECL::M).build().expect("a code");
        let drawn = dark(&svg(&code, "a code"));
        let modules = (0..code.size).flat_map(|row| (0..code.size).map(move |column| (row, column)));
        let expected: Vec<_> = modules.filter(|(row, column)| code[*row][*column].value()).collect();
        assert_eq!(drawn, expected);
        assert!(drawn.len() > 200);
    }

    #[test]
    fn the_label_cannot_leave_its_attribute() {
        let code = QRBuilder::new("x").build().expect("a code");
        assert!(svg(&code, "\"><script>").contains("aria-label=\"&quot;&gt;&lt;script&gt;\""));
    }
}
