//! From front matter as written to front matter as used: required keys, dates, closed lists of words.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::{LinkKind, Moment, Slug, Zone, check_name, unless_blank};
use crate::config::Focus;
use crate::diag::{Code, Diagnostic, Outcome, codes};
use crate::reference::inline;
use crate::source::Kind;
use crate::yaml::{self, Step, WordOr, Yaml};

use super::file::{
    ConsentedFile, CorrectionFile, FrontMatterFile, ImageFile, PollFile, ReviewedFile, SocialFile, WaiverFile,
};
use super::{
    Awareness, CallToAction, Correction, CorrectionKind, Disclosures, FrontMatter, Image, Level, People, Poll,
    Reviewed, Social, SourceEntry, Waiver, dates,
};

pub(super) type Path<'p> = &'p [Step<'p>];

/// What front matter is read with.
#[derive(Clone, Copy)]
pub(in crate::parse) struct Context<'c> {
    /// The site's time zone.
    pub(in crate::parse) zone: &'c Zone,
    /// The document's kind.
    pub(in crate::parse) kind: Kind,
}

/// Reads the front matter of one document. The value is usable even where there are errors.
pub(in crate::parse) fn read(yaml: Yaml<'_>, context: Context<'_>) -> Outcome<FrontMatter> {
    let Outcome { value: file, diagnostics } = yaml.read::<FrontMatterFile>();
    if yaml::is_unread(&diagnostics) {
        // Nothing of it was read: that keys are missing would be no news.
        return Outcome { value: FrontMatter::default(), diagnostics };
    }
    let mut resolver = Resolver { yaml, context, diagnostics };
    resolver.foreign_keys(&file);
    let value = resolver.front_matter(file);
    Outcome { value, diagnostics: resolver.diagnostics }
}

/// Resolves one block of keys, reporting at their places.
pub(super) struct Resolver<'y> {
    pub(super) yaml: Yaml<'y>,
    pub(super) context: Context<'y>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn front_matter(&mut self, mut file: FrontMatterFile) -> FrontMatter {
        let title = self.required("title", file.title.take(), &[]);
        let date = self.moment(file.date.take(), &[Step::Key("date")]);
        if date.is_none() && self.context.kind.is_post() && !self.yaml.has(&[Step::Key("date")]) {
            self.missing("date", &[], "add the day on which it goes public, such as `date: 2026-11-23`");
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
                let url = self.safe_link(url, &[path[0], Step::Key("url")]);
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
        let keys = [
            (file.claims.is_some(), "claims", &[Kind::Myth, Kind::Update][..]),
            (file.consent.is_some(), "consent", &[Kind::Story]),
            (file.typical_results.is_some(), "typical_results", &[Kind::Story]),
            (file.licenses.is_some(), "licenses", &[Kind::Person]),
            (file.notice.is_some(), "notice", &[Kind::Page]),
            (file.effective.is_some(), "effective", &[Kind::Page]),
            (file.agency_source.is_some(), "agency_source", &[Kind::Update]),
            (file.level.is_some(), "level", &[Kind::Update]),
            (file.starts.is_some(), "starts", &[Kind::Event]),
            (file.ends.is_some(), "ends", &[Kind::Event]),
            (file.place.is_some(), "place", &[Kind::Event]),
            (file.online.is_some(), "online", &[Kind::Event]),
            (file.registration_url.is_some(), "registration_url", &[Kind::Event]),
            (file.status.is_some(), "status", &[Kind::Event]),
            (file.status_note.is_some(), "status_note", &[Kind::Event]),
            (file.moved_from.is_some(), "moved_from", &[Kind::Event]),
            (file.cost.is_some(), "cost", &[Kind::Event]),
            (file.repeat.is_some(), "repeat", &[Kind::Event]),
            (file.address.is_some(), "address", &[Kind::Event]),
            (file.credentials.is_some(), "credentials", &[Kind::Person]),
            (file.role.is_some(), "role", &[Kind::Person]),
            (file.specialty.is_some(), "specialty", &[Kind::Person]),
            (file.npi.is_some(), "npi", &[Kind::Person]),
            (file.orcid.is_some(), "orcid", &[Kind::Person]),
            (file.profiles.is_some(), "profiles", &[Kind::Person]),
            (file.certifications.is_some(), "certifications", &[Kind::Person]),
            (file.education.is_some(), "education", &[Kind::Person]),
            (file.languages.is_some(), "languages", &[Kind::Person, Kind::Event]),
            (file.accepting_new_patients.is_some(), "accepting_new_patients", &[Kind::Person]),
            (file.appointments_url.is_some(), "appointments_url", &[Kind::Person]),
        ];
        if self.context.kind.explains() && file.slug.is_some() {
            let help =
                "remove it: the address is that of the condition, topic or service, whose slug is the file's name";
            self.report_key(
                &codes::UNKNOWN_KEY,
                "a text of this kind has no `slug` of its own",
                help,
                &[Step::Key("slug")],
            );
        }
        for (_, key, owners) in
            keys.into_iter().filter(|(given, _, owners)| *given && !owners.contains(&self.context.kind))
        {
            let place = self.yaml.key_place(&[Step::Key(key)]);
            let message = format!(
                "the key `{key}` belongs to documents of the kind {}, and this one is of the kind {}",
                owners.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" or "),
                self.context.kind
            );
            let help = format!("remove it, or move the document to `content/{}/`", owners[0].folder());
            self.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_KEY, message).at(place).help(help));
        }
    }

    pub(super) fn report(&mut self, code: &'static Code, message: impl Into<String>, help: &str, path: Path<'_>) {
        let diagnostic = Diagnostic::new(code, message).at(self.yaml.place(path));
        self.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    fn report_key(&mut self, code: &'static Code, message: &str, help: &str, path: Path<'_>) {
        let place = self.yaml.key_place(path);
        self.diagnostics.push(Diagnostic::new(code, message).at(place).help(help));
    }

    pub(super) fn missing(&mut self, key: &str, below: Path<'_>, help: &str) {
        let place = self.yaml.key_place(below);
        let diagnostic = Diagnostic::new(&codes::MISSING_KEY, format!("the key `{key}` is missing"));
        self.diagnostics.push(diagnostic.at(place).help(help));
    }

    pub(super) fn required(&mut self, key: &str, value: Option<String>, below: Path<'_>) -> Option<String> {
        let value = unless_blank(value);
        if value.is_none() && !self.yaml.has(&[below, &[Step::Key(key)]].concat()) {
            let place = if below.is_empty() { "to the front matter" } else { "below it" };
            self.missing(key, below, &format!("add `{key}:` {place}"));
        }
        value
    }

    pub(super) fn moment(&mut self, text: Option<String>, path: Path<'_>) -> Option<Moment> {
        dates::moment(&text?, self.context.zone)
            .map_err(|problem| self.report(&codes::BAD_DATE, problem.message, &problem.help, path))
            .ok()
    }

    pub(super) fn day(&mut self, text: Option<String>, path: Path<'_>) -> Option<Date> {
        dates::day(&text?, self.context.zone)
            .map_err(|problem| self.report(&codes::BAD_DATE, problem.message, &problem.help, path))
            .ok()
    }

    pub(super) fn required_day(&mut self, key: &'static str, text: Option<String>, below: Path<'_>) -> Option<Date> {
        let text = self.required(key, text, below);
        self.day(text, &[below, &[Step::Key(key)]].concat())
    }

    pub(super) fn slug(&mut self, written: &str, path: Path<'_>) -> Option<Slug> {
        Slug::new(written)
            .map_err(|problem| {
                let message = format!("`{written}` cannot be part of an address: {problem}");
                self.report(&codes::BAD_NAME, message, "use letters, digits and hyphens, such as `flu-season`", path);
            })
            .ok()
    }

    /// A link that cannot run anything; an address is a sink wherever it is shown.
    pub(super) fn safe_link(&mut self, url: Option<String>, path: Path<'_>) -> Option<String> {
        let url = url?;
        if LinkKind::of(&url) != LinkKind::Unsafe {
            return Some(url);
        }
        let help =
            "links may begin with `https:`, `http:`, `mailto:`, `tel:` or `sms:`, or lead to a page of this site";
        self.report(&codes::UNSAFE_LINK, format!("a link to `{url}` is not allowed"), help, path);
        None
    }

    fn discussion(&mut self, entries: Vec<(String, String)>) -> Vec<(String, String)> {
        let mut list = Vec::new();
        for (channel, url) in entries {
            let url = self.safe_link(Some(url), &[Step::Key("discussion"), Step::Key(channel.as_str())]);
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
            let message = format!("`{alias}` cannot be a former address: {reason}");
            let path = [Step::Key("aliases"), Step::Item(at)];
            self.report(&codes::BAD_NAME, message, "write the path within the site, such as `/old/flu/`", &path);
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
            self.report(&codes::BAD_DATE, message, "swap the dates, or leave `due` out", &[path[0], Step::Key("due")]);
        }
        Some(Reviewed { by, on, due, fingerprint, conflicts: unless_blank(file.conflicts) })
    }

    fn fingerprint(&mut self, written: Option<String>) -> Option<String> {
        let written = unless_blank(written)?.trim().to_ascii_lowercase();
        let fits = written.len() == 10 && written.bytes().all(|b| b.is_ascii_hexdigit());
        if !fits {
            let path = [Step::Key("reviewed"), Step::Key("fingerprint")];
            let help = "leave it out, and sign the text off again with `bedside review`, which writes it";
            self.report(&codes::BAD_VALUE, format!("`{written}` is not the fingerprint of a text"), help, &path);
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
                        self.report(
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
                    let read = inline(reference, self.yaml, &path).into(&mut self.diagnostics);
                    read.map(|reference| SourceEntry::Inline(Arc::new(reference)))
                }
            };
            let Some(entry) = entry else { continue };
            if entries.iter().any(|known| known.id() == entry.id()) {
                let message = format!("the source `{}` is listed twice", entry.id());
                self.report(&codes::DUPLICATE_KEY, message, "keep one of the two", &path);
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
            let severity = self.word("severity", file.severity, &path, (CorrectionKind::WORDS, CorrectionKind::named));
            if let (Some(date), Some(what), Some(severity)) = (date, what, severity) {
                list.push(Correction { date, severity, what, why: unless_blank(file.why) });
            }
        }
        list
    }

    /// A required word of a closed list.
    pub(super) fn word<T>(
        &mut self,
        key: &str,
        value: Option<String>,
        below: Path<'_>,
        list: WordList<T>,
    ) -> Option<T> {
        let word = self.required(key, value, below)?;
        self.optional_word(&word, &[below, &[Step::Key(key)]].concat(), list)
    }

    pub(super) fn optional_word<T>(&mut self, word: &str, path: Path<'_>, (words, named): WordList<T>) -> Option<T> {
        let value = named(word);
        if value.is_none() {
            let diagnostic =
                Diagnostic::new(&codes::BAD_VALUE, format!("`{word}` is not one of the words expected here"))
                    .at(self.yaml.place(path))
                    .did_you_mean(word, words.iter().copied())
                    .help(format!("expected one of {}", words.join(", ")));
            self.diagnostics.push(diagnostic);
        }
        value
    }

    fn image(&mut self, file: ImageFile) -> Option<Image> {
        let path = [Step::Key("image")];
        let src = self.required("src", file.src, &path)?;
        if file.alt.is_none() {
            let place = self.yaml.key_place(&path);
            let diagnostic = Diagnostic::new(&codes::MISSING_ALT, "the picture has no `alt` text").at(place);
            self.diagnostics.push(diagnostic.help("add `alt:` and say in words what the picture shows"));
        }
        let people = file.people.and_then(|people| self.people(&people));
        let focus = file.focus.map(|written| {
            Focus::named(&written).unwrap_or_else(|| {
                let help = "without `focus`, the middle stays in sight";
                self.report(&codes::BAD_VALUE, Focus::problem(&written), help, &[path[0], Step::Key("focus")]);
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
            let help = "write `none`, `staff`, or `{consented: NUMBER}` with the number of the consent's record";
            self.report(&codes::BAD_VALUE, "this does not say who can be recognized in the picture", help, &path);
        }
        people
    }

    fn level(&mut self, written: Option<String>) -> Level {
        let written = unless_blank(written);
        let level =
            written.and_then(|word| self.optional_word(&word, &[Step::Key("level")], (Level::WORDS, Level::named)));
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
            let message = format!("a poll has two to four answers, and this one has {}", answers.len());
            let help = "write `answers: [\"Yes\", \"No\", \"I am not sure\"]`";
            self.report(&codes::BAD_VALUE, message, help, &[path[0], Step::Key("answers")]);
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

/// The words of a closed list, and the value of each.
pub(super) type WordList<T> = (&'static [&'static str], fn(&str) -> Option<T>);
