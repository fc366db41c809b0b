//! Folders that belong to the system or to someone else's work, which no site may take over.

use std::io;
use std::path::Path;

use super::folders::look;
use super::swap::is_mount_point;

/// Folders of the system with all below them. From the Filesystem Hierarchy Standard 3.0
/// (<https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html>) and the folders of macOS.
const WHOLE: [&str; 32] = [
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/proc",
    "/sbin",
    "/sys",
    "/usr/bin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/sbin",
    "/usr/src",
    "/usr/local/bin",
    "/usr/local/etc",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/var/cache",
    "/var/log",
    "/var/mail",
    "/var/spool",
    "/private/etc",
    "/System",
    "/Library",
    "/Applications",
    "/lost+found",
];

/// Folders of the system that hold folders of others: not to be taken themselves, but what is below them may be.
const TOPS: [&str; 22] = [
    "/home",
    "/media",
    "/mnt",
    "/opt",
    "/root",
    "/run",
    "/srv",
    "/tmp",
    "/usr",
    "/usr/local",
    "/usr/share",
    "/usr/local/share",
    "/var",
    "/var/lib",
    "/var/local",
    "/var/opt",
    "/var/tmp",
    "/var/www",
    "/dev/shm",
    "/Users",
    "/Volumes",
    "/private",
];

/// Below these, each folder is a home, its own disk, or the data of a program.
const ONE_BELOW: [&str; 6] = ["/home", "/Users", "/media", "/Volumes", "/run", "/var/lib"];

/// What a home folder holds.
const OF_A_HOME: [&str; 8] =
    [".profile", ".bashrc", ".bash_history", ".bash_profile", ".zshrc", ".ssh", ".gnupg", ".config"];

/// Why a folder with this real path is never an output folder, whatever is in it.
pub(super) fn belongs_to_system(folder: &Path) -> Option<&'static str> {
    // Memory that users share, as `/tmp` is on disk.
    let shared = folder.starts_with("/dev/shm");
    if !shared && WHOLE.iter().any(|top| folder.starts_with(top)) || TOPS.iter().any(|top| folder == Path::new(top)) {
        return Some("it belongs to the operating system");
    }
    let one_below = |top: &&str| folder.parent() == Some(Path::new(top));
    ONE_BELOW.iter().any(one_below).then_some("it is a home folder, a whole disk, or the data of a program")
}

/// Why a folder that holds files and is not ours is not taken over, not even by force.
pub(super) fn belongs_to_others(folder: &Path, project: &Path) -> io::Result<Option<&'static str>> {
    for name in OF_A_HOME {
        if look(&folder.join(name))?.is_some() {
            return Ok(Some("it looks like a home folder"));
        }
    }
    if folder.starts_with(project) {
        return Ok(None);
    }
    if is_mount_point(folder)? {
        return Ok(Some("it is a whole disk with files on it"));
    }
    for above in folder.ancestors().filter(|above| !project.starts_with(above)) {
        if look(&above.join(".git"))?.is_some() {
            return Ok(Some("it contains files and is inside a Git repository other than the project's"));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_the_system_are_known_and_web_roots_are_not_among_them() {
        for folder in ["/etc", "/etc/nginx/html", "/usr", "/usr/lib/x", "/var", "/home", "/home/anna", "/media/disk"] {
            assert!(belongs_to_system(Path::new(folder)).is_some(), "{folder}");
        }
        for folder in ["/var/www/html", "/usr/share/nginx/html", "/srv/www", "/home/anna/site", "/tmp/x", "/dev/shm/x"]
        {
            assert_eq!(belongs_to_system(Path::new(folder)), None, "{folder}");
        }
    }
}
