//! Footnotes, numbered by their first mark and listed at the end.
//!
//! A note can be anywhere in the source and can itself contain marks, so marks are only recorded during the pass and
//! get their numbers at the end: first those of the text, then those of the notes in their order.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use crate::diag::codes;
use crate::markdown::{Fill, Wrapper, WrapperPart};

use super::compiler::Compiler;
use super::sink::Sink;

/// The notes of a document.
#[derive(Debug, Default)]
pub(super) struct Notes {
    all: Vec<Note>,
    /// Notes by label; the first of a name counts.
    by_label: HashMap<String, usize>,
    /// What is being written around and at the note that is open.
    open: Vec<(Sink, usize)>,
}

#[derive(Debug, Default)]
struct Note {
    label: String,
    range: Range<usize>,
    body: Sink,
    /// Its number from 1, once a mark points to it.
    number: Option<usize>,
    marks: usize,
}

/// Numbers given to marks, in the order of their sink.
type Numbers = Vec<(usize, usize)>;

impl Compiler<'_, '_> {
    pub(super) fn note_mark(&mut self, label: &str) {
        if self.picture.is_none() {
            self.plain.gap();
            self.sink.mark(key(label));
        }
    }

    pub(super) fn unknown_note(&mut self, mark: &str, range: &Range<usize>) {
        let label = &mark[1..mark.len() - 1];
        let before = self.text[..range.start].trim_end_matches([' ', '\t', '>']);
        let begins_line = before.is_empty() || before.ends_with('\n');
        let id = label.trim_start_matches('^');
        let mut help = if begins_line {
            format!("a note needs a colon after its mark: `[{label}]: ...`")
        } else {
            format!("write the note on its own line: `[{label}]: ...`")
        };
        if id.starts_with(char::is_alphabetic) {
            let _ = write!(help, "; to cite a source, use `@` instead of `^`: `[@{id}]`");
        }
        self.problem(&codes::UNKNOWN_FOOTNOTE, range, || format!("there is no note for the mark `{mark}`"), &help);
    }

    pub(super) fn open_note(&mut self, label: &str, range: &Range<usize>) {
        self.open_container("");
        let at = self.notes.all.len();
        self.notes.all.push(Note { label: label.to_owned(), range: range.clone(), ..Note::default() });
        self.notes.by_label.entry(key(label)).or_insert(at);
        self.notes.open.push((mem::take(&mut self.sink), at));
    }

    pub(super) fn close_note(&mut self) {
        self.close_container("");
        let Some((outer, at)) = self.notes.open.pop() else { return };
        let body = mem::replace(&mut self.sink, outer);
        self.notes.all[at].body = body;
    }

    /// Numbers the marks and writes the list of notes.
    pub(super) fn finish_notes(&mut self) {
        if self.notes.all.is_empty() {
            return;
        }
        let page = mem::take(&mut self.sink);
        let mut order = Vec::new();
        let page_numbers = self.notes.number(&page, &mut order);
        let mut bodies = Vec::new();
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            let body = mem::take(&mut self.notes.all[at].body);
            let numbers = self.notes.number(&body, &mut order);
            bodies.push((at, body, numbers));
            next += 1;
        }
        self.sink = self.numbered(page, &page_numbers);
        self.report_unused();
        if bodies.is_empty() {
            return;
        }
        self.sink.line();
        self.slot(Fill::Wrapper(Wrapper::Footnotes, WrapperPart::Start));
        self.sink.push("\n");
        for (number, (at, body, numbers)) in bodies.into_iter().enumerate() {
            let body = self.numbered(body, &numbers);
            self.note(number + 1, &body, self.notes.all[at].marks);
        }
        self.slot(Fill::Wrapper(Wrapper::Footnotes, WrapperPart::End));
        self.sink.push("\n");
    }

    /// `sink` with its marks written out.
    fn numbered(&mut self, sink: Sink, numbers: &Numbers) -> Sink {
        if numbers.is_empty() {
            return sink;
        }
        self.outline.ids.extend(numbers.iter().map(|&(number, nth)| note_mark_id(number, nth)));
        sink.with_marks(numbers.iter().map(|&(number, nth)| Fill::Footnote(number, nth)))
    }

    fn note(&mut self, number: usize, body: &Sink, marks: usize) {
        let id = note_id(number);
        self.sink.push("<li");
        self.sink.push_on_page(&format!(" id=\"{id}\""));
        self.sink.push(">\n");
        self.outline.ids.push(id);
        self.sink.append(body);
        if self.sink.html.ends_with("</p>\n") {
            self.sink.html.truncate(self.sink.html.len() - "</p>\n".len());
        } else {
            self.sink.line();
            self.sink.push("<p>");
        }
        for nth in 1..=marks {
            self.sink.push(" ");
            self.slot(Fill::FootnoteBack(number, nth));
        }
        self.sink.push("</p>\n</li>\n");
    }

    fn report_unused(&mut self) {
        let unused = self.notes.all.iter().filter(|note| note.number.is_none());
        let unused: Vec<_> = unused.map(|note| (note.label.clone(), note.range.clone())).collect();
        for (label, range) in unused {
            let first = self.notes.by_label.get(&key(&label)).map(|at| self.notes.all[*at].range.clone());
            if first.is_some_and(|first| first != range) {
                let message =
                    || format!("there are two notes `{label}`: the first one is shown, and this one is left out");
                let help = "give it a different name, here and at its mark in the text";
                self.problem(&codes::UNUSED_FOOTNOTE, &range, message, help);
                continue;
            }
            let message = || format!("no mark in the text points to the note `{label}`, so it is left out");
            self.problem(&codes::UNUSED_FOOTNOTE, &range, message, "write its mark in the text, or remove the note");
        }
    }
}

/// The mark of a note, as `<ol type="a">` counts: `a` to `z`, then `aa`. Sources have the numbers.
#[must_use]
pub fn note_letters(number: usize) -> String {
    let (mut rest, mut letters) = (number, Vec::new());
    while rest > 0 {
        letters.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[(rest - 1) % 26]));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

impl Notes {
    /// Numbers the marks of `sink`; notes that get their first mark join `order`.
    fn number(&mut self, sink: &Sink, order: &mut Vec<usize>) -> Numbers {
        let mut numbers = Numbers::new();
        for mark in &sink.marks {
            // The parser reports no mark without a note.
            let at = self.by_label.get(&mark.label).copied().unwrap_or_default();
            let note = &mut self.all[at];
            if note.number.is_none() {
                order.push(at);
            }
            let number = *note.number.get_or_insert(order.len());
            note.marks += 1;
            numbers.push((number, note.marks));
        }
        numbers
    }
}

/// Labels are compared without case; `ß` is the same as `SS`.
fn key(label: &str) -> String {
    label.to_uppercase().to_lowercase()
}

/// The `id` of a footnote.
#[must_use]
pub fn note_id(number: usize) -> String {
    format!("fn-{number}")
}

/// The `id` of mark number `nth` of a footnote: `fnref-1` for the first mark, `fnref-1-2` for the second.
#[must_use]
pub fn note_mark_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}
