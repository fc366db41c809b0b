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

/// A banner above a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Banner {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// Width and height of its middle, which every screen shows.
    pub safe: (u16, u16),
}

impl Banner {
    /// All banners: three to one for X, Mastodon and Bluesky; the cover of a Facebook page, of which telephones cut the sides;
    /// that of a LinkedIn page; that of a YouTube channel, of which televisions alone show the whole.
    pub const ALL: [Self; 4] = [
        Self { name: "banner-3x1", width: 1500, height: 500, safe: (1000, 300) },
        Self { name: "banner-facebook", width: 1702, height: 630, safe: (1060, 420) },
        Self { name: "banner-linkedin", width: 4200, height: 700, safe: (2400, 440) },
        Self { name: "banner-youtube", width: 2560, height: 1440, safe: (1546, 423) },
    ];

    /// The banner of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|banner| banner.name == name)
    }
}
