//! Reading: each file of the project becomes a typed value, by itself.
//!
//! In: sources and the world they are read from. Out: [`ParsedDocument`]s with their Markdown compiled once into HTML with gaps
//! ([`Body`](crate::markdown::Body)), the [`Vocabulary`], the theme's [`Words`] and [`Assets`], and what is known of
//! pictures and other files.
//! Invariant: nothing here knows a second document, so that everything can be done in parallel and remembered by the hash
//! of its source.

mod assets;
mod cache;
mod claims;
mod document;
mod files;
mod front;
mod glossary;
mod replies;
mod reviewed_text;
mod signature;
mod vocabulary;
mod words;

pub use assets::{Asset, Assets, BRAND_ICON, BRAND_SHEET, BrandAssets, SITE_SHEET, assets};
pub use cache::{DocumentCache, FileCache};
pub use claims::ClaimText;
pub use document::{ParsedDocument, documents};
pub use files::{LARGEST_FILE, Media, Unshown, neighbour_files};
pub use front::schema as front_matter_schema;
pub use front::{
    Awareness, CallToAction, Card, CardForm, Claim, Consent, ConsentKind, ConsentScope, Correction, CorrectionKind,
    DateProblem, Disclosures, Event, EventStatus, Every, FrontMatter, Image, Level, Notice, NoticeKind, NumberCard,
    Occasion, People, Person, Poll, QuoteCard, Release, Reviewed, Seen, Signer, Social, SourceEntry, Split, Verdict,
    day, moment, split,
};
pub use glossary::{Glossary, GlossaryTerm, glossary};
pub use replies::{CASES, Replies, Reply, built_in_replies, replies, reply_problems};
pub use reviewed_text::fingerprint;
pub use signature::{Conflicts, Signature, sign};
pub use vocabulary::{ServiceKind, Term, Vocabulary, vocabulary, vocabulary_schema};
pub use words::{Words, words};
