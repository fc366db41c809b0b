//! What is public when: drafts, schedules across zones and clock changes, expiry, consent.

use bedside::model::Shown;

use crate::support::{NOW, Project};

fn post(zone: &str, front: &str) -> Project {
    let settings = crate::support::SETTINGS.replace("America/Chicago", zone);
    let front = format!("title: A post\n{front}");
    Project::empty().settings(&settings).document("articles/post.md", &front, "Text.")
}

fn is_public(project: &Project, now: &str) -> bool {
    let site = project.clone().at(now).build();
    assert_eq!(site.errors(), "");
    let public = site.has("/articles/post/");
    for list in ["/feed.xml", "/sitemap.xml"] {
        assert_eq!(site.text(list).contains("/articles/post/"), public, "{list} at {now}");
    }
    public
}

#[test]
fn scheduled_posts_appear_at_local_time_and_never_early() {
    // Zone, date as written, the last second before it and the instant itself.
    let cases = [
        ("America/New_York", "2026-12-14", "2026-12-14T04:59:59Z", "2026-12-14T05:00:00Z"),
        ("America/Chicago", "2026-12-14 07:00", "2026-12-14T12:59:59Z", "2026-12-14T13:00:00Z"),
        ("America/Chicago", "2026-06-14 07:00", "2026-06-14T11:59:59Z", "2026-06-14T12:00:00Z"),
        ("America/Phoenix", "2026-06-14 07:00", "2026-06-14T13:59:59Z", "2026-06-14T14:00:00Z"),
        ("Pacific/Honolulu", "2026-12-14", "2026-12-14T09:59:59Z", "2026-12-14T10:00:00Z"),
        ("Pacific/Kiritimati", "2026-12-14", "2026-12-13T09:59:59Z", "2026-12-13T10:00:00Z"),
        ("Asia/Kolkata", "2026-12-14 00:15", "2026-12-13T18:44:59Z", "2026-12-13T18:45:00Z"),
        // The hour that comes twice: the later one counts.
        ("America/New_York", "2026-11-01 01:30", "2026-11-01T06:29:59Z", "2026-11-01T06:30:00Z"),
        // The days on which the clocks change.
        ("America/New_York", "2026-03-08 03:00", "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-03-09", "2026-03-09T03:59:59Z", "2026-03-09T04:00:00Z"),
        // Midnight itself is skipped: the day begins at 1 am.
        ("America/Havana", "2026-03-08", "2026-03-08T04:59:59Z", "2026-03-08T05:00:00Z"),
        // An offset says the instant whatever the zone.
        ("America/Chicago", "2026-12-14T07:00:00+01:00", "2026-12-14T05:59:59Z", "2026-12-14T06:00:00Z"),
    ];
    for (zone, date, before, then) in cases {
        let project = post(zone, &format!("date: {date}"));
        assert!(!is_public(&project, before), "{zone} {date} is early");
        assert!(is_public(&project, then), "{zone} {date} is late");
    }
}

#[test]
fn a_time_that_the_clocks_skip_is_an_error_with_both_readings() {
    let site = post("America/New_York", "date: 2026-03-08 02:30").build();
    assert!(site.errors().starts_with("error yaml/bad-date content/articles/post.md:3 "), "{}", site.problems());
    assert_eq!(site.help("yaml/bad-date"), "write 01:30 or 03:30");
}

#[test]
fn expired_posts_leave_at_their_instant() {
    let project = post("America/Chicago", "date: 2026-01-01\nexpires: 2026-03-01");
    assert!(is_public(&project, "2026-03-01T05:59:59Z"));
    assert!(!is_public(&project, "2026-03-01T06:00:00Z"));
}

#[test]
fn the_last_day_of_the_calendar_never_comes() {
    for zone in ["America/Chicago", "UTC", "Pacific/Kiritimati"] {
        for day in ["9999-12-31", "9999-12-30"] {
            let never = post(zone, &format!("date: {day}"));
            assert!(!is_public(&never, "2026-03-01T06:00:00Z"), "{day} in {zone}");
            let ever = post(zone, &format!("date: 2026-01-01\nexpires: {day}"));
            assert!(is_public(&ever, "2026-03-01T06:00:00Z"), "{day} in {zone}");
        }
    }
}

#[test]
fn stories_need_a_live_consent() {
    let consent = |more: &str| {
        let front = format!(
            "title: My story\ndate: 2026-11-01\nconsent:\n  ref: C-1\n  type: hipaa-authorization\n  signed_on: 2026-10-01\n{more}"
        );
        Project::new().document("stories/mine.md", &front, "Text.")
    };
    let cases = [
        ("", true),
        ("  scope: [website, print]", true),
        ("  expires_on: 2026-11-23", true),
        ("  scope: [print]", false),
        ("  expires_on: 2026-11-22", false),
        ("  revoked: true", false),
    ];
    for (more, public) in cases {
        let site = consent(more).build();
        assert_eq!(site.has("/stories/mine/"), public, "{more:?}");
        assert_eq!(site.errors(), "", "{more:?}");
        assert_eq!(site.problems().contains("warning consent/missing"), !public, "{more:?}");
    }
    let never_asked = Project::new().document("stories/mine.md", "title: My story\ndate: 2026-11-01", "Text.").build();
    assert!(never_asked.errors().contains("consent/missing content/stories/mine.md"), "{}", never_asked.problems());
    let all = Shown { drafts: true, future: true, expired: true };
    let asked_for = consent("  revoked: true").showing(all).build();
    assert!(!asked_for.has("/stories/mine/"), "no switch shows a story without consent");
}

#[test]
fn held_back_posts_show_only_where_asked_for_and_say_so() {
    let cases = [
        ("date: 2026-11-01\ndraft: true", Shown { drafts: true, ..Shown::default() }),
        ("date: 2026-12-14", Shown { future: true, ..Shown::default() }),
        ("date: 2026-01-01\nexpires: 2026-03-01", Shown { expired: true, ..Shown::default() }),
    ];
    for (at, (front, _)) in cases.iter().enumerate() {
        for (other, (_, shown)) in cases.iter().enumerate() {
            let site = post("America/Chicago", front).at(NOW).showing(*shown).build_clean();
            assert_eq!(site.has("/articles/post/"), at == other, "{front:?} with {shown:?}");
            if at == other {
                let page = site.page("/articles/post/");
                let robots = page.all("meta").find(|meta| meta.get("name") == Some("robots")).expect("robots");
                assert_eq!(robots.get("content"), Some("noindex"), "{front:?}");
                assert!(site.text("/articles/post/").contains("preview-mark"), "{front:?}");
            }
        }
    }
}
