//! HTML that occurs on a page many times: pictures, and the marks of citations, footnotes and headings.
//!
//! Each is a template of the theme in `marks/`. It is drawn once for each of its forms when the theme is loaded, with gaps
//! where the values go, so that a sign on a page costs no more than copying text.

use std::ops::Range;

/// The first of the characters that mark gaps while a form is drawn. They are for private use: no template has them.
const FIRST_GAP: u32 = 0xf8c0;

/// How many values a mark may have.
const MOST_VALUES: u32 = 16;

/// The character that marks the gap of value number `value` in the text of a form.
#[must_use]
pub fn gap(value: usize) -> char {
    let value = u32::try_from(value).unwrap_or(MOST_VALUES).min(MOST_VALUES - 1);
    char::from_u32(FIRST_GAP + value).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What a template in `marks/` is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct MarkTemplate {
    /// The template.
    pub file: &'static str,
    /// The values of `place`, each with its own forms; empty if the template has no `place`.
    pub places: &'static [&'static str],
    /// Names of the values that are always there.
    pub values: &'static [&'static str],
    /// Names of the pieces of a page that are between its parts, in their order: each of them once.
    pub contents: &'static [&'static str],
    /// Names of values that may be missing; those in one list are there together.
    pub optional: &'static [&'static [&'static str]],
}

impl MarkTemplate {
    /// An `<img>` element.
    pub const PICTURE: Self = Self {
        file: "marks/picture.html",
        places: &["hero", "head", "text", "card", "tile", "portrait", "feed"],
        values: &["src", "width", "height", "alt"],
        contents: &[],
        optional: &[&["srcset", "sizes"], &["title"], &["focus"]],
    };
    /// All numbers of a citation.
    pub const CITATION: Self =
        Self { file: "marks/citation.html", places: &[], values: &["numbers"], contents: &[], optional: &[] };
    /// One number of a citation.
    pub const CITATION_NUMBER: Self = Self {
        file: "marks/citation-number.html",
        places: &[],
        values: &["href", "label", "number"],
        contents: &[],
        optional: &[&["id"], &["locator"]],
    };
    /// A number inside a range such as `1-3`, which is not written: where the way back from its source leads.
    pub const CITATION_HIDDEN: Self =
        Self { file: "marks/citation-hidden.html", places: &[], values: &["id"], contents: &[], optional: &[] };
    /// The sign of a footnote in the text.
    pub const FOOTNOTE: Self = Self {
        file: "marks/footnote.html",
        places: &[],
        values: &["href", "letters"],
        contents: &[],
        optional: &[&["id"]],
    };
    /// The way back from a footnote to its sign; `nth` where the note has several.
    pub const FOOTNOTE_BACK: Self = Self {
        file: "marks/footnote-back.html",
        places: &[],
        values: &["href", "label"],
        contents: &[],
        optional: &[&["nth"]],
    };
    /// The link of a heading to itself.
    pub const ANCHOR: Self =
        Self { file: "marks/anchor.html", places: &[], values: &["href", "label"], contents: &[], optional: &[] };

    /// A callout. Its parts are before the title, between title and text, and behind the text.
    pub const CALLOUT: Self = Self {
        file: "marks/callout.html",
        places: &[],
        values: &["kind", "tag"],
        contents: &["title", "text"],
        optional: &[],
    };
    /// The list of the footnotes.
    pub const FOOTNOTES: Self =
        Self { file: "marks/footnotes.html", places: &[], values: &["label"], contents: &["notes"], optional: &[] };
    /// What is around a table, which may be wider than the page; `on_page` is empty in a feed.
    pub const TABLE: Self = Self {
        file: "marks/table.html",
        places: &[],
        values: &["label"],
        contents: &["table"],
        optional: &[&["on_page"]],
    };
    /// A term of the glossary where a page uses it first.
    pub const TERM: Self =
        Self { file: "marks/term.html", places: &[], values: &["id", "word", "means"], contents: &[], optional: &[] };

    /// The number of forms: one for each place and each choice of optional values.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.places.len().max(1) << self.optional.len()
    }

    /// The place and the optional values of a form.
    #[must_use]
    pub fn form(&self, number: usize) -> (Option<&'static str>, Vec<bool>) {
        let there = (0..self.optional.len()).map(|at| number >> at & 1 == 1).collect();
        (self.places.get(number >> self.optional.len()).copied(), there)
    }

    /// Whether a form of it has the pieces of the page where they belong: each once, and in their order.
    #[must_use]
    pub fn holds(&self, form: &MarkForm) -> bool {
        let first = self.values.len();
        let found =
            form.0.iter().filter_map(|(_, gap)| *gap).filter(|gap| (first..first + self.contents.len()).contains(gap));
        found.eq(first..first + self.contents.len())
    }

    /// Names of all values in the order of their numbers, each with the list that it is optional by.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, Option<usize>)> {
        let fixed = self.values.iter().chain(self.contents).map(|name| (*name, None));
        let optional = self.optional.iter().enumerate();
        fixed.chain(optional.flat_map(|(at, names)| names.iter().map(move |name| (*name, Some(at)))))
    }
}

/// HTML with gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkForm(Vec<(String, Option<usize>)>);

impl MarkForm {
    /// The form of a text in which the characters of [`gap`] mark the gaps.
    #[must_use]
    pub fn new(drawn: &str) -> Self {
        let mut pieces = Vec::new();
        let mut text = String::new();
        for sign in drawn.chars() {
            match u32::from(sign).checked_sub(FIRST_GAP).filter(|at| *at < MOST_VALUES) {
                Some(at) => pieces.push((std::mem::take(&mut text), Some(at as usize))),
                None => text.push(sign),
            }
        }
        pieces.push((text, None));
        Self(pieces)
    }

    /// Writes the part number `part`, counted from 0. The values `contents` are the pieces of the page between the parts.
    fn write_part(
        &self,
        part: usize,
        contents: Range<usize>,
        out: &mut String,
        mut value: impl FnMut(usize, &mut String),
    ) {
        let mut at = 0;
        for (text, gap) in &self.0 {
            if at == part {
                out.push_str(text);
            }
            match gap {
                Some(gap) if contents.contains(gap) => at += 1,
                Some(gap) if at == part => value(*gap, out),
                _ => {}
            }
        }
    }

    /// Writes the form; `value` writes the value of each number, ready for HTML.
    pub fn write(&self, out: &mut String, mut value: impl FnMut(usize, &mut String)) {
        for (text, gap) in &self.0 {
            out.push_str(text);
            if let Some(gap) = gap {
                value(*gap, out);
            }
        }
    }
}

/// The forms of one mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    forms: Vec<MarkForm>,
    optional: usize,
    /// The numbers of the values that are pieces of the page.
    contents: Range<usize>,
}

impl Mark {
    /// The forms in the order of their numbers ([`MarkTemplate::form`]).
    #[must_use]
    pub fn new(template: &MarkTemplate, forms: Vec<MarkForm>) -> Self {
        let contents = template.values.len()..template.values.len() + template.contents.len();
        Self { forms, optional: template.optional.len(), contents }
    }

    /// The form for a place, by its number, and the optional values that are there. Empty if the theme has none.
    #[must_use]
    pub fn form(&self, place: usize, there: &[bool]) -> Option<&MarkForm> {
        let number =
            there.iter().enumerate().fold(place << self.optional, |sum, (at, is)| sum | usize::from(*is) << at);
        self.forms.get(number)
    }

    /// Writes a part of the form for the optional values that are there: what is before, between or behind the pieces of the
    /// page.
    pub fn write_part(&self, out: &mut String, part: usize, there: &[bool], value: impl FnMut(usize, &mut String)) {
        if let Some(form) = self.form(0, there) {
            form.write_part(part, self.contents.clone(), out, value);
        }
    }

    /// Writes the form for the optional values that are there.
    pub fn write(&self, out: &mut String, there: &[bool], value: impl FnMut(usize, &mut String)) {
        if let Some(form) = self.form(0, there) {
            form.write(out, value);
        }
    }
}

/// The marks of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// [`MarkTemplate::PICTURE`].
    pub picture: Mark,
    /// [`MarkTemplate::CITATION`].
    pub citation: Mark,
    /// [`MarkTemplate::CITATION_NUMBER`].
    pub citation_number: Mark,
    /// [`MarkTemplate::CITATION_HIDDEN`].
    pub citation_hidden: Mark,
    /// [`MarkTemplate::FOOTNOTE`].
    pub footnote: Mark,
    /// [`MarkTemplate::FOOTNOTE_BACK`].
    pub footnote_back: Mark,
    /// [`MarkTemplate::ANCHOR`].
    pub anchor: Mark,
    /// [`MarkTemplate::CALLOUT`].
    pub callout: Mark,
    /// [`MarkTemplate::FOOTNOTES`].
    pub footnotes: Mark,
    /// [`MarkTemplate::TABLE`].
    pub table: Mark,
    /// [`MarkTemplate::TERM`].
    pub term: Mark,
}

impl Marks {
    /// All marks, each drawn by `draw`.
    pub fn drawn(mut draw: impl FnMut(&MarkTemplate) -> Vec<MarkForm>) -> Self {
        let mut mark = |template: MarkTemplate| Mark::new(&template, draw(&template));
        Self {
            picture: mark(MarkTemplate::PICTURE),
            citation: mark(MarkTemplate::CITATION),
            citation_number: mark(MarkTemplate::CITATION_NUMBER),
            citation_hidden: mark(MarkTemplate::CITATION_HIDDEN),
            footnote: mark(MarkTemplate::FOOTNOTE),
            footnote_back: mark(MarkTemplate::FOOTNOTE_BACK),
            anchor: mark(MarkTemplate::ANCHOR),
            callout: mark(MarkTemplate::CALLOUT),
            footnotes: mark(MarkTemplate::FOOTNOTES),
            table: mark(MarkTemplate::TABLE),
            term: mark(MarkTemplate::TERM),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_its_place_and_its_values() {
        let template = MarkTemplate {
            file: "x",
            places: &["a", "b"],
            values: &["href"],
            contents: &[],
            optional: &[&["id"], &["x", "y"]],
        };
        let drawn = |number| {
            let (place, there) = template.form(number);
            let values = template.names().enumerate().filter(|(_, (_, of))| of.is_none_or(|of| there[of]));
            let values = values.map(|(at, (name, _))| format!(" {name}={}", gap(at)));
            MarkForm::new(&format!("<{}{}>", place.unwrap_or_default(), values.collect::<String>()))
        };
        let mark = Mark::new(&template, (0..template.forms()).map(drawn).collect());
        let written = |place, there: &[bool]| {
            let mut out = String::new();
            let form = mark.form(place, there).expect("a form");
            form.write(&mut out, |value, out| out.push_str(&value.to_string()));
            out
        };
        assert_eq!(written(0, &[false, false]), "<a href=0>");
        assert_eq!(written(1, &[true, false]), "<b href=0 id=1>");
        assert_eq!(written(1, &[true, true]), "<b href=0 id=1 x=2 y=3>");
        assert!(mark.form(2, &[false, false]).is_none());
    }

    #[test]
    fn a_frame_is_written_in_parts() {
        let template =
            MarkTemplate { file: "x", places: &[], values: &["kind"], contents: &["title", "text"], optional: &[] };
        let form = MarkForm::new(&format!("<div {}><b>{}</b>{}</div>", gap(0), gap(1), gap(2)));
        assert!(template.holds(&form));
        let mark = Mark::new(&template, vec![form]);
        let part = |part| {
            let mut out = String::new();
            mark.write_part(&mut out, part, &[], |_, out| out.push_str("note"));
            out
        };
        assert_eq!([part(0), part(1), part(2)], ["<div note><b>", "</b>", "</div>"]);
        for wrong in [format!("{}", gap(1)), format!("{}{}", gap(2), gap(1)), format!("{0}{0}{1}", gap(1), gap(2))] {
            assert!(!template.holds(&MarkForm::new(&wrong)), "{wrong}");
        }
    }
}
