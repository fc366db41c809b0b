//! Decoded pixels: upright, eight bits a channel, one to four channels.

use std::borrow::Cow;
use std::io::Cursor;

use fast_image_resize::images::{Image, TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4};
use fast_image_resize::{FilterType, MulDiv, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{Format, HEAD_BYTES, MAX_MEMORY, MAX_SIDE, Picture, PictureProblem, Treatment, orientation};

/// A decoded picture. Channels are gray, gray and alpha, RGB, or RGBA, alpha not premultiplied.
#[derive(Clone)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: usize,
    pub(super) data: Vec<u8>,
    /// The color profile, where it fits the channels.
    pub(super) profile: Option<Vec<u8>>,
    /// Whether colors are weighted by alpha.
    premultiplied: bool,
}

impl Pixels {
    /// Decodes a file of the picture's format and turns it upright.
    pub(super) fn decode(bytes: &[u8], picture: &Picture) -> Result<Self, PictureProblem> {
        let damaged = PictureProblem::Damaged(picture.format);
        let decoded = match picture.format {
            Format::Jpeg => by_library(bytes, ImageFormat::Jpeg),
            Format::Png => by_rows(bytes),
            Format::WebP => by_library(bytes, ImageFormat::WebP),
            Format::Gif | Format::Svg => None,
        };
        let mut pixels = decoded.ok_or_else(|| damaged.clone())?;
        pixels = pixels.turned(orientation(bytes, picture.format)?).ok_or_else(|| damaged.clone())?;
        if (pixels.width, pixels.height) != (picture.width, picture.height) {
            return Err(damaged);
        }
        if picture.treatment == Treatment::Photo || pixels.is_opaque() {
            pixels.drop_alpha();
        }
        let channels = pixels.channels;
        pixels.profile = pixels.profile.filter(|profile| fits(profile, channels));
        Ok(pixels)
    }

    /// Turned upright, for which another copy is made.
    fn turned(self, orientation: Orientation) -> Option<Self> {
        if orientation == Orientation::NoTransforms {
            return Some(self);
        }
        let Self { width, height, channels, data, profile, .. } = self;
        let mut image = match channels {
            1 => DynamicImage::ImageLuma8(ImageBuffer::from_raw(width, height, data)?),
            2 => DynamicImage::ImageLumaA8(ImageBuffer::from_raw(width, height, data)?),
            3 => DynamicImage::ImageRgb8(ImageBuffer::from_raw(width, height, data)?),
            _ => DynamicImage::ImageRgba8(ImageBuffer::from_raw(width, height, data)?),
        };
        image.apply_orientation(orientation);
        Some(Self { profile, ..Self::of(image)? })
    }

    /// Pixels of eight bits a channel.
    fn of(image: DynamicImage) -> Option<Self> {
        let (width, height) = (image.width(), image.height());
        let channels = usize::from(image.color().channel_count());
        let data = match image {
            DynamicImage::ImageLuma8(image) => image.into_raw(),
            DynamicImage::ImageLumaA8(image) => image.into_raw(),
            DynamicImage::ImageRgb8(image) => image.into_raw(),
            DynamicImage::ImageRgba8(image) => image.into_raw(),
            _ => return None,
        };
        Some(Self { width, height, channels, data, profile: None, premultiplied: false })
    }

    fn is_opaque(&self) -> bool {
        self.channels.is_multiple_of(2)
            && self.data.chunks_exact(self.channels).all(|pixel| pixel[self.channels - 1] == u8::MAX)
    }

    /// Leaves out the alpha channel, in place.
    fn drop_alpha(&mut self) {
        if self.channels % 2 == 1 {
            return;
        }
        let kept = self.channels - 1;
        for pixel in 0..self.data.len() / self.channels {
            self.data.copy_within(pixel * self.channels..pixel * self.channels + kept, pixel * kept);
        }
        self.data.truncate(self.data.len() / self.channels * kept);
        self.channels = kept;
    }

    /// The middle of a picture, in place.
    pub(super) fn cropped(mut self, width: u32, height: u32) -> Self {
        let (left, top) = ((self.width - width) as usize / 2, (self.height - height) as usize / 2);
        let (row, kept) = (self.width as usize * self.channels, width as usize * self.channels);
        for line in 0..height as usize {
            let from = (top + line) * row + left * self.channels;
            self.data.copy_within(from..from + kept, line * kept);
        }
        self.data.truncate(height as usize * kept);
        Self { width, height, ..self }
    }

    /// Weights colors by alpha, in place and once for all sizes: a copy for each size took half a gigabyte.
    pub(super) fn premultiply(&mut self) {
        if self.channels % 2 == 1 || self.premultiplied {
            return;
        }
        self.premultiplied = if self.channels == 2 { self.weighted::<U8x2>() } else { self.weighted::<U8x4>() };
    }

    fn weighted<P: PixelTrait>(&mut self) -> bool {
        let image = TypedImage::<P>::from_buffer(self.width, self.height, &mut self.data);
        image.is_ok_and(|mut image| MulDiv::default().multiply_alpha_inplace_typed(&mut image).is_ok())
    }

    /// The pixels at another size: Lanczos with three lobes, weighted by alpha so that hidden colors do not bleed.
    pub(super) fn resized(&self, width: u32, height: u32) -> Result<Cow<'_, Self>, PictureProblem> {
        if (width, height) == (self.width, self.height) {
            return Ok(Cow::Borrowed(self));
        }
        let data = match self.channels {
            1 => self.scaled::<U8>(width, height),
            2 => self.scaled::<U8x2>(width, height),
            3 => self.scaled::<U8x3>(width, height),
            _ => self.scaled::<U8x4>(width, height),
        };
        let data = data.ok_or(PictureProblem::TooLarge { width, height })?;
        let (channels, profile) = (self.channels, self.profile.clone());
        Ok(Cow::Owned(Self { width, height, channels, data, profile, premultiplied: false }))
    }

    /// Asks for one kind of pixels, so that the code for all others, megabytes of it, is in no program. `None` only if
    /// sizes do not fit their buffers.
    fn scaled<P: PixelTrait>(&self, width: u32, height: u32) -> Option<Vec<u8>> {
        let source = TypedImageRef::<P>::from_buffer(self.width, self.height, &self.data).ok()?;
        let mut target = Image::new(width, height, P::pixel_type());
        let mut pixels = target.typed_image_mut::<P>()?;
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
            .use_alpha(!self.premultiplied);
        Resizer::new().resize_typed(&source, &mut pixels, &options).ok()?;
        if self.premultiplied {
            MulDiv::default().divide_alpha_inplace_typed(&mut pixels).ok()?;
        }
        Some(target.into_vec())
    }
}

/// Decodes by the `image` library, whose JPEG and WebP have eight bits a channel.
fn by_library(bytes: &[u8], format: ImageFormat) -> Option<Pixels> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let profile = decoder.icc_profile().ok()?;
    let image = DynamicImage::from_decoder(decoder).ok()?;
    Some(Pixels { profile, ..Pixels::of(image)? })
}

/// Decodes a PNG row by row, so that one of sixteen bits a channel is never whole in memory.
fn by_rows(bytes: &[u8]) -> Option<Pixels> {
    let limits = png::Limits { bytes: usize::try_from(HEAD_BYTES).ok()? };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    let head = decoder.read_header_info().ok()?;
    let interlaced = head.interlaced;
    // Interlaced rows come in seven passes, and the library narrows them by cutting.
    let narrowed = if interlaced { png::Transformations::STRIP_16 } else { png::Transformations::IDENTITY };
    decoder.set_transformations(png::Transformations::EXPAND | narrowed);
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width, reader.info().height);
    let profile = reader.info().icc_profile.as_deref().map(<[u8]>::to_vec);
    let (colour, depth) = reader.output_color_type();
    let channels = colour.samples();
    let length = (width as usize).checked_mul(height as usize)?.checked_mul(channels)?;
    let mut data = Vec::new();
    if interlaced {
        data.resize(reader.output_buffer_size()?, 0);
        reader.next_frame(&mut data).ok()?;
    } else {
        data.reserve_exact(length);
        while let Some(row) = reader.next_row().ok()? {
            if depth == png::BitDepth::Sixteen {
                data.extend(row.data().chunks_exact(2).map(|pair| narrow([pair[0], pair[1]])));
            } else {
                data.extend_from_slice(row.data());
            }
        }
    }
    (data.len() == length).then_some(Pixels { width, height, channels, data, profile, premultiplied: false })
}

/// Sixteen bits as eight, rounded.
fn narrow(bytes: [u8; 2]) -> u8 {
    let wide = u32::from(u16::from_be_bytes(bytes));
    u8::try_from((wide + 128) / 257).unwrap_or(u8::MAX)
}

/// Whether a color profile (ICC.1:2022, 7.2.6: the data color space) is for pixels of this kind. That of a CMYK photo,
/// which is decoded to RGB, is not.
fn fits(profile: &[u8], channels: usize) -> bool {
    profile.get(16..20) == Some(if channels >= 3 { b"RGB " } else { b"GRAY" })
}
