//! Decoded pixels: upright, eight bits a channel, one to four channels.

use std::borrow::Cow;
use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{Format, MAX_DECODED_BYTES, MAX_SIDE, Picture, PictureProblem, Treatment};

/// A decoded picture. Channels are grey, grey and alpha, RGB, or RGBA, alpha not premultiplied.
#[derive(Clone)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: usize,
    pub(super) data: Vec<u8>,
    /// The colour profile, where it fits the channels.
    pub(super) profile: Option<Vec<u8>>,
}

impl Pixels {
    /// Decodes a file of the picture's format and turns it upright.
    pub(super) fn decode(bytes: &[u8], picture: &Picture) -> Result<Self, PictureProblem> {
        let damaged = |_| PictureProblem::Damaged(picture.format);
        let format = match picture.format {
            Format::Jpeg => ImageFormat::Jpeg,
            Format::Png => ImageFormat::Png,
            Format::WebP => ImageFormat::WebP,
            Format::Gif | Format::Svg => return Err(PictureProblem::Damaged(picture.format)),
        };
        let mut limits = Limits::no_limits();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_DECODED_BYTES);
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(damaged)?;
        let orientation = decoder.orientation().map_err(damaged)?;
        let profile = decoder.icc_profile().map_err(damaged)?;
        let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
        image.apply_orientation(orientation);
        if (image.width(), image.height()) != (picture.width, picture.height) {
            return Err(PictureProblem::Damaged(picture.format));
        }
        let mut pixels = Self::from_image(image, picture.treatment == Treatment::Photo);
        pixels.profile = profile.filter(|profile| fits(profile, pixels.channels));
        Ok(pixels)
    }

    fn from_image(image: DynamicImage, opaque: bool) -> Self {
        let (width, height) = (image.width(), image.height());
        let alpha = image.color().has_alpha() && !opaque && !is_opaque(&image);
        let (channels, data) = match (image.color().has_color(), alpha) {
            (false, false) => (1, image.into_luma8().into_raw()),
            (false, true) => (2, image.into_luma_alpha8().into_raw()),
            (true, false) => (3, image.into_rgb8().into_raw()),
            (true, true) => (4, image.into_rgba8().into_raw()),
        };
        Self { width, height, channels, data, profile: None }
    }

    /// The pixels at another size: Lanczos with three lobes, weighted by alpha so that hidden colours do not bleed.
    pub(super) fn resized(&self, width: u32, height: u32) -> Result<Cow<'_, Self>, PictureProblem> {
        if (width, height) == (self.width, self.height) {
            return Ok(Cow::Borrowed(self));
        }
        let layout = match self.channels {
            1 => PixelType::U8,
            2 => PixelType::U8x2,
            3 => PixelType::U8x3,
            _ => PixelType::U8x4,
        };
        // Both fail only on sizes that do not fit their buffers.
        let impossible = PictureProblem::TooLarge { width, height };
        let source = ImageRef::new(self.width, self.height, &self.data, layout).map_err(|_| impossible.clone())?;
        let mut target = Image::new(width, height, layout);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(true);
        Resizer::new().resize(&source, &mut target, &options).map_err(|_| impossible)?;
        let data = target.into_vec();
        Ok(Cow::Owned(Self { width, height, channels: self.channels, data, profile: self.profile.clone() }))
    }
}

fn is_opaque(image: &DynamicImage) -> bool {
    match image {
        DynamicImage::ImageLumaA8(image) => image.pixels().all(|pixel| pixel.0[1] == u8::MAX),
        DynamicImage::ImageRgba8(image) => image.pixels().all(|pixel| pixel.0[3] == u8::MAX),
        DynamicImage::ImageLumaA16(image) => image.pixels().all(|pixel| pixel.0[1] == u16::MAX),
        DynamicImage::ImageRgba16(image) => image.pixels().all(|pixel| pixel.0[3] == u16::MAX),
        _ => false,
    }
}

/// Whether a colour profile (ICC.1:2022, 7.2.6: the data colour space) is for pixels of this kind. That of a CMYK photo,
/// which is decoded to RGB, is not.
fn fits(profile: &[u8], channels: usize) -> bool {
    profile.get(16..20) == Some(if channels >= 3 { b"RGB " } else { b"GRAY" })
}
