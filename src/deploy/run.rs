//! Carrying a plan out, so that a run that ends anywhere can be gone on with.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::host::{Host, HostError, patiently};
use super::lock::Lock;
use super::manifest::{MANIFEST, Manifest, Version};
use super::plan::{Class, DeployPlan};
use super::tree::{Tree, TreeFile};

/// So many files travel between two writings of the list.
const STRIDE: usize = 500;

/// How often a deployment begins again where another one of the same copy was faster.
const RACES: usize = 3;

/// So many bytes travel at once: on a slow line, the lock is renewed in between.
const STEP: u64 = 8 * 1024 * 1024;

/// The terms of a deployment.
#[derive(Clone, Debug)]
pub struct DeployOptions {
    /// Now.
    pub now: Timestamp,
    /// Until when this version of the site is good.
    pub until: Timestamp,
    /// Minutes for which files that left the site stay for the caches.
    pub grace: i64,
    /// How long readers who were loading a page when it changed may take for its pictures, before what left goes.
    pub pause: Duration,
    /// Who deploys, for others who want to.
    pub who: String,
    /// Identifies this copy of the project: its own leftover lock is not an obstacle.
    pub id: String,
    /// Whether someone agreed to large deletions, to replacing files of others and to doing without a damaged list.
    pub agreed: bool,
}

/// What a deployment came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeployReport {
    /// Files that travelled.
    pub uploaded: usize,
    /// Files that were deleted.
    pub deleted: usize,
    /// Files that were there already.
    pub unchanged: usize,
    /// Bytes that travelled.
    pub bytes: u64,
}

/// A deployment that was completed, or looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployed {
    /// The figures.
    pub report: DeployReport,
    /// All files that travelled, by path.
    pub sent: Vec<String>,
    /// Pages that are new.
    pub new: Vec<String>,
    /// Pages that change.
    pub changed: Vec<String>,
    /// Content that leaves.
    pub withdrawn: Vec<String>,
    /// Files that wait for the caches to forget them.
    pub leaving: usize,
    /// When the version that was there was complete.
    pub before: Option<Timestamp>,
    /// Until when it was good.
    pub until: Option<Timestamp>,
    /// Whether a run before this one was interrupted.
    pub resumed: bool,
}

/// Why nothing was deployed, or not all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The host did not do what it was asked.
    Host(HostError),
    /// Someone else deploys right now: who, and since when.
    Locked {
        /// Who.
        who: String,
        /// Since when.
        since: Timestamp,
    },
    /// The list on the host cannot be read.
    Damaged,
    /// Files of others are where the site has its own.
    Foreign(Vec<String>),
    /// So much would be deleted that someone must agree: what, and of how much.
    Large {
        /// What would go.
        gone: Vec<String>,
        /// Files of content there are.
        of: usize,
    },
}

impl From<HostError> for Refusal {
    fn from(error: HostError) -> Self {
        Self::Host(error)
    }
}

/// What a deployment would do now. Nothing is written.
///
/// # Errors
/// See [`Refusal`].
pub fn look(host: &dyn Host, tree: &Tree, terms: &DeployOptions) -> Result<Deployed, Refusal> {
    let (known, _) = known(host, terms)?;
    let plan = DeployPlan::new(tree, &known, terms.now, terms.grace);
    agree(host, &plan, &known, terms)?;
    Ok(outlook(&plan, &known))
}

/// As [`look`], for a tree in which some files are left out: those count as unchanged.
///
/// # Errors
/// See [`Refusal`].
pub fn look_without(
    host: &dyn Host,
    tree: &Tree,
    terms: &DeployOptions,
    left_out: &dyn Fn(&str) -> bool,
) -> Result<Deployed, Refusal> {
    let (mut known, _) = known(host, terms)?;
    known.files.retain(|path, _| tree.files.contains_key(path) || !left_out(path));
    Ok(outlook(&DeployPlan::new(tree, &known, terms.now, terms.grace), &known))
}

/// When the last deployment was complete, and until when it is good; `None` if the host does not say.
///
/// # Errors
/// Where the host does not answer.
pub fn deployed(host: &dyn Host) -> Result<Option<(Timestamp, Timestamp)>, HostError> {
    let manifest = patiently(|| host.read(MANIFEST))?.and_then(|bytes| Manifest::read(&bytes));
    Ok(manifest.filter(|manifest| manifest.doubtful.is_empty()).and_then(|manifest| manifest.at.zip(manifest.until)))
}

/// Brings the host to `tree`. `moved` is called for each file that travelled or was deleted.
///
/// # Errors
/// See [`Refusal`]. What was done until then stays, and the next run goes on from there.
pub fn deploy(
    host: &dyn Host,
    tree: &Tree,
    terms: &DeployOptions,
    moved: &(dyn Fn() + Sync),
) -> Result<Deployed, Refusal> {
    let mut lock = Lock::take(host, terms)?;
    let errand = Errand { host, tree, terms, moved };
    let mut seen = None;
    let mut deployed = locked(&mut lock, &errand, &mut seen);
    for _ in 0..RACES {
        // A run of this copy that was killed may have left a push behind, which arrives meanwhile.
        let raced = matches!(&deployed, Err(Refusal::Host(error)) if error.raced);
        if !raced || !is_own_doing(host, terms, seen.as_ref()).is_ok_and(|own| own) {
            break;
        }
        deployed = locked(&mut lock, &errand, &mut seen);
    }
    let released = lock.release();
    // After a failure the lock would only be in the way of the next try; where it stays, it is this copy's own.
    let deployed = deployed?;
    released?;
    Ok(deployed)
}

/// Whether it was not someone else who was faster. What is on its way gets some seconds to arrive.
fn is_own_doing(host: &dyn Host, terms: &DeployOptions, seen: Option<&Version>) -> Result<bool, Refusal> {
    for pause in [0, 500, 1000, 2000, 4000] {
        std::thread::sleep(Duration::from_millis(pause));
        let now = known(host, terms)?.0.version();
        if Some(&now) != seen {
            return Ok(now.0 == terms.id);
        }
    }
    Ok(true)
}

/// What is to be brought where.
struct Errand<'e> {
    host: &'e dyn Host,
    tree: &'e Tree,
    terms: &'e DeployOptions,
    /// Called for each file that travelled or was deleted.
    moved: &'e (dyn Fn() + Sync),
}

fn locked(lock: &mut Lock<'_>, errand: &Errand<'_>, seen: &mut Option<Version>) -> Result<Deployed, Refusal> {
    let &Errand { host, tree, terms, moved } = errand;
    let (mut known, was_written) = known(host, terms)?;
    *seen = Some(known.version());
    let plan = DeployPlan::new(tree, &known, terms.now, terms.grace);
    agree(host, &plan, &known, terms)?;
    let mut deployed = outlook(&plan, &known);
    let is_there = was_written && plan.is_empty() && known.doubtful.is_empty();
    if is_there && known.until == Some(terms.until) && known.leaving == plan.leaving {
        return Ok(deployed);
    }
    host.begin(tree, &plan.leaving)?;
    Work { host, lock, known: &mut known, terms, moved, unsaved: 0 }.carry_out(&plan)?;
    if let Some(sent) = host.finish(&changed(&plan))? {
        (deployed.report.uploaded, deployed.report.bytes) = (sent.files, sent.bytes);
    }
    Ok(deployed)
}

fn changed(plan: &DeployPlan<'_>) -> Vec<String> {
    let replaced = plan.puts.iter().filter(|(class, _)| !matches!(class, Class::NewPage));
    replaced
        .flat_map(|(_, files)| files.iter().map(|file| file.path.clone()))
        .chain(plan.deletes.iter().cloned())
        .collect()
}

fn outlook(plan: &DeployPlan<'_>, known: &Manifest) -> Deployed {
    const PAGES: [Class; 4] = [Class::NewPage, Class::DoubtfulPage, Class::Page, Class::List];
    let waves = plan.puts.iter().filter(|(class, _)| PAGES.contains(class));
    let pages = waves.flat_map(|(_, files)| files.iter().map(|file| file.path.clone()));
    let (changed, new) = pages.partition(|path| known.is_ours(path));
    Deployed {
        report: DeployReport {
            uploaded: plan.files().count(),
            deleted: plan.deletes.len(),
            unchanged: plan.unchanged,
            bytes: plan.files().map(|file| file.size).sum(),
        },
        sent: plan.files().map(|file| file.path.clone()).collect(),
        new,
        changed,
        withdrawn: plan.withdrawn.clone(),
        leaving: plan.leaving.len(),
        before: known.at,
        until: known.until,
        resumed: !known.doubtful.is_empty(),
    }
}

/// What the host has of ours, and whether it says so itself.
fn known(host: &dyn Host, terms: &DeployOptions) -> Result<(Manifest, bool), Refusal> {
    let Some(bytes) = patiently(|| host.read(MANIFEST))? else { return Ok((Manifest::default(), false)) };
    match Manifest::read(&bytes) {
        Some(manifest) => Ok((manifest, true)),
        None if terms.agreed => Ok((Manifest::default(), false)),
        None => Err(Refusal::Damaged),
    }
}

/// Whether everything that someone must agree to has been agreed to.
fn agree(host: &dyn Host, plan: &DeployPlan<'_>, known: &Manifest, terms: &DeployOptions) -> Result<(), Refusal> {
    if terms.agreed {
        return Ok(());
    }
    if plan.is_large_deletion() {
        return Err(Refusal::Large { gone: plan.withdrawn.clone(), of: plan.content });
    }
    let new: Vec<&str> = plan.files().map(|file| file.path.as_str()).filter(|path| !known.is_ours(path)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let foreign: Vec<String> = patiently(|| host.present(&new))?.into_iter().collect();
    if foreign.is_empty() { Ok(()) } else { Err(Refusal::Foreign(foreign)) }
}

/// A plan that is being carried out.
struct Work<'w, 'h> {
    host: &'w dyn Host,
    lock: &'w mut Lock<'h>,
    known: &'w mut Manifest,
    terms: &'w DeployOptions,
    moved: &'w (dyn Fn() + Sync),
    /// Files that travelled since the list was written.
    unsaved: usize,
}

impl Work<'_, '_> {
    fn carry_out(&mut self, plan: &DeployPlan<'_>) -> Result<(), Refusal> {
        if !plan.puts.is_empty() {
            self.known.doubtful.extend(plan.files().map(|file| file.path.clone()));
            self.save()?;
        }
        for (_, wave) in &plan.puts {
            for files in steps(wave) {
                self.put(files)?;
            }
        }
        self.known.doubtful.clear();
        self.known.leaving = plan.leaving.clone();
        if !plan.deletes.is_empty() {
            // Nothing leads to these anymore. Should this run end here, they may be there or not.
            for path in &plan.deletes {
                self.known.files.remove(path);
                self.known.doubtful.insert(path.clone());
            }
            self.save()?;
            if !plan.puts.is_empty() {
                std::thread::sleep(self.terms.pause);
            }
            self.lock.keep(true)?;
            let paths: Vec<&str> = plan.deletes.iter().map(String::as_str).collect();
            self.host.delete_all(&paths, &|_| (self.moved)())?;
            self.known.doubtful.clear();
        }
        self.known.at = Some(self.terms.now);
        self.known.until = Some(self.terms.until);
        Ok(self.save()?)
    }

    fn put(&mut self, files: &[&TreeFile]) -> Result<(), Refusal> {
        let arrived = Mutex::new(BTreeSet::new());
        let done = |at: usize| {
            arrived.lock().unwrap_or_else(PoisonError::into_inner).insert(at);
            (self.moved)();
        };
        let result = self.host.put_all(files, &done);
        for at in arrived.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let file = files[at];
            self.known.doubtful.remove(&file.path);
            self.known.files.insert(file.path.clone(), (file.size, file.hash.hex()));
            self.unsaved += 1;
        }
        if result.is_err() {
            let _ = self.save(); // without it, the next run sends a little more
        } else if self.unsaved >= STRIDE {
            self.lock.keep(true)?;
            self.save()?;
        } else {
            self.lock.keep(false)?;
        }
        Ok(result?)
    }

    fn save(&mut self) -> Result<(), HostError> {
        env!("CARGO_PKG_VERSION").clone_into(&mut self.known.bedside);
        let mut file = TreeFile::of_bytes(MANIFEST, self.known.write());
        file.cache = "no-store";
        self.terms.id.clone_into(&mut self.known.by);
        self.unsaved = 0;
        patiently(|| self.host.put(&file))
    }
}

/// Files in the parts that travel at once.
fn steps<'s, 't>(mut files: &'s [&'t TreeFile]) -> Vec<&'s [&'t TreeFile]> {
    let mut steps = Vec::new();
    while !files.is_empty() {
        let mut size = 0;
        let fitting = files.iter().take(STRIDE).take_while(|file| {
            size += file.size;
            size <= STEP
        });
        let (step, rest) = files.split_at(fitting.count().max(1));
        steps.push(step);
        files = rest;
    }
    steps
}
