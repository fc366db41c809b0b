//! Projects that cannot be written down as a text of a few lines: other encodings, huge files, bombs, faults of the world.

use bedside::base::VPath;
use bedside::compile::Request;
use bedside::diag::Outcome;
use bedside::world::{MemoryWorld, ReadProblem, World};
use jiff::Timestamp;

use crate::support::{NOW, Project, SETTINGS, build, drawing};

/// What is made, the code that it must give, and where.
pub(crate) type Case = (&'static str, fn() -> Project, &'static str, &'static str);

const MIB: usize = 1024 * 1024;

fn article(bytes: impl AsRef<[u8]>) -> Project {
    Project::new().write("content/articles/a.md", bytes)
}

fn front(lines: &str) -> Project {
    Project::new().article("a", lines, "Text.")
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// A PNG whose head promises `side` pixels each way.
fn bomb(side: u32) -> Vec<u8> {
    let mut png = drawing(8, 8, [0, 0, 0]);
    png[16..20].copy_from_slice(&side.to_be_bytes());
    png[20..24].copy_from_slice(&side.to_be_bytes());
    let crc = png_crc(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

/// CRC-32 as PNG uses it (ISO 3309).
fn png_crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

pub(crate) const CASES: [Case; 30] = [
    ("no settings", Project::empty, "site/no-config", "-"),
    ("empty settings", || Project::empty().settings(""), "yaml/missing-key", "bedside.yaml:1"),
    (
        "settings in Latin-1",
        || Project::empty().write("bedside.yaml", b"title: Ni\xf1os\n"),
        "file/not-text",
        "bedside.yaml",
    ),
    ("huge settings", || Project::empty().write("bedside.yaml", vec![b'#'; 2 * MIB]), "file/too-large", "bedside.yaml"),
    ("Latin-1", || article(b"---\ntitle: Ni\xf1os\ndate: 2026-11-02\n---\n"), "file/not-text", "content/articles/a.md"),
    ("UTF-16", || article(utf16("---\ntitle: A\n---\n")), "file/not-text", "content/articles/a.md"),
    ("NUL", || article(b"---\ntitle: A\ndate: 2026-11-02\n---\n\0"), "file/not-text", "content/articles/a.md"),
    (
        "half a character",
        || article(b"---\ntitle: A\ndate: 2026-11-02\n---\n\xe2\x82"),
        "file/not-text",
        "content/articles/a.md",
    ),
    ("empty document", || article(b""), "yaml/no-front-matter", "content/articles/a.md:1"),
    ("only a line", || article(b"---"), "yaml/open-front-matter", "content/articles/a.md:1"),
    ("50 MiB", || article(vec![b'a'; 50 * MIB]), "file/too-large", "content/articles/a.md"),
    (
        "a long text",
        || front("").article("a", "", &"word ".repeat(MIB / 4)),
        "file/large-document",
        "content/articles/a.md",
    ),
    (
        "front matter over 64 KiB",
        || front(&format!("summary: {}", "x".repeat(64 * 1024))),
        "file/too-large",
        "content/articles/a.md:2",
    ),
    (
        "a bomb of aliases",
        || {
            front(
                "extra:\n  a: &a [x, x, x, x]\n  b: &b [*a, *a, *a, *a]\n  c: &c [*b, *b, *b, *b]\n  d: [*c, *c, *c, *c]",
            )
        },
        "yaml/feature",
        "content/articles/a.md:5",
    ),
    ("an alias of itself", || front("extra: &a [*a]"), "yaml/feature", "content/articles/a.md:4"),
    ("depth of lists", || front(&format!("extra: {}", "[".repeat(20_000))), "yaml/feature", "content/articles/a.md:4"),
    (
        "depth of groups",
        || front(&format!("extra: {}1{}", "{a: ".repeat(200), "}".repeat(200))),
        "yaml/feature",
        "content/articles/a.md:4",
    ),
    (
        "depth of dashes",
        || front(&format!("extra:\n  {}x", "- ".repeat(5_000))),
        "yaml/feature",
        "content/articles/a.md:5",
    ),
    ("a tag", || front("extra: !!binary aGVsbG8="), "yaml/feature", "content/articles/a.md:4"),
    (
        "a merge key",
        || front("extra:\n  base: &b {x: 1}\n  more:\n    <<: *b"),
        "yaml/feature",
        "content/articles/a.md:5",
    ),
    (
        "depth in the settings",
        || Project::new().settings(&format!("navigation: {}\n", "[".repeat(5_000))),
        "yaml/feature",
        "bedside.yaml:6",
    ),
    (
        "a lie about the type",
        || front("").write("content/articles/p.png", b"not a picture"),
        "picture/bad",
        "content/articles/p.png",
    ),
    (
        "another format",
        || front("").write("content/articles/p.jpg", drawing(8, 8, [0, 0, 0])),
        "picture/bad",
        "content/articles/p.jpg",
    ),
    (
        "a picture bomb",
        || front("").write("content/articles/p.png", bomb(50_000)),
        "picture/too-large",
        "content/articles/p.png",
    ),
    (
        "a script in a drawing",
        || {
            front("").write(
                "static/p.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><script/></svg>",
            )
        },
        "picture/bad",
        "static/p.svg:1",
    ),
    ("a word document", || front("").write("content/articles/a.docx", b"PK"), "file/unused", "content/articles/a.docx"),
    (
        "half a library",
        || Project::new().write("data/sources.bib", "no entry here\n"),
        "source/bad-library",
        "data/sources.bib:1",
    ),
    ("a key in static", || front("").write("static/.env", b"x"), "file/private", "static/.env"),
    (
        "old line ends",
        || Project::new().write("content/articles/a.md", "---\rtitle: A\rdat: 1\r---\r\rText.\r"),
        "yaml/unknown-key",
        "content/articles/a.md:3",
    ),
    ("a device name", || front("").write("static/con.txt", b"x"), "name/bad", "static/con.txt"),
];

#[test]
fn each_case_is_told_at_its_place() {
    for (what, project, code, place) in CASES {
        let built = project().build();
        let line = format!(" {code} {place} ");
        assert!(built.problems().contains(&line), "{what}: expected {line:?} in\n{}", built.problems());
        assert!(!built.problems().contains("site/page-failed"), "{what}: {}", built.problems());
    }
}

#[test]
fn text_behind_the_end_of_the_front_matter_is_text() {
    let built =
        Project::new().write("content/articles/a.md", "---\ntitle: A\ndate: 2026-11-02\n...\ntitle: B\n").build_clean();
    assert!(built.main("/articles/a/").contains("title: B"));
}

#[test]
fn a_byte_order_mark_and_foreign_line_ends_are_fine() {
    let text = "\u{feff}---\r\ntitle: A\r\ndate: 2026-11-02\r\n---\r\n\r\nText.\r\n";
    let built = Project::new().write("bedside.yaml", format!("\u{feff}{}", SETTINGS.replace('\n', "\r\n")));
    let both = built.clone().write("content/articles/a.md", text);
    assert!(both.build_clean().main("/articles/a/").contains("Text."));
    // Old Macs, and a tab after the colon, which YAML allows.
    for text in ["---\rtitle: A\rdate: 2026-11-02\r---\r\rText.\r", "---\ntitle:\tA\ndate: 2026-11-02\n---\n\nText.\n"]
    {
        let site = built.clone().write("content/articles/a.md", text).build_clean();
        let page = site.page("/articles/a/");
        assert!(page.text_in("main").contains("Text.") && page.text_in("h1") == "A", "{text:?}");
    }
}

/// A world in which reading one file goes wrong.
struct Faulty {
    world: MemoryWorld,
    file: &'static str,
    panics: bool,
}

impl World for Faulty {
    fn files(&self) -> Outcome<Vec<VPath>> {
        self.world.files()
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        assert!(!self.panics || path.as_str() != self.file, "a fault made by a test");
        if path.as_str() == self.file {
            return Err(ReadProblem::Refused("permission denied".to_owned()));
        }
        self.world.read(path, limit)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

/// The codes of a build in which `file` cannot be read.
fn faulty(file: &'static str, panics: bool) -> Vec<String> {
    let mut world = MemoryWorld::new(NOW.parse().expect("an instant"));
    world
        .write("bedside.yaml", SETTINGS)
        .write(
            "content/articles/a.md",
            "---\ntitle: A\ndate: 2026-11-02\nsummary: A text.\n---\n![x](p.png) [y](f.pdf)\n",
        )
        .write("content/articles/p.png", drawing(8, 8, [1, 1, 1]))
        .write("content/articles/f.pdf", "file")
        .write("static/s.txt", "static")
        .write("data/conditions.yaml", "version: 1\n")
        .write("templates/mine.html", "x");
    let built = build(&Faulty { world, file, panics }, &Request::default(), true);
    let place = |d: &bedside::diag::Diagnostic| d.place.as_ref().map_or("-", |place| place.file.as_str()).to_owned();
    built.diagnostics.iter().map(|d| format!("{} {}", d.code.name, place(d))).collect()
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    for file in [
        "bedside.yaml",
        "content/articles/a.md",
        "content/articles/p.png",
        "content/articles/f.pdf",
        "static/s.txt",
        "data/conditions.yaml",
        "templates/mine.html",
    ] {
        let found = faulty(file, false);
        assert!(found.contains(&format!("file/unreadable {file}")), "{file}: {found:?}");
    }
}

#[test]
fn thousands_of_problems_in_one_front_matter_have_their_places() {
    let words: Vec<String> = (0..5_000).map(|at| format!("unknown{at}")).collect();
    let sources = (0..1_500).fold(String::new(), |text, at| format!("{text}\n  - {{id: a{at}, title: A}}"));
    let project = Project::new().article("a", &format!("conditions: [{}]", words.join(",")), "Text.").article(
        "b",
        &format!("sources:{sources}"),
        "Text.",
    );
    let found = project.diagnostics();
    let at = |file: &str| {
        let path = format!("content/articles/{file}.md");
        let places = found.iter().filter_map(|one| one.place.as_ref()).filter(|place| place.file.as_str() == path);
        places.filter_map(|place| place.range.clone()).collect::<std::collections::HashSet<_>>()
    };
    assert!(at("a").len() >= 5_000 && at("b").len() >= 1_500, "{} and {}", at("a").len(), at("b").len());
}

#[test]
fn a_fault_in_one_document_or_page_is_told_and_the_rest_goes_on() {
    let document = faulty("content/articles/a.md", true);
    assert_eq!(document, ["site/page-failed content/articles/a.md"]);
    let page = faulty("static/s.txt", true);
    assert_eq!(page, ["site/page-failed -"]);
}
