//! Conditional requests and parts of files (RFC 9110, sections 13 and 14), as players of films ask.

use super::request::Request;

/// What of an output is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// The bytes from the first up to the second, which is left out.
    Range(usize, usize),
    /// The requested range is after its end.
    Unsatisfiable,
    /// Nothing: the other side has it already.
    Unchanged,
    /// Nothing: what the other side has is not this one (`If-Match`).
    Changed,
}

/// The requested range of an output with a tag and a length.
///
/// The conditions come in the order of RFC 9110, section 13.2.2. Answers have no `Last-Modified`, so conditions on dates are
/// ignored, as sections 13.1.3 and 13.1.4 say.
pub(super) fn part(request: &Request, tag: &str, length: usize) -> Part {
    // Tags are compared strongly: a weak one matches nothing.
    let wanted = request.if_match.as_deref();
    if wanted.is_some_and(|wanted| wanted.trim() != "*" && wanted.split(',').all(|one| one.trim() != tag)) {
        return Part::Changed;
    }
    let known = request.if_none_match.as_deref();
    if known.is_some_and(|known| known.trim() == "*" || known.split(',').any(|one| weak(one) == weak(tag))) {
        return Part::Unchanged;
    }
    // Only GET has ranges. A date is never right, since no answer has one; nor is a weak tag.
    let same = request.if_range.as_deref().is_none_or(|known| known == tag);
    match request.range.as_deref() {
        Some(range) if same && request.method == "GET" => range_of(range, length).unwrap_or(Part::Whole),
        _ => Part::Whole,
    }
}

fn weak(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// `None` if it is not a range, or several: these may be answered with the whole, and then are.
fn range_of(range: &str, length: usize) -> Option<Part> {
    let (unit, set) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = set.trim().split_once('-')?;
    if first.is_empty() {
        let count = number(last)?;
        return Some(if count == 0 || length == 0 {
            Part::Unsatisfiable
        } else {
            Part::Range(length.saturating_sub(count), length)
        });
    }
    let first = number(first)?;
    let last = if last.is_empty() { usize::MAX } else { number(last)? };
    if last < first {
        return None;
    }
    Some(if first >= length { Part::Unsatisfiable } else { Part::Range(first, last.saturating_add(1).min(length)) })
}

/// Digits; a number that is larger than any file is the largest one.
fn number(digits: &str) -> Option<usize> {
    let sound = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    sound.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(range: &str) -> Part {
        let request = Request { method: "GET".to_owned(), range: Some(range.to_owned()), ..Request::default() };
        part(&request, "\"a\"", 1000)
    }

    #[test]
    fn ranges_are_those_of_the_standard() {
        let cases = [
            ("bytes=0-0", Part::Range(0, 1)),
            ("bytes=0-499", Part::Range(0, 500)),
            ("bytes=500-", Part::Range(500, 1000)),
            ("bytes=-500", Part::Range(500, 1000)),
            ("bytes=-5000", Part::Range(0, 1000)),
            ("bytes=999-99999999999999999999999", Part::Range(999, 1000)),
            ("Bytes=0-1", Part::Range(0, 2)),
            ("bytes=1000-", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=5-2", Part::Whole),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("nonsense", Part::Whole),
        ];
        for (range, expected) in cases {
            assert_eq!(asked(range), expected, "{range}");
        }
    }

    #[test]
    fn what_is_known_already_is_not_sent() {
        let known = |tags: &str| {
            let tags = Some(tags.to_owned());
            part(
                &Request { if_none_match: tags, range: Some("bytes=0-0".to_owned()), ..Request::default() },
                "\"a\"",
                9,
            )
        };
        for tags in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert_eq!(known(tags), Part::Unchanged, "{tags}");
        }
        assert_eq!(known("\"b\""), Part::Whole);
    }

    #[test]
    fn a_file_that_changed_is_not_sent_as_the_one_that_is_known() {
        let wanted = |tags: &str, known: Option<&str>| {
            let (if_match, if_none_match) = (Some(tags.to_owned()), known.map(str::to_owned));
            part(&Request { if_match, if_none_match, ..Request::default() }, "\"a\"", 9)
        };
        for tags in ["\"a\"", "\"b\", \"a\"", "*"] {
            assert_eq!(wanted(tags, None), Part::Whole, "{tags}");
        }
        for tags in ["\"b\"", "W/\"a\"", "\"b\", W/\"a\"", ""] {
            assert_eq!(wanted(tags, None), Part::Changed, "{tags}");
        }
        assert_eq!(wanted("\"a\"", Some("\"a\"")), Part::Unchanged);
        assert_eq!(wanted("\"b\"", Some("\"a\"")), Part::Changed);
    }
}
