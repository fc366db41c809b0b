//! The example site as browsers and crawlers get it.

use std::collections::BTreeSet;

use crate::support::{Element, example};

#[test]
fn it_builds_without_any_problem() {
    assert_eq!(example().problems(), "");
    assert!(example().pages().count() > 60, "{} pages", example().pages().count());
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_another_host() {
    for (path, page) in example().pages() {
        for element in page.elements() {
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on") && name != "style", "{path}: {element:?}");
                assert!(!value.trim_start().to_ascii_lowercase().starts_with("javascript:"), "{path}: {element:?}");
            }
            // The search sends nothing: its script answers in the page.
            let is_search = element.name == "form"
                && element.get("role") == Some("search")
                && element.get("action").is_some_and(|action| action.starts_with('/'));
            assert!(
                is_search || !["style", "iframe", "object", "embed", "base", "form"].contains(&element.name.as_str()),
                "{path}: {element:?}"
            );
            if element.name == "script" && !element.is_data_block() {
                assert!(element.get("src").is_some_and(|src| src.starts_with("/assets/")), "{path}: {element:?}");
            }
            // The code on paper is a picture within the page.
            let is_code = element.get("class") == Some("qr");
            for resource in resources(element).into_iter().filter(|_| !is_code) {
                assert!(resource.starts_with('/') && !resource.starts_with("//"), "{path}: {element:?}");
            }
        }
        let written = page.texts_in("script").iter().filter(|text| !text.is_empty()).count();
        let data = page.elements().filter(|element| element.is_data_block()).count();
        assert!(written == data && data <= 1, "{path}: an inline script");
        assert!(!page.has_comment(), "{path}: an HTML comment");
    }
}

#[test]
fn styles_and_scripts_ask_no_other_host_and_set_no_cookie() {
    let site = example();
    let texts = |ending: &'static str| {
        let files = site.files.iter().filter(move |(path, _)| path.ends_with(ending));
        files.map(|(path, bytes)| (path, std::str::from_utf8(bytes).expect("text")))
    };
    assert!(texts(".css").count() > 1 && texts(".js").count() > 1);
    for (path, style) in texts(".css") {
        assert!(!style.contains("@import"), "{path}");
        for address in style.split("url(").skip(1) {
            let address = address.trim_start_matches(['"', '\'']);
            let is_own =
                address.starts_with("data:") || !address.split(')').next().is_some_and(|own| own.contains("//"));
            assert!(is_own, "{path}: {}", &address[..address.len().min(60)]);
        }
    }
    let reaching =
        ["cookie", "sendBeacon", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "http:", "https:"];
    for (path, script) in texts(".js") {
        for word in reaching {
            assert!(!script.contains(word), "{path}: {word}");
        }
    }
    assert!(!site.text("/_headers").to_lowercase().contains("cookie"));
}

/// What a browser fetches by itself for an element.
fn resources(element: &Element) -> Vec<String> {
    let mut found: Vec<String> =
        ["src", "poster", "data"].iter().filter_map(|name| element.get(name).map(str::to_owned)).collect();
    if let Some(set) = element.get("srcset") {
        found.extend(set.split(", ").filter_map(|part| part.split(' ').next().map(str::to_owned)));
    }
    let fetched =
        ["stylesheet", "icon", "preload", "manifest", "modulepreload", "prefetch", "preconnect", "dns-prefetch"];
    if element.name == "link" && element.get("rel").is_some_and(|rel| fetched.contains(&rel)) {
        found.extend(element.get("href").map(str::to_owned));
    }
    found
}

#[test]
fn every_reference_of_every_page_resolves() {
    let site = example();
    for (path, page) in site.pages() {
        let ids: BTreeSet<&str> = page.elements().filter_map(|element| element.get("id")).collect();
        let count = page.elements().filter(|element| element.get("id").is_some()).count();
        assert_eq!(ids.len(), count, "{path}: an id stands twice");
        for element in page.elements() {
            let mut targets = resources(element);
            targets.extend(element.get("href").map(str::to_owned));
            for target in targets {
                let own = target.strip_prefix("https://alderstreet.example").unwrap_or(&target);
                if let Some(id) = own.strip_prefix('#') {
                    assert!(ids.contains(id), "{path}: {target}");
                } else if own.starts_with('/') {
                    let (file, part) = own.split_once('#').unwrap_or((own, ""));
                    let file = file.split('?').next().unwrap_or(file);
                    assert!(site.has(file), "{path}: {target}");
                    let has = |id: &str| site.page(file).elements().any(|element| element.get("id") == Some(id));
                    assert!(part.is_empty() || has(part), "{path}: {target}");
                }
            }
            for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
                for id in element.get(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{path}: {name} {id}");
                }
            }
        }
    }
}

#[test]
fn no_picture_is_published_that_no_page_asks_for() {
    let site = example();
    let all: String = site
        .files
        .iter()
        .filter(|(path, _)| [".html", ".css", ".xml"].iter().any(|extension| path.ends_with(extension)))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    for path in site.files.keys().filter(|path| path.starts_with("media/")) {
        let name = path.rsplit('/').next().unwrap_or(path);
        assert!(all.contains(name), "{path}");
    }
}

#[test]
fn the_headers_forbid_what_the_pages_do_not_do() {
    let headers = example().text("/_headers");
    let policy =
        headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: ")).expect("a policy");
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    for directive in
        ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    {
        assert!(directives.contains(&directive), "{directive} in {policy}");
    }
    for loose in ["unsafe-inline", "unsafe-eval", "*", "http:", "https:"] {
        assert!(!policy.contains(loose), "{loose} in {policy}");
    }
    for header in ["X-Content-Type-Options: nosniff", "Referrer-Policy: ", "Permissions-Policy: ", "immutable"] {
        assert!(headers.contains(header), "{header}");
    }
    assert!(headers.starts_with("/*\n"), "for every answer");
}

#[test]
fn every_page_has_one_heading_a_title_and_an_address_of_its_own() {
    let mut canonical = BTreeSet::new();
    for (path, page) in example().pages() {
        let redirect = page.all("meta").any(|meta| meta.get("http-equiv").is_some());
        assert_eq!(page.all("h1").count(), usize::from(!redirect), "{path}");
        assert!(page.all("html").all(|html| html.get("lang").is_some()), "{path}");
        assert!(!page.text_in("title").is_empty(), "{path}");
        let address =
            page.all("link").find(|link| link.get("rel") == Some("canonical")).and_then(|link| link.get("href"));
        // The page of links has a version for each channel, which is the same page to search engines.
        let is_version = path.contains("links/") && !path.ends_with("links/index.html");
        assert!(redirect || is_version || canonical.insert(address.map(str::to_owned)), "{path}: {address:?} twice");
    }
}
