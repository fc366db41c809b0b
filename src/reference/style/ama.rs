//! AMA Manual of Style, 11th edition (2020), chapter 3.

use crate::base::escape_text;
use crate::reference::{Reference, Work};

use super::Terms;
use super::line::{Line, cite, doi_link, link, pmcid_link, pmid_link};
use super::names::{self, EtAl};
use super::pages;

/// More than six authors are cut to three (3.7).
const ET_AL: EtAl = EtAl { most: 6, first: 3 };

pub(super) fn html(reference: &Reference, words: &dyn Terms) -> String {
    let mut line = Line::new(reference, words);
    let work = reference.work();
    if work == Work::Law {
        law(&mut line);
    } else {
        makers(&mut line, work);
        match work {
            Work::Article => article(&mut line),
            Work::Preprint => preprint(&mut line),
            Work::Chapter => chapter(&mut line),
            Work::Book | Work::Report => book(&mut line, work),
            Work::News => news(&mut line),
            Work::Page | Work::Video | Work::Law | Work::Other => page(&mut line, work),
        }
    }
    ends(&mut line);
    line.finish()
}

fn makers(line: &mut Line<'_>, work: Work) {
    let reference = line.reference;
    if !reference.authors.is_empty() {
        line.sentence(&names::list(&reference.authors, reference.et_al, ET_AL));
    } else if !reference.editors.is_empty() && work != Work::Chapter {
        let role = line.editors_word("editor", "editors").to_owned();
        line.sentence(&format!("{}, {role}", names::list(&reference.editors, false, ET_AL)));
    }
}

/// The journal, in its short form where that is known.
fn container(line: &mut Line<'_>) {
    let reference = line.reference;
    if let Some(container) = reference.container_short.as_ref().or(reference.container.as_ref()) {
        line.html_sentence(cite(container));
    }
}

/// `2015;373(22):2103-2116`
fn article(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    container(line);
    let Some(issued) = reference.issued else { return };
    let is_numbered = reference.volume.is_some() || reference.page.is_some();
    if !is_numbered {
        let date = line.words.partial_date(issued);
        let key = if reference.doi.is_some() && issued.day.is_some() { "published_online" } else { "published_on" };
        let text = line.phrase(key, "{date}", &date);
        return line.sentence(&text);
    }
    let mut text = issued.year.to_string();
    text.push_str(&numbers(reference));
    line.sentence(&text);
}

/// `;373(22):2103-2116`
fn numbers(reference: &Reference) -> String {
    let mut text = String::new();
    if let Some(volume) = &reference.volume {
        text.extend([";", volume]);
    }
    if let Some(issue) = &reference.issue {
        text.extend([if reference.volume.is_some() { "(" } else { ";(" }, issue, ")"]);
    }
    if let Some(page) = &reference.page {
        text.push(':');
        text.push_str(&pages::full(page));
    }
    text
}

fn preprint(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    container(line);
    let text = match reference.issued {
        Some(issued) => line.phrase("preprint_posted", "{date}", &line.words.partial_date(issued)),
        None => line.words.get("preprint").to_owned(),
    };
    line.sentence(&text);
}

/// `2nd ed. Publisher; 2020:585-606`
fn imprint(line: &mut Line<'_>) {
    let reference = line.reference;
    if let Some(edition) = line.edition() {
        line.sentence(&edition);
    }
    let year = reference.issued.map(|issued| issued.year.to_string());
    let mut text = match (&reference.publisher, year) {
        (Some(publisher), Some(year)) => format!("{publisher}; {year}"),
        (publisher, year) => publisher.clone().or(year).unwrap_or_default(),
    };
    if let Some(page) = &reference.page {
        text.push(':');
        text.push_str(&pages::full(page));
    }
    line.sentence(&text);
}

fn book(line: &mut Line<'_>, work: Work) {
    let reference = line.reference;
    line.html_sentence(volume_of(cite(&reference.title), reference));
    imprint(line);
    if let Some(number) = reference.number.as_ref().filter(|_| work == Work::Report) {
        line.sentence(number);
    }
}

/// `Vol 2` behind the title of a book in several volumes.
fn volume_of(title: String, reference: &Reference) -> String {
    match &reference.volume {
        Some(volume) => format!("{title}. Vol {}", escape_text(volume)),
        None => title,
    }
}

/// `In: Lockey P, ed. Title of the book.`
fn chapter(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    let book = reference.container.as_ref().map(|title| volume_of(cite(title), reference));
    if let Some(book) = book {
        let role = line.editors_word("editor", "editors").to_owned();
        let editors = names::list(&reference.editors, false, ET_AL);
        let editors = if editors.is_empty() { editors } else { format!("{editors}, {role}. ") };
        let within = line.words.get("in_book").to_owned();
        line.html_sentence(format!("{}: {}{book}", escape_text(&within), escape_text(&editors)));
    }
    imprint(line);
}

/// `The New York Times. February 21, 2020:C1`
fn news(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    container(line);
    let mut text = reference.issued.map(|issued| line.words.partial_date(issued)).unwrap_or_default();
    if let Some(page) = &reference.page {
        text.push(':');
        text.push_str(&pages::full(page));
    }
    line.sentence(&text);
}

/// A page, a film, or something that has only a title and a place where it is found.
fn page(line: &mut Line<'_>, work: Work) {
    let reference = line.reference;
    let site = reference.container.as_ref().or(reference.publisher.as_ref());
    // The name of the organization is not said twice.
    let site = site.filter(|site| names::sole_group(&reference.authors) != Some(site.as_str()));
    if work == Work::Page {
        line.sentence(&reference.title);
    } else {
        line.html_sentence(cite(&reference.title));
    }
    if work == Work::Video {
        let medium = line.words.get("video_work").to_owned();
        line.sentence(&medium);
    }
    if let Some(site) = site {
        line.sentence(site);
    }
    if let Some(issued) = reference.issued {
        let date = line.words.partial_date(issued);
        line.sentence(&date);
    }
}

/// `Patient Protection and Affordable Care Act, Pub L No. 111-148, 124 Stat 119 (2010)`
fn law(line: &mut Line<'_>) {
    let reference = line.reference;
    let place = [reference.volume.as_deref(), reference.container.as_deref(), reference.page.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [Some(reference.title.as_str()), reference.number.as_deref(), Some(place.as_str())];
    let mut text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if let Some(issued) = reference.issued {
        text.extend([" (", &issued.year.to_string(), ")"]);
    }
    line.sentence(&text);
}

/// The date of access with the address, or the DOI, which makes both needless; then the records of PubMed. No stop follows
/// a DOI or an address (3.11.4, 3.15.1).
fn ends(line: &mut Line<'_>) {
    let reference = line.reference;
    if reference.doi.is_none()
        && let Some(url) = &reference.url
    {
        if let Some(accessed) = reference.accessed {
            let text = line.phrase("accessed", "{date}", &line.words.partial_date(accessed));
            line.sentence(&text);
        }
        line.html(link(url, url));
    }
    if let Some(doi) = &reference.doi {
        line.html(doi_link(doi, &format!("doi:{doi}")));
    }
    if let Some(pmid) = &reference.pmid {
        line.html(pmid_link(pmid, &format!("PMID {pmid}")));
    }
    if let Some(pmcid) = &reference.pmcid {
        line.html(pmcid_link(pmcid, pmcid));
    }
}
