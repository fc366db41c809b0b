//! How much memory a picture takes, and the share of it that pictures in work have together.

use std::sync::{Condvar, Mutex, PoisonError};

use super::{Format, Picture, Treatment};

/// The most memory that one picture may take, and all that are worked on at once, in bytes.
pub const MAX_MEMORY: u64 = 512 * 1024 * 1024;

/// Memory that a picture takes while its sizes are made, in bytes: its file twice (as it came, and cleaned), what its
/// decoder holds, its pixels, and those of one size. An estimate from above.
pub(super) fn need(bytes: &[u8], picture: &Picture) -> u64 {
    let file = bytes.len() as u64;
    if picture.treatment == Treatment::AsIs {
        return 2 * file;
    }
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    let (channels, decoder) = match picture.format {
        Format::Png => (png_channels(bytes), 0),
        // The planes of a lossy picture; the decoder's own copy of the file.
        Format::WebP => (4, pixels * 3 / 2 + file),
        _ => (3, coefficients(bytes).unwrap_or(0) + file),
    };
    let stored = pixels * channels;
    // Turning takes a second copy, and decoding is over before a size is made.
    let turned = if picture.upright { 0 } else { stored };
    2 * file + stored + decoder.max(turned).max(stored / 3)
}

/// Channels of a PNG (third edition, 11.2.1), transparency by `tRNS` included.
fn png_channels(bytes: &[u8]) -> u64 {
    match bytes.get(25) {
        Some(0 | 4) => 2,
        _ => 4,
    }
}

/// Bytes of the coefficients that a progressive JPEG keeps until its last scan (ITU-T T.81, G): two for each sample.
fn coefficients(bytes: &[u8]) -> Option<u64> {
    let mut rest = bytes.get(2..)?;
    while let [0xFF, marker, tail @ ..] = rest {
        if *marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let (length, tail) = tail.split_first_chunk::<2>()?;
        let (body, tail) = tail.split_at_checked(usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)?;
        if *marker == 0xC2 {
            let side = |at: usize| Some(u64::from(u16::from_be_bytes([*body.get(at)?, *body.get(at + 1)?])));
            let factors: Vec<(u64, u64)> = body
                .get(6..)?
                .chunks_exact(3)
                .map(|component| (u64::from(component[1] >> 4), u64::from(component[1] & 15)))
                .collect();
            let largest =
                factors.iter().map(|(across, _)| *across).max()? * factors.iter().map(|(_, down)| *down).max()?;
            let samples: u64 = factors.iter().map(|(across, down)| across * down).sum();
            return Some(side(1)? * side(3)? * samples * 2 / largest.max(1));
        }
        if *marker == 0xDA {
            return None;
        }
        rest = tail;
    }
    None
}

/// Bytes that pictures in work take now.
static TAKEN: Mutex<u64> = Mutex::new(0);
static GIVEN_BACK: Condvar = Condvar::new();

/// A share of [`MAX_MEMORY`], given back when it is dropped. Whoever holds one must not wait for other tasks of the
/// thread pool: they may wait for this share.
pub(super) struct Share(u64);

impl Share {
    /// Waits until the memory is free. What is larger than all waits for all.
    pub(super) fn take(bytes: u64) -> Self {
        let bytes = bytes.min(MAX_MEMORY);
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken =
            GIVEN_BACK.wait_while(taken, |taken| *taken + bytes > MAX_MEMORY).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Self(bytes)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= self.0;
        GIVEN_BACK.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ContentHash;

    fn picture(format: Format, width: u32, height: u32) -> Picture {
        let hash = ContentHash::of(b"");
        Picture { format, treatment: Treatment::Photo, width, height, upright: true, hash }
    }

    #[test]
    fn the_largest_photo_and_the_largest_drawing_fit() {
        let mut head = vec![0; 26];
        head[25] = 6;
        assert!(need(&head, &picture(Format::Png, 10_000, 6_000)) <= MAX_MEMORY);
        assert!(need(b"\xFF\xD8\xFF\xC0\0\x02", &picture(Format::Jpeg, 10_000, 6_000)) <= MAX_MEMORY);
    }

    #[test]
    fn a_progressive_photo_needs_its_coefficients() {
        // 8,000 by 6,000, three components without subsampling: 288 MB of coefficients.
        let full = b"\xFF\xD8\xFF\xC2\0\x11\x08\x17\x70\x1F\x40\x03\x01\x11\0\x02\x11\0\x03\x11\0";
        assert_eq!(coefficients(full), Some(8_000 * 6_000 * 3 * 2));
        let half = b"\xFF\xD8\xFF\xC2\0\x11\x08\x17\x70\x1F\x40\x03\x01\x22\0\x02\x11\0\x03\x11\0";
        assert_eq!(coefficients(half), Some(8_000 * 6_000 * 3));
    }

    #[test]
    fn shares_together_stay_below_the_limit() {
        let most = std::sync::atomic::AtomicU64::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let share = Share::take(MAX_MEMORY / 3);
                    most.fetch_max(*TAKEN.lock().unwrap(), std::sync::atomic::Ordering::Relaxed);
                    drop(share);
                });
            }
        });
        assert!(most.into_inner() <= MAX_MEMORY);
    }
}
