//! What the theme brings: words, assets, templates.

use std::sync::Arc;

use crate::base::VPath;
use crate::config::Config;
use crate::diag::Outcome;
use crate::parse;
use crate::plan::Theme;
use crate::render::Templates;
use crate::source::SourceSet;
use crate::theme::Contract;
use crate::world::World;

use super::cache::{Kept, versions};

/// A loaded theme.
pub(super) struct LoadedTheme {
    pub(super) theme: Theme,
    pub(super) templates: Templates,
}

/// The theme as it was loaded last.
#[derive(Default)]
pub(super) struct ThemeCache(Kept<Arc<LoadedTheme>>);

impl ThemeCache {
    /// The theme, loaded again where one of its files or a setting that it depends on changed.
    pub(super) fn of(&mut self, world: &dyn World, inputs: &ThemeInputs<'_>) -> Outcome<Arc<LoadedTheme>> {
        let ThemeInputs { sources, config, contract } = *inputs;
        let words = sources.words.values().flatten();
        let files: Vec<&VPath> = sources.templates.values().chain(sources.assets.values()).chain(words).collect();
        let settings =
            format!("{:?} {:?} {} {} {contract:?}", config.brand, config.languages, config.theme, config.practice.name);
        let key = versions(world, files).map(|key| format!("{settings} {key}"));
        self.0.by(key, || load(world, inputs).map(Arc::new))
    }
}

/// What a theme is loaded from.
#[derive(Clone, Copy)]
pub(super) struct ThemeInputs<'i> {
    pub(super) sources: &'i SourceSet,
    pub(super) config: &'i Config,
    pub(super) contract: &'i Contract,
}

fn load(world: &dyn World, inputs: &ThemeInputs<'_>) -> Outcome<LoadedTheme> {
    let ThemeInputs { sources, config, contract } = *inputs;
    let mut diagnostics = Vec::new();
    let templates = Templates::load(world, sources).into(&mut diagnostics);
    let marks = templates.marks().into(&mut diagnostics);
    let words = parse::words(world, sources, config).into(&mut diagnostics);
    let house = parse::BrandAssets { brand: &config.brand, name: &config.practice.name, grounds: &contract.grounds };
    let assets = parse::assets(world, sources, house).into(&mut diagnostics);
    Outcome {
        value: LoadedTheme { theme: Theme { words, assets, contract: contract.clone(), marks }, templates },
        diagnostics,
    }
}
