//! Addresses in a text as X finds them: `extractUrlsWithIndices` of twitter-text 3.1.0, by hand.

use std::ops::Range;
use std::sync::LazyLock;

/// Endings that make a word without `https://` an address, one a line, sorted; the first line says where they come from.
const ENDINGS: &str = include_str!("../../content/endings.txt");

/// Longest label of a host's name, in bytes (RFC 1035, section 2.3.4).
const LABEL: usize = 63;

/// The addresses of a text in their order.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains('.') {
        return found;
    }
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let behind = at + sign.len_utf8();
        // What precedes an address is looked for first, even at the beginning of the text.
        let matched = can_precede(sign).then(|| Match::at(text, behind)).flatten().map(|found| (Some(sign), found));
        let matched = matched.or_else(|| (at == 0).then(|| Match::at(text, 0)).flatten().map(|found| (None, found)));
        match matched {
            Some((before, matched)) => {
                matched.take(text, before, &mut found);
                at = matched.end;
            }
            None => at = behind,
        }
    }
    found
}

/// `validUrlPrecedingChars`.
fn can_precede(sign: char) -> bool {
    !(sign.is_ascii_alphanumeric()
        || matches!(sign, '@' | '＠' | '$' | '#' | '＃' | '\u{fffe}' | '\u{feff}' | '\u{ffff}'))
}

/// Where the parts of an address end.
struct Match {
    start: usize,
    has_scheme: bool,
    domain: Range<usize>,
    /// Where its path ends, if it has one.
    path: Option<usize>,
    end: usize,
}

impl Match {
    fn at(text: &str, start: usize) -> Option<Self> {
        let scheme = ["https://", "http://"]
            .iter()
            .find(|scheme| text[start..].get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
        let (domain, has_scheme) = match scheme.and_then(|scheme| domain(text, start + scheme.len(), true)) {
            Some(domain) => (domain, true),
            None => (domain(text, start, false)?, false),
        };
        let mut end = domain.end;
        if let Some(digits) = text[end..].strip_prefix(':') {
            let digits = digits.bytes().take_while(u8::is_ascii_digit).count();
            end += if digits > 0 { 1 + digits } else { 0 };
        }
        let path = text[end..].starts_with('/').then(|| path(text, end));
        end = query(text, path.unwrap_or(end));
        Some(Self { start, has_scheme, domain, path, end })
    }

    fn take(&self, text: &str, before: Option<char>, found: &mut Vec<Range<usize>>) {
        let domain = &text[self.domain.clone()];
        if !domain.split('.').all(fits_into_a_label) {
            return;
        }
        if self.has_scheme {
            found.extend(self.with_scheme(text));
            return;
        }
        if before.is_some_and(|sign| matches!(sign, '-' | '_' | '.' | '/')) {
            return;
        }
        let first = found.len();
        for range in latin_domains(domain) {
            found.push(self.domain.start + range.start..self.domain.start + range.end);
        }
        if self.path.is_some()
            && let Some(last) = found[first..].last_mut()
        {
            last.end = self.end;
        }
    }

    /// The whole address; one of `t.co` has a single word after its slash, which has a limit.
    fn with_scheme(&self, text: &str) -> Option<Range<usize>> {
        const LONGEST: usize = 40;
        let is_short = text[self.domain.clone()].eq_ignore_ascii_case("t.co") && self.path.is_some();
        let from = self.domain.end + 1;
        let word = if is_short { text[from..].bytes().take_while(u8::is_ascii_alphanumeric).count() } else { 0 };
        match word {
            0 => Some(self.start..self.end),
            _ if word > LONGEST => None,
            _ => Some(self.start..query(text, from + word)),
        }
    }
}

/// `validDomain`: labels and an ending that is known, as many labels as there are.
fn domain(text: &str, start: usize, has_scheme: bool) -> Option<Range<usize>> {
    let mut end = None;
    let mut from = start;
    loop {
        let label: &str = &text[from..];
        let label = &label[..label.find(|sign| !is_inner(sign)).unwrap_or(label.len())];
        let fits = label.starts_with(is_of_domain) && label.ends_with(is_of_domain);
        let behind = from + label.len();
        if !fits || !text[behind..].starts_with('.') {
            break;
        }
        from = behind + 1;
        if !label.contains('_')
            && let Some(length) = ending(&text[from..]).or_else(|| reserved(&text[from..]).filter(|_| has_scheme))
        {
            end = Some(from + length);
        }
    }
    end.map(|end| start..end)
}

/// `validGTLD`, `validCCTLD` and `validPunycode`: the length of an ending that a text begins with.
fn ending(text: &str) -> Option<usize> {
    let word = &text[..text.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(text.len())];
    let goes_on = text[word.len()..].starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '@' | '+' | '-'));
    if !goes_on && is_ending(word) {
        return Some(word.len());
    }
    // An ending of another script is followed by anything but Latin letters.
    let foreign = &text[..text.find(|sign: char| sign.is_ascii()).unwrap_or(text.len())];
    let after = text[foreign.len()..].starts_with(|sign: char| sign.is_ascii_alphanumeric() || "@+-".contains(sign));
    let cuts = foreign.char_indices().map(|(at, sign)| at + sign.len_utf8()).take(LABEL);
    if let Some(end) = cuts.filter(|end| is_ending(&foreign[..*end]) && !(*end == foreign.len() && after)).last() {
        return Some(end);
    }
    let code = text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"));
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    (code && length > 4).then_some(length)
}

/// `.example`, a placeholder for a practice's own domain in documentation (RFC 2606).
fn reserved(text: &str) -> Option<usize> {
    const NAME: &str = "example";
    let is_name = text.get(..NAME.len()).is_some_and(|head| head.eq_ignore_ascii_case(NAME));
    let goes_on = |sign: char| sign.is_ascii_alphanumeric() || "@+-".contains(sign);
    (is_name && !text[NAME.len()..].starts_with(goes_on)).then_some(NAME.len())
}

fn is_ending(word: &str) -> bool {
    static ALL: LazyLock<Vec<&str>> = LazyLock::new(|| ENDINGS.lines().skip(1).collect());
    ALL.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// `validDomainChars`.
fn is_of_domain(sign: char) -> bool {
    let is_mark =
        matches!(sign, '\u{202a}'..='\u{202e}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    let is_invalid = matches!(sign, '\u{fffe}' | '\u{feff}' | '\u{ffff}');
    // Quotation marks and backquotes are none of its punctuation.
    let is_punctuation = sign.is_ascii_punctuation() && !matches!(sign, '"' | '`');
    let is_space = matches!(sign, '\u{9}'..='\u{d}' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{180e}')
        || matches!(sign, '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}');
    !(is_mark || is_invalid || is_punctuation || is_space)
}

fn is_inner(sign: char) -> bool {
    is_of_domain(sign) || matches!(sign, '_' | '-')
}

/// `latinAccentChars`.
fn is_accented(sign: char) -> bool {
    matches!(sign, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | '\u{253}' | '\u{254}' | '\u{256}' | '\u{257}' | '\u{259}')
        || matches!(sign, '\u{25b}' | '\u{263}' | '\u{268}' | '\u{26f}' | '\u{272}' | '\u{289}' | '\u{28b}' | '\u{2bb}')
        || matches!(sign, '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

/// `validAsciiDomain`: the parts of a name that X takes without `https://`.
fn latin_domains(domain: &str) -> Vec<Range<usize>> {
    let is_latin = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.') || is_accented(sign);
    let mut found = Vec::new();
    let mut at = 0;
    for run in domain.split_inclusive(|sign| !is_latin(sign)) {
        let latin = run.trim_end_matches(|sign| !is_latin(sign));
        let start = at + latin.len() - latin.trim_start_matches('.').len();
        at += run.len();
        let mut end = None;
        let mut from = start;
        for label in latin.trim_start_matches('.').split('.') {
            if from > start {
                end = ending(&domain[from..]).map(|length| from + length).or(end);
            }
            if label.is_empty() {
                break;
            }
            from += label.len() + 1;
        }
        found.extend(end.map(|end| start..end));
    }
    found
}

/// Whether a label can be in a host's name. What is not ASCII is written as `xn--` and some letters for each sign; five are
/// the most that texts of one script need.
fn fits_into_a_label(label: &str) -> bool {
    let foreign = label.chars().filter(|sign| !sign.is_ascii()).count();
    let length = if foreign == 0 { label.len() } else { 5 + label.chars().count() + 4 * foreign };
    length <= LABEL
}

/// `validGeneralUrlPathChars`.
fn is_of_path(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || "!*';:=+,.$/%#[]-\u{2013}_~@|&".contains(sign)
        || is_accented(sign)
        || matches!(sign, '\u{400}'..='\u{4ff}')
}

/// `validUrlPathEndingChars`, but for brackets.
fn can_end_path(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || "+-=_#/".contains(sign)
        || is_accented(sign)
        || matches!(sign, '\u{400}'..='\u{4ff}')
}

/// Where the path ends that begins with the slash at `start`.
fn path(text: &str, start: usize) -> usize {
    let mut at = start + 1;
    let mut end = at;
    while let Some(sign) = text[at..].chars().next() {
        if let Some(length) = bracketed(&text[at..], 1) {
            at += length;
            end = at;
        } else if is_of_path(sign) {
            at += sign.len_utf8();
            if can_end_path(sign) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// `validUrlBalancedParens`: the length of brackets around something, with `depth` more within.
fn bracketed(text: &str, depth: usize) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let mut at = 0;
    let mut nested = 0;
    loop {
        let sign = inner[at..].chars().next()?;
        if sign == ')' {
            return (at > 0).then_some(at + 2);
        }
        if is_of_path(sign) {
            at += sign.len_utf8();
        } else {
            nested += 1;
            at += if nested <= depth { bracketed(&inner[at..], 0)? } else { return None };
        }
    }
}

/// Where the question after an address ends: `validUrlQueryChars` up to one of `validUrlQueryEndingChars`.
fn query(text: &str, start: usize) -> usize {
    let Some(rest) = text[start..].strip_prefix('?') else { return start };
    let is_of_query = |b: u8| b.is_ascii_alphanumeric() || b"!?*'@();:&=+$/%#[]-_.,~|".contains(&b);
    let can_end = |b: u8| b.is_ascii_alphanumeric() || b"-_&=#/".contains(&b);
    let length = rest.bytes().take_while(|b| is_of_query(*b)).count();
    match rest.as_bytes()[..length].iter().rposition(|b| can_end(*b)) {
        Some(last) => start + 1 + last + 1,
        None => start,
    }
}
