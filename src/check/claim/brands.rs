//! A brand stands with the name of its substance: `claim/brand-without-generic`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::diag::{Diagnostic, codes};

use super::super::reading::{Language, Reading};
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::BRAND_WITHOUT_GENERIC], check: Check::Text(check) };

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

/// The brand and its substance.
fn substance_of(word: &str) -> Option<(&'static str, &'static str)> {
    static BY_NAME: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| BRANDS.iter().copied().collect());
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
            let key = &substance[..substance.len().min(10)];
            if reading.texts.iter().any(|other| other.text.to_lowercase().contains(key)) {
                continue;
            }
            let message = format!("the brand `{brand}` stands here without the name of its substance");
            let help = format!(
                "write \"{substance} ({brand})\": patients get other brands of it, and should not take it twice"
            );
            let diagnostic = Diagnostic::new(&codes::BRAND_WITHOUT_GENERIC, message);
            found.push(diagnostic.at(reading.place(text, word.start..word.start + brand.len())).help(help));
        }
    }
}
