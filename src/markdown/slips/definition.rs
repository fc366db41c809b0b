//! Words to Bedside in lines that define a link, `[//]: # (bedside: allow ...)`: some use them as comments.

use std::ops::Range;

use crate::base::{allowed, remark};
use crate::diag::codes;

use super::Slip;
use super::line::REMARK;

/// All of them; text inside a code block is shown unchanged.
pub(super) fn find<'t>(text: &'t str, code: &'t [Range<usize>]) -> impl Iterator<Item = Slip> + 't {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        start += line.len();
        (start - line.len(), line)
    });
    lines.filter_map(move |(start, line)| {
        let inside = line.trim_start_matches([' ', '>']);
        let (_, target) = inside.strip_prefix('[')?.split_once("]:")?;
        let (_, title) = target.split_once(['(', '"', '\''])?;
        remark(title.trim_end().trim_end_matches([')', '"', '\''])).and_then(allowed)?;
        let range = start + line.len() - inside.len()..start + line.trim_end().len();
        let is_code = code.iter().any(|block| block.contains(&range.start));
        (!is_code).then(|| {
            let message = "this line accepts nothing: it is not in the form that Bedside reads";
            Slip::of(&codes::BAD_WAIVER, range, message, REMARK)
        })
    })
}
