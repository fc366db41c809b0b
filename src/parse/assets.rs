//! Styles, scripts, fonts and icons of the theme, named by their content.
//!
//! They are published as the theme wrote them: compression on the way takes what a minifier would.

mod brand;
mod css;

use std::collections::BTreeMap;

use crate::base::{ContentHash, VPath};
use crate::config::Brand;
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::source::SourceSet;
use crate::theme::Backgrounds;
use crate::world::{World, read_layered};

/// Largest asset, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The name under which the generated color sheet is known.
pub const BRAND_SHEET: &str = "brand.css";

/// The generated icon, for practices without a logo.
pub const BRAND_ICON: &str = "brand-icon.svg";

/// The project's own style sheet, linked after the theme's.
pub const SITE_SHEET: &str = "site.css";

/// A file of the theme as published.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path below the site's root: `/assets/theme.1a2b3c4d5e.css`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The published files of the theme by their names in it.
#[derive(Clone, Debug, Default)]
pub struct Assets(pub BTreeMap<String, Asset>);

impl Assets {
    /// The path of an asset.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|asset| asset.path.as_str())
    }
}

/// What the generated sheet and icon are made of.
#[derive(Clone, Copy, Debug)]
pub struct BrandAssets<'h> {
    /// Colors, typefaces, logo.
    pub brand: &'h Brand,
    /// The practice's name.
    pub name: &'h str,
    /// The backgrounds of the theme.
    pub grounds: &'h Backgrounds,
}

/// Reads the assets of the theme. Style sheets come last, because their `url(...)` name the published names of the others.
#[must_use]
pub fn assets(world: &dyn World, sources: &SourceSet, house: BrandAssets<'_>) -> Outcome<Assets> {
    let mut assets = Assets::default();
    let mut diagnostics = Vec::new();
    let mut names: Vec<&String> = sources.assets.keys().collect();
    names.sort_by_key(|name| (sources.assets[*name].extension() == "css", (*name).clone()));
    for name in names {
        let file = &sources.assets[name];
        match read_layered(world, file, LARGEST) {
            Ok(bytes) => add(&mut assets, name, file, bytes, &mut diagnostics),
            Err(problem) => {
                let diagnostic = Diagnostic::new(&codes::UNREADABLE_FILE, format!("cannot be read: {problem}"));
                diagnostics.push(diagnostic.at(Place::file(file)));
            }
        }
    }
    publish(&mut assets, BRAND_SHEET, brand::sheet(house.brand, house.grounds).into_bytes());
    publish(&mut assets, BRAND_ICON, brand::icon(house.brand, house.name).into_bytes());
    Outcome { value: assets, diagnostics }
}

fn add(assets: &mut Assets, name: &str, file: &VPath, bytes: Vec<u8>, sink: &mut Vec<Diagnostic>) {
    let extension = file.extension();
    if extension != "css" && extension != "js" {
        return publish(assets, name, bytes);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        sink.push(Diagnostic::new(&codes::NOT_TEXT, "a style sheet or script is UTF-8 text").at(Place::file(file)));
        return;
    };
    let text = if extension == "js" {
        text
    } else {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        css::rewrite_urls(&text, |url| {
            let target = assets.path(&format!("{prefix}{url}"))?;
            Some(relative(target))
        })
    };
    publish(assets, name, text.into_bytes());
}

/// A path below `/assets/` as a sheet in `/assets/` names it, so that sites in a sub-folder work.
fn relative(path: &str) -> String {
    path.trim_start_matches("/assets/").to_owned()
}

fn publish(assets: &mut Assets, name: &str, bytes: Vec<u8>) {
    let flat = name.replace('/', "-");
    let (stem, extension) = flat.rsplit_once('.').unwrap_or((&flat, "bin"));
    let path = format!("/assets/{stem}.{}.{extension}", ContentHash::of(&bytes).short());
    assets.0.insert(name.to_owned(), Asset { path, bytes });
}
