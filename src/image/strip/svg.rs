//! SVG: comments, metadata and what drawing programs note for themselves (folders, names, versions) go.

use std::borrow::Cow;
use std::io;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, Writer};

use crate::image::{Format, PictureProblem, probe};

/// Prefixes that mean something to a browser.
const KEPT_PREFIXES: [&str; 3] = ["svg", "xlink", "xml"];

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, PictureProblem> {
    if probe(bytes)?.format != Format::Svg {
        return Err(PictureProblem::Damaged(Format::Svg));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PictureProblem::Damaged(Format::Svg))?;
    copy(text).map_err(|_| PictureProblem::Damaged(Format::Svg))
}

fn copy(text: &str) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(text.len()));
    let mut dropped_depth = 0_usize;
    loop {
        let event = reader.read_event()?;
        match event {
            Event::Eof => return Ok(writer.into_inner()),
            Event::Start(start) if dropped_depth > 0 || is_private(start.name()) => dropped_depth += 1,
            Event::End(_) if dropped_depth > 0 => dropped_depth -= 1,
            _ if dropped_depth > 0 => {}
            Event::Start(start) => write(&mut writer, Event::Start(without_private(&start)?))?,
            Event::Empty(start) if is_private(start.name()) => {}
            Event::Empty(start) => write(&mut writer, Event::Empty(without_private(&start)?))?,
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            event => write(&mut writer, event)?,
        }
    }
}

fn write(writer: &mut Writer<Vec<u8>>, event: Event<'_>) -> io::Result<()> {
    writer.write_event(event)
}

fn is_private(name: QName<'_>) -> bool {
    let (local, prefix) = name.decompose();
    local.into_inner() == "metadata" || prefix.is_some_and(|prefix| !KEPT_PREFIXES.contains(&prefix.into_inner()))
}

fn without_private<'b>(start: &BytesStart<'b>) -> Result<BytesStart<'b>, quick_xml::Error> {
    let mut clean = BytesStart::new(start.name().into_inner().to_owned());
    for attribute in start.attributes() {
        let attribute = attribute?;
        let key = attribute.key.into_inner();
        let kept = match key.split_once(':') {
            None => true,
            Some(("xmlns", prefix) | (prefix, _)) => KEPT_PREFIXES.contains(&prefix),
        };
        if kept {
            // The writer quotes with `"` and escapes nothing; a value as written may hold that quote.
            let value = Cow::Owned(attribute.value.replace('"', "&quot;"));
            clean.push_attribute(Attribute { key: attribute.key, value });
        }
    }
    Ok(clean)
}
