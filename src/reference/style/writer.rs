//! What writes a reference by the table of a style: sentences of escaped text, and links at the end.
//!
//! A [`Style`] is data. Its forms say for each class of works which [`Node`]s are its sentences; a node that has nothing to
//! say leaves no sign after.

use crate::base::{LinkKind, escape_attribute, escape_text, url_path};
use crate::reference::{PartialDate, Reference, Text, Work};

use super::Terms;
use super::names::{Names, sole_group};

/// A style of citations.
#[derive(Debug)]
pub(super) struct Style {
    /// How names are written.
    pub(super) names: Names,
    /// How a date is written.
    pub(super) date: fn(&dyn Terms, PartialDate) -> String,
    /// How pages are written.
    pub(super) pages: fn(&str) -> String,
    /// Whether journals go by their abbreviation, without its stops.
    pub(super) short_journals: bool,
    /// `45 C.F.R. § 164.508` rather than `45 CFR §164.508`.
    pub(super) dotted_codes: bool,
    /// The sentences of each class of works; the last form is that of all others.
    pub(super) forms: &'static [(&'static [Work], &'static [Node])],
    /// What follows the sentences: addresses and numbers of records.
    pub(super) ends: &'static [Node],
}

/// A part of a reference.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// What the reference says.
    Say(Field),
    /// Signs between other parts.
    Sign(&'static str),
    /// A word of the theme.
    Term(&'static str),
    /// A phrase of the theme with its gap filled: key, gap, what fills it.
    Phrase(&'static str, &'static str, &'static Node),
    /// The word for one editor or for several.
    Editors(&'static str, &'static str),
    /// Parts one after the other; nothing if all but signs say nothing.
    All(&'static [Node]),
    /// Parts with a separator between those that say something.
    List(&'static str, &'static [Node]),
    /// The first that says something.
    First(&'static [Node]),
    /// A part between two signs.
    Between(&'static str, &'static Node, &'static str),
    /// A part for the references that pass a test.
    When(fn(&Reference) -> bool, &'static Node),
    /// A title that is set apart.
    Cite(&'static Node),
    /// A part that ends in a stop.
    Sentence(&'static Node),
    /// A link to the DOI, whose text is this and the DOI.
    Doi(&'static str),
    /// A link to the record of PubMed.
    Pmid(&'static str),
    /// A link to the paper in PubMed Central.
    Pmcid(&'static str),
    /// A link to the address.
    Url,
}

/// What a reference can say.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    Authors,
    Editors,
    /// Editors with their initials first.
    EditorsInOrder,
    Title,
    Container,
    /// The journal as the style names it.
    Journal,
    /// The name of the web site, unless it is the only author's.
    Site,
    /// The publisher, unless it is the only author.
    Publisher,
    Place,
    Year,
    Date,
    Accessed,
    /// The day of access in the form of the theme.
    AccessedDay,
    Volume,
    Issue,
    Pages,
    Number,
    Edition,
    Genre,
    /// The genre in lower case.
    LowGenre,
    EventTitle,
    EventPlace,
    EventDate,
    /// A language that is not English.
    Language,
    Retraction,
    Register,
    TrialNumber,
    /// Volume, code and section or page of a law.
    LawPlace,
}

/// A reference that is being written.
pub(super) struct Writer<'l> {
    pub(super) reference: &'l Reference,
    pub(super) terms: &'l dyn Terms,
    pub(super) style: &'l Style,
}

impl Writer<'_> {
    /// The whole reference as HTML.
    pub(super) fn html(&self) -> String {
        let work = self.reference.work();
        let form = self.style.forms.iter().find(|(works, _)| works.contains(&work)).or(self.style.forms.last());
        let sentences = form.into_iter().flat_map(|(_, nodes)| nodes.iter()).map(|node| stopped(&self.node(node)));
        let ends = self.style.ends.iter().map(|node| self.node(node));
        sentences.chain(ends).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn node(&self, node: &Node) -> String {
        let reference = self.reference;
        match node {
            Node::Say(field) => self.field(*field),
            Node::Sign(sign) => escape_text(sign),
            Node::Term(key) => escape_text(self.terms.get(key)),
            Node::Phrase(key, gap, node) => {
                let value = self.node(node);
                if value.is_empty() { value } else { escape_text(self.terms.get(key)).replace(gap, &value) }
            }
            Node::Editors(one, many) => {
                let key = if reference.editors.len() == 1 { one } else { many };
                escape_text(self.terms.get(key))
            }
            Node::All(nodes) => {
                let parts: Vec<(bool, String)> = nodes.iter().map(|node| (is_word(node), self.node(node))).collect();
                let says = parts.iter().any(|(is_word, part)| !is_word && !part.is_empty());
                if says { parts.into_iter().map(|(_, part)| part).collect() } else { String::new() }
            }
            Node::List(separator, nodes) => {
                let parts = nodes.iter().map(|node| self.node(node)).filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join(separator)
            }
            Node::First(nodes) => {
                nodes.iter().map(|node| self.node(node)).find(|part| !part.is_empty()).unwrap_or_default()
            }
            Node::Between(before, node, behind) => {
                let part = self.node(node);
                if part.is_empty() { part } else { format!("{before}{part}{behind}") }
            }
            Node::When(test, node) => {
                if test(reference) {
                    self.node(node)
                } else {
                    String::new()
                }
            }
            Node::Cite(node) => {
                let part = self.node(node);
                if part.is_empty() { part } else { format!("<cite>{part}</cite>") }
            }
            Node::Sentence(node) => stopped(&self.node(node)),
            Node::Doi(label) => {
                reference.doi.as_ref().map_or_else(String::new, |doi| doi_link(doi, &format!("{label}{doi}")))
            }
            Node::Pmid(label) => reference.pmid.as_ref().map_or_else(String::new, |pmid| {
                link(&format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"), &format!("{label}{pmid}"))
            }),
            Node::Pmcid(label) => reference.pmcid.as_ref().map_or_else(String::new, |pmcid| {
                link(&format!("https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"), &format!("{label}{pmcid}"))
            }),
            Node::Url => reference.url.as_ref().map_or_else(String::new, |url| link(url, url)),
        }
    }

    fn field(&self, field: Field) -> String {
        let reference = self.reference;
        let text = |text: &Option<String>| text.as_deref().map(escape_text).unwrap_or_default();
        let rich = |text: &Text| text.html();
        match field {
            Field::Authors => escape_text(
                &self.style.names.list(&reference.authors, reference.et_al && !reference.authors.is_empty()),
            ),
            Field::Editors => escape_text(&self.style.names.list(&reference.editors, false)),
            Field::EditorsInOrder => escape_text(&self.style.names.in_order(&reference.editors)),
            Field::Title => rich(&reference.title),
            Field::Container => reference.container.as_ref().map(rich).unwrap_or_default(),
            Field::Journal => self.journal(),
            Field::Site => {
                let site = reference.container.as_ref().map(|site| (site.plain(), site.html()));
                let site = site.or_else(|| reference.publisher.as_deref().map(|name| (name, escape_text(name))));
                let author = sole_group(&reference.authors);
                site.filter(|(name, _)| author != Some(*name)).map(|(_, html)| html).unwrap_or_default()
            }
            Field::Publisher => {
                let author = sole_group(&reference.authors).filter(|_| self.style.dotted_codes);
                reference.publisher.as_deref().filter(|name| author != Some(*name)).map(escape_text).unwrap_or_default()
            }
            Field::Place => text(&reference.publisher_place),
            Field::Year => reference.issued.map(|issued| issued.year.to_string()).unwrap_or_default(),
            Field::Date => self.date(reference.issued),
            Field::Accessed => self.date(reference.accessed),
            Field::AccessedDay => {
                reference.accessed.map(|date| escape_text(&self.terms.partial_date(date))).unwrap_or_default()
            }
            Field::Volume => text(&reference.volume),
            Field::Issue => text(&reference.issue),
            Field::Pages => {
                reference.page.as_deref().map(|pages| escape_text(&(self.style.pages)(pages))).unwrap_or_default()
            }
            Field::Number if reference.work() == Work::Law => {
                escape_text(&self.lawyers(reference.number.as_deref().unwrap_or_default()))
            }
            Field::Number => text(&reference.number),
            Field::Edition => escape_text(&self.edition().unwrap_or_default()),
            Field::Genre => text(&reference.genre),
            Field::LowGenre => text(&reference.genre.as_deref().map(lower_first)),
            Field::EventTitle => {
                let title = reference.event.title.as_deref().map(escape_text);
                title.or_else(|| reference.container.as_ref().map(rich)).unwrap_or_default()
            }
            Field::EventPlace => {
                text(if reference.event.place.is_some() { &reference.event.place } else { &reference.publisher_place })
            }
            Field::EventDate => self.date(reference.event.date.or(reference.issued)),
            Field::Language => self.language(),
            Field::Retraction => text(&reference.retracted_in),
            Field::Register => reference.trial().map(|(register, _)| register.to_owned()).unwrap_or_default(),
            Field::TrialNumber => reference.trial().map(|(_, number)| escape_text(number)).unwrap_or_default(),
            Field::LawPlace => escape_text(&self.law_place()),
        }
    }

    fn date(&self, date: Option<PartialDate>) -> String {
        date.map(|date| escape_text(&(self.style.date)(self.terms, date))).unwrap_or_default()
    }

    /// The journal; abbreviations of both medical styles have no stops (AMA 11, 3.11.2).
    fn journal(&self) -> String {
        let reference = self.reference;
        let short = reference.container_short.as_deref();
        let full = reference.container.as_ref();
        let stopless = |text: &str| text.split('.').map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned();
        let is_article = reference.work() == Work::Article;
        match (short.filter(|_| self.style.short_journals || full.is_none()), full) {
            (Some(short), _) if self.style.short_journals => escape_text(&stopless(short)),
            (Some(short), _) => escape_text(short),
            (None, Some(full)) if is_article && self.style.short_journals && is_abbreviated(full) => {
                escape_text(&stopless(full))
            }
            (None, Some(full)) => full.html(),
            (None, None) => String::new(),
        }
    }

    /// `2nd ed`, where the edition is a number; otherwise as written.
    fn edition(&self) -> Option<String> {
        const WORDS: [&str; 10] =
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
        let edition = self.reference.edition.as_ref()?.trim();
        let lower = edition.to_lowercase();
        let bare = ["edition", "ed.", "ed"].iter().find_map(|word| lower.strip_suffix(word)).unwrap_or(&lower).trim();
        let worded = WORDS.iter().position(|word| *word == bare).and_then(|at| u32::try_from(at + 1).ok());
        let digits = bare.trim_end_matches('.').trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let Some(number) = worded.or_else(|| digits.parse::<u32>().ok()) else { return Some(edition.to_owned()) };
        if number == 1 {
            return None;
        }
        let key = match (number % 10, number % 100) {
            (1, hundred) if hundred != 11 => "edition_st",
            (2, hundred) if hundred != 12 => "edition_nd",
            (3, hundred) if hundred != 13 => "edition_rd",
            _ => "edition_th",
        };
        Some(self.terms.get(key).replace("{n}", &number.to_string()))
    }

    fn language(&self) -> String {
        let Some(tag) = self.reference.language.as_deref().filter(|tag| *tag != "en") else { return String::new() };
        let key = format!("language_{tag}");
        let word = self.terms.get(&key);
        escape_text(if word == key { tag } else { word })
    }

    /// `45 CFR §164.508`, `124 Stat 119`.
    fn law_place(&self) -> String {
        let reference = self.reference;
        let dotted = self.style.dotted_codes;
        let container = reference.container.as_ref().map(Text::plain).or(reference.container_short.as_deref());
        let code = container.and_then(|name| code(name, dotted));
        let section = reference.number.as_deref().or(reference.page.as_deref());
        if let (Some(code), Some(volume), Some(section)) = (code, reference.volume.as_deref(), section) {
            let section = section.trim_start_matches(['§', ' ']);
            let sign = if dotted { "§ " } else { "§" };
            return format!("{volume} {code} {sign}{section}");
        }
        let parts = [reference.volume.as_deref(), code.or(container), reference.page.as_deref()];
        self.lawyers(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// `Pub. L. No. 111-148, 124 Stat. 119` where the style has the stops that AMA leaves out.
    fn lawyers(&self, text: &str) -> String {
        const SHORT: [&str; 8] = ["Pub", "L", "Stat", "Fed", "Reg", "Regist", "Supp", "Cir"];
        if !self.style.dotted_codes {
            return text.to_owned();
        }
        let words =
            text.split(' ').map(|word| if SHORT.contains(&word) { format!("{word}.") } else { word.to_owned() });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a law is in a code, whose sections have numbers.
pub(super) fn is_in_code(reference: &Reference) -> bool {
    let container = reference.container.as_ref().map(Text::plain).or(reference.container_short.as_deref());
    reference.volume.is_some() && container.is_some_and(|name| code(name, false).is_some())
}

fn code(name: &str, dotted: bool) -> Option<&'static str> {
    let bare: String = name.to_lowercase().chars().filter(|c| *c != '.').collect();
    let (plain, stops) = match bare.trim() {
        "code of federal regulations" | "cfr" | "c f r" => ("CFR", "C.F.R."),
        "united states code" | "us code" | "usc" | "u s c" => ("USC", "U.S.C."),
        _ => return None,
    };
    Some(if dotted { stops } else { plain })
}

/// Whether a journal's name is an abbreviation with stops: `N. Engl. J. Med.`
fn is_abbreviated(name: &str) -> bool {
    name.split(' ').filter(|word| word.ends_with('.')).count() * 2 >= name.split(' ').count() && name.contains('.')
}

fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().map(char::to_lowercase);
    let keeps = text.starts_with("PhD") || text.starts_with("MD");
    if keeps { text.to_owned() } else { first.into_iter().flatten().chain(signs).collect() }
}

fn is_word(node: &Node) -> bool {
    matches!(node, Node::Sign(_) | Node::Term(_) | Node::Editors(..))
}

/// HTML as a sentence: a stop follows unless it ends in one.
fn stopped(html: &str) -> String {
    let html = html.trim();
    let mut bare = html;
    while let Some(rest) = ["</cite>", "</i>", "</b>", "</sub>", "</sup>"].iter().find_map(|tag| bare.strip_suffix(tag))
    {
        bare = rest;
    }
    let quoted = bare.trim_end_matches(['”', '"', '’']);
    let is_stopped = bare.ends_with(['.', '?', '!', '…']) || quoted.ends_with(['.', '?', '!']);
    if html.is_empty() || is_stopped {
        return html.to_owned();
    }
    // A stop is within a quotation, but not within inches.
    let is_open = |quoted: &&str| quoted.matches('“').count() > quoted.matches('”').count();
    match bare.strip_suffix('”').filter(is_open) {
        Some(quoted) => format!("{quoted}.”{}", &html[bare.len()..]),
        None => format!("{html}."),
    }
}

/// The address of a DOI.
fn doi_link(doi: &str, label: &str) -> String {
    // RFC 3986 has no `#`, `?` or `%` in a path; `url_path` encodes them.
    link(&format!("https://doi.org/{}", url_path(doi)), label)
}

/// A link out of the site; an address of another kind, which reading a source already refuses, is text.
fn link(href: &str, text: &str) -> String {
    if LinkKind::of(href) != LinkKind::Outside {
        return escape_text(text);
    }
    format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escape_attribute(href), escape_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_encoded_in_its_address_and_not_in_its_text() {
        assert_eq!(
            doi_link("10.1002/(SICI)1<1::AID#2>3", "doi:x<y"),
            "<a href=\"https://doi.org/10.1002/(SICI)1%3C1::AID%232%3E3\" rel=\"noopener\">doi:x&lt;y</a>"
        );
    }

    #[test]
    fn a_stop_follows_what_has_none() {
        for (html, expected) in [
            ("<cite>A</cite>", "<cite>A</cite>."),
            ("<cite>A <i>b?</i></cite>", "<cite>A <i>b?</i></cite>"),
            ("“A.”", "“A.”"),
            ("<cite>On “rest”</cite>", "<cite>On “rest.”</cite>"),
            ("Needles of 5’10”", "Needles of 5’10”."),
            ("", ""),
        ] {
            assert_eq!(stopped(html), expected);
        }
    }
}
