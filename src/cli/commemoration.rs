//! What is filled into a post for a health observance, and what is said where nothing can be.

use crate::compile::{Request, compile};
use crate::diag::did_you_mean;
use crate::model::Shown;
use crate::world::World;
use crate::write::{NoWords, commemoration};

use super::Stop;

/// The words of the archetype for an observance.
///
/// # Errors
/// A [`Stop`] if there is no such observance, or the project cannot be compiled.
pub(super) fn words(id: &str, world: &dyn World) -> Result<Vec<(&'static str, String)>, Stop> {
    let compiled =
        compile(world, &Request { shown: Shown::default(), ..Request::default() }).value.ok_or_else(|| {
            Stop::failed("the project has errors, so its observances are not known")
                .help("run `bedside check`, and fix what it reports")
        })?;
    let site = &compiled.site;
    commemoration(site, id).map_err(|problem| match problem {
        NoWords::Unknown => {
            let known = site.observances().map(|known| site.observance(known).id.as_str());
            let near = did_you_mean(id, known);
            Stop::usage(format!("there is no observance `{id}`"))
                .help(near.unwrap_or_else(|| "`bedside calendar --all` lists them with their ids".to_owned()))
        }
        NoWords::NoDate(years) => Stop::failed(format!("`{id}` has no date in the next {years} years")),
    })
}
