//! stub
use std::collections::BTreeSet;
use crate::base::VPath;
use crate::diag::Outcome;
use super::{Body, Fill};
use crate::config::RawHtml;
#[allow(missing_docs)]
pub struct MarkdownInput<'a> { pub file: &'a VPath, pub text: &'a str, pub start: usize, pub raw_html: RawHtml, pub components: &'a BTreeSet<String>, pub language: &'a str }
#[allow(missing_docs)]
pub fn compile(input: &MarkdownInput) -> Outcome<Body> { let mut b = Body::default(); pulldown_cmark::html::push_html(&mut b.html, pulldown_cmark::Parser::new(input.text)); Outcome::fine(b) }
#[allow(missing_docs)]
pub fn fill(body: &Body, out: &mut String, filler: &mut impl FnMut(Fill, &mut String)) { let mut from = 0; for s in &body.slots { out.push_str(&body.html[from..s.at]); filler(s.fill, out); from = s.at; } out.push_str(&body.html[from..]); }
