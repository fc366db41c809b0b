//! The report for people: the message, the place, the line with the place marked, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rayon::prelude::*;

use crate::diag::{Diagnostic, Place, Severity};

use super::super::visible::{count, visible};
use super::sources::Sources;
use super::{number_of, tally};

/// Wider than any excerpt, so that the renderer never cuts one itself.
const WIDTH: usize = 4000;

/// Some diagnostics, with a blank line after each.
pub(super) fn all(diagnostics: &[&Diagnostic], sources: &Sources<'_>, colour: bool) -> String {
    let parts: Vec<String> = diagnostics.par_iter().map(|one| self::one(one, sources, colour) + "\n\n").collect();
    parts.concat()
}

/// The line about findings of a rule that are not shown.
pub(super) fn more(rule: &str, number: usize, colour: bool) -> String {
    let more = count(number, "more finding");
    let title = Level::NOTE.primary_title(format!("{more} of {rule}: `bedside check --rule {rule}` shows them all"));
    format!("{}\n\n", renderer(colour).render(&[Group::with_title(title)]))
}

/// The last line, which counts all diagnostics and says where to read more.
pub(super) fn counted<'d>(diagnostics: &(impl Iterator<Item = &'d Diagnostic> + Clone)) -> String {
    let Some(first) = diagnostics.clone().next() else { return String::new() };
    let number = |severity| number_of(severity, diagnostics.clone());
    let mut counted = match (number(Severity::Error), number(Severity::Warning)) {
        (0, 0) => String::new(),
        (errors, warnings) => tally(errors, warnings),
    };
    if let infos @ 1.. = number(Severity::Info) {
        let gap = if counted.is_empty() { "" } else { ", " };
        counted = format!("{counted}{gap}{}", count(infos, "suggestion"));
    }
    format!("{counted}; `bedside explain {}` says more\n", first.code.name)
}

/// A message without a place, in the look of a diagnostic.
pub(in super::super) fn message_text(message: &str, help: &[String], colour: bool) -> String {
    let title = Level::ERROR.primary_title(visible(message).into_owned());
    let helps = help.iter().map(|help| Level::HELP.message(visible(help).into_owned()));
    format!("{}\n", renderer(colour).render(&[Group::with_title(title).elements(helps)]))
}

fn renderer(colour: bool) -> Renderer {
    let renderer = if colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    renderer.term_width(WIDTH)
}

fn one(diagnostic: &Diagnostic, sources: &Sources<'_>, colour: bool) -> String {
    let mut places = Places { sources, stand_ins: Vec::new() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(visible(&diagnostic.message).into_owned()).id(diagnostic.code.name);
    let mut primary = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        primary = places.add(primary, place);
    }
    primary = primary.elements(diagnostic.help.iter().map(|help| Level::HELP.message(visible(help).into_owned())));
    let mut groups = vec![primary];
    for note in &diagnostic.notes {
        let title = Level::NOTE.secondary_title(visible(&note.message).into_owned());
        groups.push(places.add(Group::with_title(title), &note.place));
    }
    places.name(renderer(colour).render(&groups))
}

/// Adds places to groups. The renderer counts columns in the excerpt, which is cut and escaped, so it gets a stand-in
/// for the file, and the whole `stand-in:line:column` is replaced by the true place afterwards.
struct Places<'s> {
    sources: &'s Sources<'s>,
    stand_ins: Vec<(String, String)>,
}

impl Places<'_> {
    fn add<'g>(&mut self, group: Group<'g>, place: &Place) -> Group<'g> {
        let file = self.sources.file(place);
        let (Some(region), Some(excerpt)) = (self.sources.region(place), self.sources.excerpt(place)) else {
            return group.element(Origin::path(file));
        };
        let line = region.start.line;
        let stand_in = format!("\u{E000}{}", self.stand_ins.len());
        let shown = format!("{stand_in}:{line}:{}", excerpt.column());
        self.stand_ins.push((shown, format!("{file}:{line}:{}", region.start.column)));
        let mark = AnnotationKind::Primary.span(excerpt.mark);
        group.element(Snippet::source(excerpt.text).path(stand_in).line_start(line).annotation(mark))
    }

    fn name(&self, mut text: String) -> String {
        for (stand_in, place) in &self.stand_ins {
            text = text.replacen(stand_in, place, 1);
        }
        text
    }
}
