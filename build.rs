//! Turns the lists that travel in the program from YAML, as people write them, into JSON, which is read many times as fast:
//! every run of the program begins with them. Lists of phrases become constants.

#![expect(clippy::disallowed_methods, reason = "it runs before the program, and reads the program's own sources")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// Lists in `content/`.
const LISTS: [&str; 4] = ["conditions", "glossary", "observances", "services"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    for list in LISTS {
        let file = format!("content/{list}.yaml");
        println!("cargo::rerun-if-changed={file}");
        let value: serde_json::Value = serde_yaml::from_str(&fs::read_to_string(&file)?)?;
        fs::write(Path::new(&out).join(list).with_extension("json"), value.to_string())?;
    }
    fs::write(Path::new(&out).join("phrases.rs"), phrases()?)?;
    Ok(())
}

/// The lists of phrases as constants, so that the program neither reads nor keeps anything for them.
fn phrases() -> Result<String, Box<dyn Error>> {
    const FILE: &str = "content/privacy/phrases.yaml";
    println!("cargo::rerun-if-changed={FILE}");
    let lists: BTreeMap<String, Vec<String>> = serde_yaml::from_str(&fs::read_to_string(FILE)?)?;
    let mut code = String::new();
    for (name, phrases) in lists {
        let name = name.to_uppercase();
        writeln!(
            code,
            "/// `{name}` of the file, in lower case there.\npub(super) const {name}: &[&str] = &{phrases:?};"
        )?;
    }
    Ok(code)
}
