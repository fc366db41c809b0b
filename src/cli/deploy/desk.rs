//! Deployments that the desk asks for: the same as on the command line, told to a page.

use std::cell::Cell;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::serve::{Declined, Errand, Published, Publisher};
use crate::world::DiskWorld;

use super::super::build::BuildFormat;
use super::super::project::ProjectArgs;
use super::super::{Exit, Io, Surroundings};
use super::turn::{Asked, Turn};
use super::{DeployArgs, settings};

/// What deploys for the desk.
pub(in crate::cli) struct FromDesk {
    root: PathBuf,
    surroundings: Surroundings,
}

impl FromDesk {
    /// For the project at `root`.
    pub(in crate::cli) fn new(root: &Path, surroundings: &Surroundings) -> Self {
        let surroundings = Surroundings {
            input_is_terminal: false,
            output_is_terminal: false,
            messages_is_terminal: false,
            no_colour: true,
            ..surroundings.clone()
        };
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        Self { root, surroundings }
    }

    /// Does something as its own command would; what it says is given back with what it came to.
    fn told<T>(&self, action: impl FnOnce(&DiskWorld, &mut Io<'_>) -> T) -> Result<(T, String), String> {
        let (mut input, mut output, mut messages) = (Cursor::new(Vec::new()), Vec::new(), Vec::new());
        let mut io = Io::new(&mut input, &mut output, &mut messages, self.surroundings.clone());
        let world = ProjectArgs::at(&self.root).open(None, &io.surroundings).map_err(|stop| stop.text(false))?;
        let value = action(&world, &mut io);
        Ok((value, String::from_utf8_lossy(&messages).into_owned()))
    }
}

impl Publisher for FromDesk {
    fn targets(&self) -> Vec<(String, String)> {
        let config = self.told(settings).ok().and_then(|(config, _)| config.ok().flatten());
        let targets = config.map(|config| config.deploy).unwrap_or_default();
        targets.into_iter().map(|target| (target.name.clone(), target.kind.word().to_owned())).collect()
    }

    fn go(&self, errand: &Errand) -> Result<Published, Declined> {
        let args = DeployArgs {
            project: ProjectArgs::at(&self.root),
            target: Some(errand.target.clone()),
            output: None,
            dry_run: !errand.send,
            verify: false,
            watch: false,
            if_due: false,
            yes: errand.agreed,
            print_config: None,
            format: BuildFormat::Human,
        };
        let asks = Cell::new(false);
        let asked = Asked { args: &args, quiet: true, asks: Some(&asks) };
        let declined = |reason: String| Declined { reason, asks: asks.get() };
        let (turn, messages) = self.told(|world, io| asked.turn(world, io)).map_err(declined)?;
        match turn {
            Ok(Turn { exit: Exit::Fine, published: Some(published), .. }) => Ok(published),
            Ok(_) => Err(declined(messages)),
            Err(stop) => Err(declined(stop.text(false))),
        }
    }
}
