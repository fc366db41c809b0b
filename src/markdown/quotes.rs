//! Quotation marks of the document's language.

/// Opening and closing marks, double and single.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotes {
    double: [&'static str; 2],
    single: [&'static str; 2],
    single_open: bool,
}

impl Quotes {
    /// The marks of a language tag such as `es-US`, after the Unicode CLDR's delimiters; French with no-break spaces inside.
    pub(super) fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let (double, single) = match primary.as_str() {
            "de" => (["„", "“"], ["‚", "‘"]),
            "fr" => (["«\u{a0}", "\u{a0}»"], ["“", "”"]),
            "es" | "it" => (["«", "»"], ["“", "”"]),
            "ru" | "uk" => (["«", "»"], ["„", "“"]),
            "pl" => (["„", "”"], ["«", "»"]),
            _ => (["“", "”"], ["‘", "’"]),
        };
        Self { double, single, single_open: false }
    }

    /// A new paragraph: a quotation does not go on from the one before.
    pub(super) fn reset(&mut self) {
        self.single_open = false;
    }

    /// The mark of this language for an English one; `next` is what follows. A `’` inside a word is an apostrophe in all
    /// languages.
    pub(super) fn translate(&mut self, english: &str, next: Option<char>) -> Option<&'static str> {
        match english {
            "“" => Some(self.double[0]),
            "”" => Some(self.double[1]),
            "‘" => {
                self.single_open = true;
                Some(self.single[0])
            }
            "’" if self.single_open && !next.is_some_and(char::is_alphanumeric) => {
                self.single_open = false;
                Some(self.single[1])
            }
            _ => None,
        }
    }
}
