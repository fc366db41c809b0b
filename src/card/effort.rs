//! What drawing would cost, counted on what the parser made of a drawing and before a pixel is touched.

use resvg::usvg::filter::{Filter, Kind};
use resvg::usvg::{Fill, Group, Node, Paint, Path, Stroke};

/// What a drawing may cost: about a nanosecond a unit, so at most some 0.6 s.
const MOST: f64 = 6e8;

/// How far from the origin points may be, and how wide blurs, in pixels: the arithmetic of those who draw fails far beyond.
const FAR: f64 = 1e8;
const WIDE: f64 = 1e5;

/// What costs too much, as a noun.
type TooMuch = &'static str;

/// Adds up what is drawn.
struct Effort {
    left: f64,
    /// Pixels of the surface.
    surface: f64,
    /// Pixels for a unit of the drawing.
    scale: f64,
}

/// Checks that a drawing of `width` by `height` pixels, `scale` pixels for its unit, is drawn within a moment.
///
/// # Errors
/// What is too much.
pub(super) fn check(root: &Group, width: u32, height: u32, scale: f32) -> Result<(), TooMuch> {
    let surface = f64::from(width) * f64::from(height);
    Effort { left: MOST, surface, scale: f64::from(scale) }.group(root, false)
}

impl Effort {
    fn spend(&mut self, units: f64, what: TooMuch) -> Result<(), TooMuch> {
        self.left -= units;
        if self.left >= 0.0 { Ok(()) } else { Err(what) }
    }

    /// Pixels of a box: the whole surface if the box has its own units or is not a number.
    fn area(&self, width: f32, height: f32, own_units: bool) -> f64 {
        let side = |length: f32| f64::from(length) * self.scale + 2.0;
        let area = side(width) * side(height);
        if own_units || !area.is_finite() { self.surface } else { area.min(self.surface) }
    }

    /// `tiled`: within a pattern, whose units are its own.
    fn group(&mut self, group: &Group, tiled: bool) -> Result<(), TooMuch> {
        let bounds = group.abs_layer_bounding_box();
        let area = self.area(bounds.width(), bounds.height(), tiled);
        if group.should_isolate() {
            self.spend(area * 6.0 + 2_000.0, "transparent groups, masks and clip paths")?;
        }
        for filter in group.filters() {
            self.filter(filter, f64::from(group.abs_transform().get_scale().0.abs()), tiled)?;
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            self.spend(area * 4.0, "clip paths")?;
            self.group(path.root(), tiled)?;
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(next) = mask {
            self.spend(area * 8.0, "masks")?;
            self.group(next.root(), tiled)?;
            mask = next.mask();
        }
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => self.group(group, tiled),
            Node::Path(path) => self.path(path, tiled),
            Node::Image(_) | Node::Text(_) => Ok(()),
        })
    }

    fn path(&mut self, path: &Path, tiled: bool) -> Result<(), TooMuch> {
        let bounds = path.abs_stroke_bounding_box();
        let area = self.area(bounds.width(), bounds.height(), tiled);
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let points = path.data().len() as f64;
        self.spend(points * 150.0 + 500.0, "points of paths")?;
        let edges = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
        if edges.iter().any(|edge| (f64::from(*edge) * self.scale).abs() >= FAR) {
            return Err("shapes that reach millions of pixels beyond its edge");
        }
        let coats = path.fill().map(Fill::paint).into_iter().chain(path.stroke().map(Stroke::paint));
        for paint in coats {
            match paint {
                Paint::Color(_) => self.spend(area, "large shapes")?,
                Paint::LinearGradient(_) | Paint::RadialGradient(_) => self.spend(area * 4.0, "large gradients")?,
                Paint::Pattern(pattern) => {
                    self.spend(area * 8.0, "patterns")?;
                    self.group(pattern.root(), true)?;
                }
            }
        }
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            let period = f64::from(dashes.iter().sum::<f32>()).max(1e-6);
            #[expect(clippy::cast_precision_loss, reason = "an estimate")]
            let count = length(path) / period * dashes.len() as f64;
            self.spend(count * 400.0, "dashes")?;
        }
        Ok(())
    }

    fn filter(&mut self, filter: &Filter, stretch: f64, tiled: bool) -> Result<(), TooMuch> {
        let bounds = filter.rect();
        let area = self.area(bounds.width(), bounds.height(), tiled || (stretch - 1.0).abs() > 0.01);
        // A filter's surface is larger than what is seen of it.
        let area = (area * 1.5).min(self.surface * 1.5);
        let stretched = self.scale * stretch;
        let wide = |x: f32, y: f32| f64::from(x.max(y)) * stretched >= WIDE;
        filter.primitives().iter().try_for_each(|step| {
            let (units, what) = match step.kind() {
                Kind::GaussianBlur(blur) if wide(blur.std_dev_x().get(), blur.std_dev_y().get()) => {
                    return Err("blurs that are wider than any picture");
                }
                Kind::DropShadow(blur) if wide(blur.std_dev_x().get(), blur.std_dev_y().get()) => {
                    return Err("shadows that are wider than any picture");
                }
                Kind::GaussianBlur(_) => (60.0, "blurs"),
                Kind::DropShadow(_) => (80.0, "shadows"),
                Kind::Turbulence(noise) => (60.0 * f64::from(noise.num_octaves()), "octaves of noise (`feTurbulence`)"),
                Kind::ConvolveMatrix(matrix) => {
                    let order = f64::from(matrix.matrix().columns()) * f64::from(matrix.matrix().rows());
                    (6.0 * order, "steps of `feConvolveMatrix`")
                }
                Kind::Morphology(shape) => {
                    let side = |radius: f32| 2.0 * f64::from(radius) * self.scale * stretch + 1.0;
                    (4.0 * side(shape.radius_x().get()) * side(shape.radius_y().get()), "steps of `feMorphology`")
                }
                Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => (40.0, "lights"),
                Kind::Image(image) => {
                    self.group(image.root(), true)?;
                    (10.0, "filters")
                }
                #[expect(clippy::cast_precision_loss, reason = "an estimate")]
                Kind::Merge(merge) => (6.0 * merge.inputs().len() as f64, "filters"),
                _ => (12.0, "filters"),
            };
            self.spend(area * units, what)
        })
    }
}

/// About the length of a path: that of the lines between its points.
fn length(path: &Path) -> f64 {
    let between = |pair: &[resvg::tiny_skia::Point]| f64::from((pair[1] - pair[0]).length());
    path.data().points().windows(2).map(between).sum()
}
