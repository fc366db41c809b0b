//! A host that dies at every call: readers meet no page without its assets, no link to a page that is gone, and the next
//! run goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use bedside::deploy::{
    DeployOptions, Host, HostError, MANIFEST, MemoryHost, Refusal, Sent, Tree, TreeFile, deploy, look,
};
use jiff::Timestamp;

type Files = BTreeMap<String, Vec<u8>>;

/// A version of a site: pages, and what each of them names: other pages and assets.
fn version(pages: &[(&str, &[&str])], others: &[(&str, &str)]) -> Tree {
    let page = |(path, names): &(&str, &[&str])| {
        let links: Vec<String> = names.iter().map(|name| format!("<a href=\"{name}\">")).collect();
        TreeFile::of_bytes(path, links.concat().into_bytes())
    };
    let other = |(path, text): &(&str, &str)| TreeFile::of_bytes(path, text.as_bytes().to_vec());
    Tree::of(pages.iter().map(page).chain(others.iter().map(other)))
}

fn first() -> Tree {
    version(
        &[
            (
                "index.html",
                &["assets/a.1.css", "articles/flu/index.html", "articles/old/index.html", "topics/flu/index.html"],
            ),
            ("articles/index.html", &["assets/a.1.css", "articles/flu/index.html", "articles/old/index.html"]),
            ("articles/flu/index.html", &["assets/a.1.css", "media/flu.1.jpg", "articles/old/index.html"]),
            ("articles/old/index.html", &["assets/a.1.css", "articles/flu/index.html"]),
            ("topics/flu/index.html", &["assets/a.1.css", "articles/flu/index.html"]),
        ],
        &[("assets/a.1.css", "1"), ("media/flu.1.jpg", "1"), ("feed.xml", "flu old")],
    )
}

/// Another style, a new article, an old one that left, a new picture.
fn second() -> Tree {
    version(
        &[
            ("index.html", &["assets/a.2.css", "articles/flu/index.html", "articles/new/index.html"]),
            ("articles/index.html", &["assets/a.2.css", "articles/flu/index.html", "articles/new/index.html"]),
            ("articles/flu/index.html", &["assets/a.2.css", "media/flu.2.jpg", "articles/new/index.html"]),
            ("articles/new/index.html", &["assets/a.2.css", "articles/more/index.html"]),
            ("articles/more/index.html", &["assets/a.2.css", "articles/new/index.html"]),
        ],
        &[("assets/a.2.css", "2"), ("media/flu.2.jpg", "2"), ("feed.xml", "flu new")],
    )
}

/// The old article is back, with a link to yet another; the new ones have gone.
fn third() -> Tree {
    version(
        &[
            ("index.html", &["assets/a.1.css", "articles/flu/index.html", "articles/old/index.html"]),
            ("articles/index.html", &["assets/a.1.css", "articles/old/index.html", "articles/last/index.html"]),
            ("articles/flu/index.html", &["assets/a.1.css", "articles/old/index.html"]),
            ("articles/old/index.html", &["assets/a.1.css", "articles/last/index.html"]),
            ("articles/last/index.html", &["assets/a.1.css", "articles/flu/index.html"]),
        ],
        &[("assets/a.1.css", "1"), ("feed.xml", "flu old last")],
    )
}

fn terms(minute: i64) -> DeployOptions {
    let start: Timestamp = "2026-11-23T12:00:00Z".parse().expect("an instant");
    DeployOptions {
        now: start + jiff::SignedDuration::from_mins(minute),
        until: Timestamp::MAX,
        grace: 10,
        pause: std::time::Duration::ZERO,
        who: "ana".to_owned(),
        id: "this copy".to_owned(),
        agreed: true,
    }
}

fn foreign() -> Files {
    [("blog.php".to_owned(), b"mine".to_vec()), ("articles/notes.txt".to_owned(), b"mine".to_vec())].into()
}

/// What a reader who starts at any page that is linked from the home page would miss.
fn broken(files: &Files) -> Vec<String> {
    let mut reached = vec!["index.html".to_owned()];
    let mut at = 0;
    let mut broken = Vec::new();
    while let Some(path) = reached.get(at).cloned() {
        at += 1;
        let Some(bytes) = files.get(&path) else { continue };
        let text = String::from_utf8_lossy(bytes).into_owned();
        for name in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if !files.contains_key(name) {
                broken.push(format!("{path} -> {name}"));
            }
            if bedside::deploy::is_page(name) && !reached.iter().any(|known| known == name) {
                reached.push(name.to_owned());
            }
        }
    }
    broken
}

fn assert_whole(host: &MemoryHost, story: &str) {
    for files in host.history() {
        assert_eq!(broken(&files), Vec::<String>::new(), "{story}");
        for (path, bytes) in foreign() {
            assert_eq!(files.get(&path), Some(&bytes), "{story}: {path} is not Bedside's");
        }
    }
}

fn assert_holds(host: &MemoryHost, tree: &Tree, story: &str) {
    let mut files = host.files();
    files.retain(|path, _| !path.starts_with(".bedside") && !foreign().contains_key(path));
    let wanted: Files = tree.files.iter().map(|(path, file)| (path.clone(), file.plain().expect("bytes"))).collect();
    let kept: Vec<&String> = files.keys().filter(|path| !wanted.contains_key(*path)).collect();
    assert!(
        kept.iter().all(|path| path.starts_with("assets/") || path.starts_with("media/")),
        "{story}: {kept:?} stayed"
    );
    assert!(wanted.iter().all(|(path, bytes)| files.get(path) == Some(bytes)), "{story}: not all is there");
}

/// Runs `tree` so that the host dies at `call`; whether it did.
fn dies(host: &MemoryHost, tree: &Tree, minute: i64, (call, after): (usize, bool)) -> bool {
    host.die_at(call, after);
    let died = deploy(host, tree, &terms(minute), &|| {}).is_err();
    assert_whole(host, &format!("died at call {call}, {}", if after { "after it" } else { "before it" }));
    host.revive();
    died
}

fn prepared() -> MemoryHost {
    let host = MemoryHost::with(foreign());
    deploy(&host, &first(), &terms(0), &|| {}).expect("it goes");
    assert_whole(&host, "the first deployment");
    host.revive();
    host
}

#[test]
fn it_may_die_at_any_call_and_the_next_run_completes() {
    let mut points = 0;
    for after in [false, true] {
        for call in 0.. {
            let host = prepared();
            if !dies(&host, &second(), 1, (call, after)) {
                break;
            }
            points += 1;
            deploy(&host, &second(), &terms(2), &|| {}).unwrap();
            let story = format!("second after a death at call {call}");
            assert_whole(&host, &story);
            assert_holds(&host, &second(), &story);
        }
    }
    assert!(points > 30, "only {points} points");
}

#[test]
fn the_first_deployment_may_die_at_any_call() {
    for call in 0.. {
        let host = MemoryHost::with(foreign());
        if !dies(&host, &first(), 0, (call, call % 2 == 0)) {
            break;
        }
        deploy(&host, &first(), &terms(1), &|| {}).unwrap();
        let story = format!("first after a death at call {call}");
        assert_whole(&host, &story);
        assert_holds(&host, &first(), &story);
    }
}

#[test]
fn it_may_die_on_the_way_to_one_version_and_again_on_the_way_to_the_next() {
    for call in 0.. {
        let host = prepared();
        if !dies(&host, &second(), 1, (call, call % 2 == 0)) {
            break;
        }
        let saved = host.files();
        for next in 0.. {
            let host = MemoryHost::with(saved.clone());
            let died = dies(&host, &third(), 2, (next, next % 2 == 0));
            deploy(&host, &third(), &terms(3), &|| {}).unwrap();
            let story = format!("third after deaths at calls {call} and {next}");
            assert_whole(&host, &story);
            assert_holds(&host, &third(), &story);
            if !died {
                break;
            }
        }
    }
}

#[test]
fn a_second_run_sends_nothing_and_a_change_sends_itself() {
    let host = prepared();
    let again = deploy(&host, &first(), &terms(1), &|| {}).unwrap();
    assert_eq!((again.report.uploaded, again.report.deleted, again.report.unchanged), (0, 0, 8));
    let mut changed = first();
    changed
        .files
        .insert("articles/flu/index.html".into(), TreeFile::of_bytes("articles/flu/index.html", b"new".to_vec()));
    let one = deploy(&host, &changed, &terms(2), &|| {}).unwrap();
    assert_eq!((one.report.uploaded, one.report.deleted, one.report.unchanged), (1, 0, 7));
}

#[test]
fn twenty_changed_pages_of_ten_thousand_are_twenty_uploads() {
    let path = |at: usize| format!("articles/{at}/index.html");
    let site = |edit: usize| {
        Tree::of(
            (0..10_000).map(|at| TreeFile::of_bytes(&path(at), if at < edit { b"b".to_vec() } else { b"a".to_vec() })),
        )
    };
    let host = MemoryHost::default();
    // The history of so many files would be large; only the figures count here.
    let look_at = |tree: &Tree| look(&host, tree, &terms(0)).unwrap().report.uploaded;
    assert_eq!(look_at(&site(0)), 10_000);
    let manifest = format!(
        "{{\"bedside\":\"0.1.0\",\"at\":null,\"until\":null,\"files\":{{{}}}}}",
        site(0)
            .files
            .values()
            .map(|file| format!("\"{}\":[1,\"{}\"]", file.path, file.hash.hex()))
            .collect::<Vec<_>>()
            .join(",")
    );
    host.put(&TreeFile::of_bytes(MANIFEST, manifest.into_bytes())).unwrap();
    assert_eq!(look_at(&site(20)), 20);
}

#[test]
fn old_styles_stay_for_the_caches_and_then_go() {
    let host = prepared();
    let mut restyled = first();
    restyled.files.remove("assets/a.1.css");
    restyled.files.insert("assets/a.2.css".into(), TreeFile::of_bytes("assets/a.2.css", b"2".to_vec()));
    let now = deploy(&host, &restyled, &terms(1), &|| {}).unwrap();
    assert_eq!((now.report.deleted, now.leaving), (0, 1));
    let soon = deploy(&host, &restyled, &terms(5), &|| {}).unwrap();
    assert_eq!((soon.report.deleted, soon.leaving), (0, 1));
    let later = deploy(&host, &restyled, &terms(12), &|| {}).unwrap();
    assert_eq!((later.report.deleted, later.leaving), (1, 0));
    assert!(!host.files().contains_key("assets/a.1.css"));
}

#[test]
fn the_pictures_of_a_page_that_leaves_go_with_it() {
    let host = prepared();
    let without = version(&[("index.html", &["assets/a.1.css"])], &[("assets/a.1.css", "1")]);
    deploy(&host, &without, &terms(1), &|| {}).unwrap();
    assert!(
        !host.files().contains_key("media/flu.1.jpg"),
        "it may be a picture of the patient who took back her consent"
    );
}

#[test]
fn large_deletions_foreign_files_and_damaged_lists_need_a_yes() {
    let careful = DeployOptions { agreed: false, ..terms(1) };
    let host = prepared();
    let refusal = deploy(&host, &version(&[("index.html", &[])], &[]), &careful, &|| {}).unwrap_err();
    assert!(matches!(&refusal, Refusal::Large { gone, of: 6 } if gone.len() == 5), "{refusal:?}");
    let mut over = first();
    over.files.insert("blog.php".into(), TreeFile::of_bytes("blog.php", b"ours".to_vec()));
    assert_eq!(deploy(&host, &over, &careful, &|| {}).unwrap_err(), Refusal::Foreign(vec!["blog.php".into()]));
    assert_eq!(host.files()["blog.php"], b"mine");
    let manifest = host.files()[MANIFEST].clone();
    host.put(&TreeFile::of_bytes(MANIFEST, manifest[..manifest.len() / 2].to_vec())).unwrap();
    assert_eq!(deploy(&host, &first(), &careful, &|| {}).unwrap_err(), Refusal::Damaged);
    deploy(&host, &first(), &terms(2), &|| {}).unwrap();
    assert_holds(&host, &first(), "with a yes");
}

#[test]
fn of_two_at_once_one_is_told() {
    let host = prepared();
    let left = |words: Vec<u8>| assert!(host.put(&TreeFile::of_bytes(LOCK, words)).is_ok());
    left(words("ben", "2026-11-23T11:59:00Z"));
    let refusal = deploy(&host, &second(), &terms(1), &|| {}).unwrap_err();
    assert_eq!(refusal, locked_by("ben", "2026-11-23T11:59:00Z"));
    left(words("ben", "2026-11-23T11:31:00Z"));
    deploy(&host, &second(), &terms(1), &|| {}).expect("who took it half an hour ago has died");
    left(String::from_utf8_lossy(&words("ben", "2026-11-23T12:01:30Z")).replace("another", "this").into_bytes());
    deploy(&host, &first(), &terms(2), &|| {}).expect("it is this copy's own");
}

type Before = Box<dyn Fn(&MemoryHost, usize) -> Result<(), HostError> + Sync>;

/// A host where somebody else is at work too: before the lock is read, told how often it was read until then, and before
/// everything is finished.
struct Shared {
    inner: MemoryHost,
    reads: AtomicUsize,
    before_reading: Before,
    before_the_end: Before,
}

impl Shared {
    fn new(inner: MemoryHost) -> Self {
        let nothing = || Box::new(|_: &MemoryHost, _: usize| Ok(()));
        Self { inner, reads: AtomicUsize::new(0), before_reading: nothing(), before_the_end: nothing() }
    }
}

impl Host for Shared {
    fn name(&self) -> String {
        self.inner.name()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        if path == LOCK {
            (self.before_reading)(&self.inner, self.reads.fetch_add(1, Ordering::Relaxed))?;
        }
        self.inner.read(path)
    }

    fn lock(&self, words: &[u8], by: &str) -> Result<bool, HostError> {
        self.inner.lock(words, by)
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        self.inner.put(file)
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.inner.delete(path)
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        self.inner.present(paths)
    }

    fn finish(&self, _: &[String]) -> Result<Option<Sent>, HostError> {
        (self.before_the_end)(&self.inner, 0).map(|()| None)
    }
}

const LOCK: &str = ".bedside-deploy.lock";

/// The words of a lock of another copy.
fn words(who: &str, at: &str) -> Vec<u8> {
    format!("{{\"who\":\"{who}\",\"id\":\"another copy\",\"at\":\"{at}\"}}").into_bytes()
}

fn locked_by(who: &str, at: &str) -> Refusal {
    Refusal::Locked { who: who.to_owned(), since: at.parse().expect("an instant") }
}

#[test]
fn half_a_lock_is_read_again_and_counts_only_once_it_is_whole() {
    const AT: &str = "2026-11-23T12:00:30Z";
    for length in [0, 20] {
        for follows in [true, false] {
            let mut host = Shared::new(prepared());
            host.put(&TreeFile::of_bytes(LOCK, words("ben", AT)[..length].to_vec())).unwrap();
            host.before_reading = Box::new(move |host, reads| match reads {
                1 if follows => host.put(&TreeFile::of_bytes(LOCK, words("ben", AT))),
                _ => Ok(()),
            });
            let outcome = deploy(&host, &second(), &terms(1), &|| {});
            if follows {
                assert_eq!(outcome.unwrap_err(), locked_by("ben", AT));
            } else {
                outcome.expect("it was left by a run that died");
                assert_holds(&host.inner, &second(), "after half a lock");
            }
        }
    }
}

#[test]
fn of_two_that_find_the_same_dead_lock_one_goes_on() {
    let mut host = Shared::new(prepared());
    host.put(&TreeFile::of_bytes(LOCK, words("ben", "2026-11-23T09:00:00Z"))).unwrap();
    host.before_reading = Box::new(|host, reads| {
        // Carla saw the dead lock as well, and removed the new one in its place.
        if reads == 2 {
            assert!(String::from_utf8_lossy(&host.files()[LOCK]).contains("ana"), "the dead lock was replaced");
            return host.put(&TreeFile::of_bytes(LOCK, words("carla", "2026-11-23T12:01:00Z")));
        }
        Ok(())
    });
    let refusal = deploy(&host, &second(), &terms(1), &|| {}).unwrap_err();
    assert_eq!(refusal, locked_by("carla", "2026-11-23T12:01:00Z"));
    assert!(!host.inner.files().contains_key("assets/a.2.css"), "nothing was sent");
}

#[test]
fn who_was_taken_for_dead_stops_and_leaves_the_lock_to_its_new_owner() {
    let pages = (0..600).map(|at| (format!("articles/{at}/index.html"), Vec::new()));
    let tree = Tree::of(pages.map(|(path, bytes)| TreeFile::of_bytes(&path, bytes)));
    let host = MemoryHost::default();
    let sent = AtomicUsize::new(0);
    let told = deploy(&host, &tree, &terms(0), &|| {
        if sent.fetch_add(1, Ordering::Relaxed) == 250 {
            host.put(&TreeFile::of_bytes(LOCK, words("ben", "2026-11-23T12:00:30Z"))).unwrap();
        }
    });
    assert_eq!(told.unwrap_err(), locked_by("ben", "2026-11-23T12:00:30Z"));
    let sent = sent.into_inner();
    assert!(sent < 600, "it stopped after {sent} of 600");
    assert_eq!(host.files()[LOCK], words("ben", "2026-11-23T12:00:30Z"));
}

#[test]
fn what_a_dead_run_of_this_copy_pushed_is_gone_on_with_and_others_are_told() {
    let raced = |by: &'static str| {
        let first = AtomicBool::new(true);
        let mut host = Shared::new(MemoryHost::default());
        // Everything is published at once, and the first time somebody was faster.
        host.before_the_end = Box::new(move |host, _| {
            if !first.swap(false, Ordering::Relaxed) {
                return Ok(());
            }
            let list = String::from_utf8_lossy(&host.files()[MANIFEST]).replace("this copy", by);
            host.put(&TreeFile::of_bytes(MANIFEST, list.into_bytes()))?;
            Err(HostError::raced("somebody else was faster"))
        });
        host
    };
    let own = raced("this copy");
    deploy(&own, &first(), &terms(0), &|| {}).expect("it was this copy's own");
    assert_holds(&own.inner, &first(), "after its own push");
    let others = raced("another copy");
    let refusal = deploy(&others, &first(), &terms(0), &|| {}).unwrap_err();
    assert!(matches!(&refusal, Refusal::Host(error) if error.message == "somebody else was faster"), "{refusal:?}");
}
