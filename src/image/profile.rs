//! Color profiles (ICC.1:2022): checked to be profiles, freed of what does not describe colors, and applied.

use std::borrow::Cow;

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The largest color profile that is kept, in bytes. Those of cameras and screens have 0.5 to 10 KB, those of printers up
/// to 3 MB.
pub(super) const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The longest text of a profile (its name, its license) in bytes.
const MAX_TEXT: usize = 4096;
const HEADER: usize = 128;
const TAG: usize = 12;

/// The tags that describe colors (ICC.1:2022, 9.2; ICC.1:2001-04, 6.4), and the types that their data may have. Others
/// are the makers' own, such as the serial number of a screen (`mmod`).
const TAGS: [(&[u8], &[&[u8; 4]]); 10] = [
    (b"rXYZ gXYZ bXYZ wtpt bkpt lumi", &[b"XYZ "]),
    (b"rTRC gTRC bTRC kTRC", &[b"curv", b"para"]),
    (b"A2B0 A2B1 A2B2", &[b"mft1", b"mft2", b"mAB "]),
    (b"B2A0 B2A1 B2A2 gamt", &[b"mft1", b"mft2", b"mBA "]),
    (b"chad", &[b"sf32"]),
    (b"cicp", &[b"cicp"]),
    (b"meas", &[b"meas"]),
    (b"view", &[b"view"]),
    (b"tech", &[b"sig "]),
    (b"desc cprt dmnd dmdd vued", &[b"desc", b"mluc", b"text"]),
];

/// The profile as it may be published: the bytes as they are where all of them describe colors, else with the tags that
/// do; the known profile that a broken one names; `None` for everything else. A picture without one is shown as sRGB.
pub(super) fn clean(profile: &[u8]) -> Option<Cow<'_, [u8]>> {
    match tags(profile) {
        Some(tags) if covers(profile, &tags) => Some(Cow::Borrowed(profile)),
        Some(tags) => Some(Cow::Owned(rebuilt(profile, &tags.into_iter().filter(is_kept).collect::<Vec<_>>()))),
        None => named(profile).map(Cow::Owned),
    }
}

/// A tag: its signature, where its data begin, and the data.
type Tag<'p> = (&'p [u8], usize, &'p [u8]);

/// The tags of a profile whose header, size and tag table hold.
fn tags(profile: &[u8]) -> Option<Vec<Tag<'_>>> {
    let number = |at: usize| Some(u32::from_be_bytes(*profile.get(at..)?.first_chunk()?) as usize);
    let is_profile = profile.len() <= MAX_BYTES
        && number(0)? == profile.len()
        && profile.get(36..40)? == b"acsp"
        && [b"scnr", b"mntr", b"prtr", b"spac"].contains(&profile.get(12..16)?.first_chunk()?)
        && [b"RGB ", b"GRAY", b"CMYK"].contains(&profile.get(16..20)?.first_chunk()?)
        && [b"XYZ ", b"Lab "].contains(&profile.get(20..24)?.first_chunk()?);
    let count = number(HEADER)?;
    if !is_profile || !(1..=100).contains(&count) {
        return None;
    }
    let tags = (0..count).map(|n| {
        let at = HEADER + 4 + n * TAG;
        let (start, length) = (number(at + 4)?, number(at + 8)?);
        let data = profile.get(start..start.checked_add(length)?).filter(|data| data.len() >= 8)?;
        (start >= HEADER + 4 + count * TAG).then_some((profile.get(at..at + 4)?, start, data))
    });
    // The library reads the curves and tables that colors need.
    tags.collect::<Option<Vec<Tag<'_>>>>().filter(|_| ColorProfile::new_from_slice(profile).is_ok())
}

fn is_kept((signature, _, data): &Tag<'_>) -> bool {
    let allowed = TAGS.iter().find(|(names, _)| names.chunks(5).any(|name| &name[..4] == *signature));
    allowed.is_some_and(|(_, types)| {
        let kind = &data[..4];
        let is_text = [&b"desc"[..], b"mluc", b"text"].contains(&kind);
        types.iter().any(|known| kind == &known[..]) && (!is_text || data.len() <= MAX_TEXT)
    })
}

/// Whether all that follows the tag table is data of kept tags, or up to three zeros between them.
fn covers(profile: &[u8], tags: &[Tag<'_>]) -> bool {
    let mut ranges: Vec<(usize, usize)> = tags.iter().map(|(_, start, data)| (*start, start + data.len())).collect();
    ranges.sort_unstable();
    let mut end = HEADER + 4 + tags.len() * TAG;
    for (from, to) in ranges.into_iter().chain([(profile.len(), profile.len())]) {
        if from > end && (from - end > 3 || profile[end..from].iter().any(|byte| *byte != 0)) {
            return false;
        }
        end = end.max(to);
    }
    profile[100..HEADER].iter().all(|byte| *byte == 0) && tags.iter().all(is_kept)
}

/// The header without date, maker and serial numbers, and the tags one after the other.
fn rebuilt(profile: &[u8], tags: &[Tag<'_>]) -> Vec<u8> {
    let mut out = profile[..HEADER].to_vec();
    for private in [24..36, 48..56, 80..HEADER] {
        out[private].fill(0);
    }
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    out.extend(number(tags.len()));
    let mut data = Vec::new();
    let begin = HEADER + 4 + tags.len() * TAG;
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for (signature, start, bytes) in tags {
        let known = places.iter().find(|(from, length, _)| (from, length) == (start, &bytes.len()));
        let at = known.map_or(begin + data.len(), |(.., at)| *at);
        if known.is_none() {
            places.push((*start, bytes.len(), at));
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        out.extend_from_slice(signature);
        out.extend(number(at));
        out.extend(number(bytes.len()));
    }
    out.extend(data);
    let length = number(out.len());
    out[..4].copy_from_slice(&length);
    out
}

/// The well-known profile that a broken one names, without the time at which it was made. What says sRGB needs none.
fn named(profile: &[u8]) -> Option<Vec<u8>> {
    let start = &profile[..profile.len().min(64 * 1024)];
    let text: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let says = |name: &[u8]| text.windows(name.len()).any(|window| window == name);
    let known = if says(b"Display P3") {
        ColorProfile::new_display_p3()
    } else if says(b"Adobe RGB") {
        ColorProfile::new_adobe_rgb()
    } else {
        return None;
    };
    let mut known = known.encode().ok()?;
    known.get_mut(24..36)?.fill(0);
    Some(known)
}

/// Turns pixels of three or four channels into sRGB. Where the profile cannot be applied they stay as they are.
pub(super) fn to_srgb(profile: &[u8], channels: usize, data: &mut Vec<u8>) {
    let layout = if channels == 4 { Layout::Rgba } else { Layout::Rgb };
    let Ok(source) = ColorProfile::new_from_slice(profile) else { return };
    if channels < 3 || source.color_space != DataColorSpace::Rgb {
        return;
    }
    let options = TransformOptions::default();
    let Ok(transform) = source.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options) else {
        return;
    };
    let mut converted = vec![0; data.len()];
    if transform.transform(data, &mut converted).is_ok() {
        *data = converted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p3() -> Vec<u8> {
        let mut profile = ColorProfile::new_display_p3().encode().unwrap();
        // The library writes the second in which it is called.
        profile[24..36].fill(0);
        profile
    }

    /// `profile` with one more tag.
    fn with_tag(profile: &[u8], signature: [u8; 4], data: &[u8]) -> Vec<u8> {
        let mut tags = tags(profile).unwrap();
        tags.push((&signature, usize::MAX, data));
        rebuilt(profile, &tags)
    }

    #[test]
    fn a_profile_is_kept_byte_for_byte() {
        for profile in
            [p3(), ColorProfile::new_srgb().encode().unwrap(), ColorProfile::new_adobe_rgb().encode().unwrap()]
        {
            assert_eq!(clean(&profile).as_deref(), Some(&profile[..]));
        }
    }

    #[test]
    fn a_profile_that_takes_the_place_of_a_broken_one_has_no_time() {
        for name in ["Display P3", "Adobe RGB"] {
            let known = named(name.as_bytes()).unwrap();
            assert_eq!(&known[24..36], &[0; 12], "{name}");
            assert_eq!(clean(&known).as_deref(), Some(&known[..]), "{name}");
        }
    }

    #[test]
    fn what_is_no_profile_is_never_published() {
        let secret = b"patient list".repeat(40);
        assert_eq!(clean(&secret), None);
        let mut disguised = p3()[..132].to_vec();
        disguised.extend(&secret);
        assert_eq!(clean(&disguised), None);
        let mut wrong_size = p3();
        wrong_size.extend(&secret);
        let cleaned = clean(&wrong_size);
        assert!(!cleaned.unwrap_or_default().windows(7).any(|part| part == b"patient"));
        assert_eq!(clean(&[]), None);
    }

    #[test]
    fn a_makers_own_tags_and_gaps_go() {
        let marked = with_tag(&p3(), *b"mmod", b"mmod\0\0\0\0serial number 42");
        let cleaned = clean(&marked).unwrap();
        assert!(!cleaned.windows(6).any(|part| part == b"serial"));
        let again = clean(&cleaned).unwrap();
        assert_eq!(again, cleaned, "a clean profile stays as it is");
        let mut gap = p3();
        gap.extend(b"serial number 42");
        let length = u32::try_from(gap.len()).unwrap().to_be_bytes();
        gap[..4].copy_from_slice(&length);
        assert!(!clean(&gap).unwrap().windows(6).any(|part| part == b"serial"));
        let long = with_tag(&p3(), *b"dmdd", &[&b"text\0\0\0\0"[..], &b"patient ".repeat(1000)].concat());
        assert!(!clean(&long).unwrap().windows(7).any(|part| part == b"patient"));
    }

    #[test]
    fn a_broken_profile_gives_way_to_the_one_it_names() {
        let mut broken = b"Display P3".to_vec();
        broken.extend([7; 500]);
        assert_eq!(clean(&broken).as_deref(), Some(&p3()[..]));
    }

    #[test]
    fn wide_colours_become_srgb() {
        // sRGB's red in Display P3, by the matrices of both (W3C CSS Color 4, section 18).
        let mut pixels = vec![234, 51, 35, 255, 255, 255];
        to_srgb(&p3(), 3, &mut pixels);
        let near = |at: usize, value: u8| pixels[at].abs_diff(value) <= 2;
        assert!(near(0, 255) && near(1, 0) && near(2, 0) && near(3, 255) && near(5, 255), "{pixels:?}");
    }
}
