//! Pictures: published in sizes, named by their content, without where and with what they were taken.

use crate::image::makers;
use crate::support::{Project, drawing, photo_with_place};

const CANARY: &str = "GPSCANARY-44N93W";

#[test]
fn a_photo_goes_out_in_sizes_that_all_exist() {
    let site = Project::new()
        .settings("images: {sizes: [100, 200]}\n")
        .article("a", "", "![A knee](knee.jpg)")
        .write("content/articles/knee.jpg", photo_with_place(300, 200, CANARY))
        .build_clean();
    let page = site.page("/articles/a/");
    let picture = page.all("img").find(|img| img.get("alt") == Some("A knee")).expect("the picture");
    let set: Vec<&str> = picture.get("srcset").expect("sizes").split(", ").collect();
    let widths: Vec<&str> = set.iter().filter_map(|part| part.split(' ').nth(1)).collect();
    assert_eq!(widths, ["100w", "200w"]);
    for part in set {
        let path = part.split(' ').next().expect("a path");
        let bytes = &site.files[path.trim_start_matches('/')];
        assert!(bytes.starts_with(&[0xFF, 0xD8]), "{path} is a JPEG");
    }
    assert_eq!((picture.get("width"), picture.get("height")), (Some("200"), Some("133")));
}

#[test]
fn no_output_knows_where_a_photo_was_taken() {
    let photo = photo_with_place(300, 200, CANARY);
    let text = "![Beside](beside.jpg)\n\n![Rooted](/rooted.jpg)\n\n[the original](beside.jpg)\n\n```figure\nsrc: beside.jpg\nalt: x\n```\n";
    let project = Project::new()
        .article("a", "image: {src: head.jpg, alt: x}", text)
        .write("content/articles/beside.jpg", &photo)
        .write("content/articles/head.jpg", photo_with_place(200, 300, CANARY))
        .write("static/rooted.jpg", &photo)
        .write("static/deep/UNUSED.JPEG", &photo);
    let site = project.build_clean();
    assert!(site.has("/rooted.jpg") && site.has("/deep/UNUSED.JPEG"));
    assert!(photo.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()), "the photo says where");
    assert_eq!(site.traces_of(CANARY), [""; 0]);
}

#[test]
fn a_picture_that_changes_gets_another_name() {
    let name = |colour: [u8; 3]| {
        let project =
            Project::new().article("a", "", "![x](p.png)").write("content/articles/p.png", drawing(40, 30, colour));
        let site = project.build_clean();
        site.files.keys().find(|path| path.starts_with("media/p.")).expect("published").clone()
    };
    assert_ne!(name([1, 2, 3]), name([3, 2, 1]));
    assert_eq!(name([1, 2, 3]), name([1, 2, 3]));
}

#[test]
fn two_copies_of_one_picture_are_one_file() {
    let site = Project::new()
        .document("articles/a/index.md", "title: A\ndate: 2026-11-01", "![x](p.png)")
        .document("articles/b/index.md", "title: B\ndate: 2026-11-01", "![x](p.png)")
        .write("content/articles/a/p.png", drawing(40, 30, [1, 1, 1]))
        .write("content/articles/b/p.png", drawing(40, 30, [1, 1, 1]))
        .build_clean();
    assert_eq!(site.files.keys().filter(|path| path.starts_with("media/")).count(), 1);
}

#[test]
fn a_picture_that_nobody_shows_is_not_published() {
    let site = Project::new().article("a", "", "").write("content/articles/p.png", drawing(40, 30, [1, 1, 1])).build();
    assert!(site.problems().starts_with("warning file/unused content/articles/p.png "), "{}", site.problems());
    assert_eq!(site.traces_of("media/"), ["_headers"]);
}

#[test]
fn a_picture_that_is_there_is_never_called_missing() {
    let foreign = "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>";
    let avif = b"\0\0\0\x18ftypavif\0\0\0\0";
    let cases: [(&str, &[u8], &str); 6] = [
        ("drawing.svg", foreign.as_bytes(), "the SVG contains the element `foreignObject`"),
        ("photo.jpg", b"", "the picture file is empty"),
        ("chart.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect a=1/></svg>", "it is not well-formed XML"),
        ("photo.avif", avif, "`photo.avif` cannot be shown: the file is an AVIF picture"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "the file is a HEIC picture"),
        ("scan.tiff", b"II*\0\x08\0\0\0", "the file is a TIFF picture"),
    ];
    for (name, bytes, expected) in cases {
        let project = Project::new()
            .article("a", "", &format!("![Alt]({name})"))
            .write(&format!("content/articles/{name}"), bytes);
        let problems = project.build().problems();
        assert!(problems.contains(expected), "{name}: {problems}");
        assert_eq!(problems.lines().count(), 1, "{name}: {problems}");
    }
    let project = Project::new().article("a", "", "![Alt](/photo.avif)").write("static/photo.avif", avif);
    let problems = project.build().problems();
    assert!(problems.contains("`/photo.avif` cannot be shown: the file is an AVIF picture"), "{problems}");
    assert!(!problems.contains("there is no picture"), "{problems}");
    // What is no picture at all, in `static/`; and what is wrong with a file there is told once.
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "form.pdf",
            b"%PDF-1.4\n",
            "error picture/bad content/articles/a.md:6 `/form.pdf` is there, but it is not a picture",
        ),
        ("film.mp4", b"\0\0\0\x18ftypmp42", "`/film.mp4` is there, but it is not a picture"),
        ("plan.svgz", b"\x1f\x8b", "`/plan.svgz` is there, but it is not a picture"),
        ("empty.png", b"", "the picture file is empty"),
    ];
    for (name, bytes, expected) in cases {
        let project =
            Project::new().article("a", "", &format!("![Alt](/{name})")).write(&format!("static/{name}"), bytes);
        let problems = project.build().problems();
        assert!(problems.contains(expected), "{name}: {problems}");
        assert_eq!(problems.lines().count(), 1, "{name}: {problems}");
    }
}

#[test]
fn a_drawing_is_published_without_the_document_type_of_its_program() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    for head in [
        // Illustrator, matplotlib.
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n",
        "<!-- Generator: x -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.0//EN\" \"http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd\">\n",
        "<!DOCTYPE svg>\n",
    ] {
        let project = Project::new().article("a", "", "![A square](square.svg)");
        let site = project.write("content/articles/square.svg", format!("{head}{svg}")).build_clean();
        let drawing = site.files.iter().find(|(path, _)| path.starts_with("media/") && path.ends_with(".svg"));
        let text = String::from_utf8_lossy(drawing.expect("a drawing").1);
        assert!(text.contains("<rect") && !text.contains("DOCTYPE"), "{text}");
    }
}

#[test]
fn a_picture_of_static_is_suggested_by_its_address() {
    let photo = makers::jpeg(&makers::quarters(40, 30));
    for written in ["static/house.jpg", "/static/house.jpg", "house.jpg", "../../house.jpg"] {
        let project = Project::new().article("a", "", &format!("![Our house]({written})"));
        let site = project.write("static/house.jpg", &photo).build();
        let help: Vec<&String> = site.diagnostics.iter().flat_map(|one| &one.help).collect();
        assert!(help.iter().any(|help| *help == "did you mean `/house.jpg`?"), "{written}: {help:?}");
    }
}

#[test]
fn other_pictures_in_static_are_published_with_a_warning() {
    let avif = b"\0\0\0\x18ftypavif\0\0\0\0";
    let site = Project::new().article("a", "", "Text.").write("static/photo.avif", avif).build();
    assert_eq!(site.files["photo.avif"], avif);
    let problems = site.problems();
    assert!(
        problems.contains("warning picture/bad static/photo.avif this AVIF picture is published unchanged"),
        "{problems}"
    );
    assert_eq!(problems.lines().count(), 1, "{problems}");
}

#[test]
fn a_logo_that_takes_too_long_to_draw_is_named() {
    let cases = [
        (
            "<filter id='f'><feTurbulence baseFrequency='.1' numOctaves='100000'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            "octaves of noise",
        ),
        (
            "<filter id='f'><feGaussianBlur stdDeviation='1e9'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            "blurs that are wider",
        ),
        ("<path d='M-1e30 -1e30L1e30 1e30Z' stroke='red' stroke-width='1e30'/>", "beyond its edge"),
        ("<rect width='9' height='9' stroke='red' stroke-width='1e30'/>", "beyond its edge"),
        ("<path d='M-1e30 -1e30 L1e30 1e30 L5 5Z'/>", "beyond its edge"),
    ];
    for (inside, expected) in cases {
        let logo = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{inside}</svg>");
        let project = Project::new().article("a", "", "Text.");
        let site = project.settings("brand: {logo: /logo.svg}\n").write("static/logo.svg", &logo).with_cards().build();
        let problems = site.problems();
        assert!(problems.contains("static/logo.svg") && problems.contains(expected), "{inside}: {problems}");
        assert_eq!(problems.lines().count(), 1, "{inside}: {problems}");
    }
}
