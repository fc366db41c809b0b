//! Scripts: comment lines and indentation out.

/// `script` without lines that hold only a comment and without indentation. Everything else, line ends included, stays:
/// what a line means in JavaScript can depend on all of it. Scripts with template strings over several lines are left as
/// they are.
pub(super) fn minify(script: &str) -> String {
    if script.matches('`').count() > 0 && has_long_template(script) {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let line = line.trim();
        if in_comment {
            in_comment = !line.ends_with("*/");
        } else if line.starts_with("/*") {
            in_comment = !line.contains("*/");
            if !in_comment && !line.ends_with("*/") {
                push(&mut out, line);
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            push(&mut out, line);
        }
    }
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn has_long_template(script: &str) -> bool {
    script.lines().any(|line| line.matches('`').count() % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comment_lines_and_indentation_go() {
        let script = "// start\nif (a) {\n  /* one */\n  b(); // stays\n}\n/*\n * long\n */\nc('//');\n";
        assert_eq!(minify(script), "if (a) {\nb(); // stays\n}\nc('//');\n");
    }

    #[test]
    fn long_templates_are_left_alone() {
        let script = "a = `\n  // text\n`;\n";
        assert_eq!(minify(script), script);
    }
}
