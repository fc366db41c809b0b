//! Callouts with a title of the writer's, and those that the parser does not know: `> [!EMERGENCY] Call 911 if:`.
//!
//! The parser knows GitHub's five marks, each alone on its line. Any other first line that begins with a mark arrives as the
//! first paragraph of a quotation; here it becomes the title of a callout, or is reported.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::diag::codes;
use crate::markdown::{BlockKind, Fill, ThemeWord, Wrapper, WrapperPart};

use super::compiler::Compiler;

/// The marks, with the class and the usual title of each.
const MARKS: [(&str, &str, ThemeWord); 8] = [
    ("note", "note", ThemeWord::Note),
    ("tip", "tip", ThemeWord::Tip),
    ("important", "important", ThemeWord::Important),
    ("warning", "warning", ThemeWord::Warning),
    ("caution", "caution", ThemeWord::Caution),
    ("emergency", "emergency", ThemeWord::Emergency),
    ("urgent", "urgent", ThemeWord::Urgent),
    ("call", "call", ThemeWord::Call),
];

/// The callout whose first line is being read.
#[derive(Debug)]
pub(super) struct OpenTitle {
    /// Where the mark ends in the text.
    mark_end: usize,
    frame: Wrapper,
    word: ThemeWord,
    /// Whether the title's own words are being written.
    writing: bool,
}

/// A mark at the start of a quotation.
struct Mark<'t> {
    name: &'t str,
    range: Range<usize>,
}

impl Compiler<'_, '_> {
    /// Opens a quotation as a callout where it begins with a mark.
    pub(super) fn open_marked(&mut self, range: &Range<usize>) -> Option<Wrapper> {
        let mark = mark(self.text, range)?;
        let Some((_, class, word)) = MARKS.into_iter().find(|(name, ..)| name.eq_ignore_ascii_case(mark.name)) else {
            let message = || format!("`[!{}]` is not a callout, so readers would see it as written", mark.name);
            let help = "callouts are `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]`, `[!CALL]`, `[!URGENT]` and \
                        `[!EMERGENCY]`; to show the brackets, put a backslash before them, `\\[`";
            self.problem(&codes::UNKNOWN_CALLOUT, &mark.range, message, help);
            return None;
        };
        let is_emergency = class == "emergency";
        self.prose.is_callout(if is_emergency { BlockKind::Emergency } else { BlockKind::Callout });
        let tag = self.callout_heading(class);
        self.open_container("");
        self.emergency |= is_emergency;
        let frame = Wrapper::Callout { kind: class, tag };
        self.slot(Fill::Wrapper(frame, WrapperPart::Start));
        let title = OpenTitle { mark_end: mark.range.end, frame, word, writing: false };
        self.callout = Some(title);
        Some(frame)
    }

    /// What to do now is a heading of the page; any other title one below the heading before it.
    fn callout_heading(&self, class: &str) -> &'static str {
        if class == "emergency" {
            return "h2";
        }
        match self.outline.headings.last().map(|heading| heading.level) {
            None => "h2",
            Some(2) => "h3",
            Some(3) => "h4",
            Some(4) => "h5",
            Some(_) => "h6",
        }
    }

    /// An event of a callout's first line; `None` if it is done with.
    pub(super) fn in_title<'e>(&mut self, event: Event<'e>, range: Range<usize>) -> Option<(Event<'e>, Range<usize>)> {
        let Some(title) = &mut self.callout else { return Some((event, range)) };
        match event {
            Event::Start(Tag::Paragraph) => None,
            Event::Text(text) if range.end <= title.mark_end || text.is_empty() => None,
            Event::Text(text) if !title.writing => {
                title.writing = !text.trim_start().is_empty();
                if text.len() != range.len() {
                    return Some((Event::Text(text), range));
                }
                let rest = text[title.mark_end.saturating_sub(range.start)..].trim_start();
                let range = range.end - rest.len()..range.end;
                (!rest.is_empty()).then(|| (Event::Text(CowStr::from(rest.to_owned())), range))
            }
            // Another block than a paragraph: the title is the usual one.
            Event::Start(ref tag) if !is_inline(tag) => {
                self.end_title();
                Some((event, range))
            }
            Event::Rule | Event::End(TagEnd::BlockQuote(_)) => {
                self.end_title();
                Some((event, range))
            }
            Event::SoftBreak | Event::HardBreak => {
                self.end_title();
                self.open_paragraph();
                None
            }
            Event::End(TagEnd::Paragraph) => {
                self.end_title();
                None
            }
            event => {
                title.writing = true;
                Some((event, range))
            }
        }
    }

    fn end_title(&mut self) {
        self.flush();
        self.close_raw_phrases();
        let Some(title) = self.callout.take() else { return };
        if !title.writing {
            self.slot(Fill::Word(title.word));
        }
        self.slot(Fill::Wrapper(title.frame, WrapperPart::Middle));
        self.sink.push("\n");
        self.plain.gap();
    }
}

/// Whether an element is part of a line of text.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether a name is that of a callout.
pub(super) fn is_mark(name: &str) -> bool {
    MARKS.iter().any(|(mark, ..)| mark.eq_ignore_ascii_case(name))
}

/// `[!NAME]` at the start of the quotation `range`.
fn mark<'t>(text: &'t str, range: &Range<usize>) -> Option<Mark<'t>> {
    let quotation = &text[range.clone()];
    let inside = quotation.strip_prefix('>').unwrap_or(quotation).trim_start_matches([' ', '\t']);
    let start = range.start + (quotation.len() - inside.len());
    let written = inside.strip_prefix("[!")?.split_once(']')?.0;
    let name = written.trim_matches([' ', '\t', '\u{a0}']);
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let mut mark_end = start + "[!".len() + written.len() + "]".len();
    // Obsidian's sign for a box that can be folded.
    if matches!(text.get(mark_end..mark_end + 1), Some("-" | "+")) {
        mark_end += 1;
    }
    // What comes behind may make a link of it.
    let linked = text[mark_end..].starts_with(['(', '[', ':']);
    (is_name && !linked).then_some(Mark { name, range: start..mark_end })
}
