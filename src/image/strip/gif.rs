//! GIF (`GIF89a`, appendix A): color tables, pictures, their timing and the number of loops stay.

use super::{Stop, take, take_byte};

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Stop> {
    let mut rest = bytes;
    let mut out = Vec::with_capacity(bytes.len());
    let screen = take(&mut rest, 13)?;
    if !screen.starts_with(b"GIF8") {
        return Err(Stop::Damaged);
    }
    out.extend(screen);
    out.extend(take(&mut rest, table_size(screen[10]))?);
    loop {
        let block = rest;
        let kept = match take_byte(&mut rest)? {
            b',' => {
                let descriptor = take(&mut rest, 9)?;
                take(&mut rest, table_size(descriptor[8]) + 1)?;
                skip_data(&mut rest)?;
                true
            }
            b'!' => {
                let label = take_byte(&mut rest)?;
                let first = rest;
                skip_data(&mut rest)?;
                label == 0xF9 || label == 0xFF && is_loop(first)
            }
            b';' => {
                out.push(b';');
                return Ok(out);
            }
            _ => return Err(Stop::Damaged),
        };
        if kept {
            out.extend(&block[..block.len() - rest.len()]);
        }
    }
}

/// Bytes of the color table that packed fields announce.
fn table_size(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// Passes over data in sub-blocks, up to the empty one.
fn skip_data(rest: &mut &[u8]) -> Result<(), Stop> {
    loop {
        let size = take_byte(rest)?;
        if size == 0 {
            return Ok(());
        }
        take(rest, usize::from(size))?;
    }
}

/// Whether an application extension is Netscape's: a number of loops, three bytes, and nothing behind it.
fn is_loop(data: &[u8]) -> bool {
    let loops = data.strip_prefix(b"\x0BNETSCAPE2.0\x03\x01").or_else(|| data.strip_prefix(b"\x0BANIMEXTS1.0\x03\x01"));
    loops.is_some_and(|loops| loops.get(2) == Some(&0))
}
