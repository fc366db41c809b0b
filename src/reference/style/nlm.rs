//! NLM, also called Vancouver: Citing Medicine, 2nd edition, and the samples of the ICMJE
//! (<https://www.nlm.nih.gov/bsd/uniform_requirements.html>).

use crate::base::escape_text;
use crate::reference::{PartialDate, Reference, Work};

use super::Terms;
use super::line::{Line, doi_link, link, pmcid_link, pmid_link};
use super::names::{self, EtAl};
use super::pages;

/// More than six authors are cut to six, as the samples of the ICMJE do.
const ET_AL: EtAl = EtAl { most: 6, first: 6 };

pub(super) fn html(reference: &Reference, words: &dyn Terms) -> String {
    let mut line = Line::new(reference, words);
    let work = reference.work();
    makers(&mut line, work);
    match work {
        Work::Article => article(&mut line),
        Work::Preprint => preprint(&mut line),
        Work::News => news(&mut line),
        Work::Chapter => chapter(&mut line),
        Work::Law => law(&mut line),
        Work::Book | Work::Report | Work::Page | Work::Video | Work::Other => book(&mut line, work),
    }
    ends(&mut line);
    line.finish()
}

fn makers(line: &mut Line<'_>, work: Work) {
    let reference = line.reference;
    if !reference.authors.is_empty() {
        line.sentence(&names::list(&reference.authors, reference.et_al, ET_AL));
    } else if !reference.editors.is_empty() && work != Work::Chapter {
        let role = line.editors_word("nlm_editor", "nlm_editors").to_owned();
        line.sentence(&format!("{}, {role}", names::list(&reference.editors, false, ET_AL)));
    }
}

/// `2015 Nov 26`
fn date(words: &dyn Terms, date: PartialDate) -> String {
    let month = date.month.map(|month| words.month(month).chars().take(3).collect::<String>());
    let parts = [Some(date.year.to_string()), month, date.day.map(|day| day.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether the reader is led to a page of the web.
fn is_online(reference: &Reference) -> bool {
    reference.url.is_some() && reference.doi.is_none()
}

/// ` [Internet]` behind what is read online.
fn medium(line: &Line<'_>) -> String {
    if is_online(line.reference) { format!(" [{}]", line.words.get("nlm_internet")) } else { String::new() }
}

/// ` [cited 2026 Nov 22]`
fn cited(line: &Line<'_>) -> String {
    let accessed = line.reference.accessed.filter(|_| is_online(line.reference));
    let cited = accessed.map(|accessed| line.phrase("nlm_cited", "{date}", &date(line.words, accessed)));
    cited.map(|cited| format!(" [{cited}]")).unwrap_or_default()
}

/// `N Engl J Med. 2015 Nov 26;373(22):2103-16`
fn article(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    container(line);
    let mut text = reference.issued.map(|issued| date(line.words, issued)).unwrap_or_default();
    text.push_str(&cited(line));
    if let Some(volume) = &reference.volume {
        text.extend([";", volume]);
    }
    if let Some(issue) = &reference.issue {
        text.extend([if reference.volume.is_some() { "(" } else { ";(" }, issue, ")"]);
    }
    push_page(&mut text, reference);
    line.sentence(&text);
}

fn container(line: &mut Line<'_>) {
    let reference = line.reference;
    if let Some(container) = reference.container_short.as_ref().or(reference.container.as_ref()) {
        let text = format!("{container}{}", medium(line));
        line.sentence(&text);
    }
}

fn push_page(text: &mut String, reference: &Reference) {
    if let Some(page) = &reference.page {
        text.push(':');
        text.push_str(&pages::short(page));
    }
}

/// `medRxiv [Preprint]. 2020 Jun 22`
fn preprint(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    let server = reference.container.as_ref().or(reference.publisher.as_ref());
    let kind = line.words.get("preprint");
    let text = server.map_or_else(|| format!("[{kind}]"), |server| format!("{server} [{kind}]"));
    line.sentence(&text);
    let issued = reference.issued.map(|issued| date(line.words, issued)).unwrap_or_default();
    let text = format!("{issued}{}", cited(line));
    line.sentence(text.trim());
}

/// `Chicago Tribune. 2019 Sep 22:C1`
fn news(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    container(line);
    let mut text = reference.issued.map(|issued| date(line.words, issued)).unwrap_or_default();
    text.push_str(&cited(line));
    push_page(&mut text, reference);
    line.sentence(&text);
}

/// `2nd ed. Bethesda: National Library of Medicine; 2007 [cited 2026 Nov 22]`
fn imprint(line: &mut Line<'_>) {
    let reference = line.reference;
    if let Some(edition) = line.edition() {
        line.sentence(&edition);
    }
    let publisher = match (&reference.publisher_place, &reference.publisher) {
        (Some(place), Some(publisher)) => format!("{place}: {publisher}"),
        (place, publisher) => publisher.clone().or_else(|| place.clone()).unwrap_or_default(),
    };
    let issued = reference.issued.map(|issued| {
        let whole = matches!(reference.work(), Work::Page | Work::Video | Work::Other);
        if whole { date(line.words, issued) } else { issued.year.to_string() }
    });
    let year = format!("{}{}", issued.unwrap_or_default(), cited(line));
    let parts = [publisher.as_str(), year.trim()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    line.sentence(&text);
}

fn book(line: &mut Line<'_>, work: Work) {
    let reference = line.reference;
    let video = if work == Work::Video { format!(" [{}]", line.words.get("nlm_video")) } else { medium(line) };
    let volume = reference.volume.as_ref().map(|volume| format!(". Vol. {volume}")).unwrap_or_default();
    let title = reference.title.trim().trim_end_matches('.');
    line.sentence(&format!("{title}{volume}{video}"));
    let container = reference.container.as_ref().filter(|name| Some(*name) != reference.publisher.as_ref());
    if let Some(container) = container {
        line.sentence(container);
    }
    imprint(line);
    if let Some(number) = reference.number.as_ref().filter(|_| work == Work::Report) {
        let text = line.phrase("nlm_report", "{n}", number);
        line.sentence(&text);
    }
}

/// `In: Lockey P, editor. Title of the book. 3rd ed. New York: Marcel Dekker; 2004. p. 585-606.`
fn chapter(line: &mut Line<'_>) {
    let reference = line.reference;
    line.sentence(&reference.title);
    if let Some(book) = &reference.container {
        let role = line.editors_word("nlm_editor", "nlm_editors");
        let editors = names::list(&reference.editors, false, ET_AL);
        let editors = if editors.is_empty() { editors } else { format!("{editors}, {role}. ") };
        let volume = reference.volume.as_ref().map(|volume| format!(". Vol. {volume}")).unwrap_or_default();
        let text = format!("{}: {editors}{book}{volume}{}", line.words.get("in_book"), medium(line));
        line.sentence(&text);
    }
    imprint(line);
    if let Some(page) = &reference.page {
        line.sentence(&format!("p. {}", pages::short(page)));
    }
}

/// Citing Medicine leaves laws to the lawyers' form, which is AMA's too.
fn law(line: &mut Line<'_>) {
    let reference = line.reference;
    let place = [reference.volume.as_deref(), reference.container.as_deref(), reference.page.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [Some(reference.title.as_str()), reference.number.as_deref(), Some(place.as_str())];
    let mut text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if let Some(issued) = reference.issued {
        text.extend([" (", &date(line.words, issued), ")"]);
    }
    text.push_str(&medium(line));
    text.push_str(&cited(line));
    line.sentence(&text);
}

/// The address, then `doi: ... . PMID: ...; PMCID: ....`, as PubMed writes them.
fn ends(line: &mut Line<'_>) {
    let reference = line.reference;
    if is_online(reference)
        && let Some(url) = &reference.url
    {
        let text = escape_text(line.words.get("nlm_available"));
        line.html(text.replace("{url}", &link(url, url)));
    }
    let has_records = reference.pmid.is_some() || reference.pmcid.is_some();
    if let Some(doi) = &reference.doi {
        let stop = if has_records { "." } else { "" };
        line.html(format!("doi: {}{stop}", doi_link(doi, doi)));
    }
    let record = reference.pmid.as_ref().map(|pmid| format!("PMID: {}", pmid_link(pmid, pmid)));
    let paper = reference.pmcid.as_ref().map(|pmcid| format!("PMCID: {}", pmcid_link(pmcid, pmcid)));
    if has_records {
        line.html(record.into_iter().chain(paper).collect::<Vec<_>>().join("; ") + ".");
    }
}
