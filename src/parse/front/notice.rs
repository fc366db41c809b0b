//! Notices that the law asks of a provider's site: what a page is a notice of, and since when it holds.

use jiff::civil::Date;

use crate::base::closed_words;
use crate::diag::codes;
use crate::yaml::Step;

use super::file::FrontMatterFile;
use super::resolve::Resolver;

closed_words! {
    /// What a page is a notice of.
    NoticeKind {
        /// Notice of privacy practices (45 CFR 164.520).
        PrivacyPractices = "privacy-practices",
        /// Notice of nondiscrimination (45 CFR 92.10).
        Nondiscrimination = "nondiscrimination",
        /// Notice of language assistance services and auxiliary aids (45 CFR 92.11).
        LanguageAssistance = "language-assistance",
        /// Right to a good faith estimate (45 CFR 149.610).
        GoodFaithEstimate = "good-faith-estimate",
        /// Accessibility statement.
        Accessibility = "accessibility",
    }
}

/// A page as a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is a notice of.
    pub kind: NoticeKind,
    /// The day from which it holds.
    pub effective: Option<Date>,
}

impl Resolver<'_> {
    pub(super) fn notice(&mut self, file: &mut FrontMatterFile) -> Option<Notice> {
        let path = [Step::Key("effective")];
        let is_dated = file.effective.is_some();
        let effective = self.day(file.effective.take(), &path);
        let Some(word) = file.notice.take() else {
            if is_dated {
                let help = "add `notice:`, such as `notice: privacy-practices`, or remove `effective`";
                self.checker.report(
                    &codes::MISSING_KEY,
                    "the key `notice` is missing, and only a notice has an effective date",
                    help,
                    &path,
                );
            }
            return None;
        };
        let kind = self.checker.word(&word, &[Step::Key("notice")])?;
        if kind == NoticeKind::PrivacyPractices && !is_dated {
            let help = "add `effective:` with the effective date of the notice, which the notice must state (45 CFR 164.520(b)(1)(viii))";
            self.checker.missing("effective", &[Step::Key("notice")], help);
        }
        Some(Notice { kind, effective })
    }
}
