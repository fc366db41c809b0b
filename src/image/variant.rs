//! Which files a picture is published as: known before a pixel is decoded.

use crate::base::Hasher;

use super::{Format, Picture, Treatment};

/// Part of every published name: raise it when `image::render` gives other bytes for the same picture.
const ENCODER_VERSION: &str = "2";

/// One published file of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The format of the file.
    pub format: Format,
    /// What follows the stem in the file's name: `.<hash>.<width>.<extension>`, the hash being that of everything that
    /// decides the bytes.
    pub suffix: String,
}

impl Variant {
    /// The name of the file for a picture that is called `stem`.
    #[must_use]
    pub fn file_name(&self, stem: &str) -> String {
        format!("{stem}{}", self.suffix)
    }
}

/// The files of a picture for the wished widths `sizes`, narrowest first: never wider than the picture, and the
/// picture's own width where it is smaller than the largest size. A picture that is published unchanged has one file.
///
/// `quality` (1 to 100) is that of photos.
#[must_use]
pub fn variants(picture: &Picture, sizes: &[u32], quality: u8) -> Vec<Variant> {
    let mut widths: Vec<u32> = Vec::new();
    if picture.treatment != Treatment::AsIs {
        widths.extend(sizes.iter().filter(|&&size| size > 0 && size <= picture.width));
    }
    if widths.is_empty() || sizes.iter().any(|&size| size > picture.width) {
        widths.push(picture.width);
    }
    widths.sort_unstable();
    widths.dedup();
    widths.into_iter().map(|width| variant(picture, width, quality)).collect()
}

fn variant(picture: &Picture, width: u32, quality: u8) -> Variant {
    let format = published_format(picture, width);
    let mut key = Hasher::new();
    key.hash(&picture.hash).part(width.to_le_bytes()).part([quality]).part(ENCODER_VERSION);
    let suffix = format!(".{}.{width}.{}", key.finish().short(), format.extension());
    Variant { width, height: height_at(picture, width), format, suffix }
}

/// Photos become JPEG and drawings PNG. A WebP at its own size is not changed: no better encoder is available (PNG is
/// up to 3 times smaller than WebP from the `image` library, and files from the format's own tools are smaller still).
fn published_format(picture: &Picture, width: u32) -> Format {
    match (picture.treatment, picture.format) {
        (Treatment::AsIs, format) => format,
        (_, Format::WebP) if picture.upright && width == picture.width => Format::WebP,
        (Treatment::Photo, _) => Format::Jpeg,
        (Treatment::Drawing, _) => Format::Png,
    }
}

/// The height that keeps the picture's proportions, rounded, at least 1.
fn height_at(picture: &Picture, width: u32) -> u32 {
    let (width, whole) = (u64::from(width), u64::from(picture.width));
    let height = (width * u64::from(picture.height) + whole / 2) / whole;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ContentHash;
    use proptest::prelude::*;

    fn picture(width: u32, height: u32, treatment: Treatment, format: Format) -> Picture {
        Picture { format, treatment, width, height, upright: true, hash: ContentHash::of(b"photo") }
    }

    fn widths(picture: &Picture, sizes: &[u32]) -> Vec<u32> {
        variants(picture, sizes, 80).iter().map(|variant| variant.width).collect()
    }

    #[test]
    fn widths_follow_the_settings_and_the_picture() {
        let sizes = [1600, 480, 960, 960];
        let cases = [
            (5000, vec![480, 960, 1600]),
            (1600, vec![480, 960, 1600]),
            (1200, vec![480, 960, 1200]),
            (480, vec![480]),
            (200, vec![200]),
        ];
        for (width, expected) in cases {
            assert_eq!(widths(&picture(width, 100, Treatment::Photo, Format::Jpeg), &sizes), expected, "{width}");
        }
        assert_eq!(widths(&picture(200, 100, Treatment::Photo, Format::Jpeg), &[]), [200]);
        assert_eq!(widths(&picture(200, 100, Treatment::AsIs, Format::Gif), &[100]), [200]);
    }

    #[test]
    fn the_format_fits_the_picture() {
        let formats = |picture: &Picture| -> Vec<Format> {
            variants(picture, &[100, 400], 80).iter().map(|variant| variant.format).collect()
        };
        let mut webp = picture(300, 200, Treatment::Photo, Format::WebP);
        assert_eq!(formats(&webp), [Format::Jpeg, Format::WebP]);
        webp.upright = false;
        assert_eq!(formats(&webp), [Format::Jpeg, Format::Jpeg]);
        assert_eq!(formats(&picture(300, 200, Treatment::Drawing, Format::WebP)), [Format::Png, Format::WebP]);
        assert_eq!(formats(&picture(300, 200, Treatment::Drawing, Format::Png)), [Format::Png, Format::Png]);
        assert_eq!(formats(&picture(300, 200, Treatment::AsIs, Format::Svg)), [Format::Svg]);
    }

    #[test]
    fn names_change_with_whatever_changes_the_bytes() {
        let photo = picture(300, 200, Treatment::Photo, Format::Jpeg);
        let name = |picture: &Picture, quality| variants(picture, &[100], quality)[0].file_name("flu");
        let first = name(&photo, 80);
        assert!(first.starts_with("flu.") && first.ends_with(".100.jpg"), "{first}");
        assert_eq!(first.len(), "flu.".len() + 10 + ".100.jpg".len());
        assert_eq!(first, name(&photo.clone(), 80));
        assert_ne!(first, name(&photo, 81));
        let other = Picture { hash: ContentHash::of(b"other"), ..photo };
        assert_ne!(first, name(&other, 80));
    }

    proptest! {
        #[test]
        fn nothing_is_ever_enlarged(
            width in 1_u32..=16_384, height in 1_u32..=16_384,
            sizes in proptest::collection::vec(0_u32..=20_000, 0..6),
        ) {
            let picture = picture(width, height, Treatment::Drawing, Format::Png);
            let files = variants(&picture, &sizes, 80);
            prop_assert!(!files.is_empty());
            for file in &files {
                prop_assert!(file.width >= 1 && file.width <= width);
                prop_assert!(file.height >= 1 && file.height <= height);
            }
            prop_assert!(files.is_sorted_by(|a, b| a.width < b.width));
            if sizes.iter().any(|&size| size > width) {
                prop_assert!(files.iter().any(|file| file.width == width));
            }
        }
    }
}
