//! Labels with values, as forms and exports write them: `MRN: 00482913`, `Acct # 5520-118`, `número de póliza es H123456`.

use super::lexicon::{DEVICE, HIS, NUMBER};
use super::phrases::LABEL_FILLERS;
use super::text::{Shape, Text};

/// A value after a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value {
    /// Its first token.
    pub(super) first: usize,
    /// Its last token.
    pub(super) last: usize,
    /// Its digits.
    pub(super) digits: usize,
    /// Whether a word for "number", or a sign that a value follows, precedes it.
    pub(super) announced: bool,
}

/// Tokens between a label and its value.
const BETWEEN: usize = 9;

/// The value after the label that ends before token `at`: something with digits.
pub(super) fn value(text: &Text, at: usize) -> Option<Value> {
    let mut announced = false;
    let mut here = at;
    while here < text.len() && here < at + BETWEEN {
        if text.shape(here) == Some(Shape::Mark) {
            if text.is_mark(here, "!?;|") && !text.is_mark(here, "|")
                || text.is_mark(here, ".") && !is_short(text, here)
            {
                return None;
            }
            announced |= text.is_mark(here, "#:=|");
            here += 1;
            continue;
        }
        let mut last = text.chunk_end(here);
        // "W2281 77193": a number in two parts.
        let of = |range: std::ops::RangeInclusive<usize>| range.map(|at| text.digits(at).len()).sum::<usize>();
        if last > here
            && of(here..=last) >= 3
            && text.digits(last + 1).len() >= 4
            && text.chunk_end(last + 1) == last + 1
        {
            last += 1;
        }
        // "552 881 907": groups of three and four.
        while here - at < 3
            && [3, 4].contains(&text.digits(last).len())
            && [2, 3, 4].contains(&text.digits(last + 1).len())
            && text.chunk_end(last + 1) == last + 1
        {
            last += 1;
        }
        let digits: usize = (here..=last).map(|at| text.digits(at).len()).sum();
        if digits > 0 {
            let has_sense = text.shape(here) != Some(Shape::Url);
            return has_sense.then_some(Value { first: here, last, digits, announced });
        }
        let is_number_word = text.is(here, NUMBER);
        announced |= is_number_word;
        // Letters that belong to the value, such as `XJ 4471`, are short and in capitals.
        let is_prefix =
            text.is(here, DEVICE) || text.is_capital(here) && text.word(here).len() <= 3 && text.word(here).len() > 1;
        // "The serial number of her insulin pump is": what the thing is that someone has.
        let is_thing = (at..here).any(|at| text.is(at, HIS)) && here - at < 6 && text.has_any(at, &["of", "de", "del"]);
        if !is_number_word && !is_prefix && !is_thing && !LABEL_FILLERS.contains(&text.word(here)) {
            return None;
        }
        here += 1;
    }
    None
}

/// A full stop after `No.` and the like does not end a label.
fn is_short(text: &Text, stop: usize) -> bool {
    stop > 0 && (text.is(stop - 1, NUMBER) || text.word(stop - 1).len() <= 4) && text.is_glued(stop)
}

/// Whether a value is one that nobody has, shown as an example.
pub(super) fn is_placeholder(text: &Text, value: &Value) -> bool {
    let digits: String = (value.first..=value.last).map(|at| text.digits(at)).collect();
    let bytes = digits.as_bytes();
    let is_run = bytes.windows(2).all(|pair| pair[1] == pair[0] + 1) || bytes.windows(2).all(|pair| pair[1] == pair[0]);
    let is_example = text.any_word(
        text.sentence(value.first),
        &["example", "format", "such", "sample", "looks", "ejemplo", "formato", "placeholder", "digits", "like"],
    );
    is_run && is_example
}
