//! Pixels on their way from one room to another.

/// Upright pixels: red, green, blue and alpha of each, row by row, not premultiplied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel.
    pub rgba: Vec<u8>,
}
