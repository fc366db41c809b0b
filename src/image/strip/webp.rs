//! WebP (RFC 9649): a RIFF file of chunks, those of animations holding chunks themselves.

use std::borrow::Cow;

use crate::image::profile;

use super::{Exif, Stop, expect, take};

/// Bits in the first byte of the `VP8X` chunk (section 2.7).
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
const HAS_PROFILE: u8 = 0x20;

pub(super) fn strip(bytes: &[u8], exif: Option<Exif>) -> Result<Vec<u8>, Stop> {
    let mut rest = bytes;
    expect(&mut rest, b"RIFF")?;
    let size = take_size(&mut rest)?;
    let mut chunks = take(&mut rest, size)?;
    expect(&mut chunks, b"WEBP")?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    out.reserve(chunks.len());
    let profile = clean_profile(chunks)?;
    while let Some((kind, data)) = next_chunk(&mut chunks)? {
        match &kind {
            b"VP8X" => push(&mut out, kind, &flags(data, exif.is_some(), profile.is_some())?)?,
            b"ICCP" => {
                if let Some(profile) = &profile {
                    push(&mut out, kind, profile)?;
                }
            }
            b"ANMF" => push(&mut out, kind, &frame(data)?)?,
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => push(&mut out, kind, data)?,
            _ => {}
        }
    }
    if let Some(exif) = exif {
        push(&mut out, *b"EXIF", &exif)?;
    }
    let size = u32::try_from(out.len() - 8).map_err(|_| Stop::Damaged)?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(out)
}

/// The first color profile, cleaned.
fn clean_profile(mut chunks: &[u8]) -> Result<Option<Cow<'_, [u8]>>, Stop> {
    while let Some((kind, data)) = next_chunk(&mut chunks)? {
        if &kind == b"ICCP" {
            return Ok(profile::clean(data));
        }
    }
    Ok(None)
}

/// The `VP8X` chunk, telling of the metadata that is left.
fn flags(data: &[u8], has_exif: bool, has_profile: bool) -> Result<Vec<u8>, Stop> {
    let mut data = data.get(..10).ok_or(Stop::Damaged)?.to_vec();
    data[0] &= !(HAS_EXIF | HAS_XMP);
    if !has_profile {
        data[0] &= !HAS_PROFILE;
    }
    if has_exif {
        data[0] |= HAS_EXIF;
    }
    Ok(data)
}

/// One frame of an animation: 16 bytes of place and time, then the chunks of its picture.
fn frame(data: &[u8]) -> Result<Vec<u8>, Stop> {
    let mut rest = data;
    let mut out = take(&mut rest, 16)?.to_vec();
    while let Some((kind, data)) = next_chunk(&mut rest)? {
        if matches!(&kind, b"VP8 " | b"VP8L" | b"ALPH") {
            push(&mut out, kind, data)?;
        }
    }
    Ok(out)
}

type Chunk<'b> = ([u8; 4], &'b [u8]);

fn next_chunk<'b>(rest: &mut &'b [u8]) -> Result<Option<Chunk<'b>>, Stop> {
    if rest.is_empty() {
        return Ok(None);
    }
    let kind = *take(rest, 4)?.first_chunk().ok_or(Stop::CutOff)?;
    let size = take_size(rest)?;
    let data = take(rest, size)?;
    if size % 2 == 1 && !rest.is_empty() {
        take(rest, 1)?;
    }
    Ok(Some((kind, data)))
}

fn take_size(rest: &mut &[u8]) -> Result<usize, Stop> {
    let size = take(rest, 4)?;
    Ok(u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize)
}

fn push(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Result<(), Stop> {
    let size = u32::try_from(data.len()).map_err(|_| Stop::Damaged)?;
    out.extend(kind);
    out.extend(size.to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
    Ok(())
}
