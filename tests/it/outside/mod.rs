//! What programs of others make of a site: python-icalendar and ical.js of its calendars, feedparser of its feeds, html5lib and
//! the Nu Html Checker of its pages, exiftool of its pictures, twitter-text of texts for X.
//!
//! `project` is a small site with what is hard to write. `make.py` builds it and saves what the programs read; `counts.js` does
//! so for texts. The tests need neither: they build the same project, and hold it against what was saved.

mod calendars;
mod counts;
mod feeds;
mod pages;
mod pictures;

use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Built, project_in};

/// The site of `project`.
fn site() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let site = project_in("tests/it/outside/project").build();
        assert_eq!(site.errors(), "");
        site
    })
}

fn saved(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The keys and values of an object.
fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().expect("an object").iter().map(|(key, value)| (key.as_str(), value))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}
