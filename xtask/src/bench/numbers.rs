//! The table's arithmetic, and how its figures are written.

/// The middle of the values, or the mean of the two in the middle; `None` without any.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted.get(middle).copied()
    } else {
        let pair = sorted.get(middle.checked_sub(1)?..=middle)?;
        Some(f64::midpoint(pair[0], pair[1]))
    }
}

/// `part` divided by `whole`; `None` where that says nothing.
pub(crate) fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// A duration: `142.3 ms`, `1.17 s`.
pub(crate) fn seconds(seconds: f64) -> String {
    if seconds < 0.9995 { format!("{:.1} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") }
}

/// An amount of memory: `24.1 MiB`.
pub(crate) fn mebibytes(kibibytes: f64) -> String {
    format!("{:.1} MiB", kibibytes / 1024.0)
}

/// A count with its thousands apart: `10,000`.
pub(crate) fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        let cases: [(&[f64], Option<f64>); 5] = [
            (&[], None),
            (&[3.0], Some(3.0)),
            (&[5.0, 1.0], Some(3.0)),
            (&[9.0, 1.0, 2.0], Some(2.0)),
            (&[4.0, 100.0, 1.0, 2.0], Some(3.0)),
        ];
        for (values, expected) in cases {
            assert_eq!(median(values), expected, "{values:?}");
        }
    }

    #[test]
    fn a_ratio_needs_something_to_compare_with() {
        assert_eq!(ratio(1.0, 4.0), Some(0.25));
        assert_eq!(ratio(1.0, 0.0), None);
    }

    #[test]
    fn figures_are_written_for_people() {
        assert_eq!(seconds(0.0004), "0.4 ms");
        assert_eq!(seconds(0.1423), "142.3 ms");
        assert_eq!(seconds(0.9996), "1.00 s");
        assert_eq!(seconds(11.714), "11.71 s");
        assert_eq!(mebibytes(24_678.0), "24.1 MiB");
        let counts = [(7, "7"), (999, "999"), (1000, "1,000"), (10_000, "10,000"), (1_234_567, "1,234,567")];
        for (count, expected) in counts {
            assert_eq!(thousands(count), expected);
        }
    }
}
