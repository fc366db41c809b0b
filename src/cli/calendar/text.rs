//! The list for reading: month by month, what the practice has below each observance.

use std::fmt::Write;

use crate::config::LanguageId;
use crate::model::{Agenda, AgendaItem, Coming};

use super::super::visible::{count, visible};

/// Widest name in its own column; longer ones push what follows to the right.
const WIDEST: usize = 48;

/// The agenda as text.
pub(super) fn text(agenda: &Agenda<'_>) -> String {
    let mut out = format!("Health observances from {} to {}\n", agenda.from, agenda.to);
    let names: Vec<String> = agenda
        .items
        .iter()
        .map(|item| visible(agenda.site.coming_name(item.coming, LanguageId::MAIN)).into_owned())
        .collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(WIDEST);
    let mut month = None;
    for (item, name) in agenda.items.iter().zip(&names) {
        let starts = item.when.first.max(agenda.from);
        if month.replace((starts.year(), starts.month())) != Some((starts.year(), starts.month())) {
            let _ = write!(out, "\n{}\n", starts.strftime("%B %Y"));
        }
        let left = item.left(agenda.site.today);
        let line = format!("  {:<14}  {name:<width$}  {left:<17}  {}", item.dates(), remarks(agenda, item));
        let _ = writeln!(out, "{}", line.trim_end());
        posts(&mut out, agenda, item);
    }
    footer(&mut out, agenda);
    out
}

fn posts(out: &mut String, agenda: &Agenda<'_>, item: &AgendaItem) {
    for post in &item.posts {
        let document = agenda.site.document(*post);
        let mark = document.state.mark().map_or_else(String::new, |mark| format!("{mark}: "));
        let title = visible(&document.parsed.front.title);
        let _ = writeln!(out, "{:18}+ {mark}{title} ({})", "", visible(document.parsed.source.path.as_str()));
    }
}

/// That there is nothing for it, what could lead there, and whether its date is sure.
fn remarks(agenda: &Agenda<'_>, item: &AgendaItem) -> String {
    let mut remarks = Vec::new();
    if item.posts.is_empty() {
        remarks.push(match item.coming {
            Coming::Known(id) => format!("nothing yet for `{}`", visible(&agenda.site.observance(id).id)),
            Coming::Own { .. } => "nothing yet".to_owned(),
        });
        if item.about > 0 {
            remarks.push(format!("{} on its conditions or topics", count(item.about, "post")));
        }
    }
    if item.is_doubtful(agenda.site) {
        remarks.push("check the date with the sponsor".to_owned());
    }
    remarks.join("; ")
}

fn footer(out: &mut String, agenda: &Agenda<'_>) {
    let gaps = agenda.items.iter().filter(|item| item.posts.is_empty()).count();
    match agenda.items.len() {
        0 => out.push_str("\nNo observance falls on these days.\n"),
        all => {
            let _ = write!(out, "\n{}, {}.\n", count(all, "observance"), count(gaps, "gap"));
        }
    }
    if agenda.left_out > 0 {
        let _ = writeln!(out, "{} for other specialties: `--all` shows them too.", agenda.left_out);
    }
}
