//! A preview that remembers gives the bytes of one that has just started, whatever was edited before.

use std::collections::BTreeMap;
use std::sync::Arc;

use bedside::compile::{Cache, Compiled, Request, compile, compile_with};
use bedside::diag::Diagnostic;
use bedside::model::Shown;
use bedside::world::MemoryWorld;

/// How many edits.
const EDITS: usize = 1000;

/// After so many edits the site is compared with a clean one.
const COMPARED: usize = 20;

/// Random numbers that are the same in every run (xorshift64*, Vigna 2016).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).expect("31 bits") % limit
    }
}

/// A project that is edited.
pub(crate) struct Desk {
    pub(crate) world: MemoryWorld,
    pub(crate) random: Random,
    articles: Vec<String>,
    /// A document that is half-written and will be whole with the next edit.
    half: Option<String>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let world = MemoryWorld::new("2026-11-23T12:00:00Z".parse().expect("an instant"));
        let mut desk = Self { world, random: Random(0x9E37_79B9_7F4A_7C15), articles: Vec::new(), half: None };
        desk.settings();
        desk.vocabulary();
        desk.world.write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n\nA physician.\n");
        (0..8).for_each(|_| desk.new_article());
        desk
    }

    fn settings(&mut self) {
        let title = self.random.below(1000);
        let limit = 1 + self.random.below(5);
        let html = ["sanitize", "escape"][self.random.below(2)];
        let languages = ["", "languages: [es]\n"][self.random.below(2)];
        self.world.write(
            "bedside.yaml",
            format!(
                "title: Site {title}\nurl: https://clinic.example/blog\ntimezone: America/Chicago\npractice: {{name: P}}\n\
                 feeds: {{limit: {limit}}}\nmarkdown: {{raw_html: {html}}}\npaginate_by: {limit}\n{languages}"
            ),
        );
    }

    fn vocabulary(&mut self) {
        let names = [self.random.below(100), self.random.below(100)];
        self.world.write(
            "data/conditions.yaml",
            format!(
                "conditions:\n  - {{slug: first, name: First {}}}\n  - {{slug: second, name: Second {}}}\n",
                names[0], names[1]
            ),
        );
    }

    fn article(&mut self, name: &str) -> String {
        let random = &mut self.random;
        let number = random.below(10_000);
        let day = 1 + random.below(28);
        let draft = ["", "draft: true\n"][usize::from(random.below(6) == 0)];
        let slug = if random.below(5) == 0 { format!("slug: other-{}\n", random.below(50)) } else { String::new() };
        let conditions = ["", "conditions: [first]\n", "conditions: [first, second]\n"][random.below(3)];
        let author = ["", "authors: [ng]\n", "reviewed: {by: ng, on: 2026-11-01}\n"][random.below(3)];
        let picture = ["", "![A drawing](figure.svg)\n"][random.below(2)];
        let others = self.articles.len();
        let link =
            if others > 0 { format!("[Another]({})\n", self.articles[random.below(others)]) } else { String::new() };
        let html = ["", "<b onclick=\"x\">bold</b>\n"][random.below(2)];
        format!(
            "---\ntitle: Article {number} {name}\ndate: 2026-10-{day:02}\n{draft}{slug}{conditions}{author}---\n\n\
             Text {number}.\n\n## Part\n\n{picture}\n{link}\n{html}\n"
        )
    }

    fn new_article(&mut self) {
        let name = format!("article-{}.md", self.random.below(60));
        let text = self.article(&name);
        self.world.write(&format!("content/articles/{name}"), text);
        if !self.articles.contains(&name) {
            self.articles.push(name);
        }
        self.world.write("content/articles/figure.svg", svg(50));
    }

    /// Whatever may happen to a project: a document comes, goes, changes, moves, or is half-written; so do settings, data,
    /// templates, pictures and files.
    pub(crate) fn edit(&mut self) {
        if let Some(name) = self.half.take() {
            let text = self.article(&name);
            self.world.write(&format!("content/articles/{name}"), text);
            return;
        }
        match self.random.below(15) {
            0..=4 => {
                let at = self.random.below(self.articles.len());
                let name = self.articles[at].clone();
                let text = self.article(&name);
                self.world.write(&format!("content/articles/{name}"), text);
            }
            5 | 6 => self.new_article(),
            7 if self.articles.len() > 4 => {
                let at = self.random.below(self.articles.len());
                let name = self.articles.remove(at);
                self.world.remove(&format!("content/articles/{name}"));
            }
            8 => self.settings(),
            9 => self.vocabulary(),
            10 => {
                let width = 10 + self.random.below(90);
                self.world.write("content/articles/figure.svg", svg(width));
            }
            11 => {
                let text = format!("<p>crumbs {}</p>", self.random.below(100));
                self.world.write("templates/partials/breadcrumbs.html", text);
            }
            12 => {
                self.world.remove("templates/partials/breadcrumbs.html");
            }
            13 => {
                let text = format!("file {}", self.random.below(100));
                self.world.write(&format!("static/file-{}.txt", self.random.below(5)), text);
            }
            14 => {
                let at = self.random.below(self.articles.len());
                let name = self.articles[at].clone();
                // Half-written: what a save looks like in the middle.
                self.world.write(&format!("content/articles/{name}"), "---\ntitle: Half\nda");
                self.half = Some(name);
            }
            _ => {}
        }
    }
}

fn svg(width: usize) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"40\"><rect width=\"9\" height=\"9\"/></svg>\n"
    )
}

fn request() -> Request {
    Request { base_url: None, no_cards: true, shown: Shown { drafts: true, future: true, expired: false } }
}

fn outputs(compiled: &Compiled<'_>) -> BTreeMap<String, Vec<u8>> {
    let renderer = compiled.renderer();
    let bytes = |route| compiled.bytes(&renderer, route).value.map(std::borrow::Cow::into_owned).unwrap_or_default();
    compiled.plan.routes.iter().map(|route| (route.path.to_string(), bytes(route))).collect()
}

#[test]
fn a_thousand_edits_give_what_a_clean_start_gives() {
    let mut desk = Desk::new();
    let mut cache = Cache::default();
    let mut compared = 0;
    for edit in 1..=EDITS {
        desk.edit();
        let world = Arc::new(desk.world.clone());
        let renewed = compile_with(world, &request(), &mut cache, |_| {});
        if edit % COMPARED != 0 {
            continue;
        }
        let clean = compile(&desk.world, &request());
        if clean.diagnostics.iter().any(is_of_a_file) {
            continue;
        }
        assert_eq!(renewed.diagnostics, clean.diagnostics, "after edit {edit}");
        compared += 1;
        let (renewed, clean) = (renewed.value.expect("a site"), clean.value.expect("a site"));
        let (renewed, clean) = (outputs(&renewed), outputs(&clean));
        assert_eq!(renewed.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "after edit {edit}");
        for (path, bytes) in &clean {
            assert!(renewed[path] == *bytes, "after edit {edit}: {path} is another");
        }
    }
    assert!(compared * COMPARED * 2 > EDITS, "most states are free of errors in files: {compared}");
}

/// An error that makes the preview keep the last good state of a file.
fn is_of_a_file(diagnostic: &Diagnostic) -> bool {
    ["yaml/missing-key", "yaml/open-front-matter", "yaml/broken", "yaml/no-front-matter"]
        .contains(&diagnostic.code.name)
}
