//! The words of all entries, each with the pages that have it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use serde::Serialize;

use super::endings::stem;
use super::fold::{folded, words};
use super::lexicons;

/// A page that can be found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its path below the host.
    pub path: String,
    /// What it is, in one word: `article`, `condition`.
    pub kind: &'static str,
    /// Its language, where that is not the index's.
    pub language: Option<String>,
    /// A sentence about it.
    pub summary: String,
    /// The conditions and topics that it is about: places in the list of all entries of the index.
    pub about: Vec<usize>,
    /// Whether what it says is past or is withdrawn, so that other pages go first.
    pub past: bool,
    /// Its texts besides title and summary.
    pub texts: Vec<(Field, String)>,
}

/// Where a word is on a page; the earlier, the more it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Field {
    /// Its title.
    Title,
    /// A name of what it is about.
    Name,
    /// A claim that it answers.
    Claim,
    /// A word that leads to it and is never shown.
    Hint,
    /// A heading.
    Heading,
    /// Its summary.
    Summary,
    /// Its text, a word that it uses more than others do.
    Subject,
    /// Its text.
    Text,
}

impl Field {
    /// Its sign in the index.
    pub(super) fn sign(self) -> char {
        match self {
            Self::Title => 'T',
            Self::Name => 'N',
            Self::Claim => 'C',
            Self::Hint => 'S',
            Self::Heading => 'H',
            Self::Summary => 'M',
            Self::Subject => 'B',
            Self::Text => 'F',
        }
    }
}

/// One file of an index.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IndexPart {
    /// Language of the index.
    pub language: String,
    /// Which file it is, from 0.
    pub number: usize,
    /// The place of its first entry among those of all parts.
    pub first: usize,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// The words of a part, by their stems.
pub(super) struct Gathered {
    pub(super) words: Vec<Word>,
}

/// A word and where it is.
pub(super) struct Word {
    /// Its most frequent form, with accents.
    pub(super) shown: String,
    /// Entries with the place where it says most and how often it is in their text, in the entries' order.
    pub(super) hits: Vec<Hit>,
}

#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) entry: usize,
    pub(super) field: Field,
    /// Its rank among the words of its entry's text, the rarest in other entries first; 0 for words of other fields.
    pub(super) rank: usize,
}

#[derive(Default)]
struct Collected {
    /// Its forms, with how often each is where readers see it.
    forms: Vec<(String, usize)>,
    /// Entries in their order, each with the place where the word says most and how often it is in the text.
    hits: Vec<(usize, Field, usize)>,
}

/// Collects the words of a part.
pub(super) fn gather(part: &IndexPart) -> Gathered {
    let main = part.language.split('-').next().unwrap_or_default();
    let mut collector = Collector { main, ..Collector::default() };
    for (at, entry) in part.entries.iter().enumerate() {
        collector.text(at, Field::Title, &entry.title);
        collector.text(at, Field::Summary, &entry.summary);
        for (field, text) in &entry.texts {
            collector.text(at, *field, text);
        }
    }
    let mut words: Vec<Word> = collector.stems.into_iter().map(|collected| word(&collected)).collect();
    words.sort_by(|a, b| a.shown.cmp(&b.shown));
    rank(&mut words, part.entries.len());
    Gathered { words }
}

#[derive(Default)]
struct Collector<'p> {
    /// The main part of the index's language.
    main: &'p str,
    stems: Vec<Collected>,
    by_stem: HashMap<String, usize, FixedState>,
    /// Words that were met, with the place of their stem and that of the form; `None` for words that say nothing.
    known: HashMap<String, Option<(usize, usize)>, FixedState>,
}

impl Collector<'_> {
    fn text(&mut self, entry: usize, field: Field, text: &str) {
        words(text, |word| {
            let known = match self.known.get(word) {
                Some(known) => *known,
                None => self.learn(word),
            };
            let Some((stem, form)) = known else { return };
            let Collected { forms, hits } = &mut self.stems[stem];
            if hits.last().is_none_or(|(last, ..)| *last != entry) {
                hits.push((entry, field, 0));
            }
            if let Some((_, best, count)) = hits.last_mut() {
                *best = (*best).min(field);
                *count += usize::from(field == Field::Text);
            }
            forms[form].1 += usize::from(field != Field::Hint);
        });
    }

    fn learn(&mut self, word: &str) -> Option<(usize, usize)> {
        let plain = folded(word);
        // Names come in all languages, with their articles; a longer word may mean something in this one.
        let is_silent = lexicons()
            .iter()
            .any(|lexicon| (lexicon.language == self.main || plain.len() <= 3) && lexicon.stop.contains(&plain));
        let place = (!is_silent && word.len() < 40).then(|| {
            let stems: Vec<String> = lexicons().iter().map(|lexicon| stem(&plain, lexicon)).collect();
            let stem = *self.by_stem.entry(stems.join(" ")).or_insert_with(|| {
                self.stems.push(Collected::default());
                self.stems.len() - 1
            });
            let forms = &mut self.stems[stem].forms;
            forms.push((word.to_owned(), 0));
            (stem, forms.len() - 1)
        });
        self.known.insert(word.to_owned(), place);
        place
    }
}

fn word(collected: &Collected) -> Word {
    let shown = collected.forms.iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.len().cmp(&a.0.len())).then(b.0.cmp(&a.0)));
    let hits = collected.hits.iter().map(|&(entry, field, count)| Hit { entry, field, rank: count });
    Word { shown: shown.map_or(String::new(), |(form, _)| form.clone()), hits: hits.collect() }
}

/// Turns the counts of words in texts into ranks: what an entry says often and others say seldom comes first.
fn rank(words: &mut [Word], entries: usize) {
    let mut texts: Vec<Vec<(usize, usize)>> = vec![Vec::new(); entries];
    for (at, word) in words.iter().enumerate() {
        for (place, hit) in word.hits.iter().enumerate() {
            if hit.field == Field::Text {
                texts[hit.entry].push((at, place));
            }
        }
    }
    for text in &mut texts {
        // Whole numbers, so that every machine ranks alike: count * log2 of the share of entries without the word.
        let weight = |&(at, place): &(usize, usize)| {
            let word = &words[at];
            word.hits[place].rank.min(8) * (((entries + 1) * 16 / word.hits.len()).ilog2() as usize)
        };
        text.sort_by_cached_key(|hit| (std::cmp::Reverse(weight(hit)), hit.0));
        for (rank, &(at, place)) in text.iter().enumerate() {
            let hit = &mut words[at].hits[place];
            if rank < 12 && hit.rank > 1 {
                hit.field = Field::Subject;
            }
            hit.rank = rank + 1;
        }
    }
    for hit in words.iter_mut().flat_map(|word| &mut word.hits) {
        if hit.field < Field::Subject {
            hit.rank = 0;
        }
    }
}
