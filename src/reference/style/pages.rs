//! Ranges of pages: written in full, or with the last number shortened.

/// `2103-16` as `2103-2116`, as AMA writes it (AMA 11, section 3.11.8).
pub(super) fn full(pages: &str) -> String {
    each(pages, |first, last| {
        let (prefix, from) = split(first);
        let (own, to) = split(last);
        let missing = from.len().saturating_sub(to.len());
        let is_short = own.is_empty() && missing > 0 && !to.is_empty() && from.is_char_boundary(missing);
        if !is_short {
            return format!("{first}-{last}");
        }
        format!("{first}-{prefix}{}{to}", &from[..missing])
    })
}

/// `2103-2116` as `2103-16`, as NLM writes it (Citing Medicine, chapter 1, location).
pub(super) fn short(pages: &str) -> String {
    each(pages, |first, last| {
        let ((prefix, from), (own, to)) = (split(first), split(last));
        if to.is_empty() || (!own.is_empty() && own != prefix) {
            return format!("{first}-{last}");
        }
        if from.len() != to.len() {
            return format!("{first}-{to}");
        }
        let common = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
        let kept = if common < to.len() { &to[common..] } else { to };
        format!("{first}-{kept}")
    })
}

/// `2103–16` with a dash and in full, as APA writes it.
pub(super) fn dashed(pages: &str) -> String {
    full(pages).replace('-', "–").replace(',', ", ")
}

/// Every range of a list, with hyphens: `215-25; discussion 226-9`.
fn each(pages: &str, range: impl Fn(&str, &str) -> String) -> String {
    let pages = pages.replace(['–', '—', '‐', '−'], "-").replace("--", "-");
    let mut out = String::with_capacity(pages.len());
    let mut rest = pages.as_str();
    loop {
        let end = rest.find([',', ';']).unwrap_or(rest.len());
        let part = rest[..end].trim();
        let (word, numbers) = match part.rsplit_once(' ') {
            Some((word, numbers)) if !word.contains(|c: char| c.is_ascii_digit()) => (word, numbers),
            _ => ("", part),
        };
        out.push_str(word);
        out.push_str(if word.is_empty() { "" } else { " " });
        match numbers.split_once('-') {
            Some((first, last)) if !last.contains('-') => out.push_str(&range(first.trim(), last.trim())),
            _ => out.push_str(numbers),
        }
        if end == rest.len() {
            return out;
        }
        out.push_str(if rest[end..].starts_with(';') { "; " } else { "," });
        rest = &rest[end + 1..];
    }
}

/// Letters before a number, and the number: `e35` is `e` and `35`; what is neither has no number.
fn split(page: &str) -> (&str, &str) {
    let digits = page.len() - page.bytes().rev().take_while(u8::is_ascii_digit).count();
    page.split_at(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_in_full_and_shortened() {
        let cases = [
            ("2103-16", "2103-2116", "2103-16"),
            ("2103-2116", "2103-2116", "2103-16"),
            ("2103–2116", "2103-2116", "2103-16"),
            ("345--353", "345-353", "345-53"),
            ("e35-e66", "e35-e66", "e35-66"),
            ("e35-66", "e35-66", "e35-66"),
            ("e1-e47", "e1-e47", "e1-47"),
            ("S1-9", "S1-9", "S1-9"),
            ("1-28", "1-28", "1-28"),
            ("674-86", "674-686", "674-86"),
            ("CD001269", "CD001269", "CD001269"),
            ("12-12", "12-12", "12-12"),
            ("1-3, 7-9", "1-3,7-9", "1-3,7-9"),
            ("1-2-3", "1-2-3", "1-2-3"),
            ("215-25; discussion 226-9", "215-225; discussion 226-229", "215-25; discussion 226-9"),
            ("900, 905-7", "900,905-907", "900,905-7"),
            ("", "", ""),
            ("é1-é", "é1-é", "é1-é"),
        ];
        for (pages, in_full, shortened) in cases {
            assert_eq!((full(pages).as_str(), short(pages).as_str()), (in_full, shortened), "{pages}");
        }
    }
}
