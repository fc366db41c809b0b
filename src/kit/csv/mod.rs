//! Tables for schedulers: one post a row, with its time.
//!
//! Only posts with a time are in a table: those with `publish_at`, and those of a page that is still to go live. Times are
//! on the practice's clock, as every one of these programs reads them in the account's zone.

mod buffer;
mod hootsuite;
mod metricool;
mod pinterest;

use csv::{QuoteStyle, Terminator};
use jiff::Timestamp;

use crate::base::{OutputPath, Zone};

use super::{Kit, KitFolder, PostOn};

/// A post that has a time.
struct Timed<'f> {
    folder: &'f KitFolder<'f>,
    post: &'f PostOn<'f>,
    at: Timestamp,
}

/// All tables, each only if it has a row.
pub(super) fn tables(kit: Kit<'_>, folders: &[KitFolder<'_>]) -> Vec<(OutputPath, String)> {
    let zone = &kit.compiled.site.config.zone;
    let timed = |folder| move |post| timed(folder, post);
    let mut posts: Vec<Timed<'_>> =
        folders.iter().flat_map(|folder| folder.posts.iter().filter_map(timed(folder))).collect();
    posts.sort_by(|a, b| (a.at, a.folder.path(), a.post.channel).cmp(&(b.at, b.folder.path(), b.post.channel)));
    let tables = [
        buffer::tables(&posts, zone),
        metricool::tables(&posts, zone),
        hootsuite::tables(&posts, zone),
        pinterest::tables(&posts, zone),
    ];
    tables.into_iter().flatten().map(|(path, text)| (OutputPath::new(&format!("schedulers/{path}")), text)).collect()
}

fn timed<'f>(folder: &'f KitFolder<'f>, post: &'f PostOn<'f>) -> Option<Timed<'f>> {
    Some(Timed { folder, post, at: post.at? })
}

/// A time on the practice's clock.
fn clock(at: Timestamp, zone: &Zone, form: &str) -> String {
    zone.at(at).strftime(form).to_string()
}

/// The rows of each network in files of at most `most` rows: `x.csv`, `x-2.csv`.
fn by_channel<'f>(posts: &'f [Timed<'f>], most: usize) -> impl Iterator<Item = (String, Vec<&'f Timed<'f>>)> {
    let mut channels: Vec<&str> = posts.iter().map(|timed| timed.post.channel).collect();
    channels.sort_unstable();
    channels.dedup();
    channels.into_iter().flat_map(move |channel| {
        let own: Vec<&Timed<'_>> = posts.iter().filter(|timed| timed.post.channel == channel).collect();
        let parts: Vec<Vec<&Timed<'_>>> = own.chunks(most).map(<[_]>::to_vec).collect();
        parts.into_iter().enumerate().map(move |(at, rows)| (part_name(channel, at), rows))
    })
}

fn part_name(name: &str, part: usize) -> String {
    if part == 0 { format!("{name}.csv") } else { format!("{name}-{}.csv", part + 1) }
}

/// One row by RFC 4180: every field quoted, lines ended by CRLF.
pub(super) fn row(out: &mut String, fields: &[&str]) {
    let safe = |field: &&str| if starts_formula(field) { format!("'{field}") } else { (*field).to_owned() };
    let mut writer =
        csv::WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and quoted text is text.
    let written = writer.write_record(fields.iter().map(safe)).ok().and_then(|()| writer.into_inner().ok());
    out.push_str(&written.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default());
}

/// Whether a spreadsheet would compute the field instead of showing it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn starts_formula(field: &str) -> bool {
    field.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_starts_no_formula_and_keeps_its_lines() {
        let mut out = String::new();
        row(&mut out, &["=SUM(A1)", "say \"hello\",\nplease", "@name", "plain"]);
        assert_eq!(out, "\"'=SUM(A1)\",\"say \"\"hello\"\",\nplease\",\"'@name\",\"plain\"\r\n");
    }
}
