//! Every kind of page in a real browser, from a host that sends the headers of `_headers`: rules of accessibility, the keyboard,
//! large text, zoom, forced colours, less motion, and that nothing leaves the origin or stays behind.
//!
//! Where `chromium` is not installed, these tests say `NOT CHECKED` and pass. axe is `tests/vendor/axe.min.js` (MPL 2.0).

mod bytes;
mod fit;
mod handbook;
mod kinds;
mod lighthouse;
mod nu;
mod phone;
mod server;
mod shots;

use serde_json::{Value, json};

use crate::serve::browser::Browser;
use kinds::{KINDS, site, site_in, site_with_pictures};
use server::Host;

const AXE: &str = include_str!("../../vendor/axe.min.js");

/// Rules of WCAG 2.2 A and AA, and best practice.
const RULES: &str = "{ preload: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: true } }, \
                     runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

/// Those of them that depend on colours.
const COLOURS: &str = "{ preload: false, resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }";

fn media(browser: &mut Browser, features: &[(&str, &str)]) {
    let features: Vec<Value> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    browser.call("Emulation.setEmulatedMedia", &json!({ "features": features }));
}

/// Opens a page, and waits for the script of the search where it has one.
fn open(browser: &mut Browser, host: &Host, path: &str) {
    // The same address may be open already.
    browser.eval("window.stale = 1");
    browser.visit(&format!("{}{path}", host.url));
    browser.wait("window.stale === undefined");
    if path.ends_with("/search/") {
        browser.wait("document.querySelector('form[data-ready]') !== null");
    }
}

fn texts(found: &Value) -> Vec<String> {
    found.as_array().expect("a list").iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_page_passes_axe_in_light_and_dark_on_phone_and_desk() {
    passes_axe("clinic");
}

#[test]
fn every_page_of_letter_passes_axe_in_light_and_dark_on_phone_and_desk() {
    passes_axe("letter");
}

fn passes_axe(theme: &str) {
    let Some(mut browser) = Browser::start() else { return };
    let host = Host::of(site_in(theme));
    let run = |rules: &str| {
        format!(
            "axe.run(document, {rules}).then(({{ violations }}) => violations.flatMap(({{ id, nodes }}) => \
             nodes.map((node) => `${{id}}: ${{node.target}} ${{node.any[0]?.message ?? ''}}`)))"
        )
    };
    let mut found = Vec::new();
    for (kind, path) in KINDS {
        open(&mut browser, &host, path);
        browser.eval(&format!("{AXE}; 0"));
        // In the dark nothing but colours differs.
        for (scheme, rules) in [("light", RULES), ("dark", COLOURS)] {
            media(&mut browser, &[("prefers-color-scheme", scheme)]);
            for width in [320, 1280] {
                browser.size(width);
                let broken = browser.eval(&run(rules));
                found.extend(texts(&broken).into_iter().map(|one| format!("{kind}, {scheme}, {width}: {one}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_page_fits_a_phone_and_text_of_twice_the_size() {
    fits("clinic");
}

#[test]
fn every_page_of_letter_fits_a_phone_and_text_of_twice_the_size() {
    fits("letter");
}

fn fits(theme: &str) {
    let Some(usual) = Browser::start() else { return };
    let Some(large) = Browser::with_text_of(32) else { return };
    let host = Host::of(site_in(theme));
    // A part that scrolls by itself, such as a wide table, may be wider; the page may not, and no text may be cut off.
    let wide = "(() => { const html = document.documentElement; const out = []; \
        if (html.scrollWidth > html.clientWidth) { \
          const wide = [...document.body.querySelectorAll('*')].find((part) => part.getBoundingClientRect().right > html.clientWidth + 1); \
          out.push(`the page is ${html.scrollWidth} wide: ${wide?.outerHTML.slice(0, 120)}`); } \
        for (const part of document.querySelectorAll('main *, header *, footer *')) { \
          const style = getComputedStyle(part); \
          const hidden = style.clipPath !== 'none' || part.closest('details:not([open]) > :not(summary)') || !part.checkVisibility(); \
          if (!hidden && style.overflowX === 'hidden' && part.scrollWidth > part.clientWidth + 1 && part.textContent.trim()) \
            out.push(`cut off: ${part.outerHTML.slice(0, 120)}`); } \
        return out; })()";
    let mut found = Vec::new();
    // 1280 pixels at 400 % are 320.
    for (mut browser, widths, text) in [(usual, &[320][..], 100), (large, &[640, 1280], 200)] {
        for (kind, path) in KINDS {
            open(&mut browser, &host, path);
            for width in widths {
                browser.size(*width);
                let broken = texts(&browser.eval(wide));
                found.extend(broken.into_iter().map(|one| format!("{kind}, {width}, text of {text} %: {one}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_keyboard_reaches_everything_and_shows_where_it_is() {
    let Some(mut browser) = Browser::start() else { return };
    let host = Host::of(site());
    let pages = [
        "/",
        "/articles/fever-in-children/",
        "/conditions/",
        "/search/",
        "/all-blocks/",
        "/events/saturday-vaccine-clinic/",
    ];
    let mut found = Vec::new();
    for path in pages {
        for width in [320, 1280] {
            browser.size(width);
            open(&mut browser, &host, path);
            let count = "[...document.querySelectorAll('a[href], button, input, summary, audio[controls], [tabindex=\"0\"]')]\
                .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled).length";
            let stops = browser.eval(count).as_u64().expect("a number").min(70);
            let mut seen = Vec::new();
            for _ in 0..stops {
                browser.tab();
                let stop = browser.eval(FOCUSED);
                if stop["lost"] == true {
                    break;
                }
                for problem in texts(&stop["problems"]) {
                    found.push(format!("{path} at {width}: {problem}: {}", stop["what"]));
                }
                seen.push(stop["what"].to_string());
            }
            let first = seen.first().cloned().unwrap_or_default();
            if !first.contains("#content") {
                found.push(format!("{path} at {width}: the first stop does not lead to the content: {first}"));
            }
            if (seen.len() as u64) + 4 < stops {
                found.push(format!("{path} at {width}: {} of {stops} stops", seen.len()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What has the focus, and what is wrong with how it shows.
const FOCUSED: &str = "(async () => { const frame = () => new Promise((done) => requestAnimationFrame(done)); \
    await frame(); \
    const part = document.activeElement; \
    if (!part || part === document.body || part === document.documentElement) return { lost: true, problems: [], what: '' }; \
    const problems = []; \
    const rings = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'; \
    let shows = [part, part.firstElementChild ?? part].some((one) => rings(getComputedStyle(one))); \
    for (const side of ['::before', '::after']) shows ||= getComputedStyle(part, side).outlineStyle !== 'none'; \
    for (let up = part.parentElement, steps = 0; up && steps < 4; up = up.parentElement, steps += 1) shows ||= rings(getComputedStyle(up)); \
    if (!shows) problems.push('the focus does not show'); \
    const box = () => part.getClientRects()[0] ?? part.getBoundingClientRect(); \
    const isInSight = ({ top, bottom, left, right }) => bottom > 0 && top < innerHeight && right > 0 && left < innerWidth; \
    for (let frames = 0; frames < 1200 && !isInSight(box()); frames += 1) await frame(); \
    const at = box(); const [x, y] = [at.left + at.width / 2, at.top + at.height / 2]; \
    if (at.width * at.height < 1) problems.push('it has no size'); \
    else if (!isInSight(at)) problems.push('it is out of sight'); \
    else { const top = document.elementFromPoint(x, y); \
      if (top && !part.contains(top) && !top.contains(part)) problems.push(`it is covered by ${top.outerHTML.slice(0, 80)}`); } \
    return { problems, what: part.outerHTML.slice(0, 160) }; })()";

#[test]
fn pages_heed_the_readers_settings_ask_nobody_else_and_leave_nothing_behind() {
    let Some(mut browser) = Browser::start() else { return };
    let host = Host::of(site_with_pictures("clinic"));
    let mut found = Vec::new();
    for (kind, path) in KINDS {
        let mut note = |broken: &Value| found.extend(texts(broken).into_iter().map(|one| format!("{kind}: {one}")));
        media(&mut browser, &[("prefers-reduced-motion", "reduce")]);
        open(&mut browser, &host, path);
        note(&browser.eval(MOVING));
        if path.ends_with("/search/") {
            browser.eval("(() => { const input = document.querySelector('#search-input'); input.value = 'chest pain'; input.dispatchEvent(new Event('input')); })()");
        }
        browser.eval("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
        note(&browser.eval(LEFT));
        media(&mut browser, &[("forced-colors", "active"), ("prefers-color-scheme", "dark")]);
        note(&browser.eval(BARE));
    }
    let cookies = browser.call("Network.getCookies", &json!({ "urls": [host.url] }));
    assert_eq!(cookies["cookies"], json!([]));
    let missed = host.missed.lock().expect("the paths").clone();
    let missed: Vec<&String> = missed.iter().filter(|path| path.as_str() != "/favicon.ico").collect();
    assert!(found.is_empty() && missed.is_empty(), "{found:#?} {missed:?}");
}

/// Controls and boxes that are seen by their background alone, which forced colours take away.
const BARE: &str = "[...document.querySelectorAll('.button, main button, input, .callout, .in-short, .next-step, .notice')]\
        .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest('dfn')).filter((part) => { const style = getComputedStyle(part); \
          return ['Top', 'Bottom'].every((side) => style[`border${side}Style`] === 'none' || parseFloat(style[`border${side}Width`]) === 0) \
            && style.textDecorationLine === 'none'; }).map((part) => part.outerHTML.slice(0, 120))";

/// What moves although the reader asked for less motion.
const MOVING: &str = "[...document.querySelectorAll('*')].filter((part) => { const style = getComputedStyle(part); \
        const long = (text) => text.split(',').some((time) => parseFloat(time) > 0.01); \
        return (style.animationName !== 'none' && long(style.animationDuration)) || long(style.transitionDuration) || style.scrollBehavior === 'smooth'; })\
        .map((part) => part.outerHTML.slice(0, 100)).concat([...document.querySelectorAll('[autoplay], marquee, blink')].map((part) => part.outerHTML.slice(0, 100)))";

/// What is asked of other hosts, what stays in the browser, and what breaks the policy.
const LEFT: &str = "(async () => { const found = []; \
        for (const { name } of performance.getEntriesByType('resource')) if (!name.startsWith(location.origin + '/') && !name.startsWith('data:')) found.push(`asks ${name}`); \
        if (document.cookie) found.push(`cookie ${document.cookie}`); \
        const kept = [localStorage, sessionStorage].flatMap((store) => Object.keys(store)).filter((key) => key !== 'theme'); \
        if (kept.length) found.push(`keeps ${kept}`); \
        if ((await indexedDB.databases()).length || (await navigator.serviceWorker?.getRegistrations() ?? []).length) found.push('keeps a database or worker'); \
        const watch = new ReportingObserver((all) => found.push(...all.map((one) => `breaks ${one.body.effectiveDirective} ${one.body.blockedURL}`)), { types: ['csp-violation'], buffered: true }); \
        watch.observe(); \
        for (let turn = 0; turn < 5; turn++) await new Promise((done) => setTimeout(done)); \
        return found; })()";
