//! The block with which readers pass a page on.

use crate::support::{Page, Project};

/// The addresses of the links that no crawler need follow.
fn ways(page: &Page) -> Vec<String> {
    let ways = page.all("a").filter(|link| link.get("rel") == Some("nofollow"));
    ways.map(|link| link.get("href").unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_usual_networks_are_offered_with_the_plain_address() {
    let site = Project::new().document("articles/flu.md", "title: Flu & you\ndate: 2026-11-02", "").build_clean();
    let page = site.page("/articles/flu/");
    let url = "https%3A%2F%2Fclinic.example%2Farticles%2Fflu%2F";
    let expected = [
        format!("https://www.facebook.com/sharer/sharer.php?u={url}"),
        format!("https://x.com/intent/tweet?text=Flu%20%26%20you&url={url}"),
        format!("https://bsky.app/intent/compose?text=Flu%20%26%20you%20{url}"),
        format!("https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        format!("https://wa.me/?text=Flu%20%26%20you%20{url}"),
        format!("mailto:?subject=Flu%20%26%20you&body={url}"),
    ];
    let ways = ways(&page);
    let mut offered: Vec<&str> = ways.iter().map(String::as_str).collect();
    offered.sort_by_key(|href| expected.iter().position(|known| known == href));
    assert_eq!(offered, expected);
}

#[test]
fn networks_in_use_replace_the_usual_ones_and_those_without_an_address_are_left_out() {
    let site = Project::new().settings("channels: [instagram, mastodon]\n").article("flu", "", "").build_clean();
    let page = site.page("/articles/flu/");
    let ways = ways(&page);
    assert_eq!(ways.len(), 3, "{ways:?}");
    assert!(ways[0].starts_with("https://mastodonshare.com/"));
}

#[test]
fn what_only_a_script_can_do_is_hidden_without_it() {
    let page = Project::new().article("flu", "", "").build_clean().page("/articles/flu/");
    let buttons: Vec<_> = page.all("button").collect();
    assert_eq!(buttons.len(), 6, "share, copy, and print in two sizes, at the top and at the end");
    let copied = buttons.iter().find_map(|button| button.get("data-copy"));
    assert_eq!(copied, Some("https://clinic.example/articles/flu/"));
    let places = page.elements().filter(|element| ["li", "p"].contains(&element.name.as_str()));
    let hidden =
        places.filter(|place| place.get("hidden").is_some() && place.get("class") != Some("hours-now")).count();
    assert_eq!(hidden, 5);
}

#[test]
fn a_claim_is_shared_by_its_own_address_and_its_fact() {
    let claim = |id: &str| format!("  - {{id: {id}, claim: It is bad, verdict: \"false\", fact: The fact of {id}}}\n");
    let front = format!("title: Facts on flu\ndate: 2026-11-02\nclaims:\n{}{}", claim("one"), claim("two"));
    let site = Project::new().document("myths/flu.md", &front, "").build();
    let page = site.page("/myths/flu/one/");
    let x = ways(&page).into_iter().find(|href| href.starts_with("https://x.com/")).expect("X");
    assert!(x.contains("The%20fact%20of%20one") && x.ends_with("flu%2Fone%2F"), "{x}");
}

#[test]
fn pages_people_retracted_texts_and_stories_without_consent_to_it_have_none() {
    let consent =
        "consent: {ref: r, type: hipaa-authorization, scope: [website], signed_on: 2026-10-01, expires_on: 2027-01-01}";
    let site = Project::new()
        .document("pages/about.md", "title: About us", "")
        .document("people/ng.md", "title: Ana Ng", "")
        .article("wrong", "corrections: [{date: 2026-11-20, severity: retraction, what: It was wrong.}]", "")
        .document("stories/mine.md", &format!("title: Mine\ndate: 2026-11-01\n{consent}"), "My story.")
        .build();
    for path in ["/about/", "/people/ng/", "/articles/wrong/", "/stories/mine/"] {
        let page = site.page(path);
        assert_eq!((ways(&page).len(), page.all("button").count()), (0, 0), "{path}");
    }
}
