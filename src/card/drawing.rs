//! SVG drawings and pictures in a box: logos, and the designs of themes.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::base::Bitmap;
use crate::image::{PictureProblem, check_drawn};

use super::effort;

/// Reads an SVG drawing that is to be drawn at a size. It loads nothing: neither files nor pictures within it. The problem
/// is in the parser's words, or says what would take too long to draw.
pub(super) fn read(svg: &str, width: u32, height: u32) -> Result<Tree, String> {
    check_drawn(svg).map_err(|problem| problem.to_string())?;
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing, ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let (scale, _) = placed(&tree, width, height);
    match effort::check(tree.root(), (width, height), scale) {
        Ok(()) => Ok(tree),
        Err(what) => {
            Err(PictureProblem::TooComplex { what: format!("{what}, which would take too long to draw") }.to_string())
        }
    }
}

/// A drawing at a size in pixels. What is of another shape stands in the middle.
pub(super) fn draw(tree: &Tree, width: u32, height: u32) -> Option<Bitmap> {
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
    let source = ImageRef::new(picture.width, picture.height, &picture.rgba, PixelType::U8x4).ok()?;
    let mut target = Image::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(true);
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    Some(Bitmap { width, height, rgba: target.into_vec() })
}
