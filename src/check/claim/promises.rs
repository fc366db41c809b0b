//! Promises and advice that a page cannot make: `claim/superlative`, `claim/guarantee`, `claim/individual-advice`.

use std::sync::LazyLock;

use crate::diag::{Code, Diagnostic, codes};

use super::super::phrases::Phrases;
use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::SUPERLATIVE, &codes::GUARANTEE, &codes::INDIVIDUAL_ADVICE], check: Check::Text(check) };

static SUPERLATIVES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "best doctor",
        "best doctors",
        "best dentist",
        "best dentists",
        "best surgeon",
        "best surgeons",
        "best clinic",
        "best physicians",
        "best medical care",
        "best care in",
        "best practice in town",
        "best specialists",
        "top doctors",
        "top surgeons",
        "leading experts",
        "leading clinic",
        "leading practice",
        "number one clinic",
        "number one practice",
        "world-class care",
        "world-class doctors",
        "world class care",
        "second to none",
        "unmatched care",
        "unrivaled care",
        "most experienced doctors",
        "most experienced team",
        "most advanced clinic",
        "finest doctors",
        "finest care",
        "mejor médico",
        "mejores médicos",
        "mejor clínica",
        "mejores doctores",
        "mejor doctor",
        "mejores especialistas",
        "clínica líder",
        "número uno en",
        "mejor atención médica",
    ])
});

static GUARANTEES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "we guarantee",
        "guaranteed results",
        "results guaranteed",
        "guaranteed results",
        "satisfaction guaranteed",
        "guaranteed cure",
        "guaranteed to work",
        "guaranteed to cure",
        "guaranteed relief",
        "cure guaranteed",
        "miracle cure",
        "miracle treatment",
        "risk-free treatment",
        "completely risk-free",
        "100 effective",
        "100 percent effective",
        "100 percent safe",
        "always works",
        "completely safe",
        "totally safe",
        "has no side effects",
        "have no side effects",
        "no side effects",
        "without any side effects",
        "without any risk",
        "permanent cure",
        "instant cure",
        "cures cancer",
        "cures diabetes",
        "cures autism",
        "reverses aging",
        "garantizamos",
        "resultados garantizados",
        "cura milagrosa",
        "cura garantizada",
        "sin efectos secundarios",
        "totalmente seguro",
        "completamente seguro",
        "cura el cáncer",
        "cura la diabetes",
        "cura definitiva",
    ])
});

static ADVICE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "you should stop taking",
        "you must stop taking",
        "you can stop taking",
        "stop taking your",
        "stop your medication",
        "stop your medicine",
        "stop your insulin",
        "quit taking your",
        "you should start taking",
        "double your dose",
        "double the dose",
        "increase your dose",
        "lower your dose",
        "reduce your dose",
        "skip your dose",
        "skip your next dose",
        "change your dose",
        "you do not need a doctor",
        "you don't need a doctor",
        "you do not need to see a doctor",
        "you don't need to see a doctor",
        "deje de tomar su",
        "deje de tomar sus",
        "debe dejar de tomar",
        "puede dejar de tomar",
        "aumente su dosis",
        "reduzca su dosis",
        "duplique su dosis",
        "doble su dosis",
        "suspenda su medicamento",
        "no necesita ver a un médico",
        "no necesita un médico",
    ])
});

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let mut report = |code: &'static Code, message: String, help: &str, place| {
        found.push(Diagnostic::new(code, message).at(place).help(help));
    };
    for text in reading.texts.iter().filter(|text| text.language != Language::Other && text.is_own_voice()) {
        let shown = |range: &std::ops::Range<usize>| &text.text[range.clone()];
        for range in SUPERLATIVES.meant(&text.words) {
            let message = format!("`{}` compares the practice with others, which nobody can verify", shown(&range));
            let help = "say what readers can check: training, years of experience, numbers with a source";
            report(&codes::SUPERLATIVE, message, help, reading.place(text, range));
        }
        for range in GUARANTEES.meant(&text.words) {
            let message = format!("`{}` promises a result that no treatment achieves for everyone", shown(&range));
            let help = "say how often it works and what can go wrong, with a source";
            report(&codes::GUARANTEE, message, help, reading.place(text, range));
        }
        for range in ADVICE.meant(&text.words) {
            let message = format!("`{}` gives advice that only a reader's own clinician can give", shown(&range));
            let help =
                "say what is true in general, and whom to ask, such as \"talk with us before you stop a medicine\"";
            report(&codes::INDIVIDUAL_ADVICE, message, help, reading.place(text, range));
        }
    }
}
