//! A brand comes with its generic name: `claim/brand-without-generic`; and what it promises with its risks:
//! `claim/brand-without-risks`.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use crate::diag::{Diagnostic, codes};

use super::super::reading::{ReadText, Reading};
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::BRAND_WITHOUT_GENERIC, &codes::BRAND_WITHOUT_RISKS], check: Check::Text(check) };

/// Brands of the United States with their substances, as their labels name them (`DailyMed`).
#[rustfmt::skip]
const BRANDS: &[(&str, &str)] = &[
    ("Tylenol", "acetaminophen"), ("Advil", "ibuprofen"), ("Motrin", "ibuprofen"), ("Aleve", "naproxen"), ("Ozempic", "semaglutide"),
    ("Wegovy", "semaglutide"), ("Rybelsus", "semaglutide"), ("Mounjaro", "tirzepatide"), ("Zepbound", "tirzepatide"),
    ("Trulicity", "dulaglutide"), ("Victoza", "liraglutide"), ("Saxenda", "liraglutide"), ("Lipitor", "atorvastatin"),
    ("Crestor", "rosuvastatin"), ("Zocor", "simvastatin"), ("Eliquis", "apixaban"), ("Xarelto", "rivaroxaban"), ("Coumadin", "warfarin"),
    ("Plavix", "clopidogrel"), ("Lasix", "furosemide"), ("Norvasc", "amlodipine"), ("Zestril", "lisinopril"), ("Cozaar", "losartan"),
    ("Diovan", "valsartan"), ("Jardiance", "empagliflozin"), ("Farxiga", "dapagliflozin"), ("Januvia", "sitagliptin"),
    ("Glucophage", "metformin"), ("Lantus", "insulin glargine"), ("Humalog", "insulin lispro"), ("Novolog", "insulin aspart"),
    ("Prozac", "fluoxetine"), ("Zoloft", "sertraline"), ("Lexapro", "escitalopram"), ("Celexa", "citalopram"), ("Paxil", "paroxetine"),
    ("Cymbalta", "duloxetine"), ("Effexor", "venlafaxine"), ("Wellbutrin", "bupropion"), ("Xanax", "alprazolam"), ("Ativan", "lorazepam"),
    ("Klonopin", "clonazepam"), ("Valium", "diazepam"), ("Ambien", "zolpidem"), ("Adderall", "amphetamine"), ("Ritalin", "methylphenidate"),
    ("Vyvanse", "lisdexamfetamine"), ("Singulair", "montelukast"), ("Flonase", "fluticasone"), ("Advair", "fluticasone"),
    ("Symbicort", "budesonide"), ("Ventolin", "albuterol"), ("Zyrtec", "cetirizine"), ("Claritin", "loratadine"), ("Allegra", "fexofenadine"),
    ("Benadryl", "diphenhydramine"), ("Sudafed", "pseudoephedrine"), ("Mucinex", "guaifenesin"), ("Nexium", "esomeprazole"),
    ("Prilosec", "omeprazole"), ("Pepcid", "famotidine"), ("Viagra", "sildenafil"), ("Cialis", "tadalafil"), ("Botox", "botulinumtoxin"),
    ("Humira", "adalimumab"), ("Keytruda", "pembrolizumab"), ("Paxlovid", "nirmatrelvir"), ("Tamiflu", "oseltamivir"),
    ("Xofluza", "baloxavir"), ("Synthroid", "levothyroxine"), ("Fosamax", "alendronate"), ("Prolia", "denosumab"), ("Narcan", "naloxone"),
    ("OxyContin", "oxycodone"), ("Vicodin", "hydrocodone"), ("Percocet", "oxycodone"), ("Suboxone", "buprenorphine"), ("EpiPen", "epinephrine"),
    ("Zofran", "ondansetron"), ("Valtrex", "valacyclovir"), ("Neurontin", "gabapentin"), ("Lyrica", "pregabalin"), ("Accutane", "isotretinoin"),
];

/// Words that say what a medicine does for people.
const BENEFITS: [&str; 12] = [
    "helps",
    "works",
    "lowers",
    "reduces",
    "relieves",
    "prevents",
    "improves",
    "effective",
    "ayuda",
    "alivia",
    "previene",
    "eficaz",
];

/// Words that say what it may do to them.
const RISKS: [&str; 14] = [
    "side effect",
    "risk",
    "warning",
    "harm",
    "danger",
    "do not take",
    "allerg",
    "interact",
    "bleeding",
    "efecto secundario",
    "efectos secundarios",
    "riesgo",
    "peligro",
    "alergia",
];

/// A text that praises a brand, where the page says nothing of risks.
fn risks(reading: &Reading<'_>, brand: &str, found: &mut Vec<Diagnostic>) {
    let praises = |text: &&ReadText<'_>| {
        text.is_running() && text.text.contains(brand) && text.words.iter().any(|word| BENEFITS.contains(&word.low))
    };
    let Some(text) = reading.texts.iter().find(praises) else { return };
    let says_risks = |other: &ReadText<'_>| {
        let lower = other.text.to_lowercase();
        RISKS.iter().any(|word| lower.contains(word))
    };
    if !reading.texts.iter().any(says_risks) {
        let message = format!("this says what `{brand}` does for people, but the page does not mention its risks");
        let help = "name the most common and the most serious side effects, with a source";
        let at = text.text.find(brand).unwrap_or_default();
        let place = reading.place(text, at..at + brand.len());
        found.push(Diagnostic::new(&codes::BRAND_WITHOUT_RISKS, message).at(place).help(help));
    }
}

/// The brand and its substance.
fn substance_of(word: &str) -> Option<(&'static str, &'static str)> {
    static BY_NAME: LazyLock<HashMap<&str, &str, FixedState>> = LazyLock::new(|| BRANDS.iter().copied().collect());
    BY_NAME.get_key_value(word).map(|(brand, substance)| (*brand, *substance))
}

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let allowed = reading.site.config.rules.words(&codes::BRAND_WITHOUT_GENERIC, "allow");
    let mut told: Vec<&str> = Vec::new();
    for text in reading.texts.iter().filter(|text| text.language != Language::Other && text.is_own_voice()) {
        for word in text.words.iter().filter(|word| word.written.starts_with(|c: char| c.is_ascii_uppercase())) {
            let bare = word.written.trim_end_matches("'s").trim_end_matches("’s");
            let Some((brand, substance)) = substance_of(bare) else { continue };
            if told.contains(&brand) || allowed.iter().any(|own| own == brand) {
                continue;
            }
            told.push(brand);
            risks(reading, brand, found);
            let key = &substance[..substance.len().min(10)];
            if reading.texts.iter().any(|other| other.text.to_lowercase().contains(key)) {
                continue;
            }
            let message = format!("the brand name `{brand}` appears without its generic name");
            let help = format!(
                "write \"{substance} ({brand})\": patients may get another brand, and should not take the same drug twice"
            );
            let diagnostic = Diagnostic::new(&codes::BRAND_WITHOUT_GENERIC, message);
            found.push(diagnostic.at(reading.place(text, word.start..word.start + brand.len())).help(help));
        }
    }
}
