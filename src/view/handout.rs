//! What a page needs to be handed out on paper: a QR code (ISO/IEC 18004) of its address.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde::Serialize;

use crate::base::escape_attribute;
use crate::model::Document;
use crate::plan::may_be_handed_out;

use super::Scene;

/// The empty margin around a code, in modules, as the standard asks for it.
const MARGIN: i32 = 4;

/// The way from paper back to the page; `document.handout` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct HandoutView {
    /// A QR code for the address: an `<img>` element, safe to print; empty if the address is too long.
    pub code: String,
    /// The address, for people without a camera.
    pub url: String,
}

/// What is at the end of a printed page of a document; `None` if it should not be handed out.
pub(super) fn view(scene: Scene<'_>, document: &Document, path: &str) -> Option<HandoutView> {
    if !may_be_handed_out(document) {
        return None;
    }
    let url = scene.absolute(path);
    let label = scene.words(document.language).get("handout_code");
    Some(HandoutView { code: code(&url).map_or_else(String::new, |code| image(&code, label)), url })
}

/// The code of an address; `None` for one of more than 2,331 bytes, which is printed in letters only.
///
/// The mask is always the same. The standard has all eight drawn and scored, and takes the one with the fewest patterns that
/// slow a camera down; that costs ten times as much as the rest of the code, and every reader reads every mask.
fn code(url: &str) -> Option<QrCode> {
    let segment = QrSegment::make_bytes(url.as_bytes());
    let versions = (Version::new(1), Version::new(40));
    QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Medium, versions.0, versions.1, Some(Mask::new(0)), true)
        .ok()
}

/// The code as a picture of one pixel a module, a fifth of the same as strokes of a drawing. The style sheet enlarges it
/// without smoothing.
fn image(code: &QrCode, label: &str) -> String {
    let Ok(png) = png(code) else { return String::new() };
    let (label, side) = (escape_attribute(label), code.size() + 2 * MARGIN);
    let mut image =
        format!("<img class=\"qr\" alt=\"{label}\" width=\"{side}\" height=\"{side}\" src=\"data:image/png;base64,");
    STANDARD.encode_string(png, &mut image);
    image.push_str("\">");
    image
}

/// One bit a pixel, not compressed: there is nothing to gain on modules that look like noise.
fn png(code: &QrCode) -> Result<Vec<u8>, EncodingError> {
    let side = code.size() + 2 * MARGIN;
    let mut pixels = Vec::with_capacity(512);
    for row in 0..side {
        for byte in (0..side).step_by(8) {
            // Modules outside the code are light.
            let light = |bit: i32| u8::from(!code.get_module(byte + bit - MARGIN, row - MARGIN)) << (7 - bit);
            pixels.push((0..8).map(light).sum());
        }
    }
    let mut png = Vec::with_capacity(512);
    let side = side.unsigned_abs();
    let mut encoder = Encoder::new(&mut png, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_compression(Compression::NoCompression);
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels of a picture, a byte each, and how many are in a row.
    fn pixels(html: &str) -> (Vec<u8>, usize) {
        let data = html.split("base64,").nth(1).and_then(|rest| rest.split('"').next()).expect("data");
        let png = STANDARD.decode(data).expect("base64");
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a picture");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        (pixels, usize::try_from(info.width).expect("small"))
    }

    #[test]
    fn the_picture_has_every_dark_module_a_margin_and_nothing_else() {
        let code = code("https://clinic.example/articles/flu-shot/").expect("a code");
        let (pixels, side) = pixels(&image(&code, "a code"));
        assert_eq!(side, usize::try_from(code.size() + 2 * MARGIN).expect("small"));
        assert_eq!(pixels.len(), side * side);
        for (at, pixel) in pixels.iter().enumerate() {
            let [x, y] = [at % side, at / side].map(|at| i32::try_from(at).expect("small") - MARGIN);
            assert_eq!(*pixel == 0, code.get_module(x, y), "{x} {y}");
        }
    }

    #[test]
    fn an_address_that_is_too_long_has_no_code() {
        let url = |length: usize| format!("https://a.example/{}", "a".repeat(length - 18));
        assert!(code(&url(2331)).is_some() && code(&url(2332)).is_none());
    }

    #[test]
    fn the_label_cannot_leave_its_attribute() {
        let code = code("x").expect("a code");
        assert!(image(&code, "\"><script>").contains("alt=\"&quot;&gt;&lt;script&gt;\""));
    }
}
