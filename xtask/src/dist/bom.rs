//! What a program is made of, as a `CycloneDX` document.
//!
//! It is written here rather than by `cargo-cyclonedx`, which puts a random number and the day into each document, knows nothing
//! of fonts and scripts, and takes minutes to compile.

use serde_json::{Value, json};

use super::archive::{civil, clock};
use super::crates;
use super::release::Release;
use crate::shell;

/// The fonts in the program, with their licence.
const FONTS: [&str; 3] = ["Inter", "Source Sans 3", "Source Serif 4"];

pub(super) fn write(release: &Release, target: &str) -> Result<Vec<u8>, String> {
    let crates = crates::of(target)?;
    let reference = |name: &str, version: &str| format!("pkg:cargo/{name}@{version}");
    let mut components = Vec::new();
    for part in crates.iter().filter(|part| part.name != "bedside") {
        let reference = reference(&part.name, &part.version);
        let mut component = json!({
            "type": "library",
            "bom-ref": reference,
            "name": part.name,
            "version": part.version,
            "purl": reference,
            "licenses": [{ "expression": part.license }],
        });
        if let Some(checksum) = &part.checksum {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        if let Some(address) = &part.repository {
            component["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
        }
        components.push(component);
    }
    let scripts = scripts()?;
    components.extend(scripts.iter().cloned());
    components.extend(FONTS.iter().map(|name| {
        json!({
            "type": "data",
            "bom-ref": format!("font:{}", name.to_lowercase().replace(' ', "-")),
            "name": name,
            "licenses": [{ "license": { "id": "OFL-1.1" } }],
        })
    }));
    let others =
        components.iter().skip(crates.len() - 1).filter_map(|part| part["bom-ref"].as_str()).map(str::to_owned);
    let others: Vec<String> = others.collect();
    let mut dependencies: Vec<Value> = crates
        .iter()
        .map(|part| {
            let mut needs: Vec<String> = part.needs.iter().map(|(name, version)| reference(name, version)).collect();
            if part.name == "bedside" {
                needs.extend(others.iter().cloned());
            }
            json!({ "ref": reference(&part.name, &part.version), "dependsOn": needs })
        })
        .collect();
    dependencies.extend(others.iter().map(|part| json!({ "ref": part })));
    let ((year, month, day), (hour, minute, second)) = (civil(release.epoch), clock(release.epoch));
    let own = reference("bedside", &release.version);
    let document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "bedside",
                "version": release.version,
                "description": release.description,
                "purl": own,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
                "properties": [{ "name": "bedside:target", "value": target }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    let mut text = serde_json::to_vec_pretty(&document).map_err(|error| error.to_string())?;
    text.push(b'\n');
    Ok(text)
}

/// The packages in the editor of the desk.
fn scripts() -> Result<Vec<Value>, String> {
    let file = "xtask/editor/package-lock.json";
    let text = std::fs::read(shell::root().join(file)).map_err(|error| format!("{file}: {error}"))?;
    let lock: Value = serde_json::from_slice(&text).map_err(|error| format!("{file}: {error}"))?;
    let packages = lock["packages"].as_object().into_iter().flatten();
    let shipped =
        packages.filter(|(path, package)| !path.is_empty() && package["dev"] != true && package["optional"] != true);
    let component = |(path, package): (&String, &Value)| {
        let name = path.rsplit_once("node_modules/").map_or(path.as_str(), |(_, name)| name);
        let version = package["version"].as_str()?;
        let reference = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        Some(json!({
            "type": "library",
            "bom-ref": reference,
            "name": name,
            "version": version,
            "purl": reference,
            "licenses": [{ "expression": package["license"].as_str()? }],
        }))
    };
    Ok(shipped.filter_map(component).collect())
}
