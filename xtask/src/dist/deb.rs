//! A package of Debian: an `ar` of two compressed TARs.

use std::fmt::Write as _;

use super::archive::{self, Entry, civil, clock};
use super::parts::Parts;
use super::release::Release;
use super::{Package, Program};

/// The number of the package of one version.
const REVISION: u32 = 1;

/// The days of the week from the first of January 1970.
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What lintian says of this program, and why it is as it is meant to be.
const OVERRIDES: &str = "# Both are in the program as Rust, made from the C libraries of these names.\nbedside: embedded-library freetype \
    [usr/bin/bedside]\nbedside: embedded-library libyaml [usr/bin/bedside]\n# One file that runs on every Linux is the point of this package.\nbedside: statically-linked-binary [usr/bin/bedside]\n\
    # It is not part of Debian, so there is no bug report to close.\nbedside: initial-upload-closes-no-bugs\n";

pub(super) fn package(
    release: &Release,
    program: &Program,
    architecture: &str,
    parts: &Parts,
) -> Result<Package, String> {
    let version = format!("{}-{REVISION}", release.version);
    let mut files = vec![
        Entry::program("./usr/bin/bedside", program.bytes.clone()),
        Entry::file("./usr/share/doc/bedside/copyright", copyright(release, parts)?),
        Entry::file("./usr/share/doc/bedside/changelog.gz", archive::gz(parts.changelog.as_bytes(), release.epoch)?),
        Entry::file(
            "./usr/share/doc/bedside/changelog.Debian.gz",
            archive::gz(changelog(release, &version).as_bytes(), release.epoch)?,
        ),
        Entry::file(
            "./usr/share/doc/bedside/parts.txt.gz",
            archive::gz(licence(parts, "LICENSES-OF-PARTS.txt")?.as_bytes(), release.epoch)?,
        ),
        Entry::file("./usr/share/doc/bedside/README.md.gz", archive::gz(parts.readme.as_bytes(), release.epoch)?),
        Entry::file("./usr/share/lintian/overrides/bedside", OVERRIDES),
    ];
    for (name, text) in &parts.manual {
        files
            .push(Entry::file(format!("./usr/share/man/man1/{name}.gz"), archive::gz(text.as_bytes(), release.epoch)?));
    }
    for (name, text) in &parts.completions {
        let place = match name.as_str() {
            "bedside.bash" => "bash-completion/completions/bedside",
            "bedside.fish" => "fish/vendor_completions.d/bedside.fish",
            "_bedside" => "zsh/vendor-completions/_bedside",
            _ => continue, // PowerShell has no such place
        };
        files.push(Entry::file(format!("./usr/share/{place}"), text.as_str()));
    }
    archive::sort(&mut files);
    let size: usize = files.iter().map(|file| file.bytes.len().div_ceil(1024)).sum();
    let control = format!(
        "Package: bedside\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: {}\nInstalled-Size: {size}\nSection: web\n\
         Priority: optional\nHomepage: {}\nDescription: static-site generator for medical practices\n{}",
        release.maintainer,
        release.repository,
        " Bedside turns a folder of Markdown into the website of a medical practice:\n articles with numbered sources, myths put right, \
         a calendar of health\n observances, share cards and posts for social networks. It checks sources,\n links, pictures and details of \
         patients, shows the site while it is written,\n and puts it on a host of static files.\n"
    );
    let control = archive::tar_gz_with_folders(&[Entry::file("./control", control)], release.epoch)?;
    let data = archive::tar_gz_with_folders(&files, release.epoch)?;
    let members = [("debian-binary", b"2.0\n".to_vec()), ("control.tar.gz", control), ("data.tar.gz", data)];
    Ok((format!("bedside_{version}_{architecture}.deb"), archive::ar(&members, release.epoch)))
}

/// Our licences in the form of Debian; those of the parts, some of them long, are in a file of their own.
fn copyright(release: &Release, parts: &Parts) -> Result<String, String> {
    let mut out = format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: bedside\nSource: {}\n\nFiles: *\nCopyright: \
         2026 The Bedside authors\nLicense: MIT or Apache-2.0\nComment:\n The program also holds the work of others. Whose, and under which \
         licences,\n is in /usr/share/doc/bedside/parts.txt.gz.\n\nLicense: MIT\n",
        release.repository
    );
    let mit = licence(parts, "LICENSE-MIT")?;
    quote(&mut out, mit.split_once("\n\n").map_or(mit, |(_, text)| text));
    out.push_str("\nLicense: Apache-2.0\n On Debian systems, the text is in /usr/share/common-licenses/Apache-2.0.\n");
    Ok(out)
}

fn licence<'p>(parts: &'p Parts, name: &str) -> Result<&'p str, String> {
    let found = parts.licences.iter().find(|(known, _)| known == name);
    found.map(|(_, text)| text.as_str()).ok_or_else(|| format!("there is no {name}"))
}

/// A text as the value of a field that goes on.
fn quote(out: &mut String, text: &str) {
    for line in text.lines() {
        let line = line.trim_end();
        let _ = writeln!(out, " {}", if line.is_empty() { "." } else { line }); // cannot fail
    }
}

fn changelog(release: &Release, version: &str) -> String {
    let ((year, month, day), (hour, minute, second)) = (civil(release.epoch), clock(release.epoch));
    let name = |list: &[&'static str], at: u64| {
        usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
    };
    let (weekday, month) = (name(&DAYS, release.epoch / 86_400 % 7), name(&MONTHS, month - 1));
    format!(
        "bedside ({version}) unstable; urgency=medium\n\n  * Bedside {}; what changed is in changelog.gz.\n\n -- {}  {weekday}, {day:02} \
         {month} {year} {hour:02}:{minute:02}:{second:02} +0000\n",
        release.version, release.maintainer
    )
}
