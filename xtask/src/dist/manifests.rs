//! What other installers read: Homebrew, winget, Scoop, and the file of a container.

use std::fmt::Write as _;

use serde_json::json;

use super::release::Release;
use super::{Package, Program};

/// The version of winget's manifests.
const WINGET: &str = "1.28.0";

/// An archive of the release: its file and its SHA-256.
struct Archive<'s> {
    file: String,
    sum: &'s str,
}

/// The manifests for the archives that there are; `sums` are the lines of `SHA256SUMS`.
pub(super) fn all(release: &Release, programs: &[Program], sums: &str) -> Vec<Package> {
    let find = |system: &str, ending: &str| -> Option<Archive<'_>> {
        let file = format!("{}.{ending}", release.file(system));
        programs.iter().find(|program| program.system.name == system)?;
        let line = sums.lines().find(|line| line.ends_with(&format!("  {file}")))?;
        Some(Archive { sum: line.split(' ').next()?, file })
    };
    let mut made = vec![("homebrew/bedside.rb".to_owned(), homebrew(release, find).into_bytes())];
    if let Some(archive) = find("windows-x86_64", "zip") {
        made.push(("scoop/bedside.json".to_owned(), scoop(release, &archive).into_bytes()));
        let folder = "winget";
        let id = format!("{}.Bedside", release.publisher);
        for (ending, text) in winget(release, &id, &archive) {
            made.push((format!("{folder}/{id}{ending}.yaml"), text.into_bytes()));
        }
    }
    if programs.iter().any(|program| program.system.deb.is_some()) {
        made.push(("container/Containerfile".to_owned(), CONTAINER.as_bytes().to_vec()));
    }
    made
}

/// The program alone: it needs no other file.
const CONTAINER: &str = "# The program and nothing else: it needs no library, no shell and no certificate store.
#   podman build --tag bedside .
#   podman run --rm --volume \"$PWD:/site\" bedside build
#   podman run --rm --volume \"$PWD:/site\" --publish 127.0.0.1:4747:4747 bedside serve -i 0.0.0.0
FROM scratch
ARG TARGETARCH
COPY ${TARGETARCH}/bedside /bedside
WORKDIR /site
ENTRYPOINT [\"/bedside\"]
CMD [\"build\"]
";

fn homebrew<'s>(release: &Release, find: impl Fn(&str, &str) -> Option<Archive<'s>>) -> String {
    let mut out = format!(
        "class Bedside < Formula\n  desc \"Static-site generator for medical practices\"\n  homepage \"{}\"\n  version \"{}\"\n  \
         license any_of: [\"MIT\", \"Apache-2.0\"]\n",
        release.repository, release.version
    );
    for (system, name) in [("macos", "macos"), ("linux", "linux")] {
        let processors = [("arm", "arm64"), ("intel", "x86_64")];
        let found: Vec<(&str, Archive<'_>)> = processors
            .iter()
            .filter_map(|(word, processor)| Some((*word, find(&format!("{name}-{processor}"), "tar.gz")?)))
            .collect();
        if found.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n  on_{system} do"); // cannot fail
        for (word, archive) in found {
            let _ = writeln!(
                out,
                "    on_{word} do\n      url \"{}\"\n      sha256 \"{}\"\n    end",
                release.address(&archive.file),
                archive.sum
            ); // cannot fail
        }
        out.push_str("  end\n");
    }
    out.push_str(
        "\n  def install\n    bin.install \"bedside\"\n    man1.install Dir[\"man/*.1\"]\n    bash_completion.install \"completions/bedside.bash\" => \
         \"bedside\"\n    fish_completion.install \"completions/bedside.fish\"\n    zsh_completion.install \"completions/_bedside\"\n  end\n\n  test \
         do\n    system bin/\"bedside\", \"init\", \"practice\", \"--yes\", \"--timezone\", \"America/Chicago\"\n    system bin/\"bedside\", \"build\", \
         \"-r\", \"practice\"\n    assert_path_exists testpath/\"practice/public/index.html\"\n  end\nend\n",
    );
    out
}

fn scoop(release: &Release, archive: &Archive<'_>) -> String {
    let address = |version: &str| {
        format!("{}/releases/download/v{version}/bedside-{version}-windows-x86_64.zip", release.repository)
    };
    let manifest = json!({
        "version": release.version,
        "description": release.description,
        "homepage": release.repository,
        "license": "MIT|Apache-2.0",
        "architecture": { "64bit": {
            "url": release.address(&archive.file),
            "hash": archive.sum,
            "extract_dir": archive.file.trim_end_matches(".zip"),
        } },
        "bin": "bedside.exe",
        "checkver": { "github": release.repository },
        "autoupdate": { "architecture": { "64bit": {
            "url": address("$version"),
            "extract_dir": "bedside-$version-windows-x86_64",
        } } },
    });
    format!("{manifest:#}\n")
}

fn winget(release: &Release, id: &str, archive: &Archive<'_>) -> [(&'static str, String); 3] {
    let head = |kind: &str| {
        format!(
            "# yaml-language-server: $schema=https://aka.ms/winget-manifest.{kind}.{WINGET}.schema.json\nPackageIdentifier: {id}\nPackageVersion: {}\n",
            release.version
        )
    };
    let foot = |kind: &str| format!("ManifestType: {kind}\nManifestVersion: {WINGET}\n");
    let top = archive.file.trim_end_matches(".zip");
    let installer = format!(
        "{}Platform:\n- Windows.Desktop\nMinimumOSVersion: 10.0.17763.0\nInstallerType: zip\nNestedInstallerType: portable\nNestedInstallerFiles:\n\
         - RelativeFilePath: {top}\\bedside.exe\n  PortableCommandAlias: bedside\nCommands:\n- bedside\nInstallers:\n- Architecture: x64\n  \
         InstallerUrl: {}\n  InstallerSha256: {}\n{}",
        head("installer"),
        release.address(&archive.file),
        archive.sum.to_uppercase(),
        foot("installer")
    );
    let locale = format!(
        "{}PackageLocale: en-US\nPublisher: {}\nPublisherUrl: {address}\nPackageName: Bedside\nPackageUrl: {address}\nLicense: MIT OR Apache-2.0\n\
         ShortDescription: {}\nMoniker: bedside\nTags:\n- blog\n- health\n- markdown\n- static-site-generator\n{}",
        head("defaultLocale"),
        release.publisher,
        release.description,
        foot("defaultLocale"),
        address = release.repository
    );
    let version = format!("{}DefaultLocale: en-US\n{}", head("version"), foot("version"));
    [(".installer", installer), (".locale.en-US", locale), ("", version)]
}
