//! What was found out on earlier days, so that no host is asked the same every day.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::output::{leave_sealed_note, read_sealed_note};

use super::{Found, Purpose, Question};

const NAME: &str = "external.json";

/// For so many days what is fine counts as fine; what is not is asked again on the next day.
const FINE: i64 = 7;

/// Answers with their days.
#[derive(Clone, Debug, Default)]
pub struct AnswerCache {
    known: BTreeMap<Question, (Date, Found)>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    purpose: String,
    about: String,
    on: Date,
    found: Found,
}

const PURPOSES: [(Purpose, &str); 4] =
    [(Purpose::Page, "page"), (Purpose::Doi, "doi"), (Purpose::Pmid, "pmid"), (Purpose::Profile, "profile")];

impl AnswerCache {
    /// What an earlier check left in a project.
    #[must_use]
    pub fn of(project: &Path) -> Self {
        let entries =
            read_sealed_note(project, NAME).and_then(|bytes| serde_json::from_slice::<Vec<Entry>>(&bytes).ok());
        let known = entries.unwrap_or_default().into_iter().filter_map(|entry| {
            let (purpose, _) = PURPOSES.into_iter().find(|(_, word)| *word == entry.purpose)?;
            Some((Question { purpose, about: entry.about }, (entry.on, entry.found)))
        });
        Self { known: known.collect() }
    }

    /// Leaves it for the next check. Where that fails, the next one asks again.
    pub fn write(&self, project: &Path) {
        let word = |purpose: Purpose| PURPOSES.iter().find(|(own, _)| *own == purpose).map_or("", |(_, word)| word);
        let entries: Vec<Entry> = self
            .known
            .iter()
            .map(|(question, (on, found))| Entry {
                purpose: word(question.purpose).to_owned(),
                about: question.about.clone(),
                on: *on,
                found: found.clone(),
            })
            .collect();
        if let Ok(bytes) = serde_json::to_vec(&entries) {
            let _ = leave_sealed_note(project, NAME, &bytes);
        }
    }

    /// What is still good today.
    pub(super) fn get(&self, question: &Question, today: Date) -> Option<&(Date, Found)> {
        self.known.get(question).filter(|(on, found)| {
            let days = if matches!(found, Found::Fine | Found::Moved(_)) { FINE } else { 1 };
            *on <= today && on.saturating_add(days.days()) > today
        })
    }

    /// Remembers an answer; what nobody could tell is asked again.
    pub(super) fn put(&mut self, question: Question, on: Date, found: Found) {
        if matches!(found, Found::Unknown(_)) {
            self.known.remove(&question);
        } else {
            self.known.insert(question, (on, found));
        }
    }

    /// Forgets what no page asks anymore.
    pub(super) fn keep(&mut self, asked: impl Fn(&Question) -> bool) {
        self.known.retain(|question, _| asked(question));
    }
}
