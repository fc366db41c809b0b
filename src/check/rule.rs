//! What a rule is.

use crate::base::VPath;
use crate::diag::{Code, Diagnostic};
use crate::model::Site;
use crate::plan::Plan;
use crate::theme::Contract;

use super::links::LinkCache;
use super::reading::Reading;

/// A rule: one file of this room with a `RULE`, listed in [`super::RULES`].
pub(super) struct Rule {
    /// The codes that it reports. It does not run where all of them are switched off.
    pub(super) codes: &'static [&'static Code],
    /// What it looks at.
    pub(super) check: Check,
}

/// What a rule looks at.
pub(super) enum Check {
    /// The site as a whole; it may use all threads.
    Site(fn(&Project<'_>) -> Vec<Diagnostic>),
    /// What readers read of one document. It is called for many documents at once, and depends on nothing but the document,
    /// the settings and the words of the theme.
    Text(fn(&Reading<'_>, &mut Vec<Diagnostic>)),
}

/// What rules over the site look at.
pub(super) struct Project<'p> {
    /// The site.
    pub(super) site: &'p Site,
    /// Its outputs.
    pub(super) plan: &'p Plan,
    /// What the theme says of itself.
    pub(super) theme: &'p Contract,
    /// Documents that could not be understood.
    pub(super) unread: &'p [&'p VPath],
    /// What is known of links from the last time.
    pub(super) links: &'p LinkCache,
}
