//! Reads pages back with html5ever, the tokenizer of a browser engine: what it sees, a reader's browser sees.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that have no end tag (HTML, section 13.1.2).
const VOID: [&str; 9] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "source"];

/// A start tag with its attributes, entities undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is a block of structured data, which browsers do not run (HTML, section 4.12.1).
    pub(crate) fn is_data_block(&self) -> bool {
        let [(name, value)] = self.attributes.as_slice() else { return false };
        self.name == "script" && name == "type" && value == "application/ld+json"
    }
}

#[derive(Clone, Debug)]
enum Piece {
    Open(Element),
    Close(String),
    Text(String),
    Comment,
}

/// A page in pieces.
pub(crate) struct Page {
    pieces: Vec<Piece>,
}

impl Page {
    pub(crate) fn parse(html: &str) -> Self {
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(html));
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        Self { pieces: tokenizer.sink.pieces.into_inner() }
    }

    /// All start tags in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Open(element) => Some(element),
            _ => None,
        })
    }

    /// The ids of what stands inside elements of a class.
    pub(crate) fn ids_in_class(&self, class: &str) -> Vec<&str> {
        self.in_class(class).filter_map(|element| element.get("id")).collect()
    }

    /// What stands inside elements of a class.
    pub(crate) fn in_class(&self, class: &str) -> impl Iterator<Item = &Element> {
        let (mut inside, mut open): (Vec<&Element>, usize) = (Vec::new(), 0);
        for piece in &self.pieces {
            match piece {
                Piece::Open(element) => {
                    let is_own = element.get("class").is_some_and(|all| all.split(' ').any(|own| own == class));
                    if open > 0 {
                        inside.push(element);
                    }
                    if !VOID.contains(&element.name.as_str()) && (open > 0 || is_own) {
                        open += 1;
                    }
                }
                Piece::Close(_) => open = open.saturating_sub(1),
                Piece::Text(_) | Piece::Comment => {}
            }
        }
        inside.into_iter()
    }

    /// All elements of a name.
    pub(crate) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name, with its text.
    pub(crate) fn text_in(&self, name: &str) -> String {
        self.texts_in(name).into_iter().next().unwrap_or_else(|| panic!("the page has no <{name}>"))
    }

    /// The text of every outermost element of a name, white space folded.
    pub(crate) fn texts_in(&self, name: &str) -> Vec<String> {
        let (mut texts, mut open): (Vec<String>, usize) = (Vec::new(), 0);
        for piece in &self.pieces {
            match piece {
                Piece::Open(element) if element.name == name => {
                    if open == 0 {
                        texts.push(String::new());
                    }
                    open += 1;
                }
                Piece::Close(closed) if closed == name => open = open.saturating_sub(1),
                Piece::Text(text) if open > 0 => texts.iter_mut().next_back().expect("one is open").push_str(text),
                _ => {}
            }
        }
        texts.iter().map(|text| folded(text)).collect()
    }

    /// All text of the page, white space folded; scripts and their data are none.
    pub(crate) fn text(&self) -> String {
        let (mut text, mut is_script) = (String::new(), false);
        for piece in &self.pieces {
            match piece {
                Piece::Open(element) if element.name == "script" => is_script = true,
                Piece::Close(name) if name == "script" => is_script = false,
                Piece::Text(part) if !is_script => text.push_str(part),
                _ => {}
            }
        }
        folded(&text)
    }

    /// Each text of the page and each attribute that is read to people, white space folded, with the language that it is in.
    pub(crate) fn said(&self) -> Vec<(String, String)> {
        const SAID: [&str; 6] = ["alt", "aria-label", "aria-description", "title", "placeholder", "label"];
        const UNSAID: [&str; 2] = ["script", "style"];
        let mut open: Vec<(&str, &str)> = Vec::new();
        let mut said = Vec::new();
        for piece in &self.pieces {
            let outer = open.last().map_or("", |(_, language)| *language);
            match piece {
                Piece::Open(element) => {
                    let own = element.get("lang").unwrap_or(outer);
                    let mut read: Vec<&str> = SAID.iter().filter_map(|name| element.get(name)).collect();
                    read.extend(
                        element.attributes.iter().filter(|(n, _)| n.starts_with("data-")).map(|(_, v)| v.as_str()),
                    );
                    if element.name == "meta" {
                        read.extend(element.get("content"));
                    }
                    said.extend(read.into_iter().map(|text| (own.to_owned(), folded(text))));
                    if !VOID.contains(&element.name.as_str()) {
                        open.push((&element.name, own));
                    }
                }
                Piece::Close(name) => {
                    if let Some(at) = open.iter().rposition(|(known, _)| known == name) {
                        open.truncate(at);
                    }
                }
                Piece::Text(text) if open.last().is_none_or(|(name, _)| !UNSAID.contains(name)) => {
                    said.push((outer.to_owned(), folded(text)));
                }
                Piece::Text(_) | Piece::Comment => {}
            }
        }
        said.retain(|(_, text)| !text.is_empty());
        said
    }

    /// The value of `attribute` of every element `name` that has it.
    pub(crate) fn attributes<'p>(&'p self, name: &'p str, attribute: &'p str) -> Vec<&'p str> {
        self.all(name).filter_map(|element| element.get(attribute)).collect()
    }

    /// The `href`s of links whose text is `text`.
    pub(crate) fn links_called(&self, text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let Piece::Open(element) = piece else { continue };
            if element.name != "a" {
                continue;
            }
            let inside =
                self.pieces[at + 1..].iter().take_while(|piece| !matches!(piece, Piece::Close(name) if name == "a"));
            let words = inside.map(|piece| if let Piece::Text(text) = piece { text.as_str() } else { "" });
            if folded(&words.collect::<String>()) == text {
                found.extend(element.get("href"));
            }
        }
        found
    }

    /// The text of the one block of structured data, as it stands.
    pub(crate) fn structured_data(&self) -> String {
        let opens = |piece: &Piece| matches!(piece, Piece::Open(element) if element.is_data_block());
        let blocks: Vec<usize> = (0..self.pieces.len()).filter(|at| opens(&self.pieces[*at])).collect();
        let [at] = blocks.as_slice() else { panic!("{} blocks of structured data", blocks.len()) };
        let inside = self.pieces[at + 1..].iter().take_while(|piece| !matches!(piece, Piece::Close(_)));
        inside.map(|piece| if let Piece::Text(text) = piece { text.as_str() } else { "" }).collect()
    }

    /// Whether the page holds an HTML comment.
    pub(crate) fn has_comment(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Comment))
    }
}

/// The elements of a piece of HTML.
pub(crate) fn elements_of(html: &str) -> Vec<Element> {
    Page::parse(html).elements().cloned().collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Sink {
    pieces: RefCell<Vec<Piece>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut result = TokenSinkResult::Continue;
        let piece = match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attribute = |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
                result = match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
                Piece::Open(Element {
                    name: tag.name.to_string(),
                    attributes: tag.attrs.iter().map(attribute).collect(),
                })
            }
            Token::TagToken(tag) => Piece::Close(tag.name.to_string()),
            Token::CharacterTokens(text) => Piece::Text(text.to_string()),
            Token::CommentToken(_) => Piece::Comment,
            _ => return TokenSinkResult::Continue,
        };
        self.pieces.borrow_mut().push(piece);
        result
    }
}
