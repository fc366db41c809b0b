//! The practice's logo: the icon on home screens, and the pages on which it can be seen.

use crate::support::{Built, Project};

/// A logo of bars on nothing.
fn bars(colour: &str, width: u32) -> String {
    let bar = |x: u32| format!("<rect x='{x}' width='4' height='40' fill='{colour}'/>");
    let bars: String = (0..width / 8).map(|at| bar(at * 8)).collect();
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 40'>{bars}</svg>")
}

/// The icon that the pages name, as rows of pixels.
fn touch_icon(site: &Built) -> image::RgbaImage {
    let page = site.page("/");
    let named = page.all("link").find(|link| link.get("rel") == Some("apple-touch-icon")).expect("an icon in the head");
    assert_eq!(named.get("href"), Some("/apple-touch-icon.png"));
    let bytes = &site.files["apple-touch-icon.png"];
    let icon = image::load_from_memory_with_format(bytes, image::ImageFormat::Png).expect("a PNG").into_rgba8();
    assert_eq!((icon.width(), icon.height()), (180, 180));
    assert!(icon.pixels().all(|pixel| pixel.0[3] == 255), "phones put black behind what is transparent");
    icon
}

fn share(icon: &image::RgbaImage, colour: [u8; 3]) -> f64 {
    let like = icon.pixels().filter(|pixel| pixel.0[..3] == colour).count();
    f64::from(u32::try_from(like).expect("pixels")) / (180.0 * 180.0)
}

#[test]
fn a_home_screen_shows_the_logo_or_the_initial_on_the_practices_colour() {
    let project = Project::new().settings("brand: {color: \"#1f5f5b\", logo: /logo.svg}\n").article("a", "", "Text.");
    let square = touch_icon(&project.clone().write("static/logo.svg", bars("#b4532a", 40)).build_clean());
    assert!(share(&square, [255; 3]) > 0.5 && share(&square, [0xb4, 0x53, 0x2a]) > 0.2);
    // Eight times as wide as high, nothing of it could be made out.
    let wide = touch_icon(&project.clone().write("static/logo.svg", bars("#b4532a", 320)).build_clean());
    let initial = touch_icon(&Project::new().settings("brand: {color: \"#1f5f5b\"}\n").build_clean());
    assert_eq!(wide, initial);
    assert!(share(&initial, [0x1f, 0x5f, 0x5b]) > 0.7 && share(&initial, [255; 3]) > 0.02);
    // A white logo is on the practice's colour.
    let pale = touch_icon(&project.clone().write("static/logo.svg", bars("#ffffff", 40)).build());
    assert!(share(&pale, [0x1f, 0x5f, 0x5b]) > 0.5 && share(&pale, [255; 3]) > 0.2);
}

#[test]
fn an_icon_of_ones_own_stands_in_its_place_and_sites_in_a_folder_name_it_there() {
    let own = crate::support::drawing(180, 180, [7, 8, 9]);
    let site = Project::new().write("static/apple-touch-icon.png", own).build_clean();
    assert!(share(&touch_icon(&site), [7, 8, 9]) > 0.99);
    let folder = Project::new().for_address("https://clinic.example/blog").without_cards().build_clean();
    assert!(folder.text("/").contains("href=\"/blog/apple-touch-icon.png\""));
    assert!(folder.has("/apple-touch-icon.png"));
}

#[test]
fn a_logo_that_cannot_be_seen_on_its_pages_is_reported() {
    let with = |brand: &str, light: &str, dark: &str| {
        let project = Project::new().settings(&format!("brand: {{{brand}}}\n")).article("a", "", "Text.");
        project.write("static/l.svg", bars(light, 120)).write("static/d.svg", bars(dark, 120)).build()
    };
    let both = "logo: /l.svg, logo_dark: /d.svg";
    assert!(!with(both, "#1f5f5b", "#cfe8e4").problems().contains("a11y/logo-contrast"));
    // Without a second logo, the usual one is on a chip in the dark.
    assert!(!with("logo: /l.svg", "#101010", "#101010").problems().contains("a11y/logo-contrast"));
    let lost = with(both, "#f4f4f4", "#182024");
    let problems = lost.problems();
    assert!(
        problems.contains(
            "warning a11y/logo-contrast bedside.yaml most of `brand.logo` is hard to see on the theme's light pages, \
             which are #ffffff"
        ) && problems.contains("most of `brand.logo_dark` is hard to see on the theme's dark pages, which are #121a1e"),
        "{problems}"
    );
    let gone = Project::new().settings("brand: {logo_dark: /gone.svg}\n").build();
    assert!(gone.problems().contains("warning picture/missing bedside.yaml"), "{}", gone.problems());
}
