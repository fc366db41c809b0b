//! The program makes the same bytes in any environment: clock, language, permissions, user, threads, and without a network.

#![expect(clippy::disallowed_methods, reason = "the program runs on a project on the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{SETTINGS, drawing, photo_with_place};

/// Every file of a build by the program, started by `words` (a shell's) with these variables.
fn built(words: &str, variables: &[(&str, &str)]) -> Option<BTreeMap<String, Vec<u8>>> {
    let home = tempfile::tempdir().expect("a folder");
    let site = home.path().join("site");
    let article = "---\ntitle: Grippe, İstanbul\ndate: 2026-11-02 07:30\nconditions: [influenza]\n---\n\n![x](p.jpg) ![y](d.png) Text.\n";
    let files: [(&str, Vec<u8>); 5] = [
        ("bedside.yaml", SETTINGS.into()),
        ("content/articles/a.md", article.into()),
        ("content/articles/p.jpg", photo_with_place(900, 600, "x")),
        ("content/articles/d.png", drawing(64, 64, [1, 2, 3])),
        ("static/robots.txt", b"User-agent: *\n".to_vec()),
    ];
    for (path, bytes) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{words} \"$0\" build --now 2026-11-23T12:00:00Z"), env!("CARGO_BIN_EXE_bedside")]);
    command.current_dir(&site).env("HOME", home.path()).envs(variables.iter().copied());
    let output = command.output().expect("a shell");
    let told = String::from_utf8_lossy(&output.stderr);
    if told.contains("unshare:") {
        return None;
    }
    assert!(output.status.success(), "{words} {variables:?}: {told}");
    Some(files_of(&site.join("public")))
}

fn files_of(public: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = walkdir::WalkDir::new(public).into_iter().map(|entry| entry.expect("the output can be listed"));
    let files = all.filter(|entry| entry.file_type().is_file() && entry.file_name() != ".bedside-output.json");
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(public).expect("below").to_string_lossy().into_owned();
            (path, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

#[test]
fn clock_language_permissions_and_threads_change_no_byte() {
    let usual = built("", &[]).expect("a site");
    let others: [(&str, &[(&str, &str)]); 5] = [
        ("", &[("TZ", "Pacific/Kiritimati"), ("RAYON_NUM_THREADS", "1")]),
        ("", &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("RAYON_NUM_THREADS", "8")]),
        ("", &[("LC_ALL", "C"), ("TMPDIR", "/nowhere"), ("NO_COLOR", "1"), ("COLUMNS", "20")]),
        ("umask 077;", &[("USER", "somebody")]),
        ("umask 000; env -i", &[]),
    ];
    for (words, variables) in others {
        let other = built(words, variables).expect("a site");
        assert!(other == usual, "{words} {variables:?}: another site");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says why")]
fn a_build_without_any_network_makes_the_same_site() {
    // A namespace of its own has no device but a loopback that is down, so no packet leaves and no name is found.
    let Some(alone) = built("unshare -r -n", &[]) else {
        eprintln!("skipped: this system gives nobody a network of their own");
        return;
    };
    assert!(alone == built("", &[]).expect("a site"), "without a network, another site");
}
