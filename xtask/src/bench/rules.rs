//! Each rule on texts of 1 MB that are made to cost time: the slowest text of each, and whether it keeps the bound.

use std::collections::BTreeMap;

use super::options::Options;
use crate::shell;

/// What is demanded of a rule, in milliseconds.
const MOST: f64 = 50.0;

/// Runs the benchmark.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let texts = if options.quick { "paragraphs" } else { "all" };
    let output = shell::cargo(&format!("bench --locked -p bedside --bench rules -- {texts}"))
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("the benchmark failed".to_owned());
    }
    let slowest = slowest(&String::from_utf8_lossy(&output.stdout));
    let mut late = 0;
    for (rule, (took, text)) in &slowest {
        let is_late = *took > MOST && rule != "preparation";
        late += usize::from(is_late);
        println!("{rule:<32} {took:>8.1} ms  {text}{}", if is_late { "  TOO SLOW" } else { "" });
    }
    match late {
        _ if slowest.is_empty() => Err("the benchmark printed nothing".to_owned()),
        0 => Ok(()),
        _ if options.quick => Ok(()),
        late => Err(format!("{late} rules take more than {MOST} ms")),
    }
}

/// The slowest text of each rule.
fn slowest(printed: &str) -> BTreeMap<String, (f64, String)> {
    let mut slowest: BTreeMap<String, (f64, String)> = BTreeMap::new();
    for line in printed.lines() {
        let mut words = line.split(' ');
        let (Some(took), Some(rule), Some(text)) = (words.next(), words.next(), words.next()) else { continue };
        let Ok(took) = took.parse::<f64>() else { continue };
        let so_far = slowest.entry(rule.to_owned()).or_insert((took, text.to_owned()));
        if took > so_far.0 {
            *so_far = (took, text.to_owned());
        }
    }
    slowest
}

#[cfg(test)]
mod tests {
    use super::slowest;

    #[test]
    fn the_slowest_text_counts() {
        let all = slowest("   Running\n1.0 phi digits (0 found)\n7.5 phi names (0 found)\n2.0 plain/jargon names\n");
        assert_eq!(all["phi"], (7.5, "names".to_owned()));
        assert_eq!(all["plain/jargon"], (2.0, "names".to_owned()));
        assert_eq!(all.len(), 2);
    }
}
