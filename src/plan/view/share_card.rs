//! What a share card says.

use crate::base::VPath;
use crate::parse::Picture;

/// The words and the picture of a share card.
#[derive(Clone, Debug)]
pub struct ShareCard<'s> {
    /// The title; of a claim, the fact.
    pub title: String,
    /// The kind of document, or what became of the claim.
    pub mark: String,
    /// Author or reviewer.
    pub byline: Option<String>,
    /// The date, as people write it.
    pub date: Option<String>,
    /// The picture, in the design with one.
    pub picture: Option<(&'s VPath, &'s Picture)>,
}
