//! Pictures for tests, made on the spot.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// A PNG of one colour.
pub(crate) fn drawing(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let image = RgbImage::from_pixel(width, height, Rgb(colour));
    let mut out = Vec::new();
    PngEncoder::new(&mut out).write_image(&image, width, height, ExtendedColorType::Rgb8).expect("a PNG");
    out
}

/// A JPEG whose Exif metadata, comment and tail all hold `canary`.
pub(crate) fn photo_with_place(width: u32, height: u32, canary: &str) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| {
        let channel = |value: u32| u8::try_from(value % 256).expect("a byte");
        Rgb([channel(x * 3), channel(y * 5), channel(x + y)])
    });
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 90).encode_image(&image).expect("a JPEG");
    let mut out = plain[..2].to_vec();
    for (marker, head) in [(0xE1, &b"Exif\0\0MM\0*\0\0\0\x08\0\0"[..]), (0xFE, b"")] {
        let length = u16::try_from(2 + head.len() + canary.len()).expect("a short segment");
        out.extend([0xFF, marker]);
        out.extend(length.to_be_bytes());
        out.extend(head);
        out.extend(canary.as_bytes());
    }
    out.extend(&plain[2..]);
    out.extend(canary.as_bytes());
    out
}
