//! From front matter as written to front matter as used: required keys, dates, closed lists of words.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::{Moment, Slug, Worded, Zone, check_name, unless_blank};
use crate::config::Focus;
use crate::diag::{Diagnostic, Outcome, codes};
use crate::reference::inline;
use crate::source::Kind;
use crate::yaml::{self, Checker, Step, WordOr, Yaml};

use super::file::{
    ConsentedFile, CorrectionFile, FrontMatterFile, ImageFile, PollFile, ReviewedFile, SocialFile, WaiverFile,
};
use super::{
    Awareness, CallToAction, Correction, Disclosures, FrontMatter, Image, Level, People, Poll, Reviewed, Social,
    SourceEntry, Waiver, dates,
};

pub(super) type Path<'p> = &'p [Step<'p>];

/// A key that only documents of some kinds take.
struct OwnedKey {
    key: &'static str,
    owners: &'static [Kind],
    is_given: fn(&FrontMatterFile) -> bool,
}

/// The keys that not every kind of document takes.
const OWNED_KEYS: &[OwnedKey] = &[
    OwnedKey { key: "claims", owners: &[Kind::Myth, Kind::Update], is_given: |file| file.claims.is_some() },
    OwnedKey { key: "consent", owners: &[Kind::Story], is_given: |file| file.consent.is_some() },
    OwnedKey { key: "typical_results", owners: &[Kind::Story], is_given: |file| file.typical_results.is_some() },
    OwnedKey { key: "licenses", owners: &[Kind::Person], is_given: |file| file.licenses.is_some() },
    OwnedKey { key: "notice", owners: &[Kind::Page], is_given: |file| file.notice.is_some() },
    OwnedKey { key: "effective", owners: &[Kind::Page], is_given: |file| file.effective.is_some() },
    OwnedKey { key: "agency_source", owners: &[Kind::Update], is_given: |file| file.agency_source.is_some() },
    OwnedKey { key: "level", owners: &[Kind::Update], is_given: |file| file.level.is_some() },
    OwnedKey { key: "starts", owners: &[Kind::Event], is_given: |file| file.starts.is_some() },
    OwnedKey { key: "ends", owners: &[Kind::Event], is_given: |file| file.ends.is_some() },
    OwnedKey { key: "place", owners: &[Kind::Event], is_given: |file| file.place.is_some() },
    OwnedKey { key: "online", owners: &[Kind::Event], is_given: |file| file.online.is_some() },
    OwnedKey { key: "registration_url", owners: &[Kind::Event], is_given: |file| file.registration_url.is_some() },
    OwnedKey { key: "status", owners: &[Kind::Event], is_given: |file| file.status.is_some() },
    OwnedKey { key: "status_note", owners: &[Kind::Event], is_given: |file| file.status_note.is_some() },
    OwnedKey { key: "moved_from", owners: &[Kind::Event], is_given: |file| file.moved_from.is_some() },
    OwnedKey { key: "cost", owners: &[Kind::Event], is_given: |file| file.cost.is_some() },
    OwnedKey { key: "repeat", owners: &[Kind::Event], is_given: |file| file.repeat.is_some() },
    OwnedKey { key: "address", owners: &[Kind::Event], is_given: |file| file.address.is_some() },
    OwnedKey { key: "credentials", owners: &[Kind::Person], is_given: |file| file.credentials.is_some() },
    OwnedKey { key: "role", owners: &[Kind::Person], is_given: |file| file.role.is_some() },
    OwnedKey { key: "specialty", owners: &[Kind::Person], is_given: |file| file.specialty.is_some() },
    OwnedKey { key: "npi", owners: &[Kind::Person], is_given: |file| file.npi.is_some() },
    OwnedKey { key: "orcid", owners: &[Kind::Person], is_given: |file| file.orcid.is_some() },
    OwnedKey { key: "profiles", owners: &[Kind::Person], is_given: |file| file.profiles.is_some() },
    OwnedKey { key: "certifications", owners: &[Kind::Person], is_given: |file| file.certifications.is_some() },
    OwnedKey { key: "education", owners: &[Kind::Person], is_given: |file| file.education.is_some() },
    OwnedKey { key: "languages", owners: &[Kind::Person, Kind::Event], is_given: |file| file.languages.is_some() },
    OwnedKey {
        key: "accepting_new_patients",
        owners: &[Kind::Person],
        is_given: |file| file.accepting_new_patients.is_some(),
    },
    OwnedKey { key: "appointments_url", owners: &[Kind::Person], is_given: |file| file.appointments_url.is_some() },
];

/// The keys that documents of a kind do not take.
fn foreign(kind: Kind) -> Vec<&'static str> {
    let of_others = OWNED_KEYS.iter().filter(|owned| !owned.owners.contains(&kind)).map(|owned| owned.key);
    of_others.chain(kind.explains().then_some("slug")).collect()
}

/// What front matter is read with.
#[derive(Clone, Copy)]
pub(in crate::parse) struct Context<'c> {
    /// The site's time zone.
    pub(in crate::parse) zone: &'c Zone,
    /// The document's kind.
    pub(in crate::parse) kind: Kind,
}

/// Reads the front matter of one document. The value is usable even if there are errors.
pub(in crate::parse) fn read(yaml: Yaml<'_>, context: Context<'_>) -> Outcome<FrontMatter> {
    let Outcome { value: file, diagnostics } = yaml.read_but::<FrontMatterFile>(&foreign(context.kind));
    if yaml::is_unread(&diagnostics) {
        // Nothing of it was read: that keys are missing would be no news.
        return Outcome { value: FrontMatter::default(), diagnostics };
    }
    let mut resolver = Resolver { checker: Checker { yaml, diagnostics }, context };
    resolver.foreign_keys(&file);
    let value = resolver.front_matter(file);
    Outcome { value, diagnostics: resolver.checker.diagnostics }
}

/// Resolves one block of keys, reporting at their places.
pub(super) struct Resolver<'y> {
    pub(super) checker: Checker<'y>,
    pub(super) context: Context<'y>,
}

impl Resolver<'_> {
    fn front_matter(&mut self, mut file: FrontMatterFile) -> FrontMatter {
        let title = self.required("title", file.title.take(), &[]);
        let date = self.moment(file.date.take(), &[Step::Key("date")]);
        if date.is_none() && self.context.kind.is_post() && !self.checker.yaml.has(&[Step::Key("date")]) {
            self.checker.missing("date", &[], "add the day on which it goes public, such as `date: 2026-11-23`");
        }
        FrontMatter {
            title: title.unwrap_or_default(),
            date,
            updated: self.moment(file.updated.take(), &[Step::Key("updated")]),
            expires: self.moment(file.expires.take(), &[Step::Key("expires")]),
            summary: unless_blank(file.summary.take()),
            slug: file.slug.take().and_then(|slug| self.slug(&slug, &[Step::Key("slug")])),
            aliases: self.aliases(&file.aliases.take().unwrap_or_default()),
            draft: file.draft.unwrap_or(false),
            authors: file.authors.take().unwrap_or_default(),
            reviewed: file.reviewed.take().and_then(|reviewed| self.reviewed(reviewed)),
            conditions: file.conditions.take().unwrap_or_default(),
            topics: file.topics.take().unwrap_or_default(),
            services: file.services.take().unwrap_or_default(),
            awareness: self.awareness(&mut file),
            sources: self.sources(&mut file),
            corrections: self.corrections(file.corrections.take().unwrap_or_default()),
            disclosures: file.disclosures.take().map(|disclosures| Disclosures {
                funding: unless_blank(disclosures.funding),
                conflicts: unless_blank(disclosures.conflicts),
                ai_assisted: disclosures.ai_assisted,
                ai_tool: unless_blank(disclosures.ai_tool),
                ai_use: unless_blank(disclosures.ai_use),
            }),
            image: file.image.take().and_then(|image| self.image(image)),
            level: self.level(file.level.take()),
            call_to_action: file.call_to_action.take().and_then(|call| {
                let path = [Step::Key("call_to_action")];
                let label = self.required("label", call.label, &path);
                let url = self.required("url", call.url, &path);
                let url = self.checker.safe_link(url, &[path[0], Step::Key("url")]);
                Some(CallToAction { label: label?, url: url? })
            }),
            social: self.social(file.social.take().unwrap_or_default().0),
            card: file.card.take().map(|card| self.card(card)).unwrap_or_default(),
            poll: file.poll.take().and_then(|poll| self.poll(poll)),
            discussion: self.discussion(file.discussion.take().unwrap_or_default().0),
            language: file.lang.take().map(|tag| tag.to_ascii_lowercase()),
            waivers: self.waivers(file.waive.take().unwrap_or_default()),
            person: self.person(&mut file),
            extra: file.extra.take().unwrap_or_default(),
            claims: self.claims(file.claims.take()),
            consent: self.consent(file.consent.take()),
            typical_results: unless_blank(file.typical_results.take()),
            event: self.event(&mut file),
            agency_source: self.agency_source(file.agency_source.take()),
            notice: self.notice(&mut file),
        }
    }

    /// Keys that belong to another kind of document.
    fn foreign_keys(&mut self, file: &FrontMatterFile) {
        if self.context.kind.explains() && file.slug.is_some() {
            let help =
                "remove it: the address is that of the condition, topic or service, and its slug is the file's name";
            self.checker.report_key(
                &codes::UNKNOWN_KEY,
                "a text of this kind cannot have a `slug`",
                help,
                &[Step::Key("slug")],
            );
        }
        let kind = self.context.kind;
        for OwnedKey { key, owners, .. } in
            OWNED_KEYS.iter().filter(|owned| !owned.owners.contains(&kind) && (owned.is_given)(file))
        {
            let place = self.checker.yaml.key_place(&[Step::Key(key)]);
            let message = format!(
                "the key `{key}` belongs to documents of the kind {}, but this one is of the kind {}",
                owners.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" or "),
                self.context.kind
            );
            let help = format!("remove it, or move the document to `content/{}/`", owners[0].folder());
            self.checker.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_KEY, message).at(place).help(help));
        }
    }

    pub(super) fn required(&mut self, key: &str, value: Option<String>, below: Path<'_>) -> Option<String> {
        let value = unless_blank(value);
        if value.is_none() && !self.checker.yaml.has(&[below, &[Step::Key(key)]].concat()) {
            let place = if below.is_empty() { "to the front matter" } else { "below it" };
            self.checker.missing(key, below, &format!("add `{key}:` {place}"));
        }
        value
    }

    pub(super) fn moment(&mut self, text: Option<String>, path: Path<'_>) -> Option<Moment> {
        dates::moment(&text?, self.context.zone)
            .map_err(|problem| self.checker.report(&codes::BAD_DATE, problem.message, &problem.help, path))
            .ok()
    }

    pub(super) fn day(&mut self, text: Option<String>, path: Path<'_>) -> Option<Date> {
        dates::day(&text?, self.context.zone)
            .map_err(|problem| self.checker.report(&codes::BAD_DATE, problem.message, &problem.help, path))
            .ok()
    }

    pub(super) fn required_day(&mut self, key: &'static str, text: Option<String>, below: Path<'_>) -> Option<Date> {
        let text = self.required(key, text, below);
        self.day(text, &[below, &[Step::Key(key)]].concat())
    }

    pub(super) fn slug(&mut self, written: &str, path: Path<'_>) -> Option<Slug> {
        Slug::new(written)
            .map_err(|problem| {
                let message = format!("`{written}` cannot be used in an address: {problem}");
                self.checker.report(
                    &codes::BAD_NAME,
                    message,
                    "use letters, digits and hyphens, such as `flu-season`",
                    path,
                );
            })
            .ok()
    }

    fn discussion(&mut self, entries: Vec<(String, String)>) -> Vec<(String, String)> {
        let mut list = Vec::new();
        for (channel, url) in entries {
            let url = self.checker.safe_link(Some(url), &[Step::Key("discussion"), Step::Key(channel.as_str())]);
            list.extend(url.map(|url| (channel, url)));
        }
        list
    }

    fn aliases(&mut self, written: &[String]) -> Vec<String> {
        let mut aliases = Vec::new();
        for (at, alias) in written.iter().enumerate() {
            let segments: Vec<&str> = alias.split('/').filter(|segment| !segment.is_empty()).collect();
            let problem = segments.iter().find_map(|segment| check_name(segment).err());
            let reason = match problem {
                Some(problem) => problem.to_string(),
                None if segments.is_empty() => "it is the home page".to_owned(),
                None if alias.contains(['?', '#', '%']) => "it contains `?`, `#` or `%`".to_owned(),
                None => {
                    aliases.push(format!("/{}/", segments.join("/")));
                    continue;
                }
            };
            let message = format!("`{alias}` is not a valid former address: {reason}");
            let path = [Step::Key("aliases"), Step::Item(at)];
            self.checker.report(
                &codes::BAD_NAME,
                message,
                "write the path within the site, such as `/old/flu/`",
                &path,
            );
        }
        aliases
    }

    fn reviewed(&mut self, file: ReviewedFile) -> Option<Reviewed> {
        let path = [Step::Key("reviewed")];
        let by = self.required("by", file.by, &path);
        let on = self.required_day("on", file.on, &path);
        let due = self.day(file.due, &[Step::Key("reviewed"), Step::Key("due")]);
        let fingerprint = self.fingerprint(file.fingerprint);
        let (by, on) = (by?, on?);
        if due.is_some_and(|due| due < on) {
            let message = "the next review is due before this one was done";
            self.checker.report(
                &codes::BAD_DATE,
                message,
                "swap the dates, or remove `due`",
                &[path[0], Step::Key("due")],
            );
        }
        Some(Reviewed { by, on, due, fingerprint, conflicts: unless_blank(file.conflicts) })
    }

    fn fingerprint(&mut self, written: Option<String>) -> Option<String> {
        let written = unless_blank(written)?.trim().to_ascii_lowercase();
        let fits = written.len() == 10 && written.bytes().all(|b| b.is_ascii_hexdigit());
        if !fits {
            let path = [Step::Key("reviewed"), Step::Key("fingerprint")];
            let help = "remove it, and sign off the text again with `bedside review`, which writes it";
            self.checker.report(&codes::BAD_VALUE, format!("`{written}` is not a valid fingerprint"), help, &path);
        }
        fits.then_some(written)
    }

    fn awareness(&mut self, file: &mut FrontMatterFile) -> Vec<Awareness> {
        let mut list = Vec::new();
        for (at, entry) in file.awareness.take().unwrap_or_default().into_iter().enumerate() {
            let path = [Step::Key("awareness"), Step::Item(at)];
            match entry {
                WordOr::Word(id) => list.push(Awareness::Known(id)),
                WordOr::Group(own) => {
                    let name = self.required("name", own.name, &path);
                    let from = self.required_day("from", own.from, &path);
                    let to = self.required_day("to", own.to, &path);
                    let (Some(name), Some(from), Some(to)) = (name, from, to) else { continue };
                    if to < from {
                        self.checker.report(
                            &codes::BAD_DATE,
                            "the last day is before the first",
                            "swap `from` and `to`",
                            &path,
                        );
                        continue;
                    }
                    list.push(Awareness::Own { name, from, to });
                }
            }
        }
        list
    }

    fn sources(&mut self, file: &mut FrontMatterFile) -> Vec<SourceEntry> {
        let mut entries: Vec<SourceEntry> = Vec::new();
        for (at, entry) in file.sources.take().unwrap_or_default().into_iter().enumerate() {
            let path = [Step::Key("sources"), Step::Item(at)];
            let entry = match entry {
                WordOr::Word(id) => Some(SourceEntry::Shared(id)),
                WordOr::Group(reference) => {
                    let read = inline(reference, self.checker.yaml, &path).into(&mut self.checker.diagnostics);
                    read.map(|reference| SourceEntry::Inline(Arc::new(reference)))
                }
            };
            let Some(entry) = entry else { continue };
            if entries.iter().any(|known| known.id() == entry.id()) {
                let message = format!("the source `{}` is listed twice", entry.id());
                self.checker.report(&codes::DUPLICATE_KEY, message, "remove one of them", &path);
            } else {
                entries.push(entry);
            }
        }
        entries
    }

    fn corrections(&mut self, files: Vec<CorrectionFile>) -> Vec<Correction> {
        let mut list = Vec::new();
        for (at, file) in files.into_iter().enumerate() {
            let path = [Step::Key("corrections"), Step::Item(at)];
            let date = self.required_day("date", file.date, &path);
            let what = self.required("what", file.what, &path);
            let severity = self.word("severity", file.severity, &path);
            if let (Some(date), Some(what), Some(severity)) = (date, what, severity) {
                list.push(Correction { date, severity, what, why: unless_blank(file.why) });
            }
        }
        list
    }

    /// A required word of a closed list.
    pub(super) fn word<T: Worded>(&mut self, key: &str, value: Option<String>, below: Path<'_>) -> Option<T> {
        let word = self.required(key, value, below)?;
        self.checker.word(&word, &[below, &[Step::Key(key)]].concat())
    }

    fn image(&mut self, file: ImageFile) -> Option<Image> {
        let path = [Step::Key("image")];
        let src = self.required("src", file.src, &path)?;
        if file.alt.is_none() {
            let place = self.checker.yaml.key_place(&path);
            let diagnostic = Diagnostic::new(&codes::MISSING_ALT, "the picture has no `alt` text").at(place);
            self.checker.diagnostics.push(diagnostic.help("add `alt:` with a description of what the picture shows"));
        }
        let people = file.people.and_then(|people| self.people(&people));
        let focus = file.focus.map(|written| {
            Focus::named(&written).unwrap_or_else(|| {
                let help = "without `focus`, the middle of the picture stays visible";
                self.checker.report(&codes::BAD_VALUE, Focus::problem(&written), help, &[path[0], Step::Key("focus")]);
                Focus::default()
            })
        });
        Some(Image { src, alt: file.alt.unwrap_or_default(), focus: focus.unwrap_or_default(), people })
    }

    fn people(&mut self, written: &WordOr<ConsentedFile>) -> Option<People> {
        let path = [Step::Key("image"), Step::Key("people")];
        let people = match written {
            WordOr::Word(word) if word == "none" => Some(People::None),
            WordOr::Word(word) if word == "staff" => Some(People::Staff),
            WordOr::Word(_) => None,
            WordOr::Group(group) => self.release(group, &path).map(People::Consented),
        };
        if people.is_none() {
            let help = "write `none`, `staff`, or `{consented: NUMBER}` with the number of the consent record";
            self.checker.report(
                &codes::BAD_VALUE,
                "this picture does not say who can be recognized in it",
                help,
                &path,
            );
        }
        people
    }

    fn level(&mut self, written: Option<String>) -> Level {
        let written = unless_blank(written);
        let level = written.and_then(|word| self.checker.word(&word, &[Step::Key("level")]));
        level.unwrap_or_default()
    }

    fn waivers(&mut self, files: Vec<WaiverFile>) -> Vec<Waiver> {
        let mut waivers = Vec::new();
        for (at, file) in files.into_iter().enumerate() {
            let rule = self.required("rule", file.rule, &[Step::Key("waive"), Step::Item(at)]);
            waivers.extend(rule.map(|rule| Waiver { rule, because: unless_blank(file.because), at }));
        }
        waivers
    }

    fn poll(&mut self, file: PollFile) -> Option<Poll> {
        let path = [Step::Key("poll")];
        let question = self.required("question", unless_blank(file.question), &path);
        let answers: Vec<String> =
            file.answers.unwrap_or_default().into_iter().filter(|text| !text.trim().is_empty()).collect();
        if !(2..=4).contains(&answers.len()) {
            let message = format!("a poll needs two to four answers, but this one has {}", answers.len());
            let help = "write `answers: [\"Yes\", \"No\", \"I am not sure\"]`";
            self.checker.report(&codes::BAD_VALUE, message, help, &[path[0], Step::Key("answers")]);
            return None;
        }
        Some(Poll { question: question?, answers })
    }

    fn social(&mut self, entries: Vec<(String, SocialFile)>) -> Vec<(String, Social)> {
        let mut list = Vec::new();
        for (channel, file) in entries {
            let path = |key| [Step::Key("social"), Step::Key(channel.as_str()), Step::Key(key)];
            let publish_at = self.moment(file.publish_at, &path("publish_at"));
            let card = file.card.and_then(|word| self.post_card(&word, &path("card")));
            let hashtags = file.hashtags.unwrap_or_default();
            list.push((channel, Social { text: file.text, hashtags, publish_at, card }));
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::VPath;

    fn known_keys(kind: Kind, text: &str) -> Vec<String> {
        let file = VPath::new("content/a.md");
        let zone = Zone::named("UTC").expect("a zone");
        let outcome = read(Yaml { file: &file, text, start: 0 }, Context { zone: &zone, kind });
        let unknown = outcome.diagnostics.iter().find(|one| one.message.starts_with("unknown key")).expect("a problem");
        let keys = unknown.help.iter().find_map(|help| help.strip_prefix("known keys: ")).expect("the keys");
        keys.split(", ").map(str::to_owned).collect()
    }

    #[test]
    fn an_unknown_key_is_answered_with_the_keys_of_its_kind() {
        let article = known_keys(Kind::Article, "title: A\ndate: 2026-11-02\nextras: 1\n");
        let event = known_keys(Kind::Event, "title: A\ndate: 2026-11-02\nextras: 1\n");
        let has = |keys: &[String], key: &str| keys.iter().any(|known| known == key);
        assert!(has(&article, "sources") && has(&article, "slug") && has(&event, "sources"));
        for key in ["starts", "claims", "consent", "npi", "place", "notice"] {
            assert!(!has(&article, key), "{key}");
        }
        assert!(has(&event, "starts") && has(&event, "place") && !has(&event, "npi"));
        assert!(!has(&known_keys(Kind::Topic, "extras: 1\n"), "slug"));
        // What is within a value has all of its own keys, whatever they are called.
        let within = known_keys(Kind::Event, "title: A\naddress: {plaza: x}\n");
        assert!(has(&within, "street") && has(&within, "city"), "{within:?}");
    }
}
