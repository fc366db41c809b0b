//! Picture files for the tests, written part by part. The files in `fixtures/` are of kinds that the program never writes:
//! a lossy WebP of four colours, and moving pictures of two frames.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Rgb, RgbImage, RgbaImage};

use bedside::image::Format;

/// What must never be found in an output.
pub(crate) const CANARY: &[u8] = b"CanaryCam 40N74W";

pub(crate) const LOSSY_WEBP: &[u8] = include_bytes!("fixtures/lossy.webp");
pub(crate) const MOVING_WEBP: &[u8] = include_bytes!("fixtures/moving.webp");
pub(crate) const MOVING_PNG: &[u8] = include_bytes!("fixtures/moving.png");
pub(crate) const MOVING_GIF: &[u8] = include_bytes!("fixtures/moving.gif");

/// Red, green, blue and white quarters: top left, top right, bottom left, bottom right.
pub(crate) const QUARTERS: [[u8; 3]; 4] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];

pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(QUARTERS[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)])
    })
}

/// Soft colours with some grain, as a photo has.
pub(crate) fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519) >> 29;
        let channel = |value: u32| u8::try_from((value + grain).min(255)).unwrap();
        Rgb([channel(x * 200 / width), channel(y * 220 / height), channel((x + y) * 120 / (width + height) + 60)])
    })
}

pub(crate) fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 95).encode_image(image).unwrap();
    out
}

pub(crate) fn png(image: &RgbaImage) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new(&mut out);
    encoder.write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgba8).unwrap();
    out
}

pub(crate) fn webp(image: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut out);
    encoder.write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgb8).unwrap();
    out
}

/// Exif metadata as a camera writes it: maker, orientation, and a directory of coordinates.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    };
    let text_at = 8 + 2 + 3 * 12 + 4;
    entry(0x010F, 2, CANARY.len() as u32, text_at);
    entry(0x0112, 3, 1, u32::from(orientation));
    entry(0x8825, 4, 1, text_at + CANARY.len() as u32);
    tiff.extend([0; 4]);
    tiff.extend(CANARY);
    tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    tiff
}

pub(crate) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], body].concat()
}

/// `segments` behind the start of a JPEG.
pub(crate) fn jpeg_with(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

pub(crate) fn jpeg_exif(orientation: u16) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0", &exif(orientation)[..]].concat())
}

/// Display P3, as telephones note it.
pub(crate) fn profile() -> Vec<u8> {
    let mut profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    // The library writes the second in which it is called.
    profile[24..36].fill(0);
    profile
}

pub(crate) fn png_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind, data].concat();
    let mut crc = u32::MAX;
    for byte in &body {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)));
    }
    [&u32::try_from(data.len()).unwrap().to_be_bytes(), &body[..], &(!crc).to_be_bytes()].concat()
}

/// `chunks` behind the header of a PNG.
pub(crate) fn png_with(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&png[..33], &chunks.concat(), &png[33..]].concat()
}

pub(crate) fn webp_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let size = u32::try_from(data.len()).unwrap().to_le_bytes();
    [&kind, &size[..], data, &vec![0; data.len() % 2]].concat()
}

/// A simple WebP made an extended one, with `chunks` behind its picture.
pub(crate) fn webp_with(webp: &[u8], width: u32, height: u32, chunks: &[Vec<u8>]) -> Vec<u8> {
    let announced = |kind: &[u8], bit: u8| if chunks.iter().any(|chunk| chunk.starts_with(kind)) { bit } else { 0 };
    let mut head = vec![announced(b"EXIF", 0x08) | announced(b"XMP ", 0x04), 0, 0, 0];
    head.extend(&(width - 1).to_le_bytes()[..3]);
    head.extend(&(height - 1).to_le_bytes()[..3]);
    let body = [b"WEBP", &webp_chunk(*b"VP8X", &head)[..], &webp[12..], &chunks.concat()].concat();
    [b"RIFF", &u32::try_from(body.len()).unwrap().to_le_bytes()[..], &body].concat()
}

pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

pub(crate) struct Decoded {
    pub(crate) image: DynamicImage,
    pub(crate) orientation: Orientation,
    pub(crate) profile: Option<Vec<u8>>,
}

pub(crate) fn decode(bytes: &[u8], format: Format) -> Decoded {
    let format = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        _ => ImageFormat::WebP,
    };
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().unwrap();
    let (orientation, profile) = (decoder.orientation().unwrap(), decoder.icc_profile().unwrap());
    Decoded { image: DynamicImage::from_decoder(decoder).unwrap(), orientation, profile }
}

/// Checks the middles of the four quarters; photos are a little off.
pub(crate) fn assert_quarters(image: &RgbImage, about: &str) {
    let (width, height) = image.dimensions();
    for (at, expected) in QUARTERS.iter().enumerate() {
        let (right, down) = (at as u32 % 2, at as u32 / 2);
        let pixel = image.get_pixel(width / 4 + right * width / 2, height / 4 + down * height / 2);
        let near = pixel.0.iter().zip(expected).all(|(a, b)| a.abs_diff(*b) < 40);
        assert!(near, "{about}: quarter {at} is {pixel:?}, not {expected:?}");
    }
}

/// A small picture of each format, with what programs write into it.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let image = quarters(24, 16);
    let drawing = DynamicImage::from(image.clone()).into_rgba8();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><style>a{}</style><g id='a'>&lt;</g></svg>";
    vec![
        jpeg_with(&jpeg(&image), &[jpeg_exif(6), segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile()[..]].concat())]),
        png_with(&png(&drawing), &[png_chunk(*b"eXIf", &exif(8)), png_chunk(*b"tEXt", b"a\0b")]),
        webp_with(&webp(&image), 24, 16, &[webp_chunk(*b"EXIF", &exif(3))]),
        LOSSY_WEBP.to_vec(),
        MOVING_WEBP.to_vec(),
        MOVING_PNG.to_vec(),
        MOVING_GIF.to_vec(),
        svg.to_vec(),
    ]
}
