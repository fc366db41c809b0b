//! AMA Manual of Style, 11th edition (2020), chapter 3, as a table.

use crate::reference::Work;

use super::asks::{
    has_container, has_no_authors, has_no_doi, is_abstract, is_case, is_no_case, is_numbered, is_online,
    is_outside_code, is_podcast, is_poster, is_published_online, is_report, is_unnumbered,
};
use super::names::Names;
use super::pages;
use super::writer::Field::{
    Accessed, Authors, Container, Date, Edition, Editors, EventDate, EventPlace, EventTitle, Genre, Issue, Journal,
    LawPlace, Number, Pages, Publisher, Register, Retraction, Site, Title, TrialNumber, Volume, Year,
};
use super::writer::Node::{
    self, All, Between, Cite, Doi, First, List, Phrase, Pmcid, Pmid, Say, Sentence, Sign, Term, Url, When,
};
use super::writer::Style;

pub(super) const STYLE: Style = Style {
    // More than six authors are cut to three (3.7).
    names: Names {
        most: 6,
        first: 3,
        with_last: false,
        comma: " ",
        stops: false,
        and: ", ",
        groups_apart: true,
        ordinal_ranks: false,
    },
    date: |terms, date| terms.partial_date(date),
    pages: pages::full,
    short_journals: true,
    dotted_codes: false,
    forms: &[
        (&[Work::Article], &[MAKERS, Say(Title), Cite(&Say(Journal)), ISSUE, RETRACTION]),
        (&[Work::Preprint], &[MAKERS, Say(Title), Cite(&SERVER), POSTED, RETRACTION]),
        (&[Work::Book], &[MAKERS, VOLUME_OF_BOOK, Say(Edition), IMPRINT]),
        (&[Work::Report], &[MAKERS, VOLUME_OF_BOOK, Say(Edition), IMPRINT, When(is_report, &Say(Number))]),
        (&[Work::Thesis], &[MAKERS, Cite(&Say(Title)), First(&[Say(Genre), Term("dissertation")]), IMPRINT]),
        (&[Work::Chapter], &[AUTHORS, Say(Title), IN_BOOK, Say(Edition), IMPRINT]),
        (&[Work::Presentation], &[MAKERS, Say(Title), PRESENTED]),
        (&[Work::News], &[MAKERS, Say(Title), Cite(&Say(Journal)), List(":", &[Say(Date), Say(Pages)])]),
        (&[Work::Trial], &[MAKERS, Say(Title), IDENTIFIER, Phrase("updated_on", "{date}", &Say(Date))]),
        (&[Work::Insert], &[MAKERS, Say(Title), Say(Genre), IMPRINT]),
        (&[Work::Law], &[LAW]),
        (&[Work::Page], &[MAKERS, Say(Title), Say(Site), Say(Date)]),
        (&[Work::Video], &[MAKERS, Cite(&Say(Title)), Term("video_work"), Say(Site), Say(Date)]),
        (&[Work::Audio], &[MAKERS, Cite(&Say(Title)), RECORDING, Say(Site), Say(Date)]),
        (&[Work::Other], &[MAKERS, Cite(&Say(Title)), Say(Site), Say(Date)]),
    ],
    // The date of access with the address, or the DOI, which makes both needless; then the records of PubMed. No stop
    // follows a DOI or an address (3.11.4, 3.15.1).
    ends: &[When(has_no_doi, &ADDRESS), Doi("doi:"), Pmid("PMID "), Pmcid("")],
};

const AUTHORS: Node = Say(Authors);
const MAKERS: Node = First(&[AUTHORS, When(has_no_authors, &EDITORS)]);
const EDITORS: Node = All(&[Say(Editors), Sign(", "), Node::Editors("editor", "editors")]);

/// `2015;373(22):2103-2116`, or `Published online November 26, 2015`
const ISSUE: Node = First(&[When(is_numbered, &NUMBERS), When(is_unnumbered, &PUBLISHED)]);
const NUMBERS: Node = List(":", &[List(";", &[Say(Year), VOLUME_AND_ISSUE]), Say(Pages)]);
const VOLUME_AND_ISSUE: Node = All(&[Say(Volume), Between("(", &Say(Issue), ")")]);
const PUBLISHED: Node = First(&[
    When(is_published_online, &Phrase("published_online", "{date}", &Say(Date))),
    Phrase("published_on", "{date}", &Say(Date)),
]);
const RETRACTION: Node = Phrase("retracted_in", "{where}", &Say(Retraction));

/// The server of a preprint, which Zotero and `DataCite` call its publisher (3.11.4.1).
const SERVER: Node = First(&[Say(Journal), Say(Publisher)]);
const POSTED: Node = First(&[Phrase("preprint_posted", "{date}", &Say(Date)), Term("preprint")]);

/// `Publisher; 2020:585-606`
const IMPRINT: Node = List(":", &[List("; ", &[Say(Publisher), Say(Year)]), Say(Pages)]);
const VOLUME_OF_BOOK: Node = All(&[Cite(&Say(Title)), Between(". Vol ", &Say(Volume), "")]);

/// `In: Lockey P, ed. Title of the book. Vol 2`
const IN_BOOK: Node = When(has_container, &All(&[Term("in_book"), Sign(": "), Between("", &EDITORS, ". "), BOOK]));
const BOOK: Node = All(&[Cite(&Say(Container)), Between(". Vol ", &Say(Volume), "")]);

/// `Paper presented at: Annual Meeting; October 7, 2025; Denver, CO` (3.13.9)
const PRESENTED: Node = First(&[
    When(is_abstract, &Phrase("abstract_presented", "{event}", &MEETING)),
    When(is_poster, &Phrase("poster_presented", "{event}", &MEETING)),
    Phrase("paper_presented", "{event}", &MEETING),
]);
const MEETING: Node = List("; ", &[Say(EventTitle), Say(EventDate), Say(EventPlace)]);

/// `ClinicalTrials.gov identifier: NCT00000000` (3.15.6)
const IDENTIFIER: Node = All(&[Say(Register), Sign(" "), Term("identifier"), Sign(": "), Say(TrialNumber)]);

const RECORDING: Node = First(&[When(is_podcast, &Term("podcast")), Term("audio_work")]);

/// `Patient Protection and Affordable Care Act, Pub L No. 111-148, 124 Stat 119 (2010)`; names of cases are set apart (3.16)
const LAW: Node = All(&[
    List(
        ", ",
        &[
            When(is_case, &Cite(&Say(Title))),
            When(is_no_case, &Say(Title)),
            When(is_outside_code, &Say(Number)),
            Say(LawPlace),
        ],
    ),
    Between(" (", &Say(Year), ")"),
]);

const ADDRESS: Node = List(" ", &[When(is_online, &Sentence(&Phrase("accessed", "{date}", &Say(Accessed)))), Url]);
