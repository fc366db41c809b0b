//! Highlighted code: classes that the theme's style sheet colors, no styles.

use std::collections::HashMap;
use std::panic::catch_unwind;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::base::{ContentHash, Hasher};

/// The largest block, and the longest line, that is highlighted: the grammars are regular expressions, whose time grows
/// faster than the text on hostile input.
const LARGEST: usize = 64 * 1024;
const LONGEST_LINE: usize = 2_000;
/// How much highlighted HTML is remembered.
const MEMO: usize = 16 * 1024 * 1024;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Blocks that were highlighted in this process. Highlighting is a pure function of the language, the code and this
/// program's grammars, so what is remembered, forgotten or made twice at once cannot change the output, only its time.
static REMEMBERED: LazyLock<Mutex<Memo>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Memo {
    blocks: HashMap<ContentHash, Option<Arc<str>>>,
    bytes: usize,
}

/// The HTML of a code block with `hl-` classes; `None` if the language is unknown, the block is too large or its
/// grammar fails.
pub(super) fn highlight(language: &str, code: &str) -> Option<Arc<str>> {
    if language.is_empty() || code.len() > LARGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let key = Hasher::new().part(&syntax.name).part(code).finish();
    if let Some(known) = memo(|memo| memo.blocks.get(&key).cloned()) {
        return known;
    }
    let html = catch_unwind(|| highlighted(syntax, code)).ok().flatten();
    memo(|memo| memo.remember(key, html.clone()));
    html
}

/// Whether a language is one whose code is highlighted.
pub(super) fn is_known(language: &str) -> bool {
    SYNTAXES.find_syntax_by_token(language).is_some()
}

fn highlighted(syntax: &SyntaxReference, code: &str) -> Option<Arc<str>> {
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize().into())
}

fn memo<T>(use_it: impl FnOnce(&mut Memo) -> T) -> T {
    use_it(&mut REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Memo {
    fn remember(&mut self, key: ContentHash, html: Option<Arc<str>>) {
        let bytes = 64 + html.as_ref().map_or(0, |html| html.len());
        if self.bytes + bytes > MEMO {
            *self = Self::default();
        }
        self.bytes += bytes;
        self.blocks.insert(key, html);
    }
}
