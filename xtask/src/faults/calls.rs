//! The calls that fail, and the words for `strace`.

use std::collections::BTreeMap;

/// Calls that `strace` counts as one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Calls {
    /// Their names, with commas.
    pub(super) follow: &'static str,
}

const fn calls(follow: &'static str) -> Calls {
    Calls { follow }
}

/// The call that exchanges two folders, and moves a file without replacing another.
const RENAMES: Calls = calls("rename,renameat,renameat2");

const PLAIN_RENAMES: Calls = calls("rename,renameat");

const GROUPS: [Calls; 9] = [
    calls("openat,openat2"),
    calls("read,pread64,getdents64"),
    calls("statx,newfstatat,fstat"),
    calls("write"),
    RENAMES,
    calls("link,linkat"),
    calls("fsync,fdatasync,syncfs"),
    calls("unlink,unlinkat,rmdir"),
    calls("mkdir,mkdirat,fchmod,chmod,fchmodat"),
];

/// What happens at the call.
pub(super) const FAULTS: [&str; 4] = ["error=ENOSPC", "error=EIO", "error=EACCES", "signal=KILL"];

/// The groups; where folders cannot be exchanged, that call fails in any case.
pub(super) fn groups(exchanges: bool) -> impl Iterator<Item = Calls> + Clone {
    GROUPS.into_iter().map(move |group| if group == RENAMES && !exchanges { PLAIN_RENAMES } else { group })
}

/// The words for `strace`: all groups are written into a log.
pub(super) fn logged(log: &str, exchanges: bool) -> Vec<String> {
    words(log, &groups(true).map(|group| group.follow).collect::<Vec<_>>().join(","), exchanges)
}

/// The words for `strace`: a call fails.
pub(super) fn failing(fault: super::Fault, exchanges: bool) -> Vec<String> {
    let super::Fault { calls, number, how } = fault;
    let follow = if exchanges { calls.follow.to_owned() } else { format!("{},renameat2", calls.follow) };
    let mut words = words("/dev/null", &follow, exchanges);
    words.extend(["-e".to_owned(), format!("inject={}:{how}:when={number}", calls.follow)]);
    words
}

fn words(log: &str, follow: &str, exchanges: bool) -> Vec<String> {
    let mut words = ["-f", "-qq", "-o", log, "-e", &format!("trace={follow}")].map(str::to_owned).to_vec();
    if !exchanges {
        words.extend(["-e".to_owned(), "inject=renameat2:error=EINVAL".to_owned()]);
    }
    words
}

/// How often each group is in a log. `strace` counts for each thread, and this is the highest count.
pub(super) fn counted(log: &str, exchanges: bool) -> Vec<(Calls, usize)> {
    let mut by_thread: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in log.lines().filter(|line| !line.contains("+++") && !line.contains("resumed>")) {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        *by_thread.entry((thread, call.trim_start().split('(').next().unwrap_or(""))).or_default() += 1;
    }
    let count = |group: Calls| {
        let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
        for ((thread, _), count) in
            by_thread.iter().filter(|((_, call), _)| group.follow.split(',').any(|c| c == *call))
        {
            *sums.entry(thread).or_default() += count;
        }
        sums.into_values().max().unwrap_or(0)
    };
    groups(exchanges).map(|group| (group, count(group))).collect()
}
