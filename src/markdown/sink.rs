//! HTML under construction, and its filling at the end.

use crate::markdown::{Body, Fill, Slot};

/// What makes a part that scrolls a stop of the keyboard.
pub(super) const KEYBOARD_STOP: &str = " tabindex=\"0\"";

/// HTML with its gaps, and the footnote marks whose numbers are not known yet.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) html: String,
    pub(super) slots: Vec<Slot>,
    pub(super) marks: Vec<NoteMark>,
}

/// A place that waits for the mark of a footnote.
#[derive(Debug)]
pub(super) struct NoteMark {
    pub(super) label: String,
    point: Point,
}

/// A point in a [`Sink`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    html: usize,
    slots: usize,
    marks: usize,
}

impl Sink {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes), ..Self::default() }
    }

    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Starts a new line where the current one has something.
    pub(super) fn line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Writes an attribute that only pages have, with the space before it.
    pub(super) fn push_on_page(&mut self, attribute: &str) {
        self.slot(Fill::OnPage(attribute.len()));
        self.html.push_str(attribute);
    }

    /// Inserts the start `tag` of an element at `point`; the bytes `on_page` of it are an attribute that only pages have.
    pub(super) fn insert_tag(&mut self, point: Point, tag: &str, on_page: std::ops::Range<usize>) {
        self.insert(point, tag);
        let slot = Slot { at: point.html + on_page.start, fill: Fill::OnPage(on_page.len()) };
        self.slots.insert(point.slots, slot);
        for mark in &mut self.marks[point.marks..] {
            mark.point.slots += 1;
        }
    }

    pub(super) fn slot(&mut self, fill: Fill) {
        self.slots.push(Slot { at: self.html.len(), fill });
    }

    /// Whether the last link that was started has no end yet.
    pub(super) fn has_open_link(&self) -> bool {
        let last = self.slots.iter().rev().find_map(|slot| match slot.fill {
            Fill::LinkOpen(_) => Some(true),
            Fill::LinkClose => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }

    /// Ends the link that is open. Raw HTML that was taken out may have taken the start of a link along: then there is no end.
    pub(super) fn close_link(&mut self) {
        if self.has_open_link() {
            self.slot(Fill::LinkClose);
        }
    }

    pub(super) fn mark(&mut self, label: String) {
        let point = self.point();
        self.marks.push(NoteMark { label, point });
    }

    pub(super) fn point(&self) -> Point {
        Point { html: self.html.len(), slots: self.slots.len(), marks: self.marks.len() }
    }

    /// Takes back everything since `point`.
    pub(super) fn rewind(&mut self, point: Point) {
        self.html.truncate(point.html);
        self.slots.truncate(point.slots);
        self.marks.truncate(point.marks);
    }

    /// Inserts `html` at `point`; what was written since moves after it.
    pub(super) fn insert(&mut self, point: Point, html: &str) {
        self.html.insert_str(point.html, html);
        for slot in &mut self.slots[point.slots..] {
            slot.at += html.len();
        }
        for mark in &mut self.marks[point.marks..] {
            mark.point.html += html.len();
        }
    }

    /// Whether one picture is all that was written since `point`.
    pub(super) fn only_picture_since(&self, point: Point) -> bool {
        let picture = matches!(self.slots.get(point.slots..), Some([Slot { fill: Fill::Picture(_), .. }]));
        picture && self.html.len() == point.html && self.marks.len() == point.marks
    }

    /// Whether nothing was written since `point`.
    pub(super) fn nothing_since(&self, point: Point) -> bool {
        (self.html.len(), self.slots.len(), self.marks.len()) == (point.html, point.slots, point.marks)
    }

    /// Whether nothing that anyone sees was written since `point`.
    pub(super) fn blank_since(&self, point: Point) -> bool {
        let is_blank = self.html.get(point.html..).is_some_and(|html| html.trim().is_empty());
        is_blank && (self.slots.len(), self.marks.len()) == (point.slots, point.marks)
    }

    /// Takes back the `tag` that was written just before the last slot.
    pub(super) fn unwrap_slot(&mut self, tag: &str) {
        self.html.truncate(self.html.len() - tag.len());
        if let Some(slot) = self.slots.last_mut() {
            slot.at -= tag.len();
        }
    }

    /// Writes everything of `other` after this.
    pub(super) fn append(&mut self, other: &Self) {
        let base = self.html.len();
        self.html.push_str(&other.html);
        self.slots.extend(other.slots.iter().map(|slot| Slot { at: base + slot.at, fill: slot.fill }));
    }

    /// Replaces each footnote mark with a gap, in order.
    pub(super) fn with_marks(self, fills: impl IntoIterator<Item = Fill>) -> Self {
        let mut out = Self::with_capacity(self.html.len());
        let (mut html, mut slots) = (0, 0);
        for (mark, fill) in self.marks.iter().zip(fills) {
            out.copy(&self, html..mark.point.html, slots..mark.point.slots);
            out.slot(fill);
            (html, slots) = (mark.point.html, mark.point.slots);
        }
        out.copy(&self, html..self.html.len(), slots..self.slots.len());
        out
    }

    fn copy(&mut self, from: &Self, html: std::ops::Range<usize>, slots: std::ops::Range<usize>) {
        let base = self.html.len();
        let moved = from.slots[slots].iter().map(|slot| Slot { at: base + slot.at - html.start, fill: slot.fill });
        self.slots.extend(moved);
        self.html.push_str(&from.html[html]);
    }
}

/// Copies a body's HTML to `out`; `filler` writes what belongs into each gap. `is_page` says whether the attributes are copied
/// that only pages have.
pub fn fill(body: &Body, out: &mut String, is_page: bool, filler: &mut impl FnMut(Fill, &mut String)) {
    out.reserve(body.html.len() + 64 * body.slots.len());
    let mut from = 0;
    for slot in &body.slots {
        out.push_str(&body.html[from..slot.at]);
        from = slot.at;
        match slot.fill {
            Fill::OnPage(length) => from += if is_page { 0 } else { length },
            fill => filler(fill, out),
        }
    }
    out.push_str(&body.html[from..]);
}
