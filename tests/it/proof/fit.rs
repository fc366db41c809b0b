//! What a practice's own data do to the pages: long names and addresses, photos of every shape; and the menu of a phone.

use serde_json::json;

use super::kinds::THEMES;
use super::server::Host;
use super::{FOCUSED, open, texts};
use crate::serve::browser::Browser;
use crate::support::{Built, Project, photo_with_place};

/// An address of 48 letters, a practice with a word of 20, titles with one of 30: all are ordinary.
fn long_words(theme: &str) -> Built {
    let practice = "  name: Gastroenterologische Gemeinschaftspraxis\n  phone: (555) 555-0142\n  \
        email: appointments@gastroenterologyassociates.example\n  appointments_url: https://portal.example/book\n";
    let title = "Pneumonoultramicroscopicsilico";
    let mut project = Project::empty()
        .settings(&format!(
            "title: Gastroenterologische Gemeinschaftspraxis\nurl: https://clinic.example\ntimezone: America/Chicago\n\
             theme: {theme}\npractice:\n{practice}"
        ))
        .document("people/ng.md", "title: Laryngotracheobronchitis Ng\nrole: Gastroenterologist", "Text.")
        .document(
            "pages/contact.md",
            "title: Hypogammaglobulinemia",
            "<appointments@gastroenterologyassociates.example>",
        );
    for name in ["a", "b", "c"] {
        let front = format!(
            "title: {title} {name}\ndate: 2026-11-02\nauthors: [ng]\nconditions: [influenza]\nreviewed: {{by: ng, on: 2026-11-02}}\n\
             sources: [{{id: x, title: {title}, URL: \"https://{title}.example/{title}/{title}\", issued: 2020}}]"
        );
        let text = format!(
            "{title} {title}.[@x]\n\n## {title}\n\n- {title}\n\n| {title} | {title} |\n|---|---|\n| {title} | b |\n"
        );
        project = project.document(&format!("articles/{name}.md"), &front, &text);
    }
    project.at("2026-11-26T12:00:00Z").without_cards().build()
}

#[test]
fn long_words_and_addresses_stay_on_a_phone() {
    let Some(usual) = Browser::start() else { return };
    let Some(large) = Browser::with_text_of(32) else { return };
    let wide = "(() => { const html = document.documentElement; if (html.scrollWidth <= html.clientWidth) return []; \
        const wide = [...document.body.querySelectorAll('*')].find((part) => part.getBoundingClientRect().right > html.clientWidth + 1); \
        return [`${html.scrollWidth}: ${wide?.outerHTML.slice(0, 160)}`]; })()";
    let hosts: Vec<(&str, Host)> = THEMES.iter().map(|theme| (*theme, Host::of(long_words(theme)))).collect();
    let mut found = Vec::new();
    for (mut browser, text) in [(usual, 100), (large, 200)] {
        for (theme, host) in &hosts {
            let pages = [
                "/",
                "/articles/",
                "/articles/b/",
                "/people/",
                "/people/ng/",
                "/links/",
                "/conditions/",
                "/contact/",
                "/search/",
                "/404.html",
            ];
            for path in pages {
                browser.size(360);
                open(&mut browser, host, path);
                browser.eval("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
                for width in [320, 360, 375] {
                    browser.size(width);
                    let broken = texts(&browser.eval(wide));
                    found.extend(
                        broken.into_iter().map(|one| format!("{theme}, {path}, {width}, text of {text} %: {one}")),
                    );
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_menu_of_a_phone_closes_when_the_keyboard_goes_on() {
    let Some(mut browser) = Browser::start() else { return };
    for theme in THEMES {
        let host = Host::of(long_words(theme));
        browser.size(360);
        open(&mut browser, &host, "/articles/b/");
        browser.eval("document.querySelector('.menu summary').click()");
        browser.eval("document.querySelector('.menu summary').focus()");
        let links = browser.eval("document.querySelectorAll('.menu a').length").as_u64().expect("a number");
        assert!(links > 2, "{theme}: {links} links");
        let is_open = "document.querySelector('.menu').open";
        for _ in 0..links {
            browser.tab();
            assert_eq!(browser.eval(is_open), true, "{theme}: it closed before its last link");
        }
        for _ in 0..6 {
            browser.tab();
            let stop = browser.eval(FOCUSED);
            assert_eq!(browser.eval(is_open), false, "{theme}: {}", stop["what"]);
            assert_eq!(texts(&stop["problems"]), [""; 0], "{theme}: {}", stop["what"]);
        }
    }
}

/// Widths of windows, and pixels of the screen for each of theirs.
const SCREENS: [(u32, f64); 8] =
    [(360, 1.0), (360, 2.0), (768, 1.0), (768, 2.0), (1280, 1.0), (1280, 2.0), (1920, 1.0), (1920, 2.0)];

/// Pixels that each picture of the page was chosen with, for each that its place needs; and whether there was a choice.
const CHOSEN: &str = "(async () => { const pictures = [...document.querySelectorAll('main img[srcset]')]; \
    for (const picture of pictures) picture.loading = 'eager'; \
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => {}))); \
    return pictures.filter((picture) => picture.checkVisibility()).map((picture) => { \
      const files = picture.srcset.split(', ').map((one) => one.split(' ')).map(([url, width]) => [new URL(url, location).href, parseInt(width)]); \
      const chosen = files.find(([url]) => url === picture.currentSrc)?.[1] ?? 0; \
      const box = picture.getBoundingClientRect(); \
      const ratio = picture.getAttribute('width') / picture.getAttribute('height'); \
      const shown = getComputedStyle(picture).objectFit === 'cover' ? Math.max(box.width, box.height * ratio) : box.width; \
      const all = files.map(([, width]) => width); \
      return { part: chosen / (shown * devicePixelRatio), width: box.width, chosen, least: Math.min(...all), most: Math.max(...all) }; }); })()";

#[test]
fn pictures_have_the_pixels_that_their_places_need() {
    let Some(mut browser) = Browser::start() else { return };
    // A larger file that is at hand already would be taken.
    browser.call("Network.enable", &json!({}));
    browser.call("Network.setCacheDisabled", &json!({ "cacheDisabled": true }));
    let mut found = Vec::new();
    for theme in THEMES {
        let mut project = Project::new()
            .settings(&format!("theme: {theme}\nhero: {{image: {{src: /p.jpg, alt: A door}}}}\n"))
            // A picture that stands on the page twice would be taken in its larger size.
            .write("static/p.jpg", photo_with_place(1680, 1120, "x"))
            .write("content/articles/p.jpg", photo_with_place(1600, 1067, "x"))
            .write("content/people/f.jpg", photo_with_place(900, 1200, "x"))
            .document("people/ng.md", "title: Ana Ng\nimage: {src: f.jpg, alt: Ana Ng}", "Text.");
        for name in ["a", "b", "c"] {
            project = project.article(
                name,
                "authors: [ng]\nconditions: [influenza]\nimage: {src: p.jpg, alt: A knee}",
                "Text.\n\n![A knee](p.jpg)\n",
            );
        }
        let host = Host::of(project.without_cards().build_clean());
        let mut seen = 0;
        for path in ["/", "/articles/", "/articles/a/", "/people/", "/people/ng/", "/conditions/influenza/"] {
            for (width, pixels) in SCREENS {
                let size = json!({ "width": width, "height": 900, "deviceScaleFactor": pixels, "mobile": false });
                browser.call("Emulation.setDeviceMetricsOverride", &size);
                open(&mut browser, &host, path);
                for picture in browser.eval(CHOSEN).as_array().expect("a list") {
                    seen += 1;
                    let part = picture["part"].as_f64().expect("a number");
                    let most = if pixels > 1.0 { 2.0 } else { 1.6 };
                    // Below the smallest file, and above the largest, there is no choice.
                    let short = part < 0.95 && picture["chosen"] != picture["most"];
                    // A face has a few kilobytes in any case.
                    let is_small = picture["width"].as_f64().expect("a number") < 120.0;
                    let wasted = part > most && picture["chosen"] != picture["least"] && !is_small;
                    if short || wasted {
                        found.push(format!("{theme}, {path}, {width} at {pixels}: {picture}"));
                    }
                }
            }
        }
        assert!(seen > 40, "{theme}: {seen} pictures");
    }
    assert!(found.is_empty(), "{found:#?}");
}
