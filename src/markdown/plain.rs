//! Plain text in addition to the HTML: the count of words, the lead, the text of headings and of pictures.

/// Who receives the text.
#[derive(Debug, Default)]
pub(super) struct Plain {
    words: usize,
    token: Token,
    lead: Option<String>,
    lead_open: bool,
    heading: Option<String>,
    alt: Option<String>,
}

/// The current word count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Token {
    #[default]
    Outside,
    /// In signs that are no word yet, such as a dash.
    Signs,
    Word,
}

impl Plain {
    /// Running text.
    pub(super) fn text(&mut self, text: &str) {
        if self.alt.is_none() {
            self.count(text);
        }
        self.quiet(text);
    }

    /// Text that is read but not counted: code, addresses, punctuation made by the parser.
    pub(super) fn quiet(&mut self, text: &str) {
        if let Some(alt) = &mut self.alt {
            alt.push_str(text);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        if self.lead_open
            && let Some(lead) = &mut self.lead
            && lead.len() < 8 * LEAD_CHARS
        {
            lead.push_str(text);
        }
    }

    /// The end of a word, whatever follows.
    pub(super) fn gap(&mut self) {
        self.token = Token::Outside;
    }

    pub(super) fn open_heading(&mut self) {
        self.heading = Some(String::new());
    }

    pub(super) fn close_heading(&mut self) -> String {
        squeeze(&self.heading.take().unwrap_or_default())
    }

    pub(super) fn open_alt(&mut self) {
        self.alt = Some(String::new());
    }

    pub(super) fn close_alt(&mut self) -> String {
        squeeze(&self.alt.take().unwrap_or_default())
    }

    /// A paragraph that becomes the lead if it is the first with text.
    pub(super) fn open_lead(&mut self) {
        self.lead_open = self.lead.is_none();
        if self.lead_open {
            self.lead = Some(String::new());
        }
    }

    pub(super) fn close_lead(&mut self) {
        if self.lead_open && self.lead.as_ref().is_some_and(|lead| lead.trim().is_empty()) {
            self.lead = None;
        }
        self.lead_open = false;
    }

    /// The number of words and the lead.
    pub(super) fn finish(self) -> (usize, String) {
        (self.words, shorten(&squeeze(&self.lead.unwrap_or_default())))
    }

    fn count(&mut self, text: &str) {
        for byte in text.bytes() {
            if byte.is_ascii_whitespace() {
                self.token = Token::Outside;
            } else if self.token != Token::Word {
                let letter = byte.is_ascii_alphanumeric() || !byte.is_ascii();
                self.words += usize::from(letter);
                self.token = if letter { Token::Word } else { Token::Signs };
            }
        }
    }
}

/// The longest lead, in characters with its ellipsis.
const LEAD_CHARS: usize = 200;

/// `text` with every stretch of white space as one space, none at the ends.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `text`, or where it is too long its first words and an ellipsis.
fn shorten(text: &str) -> String {
    if text.chars().nth(LEAD_CHARS).is_none() {
        return text.to_owned();
    }
    let end = text.char_indices().nth(LEAD_CHARS - 1).map_or(text.len(), |(at, _)| at);
    let cut = if text[end..].starts_with(' ') { end } else { text[..end].rfind(' ').unwrap_or(end) };
    let kept = text[..cut].trim_end_matches([' ', ',', ';', ':', '.', '–', '—']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_written_in_parts_and_signs_are_none() {
        let mut plain = Plain::default();
        for part in ["un", "believable ", "5 mg", " - \n &", " niño"] {
            plain.text(part);
        }
        assert_eq!(plain.finish().0, 4);
    }

    #[test]
    fn a_long_lead_ends_at_a_word() {
        let text = "fièvre ".repeat(60);
        let lead = shorten(text.trim());
        assert!(lead.chars().count() <= LEAD_CHARS && lead.ends_with("fièvre…"), "{lead}");
        assert_eq!(shorten(&"x".repeat(300)).chars().count(), LEAD_CHARS);
        assert_eq!(shorten("short."), "short.");
    }
}
