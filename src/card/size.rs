//! The pictures that social networks ask for, by name.

/// A size with the room that text may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its name.
    pub name: &'static str,
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// Pixels at the edges that text leaves free: top, right, bottom, left. Networks cut there, or lay buttons over it.
    pub insets: [u16; 4],
}

impl Size {
    /// The picture of a link preview: Open Graph, 1.91 to 1. Text stays within the middle 1080 by 520 pixels.
    pub const LINK: Self = Self::new("link", (1200, 630), [55, 60, 55, 60]);

    /// All sizes, that of link previews first. A square, the tallest feed formats (4:5 and 3:4, of which profile grids
    /// show the middle), a story with the bars above and below it and the buttons at its right, a pin, and wide ones.
    pub const ALL: [Self; 9] = [
        Self::LINK,
        Self::new("square", (1080, 1080), [72, 72, 72, 72]),
        Self::new("portrait", (1080, 1350), [90, 72, 90, 72]),
        Self::new("portrait-3x4", (1080, 1440), [96, 72, 96, 72]),
        Self::new("story", (1080, 1920), [250, 120, 400, 72]),
        Self::new("pin", (1000, 1500), [90, 72, 90, 72]),
        Self::new("wide", (1600, 900), [80, 80, 80, 80]),
        Self::new("business-profile", (1200, 900), [72, 72, 72, 72]),
        Self::new("newsletter", (1200, 600), [52, 60, 52, 60]),
    ];

    const fn new(name: &'static str, (width, height): (u16, u16), insets: [u16; 4]) -> Self {
        Self { name, width, height, insets }
    }

    /// The size of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name == name)
    }
}
