//! Nothing hostile enters: bombs, lies, ruins and noise end in a problem that says what to do.

use bedside::base::VPath;
use bedside::image::variants;
use bedside::image::{Format, MAX_BYTES, MAX_SVG_BYTES, PictureProblem, probe};
use bedside::image::{render, strip};
use image::DynamicImage;
use proptest::prelude::*;

use super::makers::*;

/// A PNG that claims a size and holds no pixels.
fn claimed_png(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let chunks = [png_chunk(*b"IHDR", &head), png_chunk(*b"IDAT", b"x"), png_chunk(*b"IEND", b"")];
    [b"\x89PNG\r\n\x1A\n", &chunks.concat()[..]].concat()
}

/// A JPEG whose frame claims another size than its data has.
fn claimed_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(&photo(16, 16));
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn bombs_are_refused_by_their_heads() {
    let too_large = |width, height| Err(PictureProblem::TooLarge { width, height });
    let gif = |side: u16| [b"GIF89a", &side.to_le_bytes()[..], &side.to_le_bytes(), &[0; 3]].concat();
    assert_eq!(probe(&claimed_png(60_000, 60_000)), too_large(60_000, 60_000));
    assert_eq!(probe(&claimed_png(16_385, 1)), too_large(16_385, 1));
    assert_eq!(probe(&claimed_png(10_000, 6_001)), too_large(10_000, 6_001));
    assert_eq!(probe(&claimed_jpeg(60_000, 60_000)), too_large(60_000, 60_000));
    assert_eq!(probe(&gif(20_000)), too_large(20_000, 20_000));
    assert!(probe(&claimed_png(16_384, 3_000)).is_ok());
    assert!(probe(&claimed_jpeg(10_000, 6_000)).is_ok());
    assert!(matches!(probe(&claimed_png(0, 5)), Err(PictureProblem::Damaged(Format::Png))));
}

#[test]
fn heavy_files_are_refused_unread() {
    let mut heavy = jpeg(&photo(8, 8));
    heavy.resize(MAX_BYTES + 1, 0);
    assert_eq!(probe(&heavy), Err(PictureProblem::TooHeavy { bytes: MAX_BYTES + 1, limit: MAX_BYTES }));
    let mut svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
    svg.resize(MAX_SVG_BYTES + 1, b' ');
    assert_eq!(probe(&svg), Err(PictureProblem::TooHeavy { bytes: MAX_SVG_BYTES + 1, limit: MAX_SVG_BYTES }));
}

#[test]
fn a_claim_that_the_data_does_not_keep_is_not_published() {
    let bytes = claimed_png(4_000, 4_000);
    let picture = probe(&bytes).unwrap();
    let rendered = render(&bytes, &picture, &variants(&picture, &[100], 80), 80);
    assert_eq!(rendered, Err(PictureProblem::Damaged(Format::Png)));
}

#[test]
fn names_have_to_tell_the_truth() {
    let picture = probe(&jpeg(&photo(8, 8))).unwrap();
    for honest in ["jpg", "jpeg"] {
        assert_eq!(picture.check_extension(honest), Ok(()));
    }
    for lie in ["png", "txt", ""] {
        assert!(picture.check_extension(lie).is_err(), "{lie}");
    }
}

#[test]
fn a_file_that_breaks_off_is_reported() {
    let image = photo(64, 48);
    let drawing = DynamicImage::from(image.clone()).into_rgba8();
    for bytes in [jpeg(&image), png(&drawing), webp(&image), LOSSY_WEBP.to_vec(), MOVING_GIF.to_vec()] {
        let whole = probe(&bytes).unwrap();
        for length in [bytes.len() - 1, bytes.len() * 3 / 4, bytes.len() / 2, 20, 13, 9, 3, 1] {
            let part = &bytes[..length];
            let stripped = strip(part, whole.format);
            assert!(stripped.is_err(), "{} cut to {length} of {} bytes", whole.format, bytes.len());
            let rendered = render(part, &whole, &variants(&whole, &[16], 80), 80);
            assert!(rendered.is_err(), "{} cut to {length} bytes", whole.format);
        }
    }
}

#[test]
fn problems_say_where_and_what_to_do() {
    let file = VPath::new("content/articles/flu/heart.svg");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'>\n<script>alert(1)</script></svg>";
    let diagnostic = probe(svg).unwrap_err().diagnostic(&file);
    assert_eq!(diagnostic.code.name, "picture/bad");
    assert_eq!(diagnostic.message, "the SVG contains the element `script`, which a published picture must not contain");
    assert_eq!(diagnostic.place.as_ref().unwrap().range, Some(41..41));
    let diagnostic = probe(&claimed_png(60_000, 60_000)).unwrap_err().diagnostic(&file);
    assert_eq!(diagnostic.code.name, "picture/too-large");
    assert_eq!(
        diagnostic.message,
        "the picture has 60000 × 60000 pixels; the limit is 16384 on a side and 60 million in all"
    );
    assert!(diagnostic.help[0].starts_with("make it smaller"));
}

const FORMATS: [Format; 5] = [Format::Jpeg, Format::Png, Format::WebP, Format::Gif, Format::Svg];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn noise_never_panics(
        seed in 0_usize..8,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..12),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
        doubled in any::<bool>(),
    ) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        if doubled {
            bytes.extend_from_within(bytes.len() / 2..);
        }
        let picture = probe(&bytes);
        for format in FORMATS {
            let stripped = strip(&bytes, format);
            if let (Ok(stripped), Ok(picture)) = (stripped, &picture)
                && picture.format == format
            {
                prop_assert!(!contains(&stripped, CANARY));
            }
        }
    }
}
