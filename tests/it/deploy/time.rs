//! Posts that go live by themselves.

#![expect(clippy::disallowed_methods, reason = "a test prepares its project by hand")]

use std::cell::{Cell, RefCell};
use std::fs;

use bedside::build::{BuildOptions, build};
use bedside::compile::Request;
use bedside::config::{Overrides, read};
use bedside::deploy::{Alarm, DeployOptions, MemoryHost, deploy, tree, watch};
use bedside::output::{Product, Target};
use bedside::world::DiskWorld;
use jiff::Timestamp;

/// A clock that jumps to the instant that is waited for, some seconds late, and ends after some turns.
struct Jumping {
    now: Cell<Timestamp>,
    turns: Cell<usize>,
}

impl Alarm for Jumping {
    fn now(&self) -> Timestamp {
        self.now.get()
    }

    fn wait_until(&self, at: Timestamp) -> bool {
        let left = self.turns.get();
        self.turns.set(left.saturating_sub(1));
        if at > self.now.get() {
            self.now.set(at.checked_add(jiff::SignedDuration::from_secs(20)).unwrap_or(Timestamp::MAX));
        }
        left > 0
    }
}

const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example\ntimezone: America/Chicago\npractice:\n  name: Alder Street\ndeploy:\n  web: {to: folder, path: web}\n";

#[test]
fn a_post_for_eight_is_online_by_five_past_eight() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    fs::create_dir_all(root.join("content/updates")).unwrap();
    fs::write(root.join("bedside.yaml"), SETTINGS).unwrap();
    let update = |name: &str, date: &str| {
        fs::write(
            root.join(format!("content/updates/{name}.md")),
            format!("---\ntitle: {name} has news\ndate: {date}\n---\nText.\n"),
        )
        .unwrap();
    };
    update("today", "2026-11-20");
    update("early", "2026-11-24 08:00");
    let target_settings = read(SETTINGS, &Overrides::default()).value.deploy[0].clone();
    let host = MemoryHost::default();
    let alarm = Jumping { now: Cell::new("2026-11-23T12:00:00Z".parse().unwrap()), turns: Cell::new(3) };
    let seen = RefCell::new(Vec::new());
    let mut failed_once = false;
    watch(&alarm, &mut |now| {
        let world = DiskWorld::open(&root, Some(now)).unwrap();
        let public = root.join("public");
        let target = Target {
            project: &root,
            folder: &public,
            home: None,
            working: folder.path(),
            force: false,
            product: Product::Site,
        };
        let options = BuildOptions { target, strict: false, allow_empty: false, program: None, explain: None };
        let built = build(&world, &Request { no_cards: true, ..Request::default() }, &options, &());
        assert!(built.value.published, "{:?}", built.diagnostics);
        if seen.borrow().len() == 1 && !failed_once {
            failed_once = true;
            return None; // the network is gone at eight, and comes back
        }
        let until = built.value.horizon.unwrap().until;
        let terms = DeployOptions {
            now,
            until,
            grace: 0,
            pause: std::time::Duration::ZERO,
            who: String::new(),
            id: "a".into(),
            agreed: false,
        };
        deploy(&host, &tree(&public, &target_settings).unwrap(), &terms, &|| {}).unwrap();
        seen.borrow_mut().push((now, host.files().contains_key("updates/early/index.html")));
        Some(until)
    });
    let seen = seen.into_inner();
    assert!(!seen[0].1, "it is not online a day before");
    assert!(seen[1].1);
    let due: Timestamp = "2026-11-24T14:00:00Z".parse().unwrap();
    let late = seen[1].0.duration_since(due).as_secs();
    assert!((0..300).contains(&late), "{late} seconds late");
}
