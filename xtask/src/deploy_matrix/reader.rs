//! A reader who looks at pages, all that they need and where they lead, while they are being replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::place::Store;

/// What a reader met.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Pages that were looked at.
    pub(crate) pages: usize,
    /// Files and pages that were looked at because a page needs them or leads to them.
    pub(crate) others: usize,
    /// What was not there.
    pub(crate) missing: BTreeSet<String>,
    /// What was neither of the versions.
    pub(crate) mixed: BTreeSet<String>,
}

type Files = BTreeMap<String, Vec<u8>>;

/// Looks at `pages` again and again until `stop`. Each must be as it is in one of the `versions`, and so must all that it
/// needs; what it leads to must be there.
pub(crate) fn read(
    store: &dyn Store,
    pages: &[String],
    versions: &[&Files],
    stop: &AtomicBool,
) -> Result<Seen, String> {
    let mut seen = Seen::default();
    while !stop.load(Ordering::Relaxed) {
        for (at, page) in pages.iter().enumerate() {
            look(store, page, versions, at % 10 == 0, &mut seen)?;
            if stop.load(Ordering::Relaxed) && seen.pages >= pages.len() {
                break;
            }
        }
    }
    Ok(seen)
}

fn look(store: &dyn Store, page: &str, versions: &[&Files], follows: bool, seen: &mut Seen) -> Result<(), String> {
    seen.pages += 1;
    let Some(bytes) = store.get(page)? else {
        seen.missing.insert(page.to_owned());
        return Ok(());
    };
    if !versions.iter().any(|files| files.get(page) == Some(&bytes)) {
        seen.mixed.insert(page.to_owned());
    }
    for path in named(&String::from_utf8_lossy(&bytes)) {
        let is_page = path.rsplit('.').next() == Some("html");
        if is_page && !follows {
            continue;
        }
        seen.others += 1;
        match store.get(&path)? {
            None => drop(seen.missing.insert(format!("{path}, for {page}"))),
            Some(found) if !is_page && !versions.iter().any(|files| files.get(&path) == Some(&found)) => {
                seen.mixed.insert(path);
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The files of the site that a page names, as paths.
fn named(page: &str) -> BTreeSet<String> {
    let after = ["href=\"", "src=\""].into_iter().flat_map(|word| page.split(word).skip(1));
    let values = after.filter_map(|rest| rest.split('"').next());
    let own = values.filter_map(|value| value.strip_prefix('/').filter(|path| !path.starts_with('/')));
    own.map(|path| path.split(['#', '?']).next().unwrap_or_default())
        .map(|path| if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() })
        .collect()
}
