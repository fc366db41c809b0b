//! Names in the lines of lists, schedules and wards, and names of those who belong to a practice.

use super::date;
use super::evidence::has_operation;
use super::lexicon::{CARE, CLINICAL, CREDENTIAL, DOCTOR, GIVEN, PATIENT, RARE, STAFF};
use super::name::Name;
use super::text::Text;

/// A row of a list or a table of patients: `- Rashida Lindqvist, hernia repair`, `| Moss, Carl | 7/14/1960 | asthma |`.
pub(super) fn by_row(text: &Text, name: &Name) -> bool {
    let Some(before) = name.first.checked_sub(1) else { return false };
    let next = name.last + 1;
    if text.is_mark(before, "|") {
        // "Moss, Carl": the last name first.
        let is_turned = name.known
            && name.words == 1
            && text.is_mark(next, ",")
            && text.is(next + 1, GIVEN)
            && text.is_capital(next + 1);
        let (is_name, end) = if is_turned { (true, next + 2) } else { (name.given && name.words > 1, next) };
        let has_date = (end..(end + 12).min(text.len())).any(|at| date::parse(text, at).is_some());
        return is_name && text.is_mark(end, "|") && has_date && text.any(end..(end + 24).min(text.len()), CLINICAL);
    }
    let end = text.sentence(name.first).end;
    before == 0
        && text.is_mark(before, "-*+")
        && name.given
        && name.words > 1
        && text.is_mark(next, ",")
        && end - next < 6
        && text.any(next + 1..end, CLINICAL)
        && !text.any(next..end, STAFF | DOCTOR | CREDENTIAL)
}

/// A line of a schedule or of a ward: `8:30 Hernandez R. (Pap)`, `A. Fernandes (HIV neg)`, `bed 7 = Purvis, cellulitis`.
pub(super) fn by_board(text: &Text, name: &Name) -> bool {
    if !name.known && name.words == 0 {
        return false;
    }
    let (first, next) = (name.first, name.last + 1);
    let behind = next..(next + 8).min(text.sentence(first).end);
    let is_ill = text.any(behind.clone(), CLINICAL | RARE) || has_operation(text, behind.clone());
    let is_work = text.any(behind, STAFF | DOCTOR | CREDENTIAL) || text.is(first.wrapping_sub(1), DOCTOR);
    let is_time = first >= 3
        && text.digits(first - 1).len() == 2
        && text.is_mark(first - 2, ":")
        && !text.digits(first - 3).is_empty();
    let is_bed = first >= 3
        && text.is_mark(first - 1, "=:-")
        && !text.digits(first - 2).is_empty()
        && text.has_any(first - 3, &["bed", "room", "cama", "cuarto"]);
    let is_short = name.initials > 0 && name.words == 1 && text.is_mark(next, "(") && text.digits(next + 1).is_empty();
    is_ill && !is_work && (is_time && name.known || is_bed || is_short && name.known)
}

/// `Hyun-Jung Park, whose gallbladder we removed`, `Mirta Cabán, a quien le quitamos la tiroides`.
pub(super) fn by_whose(text: &Text, name: &Name) -> bool {
    let next = name.last + 1;
    let link = if text.is_mark(next, ",") { next + 1 } else { next };
    let behind = link + 1..(link + 10).min(text.sentence(name.first).end);
    (name.given || name.known && name.words > 1)
        && (["whose", "cuya", "cuyo", "cuyos", "cuyas"].contains(&text.word(link)) || text.has(link, "a quien"))
        && (text.any(behind.clone(), CLINICAL | CARE | RARE) || has_operation(text, behind.clone()))
        && !text.any(behind, STAFF | DOCTOR)
}

/// `Our patient of the month, LaKeisha Dunbar`, `Agnes Moriarty (1931-2023), a patient of this practice for forty-one years`.
pub(super) fn by_membership(text: &Text, name: &Name) -> bool {
    const OF_OURS: &[&str] = &[
        "a patient of this",
        "a patient of ours",
        "a patient of our",
        "a patient here",
        "patient of ours",
        "paciente nuestra",
        "paciente nuestro",
        "paciente de esta",
        "paciente de nuestra",
        "a member of our",
    ];
    let before = if text.is_mark(name.first.wrapping_sub(1), ",:") { name.first - 1 } else { name.first };
    let is_chosen = text.ends_with(before, &["of the month", "of the week", "of the year", "del mes"])
        && text.any(before.saturating_sub(6)..before, PATIENT);
    let behind = name.last + 1..(name.last + 15).min(text.sentence(name.first).end);
    let belongs = behind.clone().any(|at| text.has_any(at, OF_OURS));
    let works = text.any(behind.start..behind.end.min(name.last + 6), STAFF | DOCTOR | CREDENTIAL);
    name.known && is_chosen || name.given && name.words > 1 && belongs && !works
}
