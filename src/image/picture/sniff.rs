//! The type of a file by its first bytes, never by its name.

use crate::image::{Format, PictureProblem};

/// The format that the first bytes tell.
pub(super) fn sniff(bytes: &[u8]) -> Result<Format, PictureProblem> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if bytes.is_empty() {
        Err(PictureProblem::Empty)
    } else if at(0, b"\xFF\xD8\xFF") {
        Ok(Format::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1A\n") {
        Ok(Format::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Ok(Format::WebP)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Ok(Format::Gif)
    } else if let Some((_, _, kind)) = OTHER_TYPES.iter().find(|(offset, magic, _)| at(*offset, magic)) {
        Err(PictureProblem::OtherType(kind))
    } else if looks_like_markup(bytes) {
        Ok(Format::Svg)
    } else {
        Err(PictureProblem::NotPicture)
    }
}

/// Types that people take for web pictures: offset and bytes of their mark, and the name people know them by.
const OTHER_TYPES: [(usize, &[u8], &str); 21] = [
    (4, b"ftypheic", "HEIC picture"),
    (4, b"ftypheix", "HEIC picture"),
    (4, b"ftyphevc", "HEIC picture"),
    (4, b"ftyphevx", "HEIC picture"),
    (4, b"ftypheim", "HEIC picture"),
    (4, b"ftypmsf1", "HEIC picture"),
    (4, b"ftypmif1", "HEIC picture"),
    (4, b"ftypavif", "AVIF picture"),
    (4, b"ftypavis", "AVIF picture"),
    (4, b"ftyp", "video"),
    (0, b"II*\0", "TIFF picture"),
    (0, b"MM\0*", "TIFF picture"),
    (0, b"II+\0", "TIFF picture"),
    (0, b"BM", "BMP picture"),
    (0, b"8BPS", "Photoshop file"),
    (0, b"%PDF", "PDF document"),
    (0, b"\xFF\x0A", "JPEG XL picture"),
    (0, b"\0\0\0\x0CJXL ", "JPEG XL picture"),
    (0, b"\0\0\x01\0", "icon file"),
    (0, b"\x1F\x8B", "compressed file"),
    (0, b"PK\x03\x04", "ZIP archive or office document"),
];

fn looks_like_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"<") && text.windows(4).any(|window| window == b"<svg" || window == b"svg:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_types_are_named() {
        let cases: [(&[u8], &str); 4] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC picture"),
            (b"II*\0\x08\0\0\0", "TIFF picture"),
            (b"%PDF-1.7", "PDF document"),
            (b"\0\0\0\x18ftypmp42", "video"),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), Err(PictureProblem::OtherType(kind)));
        }
        assert_eq!(sniff(b""), Err(PictureProblem::Empty));
        assert_eq!(sniff(b"Dear colleague,"), Err(PictureProblem::NotPicture));
        assert_eq!(sniff(b"<!DOCTYPE html><p>"), Err(PictureProblem::NotPicture));
    }
}
