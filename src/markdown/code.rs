//! Code blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr};

use crate::base::push_text;
use crate::markdown::{Fill, ThemeWord};

use super::compiler::Compiler;
use super::highlight::highlight;
use super::sink::KEYBOARD_STOP;

/// A code block being read.
pub(super) struct OpenCode<'t> {
    info: Option<CowStr<'t>>,
    pub(super) text: String,
    /// Where the text starts in the Markdown.
    pub(super) start: Option<usize>,
    pub(super) range: Range<usize>,
}

impl<'t> OpenCode<'t> {
    pub(super) fn new(kind: CodeBlockKind<'t>, range: Range<usize>) -> Self {
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info),
            CodeBlockKind::Indented => None,
        };
        Self { info, text: String::new(), start: None, range }
    }

    pub(super) fn push(&mut self, text: &str, range: &Range<usize>) {
        self.start.get_or_insert(range.start);
        self.text.push_str(text);
    }

    /// What follows the fence; `None` for a block that is only indented.
    pub(super) fn info(&self) -> Option<&str> {
        self.info.as_deref()
    }

    /// The first word after the fence.
    pub(super) fn language(&self) -> &str {
        self.info.as_deref().and_then(|info| info.split([' ', '\t', ',']).next()).unwrap_or_default()
    }
}

impl Compiler<'_, '_> {
    pub(super) fn close_code(&mut self, range: Range<usize>) {
        let Some(code) = self.code.take() else { return };
        self.code_blocks.push(range.clone());
        self.new_block();
        let has_no_end = self.has_no_end(&code);
        if self.input.components.contains(code.language()) {
            return self.component(code, &range);
        }
        if !has_no_end {
            self.code_slips(&code);
        }
        // A region that scrolls must be reachable by keyboard and have a name (WCAG 2.1.1, axe `scrollable-region-focusable`).
        self.sink.push("<pre role=\"group\"");
        self.sink.push_on_page(KEYBOARD_STOP);
        self.sink.push(" aria-label=\"");
        self.slot(Fill::Word(ThemeWord::Code));
        self.sink.push("\"><code");
        let language = code.language();
        if is_class(language) {
            self.sink.html.extend([" class=\"language-", language, "\""]);
        }
        self.sink.push(">");
        let place = self.inner_place(&code.text, code.range.clone());
        self.prose.push(&code.text, place);
        match highlight(language, &code.text) {
            Some(html) => {
                self.outline.has_code = true;
                self.sink.push(&html);
            }
            None => push_text(&mut self.sink.html, &code.text),
        }
        self.sink.push("</code></pre>\n");
    }
}

/// Whether a language's name can be part of a class.
fn is_class(language: &str) -> bool {
    !language.is_empty() && language.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+#.-".contains(&b))
}
