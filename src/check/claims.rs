//! What a page does with the claims it judges: `myth/title-repeats-claim`, `myth/no-fallacy`, `myth/verdict-without-sources`, `myth/weak-source`, `myth/on-card`,
//! `myth/fact-repeats-claim`.

use rayon::prelude::*;

use crate::base::slugify;
use crate::diag::{Code, Diagnostic, Place, codes};
use crate::model::{Document, Site};
use crate::parse::{Claim, Verdict};
use crate::reference::{Evidence, Reference};
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule {
    codes: &[
        &codes::TITLE_REPEATS_MYTH,
        &codes::NO_FALLACY,
        &codes::VERDICT_WITHOUT_SOURCES,
        &codes::WEAK_SOURCE,
        &codes::MYTH_ON_CARD,
        &codes::FACT_REPEATS_CLAIM,
    ],
    check: Check::Site(check),
};

/// Checks the claims of all documents, public or not, so that they are right on their day.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let with_claims = site.documents.par_iter().filter(|document| !document.parsed.claims.is_empty());
    with_claims.flat_map_iter(|document| Claims { site, document }.check()).collect()
}

struct Claims<'r> {
    site: &'r Site,
    document: &'r Document,
}

impl Claims<'_> {
    fn check(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (at, claim) in self.document.parsed.front.claims.iter().enumerate() {
            if refutes(claim.verdict) {
                self.repeats(claim, &mut found);
            }
            if matches!(claim.verdict, Verdict::False | Verdict::MostlyFalse | Verdict::Misleading)
                && claim.fallacy.is_none()
            {
                let message = format!("the page does not say how the claim `{}` misleads", claim.id);
                let help = "add `fallacy:`, such as `anecdote`, `cherry-picking` or `false-cause`";
                found.push(report(&codes::NO_FALLACY, message, help, self.place(claim, "id")));
            }
            found.extend(self.evidence(at, claim));
        }
        found
    }

    /// What people see of a page before they read it states the fact: title, address, summary, the text of the picture.
    fn repeats(&self, claim: &Claim, found: &mut Vec<Diagnostic>) {
        let front = &self.document.parsed.front;
        let slug = self.document.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let alt = front.image.as_ref().map(|image| image.alt.as_str());
        let places: [(&str, Option<&str>, &[Step<'_>]); 4] = [
            ("title", Some(&front.title), &[Step::Key("title")]),
            ("address", Some(slug), &[Step::Key("slug")]),
            ("summary", front.summary.as_deref(), &[Step::Key("summary")]),
            ("picture's `alt`", alt, &[Step::Key("image"), Step::Key("alt")]),
        ];
        for (what, text, path) in places {
            if text.is_some_and(|text| is_repeated(&claim.claim, text)) {
                let message = format!("the {what} repeats the claim `{}`, which is not true", claim.id);
                let help = match what {
                    "address" => "give the page a `slug:` that states the fact",
                    _ => "state the fact: it is what people remember",
                };
                found.push(report(&codes::TITLE_REPEATS_MYTH, message, help, self.document.parsed.place(path)));
            }
        }
        if claim.fact.as_deref().is_some_and(|fact| is_repeated(&claim.claim, fact)) {
            let message = format!("the fact repeats the claim `{}`, which is not true", claim.id);
            let help = "say what is true without repeating the claim: people remember a claim even when you deny it";
            found.push(report(&codes::FACT_REPEATS_CLAIM, message, help, self.place(claim, "fact")));
        }
        let card = [Step::Key("card"), Step::Key("title")];
        if front.card.title.as_deref().is_some_and(|text| is_repeated(&claim.claim, text)) {
            let message = format!("the share card repeats the claim `{}`, which is not true", claim.id);
            let help = "state the fact on the card: people share it without the page that corrects the myth";
            found.push(report(&codes::MYTH_ON_CARD, message, help, self.document.parsed.place(&card)));
        }
    }

    fn evidence(&self, at: usize, claim: &Claim) -> Option<Diagnostic> {
        let document = self.document;
        let references: Vec<&Reference> = self.site.references(document).collect();
        let behind: Vec<&Reference> = if document.parsed.has_claim_pages() {
            let marks = document.citations.marks.get(document.parsed.claims[at].citations.clone()).unwrap_or_default();
            let mut numbers: Vec<usize> = marks.iter().flatten().map(|cited| cited.number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.iter().filter_map(|number| references.get(number - 1).copied()).collect()
        } else {
            references
        };
        match behind[..] {
            // What is cited and not found is its own error.
            [] if claim.sources.is_empty()
                && (document.parsed.has_claim_pages() || document.parsed.front.sources.is_empty()) =>
            {
                let message = format!("the verdict on `{}` has no source", claim.id);
                let help = "add one to the claim's `sources:`, or cite one in its text with `[@id]`";
                Some(report(&codes::VERDICT_WITHOUT_SOURCES, message, help, self.place(claim, "verdict")))
            }
            [_, ..] if claim.verdict != Verdict::Unproven => {
                let mut kinds: Vec<&str> = Vec::new();
                for reference in &behind {
                    let evidence = reference.evidence.filter(|evidence| is_weak(*evidence))?;
                    if !kinds.contains(&evidence.word()) {
                        kinds.push(evidence.word());
                    }
                }
                let kinds = kinds.join("` and `");
                let rests = match behind.len() {
                    1 => format!("one source, and its evidence is `{kinds}`"),
                    count => format!("{count} sources, all of them weak evidence: `{kinds}`"),
                };
                let message = format!("the verdict on `{}` rests on {rests}", claim.id);
                let help =
                    "add a guideline, a review, a trial or an official page, or change the verdict to `unproven`";
                Some(report(&codes::WEAK_SOURCE, message, help, self.place(claim, "verdict")))
            }
            _ => None,
        }
    }

    fn place(&self, claim: &Claim, key: &str) -> Place {
        self.document.parsed.place(&[Step::Key("claims"), Step::Item(claim.at), Step::Key(key)])
    }
}

fn report(code: &'static Code, message: String, help: &str, place: Place) -> Diagnostic {
    Diagnostic::new(code, message).at(place).help(help)
}

/// Whether a page with this verdict says something else than the claim.
fn refutes(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::True | Verdict::MostlyTrue)
}

/// Evidence that cannot carry a verdict, however much there is of it.
fn is_weak(evidence: Evidence) -> bool {
    use Evidence::{CaseReport, ExpertOpinion, News, Organization, Preprint};
    matches!(evidence, CaseReport | ExpertOpinion | News | Organization | Preprint)
}

/// Words that turn a statement into its opposite, in English and Spanish, as [`words`] leaves them: "can't" is `can` and `t`.
const NOT: [&str; 14] = [
    "not", "no", "never", "cannot", "t", "without", "neither", "nor", "nunca", "jama", "ni", "sin", "tampoco", "nadie",
];

/// Fewer words than this are no statement: they may be in any title.
const STATEMENT: usize = 3;

/// Whether `text` holds the claim word for word, or nearly all of its words and hardly any others, with no word that
/// turns it round.
fn is_repeated(claim: &str, text: &str) -> bool {
    let (claim, text) = (words(claim), words(text));
    if claim.len() < STATEMENT {
        return false;
    }
    if text.windows(claim.len()).any(|window| window == claim) {
        return true;
    }
    let negations = |words: &[String]| words.iter().filter(|word| NOT.contains(&word.as_str())).count();
    let mut left = text.clone();
    let shared = claim.iter().filter(|word| {
        let at = left.iter().position(|other| other == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    // Nine of ten words of the claim, and at most three that it does not have.
    shared.count() * 10 >= claim.len() * 9 && left.len() <= 3 && negations(&claim) == negations(&text)
}

/// The words of a text in the letters of addresses; "gives" counts as "give" and "shots" as "shot".
fn words(text: &str) -> Vec<String> {
    const SHORT: usize = 3;
    let words = text.split(|c: char| !c.is_alphanumeric()).map(slugify).filter(|word| !word.is_empty());
    let stem = |mut word: String| {
        if word.len() > SHORT && word.ends_with('s') {
            word.pop();
        }
        word
    };
    words.map(stem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_found_in_other_spellings_but_not_in_its_opposite() {
        let claim = "The flu shot gives you the flu";
        for text in [
            "Myth: the flu shot gives you the flu!",
            "the-flu-shot-gives-you-the-flu",
            "Does the flu shot give you the flu?",
        ] {
            assert!(is_repeated(claim, text), "{text}");
        }
        for text in [
            "The flu shot does not give you the flu",
            "Flu shots cannot give you the flu",
            "The flu shot can't give you the flu",
            "No flu shot gives you the flu",
            "What is in a flu shot",
        ] {
            assert!(!is_repeated(claim, text), "{text}");
        }
        assert!(!is_repeated("Flu shots", "Flu shots cannot give you the flu"));
    }
}
