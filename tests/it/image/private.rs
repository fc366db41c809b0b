//! Nothing private leaves: canaries in every hiding place, in both ways a picture goes out.

use bedside::image::variants;
use bedside::image::{Format, Treatment, probe};
use bedside::image::{render, strip};
use image::DynamicImage;

use super::makers::*;

/// Files of each format with the canary wherever the format has room for it.
fn talkative() -> Vec<(Format, Vec<u8>)> {
    let image = photo(64, 48);
    let lead = jpeg(&image);
    let with_canary = |head: &[u8]| [head, CANARY].concat();
    let jfif_thumbnail = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x03", CANARY, &[0; 2]].concat();
    let mut wordy_jpeg = jpeg_with(
        &lead,
        &[
            segment(0xE0, &jfif_thumbnail),
            segment(0xE0, &with_canary(b"JFXX\0\x10")),
            jpeg_exif(1),
            segment(0xE1, &with_canary(b"http://ns.adobe.com/xap/1.0/\0")),
            segment(0xE2, &with_canary(b"MPF\0")),
            segment(0xE5, CANARY),
            segment(0xED, &with_canary(b"Photoshop 3.0\08BIM")),
            segment(0xEE, &with_canary(b"Adobe\0\x64\0\0\0\0\x01")),
            segment(0xFE, CANARY),
        ],
    );
    wordy_jpeg.extend([&b"\0\0\0\x18ftypmp42"[..], CANARY, &lead].concat());

    let drawing = DynamicImage::from(image.clone()).into_rgba8();
    let mut wordy_png = png_with(
        &png(&drawing),
        &[
            png_chunk(*b"tEXt", &with_canary(b"Author\0")),
            png_chunk(*b"iTXt", &with_canary(b"XML:com.adobe.xmp\0\0\0\0\0")),
            png_chunk(*b"zTXt", &with_canary(b"Comment\0\0")),
            png_chunk(*b"eXIf", &exif(1)),
            png_chunk(*b"tIME", b"\x07\xEA\x01\x01\x01\x01\x01"),
            png_chunk(*b"prVt", CANARY),
        ],
    );
    wordy_png.extend(CANARY);

    let extended = |simple: &[u8], width, height| {
        let private = [webp_chunk(*b"EXIF", &exif(1)), webp_chunk(*b"XMP ", CANARY), webp_chunk(*b"prvt", CANARY)];
        [&webp_with(simple, width, height, &private)[..], CANARY].concat()
    };
    let gif = [
        &MOVING_GIF[..MOVING_GIF.len() - 1],
        b"!\xFF\x0BXMP DataXMP\x10",
        CANARY,
        b"\0!\xFE\x10",
        CANARY,
        b"\0;",
        CANARY,
    ]
    .concat();
    vec![
        (Format::Jpeg, wordy_jpeg),
        (Format::Png, wordy_png),
        (Format::Png, png_with(MOVING_PNG, &[png_chunk(*b"tEXt", &with_canary(b"Author\0"))])),
        (Format::WebP, extended(&webp(&image), 64, 48)),
        (Format::WebP, extended(LOSSY_WEBP, 32, 16)),
        (Format::Gif, gif),
    ]
}

#[test]
fn no_canary_survives_in_any_output() {
    for (format, bytes) in talkative() {
        assert!(contains(&bytes, CANARY));
        let picture = probe(&bytes).unwrap();
        assert_eq!(picture.format, format);
        let wanted = variants(&picture, &[16, 32, 640], 80);
        let mut outputs = render(&bytes, &picture, &wanted, 80).unwrap();
        assert_eq!(outputs.len(), wanted.len());
        outputs.push(strip(&bytes, format).unwrap());
        for output in outputs {
            for needle in [CANARY, b"Canary", b"Exif", b"ns.adobe.com", b"tIME", b"CANARY"] {
                assert!(!contains(&output, needle), "{format}: {}", String::from_utf8_lossy(needle));
            }
            let clean = probe(&output).unwrap();
            assert!(clean.width <= picture.width && clean.upright);
        }
    }
}

#[test]
fn stripping_keeps_every_pixel() {
    for (format, bytes) in talkative().into_iter().filter(|(format, _)| *format != Format::Gif) {
        let stripped = strip(&bytes, format).unwrap();
        assert!(decode(&bytes, format).image == decode(&stripped, format).image, "{format}");
        assert_eq!(strip(&stripped, format).unwrap(), stripped, "{format}: a clean file stays as it is");
    }
}

#[test]
fn a_file_without_metadata_is_left_alone() {
    let image = photo(40, 30);
    let drawing = DynamicImage::from(image.clone()).into_rgba8();
    for (format, bytes) in [
        (Format::Jpeg, jpeg(&image)),
        (Format::Png, png(&drawing)),
        (Format::Png, MOVING_PNG.to_vec()),
        (Format::WebP, webp(&image)),
        (Format::WebP, LOSSY_WEBP.to_vec()),
        (Format::WebP, MOVING_WEBP.to_vec()),
    ] {
        assert_eq!(strip(&bytes, format).unwrap(), bytes, "{format}");
    }
}

#[test]
fn moving_pictures_keep_moving() {
    for (bytes, format, marks) in [
        (MOVING_PNG, Format::Png, &[&b"acTL"[..], b"fcTL", b"fdAT"][..]),
        (MOVING_WEBP, Format::WebP, &[b"ANIM", b"ANMF"]),
        (MOVING_GIF, Format::Gif, &[b"NETSCAPE2.0", b"!\xF9\x04"]),
    ] {
        let picture = probe(bytes).unwrap();
        assert_eq!((picture.width, picture.height, picture.treatment), (8, 8, Treatment::AsIs));
        let output = render(bytes, &picture, &variants(&picture, &[4], 80), 80).unwrap().remove(0);
        for mark in marks {
            assert!(contains(&output, mark), "{format}: {}", String::from_utf8_lossy(mark));
        }
    }
}

#[test]
fn an_svg_loses_what_its_drawing_program_noted() {
    let svg = b"<?xml version='1.0'?><!-- CanaryCam --><svg xmlns='http://www.w3.org/2000/svg' \
        xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' \
        inkscape:export-filename='/home/CanaryCam/a.png' width='20' height='10' aria-label='the \"heart\"'>\
        <metadata><inkscape:who>CanaryCam</inkscape:who></metadata>\
        <inkscape:view><inkscape:path d='CanaryCam'/></inkscape:view><title>Heart &amp; lungs</title>\
        <use xlink:href='#a'/><path id='a' d='M0 0'/></svg>";
    let stripped = String::from_utf8(strip(svg, Format::Svg).unwrap()).unwrap();
    assert!(!stripped.contains("Canary") && !stripped.contains("inkscape"), "{stripped}");
    for kept in [
        "Heart &amp; lungs",
        "xlink:href=\"#a\"",
        "aria-label=\"the &quot;heart&quot;\"",
        "<path id=\"a\" d=\"M0 0\"/>",
    ] {
        assert!(stripped.contains(kept), "{kept} in {stripped}");
    }
    let picture = probe(stripped.as_bytes()).unwrap();
    assert_eq!((picture.width, picture.height), (20, 10));
}
