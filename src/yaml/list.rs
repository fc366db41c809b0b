//! Sets the items of a list: what stays keeps its lines, what is new comes between them.

use std::ops::Range;

use serde_json::Value;

use super::Yaml;
use super::edit::Edit;
use super::tree::{Content, Node};
use super::written::{Layout, flow, item_lines};

impl Yaml<'_> {
    /// The edits that make a list of `items`, in which `{"keep": 0}` is the first value of the old list, and so on.
    pub(super) fn list(&self, entry: &(Node, Node), old: &[Node], items: &[Value]) -> Option<Vec<Edit>> {
        let places = places(old, items);
        let kept: Vec<usize> = places.iter().flatten().copied().collect();
        let in_order = kept.windows(2).all(|pair| pair[0] < pair[1]);
        let is_flow = self.is_flow(&entry.1);
        let key = entry.0.range.start;
        let is_in_block = self.text[self.line_start(key)..key].chars().all(|sign| matches!(sign, ' ' | '-'));
        if old.is_empty() && is_in_block && items.iter().any(Value::is_object) {
            return self.filled(entry, &Value::Array(items.to_vec()), false);
        }
        if !in_order && !is_flow && kept.len() == old.len() && kept.len() == items.len() {
            return self.reordered(old, &kept);
        }
        if items.is_empty() || kept.is_empty() || !in_order {
            return self.rewritten(entry, old, items, &places);
        }
        let mut edits: Vec<Edit> = (0..old.len())
            .filter(|at| !kept.contains(at))
            .map(|at| {
                (if is_flow { flow_item(old, at, kept[0] > at) } else { self.item_lines(&old[at]) }, String::new())
            })
            .collect();
        let mut new: Vec<&Value> = Vec::new();
        for (item, place) in items.iter().zip(&places) {
            match place {
                None => new.push(item),
                Some(_) if new.is_empty() => {}
                Some(at) => edits.push(self.before(&old[*at], &std::mem::take(&mut new), is_flow)?),
            }
        }
        if !new.is_empty() {
            edits.push(self.behind(old, *kept.last()?, &new, is_flow)?);
        }
        Some(edits)
    }

    /// New items before one that stays.
    fn before(&self, item: &Node, new: &[&Value], is_flow: bool) -> Option<Edit> {
        if is_flow {
            let new: Option<String> = new.iter().map(|item| Some(flow(item)? + ", ")).collect();
            return Some((item.range.start..item.range.start, new?));
        }
        let start = self.line_start(item.range.start);
        let lines = self.new_items(item, new)?;
        Some((start..start, lines + self.line_end()))
    }

    /// New items behind the last one that stays.
    fn behind(&self, old: &[Node], last: usize, new: &[&Value], is_flow: bool) -> Option<Edit> {
        if is_flow {
            let end = old[last].range.end;
            let new: Option<String> = new.iter().map(|item| Some(format!(", {}", flow(item)?))).collect();
            return Some((end..end, new?));
        }
        Some(self.new_line(self.end_of_item(old.last()?), &self.new_items(&old[last], new)?))
    }

    /// New items of a block, with the dash where that of `beside` is.
    fn new_items(&self, beside: &Node, new: &[&Value]) -> Option<String> {
        let line = self.line_start(beside.range.start);
        let layout = Layout { indent: self.text[line..].find('-')?, depth: 1, line_end: self.line_end() };
        let lines: Option<Vec<String>> = new.iter().map(|item| item_lines(item, layout)).collect();
        Some(lines?.join(self.line_end()))
    }

    /// The items of a block in another order, each with the lines below it.
    fn reordered(&self, old: &[Node], order: &[usize]) -> Option<Vec<Edit>> {
        let lines = |at: usize| {
            let end = old.get(at + 1).map_or(self.item_lines(&old[at]).end, |next| self.line_start(next.range.start));
            &self.text[self.line_start(old[at].range.start)..end]
        };
        let all = self.line_start(old.first()?.range.start)..self.item_lines(old.last()?).end;
        let is_ended = self.text[all.clone()].ends_with('\n');
        let ended =
            |text: &str| if text.ends_with('\n') { text.to_owned() } else { format!("{text}{}", self.line_end()) };
        let mut new: String = order.iter().map(|at| ended(lines(*at))).collect();
        if !is_ended {
            new.truncate(new.trim_end().len());
        }
        Some(vec![(all, new)])
    }

    /// The list written again in one line, its values as they were written. One with blocks in it is not.
    fn rewritten(
        &self,
        entry: &(Node, Node),
        old: &[Node],
        items: &[Value],
        places: &[Option<usize>],
    ) -> Option<Vec<Edit>> {
        let written = |(item, place): (&Value, &Option<usize>)| match place {
            Some(at) if matches!(old[*at].content, Content::Scalar { .. }) || self.is_flow(&old[*at]) => {
                Some(self.text[old[*at].range.clone()].to_owned())
            }
            Some(_) => None,
            None => flow(item),
        };
        let written: Option<Vec<String>> = items.iter().zip(places).map(written).collect();
        let list = format!("[{}]", written?.join(", "));
        let range = entry.1.range.clone();
        if self.text[range.clone()].starts_with('[') {
            let from = old.last().map_or(range.start + 1, |last| last.range.end);
            let close = from + self.text[from..].find(']')? + 1;
            return Some(vec![(range.start..close, list)]);
        }
        let end = entry.0.range.end;
        let colon = end + self.text[end..].find(':')? + 1;
        Some(vec![(colon..self.end_of_item(old.last()?), format!(" {list}"))])
    }

    /// The lines of an item of a block.
    fn item_lines(&self, item: &Node) -> Range<usize> {
        let end = self.end_of_item(item);
        let end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
        self.line_start(item.range.start)..end
    }
}

/// For each new value the old one that it is.
fn places(old: &[Node], items: &[Value]) -> Vec<Option<usize>> {
    let mut free: Vec<bool> = vec![true; old.len()];
    let mut take = |at: usize| free.get(at).copied().unwrap_or(false).then(|| free[at] = false).map(|()| at);
    items
        .iter()
        .map(|item| match item {
            Value::Object(keep) => take(usize::try_from(keep.get("keep")?.as_u64()?).ok()?),
            Value::String(wanted) => {
                let is_it = |node: &Node| matches!(&node.content, Content::Scalar { text, .. } if text == wanted);
                (0..old.len()).find_map(|at| if is_it(&old[at]) { take(at) } else { None })
            }
            _ => None,
        })
        .collect()
}

/// The range of an item of `[...]` with the comma that parts it from its neighbor.
fn flow_item(items: &[Node], at: usize, is_before_all_kept: bool) -> Range<usize> {
    if is_before_all_kept {
        items[at].range.start..items.get(at + 1).map_or(items[at].range.end, |next| next.range.start)
    } else {
        items[at - 1].range.end..items[at].range.end
    }
}
