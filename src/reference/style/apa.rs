//! APA, Publication Manual of the American Psychological Association, 7th edition (2020), chapters 9 to 11, as a table.
//!
//! The list keeps the order of the numbers in the text: numbers, not names, are how pages of a site cite.

use crate::reference::{PartialDate, Reference, Work};

use super::Terms;
use super::asks::{
    has_container, has_date, has_no_authors, has_no_date, has_no_doi, is_ahead, is_case, is_no_case,
    is_not_only_accessed, is_only_accessed, is_outside_code, is_podcast, is_report,
};
use super::names::Names;
use super::pages;
use super::writer::Field::{
    AccessedDay, Authors, Container, Date, Edition, Editors, EditorsInOrder, EventDate, EventPlace, EventTitle, Genre,
    Issue, Journal, LawPlace, Number, Pages, Publisher, Register, Retraction, Site, Title, TrialNumber, Volume, Year,
};
use super::writer::Node::{self, All, Between, Cite, Doi, First, List, Phrase, Say, Sign, Term, Url, When};
use super::writer::Style;

pub(super) const STYLE: Style = Style {
    // Up to 20 authors; of more, the first 19 and the last (9.8).
    names: Names {
        most: 20,
        first: 19,
        with_last: true,
        comma: ", ",
        stops: true,
        and: ", & ",
        groups_apart: false,
        ordinal_ranks: false,
    },
    date,
    pages: pages::dashed,
    short_journals: false,
    dotted_codes: true,
    forms: &[
        (&[Work::Article], &[FIRST, IN_YEAR, TITLE, ISSUE, When(is_ahead, &Term("apa_ahead")), RETRACTION]),
        (&[Work::Preprint], &[FIRST_BOOK, IN_YEAR, BOOK, First(&[Say(Container), Say(Publisher)])]),
        (&[Work::Book, Work::Insert], &[FIRST_BOOK, IN_YEAR, BOOK, Say(Publisher)]),
        (&[Work::Report], &[FIRST_BOOK, IN_YEAR, BOOK, Say(Publisher)]),
        (&[Work::Thesis], &[First(&[MAKERS, THESIS]), IN_YEAR, When(has_makers, &THESIS), Say(Container)]),
        (&[Work::Chapter], &[FIRST_AUTHOR, IN_YEAR, When(has_authors, &Say(Title)), IN_BOOK, Say(Publisher)]),
        (&[Work::Presentation], &[First(&[MAKERS, PRESENTED]), ON_EVENT, When(has_makers, &PRESENTED), MEETING]),
        (&[Work::News], &[FIRST, ON_DAY, TITLE, List(", ", &[Cite(&Say(Journal)), Say(Pages)])]),
        (&[Work::Trial], &[First(&[MAKERS, TRIAL]), ON_DAY, When(has_makers, &TRIAL), Say(Register)]),
        (&[Work::Law], &[LAW]),
        (&[Work::Video], &[First(&[MAKERS, VIDEO]), ON_DAY, When(has_makers, &VIDEO), Say(Site)]),
        (&[Work::Audio], &[First(&[MAKERS, AUDIO]), ON_DAY, When(has_makers, &AUDIO), Say(Site)]),
        (&[Work::Page, Work::Other], &[FIRST_BOOK, ON_DAY, BOOK, Say(Site)]),
    ],
    // A day of access only for what may change and has no date (9.16). No stop follows an address.
    ends: &[
        Doi("https://doi.org/"),
        When(
            has_no_doi,
            &When(
                is_only_accessed,
                &All(&[Phrase("apa_retrieved", "{date}", &Say(AccessedDay)), Between(" ", &Url, "")]),
            ),
        ),
        When(has_no_doi, &When(is_not_only_accessed, &Url)),
    ],
};

/// `2015, November 26`
fn date(terms: &dyn Terms, date: PartialDate) -> String {
    let month = date.month.map(|month| match date.until {
        Some(until) => format!("{}–{}", terms.month(month), terms.month(until)),
        None => terms.month(month).to_owned(),
    });
    let month = month.or_else(|| date.season.map(|season| terms.get(&format!("season_{season}")).to_owned()));
    let day = date.day.map(|day| format!(" {day}")).unwrap_or_default();
    month.map_or_else(|| date.year.to_string(), |month| format!("{}, {month}{day}", date.year))
}

fn has_makers(reference: &Reference) -> bool {
    !reference.authors.is_empty() || !reference.editors.is_empty()
}

fn has_authors(reference: &Reference) -> bool {
    !reference.authors.is_empty()
}

/// Authors, or else editors; a work of nobody begins with its title (9.12).
const FIRST: Node = First(&[MAKERS, Say(Title)]);
const FIRST_BOOK: Node = First(&[MAKERS, All(&[Cite(&Say(Title)), DETAILS])]);
const FIRST_AUTHOR: Node = First(&[Say(Authors), Say(Title)]);
const MAKERS: Node = First(&[Say(Authors), When(has_no_authors, &EDITORS)]);
const EDITORS: Node = All(&[Say(Editors), Sign(" ("), Node::Editors("apa_editor", "apa_editors"), Sign(")")]);

const IN_YEAR: Node =
    First(&[Between("(", &Say(Year), ")"), When(has_no_date, &Between("(", &Term("apa_no_date"), ")"))]);
const ON_DAY: Node = First(&[
    When(has_date, &Between("(", &Say(Date), ")")),
    When(has_no_date, &Between("(", &Term("apa_no_date"), ")")),
]);

const ON_EVENT: Node =
    First(&[Between("(", &Say(EventDate), ")"), When(has_no_date, &Between("(", &Term("apa_no_date"), ")"))]);
const MEETING: Node = List(", ", &[Say(EventTitle), Say(EventPlace)]);

const TITLE: Node = When(has_makers, &Say(Title));
const BOOK: Node = When(has_makers, &All(&[Cite(&Say(Title)), DETAILS]));
const DETAILS: Node = Between(
    " (",
    &List(
        ", ",
        &[
            Between("", &Say(Edition), "."),
            Phrase("apa_volume", "{n}", &Say(Volume)),
            When(is_report, &Phrase("apa_report", "{n}", &Say(Number))),
        ],
    ),
    ")",
);

/// `The New England Journal of Medicine, 373(22), 2103–2116`
const ISSUE: Node =
    List(", ", &[Cite(&Say(Journal)), All(&[Cite(&Say(Volume)), Between("(", &Say(Issue), ")")]), Say(Pages)]);
const RETRACTION: Node = Between("(", &Phrase("retracted_in", "{where}", &Say(Retraction)), ")");

/// `In P. Lockey (Ed.), Title of the book (3rd ed., pp. 585–606)`
const IN_BOOK: Node = When(
    has_container,
    &All(&[Term("in_book"), Sign(" "), Between("", &EDITORS_IN_ORDER, ", "), Cite(&Say(Container)), PLACE_IN_BOOK]),
);
const EDITORS_IN_ORDER: Node =
    All(&[Say(EditorsInOrder), Sign(" ("), Node::Editors("apa_editor", "apa_editors"), Sign(")")]);
const PLACE_IN_BOOK: Node = Between(
    " (",
    &List(", ", &[Between("", &Say(Edition), "."), Phrase("apa_volume", "{n}", &Say(Volume)), PAGES_IN_BOOK]),
    ")",
);
const PAGES_IN_BOOK: Node =
    First(&[When(has_one_page, &Between("p. ", &Say(Pages), "")), Between("pp. ", &Say(Pages), "")]);

fn has_one_page(reference: &Reference) -> bool {
    reference.page.as_ref().is_some_and(|page| !page.contains(['-', '–', ',']))
}

/// `A thesis [Doctoral dissertation, University of Test]`
const THESIS: Node = All(&[
    Cite(&Say(Title)),
    Sign(" ["),
    List(", ", &[First(&[Say(Genre), Term("apa_dissertation")]), Say(Publisher)]),
    Sign("]"),
]);
const PRESENTED: Node = All(&[Cite(&Say(Title)), Sign(" ["), First(&[Say(Genre), Term("apa_paper")]), Sign("]")]);
const TRIAL: Node =
    All(&[Cite(&Say(Title)), Between(" (", &All(&[Term("identifier_title"), Sign(" "), Say(TrialNumber)]), ")")]);
const VIDEO: Node = All(&[Cite(&Say(Title)), Sign(" ["), Term("video_work"), Sign("]")]);
const AUDIO: Node = All(&[
    Cite(&Say(Title)),
    Sign(" ["),
    First(&[When(is_podcast, &Term("apa_podcast")), Term("audio_work")]),
    Sign("]"),
]);

/// `Uses and disclosures, 45 C.F.R. § 164.508 (2013)` (11.5)
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
