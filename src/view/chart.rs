//! Charts as drawings (SVG) that are part of the page: no script draws them, and they keep the colors of the page on a
//! screen, in the dark and on paper.
//!
//! In: numbers that the model has checked. Out: an `<svg>` element, and the same numbers as a table, which is the drawing's
//! description. Rows of a chart differ in pattern as well as in color.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value, json};

use crate::base::push_text;
use crate::model::{Chart, Series};

/// The width of every drawing, in its own units; text of 14 units is readable where a phone shows them all.
const WIDTH: f64 = 360.0;

/// Dashes of the lines of a chart, and whether the markers on them are filled.
const LINES: [(&str, bool); 4] = [("", true), ("7 4", false), ("2 4", true), ("10 3 2 3", false)];

/// The drawing, as the theme frames it (`kind`, `width`, `height`, and the shapes in `parts`), and its numbers as a table:
/// `head` and `rows`.
pub(super) fn draw(chart: &Chart, unit: &str) -> (Value, Value) {
    match chart {
        Chart::Bars(series) => (framed(&bars(series, unit), "bars"), table(series, unit)),
        Chart::Lines(series) => (framed(&lines(series, unit), "lines"), table(series, unit)),
        Chart::Icons { of, groups } => (framed(&icons(*of, groups), "icons"), group_table(*of, groups)),
    }
}

/// What is drawn, and how high it is.
struct Drawing {
    parts: String,
    height: f64,
}

fn framed(drawing: &Drawing, kind: &str) -> Value {
    json!({ "kind": kind, "width": number(WIDTH), "height": number(drawing.height), "parts": drawing.parts })
}

fn table(series: &Series, unit: &str) -> Value {
    let head: Vec<&str> = series.rows.iter().map(|(name, _)| name.as_str()).collect();
    let row = |(at, label): (usize, &String)| {
        let cells: Vec<String> = series.rows.iter().map(|(_, values)| with_unit(&values[at], unit)).collect();
        json!({ "name": label, "cells": cells })
    };
    let rows: Vec<Value> = series.labels.iter().enumerate().map(row).collect();
    json!({ "head": head, "rows": rows })
}

fn group_table(of: u32, groups: &[(String, u32)]) -> Value {
    let row = |(name, count): &(String, u32)| json!({ "name": name, "count": count, "of": of });
    let mut map = Map::new();
    map.insert("groups".to_owned(), groups.iter().map(row).collect());
    Value::Object(map)
}

fn with_unit(value: &Number, unit: &str) -> String {
    match unit {
        "" => value.to_string(),
        "%" => format!("{value}%"),
        unit => format!("{value} {unit}"),
    }
}

fn value(number: &Number) -> f64 {
    number.as_f64().unwrap_or_default()
}

/// A number with at most one digit after the point.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// A place in the drawing.
#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

impl Point {
    fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A rectangle in the drawing.
#[derive(Clone, Copy)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Rows of cells, each with room for one person.
#[derive(Clone, Copy)]
struct Grid {
    corner: Point,
    columns: u32,
    /// Width and height of a cell.
    cell: f64,
}

fn text(out: &mut String, at: Point, anchor: &str, words: &str) {
    let _ = write!(out, "<text x=\"{}\" y=\"{}\"", number(at.x), number(at.y));
    if anchor != "start" {
        let _ = write!(out, " text-anchor=\"{anchor}\"");
    }
    out.push('>');
    push_text(out, words);
    out.push_str("</text>");
}

/// Bars from zero, the label of each above it, its number at its end.
fn bars(series: &Series, unit: &str) -> Drawing {
    let all = series.rows.iter().flat_map(|(_, values)| values.iter().map(value));
    let most = all.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let longest =
        series.rows.iter().flat_map(|(_, values)| values.iter().map(|one| with_unit(one, unit).chars().count()));
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let room = WIDTH - 12.0 - 8.0 * longest.max().unwrap_or_default() as f64;
    let mut parts = String::new();
    let mut y = 0.0;
    for (at, label) in series.labels.iter().enumerate() {
        text(&mut parts, Point::new(0.0, y + 14.0), "start", label);
        y += 20.0;
        for (row, (_, values)) in series.rows.iter().enumerate() {
            let width = (value(&values[at]) / most * room).max(1.0);
            bar(&mut parts, row, Area { x: 0.0, y, width, height: 18.0 });
            text(&mut parts, Point::new(width + 6.0, y + 14.0), "start", &with_unit(&values[at], unit));
            y += 22.0;
        }
        y += 8.0;
    }
    let legend = |parts: &mut String, row: usize, y: f64| {
        bar(parts, row, Area { x: 0.0, y: y - 12.0, width: 24.0, height: 14.0 });
    };
    y = names(&mut parts, series, y, legend);
    Drawing { parts, height: y }
}

/// One bar: filled, in outline, or filled in gray.
fn bar(out: &mut String, row: usize, area: Area) {
    let Area { x, y, width, height } = area;
    let inset = if row == 1 { 1.0 } else { 0.0 };
    let _ = write!(
        out,
        "<rect class=\"chart-{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        row + 1,
        number(x + inset),
        number(y + inset),
        number((width - 2.0 * inset).max(0.5)),
        number(height - 2.0 * inset)
    );
    out.push_str(match row {
        1 => " fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>",
        2 => " fill-opacity=\"0.5\"/>",
        _ => "/>",
    });
}

/// The names of several rows below a chart; gives where the drawing ends.
fn names(out: &mut String, series: &Series, mut y: f64, sample: impl Fn(&mut String, usize, f64)) -> f64 {
    if series.rows.len() > 1 {
        for (row, (name, _)) in series.rows.iter().enumerate() {
            y += 20.0;
            sample(out, row, y);
            text(out, Point::new(32.0, y), "start", name);
        }
        y += 6.0;
    }
    y
}

/// Lines over labels that are at equal distances, on a scale from zero.
fn lines(series: &Series, unit: &str) -> Drawing {
    let most = series.rows.iter().flat_map(|(_, values)| values.iter().map(value)).fold(0.0, f64::max);
    let step = step(most);
    let top = (most / step).ceil().max(1.0) * step;
    let (left, right, upper, lower) = (46.0, WIDTH - 12.0, 12.0, 212.0);
    let height = |value: f64| lower - value / top * (lower - upper);
    let last = series.labels.len().saturating_sub(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a few labels")]
    let place = |at: usize| left + (right - left) * at as f64 / last as f64;
    let mut parts = String::new();
    let mut mark = 0.0;
    while mark <= top + step / 2.0 {
        let y = height(mark);
        let _ = write!(
            parts,
            "<path class=\"chart-grid\" d=\"M{left} {0}H{right}\" stroke=\"currentColor\" stroke-opacity=\"0.3\"/>",
            number(y)
        );
        let shown = if unit == "%" { format!("{}%", number(mark)) } else { number(mark) };
        text(&mut parts, Point::new(left - 6.0, y + 5.0), "end", &shown);
        mark += step;
    }
    let every = series.labels.len().div_ceil(5).max(1);
    for (at, label) in series.labels.iter().enumerate().filter(|(at, _)| at % every == 0 || *at == last) {
        let is_crowded = at != last && last - at < every && series.labels.len() > 5;
        if !is_crowded {
            let anchor = if at == 0 {
                "start"
            } else if at == last {
                "end"
            } else {
                "middle"
            };
            text(&mut parts, Point::new(place(at), lower + 20.0), anchor, label);
        }
    }
    for (row, (_, values)) in series.rows.iter().enumerate() {
        let points: Vec<(f64, f64)> =
            values.iter().enumerate().map(|(at, one)| (place(at), height(value(one)))).collect();
        line(&mut parts, row, &points);
    }
    let sample = |out: &mut String, row: usize, y: f64| line(out, row, &[(0.0, y - 5.0), (24.0, y - 5.0)]);
    let end = names(&mut parts, series, lower + 28.0, sample);
    Drawing { parts, height: end }
}

fn line(out: &mut String, row: usize, points: &[(f64, f64)]) {
    let (dashes, is_filled) = LINES[row % LINES.len()];
    let _ = write!(
        out,
        "<g class=\"chart-{}\" stroke=\"currentColor\" stroke-width=\"2.5\" fill=\"none\"><path d=\"",
        row + 1
    );
    for (at, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{} {}", if at == 0 { 'M' } else { 'L' }, number(*x), number(*y));
    }
    out.push('"');
    if !dashes.is_empty() {
        let _ = write!(out, " stroke-dasharray=\"{dashes}\"");
    }
    out.push_str("/>");
    if points.len() <= 12 {
        for (x, y) in points {
            let fill = if is_filled { " fill=\"currentColor\"" } else { "" };
            let _ = write!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"3.5\"{fill}/>", number(*x), number(*y));
        }
    }
    out.push_str("</g>");
}

/// The distance of the lines of a scale: 1, 2 or 5 with zeros, four to eight of them.
fn step(most: f64) -> f64 {
    let rough = (most / 5.0).max(1e-9);
    let power = 10_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough).unwrap_or(10.0);
    factor * power
}

/// Groups of people, side by side where two fit; those that are counted are filled, the others in outline.
fn icons(of: u32, groups: &[(String, u32)]) -> Drawing {
    let (columns, across) = if of <= 100 { (10, 2) } else { (40, 1) };
    let across = across.min(u32::try_from(groups.len()).unwrap_or(1).max(1));
    let room = if across == 2 {
        170.0
    } else if of <= 100 {
        200.0
    } else {
        WIDTH
    };
    let cell = room / f64::from(columns);
    let height = f64::from(of.div_ceil(columns)) * cell;
    let mut parts = String::new();
    let (mut x, mut y) = (0.0, 0.0);
    let letters = if across == 2 { 21 } else { 44 };
    let names: Vec<Vec<String>> = groups.iter().map(|(name, _)| wrapped(name, letters)).collect();
    let lines = names.iter().map(Vec::len).max().and_then(|lines| u32::try_from(lines).ok()).unwrap_or(1);
    let head = 18.0 * f64::from(lines + 1) + 6.0;
    for (at, ((_, count), name)) in (1_u32..).zip(groups.iter().zip(names)) {
        let mut top = y + 14.0;
        for words in name.into_iter().chain([format!("{count} / {of}")]) {
            text(&mut parts, Point::new(x, top), "start", &words);
            top += 18.0;
        }
        let grid = Grid { corner: Point::new(x, y + head), columns, cell };
        people(&mut parts, 0..*count, grid, true);
        people(&mut parts, *count..of, grid, false);
        let is_last_of_row = at % across == 0;
        x = if is_last_of_row { 0.0 } else { x + room + 20.0 };
        if is_last_of_row || usize::try_from(at).is_ok_and(|at| at == groups.len()) {
            y += head + height + 10.0;
        }
    }
    Drawing { parts, height: y }
}

/// A name in lines of at most so many letters, two at most.
fn wrapped(name: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > most && lines.len() < 2 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines
}

fn people(out: &mut String, range: std::ops::Range<u32>, grid: Grid, filled: bool) {
    let Grid { corner: Point { x, y }, columns, cell } = grid;
    if range.is_empty() {
        return;
    }
    out.push_str("<path class=\"");
    out.push_str(if filled { "chart-1\"" } else { "chart-rest\" fill=\"none\" stroke=\"currentColor\"" });
    out.push_str(" d=\"");
    for at in range {
        let (left, top) = (x + f64::from(at % columns) * cell, y + f64::from(at / columns) * cell);
        let head = cell * 0.17;
        let (shoulder, width) = (cell * 0.48, cell * 0.56);
        let _ = write!(
            out,
            "M{} {}a{h} {h} 0 1 0 {d} 0a{h} {h} 0 1 0 -{d} 0z",
            number(left + cell / 2.0 - head),
            number(top + cell * 0.25),
            h = number(head),
            d = number(2.0 * head)
        );
        let _ = write!(
            out,
            "M{} {}v-{s}a{r} {r} 0 0 1 {w} 0v{s}z",
            number(left + (cell - width) / 2.0),
            number(top + cell * 0.92),
            s = number((shoulder - width / 2.0).max(cell * 0.16)),
            r = number(width / 2.0),
            w = number(width)
        );
    }
    out.push_str("\"/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[f64]) -> Series {
        let labels = (0..values.len()).map(|at| format!("L{at}")).collect();
        let values = values.iter().filter_map(|value| Number::from_f64(*value)).collect();
        Series { labels, rows: vec![("A".to_owned(), values)] }
    }

    #[test]
    fn a_scale_ends_at_or_above_the_highest_number() {
        for (most, expected) in [(9.0, 2.0), (100.0, 20.0), (0.4, 0.1), (1234.0, 500.0)] {
            assert!((step(most) - expected).abs() < 1e-9, "{most}: {}", step(most));
        }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let (drawing, table) = draw(&Chart::Bars(series(&[10.0, 5.0])), "%");
        let svg = drawing["parts"].as_str().expect("parts");
        let widths: Vec<f64> =
            svg.split("width=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect();
        assert!((widths[0] / widths[1] - 2.0).abs() < 0.01, "{widths:?}");
        assert_eq!(table["rows"][1]["cells"][0], "5.0%");
    }

    #[test]
    fn as_many_people_are_filled_as_are_counted() {
        let chart = Chart::Icons { of: 100, groups: vec![("with <b>".to_owned(), 7)] };
        let (drawing, _) = draw(&chart, "");
        let svg = drawing["parts"].as_str().expect("parts");
        let filled = svg.split("class=\"chart-1\"").nth(1).and_then(|rest| rest.split("/>").next()).expect("people");
        assert_eq!(filled.matches('M').count(), 2 * 7);
        assert!(svg.contains("with &lt;b&gt;"), "{svg}");
    }
}
