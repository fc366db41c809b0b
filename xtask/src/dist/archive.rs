//! Archives whose bytes depend on their entries and one time alone.

use std::collections::BTreeSet;
use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc, GzBuilder};

/// A file of an archive.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    mode: u32,
}

impl Entry {
    pub(super) fn file(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into(), mode: 0o644 }
    }

    pub(super) fn program(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into(), mode: 0o755 }
    }
}

pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| a.path.cmp(&b.path));
}

/// A compressed TAR without entries for folders, as npm and people want it.
pub(super) fn tar_gz(entries: &[Entry], epoch: u64) -> Result<Vec<u8>, String> {
    gz(&tar(entries, epoch, false)?, epoch)
}

/// The same with an entry for each folder, as Debian wants it: paths begin with `./`.
pub(super) fn tar_gz_with_folders(entries: &[Entry], epoch: u64) -> Result<Vec<u8>, String> {
    gz(&tar(entries, epoch, true)?, epoch)
}

fn tar(entries: &[Entry], epoch: u64, has_folders: bool) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("the archive cannot be written: {error}");
    let mut out = tar::Builder::new(Vec::new());
    let mut known = BTreeSet::new();
    for entry in entries {
        if has_folders {
            for (at, _) in entry.path.match_indices('/') {
                let folder = &entry.path[..=at];
                if known.insert(folder.to_owned()) {
                    let mut header = header(0, 0o755, epoch, tar::EntryType::Directory);
                    name(&mut header, folder)?;
                    out.append(&header, &[][..]).map_err(failed)?;
                }
            }
        }
        let mut header = header(entry.bytes.len() as u64, entry.mode, epoch, tar::EntryType::Regular);
        name(&mut header, &entry.path)?;
        out.append(&header, entry.bytes.as_slice()).map_err(failed)?;
    }
    out.into_inner().map_err(failed)
}

/// Writes a path as it is: the library would leave out the `./` that Debian's tools write.
fn name(header: &mut tar::Header, path: &str) -> Result<(), String> {
    let field = &mut header.as_old_mut().name;
    field
        .get_mut(..path.len())
        .ok_or_else(|| format!("{path}: too long for this archive"))?
        .copy_from_slice(path.as_bytes());
    header.set_cksum();
    Ok(())
}

fn header(size: u64, mode: u32, epoch: u64, kind: tar::EntryType) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mode(mode);
    header.set_mtime(epoch);
    header.set_uid(0);
    header.set_gid(0);
    let _ = header.set_username("root").and_then(|()| header.set_groupname("root")); // both fit
    header
}

/// Compresses with a head that names no file, no system and the given time.
pub(super) fn gz(bytes: &[u8], epoch: u64) -> Result<Vec<u8>, String> {
    let time = u32::try_from(epoch).map_err(|_| "the time of the release is too late for gzip".to_owned())?;
    let mut out = GzBuilder::new().mtime(time).operating_system(3).write(Vec::new(), Compression::best());
    let written = out.write_all(bytes).and_then(|()| out.finish());
    written.map_err(|error| format!("the archive cannot be compressed: {error}"))
}

/// A ZIP, with the permissions of Unix.
pub(super) fn zip(entries: &[Entry], epoch: u64) -> Result<Vec<u8>, String> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let (day, time) = dos(epoch)?;
    let short = |value: usize| u32::try_from(value).map_err(|_| "the archive is too large for ZIP".to_owned());
    let few = |value: usize| u16::try_from(value).map_err(|_| "the archive has too many files for ZIP".to_owned());
    for entry in entries {
        let mut compressor = DeflateEncoder::new(Vec::new(), Compression::best());
        let packed = compressor.write_all(&entry.bytes).and_then(|()| compressor.finish());
        let packed = packed.map_err(|error| format!("the archive cannot be compressed: {error}"))?;
        let mut crc = Crc::new();
        crc.update(&entry.bytes);
        let offset = short(out.len())?;
        let mut head = Vec::new();
        head.extend(20_u16.to_le_bytes()); // the version that is needed
        head.extend(0x0800_u16.to_le_bytes()); // names are UTF-8
        head.extend(8_u16.to_le_bytes()); // deflated
        head.extend(time.to_le_bytes());
        head.extend(day.to_le_bytes());
        head.extend(crc.sum().to_le_bytes());
        head.extend(short(packed.len())?.to_le_bytes());
        head.extend(short(entry.bytes.len())?.to_le_bytes());
        head.extend(few(entry.path.len())?.to_le_bytes());
        head.extend(0_u16.to_le_bytes()); // nothing extra
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(&head);
        out.extend(entry.path.as_bytes());
        out.extend(packed);
        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(((3 << 8) + 20_u16).to_le_bytes()); // made on Unix
        directory.extend(&head);
        directory.extend([0; 6]); // no comment, first disk, no attributes of its own
        directory.extend((entry.mode | 0o10_0000).wrapping_shl(16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.path.as_bytes());
    }
    let (count, start) = (few(entries.len())?, short(out.len())?);
    let length = short(directory.len())?;
    out.extend(directory);
    out.extend(0x0605_4b50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

/// An `ar`, the outer archive of Debian's packages.
pub(super) fn ar(members: &[(&str, Vec<u8>)], epoch: u64) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, bytes) in members {
        let head = format!("{name:<16}{epoch:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, "100644", bytes.len());
        out.extend(head.as_bytes());
        out.extend(bytes);
        if bytes.len() % 2 == 1 {
            out.push(b'\n');
        }
    }
    out
}

pub(super) fn sha256(bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().to_vec()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Year, month and day in UTC.
pub(super) fn civil(epoch: u64) -> (u64, u64, u64) {
    // Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last.
    let days = epoch / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year + era * 400 + u64::from(month <= 2), month, day)
}

/// Hour, minute and second in UTC.
pub(super) fn clock(epoch: u64) -> (u64, u64, u64) {
    (epoch / 3600 % 24, epoch / 60 % 60, epoch % 60)
}

/// Day and time as ZIP has them.
fn dos(epoch: u64) -> Result<(u16, u16), String> {
    let ((year, month, day), (hour, minute, second)) = (civil(epoch.max(315_532_800)), clock(epoch));
    let (day, time) = (((year - 1980) << 9) + (month << 5) + day, (hour << 11) + (minute << 5) + second / 2);
    let small = |value: u64| u16::try_from(value).map_err(|_| "the time of the release is too late for ZIP".to_owned());
    Ok((small(day)?, small(time)?))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn entries() -> Vec<Entry> {
        vec![Entry::program("a/bin/run", "#!/bin/sh\n"), Entry::file("a/text", "hello\n".repeat(100))]
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (epoch, day) in [
            (0, (1970, 1, 1)),
            (951_782_400, (2000, 2, 29)),
            (951_868_800, (2000, 3, 1)),
            (1_795_785_426, (2026, 11, 27)),
            (4_107_542_399, (2100, 2, 28)),
            (4_107_542_400, (2100, 3, 1)),
        ] {
            assert_eq!(civil(epoch), day, "{epoch}");
        }
    }

    #[test]
    fn a_tar_holds_files_with_one_time_and_one_owner() {
        let bytes = tar_gz(&entries(), 1_795_785_426).unwrap();
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        let mut found = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            let head = entry.header();
            assert_eq!((head.mtime().unwrap(), head.uid().unwrap(), head.gid().unwrap()), (1_795_785_426, 0, 0));
            found.push((entry.path().unwrap().display().to_string(), head.mode().unwrap(), text.len()));
        }
        assert_eq!(found, [("a/bin/run".to_owned(), 0o755, 10), ("a/text".to_owned(), 0o644, 600)]);
    }

    #[test]
    fn folders_come_once_and_before_their_files() {
        let bytes = tar(&[Entry::file("./usr/bin/a", ""), Entry::file("./usr/bin/b", "")], 0, true).unwrap();
        let mut archive = tar::Archive::new(bytes.as_slice());
        let paths = archive.entries().unwrap().map(|entry| entry.unwrap().path_bytes().into_owned());
        let paths: Vec<String> = paths.map(|path| String::from_utf8(path).unwrap()).collect();
        assert_eq!(paths, ["./", "./usr/", "./usr/bin/", "./usr/bin/a", "./usr/bin/b"]);
    }
}
