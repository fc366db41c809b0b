//! NLM, also called Vancouver, as a table: Citing Medicine, 2nd edition, and the samples of the ICMJE
//! (<https://www.nlm.nih.gov/bsd/uniform_requirements.html>).

use crate::reference::{PartialDate, Work};

use super::Terms;
use super::asks::{
    has_container, has_journal, has_no_authors, has_no_records, has_other_container, has_records, is_abstract,
    is_ahead, is_online, is_outside_code, is_podcast, is_poster, is_report,
};
use super::names::Names;
use super::pages;
use super::writer::Field::{
    Accessed, Authors, Container, Date, Edition, Editors, EventDate, EventPlace, EventTitle, Issue, Journal, Language,
    LawPlace, LowGenre, Number, Pages, Place, Publisher, Register, Retraction, Title, TrialNumber, Volume, Year,
};
use super::writer::Node::{self, All, Between, Doi, First, List, Phrase, Pmcid, Pmid, Say, Sign, Term, Url, When};
use super::writer::Style;

pub(super) const STYLE: Style = Style {
    // More than six authors are cut to six, as the samples of the ICMJE do.
    names: Names {
        most: 6,
        first: 6,
        with_last: false,
        comma: " ",
        stops: false,
        and: ", ",
        groups_apart: true,
        ordinal_ranks: true,
    },
    date,
    pages: pages::short,
    short_journals: true,
    dotted_codes: false,
    forms: &[
        (&[Work::Article], &[MAKERS, Say(Title), JOURNAL, ISSUE, AHEAD, Say(Language), RETRACTION]),
        (&[Work::Preprint], &[MAKERS, Say(Title), SERVER, DATE]),
        (&[Work::News], &[MAKERS, Say(Title), JOURNAL, List(":", &[DATE, Say(Pages)]), Say(Language)]),
        (
            &[Work::Chapter],
            &[AUTHORS, Say(Title), IN_BOOK, Say(Edition), IMPRINT, Between("p. ", &Say(Pages), ""), Say(Language)],
        ),
        (&[Work::Presentation], &[MAKERS, Say(Title), PRESENTED, Say(Language)]),
        (&[Work::Thesis], &[MAKERS, THESIS, IMPRINT, Say(Language)]),
        (&[Work::Law], &[LAW]),
        (&[Work::Book], &[MAKERS, BOOK, CONTAINER, Say(Edition), IMPRINT, Say(Language)]),
        (&[Work::Report], &[MAKERS, BOOK, CONTAINER, Say(Edition), IMPRINT, REPORT, Say(Language)]),
        (&[Work::Trial], &[MAKERS, BOOK, CONTAINER, FULL_IMPRINT, IDENTIFIER]),
        (&[Work::Insert], &[MAKERS, THESIS, IMPRINT]),
        (&[Work::Video], &[MAKERS, VIDEO, CONTAINER, Say(Edition), FULL_IMPRINT]),
        (&[Work::Audio], &[MAKERS, AUDIO, CONTAINER, Say(Edition), FULL_IMPRINT]),
        (&[Work::Page, Work::Other], &[MAKERS, BOOK, CONTAINER, Say(Edition), FULL_IMPRINT, Say(Language)]),
    ],
    // The address, then `doi: ... . PMID: ...; PMCID: ....`, as PubMed writes them.
    ends: &[
        When(is_online, &Phrase("nlm_available", "{url}", &Url)),
        When(has_records, &Between("doi: ", &Doi(""), ".")),
        When(has_no_records, &Between("doi: ", &Doi(""), "")),
        Between("", &List("; ", &[Between("PMID: ", &Pmid(""), ""), Between("PMCID: ", &Pmcid(""), "")]), "."),
    ],
};

/// `2015 Nov 26`, `2019 Jan-Feb`, `2015 Winter`
fn date(terms: &dyn Terms, date: PartialDate) -> String {
    let name = |month: i8| terms.month(month).chars().take(3).collect::<String>();
    let month = date.month.map(|month| match date.until {
        Some(until) => format!("{}-{}", name(month), name(until)),
        None => name(month),
    });
    let season = date.season.map(|season| terms.get(&format!("season_{season}")).to_owned());
    let parts = [Some(date.year.to_string()), month.or(season), date.day.map(|day| day.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

const AUTHORS: Node = Say(Authors);
const MAKERS: Node = First(&[AUTHORS, When(has_no_authors, &EDITORS)]);
const EDITORS: Node = All(&[Say(Editors), Sign(", "), Node::Editors("nlm_editor", "nlm_editors")]);

/// ` [Internet]` after what is read online.
const MEDIUM: Node = When(is_online, &Between(" [", &Term("nlm_internet"), "]"));
const CITED: Node = When(is_online, &Between("[", &Phrase("nlm_cited", "{date}", &Say(Accessed)), "]"));
const DATE: Node = List(" ", &[Say(Date), CITED]);
const YEAR: Node = List(" ", &[Say(Year), CITED]);

const JOURNAL: Node = Between("", &All(&[Say(Journal), When(has_journal, &MEDIUM)]), "");
/// `2015 Nov 26;373(22):2103-16`
const ISSUE: Node = List(":", &[List(";", &[DATE, VOLUME_AND_ISSUE]), Say(Pages)]);
const VOLUME_AND_ISSUE: Node = All(&[Say(Volume), Between("(", &Say(Issue), ")")]);
const AHEAD: Node = When(is_ahead, &Term("nlm_ahead"));
const RETRACTION: Node = Phrase("retracted_in", "{where}", &Say(Retraction));

/// `medRxiv [Preprint]`
const SERVER: Node = List(" ", &[First(&[Say(Container), Say(Publisher)]), Between("[", &Term("preprint"), "]")]);

/// `Bethesda: National Library of Medicine; 2007 [cited 2026 Nov 22]`
const IMPRINT: Node = List("; ", &[PUBLISHER, YEAR]);
const FULL_IMPRINT: Node = List("; ", &[PUBLISHER, DATE]);
const PUBLISHER: Node = List(": ", &[Say(Place), Say(Publisher)]);

const BOOK: Node = All(&[Say(Title), Between(". Vol. ", &Say(Volume), ""), MEDIUM]);
const VIDEO: Node = All(&[Say(Title), Between(". Vol. ", &Say(Volume), ""), Sign(" ["), Term("nlm_video"), Sign("]")]);
const AUDIO: Node =
    All(&[Say(Title), Sign(" ["), First(&[When(is_podcast, &Term("nlm_podcast")), Term("nlm_audio")]), Sign("]")]);
const THESIS: Node =
    All(&[Say(Title), Sign(" ["), First(&[Say(LowGenre), Term("nlm_dissertation")]), Sign("]"), MEDIUM]);
const CONTAINER: Node = When(has_other_container, &Say(Container));
const REPORT: Node = When(is_report, &Phrase("nlm_report", "{n}", &Say(Number)));

/// `In: Lockey P, editor. Title of the book. Vol. 2`
const IN_BOOK: Node = When(
    has_container,
    &All(&[
        Term("in_book"),
        Sign(": "),
        Between("", &EDITORS, ". "),
        Say(Container),
        Between(". Vol. ", &Say(Volume), ""),
        MEDIUM,
    ]),
);

/// `Paper presented at: Annual Meeting; 2025 Oct 7; Denver, CO`
const PRESENTED: Node = First(&[
    When(is_abstract, &Phrase("abstract_presented", "{event}", &MEETING)),
    When(is_poster, &Phrase("poster_presented", "{event}", &MEETING)),
    Phrase("paper_presented", "{event}", &MEETING),
]);
const MEETING: Node = List("; ", &[Say(EventTitle), Say(EventDate), Say(EventPlace)]);

const IDENTIFIER: Node = All(&[Say(Register), Sign(" "), Term("identifier"), Sign(": "), Say(TrialNumber)]);

/// Citing Medicine leaves laws to the lawyers' form, which is AMA's too.
const LAW: Node = All(&[
    List(", ", &[Say(Title), When(is_outside_code, &Say(Number)), Say(LawPlace)]),
    Between(" (", &Say(Date), ")"),
    MEDIUM,
    Between(" ", &CITED, ""),
]);
