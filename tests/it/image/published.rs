//! Nothing is lost: published files are upright, of the planned size, true in colour, and the same every time.

use bedside::image::variants;
use bedside::image::{Format, Picture, Treatment, probe};
use bedside::image::{render, strip};
use image::{DynamicImage, ImageEncoder, RgbImage, Rgba, RgbaImage};

use super::makers::*;

/// The files of a picture for some widths.
fn published(bytes: &[u8], sizes: &[u32]) -> Vec<(Format, Vec<u8>)> {
    let picture = probe(bytes).unwrap();
    let wanted = variants(&picture, sizes, 80);
    let files = render(bytes, &picture, &wanted, 80).unwrap();
    for (variant, file) in wanted.iter().zip(&files) {
        let found = probe(file).unwrap();
        assert_eq!((found.width, found.height, found.format), (variant.width, variant.height, variant.format));
    }
    wanted.iter().map(|variant| variant.format).zip(files).collect()
}

/// The picture as a camera stores it: rows and columns by the table of Exif 3.0, 4.6.5.1, tag 0x0112.
fn stored(upright: &RgbImage, orientation: u16) -> RgbImage {
    let (width, height) = upright.dimensions();
    let (columns, rows) = if orientation >= 5 { (height, width) } else { (width, height) };
    RgbImage::from_fn(columns, rows, |column, row| {
        let (right, bottom) = (|n| width - 1 - n, |n| height - 1 - n);
        let (x, y) = match orientation {
            1 => (column, row),
            2 => (right(column), row),
            3 => (right(column), bottom(row)),
            4 => (column, bottom(row)),
            5 => (row, column),
            6 => (right(row), column),
            7 => (right(row), bottom(column)),
            _ => (row, bottom(column)),
        };
        *upright.get_pixel(x, y)
    })
}

#[test]
fn every_orientation_comes_out_upright() {
    let upright = quarters(64, 32);
    for orientation in 1..=8 {
        let image = stored(&upright, orientation);
        let (columns, rows) = image.dimensions();
        let drawing = DynamicImage::from(image.clone()).into_rgba8();
        let files = [
            jpeg_with(&jpeg(&image), &[jpeg_exif(orientation)]),
            png_with(&png(&drawing), &[png_chunk(*b"eXIf", &exif(orientation))]),
            webp_with(&webp(&image), columns, rows, &[webp_chunk(*b"EXIF", &exif(orientation))]),
        ];
        for bytes in files {
            let Picture { format, width, height, upright, .. } = probe(&bytes).unwrap();
            let about = format!("{format}, orientation {orientation}");
            assert_eq!((width, height, upright), (64, 32, orientation == 1), "{about}");
            for (format, file) in published(&bytes, &[32, 100]) {
                let decoded = decode(&file, format);
                assert_eq!(decoded.orientation.to_exif(), 1, "{about}");
                assert_quarters(&decoded.image.into_rgb8(), &about);
            }
            let stripped = strip(&bytes, format).unwrap();
            assert!(!contains(&stripped, CANARY));
            let Decoded { mut image, orientation: kept, .. } = decode(&stripped, format);
            assert_eq!(u16::from(kept.to_exif()), orientation, "{about}");
            image.apply_orientation(kept);
            assert_quarters(&image.into_rgb8(), &about);
        }
    }
}

#[test]
fn sizes_are_as_planned_and_never_larger_than_the_picture() {
    for bytes in [jpeg(&photo(300, 200)), webp(&photo(300, 200))] {
        let widths: Vec<u32> =
            published(&bytes, &[50, 150, 900]).iter().map(|(_, file)| probe(file).unwrap().width).collect();
        assert_eq!(widths, [50, 150, 300]);
    }
}

#[test]
fn a_lossy_webp_is_shown_as_it_is_at_its_own_size() {
    let files = published(LOSSY_WEBP, &[16, 100]);
    assert_eq!(files[0].0, Format::Jpeg);
    assert_quarters(&decode(&files[0].1, Format::Jpeg).image.into_rgb8(), "lossy WebP");
    assert_eq!(files[1], (Format::WebP, LOSSY_WEBP.to_vec()));
}

#[test]
fn a_jpeg_of_separate_scans_is_not_decoded() {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    let image = stored(&quarters(64, 32), 6);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&image, 32, 64, ColorType::Rgb).unwrap();
    let bytes = jpeg_with(&bytes, &[jpeg_exif(6)]);
    let picture = probe(&bytes).unwrap();
    assert_eq!((picture.width, picture.height, picture.treatment), (64, 32, Treatment::AsIs));
    let files = published(&bytes, &[16]);
    assert!(files == [(Format::Jpeg, strip(&bytes, Format::Jpeg).unwrap())]);
}

#[test]
fn published_photos_have_one_scan() {
    let (_, file) = published(&jpeg(&photo(97, 61)), &[41]).remove(0);
    assert_eq!(file.windows(2).filter(|pair| *pair == [0xFF, 0xDA]).count(), 1);
}

#[test]
fn the_smaller_of_original_and_encoded_is_taken() {
    let image = photo(120, 90);
    let picture = probe(&jpeg(&image)).unwrap();
    let small = render(&jpeg(&image), &picture, &variants(&picture, &[400], 20), 20).unwrap().remove(0);
    let with_metadata = jpeg_with(&small, &[jpeg_exif(1)]);
    assert!(published(&with_metadata, &[400])[0].1 == small, "a second loss would only make it larger");
    let large = jpeg(&image);
    assert!(published(&large, &[400])[0].1.len() < large.len());
}

#[test]
fn drawings_stay_exact() {
    let few =
        RgbaImage::from_fn(61, 40, |x, y| Rgba([(x % 5) as u8 * 50, 9, (y % 3) as u8 * 90, 255 - (x % 2) as u8 * 200]));
    let many = DynamicImage::from(photo(61, 40)).into_rgba8();
    let two = RgbaImage::from_fn(61, 40, |x, y| if (x ^ y) & 4 == 0 { Rgba([0, 0, 0, 255]) } else { Rgba([255; 4]) });
    let grey = RgbaImage::from_fn(61, 40, |x, y| Rgba([(x + y) as u8, (x + y) as u8, (x + y) as u8, 255]));
    for image in [few, many, two, grey] {
        let bytes = png(&image);
        let (format, file) = published(&bytes, &[61]).remove(0);
        assert_eq!(format, Format::Png);
        assert!(file.len() <= bytes.len());
        assert_eq!(decode(&file, format).image.into_rgba8(), image);
    }
}

#[test]
fn hidden_colours_do_not_bleed() {
    let image = RgbaImage::from_fn(64, 64, |x, _| if x < 32 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) });
    let file = published(&png(&image), &[16]).remove(0).1;
    for pixel in decode(&file, Format::Png).image.into_rgba8().pixels() {
        assert!(pixel.0[3] == 0 || pixel.0[1] < 8, "green shines through: {pixel:?}");
    }
}

#[test]
fn the_colour_profile_is_kept_where_it_fits() {
    let image = photo(40, 30);
    let marked = segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile()[..]].concat());
    let photo = jpeg_with(&jpeg(&image), std::slice::from_ref(&marked));
    let drawing = |write: fn(&RgbImage, Vec<u8>) -> Vec<u8>| write(&image, profile());
    let png = drawing(|image, profile| {
        let mut out = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut out);
        encoder.set_icc_profile(profile).unwrap();
        encoder.write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgb8).unwrap();
        out
    });
    let webp = drawing(|image, profile| {
        let mut out = Vec::new();
        let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut out);
        encoder.set_icc_profile(profile).unwrap();
        encoder.write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgb8).unwrap();
        out
    });
    for bytes in [photo, png, webp] {
        let format = probe(&bytes).unwrap().format;
        let mut files = published(&bytes, &[20, 40]);
        files.push((format, strip(&bytes, format).unwrap()));
        for (format, file) in files {
            assert_eq!(decode(&file, format).profile, Some(profile()), "{format}");
        }
    }
    let grey = DynamicImage::from(image.clone()).into_luma8();
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&grey).unwrap();
    let (format, file) = published(&jpeg_with(&bytes, &[marked]), &[20]).remove(0);
    assert_eq!(decode(&file, format).profile, None, "a profile for colours says nothing of greys");
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    for bytes in [jpeg(&photo(200, 150)), png(&DynamicImage::from(photo(90, 60)).into_rgba8()), webp(&photo(90, 60))] {
        assert_eq!(published(&bytes, &[30, 60, 120]), published(&bytes, &[30, 60, 120]));
    }
}
