//! JPEG files that are better not decoded.

/// Whether a sequential JPEG stores its components one after the other (ITU-T T.81, A.2.2). The decoder (zune-jpeg up to
/// 0.5.15, <https://github.com/etemesi254/zune-image/issues/419>) gives such pictures wrong colors and calls it success.
pub(super) fn has_separate_scans(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut components = None;
    while let [0xFF, marker, tail @ ..] = rest {
        if *marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let Some((length, tail)) = tail.split_first_chunk::<2>() else { return false };
        let length = usize::from(u16::from_be_bytes(*length)).saturating_sub(2);
        let Some((body, tail)) = tail.split_at_checked(length) else { return false };
        match marker {
            0xC0 | 0xC1 => components = body.get(5),
            0xDA => return components.is_some_and(|components| body.first() < Some(components)),
            _ => {}
        }
        rest = tail;
    }
    false
}
