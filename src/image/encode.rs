//! Pixels to JPEG and PNG. Every function gives `None` only if the encoder refuses the size.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::pixels::Pixels;

/// From this quality on, color is stored as finely as brightness.
const FINE_COLOUR_FROM: u8 = 90;

/// A JPEG of one interleaved scan, which every decoder reads; color at half the resolution below [`FINE_COLOUR_FROM`],
/// which saves 23% of a photo at quality 80. Tables made for the picture would save 1.6% more, but this encoder then writes
/// a scan for each component, and decoders in use (zune-jpeg up to 0.5.15) show those in wrong colors.
pub(super) fn encode_jpeg(pixels: &Pixels, quality: u8) -> Option<Vec<u8>> {
    let quality = quality.clamp(1, 100);
    let (width, height) = (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    let fine = quality >= FINE_COLOUR_FROM;
    encoder.set_sampling_factor(if fine { SamplingFactor::F_1_1 } else { SamplingFactor::F_2_2 });
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    if let Some(profile) = &pixels.profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    let color = match pixels.channels {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => return None,
    };
    encoder.encode(&pixels.data, width, height, color).ok()?;
    Some(out)
}

/// A PNG: with a palette where the colors are few enough for one, which loses nothing.
pub(super) fn encode_png(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut info = png::Info::with_size(pixels.width, pixels.height);
    info.icc_profile = pixels.profile.as_deref().map(Cow::Borrowed);
    let Some(palette) = Palette::of(pixels) else {
        info.bit_depth = png::BitDepth::Eight;
        info.color_type = match pixels.channels {
            1 => png::ColorType::Grayscale,
            2 => png::ColorType::GrayscaleAlpha,
            3 => png::ColorType::Rgb,
            _ => png::ColorType::Rgba,
        };
        return write_png(info, png::Filter::Adaptive, &pixels.data);
    };
    info.bit_depth = palette.depth();
    info.color_type = png::ColorType::Indexed;
    info.palette = Some(palette.colours.iter().flat_map(|colour| [colour[1], colour[2], colour[3]]).collect());
    let alphas: Vec<u8> = palette.colours.iter().map(|colour| colour[0]).take_while(|&a| a < u8::MAX).collect();
    info.trns = (!alphas.is_empty()).then_some(Cow::Owned(alphas));
    write_png(info, png::Filter::NoFilter, &palette.indices(pixels))
}

fn write_png(info: png::Info<'_>, filter: png::Filter, data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut out, info).ok()?;
    // High takes three times as long for 2% (96 against 94 KB for a flat drawing of 1,200 pixels).
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(filter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(data).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// The colors of a picture, as alpha, red, green, blue: in order, so that those with transparency come first.
struct Palette {
    colours: Vec<[u8; 4]>,
}

impl Palette {
    /// The palette of a picture of at most 256 colors, or 16 greys: 256 greys are no larger without one.
    fn of(pixels: &Pixels) -> Option<Self> {
        let most = if pixels.channels == 1 { 16 } else { 256 };
        let mut colours = BTreeSet::new();
        let mut last = None;
        for pixel in pixels.data.chunks_exact(pixels.channels) {
            if last == Some(pixel) {
                continue;
            }
            last = Some(pixel);
            colours.insert(colour(pixel));
            if colours.len() > most {
                return None;
            }
        }
        Some(Self { colours: colours.into_iter().collect() })
    }

    fn depth(&self) -> png::BitDepth {
        match self.colours.len() {
            0..=2 => png::BitDepth::One,
            3..=4 => png::BitDepth::Two,
            5..=16 => png::BitDepth::Four,
            _ => png::BitDepth::Eight,
        }
    }

    /// The rows as places in the palette, packed to the depth, each row starting at a byte.
    fn indices(&self, pixels: &Pixels) -> Vec<u8> {
        let bits = self.depth() as usize;
        let in_byte = 8 / bits;
        let row_length = pixels.width as usize * pixels.channels;
        let mut out = Vec::with_capacity(pixels.data.len() / pixels.channels / in_byte);
        for row in pixels.data.chunks_exact(row_length) {
            for group in row.chunks(in_byte * pixels.channels) {
                let mut byte = 0;
                for (at, pixel) in group.chunks_exact(pixels.channels).enumerate() {
                    byte |= self.index(pixel) << (8 - bits * (at + 1));
                }
                out.push(byte);
            }
        }
        out
    }

    fn index(&self, pixel: &[u8]) -> u8 {
        let place = self.colours.partition_point(|known| *known < colour(pixel));
        u8::try_from(place).unwrap_or(u8::MAX)
    }
}

fn colour(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [grey] => [u8::MAX, grey, grey, grey],
        [grey, alpha] => [alpha, grey, grey, grey],
        [red, green, blue] => [u8::MAX, red, green, blue],
        [red, green, blue, alpha, ..] => [alpha, red, green, blue],
        [] => [0; 4],
    }
}
