//! Vehicles (L): identification numbers and plates.

use super::lexicon::{HIS, PATIENT, PERSON, PRONOUN};
use super::text::Text;
use super::{Certainty, Finder, IdentifierKind};

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    // Plates and identification numbers have digits.
    if !text.has_number {
        return;
    }
    for at in 0..text.len() {
        if let Some(last) = vin(text, at) {
            finder.report(
                (at, last),
                IdentifierKind::Vehicle,
                Certainty::High,
                "looks like a vehicle identification number",
            );
        }
        if let Some((first, last)) = plate(text, at) {
            finder.report((first, last), IdentifierKind::Vehicle, Certainty::High, "looks like a license plate number");
        }
    }
}

/// 17 letters and digits whose check digit fits, or that are called a VIN.
fn vin(text: &Text, at: usize) -> Option<usize> {
    if text.is_glued(at) && !text.is_mark(at - 1, ":#(\"=|") || text.shape(at) == Some(super::text::Shape::Mark) {
        return None;
    }
    let mut last = at;
    while text.is_glued(last + 1) && text.shape(last + 1) != Some(super::text::Shape::Mark) && last < at + 17 {
        last += 1;
    }
    let signs = text.span(at, last).as_bytes();
    let fits = signs.len() == 17
        && signs.iter().all(|sign| sign.is_ascii_alphanumeric() && !b"ioq".contains(sign))
        && signs.iter().any(u8::is_ascii_digit)
        && signs.iter().any(u8::is_ascii_alphabetic);
    let called = || text.any_word(text.around(at, 12, 0), &["vin", "vehicle", "chasis", "bastidor"]);
    (fits && (called() || has_check_digit(signs))).then_some(last)
}

/// The check digit of 49 CFR 565.15.
fn has_check_digit(signs: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let value = |sign: u8| match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'a'..=b'h' => u32::from(sign - b'a') + 1,
        b'j'..=b'n' => u32::from(sign - b'j') + 1,
        b'p' => 7,
        b'r' => 9,
        b's'..=b'z' => u32::from(sign - b's') + 2,
        _ => 0,
    };
    let sum: u32 = signs.iter().zip(WEIGHTS).map(|(sign, weight)| value(*sign) * weight).sum();
    let expected = match sum % 11 {
        10 => b'x',
        rest => b'0' + u8::try_from(rest).unwrap_or(0),
    };
    signs[8] == expected
}

/// `license plate ABC-1234`, `placas JKL 45 67`.
fn plate(text: &Text, at: usize) -> Option<(usize, usize)> {
    if !text.is(at, super::lexicon::OF_PLATE) {
        return None;
    }
    let is_plate = text.has_any(
        at,
        &[
            "license plate",
            "licence plate",
            "plate number",
            "plates",
            "plate",
            "placa",
            "placas",
            "matricula",
            "tag",
            "tablilla",
            "tablillas",
            "license tag",
        ],
    );
    if !is_plate {
        return None;
    }
    let is_surely = text
        .has_any(at, &["license plate", "licence plate", "plate number", "license tag", "plates", "placas"])
        || text.any_word(
            text.around(at, 8, 8),
            &[
                "car",
                "truck",
                "van",
                "vehicle",
                "pickup",
                "sedan",
                "suv",
                "auto",
                "carro",
                "coche",
                "camioneta",
                "honda",
                "silverado",
                "buick",
                "camry",
                "corolla",
                "civic",
                "accord",
                "nissan",
                "subaru",
                "jeep",
                "kia",
                "hyundai",
                "tesla",
                "mazda",
                "dodge",
                "chevy",
                "chevrolet",
                "lexus",
                "valet",
                "toyota",
                "ford",
                "parked",
                "vehiculo",
                "moto",
                "motorcycle",
            ],
        )
        || text.any(text.around(at, 5, 0), HIS | PRONOUN | PATIENT | PERSON);
    if !is_surely {
        return None;
    }
    // A token with letters in capitals and digits, or both next to each other.
    let end = (at + 11).min(text.len());
    let written = |from: usize, to: usize| {
        let signs = text.written_span(from, to);
        let digits = signs.bytes().filter(u8::is_ascii_digit).count();
        let capitals = signs.bytes().filter(u8::is_ascii_uppercase).count();
        let others = signs.bytes().any(|sign| sign.is_ascii_lowercase());
        digits >= 2 && capitals >= 1 && !others && (5..=10).contains(&signs.len())
    };
    for from in at + 1..end {
        if text.is_glued(from) && text.shape(from - 1) != Some(super::text::Shape::Mark) {
            continue;
        }
        for to in from..(from + 5).min(text.len()) {
            if written(from, to) {
                let to = text.chunk_end(to);
                return Some((at, to));
            }
        }
    }
    None
}
