//! Recall and false alarms on the lines of `tests/it/privacy/lines/`, and texts made to cost time.

#![expect(clippy::print_stdout, reason = "the test prints its figures")]

use bedside::privacy::{Certainty, Known, of_document, scan};

/// Lines of a fixture without its remarks.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn stops(text: &str) -> usize {
    scan(text, &Known::default()).iter().filter(|finding| finding.certainty == Certainty::High).count()
}

#[test]
fn identifiers_are_found_and_honest_lines_left_alone() {
    let with: Vec<&str> = lines(include_str!("lines/with.txt")).collect();
    let held_back = |at: usize| at % 3 == 2;
    let recall = |wanted: bool| {
        let chosen: Vec<&&str> =
            with.iter().enumerate().filter(|(at, _)| held_back(*at) == wanted).map(|(_, line)| line).collect();
        let found = chosen.iter().filter(|line| stops(line) > 0).count();
        println!("recall, held back {wanted}: {found} of {}", chosen.len());
        found * 100 >= chosen.len() * 95
    };
    assert!(with.len() >= 300, "{}", with.len());
    assert!(recall(false) & recall(true), "at least 95 of 100 lines with an identifier are errors");

    let traps: Vec<&str> = lines(include_str!("lines/traps.txt")).collect();
    let without: Vec<&str> = lines(include_str!("lines/without.txt")).collect();
    assert!(traps.len() + without.len() >= 3000);
    let alarms = |wanted: bool| {
        let all = traps.iter().enumerate().chain(without.iter().enumerate());
        let chosen: Vec<&&str> = all.filter(|(at, _)| held_back(*at) == wanted).map(|(_, line)| line).collect();
        let words: usize = chosen.iter().map(|line| line.split_whitespace().count()).sum();
        let found: usize = chosen.iter().map(|line| scan(line, &Known::default()).len()).sum();
        println!("false alarms, held back {wanted}: {found} in {words} words");
        found * 10_000 <= words
    };
    assert!(alarms(false) & alarms(true), "at most one false alarm in 10,000 words");
}

/// Lines that were written after the rules, with other names and in other shapes.
#[test]
fn later_corpora_are_read_as_well() {
    for (with, without) in [
        (include_str!("lines/second-with.txt"), include_str!("lines/second-without.txt")),
        (include_str!("lines/third-with.txt"), include_str!("lines/third-without.txt")),
        (include_str!("lines/fourth-with.txt"), include_str!("lines/fourth-without.txt")),
    ] {
        let (with, without): (Vec<&str>, Vec<&str>) = (lines(with).collect(), lines(without).collect());
        let missed: Vec<&&str> = with.iter().filter(|line| stops(line) == 0).collect();
        let words: usize = without.iter().map(|line| line.split_whitespace().count()).sum();
        let alarms: Vec<&&str> = without.iter().filter(|line| !scan(line, &Known::default()).is_empty()).collect();
        println!(
            "recall: {} of {}; false alarms: {} in {words} words",
            with.len() - missed.len(),
            with.len(),
            alarms.len()
        );
        assert!(with.len() >= 250 && without.len() >= 70);
        assert!(missed.len() * 100 <= with.len() * 5, "{missed:#?}");
        assert!(alarms.len() * 10_000 <= words, "{alarms:#?}");
    }
}

/// Lines that were written without knowledge of the rules, and lines that were not looked at while the rules were improved.
#[test]
fn what_strangers_wrote_is_read_almost_as_well() {
    for (with, without, least, most) in [
        (include_str!("lines/fifth-with.txt"), include_str!("lines/fifth-without.txt"), 86, 2),
        (include_str!("lines/sixth-with.txt"), include_str!("lines/sixth-without.txt"), 73, 3),
        (include_str!("lines/seventh-with.txt"), include_str!("lines/seventh-without.txt"), 79, 28),
    ] {
        let (with, without): (Vec<&str>, Vec<&str>) = (lines(with).collect(), lines(without).collect());
        let missed: Vec<&&str> = with.iter().filter(|line| stops(line) == 0).collect();
        let alarms: Vec<&&str> = without.iter().filter(|line| !scan(line, &Known::default()).is_empty()).collect();
        println!(
            "recall: {} of {}; false alarms: {} of {} lines",
            with.len() - missed.len(),
            with.len(),
            alarms.len(),
            without.len()
        );
        assert!((with.len() - missed.len()) * 100 >= with.len() * least, "{missed:#?}");
        assert!(alarms.len() <= most, "{alarms:#?}");
    }
}

#[test]
fn places_are_those_of_the_text_as_it_is_written() {
    let text = "Été: the **MRN:** 004\u{200b}82913 of a cold.";
    let found = scan(text, &Known::default());
    assert_eq!(
        found.iter().map(|finding| &text[finding.range.clone()]).collect::<Vec<_>>(),
        ["MRN:** 004\u{200b}82913"]
    );
}

#[test]
fn no_text_ends_the_program() {
    let parts = [
        "7",
        "1 ",
        "(",
        "[",
        "\u{202e}",
        "é",
        "\u{301}",
        "Mr. ",
        "a@",
        "1.",
        "3/14/",
        "MRN ",
        "'s ",
        "-",
        "\n",
        "# ",
        "---\n",
        "http://",
        "92-",
        "Calle ",
        "\u{1f600}",
        "ß",
        "İ",
        "312-",
        "& ",
        "&nbsp;",
        "(01)",
        "Patient ",
        "J.",
    ];
    for first in parts {
        for second in parts {
            let text: String = [first, second].concat().repeat(40);
            for finding in scan(&text, &Known::default()) {
                assert!(text.get(finding.range.clone()).is_some_and(|part| !part.is_empty()), "{text:?} {finding:?}");
            }
            for block in of_document(&text) {
                assert!(text.get(block.range.clone()).is_some(), "{text:?}");
            }
        }
    }
    assert!(scan(&"7".repeat(1_000_000), &Known::default()).is_empty());
}
