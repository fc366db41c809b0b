//! JPEG (ITU-T T.81, annex B; JFIF: ITU-T T.871; ICC profiles: ICC.1, B.4; Adobe's mark: T.872, 6.5.3).

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::image::profile;

use super::{Exif, Stop, expect, take, take_byte};

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const PROFILE: u8 = 0xE2;
const ICC: &[u8] = b"ICC_PROFILE\0";
/// Bytes of a profile in one segment.
const PART: usize = 65_519;

/// Frames, tables, scans and restart intervals stay; of the application segments those of JFIF, ICC and Adobe, cut to the
/// fields that their standards name: JFIF's may hold a thumbnail.
pub(super) fn strip(bytes: &[u8], exif: Option<Exif>) -> Result<Vec<u8>, Stop> {
    let mut rest = bytes;
    let mut out = Vec::with_capacity(bytes.len());
    let mut profile = profile_parts(bytes)?;
    expect(&mut rest, b"\xFF\xD8")?;
    out.extend(b"\xFF\xD8");
    if let Some(exif) = exif {
        push(&mut out, 0xE1, &[b"Exif\0\0", &exif[..]].concat())?;
    }
    loop {
        let marker = next_marker(&mut rest)?;
        if marker == END {
            out.extend([0xFF, END]);
            return Ok(out);
        }
        let length = take(&mut rest, 2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let body = take(&mut rest, length.checked_sub(2).ok_or(Stop::Damaged)?)?;
        if marker == PROFILE && body.starts_with(ICC) {
            // All parts are where the first was.
            for part in profile.drain(..) {
                push(&mut out, PROFILE, &part)?;
            }
        } else if let Some(body) = kept(marker, body) {
            push(&mut out, marker, &body)?;
        }
        if marker == SCAN {
            out.extend(take_scan(&mut rest)?);
        }
    }
}

/// The segments of the cleaned color profile: its parts carry their number and how many there are (ICC.1, B.4).
fn profile_parts(bytes: &[u8]) -> Result<Vec<Vec<u8>>, Stop> {
    let mut rest = bytes.get(2..).ok_or(Stop::CutOff)?;
    let mut parts = BTreeMap::new();
    loop {
        let marker = next_marker(&mut rest)?;
        if marker == END || marker == SCAN {
            break;
        }
        let length = take(&mut rest, 2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let body = take(&mut rest, length.checked_sub(2).ok_or(Stop::Damaged)?)?;
        if let Some([number, _, data @ ..]) = body.strip_prefix(ICC).filter(|_| marker == PROFILE) {
            parts.entry(*number).or_insert(data);
        }
    }
    let whole = parts.into_values().collect::<Vec<_>>().concat();
    let Some(clean) = profile::clean(&whole) else { return Ok(Vec::new()) };
    let count = u8::try_from(clean.len().div_ceil(PART)).map_err(|_| Stop::Damaged)?;
    let part = |(number, data): (u8, &[u8])| [ICC, &[number, count], data].concat();
    Ok((1..).zip(clean.chunks(PART)).map(part).collect())
}

/// What is kept of a segment.
fn kept(marker: u8, body: &[u8]) -> Option<Cow<'_, [u8]>> {
    match marker {
        0xC0..=0xCF | SCAN..=0xDF => Some(Cow::Borrowed(body)),
        0xE0 if body.starts_with(b"JFIF\0") && body.len() >= 14 => {
            let without_thumbnail = [&body[..12], &[0, 0]].concat();
            Some(Cow::Owned(without_thumbnail))
        }
        0xEE if body.starts_with(b"Adobe") && body.len() >= 12 => Some(Cow::Borrowed(&body[..12])),
        _ => None,
    }
}

fn push(out: &mut Vec<u8>, marker: u8, body: &[u8]) -> Result<(), Stop> {
    let length = u16::try_from(body.len() + 2).map_err(|_| Stop::Damaged)?;
    out.extend([0xFF, marker]);
    out.extend(length.to_be_bytes());
    out.extend(body);
    Ok(())
}

/// The next marker that starts a segment or ends the picture; bytes between segments are passed over, as decoders do.
fn next_marker(rest: &mut &[u8]) -> Result<u8, Stop> {
    loop {
        while take_byte(rest)? != 0xFF {}
        let mut marker = 0xFF;
        while marker == 0xFF {
            marker = take_byte(rest)?;
        }
        match marker {
            0x00 | 0x01 | 0xD0..=0xD7 => {}
            0xD8 => return Err(Stop::Damaged),
            marker => return Ok(marker),
        }
    }
}

/// The coded data of a scan, up to the marker behind it. `FF 00` is a byte of data; restart marks belong to the data.
fn take_scan<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8], Stop> {
    let is_end = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF);
    let length = rest.windows(2).position(is_end).ok_or(Stop::CutOff)?;
    take(rest, length)
}
