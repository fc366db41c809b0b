//! SVG drawings and pictures in a box: logos, and the designs of themes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{Image, TypedImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::base::Bitmap;
use crate::image::{PictureProblem, check_drawn};

use super::effort;

/// Pixels of a side in which a drawing is tried.
const TRIAL: u32 = 64;

/// Reads an SVG drawing that is to be drawn at a size. It loads nothing: neither files nor pictures within it. The problem
/// is in the parser's words, or says what would take too long to draw.
pub(super) fn read(svg: &str, width: u32, height: u32) -> Result<Tree, String> {
    check_drawn(svg).map_err(|problem| problem.to_string())?;
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing, ..Options::default() };
    let fails = || "it makes the program that draws it fail".to_owned();
    let read = catch_unwind(AssertUnwindSafe(|| Tree::from_str(svg, &options))).map_err(|_| fails())?;
    let tree = read.map_err(|error| error.to_string())?;
    let (scale, _) = placed(&tree, width, height);
    match effort::check(tree.root(), width, height, scale) {
        // Once in small, so that what fails is known here, where the file can be named.
        Ok(()) => draw(&tree, TRIAL, TRIAL).map(|_| tree).ok_or_else(fails),
        Err(what) => {
            Err(PictureProblem::TooComplex { what: format!("{what}, which take too long to draw") }.to_string())
        }
    }
}

/// A drawing at a size in pixels; what is of another shape is in the middle. `None` where it cannot be drawn.
pub(super) fn draw(tree: &Tree, width: u32, height: u32) -> Option<Bitmap> {
    catch_unwind(AssertUnwindSafe(|| drawn(tree, width, height))).ok().flatten()
}

fn drawn(tree: &Tree, width: u32, height: u32) -> Option<Bitmap> {
    let (scale, (left, top)) = placed(tree, width, height);
    let mut pixels = Pixmap::new(width, height)?;
    resvg::render(tree, Transform::from_scale(scale, scale).post_translate(left, top), &mut pixels.as_mut());
    let rgba = pixels.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    Some(Bitmap { width, height, rgba: rgba.collect() })
}

/// Pixels for a unit of a drawing in a box, and where it begins.
fn placed(tree: &Tree, width: u32, height: u32) -> (f32, (f32, f32)) {
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a card")]
    let (across, down) = (width as f32, height as f32);
    let scale = (across / size.width()).min(down / size.height());
    (scale, ((across - size.width() * scale) / 2.0, (down - size.height() * scale) / 2.0))
}

/// A picture made to fit into `width` by `height` pixels, in its own shape.
pub(super) fn fit(picture: &Bitmap, width: u32, height: u32) -> Option<Bitmap> {
    let (w, h) = (u64::from(picture.width), u64::from(picture.height));
    let (w, h) = if w * u64::from(height) > h * u64::from(width) {
        (u64::from(width), (h * u64::from(width) / w).max(1))
    } else {
        ((w * u64::from(height) / h.max(1)).max(1), u64::from(height))
    };
    let (width, height) = (u32::try_from(w).ok()?, u32::try_from(h).ok()?);
    let source = TypedImageRef::<U8x4>::from_buffer(picture.width, picture.height, &picture.rgba).ok()?;
    let mut target = Image::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(true);
    Resizer::new().resize_typed(&source, &mut target.typed_image_mut::<U8x4>()?, &options).ok()?;
    Some(Bitmap { width, height, rgba: target.into_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is within the budget fits the smallest stack that the program has, that of a thread (2 MiB).
    #[test]
    fn the_deepest_drawing_fits_a_thread() {
        let nested = |open: &str, close: &str| {
            let inside = open.repeat(36) + "<path d='M0 0h9v9z'/>" + &close.repeat(36);
            format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>{inside}</svg>")
        };
        let link = |element: &str, property: &str| {
            let link = |n: u32| {
                format!("<{element} id='a{n}' {property}='url(#a{})'><path d='M0 0h9v9z'/></{element}>", n + 1)
            };
            let links = (0..37).map(link).collect::<Vec<_>>().concat();
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>{links}<path d='M0 0h9v9z' {property}='url(#a0)'/></svg>"
            )
        };
        let drawings = [
            nested("<g opacity='.9'>", "</g>"),
            nested("<g transform='scale(1.01)' style='mix-blend-mode:multiply'>", "</g>"),
            link("clipPath", "clip-path"),
            link("mask", "mask"),
        ];
        for svg in drawings {
            let drawn = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(move || {
                let tree = read(&svg, 64, 64).expect("a drawing");
                draw(&tree, 64, 64).is_some()
            });
            assert!(drawn.expect("a thread").join().expect("no overflow"));
        }
    }
}
