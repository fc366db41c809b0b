//! Reads calendar files back.

/// The values of a property in a calendar file, unfolded and without the escapes of RFC 5545, section 3.3.11.
pub(crate) fn in_calendar(text: &str, property: &str) -> Vec<String> {
    let unfolded = text.replace("\r\n ", "");
    let lines = unfolded.split("\r\n").filter_map(|line| line.strip_prefix(property)?.strip_prefix(':'));
    lines
        .map(|value| {
            let mut signs = value.chars();
            let mut out = String::new();
            while let Some(sign) = signs.next() {
                match (sign, sign == '\\') {
                    (_, false) => out.push(sign),
                    _ => match signs.next().expect("an escape has a second sign") {
                        'n' | 'N' => out.push('\n'),
                        sign => {
                            assert!(matches!(sign, '\\' | ';' | ','), "`\\{sign}` is not an escape");
                            out.push(sign);
                        }
                    },
                }
            }
            out
        })
        .collect()
}
