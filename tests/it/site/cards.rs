//! Share cards: what a link to the practice's pages shows on social networks.

use std::collections::{BTreeMap, BTreeSet};

use bedside::base::{Bitmap, VPath};
use bedside::card::{CardBrand, Size, Studio};
use bedside::config::{Brand, Color};
use bedside::model::Shown;
use bedside::view::ShareCard;
use image::ImageEncoder as _;

use crate::image::makers;
use crate::support::{Built, Project, drawing, photo_with_place};

/// Most bytes of a card in the plain design, and of one with a picture.
const LIMITS: [usize; 2] = [60_000, 300_000];

/// Contrast of text: WCAG 2.2, criterion 1.4.3.
const READABLE: f64 = 4.5;

/// Colours that practices choose, light, dark and loud.
const COLOURS: [&str; 8] = ["#0b5c63", "#ffffff", "#000000", "#ffe600", "#777777", "#ff0000", "#bfe3ff", "#3d0066"];

/// A decoded picture.
struct Pixels {
    width: usize,
    height: usize,
    rgb: Vec<[u8; 3]>,
}

fn decode(bytes: &[u8]) -> Pixels {
    let picture = image::load_from_memory(bytes).expect("a picture").into_rgb8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Pixels { width, height, rgb: picture.pixels().map(|pixel| pixel.0).collect() }
}

impl Pixels {
    /// The smallest box around the pixels in which two pictures of one size differ: left, top, right, bottom.
    fn difference(&self, other: &Self) -> Option<[usize; 4]> {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let differ = (0..self.rgb.len()).filter(|at| self.rgb[*at] != other.rgb[*at]);
        differ.map(|at| (at % self.width, at / self.width)).fold(None, |found, (x, y)| {
            let [left, top, right, bottom] = found.unwrap_or([x, y, x, y]);
            Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
        })
    }
}

fn studio(color: &str, accent: &str, practice: &str) -> Studio {
    let read = |text: &str| Color::parse(text).expect("a colour");
    let brand = Brand { color: read(color), accent: read(accent), ..Brand::default() };
    let (title, host) = ("Clinic".to_owned(), "clinic.example".to_owned());
    let house = CardBrand { practice: practice.to_owned(), title, host, brand, logo: None, templates: BTreeMap::new() };
    Studio::new(house).expect("fonts")
}

fn card(title: &str) -> ShareCard<'static> {
    ShareCard {
        title: title.to_owned(),
        mark: "Article".to_owned(),
        byline: Some("Ana Ng, MD".to_owned()),
        date: Some("November 2, 2026".to_owned()),
        ..ShareCard::default()
    }
}

fn draw(studio: &Studio, card: &ShareCard<'_>, size: &Size) -> Vec<u8> {
    studio.draw(card, size, None).expect("a card")
}

fn share_image(site: &Built, url: &str) -> (String, Vec<u8>) {
    let page = site.page(url);
    let meta = |name: &str| {
        let found = page.all("meta").find(|meta| meta.get("property") == Some(name) || meta.get("name") == Some(name));
        found.and_then(|meta| meta.get("content")).unwrap_or_else(|| panic!("{url} has no {name}")).to_owned()
    };
    let address = meta("og:image");
    assert_eq!((meta("og:image:width"), meta("og:image:height")), ("1200".to_owned(), "630".to_owned()));
    let kind = if address.ends_with("/card.jpg") { "image/jpeg" } else { "image/png" };
    assert_eq!(meta("og:image:type"), kind);
    assert_eq!(meta("og:image:alt"), meta("twitter:image:alt"));
    assert_eq!(meta("twitter:card"), "summary_large_image");
    assert_eq!(meta("twitter:image"), address);
    let path = address.strip_prefix("https://clinic.example").expect("an absolute address");
    let bytes = site.files.get(path.trim_start_matches("/blog").trim_start_matches('/'));
    (meta("og:image:alt"), bytes.unwrap_or_else(|| panic!("nothing at {path}")).clone())
}

const MYTH: &str = "\
title: Flu shots cannot give you the flu
date: 2026-11-02
claims:
  - {id: gives-flu, claim: The shot gives you flu, verdict: false, fact: The shot holds no living virus}
  - {id: weak, claim: It never works, verdict: misleading, fact: It halves the risk of a visit to the doctor}
";

#[test]
fn every_document_and_claim_has_its_card() {
    let site = Project::new()
        .article("a", "authors: [ng]", "Text.")
        .document("people/ng.md", "title: Ana Ng", "")
        .document("pages/about.md", "title: About us", "")
        .document("myths/flu.md", MYTH, "Text.")
        .build();
    assert_eq!(site.errors(), "");
    for url in ["/articles/a/", "/people/ng/", "/about/", "/myths/flu/", "/myths/flu/weak/"] {
        let (alt, bytes) = share_image(&site, url);
        assert!(alt.contains("Alder Street Family Practice"), "{alt}");
        let pixels = decode(&bytes);
        assert_eq!((pixels.width, pixels.height), (1200, 630), "{url}");
        assert!(bytes.len() < LIMITS[0], "{url}: {} bytes", bytes.len());
    }
    assert!(site.has("/myths/flu/gives-flu/card.png") && site.has("/myths/flu/weak/card.png"));
    let different: BTreeSet<&Vec<u8>> =
        site.files.iter().filter(|(path, _)| path.ends_with("card.png")).map(|(_, bytes)| bytes).collect();
    assert_eq!(different.len(), 7, "one for the site itself");
}

#[test]
fn cards_stand_in_the_folder_and_in_the_language_of_the_site() {
    let site = Project::new()
        .settings("languages: [es]\n")
        .article("a", "", "Text.")
        .document("articles/a.es.md", "title: Sobre a\ndate: 2026-11-02", "Texto.")
        .for_address("https://clinic.example/blog")
        .build_clean();
    let (alt, bytes) = share_image(&site, "/es/articles/a/");
    assert!(alt.starts_with("Tarjeta de Alder Street Family Practice. Artículo: Sobre a. "), "{alt}");
    assert_ne!(bytes, share_image(&site, "/articles/a/").1);
}

#[test]
fn what_is_held_back_has_no_card() {
    let project = Project::new().article("a", "draft: true", "Text.");
    assert!(!project.build().has("/articles/a/card.png"));
    let shown = project.showing(Shown { drafts: true, ..Shown::default() }).build();
    assert!(shown.has("/articles/a/card.png"));
}

#[test]
fn without_cards_links_show_the_picture_of_the_page() {
    let site = Project::new()
        .article("a", "image: {src: p.jpg, alt: A knee}", "Text.")
        .write("content/articles/p.jpg", photo_with_place(1200, 630, "x"))
        .without_cards()
        .build_clean();
    assert!(site.files.keys().all(|path| !path.ends_with("card.png")));
    let page = site.page("/articles/a/");
    let image = page.all("meta").find(|meta| meta.get("property") == Some("og:image")).expect("a picture");
    assert!(image.get("content").expect("an address").contains("/media/p."));
}

/// Where two pictures differ by more than an eye can see, as a part of their pixels.
fn differing(a: &Pixels, b: &Pixels) -> f64 {
    let far = |(a, b): (&[u8; 3], &[u8; 3])| (0..3).any(|at| a[at].abs_diff(b[at]) > 24);
    let count = a.rgb.iter().zip(&b.rgb).filter(|pair| far(*pair)).count();
    f64::from(u32::try_from(count).expect("pixels")) / f64::from(u32::try_from(a.rgb.len()).expect("pixels"))
}

#[test]
fn a_card_with_a_photo_is_a_small_jpeg_and_pages_name_it() {
    let project = Project::new()
        .article("a", "image: {src: p.jpg, alt: A knee}", "Text.")
        .settings("cards: {design: plain}\n")
        .article("b", "image: {src: p.jpg, alt: A knee}\ncard: {design: image}", "Text.")
        .article("c", "card: {image: q.png, title: Short}", "Text.")
        .write("content/articles/p.jpg", photo_with_place(900, 700, "x"))
        .write("content/articles/q.png", drawing(40, 3000, [200, 20, 20]));
    let site = project.build_clean();
    let colours = |path: &str| decode(&site.files[path]).rgb.into_iter().collect::<BTreeSet<_>>().len();
    assert!(colours("articles/a/card.png") < 100, "the settings ask for the plain design");
    assert!(!site.has("/articles/a/card.jpg") && !site.has("/articles/b/card.png"));
    assert!(colours("articles/b/card.jpg") > 256, "the document asks for its picture");
    let drawn = decode(&site.files["articles/c/card.jpg"]);
    assert!(drawn.rgb.iter().filter(|[r, g, b]| *r > 180 && *g < 40 && *b < 40).count() > 50_000);
    for url in ["/articles/b/", "/articles/c/"] {
        let (_, bytes) = share_image(&site, url);
        assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.len() < LIMITS[1], "{url}: {} bytes", bytes.len());
        // Feeds and lists name the same file.
        assert!(site.text("/social.xml").contains(&format!("{url}card.jpg")), "{url}");
        assert!(site.text("/links/").contains(&format!("{url}card.jpg")), "{url}");
    }
    // Without a word in the settings, a card shows the photo where there is one.
    let usual = Project::new()
        .article("b", "image: {src: p.jpg, alt: A knee}", "Text.")
        .write("content/articles/p.jpg", photo_with_place(900, 700, "x"))
        .build_clean();
    assert_eq!(usual.files["articles/b/card.jpg"], site.files["articles/b/card.jpg"]);
}

#[test]
fn no_photo_makes_a_card_too_large_for_a_messenger() {
    let noise = |seed: u32| {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        let bitmap = Bitmap { width: 456, height: 630, rgba: (0..456 * 630 * 4).map(|_| next() | 1).collect() };
        Bitmap { rgba: bitmap.rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2], 255]).collect(), ..bitmap }
    };
    let studio = studio("#0b5c63", "#b45309", "Alder Street Family Practice");
    let file = VPath::new("content/p.jpg");
    let known = bedside::image::probe(&photo_with_place(900, 700, "x")).expect("a photo");
    let with = ShareCard { picture: Some((&file, &known)), ..card("Back pain") };
    let room = studio.picture_room(&with, &Size::LINK).expect("room");
    assert_eq!(room, (456, 630));
    let (one, two) = (noise(1), noise(1));
    let drawn = studio.draw(&with, &Size::LINK, Some(&one)).expect("a card");
    assert!(drawn.starts_with(&[0xff, 0xd8, 0xff]) && drawn.len() <= LIMITS[1], "{} bytes", drawn.len());
    assert_eq!(Some(drawn), studio.draw(&with, &Size::LINK, Some(&two)));
    // A calm picture keeps its colours, and the words beside it their edges.
    let rgba = (0..456 * 630).flat_map(|at| [120, u8::try_from(at / 456 / 4).unwrap(), 200, 255]).collect();
    let calm = Bitmap { width: 456, height: 630, rgba };
    let bytes = studio.draw(&with, &Size::LINK, Some(&calm)).expect("a card");
    let shown = decode(&bytes);
    let row = |y: usize| shown.rgb[y * 1200 + 1000];
    for y in [40, 300, 600] {
        let [r, g, b] = row(y);
        assert!(r.abs_diff(120) < 6 && u32::from(g).abs_diff(u32::try_from(y / 4).unwrap()) < 6 && b.abs_diff(200) < 6);
    }
    assert!(bytes.len() < 150_000, "{} bytes", bytes.len());
    let other =
        studio.draw(&ShareCard { title: "Knees".to_owned(), ..with }, &Size::LINK, Some(&calm)).expect("a card");
    assert!(differing(&shown, &decode(&other)) > 0.001, "the words are there");
}

#[test]
fn the_logo_is_read_once_and_must_be_safe() {
    let svg = |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{inside}</svg>");
    let project = Project::new().settings("brand: {logo: /logo.svg}\n").article("a", "", "Text.");
    let bare = Project::new().article("a", "", "Text.").build_clean();
    let good = project.clone().write("static/logo.svg", svg("<rect width='9' height='9' fill='#f0f'/>")).build_clean();
    assert!(decode(&good.files["articles/a/card.png"]).rgb.contains(&[255, 0, 255]));
    assert!(!decode(&bare.files["articles/a/card.png"]).rgb.contains(&[255, 0, 255]));
    let script = project.clone().write("static/logo.svg", svg("<script>alert(1)</script>")).build();
    assert!(script.errors().contains("picture/bad static/logo.svg"), "{}", script.errors());
    assert!(project.build().problems().contains("warning picture/missing bedside.yaml"));
}

#[test]
fn text_stays_within_the_safe_zone_at_every_size() {
    let long = "Whooping cough in newborns: why a shot in pregnancy, with every pregnancy, is the best protection there is \
                for the first months of life, and what else families can do to keep a small child safe this winter";
    let titles = [
        long,
        &"x".repeat(300),
        "ÅẾỘ gy Ќῷ <b>&amp;",
        "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "https://www.example.org/a/very/long/address/without/any/space/at/all/in/the/middle/of/the/title",
        "Αντιβιοτικά και ιώσεις / Лихорадка у детей",
    ];
    let studio = studio("#0b5c63", "#b45309", "Alder Street Family Practice");
    for size in Size::ALL {
        let [top, right, bottom, left] = size.insets.map(usize::from);
        let empty = decode(&draw(&studio, &card(""), &size));
        assert_eq!((empty.width, empty.height), (usize::from(size.width), usize::from(size.height)), "{}", size.name);
        for title in titles {
            let found = empty.difference(&decode(&draw(&studio, &card(title), &size))).expect("a title");
            let inside = found[0] >= left && found[1] >= top;
            let inside = inside && found[2] < empty.width - right && found[3] < empty.height - bottom;
            assert!(inside, "{} {title}: {found:?}", size.name);
        }
        let others = ShareCard { mark: "Mark ".repeat(60), byline: Some("Name ".repeat(60)), ..card("") };
        let found = empty.difference(&decode(&draw(&studio, &others, &size))).expect("a byline");
        assert!(found[0] >= left && found[1] >= top, "{}: {found:?}", size.name);
        assert!(found[2] < empty.width - right && found[3] < empty.height - bottom, "{}: {found:?}", size.name);
    }
}

#[test]
fn every_brand_colour_gives_text_that_can_be_read() {
    let colour = |rgb: [u8; 3]| Color { rgb };
    for (color, accent) in COLOURS.into_iter().zip(COLOURS.into_iter().rev()) {
        let studio = studio(color, accent, "Alder Street");
        let empty = decode(&draw(&studio, &card(""), &Size::LINK));
        let full = decode(&draw(&studio, &card("Iron lungs HHHH"), &Size::LINK));
        // The full strokes of letters: for each ground, the pixel that differs most from it.
        let pairs = empty.rgb.iter().zip(&full.rgb).filter(|(before, after)| before != after);
        let mut strongest = BTreeMap::new();
        for (before, after) in pairs {
            let contrast = colour(*before).contrast(colour(*after));
            let known = strongest.entry(*before).or_insert(contrast);
            *known = known.max(contrast);
        }
        let weakest = strongest.values().copied().fold(f64::INFINITY, f64::min);
        assert!(weakest >= READABLE, "{color} {accent}: {weakest}");
    }
}

#[test]
fn a_card_is_the_same_whatever_was_drawn_before() {
    let titles = ["Flu", "What a normal blood pressure is", "Tiêm phòng cúm", "Грипп и простуда"];
    let warm = studio("#0b5c63", "#b45309", "Alder Street");
    let first: Vec<Vec<u8>> = titles.iter().map(|title| draw(&warm, &card(title), &Size::LINK)).collect();
    for (title, known) in titles.iter().zip(&first).rev() {
        assert_eq!(&draw(&warm, &card(title), &Size::LINK), known);
        assert_eq!(&draw(&studio("#0b5c63", "#b45309", "Alder Street"), &card(title), &Size::LINK), known);
    }
}

#[test]
fn the_fonts_know_the_languages_of_patients() {
    let studio = studio("#0b5c63", "#b45309", "Alder Street");
    let known = [
        "¿Por qué los niños necesitan la vacuna? ¡Vacúnese!",
        "Tiêm phòng cúm cho trẻ em: những điều phụ huynh cần biết trước mùa đông, Ễ Ậ Ữ ỷ ỗ",
        "Zażółć gęślą jaźń, Đã, Ţ ș ț ğ ş İ ı ø å æ œ ß þ ð ŋ, kreyòl ayisyen",
        "Τι σημαίνει «φυσιολογική» πίεση; ἀρχή",
        "Грипп и простуда, їжак, ґанок, ўсё",
        "≥ 38 °C, ½, ≤, ±, μg, H₂O, m², → ✓ – — … “ ” ‘ ’ € £ ®",
        "Decomposed: e\u{301} n\u{303} a\u{323}\u{302}",
    ];
    for text in known {
        assert_eq!(studio.missing(text), Vec::<char>::new(), "{text}");
    }
    assert_eq!(studio.missing("fever 🤒\u{fe0f} 熱 🤒"), ['🤒', '熱']);
    let composed = draw(&studio, &card("Señal"), &Size::LINK);
    assert_eq!(draw(&studio, &card("Sen\u{303}al"), &Size::LINK), composed);
    assert_eq!(draw(&studio, &card("Señal🤒"), &Size::LINK), composed);
}

#[test]
fn letters_that_stand_for_others_are_written_as_those() {
    let studio = studio("#0b5c63", "#b45309", "Alder Street");
    for (text, plain) in [
        ("ﬁrst oﬃce", "first office"),
        ("Ａｂｃ １２", "Abc 12"),
        ("5㎎ ①", "5mg 1"),
        ("Zero\u{200b}width", "Zerowidth"),
        ("Soft\u{ad}hyphen", "Softhyphen"),
    ] {
        assert_eq!(studio.missing(text), Vec::<char>::new(), "{text}");
        assert_eq!(draw(&studio, &card(text), &Size::LINK), draw(&studio, &card(plain), &Size::LINK), "{text}");
    }
}

#[test]
fn a_title_in_letters_that_the_font_lacks_names_the_site_instead() {
    let own = studio("#0b5c63", "#b45309", "Alder Street");
    let named = draw(&own, &card("Clinic"), &Size::LINK);
    for title in ["子どもの発熱", "دليل الحمى عند الأطفال", "हिन्दी में बुखार", "발열 때 할 일", "🤒", "COVID-19 の予防接種"]
    {
        assert_eq!(draw(&own, &card(title), &Size::LINK), named, "{title}");
    }
    assert_ne!(draw(&own, &card("Huang lian (黄) as a medicine"), &Size::LINK), named, "nearly all of it is shown");
    let undated = ShareCard { date: None, byline: None, ..card("Clinic") };
    let foreign =
        ShareCard {
            date: Some("2026年11月2日".into()), byline: Some("吴安娜".into()), ..card("子どもの発熱")
        };
    assert_eq!(draw(&own, &foreign, &Size::LINK), draw(&own, &undated, &Size::LINK));
    let renamed = studio("#0b5c63", "#b45309", "和平诊所");
    let clinic = studio("#0b5c63", "#b45309", "Clinic");
    assert_eq!(draw(&renamed, &card("Flu"), &Size::LINK), draw(&clinic, &card("Flu"), &Size::LINK));
}

#[test]
fn a_title_that_cannot_be_shown_is_told_with_what_to_do() {
    let site = Project::new().article("a", "card:\n  title: 子どもの発熱", "Text.").build();
    assert_eq!(
        site.problems(),
        "warning social/missing-glyph content/articles/a.md:5 the share card's font has no letters for its title, so the card names the \
         site instead\n"
    );
    assert!(site.help("social/missing-glyph").contains("card: {title: \"...\"}"));
}

#[test]
fn what_cannot_be_shown_is_told_at_its_line() {
    let site = Project::new().article("a", "card:\n  title: Cough 😷", "Text.").build();
    assert_eq!(
        site.problems(),
        "warning social/missing-glyph content/articles/a.md:5 the share card's font has no character for `😷` in its title\n"
    );
}

/// A picture of one colour in each format, with the profile of a phone's camera.
fn of_a_phone(image: &image::RgbImage) -> [(&'static str, Vec<u8>); 3] {
    let (mut jpeg, mut png, mut webp) = (Vec::new(), Vec::new(), Vec::new());
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 98);
    encoder.set_icc_profile(makers::profile()).expect("a profile");
    encoder.encode_image(image).expect("a JPEG");
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_icc_profile(makers::profile()).expect("a profile");
    image.write_with_encoder(encoder).expect("a PNG");
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.set_icc_profile(makers::profile()).expect("a profile");
    image.write_with_encoder(encoder).expect("a WebP");
    [("wall.jpg", jpeg), ("wall.png", png), ("wall.webp", webp)]
}

#[test]
fn a_photo_of_a_phone_keeps_its_colours_on_the_page_and_on_the_card() {
    // The red of sRGB as Display P3 has it (CSS Color 4, section 18).
    const WIDE: [u8; 3] = [234, 51, 35];
    let near = |pixel: [u8; 3], colour: [u8; 3]| pixel.iter().zip(colour).all(|(one, other)| one.abs_diff(other) <= 6);
    for (name, bytes) in of_a_phone(&image::RgbImage::from_pixel(800, 600, image::Rgb(WIDE))) {
        let front = format!("image: {{src: {name}, alt: A red wall}}");
        let project = Project::new().article("a", &front, &format!("![A wall]({name})"));
        let site = project.write(&format!("content/articles/{name}"), bytes).build_clean();
        let card = decode(&site.files["articles/a/card.jpg"]);
        let red = card.rgb.iter().filter(|pixel| near(**pixel, [255, 0, 0])).count();
        assert!(red > card.rgb.len() / 10, "{name}: {red} pixels of the card are as red as the photo");
        assert!(
            !card.rgb.iter().any(|pixel| near(*pixel, WIDE)),
            "{name}: the card has the numbers without their profile"
        );
        let files: Vec<_> = site.files.iter().filter(|(path, _)| path.starts_with("media/")).collect();
        assert!(!files.is_empty(), "{name}");
        for (path, bytes) in files {
            let found = makers::decode(bytes, bedside::image::probe(bytes).expect("a picture").format);
            assert_eq!(found.profile.as_deref(), Some(&*makers::profile()), "{path}");
            assert!(near(decode(bytes).rgb[0], WIDE), "{path}");
        }
    }
}

/// A design with a box for each text on a black ground.
fn design(boxes: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\">\n<rect width=\"1200\" height=\"630\" \
         fill=\"#000\"/>\n{boxes}\n</svg>\n"
    )
}

const TITLE: &str = "<rect id=\"title\" x=\"100\" y=\"100\" width=\"800\" height=\"300\" fill=\"#111\"/>";

#[test]
fn a_practice_draws_its_own_design() {
    let project = Project::new().article("a", "", "Text.");
    let plain = project.build_clean();
    let own = project.clone().write("templates/cards/plain.svg", design(TITLE)).build_clean();
    let pixels = decode(&own.files["articles/a/card.png"]);
    assert_eq!(pixels.rgb[0], [0, 0, 0]);
    let blank = Pixels { rgb: vec![[0, 0, 0]; pixels.rgb.len()], ..pixels };
    let found = blank.difference(&decode(&own.files["articles/a/card.png"])).expect("a title");
    assert!(found[0] >= 100 && found[1] >= 100 && found[2] < 900 && found[3] < 400, "{found:?}");
    let themed = project.settings("theme: own\n").write("themes/own/templates/cards/plain.svg", design(TITLE));
    assert_eq!(themed.build_clean().files["articles/a/card.png"], own.files["articles/a/card.png"]);
    assert_ne!(plain.files["articles/a/card.png"], own.files["articles/a/card.png"]);
}

#[test]
fn a_design_with_a_picture_shows_it_in_its_box() {
    let picture = "<rect id=\"picture\" x=\"900\" y=\"0\" width=\"300\" height=\"630\"/>";
    let site = Project::new()
        .article("a", "image: {src: q.png, alt: x}\ncard: {design: image}", "Text.")
        .write("content/articles/q.png", drawing(40, 40, [200, 20, 20]))
        .write("templates/cards/image.svg", design(&format!("{TITLE}{picture}")))
        .build_clean();
    let pixels = decode(&site.files["articles/a/card.jpg"]);
    let is_near = |at: usize, colour: [u8; 3]| pixels.rgb[at].iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 12);
    assert!(is_near(890, [0, 0, 0]) && is_near(910, [200, 20, 20]), "{:?} {:?}", pixels.rgb[890], pixels.rgb[910]);
}

#[test]
fn a_mistake_in_a_design_is_told_at_its_line() {
    let cases = [
        ("plain", design(""), "theme/bad-template templates/cards/plain.svg:1 the design has no box for the title"),
        (
            "plain",
            design(&TITLE.replace("100", "a")),
            "theme/bad-template templates/cards/plain.svg:3 the box needs a number",
        ),
        ("plain", design("<g>"), "theme/bad-template templates/cards/plain.svg:4 this is not an SVG drawing"),
        ("poster", design(TITLE), "file/unused templates/cards/poster.svg this file is not a card design"),
    ];
    for (name, text, expected) in cases {
        let site = Project::new().article("a", "", "Text.").write(&format!("templates/cards/{name}.svg"), text).build();
        assert!(site.problems().contains(expected), "{}", site.problems());
        assert!(site.has("/articles/a/card.png"), "the built-in design stands in");
    }
}
