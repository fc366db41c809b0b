//! `links.csv`: every tracked link of the kit in one list, to look visits up by.

use crate::base::OutputPath;

use super::KitFolder;
use super::csv::row;

/// The list; `None` if there is no post.
pub(super) fn links(folders: &[KitFolder<'_>]) -> Option<(OutputPath, String)> {
    let mut out = String::new();
    row(&mut out, &["Document", "Title", "Network", "Link"]);
    let mut count = 0;
    for folder in folders {
        for post in &folder.posts {
            row(&mut out, &[folder.document, folder.title, post.name, &post.link]);
            count += 1;
        }
    }
    (count > 0).then(|| (OutputPath::new("links.csv"), out))
}
