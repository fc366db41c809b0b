//! PNG (W3C Recommendation, third edition, section 5).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::image::profile;

use super::{Exif, Stop, expect, take};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// The chunks that decide how the picture looks or moves (sections 11.2 to 11.3.2, 11.3.4, 11.3.6).
const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn strip(bytes: &[u8], exif: Option<Exif>) -> Result<Vec<u8>, Stop> {
    let mut rest = bytes;
    let mut out = Vec::with_capacity(bytes.len());
    expect(&mut rest, SIGNATURE)?;
    out.extend(SIGNATURE);
    loop {
        let chunk = rest;
        let head = take(&mut rest, 8)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let data = take(&mut rest, length)?;
        take(&mut rest, 4)?;
        let kind = &head[4..];
        if KEPT.iter().any(|kept| kept[..] == *kind) {
            out.extend(&chunk[..chunk.len() - rest.len()]);
        }
        match (kind, exif) {
            (b"iCCP", _) => {
                if let Some(profile) = profile_chunk(data) {
                    push(&mut out, *b"iCCP", &profile);
                }
            }
            (b"IHDR", Some(exif)) => push(&mut out, *b"eXIf", &exif),
            (b"IEND", _) => return Ok(out),
            _ => {}
        }
    }
}

/// The cleaned color profile, compressed again (section 11.3.2.3), under a name that says nothing.
fn profile_chunk(data: &[u8]) -> Option<Vec<u8>> {
    let name = data.iter().take(80).position(|byte| *byte == 0)?;
    let compressed = data.get(name + 1..)?.strip_prefix(&[0])?;
    let mut profile = Vec::new();
    // A small chunk can inflate to gigabytes.
    ZlibDecoder::new(compressed).take(profile::MAX_BYTES as u64 + 1).read_to_end(&mut profile).ok()?;
    let mut encoder = ZlibEncoder::new(b"icc\0\0".to_vec(), Compression::new(6));
    encoder.write_all(&profile::clean(&profile)?).ok()?;
    encoder.finish().ok()
}

fn push(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let checked_from = out.len();
    out.extend(kind);
    out.extend(data);
    let checksum = crc(&out[checked_from..]);
    out.extend(checksum.to_be_bytes());
}

/// The checksum of a chunk's type and data (annex D). Bit by bit: only ever over a profile.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }
}
