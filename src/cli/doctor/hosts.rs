//! Whether a target of `deploy` has what it needs and, where that was asked, answers.

use crate::config::DeployTarget;
use crate::deploy;
use crate::world::DiskWorld;

use super::super::deploy::{host_of, moment};
use super::finding::Finding;
use super::installation::on_path;

/// Looks at a target.
pub(super) fn look(target: &DeployTarget, world: &DiskWorld, online: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some((program, where_from)) = deploy::program(target.kind) {
        let Some(path) = on_path(program) else {
            return vec![
                Finding::problem(format!("`{program}` is missing, and this kind of host needs it")).help(where_from),
            ];
        };
        found.push(Finding::ok(format!("`{program}` is `{}`", path.display())));
    }
    let host = match host_of(target, world) {
        Ok(host) => host,
        Err(stop) => {
            let (message, help) = stop.parts();
            found.push(help.iter().fold(Finding::problem(message), |finding, help| finding.help(help.clone())));
            return found;
        }
    };
    found.push(Finding::ok(format!("everything needed to publish to {} is in place", host.name())));
    if !online {
        found.push(Finding::note("the host was not contacted").help("contact it with `bedside doctor --online`"));
        return found;
    }
    found.push(match deploy::deployed(&*host) {
        Ok(Some((at, _))) => {
            let zone = crate::base::Zone::utc();
            Finding::ok(format!("the host answers; this website has been online there since {} UTC", moment(&zone, at)))
        }
        Ok(None) => Finding::ok("the host answers; as far as Bedside knows, this website is not there"),
        Err(error) => {
            let finding = Finding::problem(format!("the host does not answer as it should: {error}"));
            error.help.iter().fold(finding, |finding, help| finding.help(help.clone()))
        }
    });
    found
}
