//! Files of `static/` that were hardly meant for everyone: hidden names, keys, databases, backups, and lists that may hold the
//! names of patients.
//!
//! Everything in `static/` goes online unchanged, so a folder that someone copied as a whole brings its `.env` and its
//! `.git` along. A name decides; only if a name may be a key's or a certificate's is the file opened.

use crate::base::VPath;
use crate::diag::{Diagnostic, Place, Severity, codes};
use crate::world::World;

/// Hidden names that hosts and standards ask for (RFC 8615; GitHub Pages, Apache, Codeberg Pages).
const GOOD: [&str; 5] = [".well-known", ".nojekyll", ".htaccess", ".domains", ".static"];

/// Names of keys and of files with passwords, in lower case.
const KEYS: [&str; 26] = [
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "id_ecdsa_sk",
    "id_ed25519_sk",
    ".htpasswd",
    ".netrc",
    ".pgpass",
    ".git-credentials",
    "wp-config.php",
    "credentials.json",
    "client_secret.json",
    "service-account.json",
    "service_account.json",
    "token.json",
    "secring.gpg",
    "sftp-config.json",
    "sftp.json",
    "sitemanager.xml",
    "recentservers.xml",
    "winscp.ini",
    "ws_ftp.ini",
    "secrets.yaml",
    "secrets.yml",
    "secrets.json",
];

/// Endings of files that hold keys and nothing else.
const KEY_ENDINGS: [&str; 7] = ["p12", "pfx", "ppk", "jks", "keystore", "kdbx", "kdb"];

/// What people call the list of their passwords, and the endings of what they keep it in.
const PASSWORDS: [&str; 9] =
    ["password", "passwords", "logins", "passwort", "passwörter", "kennwörter", "contraseñas", "contrasenas", "senhas"];
const LISTS: [&str; 9] = ["txt", "csv", "xls", "xlsx", "ods", "doc", "docx", "odt", "rtf"];

/// Folders that programs make for themselves, in lower case.
const OF_PROGRAMS: [&str; 3] = ["cvs", "node_modules", "__pycache__"];

/// Endings of what a backup is packed into.
const ARCHIVES: [&str; 7] = ["zip", "tar", "tgz", "gz", "7z", "rar", "xz"];

/// Endings of databases, their copies, mailboxes, records of patients and backups.
const DATA_ENDINGS: [&str; 28] = [
    "sql", "sqlite", "sqlite3", "db", "db3", "mdb", "accdb", "dbf", "dump", "bak", "backup", "bkp", "old", "save",
    "pst", "ost", "mbox", "eml", "msg", "log", "rdb", "ldf", "mdf", "sqlitedb", "dcm", "hl7", "ccd", "ccda",
];

/// Endings of tables, contacts and calendars, in which programs for practices export lists of patients, and of the tables of
/// programs for statistics.
const LIST_ENDINGS: [&str; 17] = [
    "csv", "tsv", "tab", "xls", "xlsx", "xlsm", "xlsb", "xltx", "ods", "fods", "numbers", "vcf", "vcard", "ldif",
    "ics", "sav", "dta",
];

/// How much of a file is read to see whether it is a key, in bytes.
const HEAD: u64 = 64 * 1024;

/// Why a file of `static/` is left out: the diagnostic and the part of the path that it is about, with which everything
/// below it is settled.
pub(super) fn judge(world: &dyn World, path: &VPath, within: &str) -> Option<(Diagnostic, String)> {
    let mut end = "static".len();
    for name in within.split('/') {
        end += 1 + name.len();
        let part = || path.as_str()[..end].to_owned();
        if is_key(world, path, name) {
            let message = format!("`{name}` looks like a key or a password file, so it is not published");
            let mut diagnostic = Diagnostic::new(&codes::PRIVATE_FILE, message).at(Place::file(path));
            diagnostic.severity = Severity::Error;
            let help = "move it out of the project; if it was online before, replace the key or the passwords";
            return Some((diagnostic.help(help), part()));
        }
        if name.starts_with('.') && !GOOD.contains(&name.to_ascii_lowercase().as_str()) {
            let message =
                format!("`{name}` is a hidden file, which is rarely meant for everyone, so it is not published");
            let diagnostic = Diagnostic::new(&codes::PRIVATE_FILE, message).at(Place::file(path));
            let help =
                format!("move it out of `static/`; Bedside publishes only these hidden names: {}", GOOD.join(", "));
            return Some((diagnostic.help(help), part()));
        }
        if OF_PROGRAMS.contains(&name.to_lowercase().as_str()) && end < path.as_str().len() {
            let message = format!("`{name}` is a folder that a program made for itself: it is not published");
            let diagnostic = Diagnostic::new(&codes::PRIVATE_FILE, message).at(Place::file(path));
            return Some((diagnostic.help("move it out of `static/`"), part()));
        }
        if is_data(name) {
            let message = format!(
                "`{name}` looks like a database, a mail, a medical record, a log or a backup, so it is not published"
            );
            let diagnostic = Diagnostic::new(&codes::PRIVATE_FILE, message).at(Place::file(path));
            let help =
                "move it out of `static/`; if it is for readers, give it another extension or pack it into a `.zip`";
            return Some((diagnostic.help(help), part()));
        }
        if path.name() == name && is_list(name) {
            let message = format!("`{name}` may hold a list of patients, so it is not published");
            let diagnostic = Diagnostic::new(&codes::PRIVATE_FILE, message).at(Place::file(path));
            let help = "move it out of `static/`; if it is for readers, put it next to the document that links to it: Bedside \
                        publishes it with that document";
            return Some((diagnostic.help(help), part()));
        }
    }
    None
}

fn is_key(world: &dyn World, path: &VPath, name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let environment = lower == ".env" || lower.starts_with(".env.") || extension == "env";
    // `wp-config.php.bak`, `id_rsa.old` and the like are the same file.
    let named = KEYS.iter().any(|key| lower == *key || lower.strip_prefix(key).is_some_and(is_copy));
    let of_google = lower.starts_with("client_secret_") && extension == "json";
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem).to_lowercase();
    let passwords = PASSWORDS.contains(&stem.as_str()) && LISTS.contains(&extension);
    if environment || named || of_google || passwords || KEY_ENDINGS.contains(&extension) {
        return true;
    }
    let may_be = matches!(extension, "pem" | "key" | "asc" | "gpg" | "crt" | "cer" | "ovpn") && path.name() == name;
    may_be && world.read(path, HEAD).is_ok_and(|bytes| holds_private_key(&bytes))
}

/// What follows the name of a key in the name of its copy.
fn is_copy(rest: &str) -> bool {
    rest.starts_with(['.', '~', '-', '_', ' ']) && rest != ".pub"
}

/// The armour of private keys (RFC 7468, RFC 9580, OpenSSH).
fn holds_private_key(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    text.contains("PRIVATE KEY-----") || text.contains("PRIVATE KEY BLOCK-----")
}

/// A name without what it was packed with.
fn unpacked(lower: &str) -> &str {
    lower.trim_end_matches(".gz").trim_end_matches(".bz2").trim_end_matches(".xz").trim_end_matches(".zip")
}

fn is_list(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    unpacked(&lower)
        .rsplit_once('.')
        .is_some_and(|(stem, extension)| !stem.is_empty() && LIST_ENDINGS.contains(&extension))
}

fn is_data(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let plain = unpacked(&lower);
    let is_backup =
        lower.split_once('.').is_some_and(|(stem, _)| stem.starts_with("backup") || stem.ends_with("backup"));
    let is_packed = lower.rsplit_once('.').is_some_and(|(_, extension)| ARCHIVES.contains(&extension));
    if is_backup && is_packed {
        return true;
    }
    plain.rsplit_once('.').is_some_and(|(stem, extension)| {
        let packed = plain.len() < lower.len();
        !stem.is_empty()
            && DATA_ENDINGS.contains(&extension)
            && (!packed || matches!(extension, "sql" | "dump" | "db" | "bak"))
    })
}

#[cfg(test)]
mod tests {
    use crate::diag::Severity;
    use crate::world::MemoryWorld;

    use super::*;

    fn severity(path: &str, bytes: &str) -> Option<Severity> {
        let mut world = MemoryWorld::new(jiff::Timestamp::UNIX_EPOCH);
        let path = VPath::new(&format!("static/{path}"));
        world.write(path.as_str(), bytes);
        judge(&world, &path, path.below("static").unwrap_or_default()).map(|(diagnostic, _)| diagnostic.severity)
    }

    #[test]
    fn keys_and_passwords_are_errors() {
        for path in [
            ".env",
            ".env.local",
            "prod.env",
            "a/.ssh/id_rsa",
            "id_ed25519",
            "wp-config.php",
            "wp-config.php.bak",
            ".htpasswd",
            "site.pfx",
            "site.p12",
            "putty.ppk",
            "passwords.kdbx",
            ".git-credentials",
            "Passwords.xlsx",
            "Passwörter.docx",
            "logins.txt",
            "client_secret_12-ab.apps.json",
            "service-account.json",
            "sitemanager.xml",
            "sftp-config.json",
        ] {
            let expected = if path == "a/.ssh/id_rsa" { Severity::Warning } else { Severity::Error };
            assert_eq!(severity(path, "x"), Some(expected), "{path}");
        }
        assert_eq!(severity("tls.pem", "-----BEGIN RSA PRIVATE KEY-----\n"), Some(Severity::Error));
        assert_eq!(severity("office.ovpn", "<key>\n-----BEGIN PRIVATE KEY-----\n"), Some(Severity::Error));
        assert_eq!(severity("tls.key", "-----BEGIN PRIVATE KEY-----\n"), Some(Severity::Error));
        assert_eq!(severity("me.asc", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n"), Some(Severity::Error));
    }

    #[test]
    fn hidden_names_databases_and_backups_are_warnings() {
        for path in [
            ".git/config",
            ".svn/entries",
            ".vscode/settings.json",
            ".bash_history",
            "dump.sql",
            "dump.sql.gz",
            "patients.sqlite",
            "site.db",
            "old/index.html.old",
            "error.log",
            "mail.mbox",
            ".well-known/.secret",
            "backup.zip",
            "site-backup.tar.gz",
            "Backup 2026-11-01.7z",
            "scan.dcm",
            "results.HL7",
            "re your visit.eml",
            "node_modules/left/index.js",
            "CVS/Root",
        ] {
            assert_eq!(severity(path, "x"), Some(Severity::Warning), "{path}");
        }
    }

    #[test]
    fn lists_that_may_hold_patients_are_warnings() {
        for path in [
            "patients.csv",
            "lab/results.TSV",
            "waiting list.xlsx",
            "recall.xls",
            "recall.xlsm",
            "Schedule.ods",
            "Office.numbers",
            "contacts.vcf",
            "appointments.ics",
            "export.csv.gz",
            "export.xlsx.zip",
            "study.sav",
            "patients.mdb",
            "patients.accdb",
        ] {
            assert_eq!(severity(path, "x"), Some(Severity::Warning), "{path}");
        }
        for path in ["csv", "csv/form.pdf", "numbers.html", "a.csv/form.pdf", "table.pdf"] {
            assert_eq!(severity(path, "x"), None, "{path}");
        }
    }

    #[test]
    fn what_hosts_and_readers_need_is_published() {
        for path in [
            ".well-known/security.txt",
            ".nojekyll",
            ".htaccess",
            ".domains",
            "CNAME",
            "robots.txt",
            "form.pdf",
            "talk.key",
            "cert.pem",
            "me.asc",
            "id_rsa.pub",
            "films.zip",
            "environment.pdf",
            "passwords.pdf",
            "backup-care.pdf",
            "cvs",
            "blog.html",
            "catalog",
            "db",
        ] {
            assert_eq!(severity(path, "-----BEGIN CERTIFICATE-----"), None, "{path}");
        }
    }
}
