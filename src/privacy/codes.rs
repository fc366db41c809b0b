//! Numbers after labels: records (H), plans (I), accounts (J), certificates and licenses (K), devices (M), other codes (R).

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::label::{self, Value};
use super::lexicon::{CLINICAL, DOCTOR, GIVEN, HIS, OF_LABEL, PATIENT, STAFF};
use super::text::{Shape, Text};
use super::{Certainty, Finder, IdentifierKind, date};

/// A label and what follows it.
struct Label {
    /// Its words.
    words: &'static str,
    kind: IdentifierKind,
    /// Least digits of a value.
    digits: usize,
    /// Whether `number`, `#` or `:` has to follow, since the words mean other things too.
    announced: bool,
}

macro_rules! labels {
    ($($kind:ident $digits:literal $announced:literal: $($words:literal)+;)+) => {
        const LABELS: &[Label] = &[
            $($(Label { words: $words, kind: IdentifierKind::$kind, digits: $digits, announced: $announced },)+)+
        ];
    };
}

labels! {
    Record 4 false: "mrn" "m . r . n" "mrns" "medical record" "med rec" "patient id" "patient identifier" "patient number"
        "pt id" "pt #" "mr #" "emr" "ehr id" "csn" "har" "encounter id" "hospital number" "unit number" "nhs number"
        "historia clinica" "expediente clinico" "numero de historia" "nhc" "numero de expediente" "chart number" "chart no" "chart #"
        "accession" "specimen id" "paciente id" "patient no" "numero de paciente" "record locator" "epic id" "hx no" "hx #" "case file"
        "folio de laboratorio" "lab folio";
    Record 4 true: "record" "chart" "encounter" "visit" "admission" "episode" "rx" "prescription" "expediente" "receta"
        "folio" "lab order" "h . c" "specimen";
    Record 6 false: "specimen" "accession number";
    Plan 4 false: "member id" "subscriber id" "subscriber number" "policy number" "policyholder id" "beneficiary id" "mbi"
        "hicn" "insurance id" "plan id" "medicaid id" "medicare id" "medicaid number" "medicare number" "humana id"
        "member number" "plan member" "united healthcare id" "unitedhealthcare id" "uhc id" "anthem id" "blue cross id" "blue shield id" "aetna member" "cigna member" "humana member" "uhc member" "bcbs member" "anthem member" "kaiser member"
        "numero de miembro" "numero de asegurado" "numero de beneficiario" "group number" "aetna id" "cigna id" "bcbs id" "kaiser id" "numero de afiliado" "afiliacion"
        "numero de poliza" "tarjeta sanitaria" "id de miembro" "identificacion de miembro" "medi - cal id" "health plan id"
        "sub #" "prior auth no" "prior auth #" "prior authorization no" "medicaid recipient" "dbn" "claim file" "insurance card" "aetna card" "cigna card" "humana card"
        "medicaid card" "medicare card" "tarjeta de medicaid" "tarjeta de medicare"
        "health plan number" "id del seguro" "id de afiliado" "tricare id" "recipient id" "numero de medicaid"
        "numero de medicare" "certificate of coverage" "beneficiary number";
    Plan 5 true: "member" "subscriber" "policy" "group" "medicaid" "medicare" "insurance" "authorization" "claim" "afiliado"
        "poliza" "beneficiary" "aetna" "cigna" "humana" "bcbs" "unitedhealthcare" "uhc" "anthem" "seguro" "medi - cal" "tricare"
        "health plan" "plan" "blue cross" "blue shield" "kaiser" "miembro" "beneficiario";
    Account 4 false: "account number" "account no" "account #" "acct" "acct number" "acct #" "a / c" "account ending"
        "card ending" "visa ending" "mastercard ending" "credit card" "debit card" "iban" "routing number" "bank account"
        "numero de cuenta" "tarjeta de credito" "tarjeta terminada" "invoice number" "invoice #" "invoice no"
        "statement number" "guarantor id" "guarantor number" "cuenta bancaria" "cuenta numero" "cuenta n" "hospital account"
        "patient account" "tarjeta que termina" "checking account" "billing id" "cuenta del paciente";
    Account 5 true: "account" "invoice" "statement" "guarantor" "billing account" "cuenta" "factura" "card" "tarjeta" "bill";
    License 4 false: "driver ' s license" "drivers license" "driver license" "driver ' s licence" "driving licence"
        "passport" "pasaporte" "licencia de conducir" "licencia de manejo" "state id" "green card" "alien number"
        "birth certificate" "death certificate" "dl #" "dl number" "dl no" "cdl" "cedula" "dni" "curp" "acta de nacimiento"
        "pilot certificate" "permiso de conducir" "marriage certificate" "carnet de conducir" "naturalization certificate" "matricula consular"
        "certificado de defuncion" "marriage cert" "pasaporte mexicano" "carry permit" "consular id";
    License 5 true: "license" "licence" "certificate" "dl" "licencia" "certificado" "permit" "certification";
    Device 4 false: "serial number" "serial no" "serial #" "s / n" "serial" "numero de serie" "no de serie" "n o de serie"
        "udi" "device id" "device identifier" "implant id" "implant number" "device number" "asset tag" "num de serie" "num . de serie"
        "ser #";
    Device 6 false: "sn";
    Device 5 true: "implant" "device" "serie" "pacemaker" "marcapasos";
    Unique 4 false: "case number" "case no" "case #" "study id" "subject id" "participant id" "participant number"
        "employee id" "student id" "badge number" "subject number" "inmate number" "numero de caso" "tracking number"
        "enrollment number" "enrolment number" "screening number" "randomization number" "biobank id" "sample id"
        "tax id" "itin" "military id" "dod id" "employee number" "donor id" "donor number" "numero de empleado"
        "study participant" "wristband" "bracelet number" "confirmation number" "ticket number" "portal username" "unos id" "registry id";
}

static BY_FIRST: LazyLock<HashMap<&'static str, Vec<&'static Label>, FixedState>> = LazyLock::new(|| {
    let mut map: HashMap<&str, Vec<&Label>, FixedState> = HashMap::default();
    for label in LABELS {
        map.entry(label.words.split(' ').next().unwrap_or_default()).or_default().push(label);
    }
    map
});

/// The words that labels begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    LABELS.iter().filter_map(|label| label.words.split(' ').next())
}

pub(super) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        if !text.is(at, OF_LABEL) {
            continue;
        }
        let Some(labels) = BY_FIRST.get(text.word(at)) else { continue };
        // Several labels may begin with one word; the longest one that has a value decides.
        let best = labels
            .iter()
            .filter(|label| text.has(at, label.words))
            .filter_map(|label| {
                let value = label::value(text, at + label.words.split(' ').count())?;
                is_value(text, at, label, &value).then_some((label, value))
            })
            .max_by_key(|(label, _)| label.words.len());
        if let Some((label, value)) = best
            && !is_public(finder, label, at, &value)
            && !finder.is_known_number(value.first, value.last)
        {
            finder.report((at, value.last), label.kind, Certainty::High, explain(label.kind));
        }
    }
    beneficiaries(finder);
    cards(finder);
    udis(finder);
}

fn is_value(text: &Text, at: usize, label: &Label, value: &Value) -> bool {
    // "Her account 88421907": a long number right behind the label of someone's.
    let is_owned = value.digits >= 6
        && value.first == at + label.words.split(' ').count()
        && text.any(at.saturating_sub(3)..at, HIS | PATIENT | GIVEN);
    // "Nursing license RN 558213 of our patient".
    let is_owned = is_owned
        || value.digits >= 6
            && value.first <= at + label.words.split(' ').count() + 1
            && text.has_any(
                value.last + 1,
                &["of our patient", "of my patient", "of the patient", "de la paciente", "del paciente"],
            );
    // "Expediente 20418-B de la paciente".
    let is_owned = is_owned
        || value.digits >= 4
            && value.first == at + label.words.split(' ').count()
            && text.any(value.last + 1..value.last + 5, PATIENT);
    // "Chart 55-0091 is missing the consent".
    let is_owned = is_owned
        || label.kind == IdentifierKind::Record
            && value.digits >= 6
            && value.first == at + label.words.split(' ').count()
            && value.last > value.first
            && text.sentence(at).start == at
        // "Expediente 558203, mastografía pendiente".
        || matches!(label.kind, IdentifierKind::Record | IdentifierKind::Account)
            && value.digits >= 5
            && value.first == at + label.words.split(' ').count()
            && text.sentence(at).start == at
            && text.is_mark(value.last + 1, ",:;")
            && text.any(text.sentence(at), CLINICAL)
        || label.kind == IdentifierKind::Plan
            && value.digits >= 9
            && value.first == at + label.words.split(' ').count();
    // "See encounter 99120038": no other number is so long.
    let least = if label.kind == IdentifierKind::Account { 9 } else { 7 };
    let is_long = matches!(label.kind, IdentifierKind::Record | IdentifierKind::Account)
        && value.digits >= least
        && value.first == at + label.words.split(' ').count();
    // No other number of a license is so long.
    let is_long = is_long || label.kind == IdentifierKind::License && value.digits >= 9;
    let is_patients = value.digits >= 4 && text.any(text.sentence(at), PATIENT);
    if value.digits < label.digits && !is_patients || label.announced && !value.announced && !is_owned && !is_long {
        return false;
    }
    // A year, a date, a sum of money or a measure is no number of someone.
    let is_year = value.digits == 4
        && value.first == value.last
        && text.value(value.first).is_some_and(|year| (1900..=2099).contains(&year));
    let is_date = date::parse(text, value.first).is_some_and(|date| date.last == value.last);
    let is_time = (value.first..=value.last).any(|at| text.is_mark(at, ":"));
    let is_money = value.first > 0 && text.is_mark(value.first - 1, "$");
    let is_sum = (value.first..value.last).any(|at| text.is_mark(at, ","));
    let is_day = text.shape(value.first) == Some(Shape::Number)
        && value.digits == 8
        && text.span(value.first, value.last).split('-').map(str::len).eq([4, 2, 2]);
    !(is_year || is_date || is_time || is_money || is_sum || is_day || label::is_placeholder(text, value))
}

/// Whether a number does not belong to a patient but to a recall, a clinician, a court or a program.
fn is_public(finder: &Finder<'_>, label: &Label, at: usize, value: &Value) -> bool {
    let text = finder.text;
    let sentence = text.sentence(at);
    let near = text.around(at, 10, 14);
    match label.kind {
        IdentifierKind::Device => {
            let recall = [
                "recall",
                "recalled",
                "recalls",
                "recalling",
                "lots",
                "upc",
                "fda",
                "retiro",
                "retirada",
                "beginning",
                "sold",
                "distributed",
                "consumers",
                "affected",
                "lot",
                "lote",
                "lotes",
                "units",
                "unidades",
                "between",
                "through",
            ];
            // "His insulin pump, serial NS-40077213" is one person's.
            let is_theirs = text.any(at.saturating_sub(5)..at, HIS);
            text.any_word(sentence.clone(), &recall) && !text.any(sentence, PATIENT) && !is_theirs
                || text.word(at + 1) == "numbers"
        }
        IdentifierKind::License => {
            let words =
                ["medical", "board", "npi", "clinician", "nursing", "pharmacy", "facility", "clia", "dea", "clinic's"];
            let is_patient =
                text.any(near.clone(), super::lexicon::PATIENT | super::lexicon::PRONOUN | super::lexicon::HIS);
            (text.any_word(near.clone(), &words) || text.any(near, STAFF | DOCTOR)) && !is_patient
        }
        IdentifierKind::Unique => text.any_word(
            sentence,
            &["npi", "ein", "court", "v", "supreme", "docket", "circuit", "plaintiff", "nct", "fda", "irs"],
        ),
        IdentifierKind::Plan => {
            let law =
                ["congress", "senate", "bill", "cms", "regulation", "docket", "federal", "code", "hcpcs", "cpt", "icd"];
            // The number of a plan on an exchange, which everyone in it has: `87571TX0010003`.
            let is_exchange = text.digits(value.first).len() == 5
                && text.word(value.first + 1).len() == 2
                && text.digits(value.first + 2).len() == 7;
            is_exchange
                || text.any_word(at.saturating_sub(4)..value.first, &law)
                || text.word(at + 1) == "b" && value.digits < 7
        }
        IdentifierKind::Account => {
            text.any_word(at.saturating_sub(2)..at, &["house", "senate", "assembly", "report", "index"])
        }
        IdentifierKind::Record => {
            text.any_word(near, &["npi", "doi", "pmid", "fda", "federal", "trial", "isbn", "lot"])
        }
        _ => false,
    }
}

/// Medicare Beneficiary Identifiers, whose shape nothing else has.
fn beneficiaries(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        if text.digits(at).len() != 1 || text.is_glued(at) && !text.is_mark(at - 1, ":#(\"") {
            continue;
        }
        let last = text.chunk_end(at);
        let signs: Vec<u8> = text.span(at, last).bytes().filter(|byte| *byte != b'-').collect();
        if is_beneficiary(&signs) {
            finder.report((at, last), IdentifierKind::Plan, Certainty::High, "looks like a Medicare number");
        }
    }
}

/// The positions of letters and digits in the form of CMS, which leaves out S, L, O, I, B and Z.
fn is_beneficiary(signs: &[u8]) -> bool {
    let letter = |sign: u8| sign.is_ascii_lowercase() && !b"sloibz".contains(&sign);
    let digit = |sign: u8| sign.is_ascii_digit();
    let form = b"CAN9AN9AA99";
    signs.len() == form.len()
        && signs.iter().zip(form).all(|(sign, form)| match form {
            b'C' => digit(*sign) && *sign != b'0',
            b'A' => letter(*sign),
            b'N' => letter(*sign) || digit(*sign),
            _ => digit(*sign),
        })
}

/// Numbers of payment cards: 15 or 16 digits whose check digit fits.
fn cards(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        if !matches!(text.digits(at).len(), 4 | 15 | 16) || text.is_glued(at) && !text.is_mark(at - 1, ":#(\"") {
            continue;
        }
        let mut digits = String::new();
        let mut last = at;
        for here in at..(at + 7).min(text.len()) {
            if text.digits(here).is_empty() {
                if !text.is_mark(here, "-") {
                    break;
                }
                continue;
            }
            digits.push_str(text.digits(here));
            last = here;
            if digits.len() >= 15 {
                break;
            }
        }
        if matches!(digits.len(), 15 | 16) && b"3456".contains(&digits.as_bytes()[0]) && has_luhn(&digits) {
            finder.report((at, last), IdentifierKind::Account, Certainty::High, "looks like a payment card number");
        }
    }
}

fn has_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            let weighed = if at % 2 == 1 { digit * 2 } else { digit };
            if weighed > 9 { weighed - 9 } else { weighed }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Unique device identifiers with a serial number: `(01)00643169007222(21)PJX123456`.
fn udis(finder: &mut Finder<'_>) {
    let text = finder.text;
    for at in 0..text.len() {
        let opens = text.is_mark(at, "(") && text.word(at + 1) == "01" && text.is_mark(at + 2, ")");
        if opens && text.digits(at + 3).len() == 14 {
            let last =
                (at + 3..(at + 16).min(text.len())).take_while(|here| text.is_glued(*here)).last().unwrap_or(at + 3);
            if (at + 4..last).any(|here| text.is_mark(here, "(") && text.word(here + 1) == "21") {
                finder.report(
                    (at, last),
                    IdentifierKind::Device,
                    Certainty::High,
                    "is the identifier of a single device, including its serial number",
                );
            }
        }
    }
}

fn explain(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Record => "looks like a medical record number",
        IdentifierKind::Plan => "looks like a health plan number",
        IdentifierKind::Account => "looks like an account number",
        IdentifierKind::License => "looks like a license or certificate number",
        IdentifierKind::Device => "looks like the number of someone's device",
        _ => "looks like a number that identifies one person",
    }
}
