//! Files that editors, desktops and sync programs leave behind.
//!
//! Two kinds: what is never content wherever it is, and copies that a sync program made because two people wrote at once. A
//! name that only its neighbor gives away (`flu 2.md` beside `flu.md`) is [`copied_stem`]'s to judge.

/// What a file name tells about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leftover {
    /// A backup or lock file, or a note of a file system: never content.
    Ignored,
    /// A second version that a sync program made because two people wrote at once.
    Conflict,
}

/// Names of files and folders that desktops, file systems and sync programs make for themselves, in lower case.
const SYSTEM: [&str; 40] = [
    "4913",
    ".ds_store",
    ".localized",
    ".apdisk",
    ".appledouble",
    ".appledb",
    ".appledesktop",
    ".spotlight-v100",
    ".trashes",
    ".fseventsd",
    ".temporaryitems",
    ".documentrevisions-v100",
    ".volumeicon.icns",
    ".com.apple.timemachine.donotpresent",
    "icon\r",
    "__macosx",
    "thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "$recycle.bin",
    "system volume information",
    ".directory",
    ".hidden",
    "lost+found",
    "@eadir",
    "@tmp",
    "#recycle",
    "#snapshot",
    ".stfolder",
    ".stignore",
    ".stversions",
    ".dropbox",
    ".dropbox.attr",
    ".dropbox.cache",
    ".sync_journal",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".gitkeep",
    ".keep",
];

/// What the names of unfinished, temporary and hidden files begin with, in lower case.
const BEGINNINGS: [&str; 13] = [
    "._",
    ".#",
    "~$",
    ".~",
    ".fuse_hidden",
    ".nfs",
    ".trash-",
    ".goutputstream-",
    ".syncthing.",
    ".tmp.drive",
    "._sync_",
    ".sync_",
    "~wrl",
];

/// Endings of backups and of files that are still being written.
const ENDINGS: [&str; 16] = [
    "swp",
    "swo",
    "swx",
    "swn",
    "tmp",
    "temp",
    "bak",
    "orig",
    "rej",
    "part",
    "partial",
    "crdownload",
    "download",
    "kate-swp",
    "icloud",
    "autosave",
];

/// Whether `name` is the work of an editor, an operating system or a sync program rather than of a writer.
pub(super) fn leftover(name: &str) -> Option<Leftover> {
    let lower = name.to_lowercase();
    if is_conflict(&lower) {
        return Some(Leftover::Conflict);
    }
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let backup = name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning))
        || ENDINGS.contains(&extension);
    (backup || SYSTEM.contains(&lower.as_str())).then_some(Leftover::Ignored)
}

/// Whether any part of a path is litter: what is in a folder of a file system's own is too.
pub(super) fn is_litter(path: &str) -> bool {
    path.split('/').any(|name| leftover(name) == Some(Leftover::Ignored))
}

/// The word for a conflict in the languages that `Dropbox`, `OneDrive`, Google Drive, `ownCloud` and Nextcloud speak.
const CONFLICT: [&str; 28] = [
    "conflict",
    "conflicto",
    "conflit",
    "conflito",
    "conflitto",
    "conflitti",
    "conflicte",
    "konflikt",
    "konflik",
    "ristirii",
    "ütköz",
    "çakış",
    "sprzeczn",
    "modstrid",
    "bercanggah",
    "bertentangan",
    "motstrid",
    "xung đột",
    "конфликт",
    "конфлікт",
    "σύγκρουσ",
    "תנגשות",
    "تعارض",
    "ขัดแย้ง",
    "競合",
    "冲突",
    "衝突",
    "충돌",
];

/// The word for a copy or version in the same languages.
const COPY: [&str; 25] = [
    "cop",
    "kop",
    "cóp",
    "còp",
    "kóp",
    "kopp",
    "salinan",
    "bản sao",
    "másolat",
    "kopya",
    "versi",
    "копи",
    "копі",
    "αντίγραφο",
    "עותק",
    "نسخة",
    "สำเนา",
    "コピー",
    "副本",
    "複本",
    "拷贝",
    "复制",
    "사본",
    "복사",
    "file",
];

/// Whether a name in lower case says that it is a copy made in a conflict. The words alone do not: an article may be about a
/// conflict of interest.
fn is_conflict(name: &str) -> bool {
    const PLAIN: [&str; 5] = [".sync-conflict-", "(sfconflict ", "[conflict]", "[conflicted]", "_conflict-"];
    if PLAIN.iter().any(|mark| name.contains(mark)) {
        return true;
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // Synology Drive: `flu_PC_Nov-01-101010-2026_Conflict.md`, `.._CaseConflict.md`. Its folders and Resilio: `flu.Conflict.md`.
    let has_digit = |text: &str| text.contains(|c: char| c.is_numeric());
    let of_synology =
        stem.rsplit_once('_').is_some_and(|(before, last)| last.ends_with("conflict") && has_digit(before));
    if stem.ends_with(".conflict") || of_synology {
        return true;
    }
    // Dropbox for two names that differ in case or accents only.
    let group = ['(', '（', '['].into_iter().filter_map(|open| stem.rfind(open)).max().map(|at| &stem[at..]);
    let Some(group) = group else { return false };
    let says = |words: &[&str]| words.iter().any(|word| group.contains(word));
    if !says(&CONFLICT) || group.contains("conflict of interest") {
        return false;
    }
    let encoding = ["case conflict", "encoding conflict", "sync conflict", "whitespace conflict"];
    says(&COPY) || says(&encoding) || has_date(group)
}

/// Whether a text has a date such as `2026-11-01` or `20261101`.
fn has_date(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.len() >= 8
}

/// The name that a copy was made of, both without their endings, where the name of a file says that it may be one: `flu` for
/// `flu (1)`, `flu 2`, `flu - Copy`, `Copy of flu`, `flu-DESKTOP-7Q2K4M1`. Only a neighbor of that name proves it.
#[must_use]
pub fn copied_stem(stem: &str) -> Option<&str> {
    numbered(stem)
        .or_else(|| marked(stem))
        .or_else(|| of_a_merge(stem))
        .or_else(|| with_computer(stem))
        .filter(|original| !original.is_empty())
}

/// `flu (1)` of browsers, Google Drive and Windows, `flu_conf(1)` of Seafile's relatives, `flu 2` of iCloud.
fn numbered(stem: &str) -> Option<&str> {
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((original, rest)) = stem.rsplit_once('(') {
        let number = rest.strip_suffix(')')?;
        let original = original.trim_end();
        return is_number(number).then(|| original.strip_suffix("_conf").unwrap_or(original));
    }
    let (original, number) = stem.rsplit_once(' ')?;
    is_number(number).then(|| original.trim_end())
}

/// What Windows, macOS and Linux call a copy in their languages, and editors what they put by, in lower case.
const MARKS: [&str; 21] = [
    "copy",
    "kopie",
    "copia",
    "cópia",
    "copie",
    "kopi",
    "kopia",
    "kopio",
    "копия",
    "копія",
    "副本",
    "コピー",
    "복사본",
    "拷贝",
    "orig",
    "bak",
    "backup",
    "tmp",
    "autosaved",
    "autorecovered",
    "recovered",
];

/// What macOS writes behind a name without a blank.
const ENDINGS_OF_COPIES: [&str; 4] = ["のコピー", "的副本", "副本", "복사본"];

/// What stands between a name and a mark.
const BETWEEN: [char; 6] = [' ', '-', '–', '_', '.', '('];

fn is_mark(word: &str) -> bool {
    MARKS.contains(&word) || CONFLICT.iter().any(|conflict| word.starts_with(conflict))
}

fn marked(stem: &str) -> Option<&str> {
    let stem = numbered(stem).unwrap_or(stem);
    for beginning in ["Copy of ", "Kopie von ", "Copia de ", "Copie de ", "Cópia de ", "Copia di ", "Kopia "] {
        if let Some(original) = stem.strip_prefix(beginning) {
            return Some(original);
        }
    }
    if let Some(original) = ENDINGS_OF_COPIES.iter().find_map(|ending| stem.strip_suffix(ending)) {
        return Some(original.trim_end_matches([' ', '-']));
    }
    // `flu (another copy)`, `flu (3rd copy)` of GNOME, `flu (Nextcloud conflict)`.
    if let Some((original, group)) = stem.rsplit_once('(') {
        let group = group.strip_suffix(')')?.to_lowercase();
        return group.split(' ').any(is_mark).then(|| original.trim_end());
    }
    let at = stem.rfind(BETWEEN)?;
    is_mark(&stem[at..].trim_matches(BETWEEN).to_lowercase()).then(|| stem[..at].trim_end_matches(BETWEEN))
}

/// `flu_BACKUP_1234`, `flu_LOCAL_1234` of `git mergetool`.
fn of_a_merge(stem: &str) -> Option<&str> {
    let (named, number) = stem.rsplit_once(['_', '.'])?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let (original, side) = named.rsplit_once(['_', '.'])?;
    (is_number && ["BACKUP", "BASE", "LOCAL", "REMOTE"].contains(&side)).then_some(original)
}

/// `flu-DESKTOP-7Q2K4M1` and `flu-Annas-MacBook-Air` of `OneDrive`.
fn with_computer(stem: &str) -> Option<&str> {
    let lower = stem.to_ascii_lowercase();
    if lower.len() != stem.len() {
        return None;
    }
    for mark in ["-desktop-", "-laptop-", "-win-"] {
        if let Some(at) = lower.rfind(mark)
            && lower[at + mark.len()..].bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return Some(&stem[..at]);
        }
    }
    let computer = ["macbook", "imac", "-pc", "-laptop", "-desktop", "surface", "thinkpad", "-server", "-workstation"];
    let at = computer.iter().filter_map(|mark| lower.rfind(mark)).max()?;
    let start = stem[..at].find('-').unwrap_or(at);
    stem.is_char_boundary(start).then(|| &stem[..start])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_not_content() {
        for name in [
            "flu.md~",
            ".#flu.md",
            "#flu.md#",
            ".flu.md.swp",
            "4913",
            ".DS_Store",
            "Thumbs.db",
            "~$notes.docx",
            "._logo.png",
            "._flu.md",
            ".~lock.plan.odt#",
            "desktop.ini",
            ".gitkeep",
            ".flu.md.kate-swp",
            ".fuse_hidden0001",
            ".nfs00a1",
            ".plan.pdf.icloud",
            ".syncthing.flu.md.tmp",
            "__MACOSX",
            "@eaDir",
            "Icon\r",
            ".Spotlight-V100",
            "$RECYCLE.BIN",
            "~WRL0001.tmp",
            ".goutputstream-X1Y2Z3",
            "flu.md.orig",
            "film.mp4.part",
            ".Trash-1000",
        ] {
            assert_eq!(leftover(name), Some(Leftover::Ignored), "{name}");
        }
        assert!(is_litter("static/__MACOSX/logo.png") && is_litter("static/@eaDir/a/b.jpg"));
    }

    #[test]
    fn conflict_copies_of_all_programs_and_languages_are_reported() {
        for name in [
            "flu (Anna's conflicted copy 2026-11-01).md",
            "flu (In Konflikt stehende Kopie von Anna 2026-11-01).md",
            "flu (Annas konfliktkopia 2026-11-01).md",
            "flu (Copie en conflit de Anna 2026-11-01).md",
            "flu (Copia en conflicto de Anna 2026-11-01).md",
            "flu (Copia in conflitto di Anna 2026-11-01).md",
            "flu (copia con conflitti di Anna 2026-11-01).md",
            "flu (Cópia em conflito de Anna 2026-11-01).md",
            "flu (Conflicterende kopie van Anna 2026-11-01).md",
            "flu (kopia powodująca konflikt - Anna 2026-11-01).md",
            "flu (sprzeczna kopia użytkownika Anna 2026-11-01).md",
            "flu (конфликтующая копия Anna 2026-11-01).md",
            "flu (конфліктна копія Anna 2026-11-01).md",
            "flu (Annaの競合コピー 2026-11-01).md",
            "flu (Anna 的冲突副本 2026-11-01).md",
            "flu (Anna 的衝突複本 2026-11-01).md",
            "flu（Anna 的冲突副本 2026-11-01）.md",
            "flu (Anna의 충돌 사본 2026-11-01).md",
            "flu (Salinan konflik dari Anna 2026-11-01).md",
            "flu (conflicted copy 2026-11-01 101010).md",
            "flu_conflict-20261101-101010.md",
            "flu (conflict 2026-11-01-10-10-10).md",
            "flu [Conflict].md",
            "flu (Case Conflict).md",
            "flu (Unicode Encoding Conflict).md",
            "flu.sync-conflict-20261101-101010-ABC.md",
            "flu_ANNA-PC_Nov-01-101010-2026_Conflict.md",
            "flu (SFConflict anna@example.org 2026-11-01-10-10-10).md",
            "flu.Conflict.md",
            "flu_DiskStation_Nov-01-101010-2026_CaseConflict.md",
        ] {
            assert_eq!(leftover(name), Some(Leftover::Conflict), "{name}");
        }
    }

    #[test]
    fn documents_are_content() {
        for name in [
            "flu.md",
            "4913.md",
            "tmp.md",
            "swp",
            "disclosures (conflict of interest).md",
            "conflict.md",
            "family conflict.md",
            "inner-conflict (part 2).md",
            "copy.md",
            ".well-known",
            ".nojekyll",
            ".htaccess",
            "temp.md",
            "rash (file).md",
            "7-ways-to-end-a-conflict.md",
            "5_ways_to_end_a_conflict_with_a_teenager.md",
        ] {
            assert_eq!(leftover(name), None, "{name}");
        }
    }

    #[test]
    fn a_copy_names_its_original() {
        for (stem, original) in [
            ("flu (1)", Some("flu")),
            ("flu 2", Some("flu")),
            ("flu - Copy", Some("flu")),
            ("flu - Copy (2)", Some("flu - Copy")),
            ("flu copy", Some("flu")),
            ("flu copy 2", Some("flu copy")),
            ("flu - Kopie", Some("flu")),
            ("flu - Copia", Some("flu")),
            ("flu - 副本", Some("flu")),
            ("flu - コピー", Some("flu")),
            ("flu (copy)", Some("flu")),
            ("Copy of flu", Some("flu")),
            ("Kopie von flu", Some("flu")),
            ("flu – Kopie", Some("flu")),
            ("flu のコピー", Some("flu")),
            ("fluのコピー", Some("flu")),
            ("flu的副本", Some("flu")),
            ("flu (another copy)", Some("flu")),
            ("flu (3rd copy)", Some("flu")),
            ("flu (4. Kopie)", Some("flu")),
            ("flu_conf(1)", Some("flu")),
            ("flu-conflict", Some("flu")),
            ("flu_Konflikt", Some("flu")),
            ("flu (Nextcloud conflict)", Some("flu")),
            ("flu.orig", Some("flu")),
            ("flu.bak", Some("flu")),
            ("flu_backup", Some("flu")),
            ("flu (Autosaved)", Some("flu")),
            ("flu (AutoRecovered)", Some("flu")),
            ("flu_BACKUP_1234", Some("flu")),
            ("flu_REMOTE_1234", Some("flu")),
            ("flu.LOCAL.1234", Some("flu")),
            ("flu-DESKTOP-7Q2K4M1", Some("flu")),
            ("flu-LAPTOP-AB12", Some("flu")),
            ("flu-Annas-MacBook-Air", Some("flu")),
            ("flu-ANNA-PC", Some("flu")),
            ("flu", None),
            ("covid-19", None),
            ("type-2-diabetes", None),
            ("flu-season", None),
            ("flu (part two)", None),
            ("flu-local-2026", None),
            ("room_base_2", None),
        ] {
            assert_eq!(copied_stem(stem), original, "{stem}");
        }
    }
}
