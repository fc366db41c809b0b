//! The plan for reading.

use std::fmt::Write;

use jiff::civil::Date;

use crate::config::LanguageId;
use crate::model::{Coming, Happening, Site, Week};

use super::super::visible::{count, visible};

/// The plan as text: a week, then what happens in it.
pub(super) fn text(site: &Site, weeks: &[Week], (from, to): (Date, Date)) -> String {
    let mut out = format!("The plan from {from} to {to}\n");
    for week in weeks {
        let _ = write!(out, "\n{} to {}", day(week.first), day(week.last()));
        out.push_str(if week.is_gap() { "  nothing goes live this week\n" } else { "\n" });
        for planned in &week.planned {
            let document = site.document(planned.document);
            let state = document.state.mark().filter(|_| planned.what == Happening::Live);
            let state = state.map_or_else(String::new, |state| format!("{state}: "));
            let title = visible(&document.parsed.front.title);
            let path = visible(document.parsed.source.path.as_str());
            let _ = writeln!(out, "  {}  {:<12}  {state}{title} ({path})", day(planned.on), planned.what.word());
        }
        for item in &week.observances {
            let name = visible(site.coming_name(item.coming, LanguageId::MAIN));
            let _ = writeln!(out, "  {:<6}  observance    {name}{}", item.dates(), remark(site, item));
        }
    }
    footer(&mut out, site, weeks, (from, to));
    out
}

/// What the practice has for an observance, or the command that starts a post for it.
fn remark(site: &Site, item: &crate::model::AgendaItem) -> String {
    match (item.posts.len(), item.coming) {
        (0, Coming::Known(id)) => format!("  (no post yet: `--observance {}`)", visible(&site.observance(id).id)),
        (0, Coming::Own { .. }) => "  (no post yet)".to_owned(),
        (posts, _) => format!("  ({})", count(posts, "post")),
    }
}

fn footer(out: &mut String, site: &Site, weeks: &[Week], days: (Date, Date)) {
    let gaps = weeks.iter().filter(|week| week.is_gap()).count();
    let mix: Vec<String> = site
        .mix(days)
        .into_iter()
        .filter(|(_, posts)| *posts > 0)
        .map(|(kind, posts)| count(posts, kind.word()))
        .collect();
    let mix = if mix.is_empty() { "no posts".to_owned() } else { mix.join(", ") };
    let _ = write!(out, "\n{}, {gaps} without a post. Planned: {mix}.\n", count(weeks.len(), "week"));
}

fn day(day: Date) -> String {
    format!("{} {:>2}", day.strftime("%b"), day.day())
}
