//! What a drawing may ask of the program before it is read as a drawing: counted on its text, by loops or with a
//! counted depth, so that neither a stack nor the time runs out on it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::image::PictureProblem;

/// Elements within each other. Programs write some 20; libxml2, which many viewers use, reads 256.
pub(super) const MAX_DEPTH: usize = 256;
/// Attributes of one element. Parsers compare each with all others of its element.
const MAX_ATTRIBUTES: usize = 500;

/// Parts within each other in a drawing that is drawn, references included: each level may take a layer of the whole
/// card (8 MB for a story) and some kilobytes of stack.
const MAX_DRAWN_DEPTH: usize = 40;
/// Parts of a drawing that is drawn, each counted as often as it is drawn.
const MAX_DRAWN_PARTS: u64 = 20_000;
/// Filter steps (`fe...`) of a drawing that is drawn.
const MAX_FILTER_STEPS: usize = 200;
/// Comparisons of style rules with elements of a drawing that is drawn.
const MAX_STYLE_MATCHES: u64 = 2_000_000;
/// Style rules of a drawing that is drawn. Programs write some hundred; the parser takes seconds for 50,000 that fit one element.
const MAX_STYLE_RULES: usize = 2_000;
/// Steps of a path that may come to nothing (arcs to where they begin, closings of what is closed): for those in a row, the
/// parser takes 300 bytes of stack each.
const MAX_IDLE_STEPS: usize = 3_000;
/// No arc of a path is written in fewer bytes.
const ARC_BYTES: usize = 10;
/// Bytes of a path that count as one part.
const PATH_BYTES: u64 = 32;

fn too_complex(what: impl Into<String>) -> PictureProblem {
    PictureProblem::TooComplex { what: what.into() }
}

/// Checks depth and attributes, on which parsers spend stack and time. Text that is not XML passes: others say so.
///
/// # Errors
/// [`PictureProblem::TooComplex`].
pub(super) fn measure(text: &str) -> Result<(), PictureProblem> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        let Ok(event) = reader.read_event() else { return Ok(()) };
        let element = match &event {
            Event::Start(start) => {
                depth += 1;
                Some(start)
            }
            Event::Empty(start) => Some(start),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                None
            }
            Event::Eof => return Ok(()),
            _ => None,
        };
        if depth > MAX_DEPTH {
            return Err(too_complex(format!("elements nested more than {MAX_DEPTH} deep")));
        }
        if element.is_some_and(|start| start.attributes().with_checks(false).nth(MAX_ATTRIBUTES).is_some()) {
            return Err(too_complex(format!("more than {MAX_ATTRIBUTES} attributes on one element")));
        }
    }
}

/// Checks that a drawing can be drawn within a moment and without a deep stack. What is not XML passes: the parser
/// reports it.
///
/// # Errors
/// [`PictureProblem::TooComplex`].
pub fn check_drawn(svg: &str) -> Result<(), PictureProblem> {
    measure(svg)?;
    let Ok(document) = Document::parse_with_options(svg, ParsingOptions { allow_dtd: false, ..Default::default() })
    else {
        return Ok(());
    };
    let elements: Vec<Node<'_, '_>> = document.descendants().filter(Node::is_element).collect();
    if elements.iter().filter(|node| node.tag_name().name().starts_with("fe")).count() > MAX_FILTER_STEPS {
        return Err(too_complex(format!("more than {MAX_FILTER_STEPS} filter steps")));
    }
    let styles = elements.iter().filter(|node| node.tag_name().name() == "style");
    let rules: Vec<Rule<'_>> = styles.filter_map(Node::text).flat_map(rules).collect();
    if rules.len() > MAX_STYLE_RULES {
        return Err(too_complex(format!("more than {MAX_STYLE_RULES} style rules")));
    }
    let depth = elements.iter().map(|node| node.ancestors().count()).max().unwrap_or(0) as u64;
    let selectors = rules.iter().flat_map(|rule| rule.selectors.split(','));
    let matches = selectors.map(|selector| comparisons(selector, depth)).fold(0, u64::saturating_add);
    if matches.saturating_mul(elements.len() as u64) > MAX_STYLE_MATCHES {
        return Err(too_complex("too many style rules for its number of elements"));
    }
    if elements.iter().filter_map(|node| node.attribute("d")).any(|path| idle_steps(path) > MAX_IDLE_STEPS) {
        return Err(too_complex(format!("a path of more than {MAX_IDLE_STEPS} arcs or closings")));
    }
    let ids = elements.iter().filter_map(|node| Some((node.attribute("id")?, *node))).collect();
    let mut counter = Counter { ids, rules, marker: 0, seen: HashMap::new() };
    if svg.contains("marker") {
        for node in elements.iter().filter(|node| node.tag_name().name() == "marker") {
            counter.marker = counter.marker.max(counter.count(*node, 0)?.parts);
        }
        counter.seen.clear();
    }
    counter.count(document.root_element(), 0).map(|_| ())
}

/// How often a selector may be compared with one element and what is around it: an element within another within another is
/// looked for among all that are around it, in every combination.
fn comparisons(selector: &str, depth: u64) -> u64 {
    let steps = selector.split_whitespace().count().saturating_sub(1) as u64;
    if steps > depth {
        return u64::MAX;
    }
    (0..steps).fold(1_u64, |ways, step| ways.saturating_mul(depth - step) / (step + 1))
}

/// Steps of a path that may come to nothing, rather too many than too few.
fn idle_steps(path: &str) -> usize {
    let is_command = |c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E');
    let mut last = ' ';
    let steps = path.match_indices(is_command).map(|(at, command)| {
        let command = command.chars().next().unwrap_or(' ').to_ascii_lowercase();
        let rest = &path[at + 1..];
        let length = rest.find(is_command).unwrap_or(rest.len());
        let is_closed = std::mem::replace(&mut last, command) == 'z' && command == 'z';
        if command == 'a' { length / ARC_BYTES + 1 } else { usize::from(is_closed) }
    });
    steps.sum()
}

/// A style rule that refers to parts of the drawing, or may.
struct Rule<'d> {
    selectors: &'d str,
    declarations: &'d str,
}

impl Rule<'_> {
    /// Whether the rule may be for an element: some word of its selectors is the element's name, class or id.
    fn may_fit(&self, node: &Node<'_, '_>) -> bool {
        let classes = node.attribute("class").unwrap_or_default();
        let id = node.attribute("id").unwrap_or_default();
        self.selectors.contains('*')
            || self.selectors.contains('[')
            || self.selectors.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).any(|word| {
                !word.is_empty()
                    && (word == node.tag_name().name() || word == id || classes.split_whitespace().any(|c| c == word))
            })
    }
}

/// The rules of a style sheet, as far as braces tell.
fn rules(css: &str) -> Vec<Rule<'_>> {
    let rule =
        |part: &'_ str| part.split_once('{').map(|(selectors, declarations)| (selectors.len(), declarations.len()));
    css.split('}')
        .filter_map(|part| {
            let (selectors, _) = rule(part)?;
            Some(Rule { selectors: &part[..selectors], declarations: &part[selectors + 1..] })
        })
        .collect()
}

/// What a part of the drawing amounts to.
#[derive(Clone, Copy)]
struct Amount {
    /// Parts, each as often as it is drawn.
    parts: u64,
    /// Levels within each other.
    levels: usize,
}

struct Counter<'d> {
    ids: HashMap<&'d str, Node<'d, 'd>>,
    rules: Vec<Rule<'d>>,
    /// Parts of the largest marker, of which each point of a path may have one.
    marker: u64,
    /// Parts that were counted; `None` for those that are being counted.
    seen: HashMap<usize, Option<Amount>>,
}

impl<'d> Counter<'d> {
    fn count(&mut self, node: Node<'d, 'd>, depth: usize) -> Result<Amount, PictureProblem> {
        let too_deep = || too_complex(format!("parts within each other more than {MAX_DRAWN_DEPTH} deep"));
        if depth > MAX_DRAWN_DEPTH {
            return Err(too_deep());
        }
        let key = node.id().get_usize();
        match self.seen.get(&key) {
            Some(Some(amount)) if depth + amount.levels > MAX_DRAWN_DEPTH => return Err(too_deep()),
            Some(Some(amount)) => return Ok(*amount),
            Some(None) => return Err(too_complex("a part that refers to itself")),
            None => self.seen.insert(key, None),
        };
        let mut within = Amount { parts: 0, levels: 0 };
        let mut take = |amount: Amount| {
            within.parts = within.parts.saturating_add(amount.parts);
            within.levels = within.levels.max(amount.levels);
        };
        for child in node.children().filter(Node::is_element) {
            take(self.count(child, depth + 1)?);
        }
        if let Some(target) = self.link(&node) {
            take(self.count(target, depth + 1)?);
        }
        let mut parts = within.parts.saturating_add(1);
        for target in self.references(&node) {
            let amount = self.count(target, depth + 1)?;
            // A paint is inherited: each part within may be painted with it.
            parts = parts.saturating_add(amount.parts.saturating_mul(within.parts.max(1)));
            within.levels = within.levels.max(amount.levels);
        }
        let path = ["d", "points"].iter().filter_map(|name| node.attribute(*name)).map(str::len).sum::<usize>() as u64;
        parts = parts.saturating_add(path / PATH_BYTES).saturating_add((path / 4).saturating_mul(self.marker));
        if parts > MAX_DRAWN_PARTS {
            return Err(too_complex(format!("more than {MAX_DRAWN_PARTS} parts, counted as often as they are drawn")));
        }
        let amount = Amount { parts, levels: within.levels + 1 };
        self.seen.insert(key, Some(amount));
        Ok(amount)
    }

    /// What a `use`, or a gradient or pattern made from another, is made from.
    fn link(&self, node: &Node<'d, 'd>) -> Option<Node<'d, 'd>> {
        if node.tag_name().name() == "a" {
            return None;
        }
        let href = node.attributes().find(|attribute| attribute.name() == "href")?;
        self.ids.get(href.value().trim().strip_prefix('#')?).copied()
    }

    /// Paints, clip paths, masks, filters and markers, from attributes and from style rules.
    fn references(&self, node: &Node<'d, 'd>) -> Vec<Node<'d, 'd>> {
        let own = node.attributes().map(|attribute| attribute.value());
        let ruled = self.rules.iter().filter(|rule| rule.declarations.contains("url") && rule.may_fit(node));
        let mut targets: Vec<Node<'d, 'd>> = Vec::new();
        for text in own.chain(ruled.map(|rule| rule.declarations)) {
            for part in text.split("url(").skip(1) {
                let name = part.split(')').next().unwrap_or_default();
                let name = name.trim().trim_matches(['"', '\'']).trim().trim_start_matches('#');
                if let Some(target) = self.ids.get(name).filter(|target| !targets.contains(target)) {
                    targets.push(*target);
                }
            }
        }
        targets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>{inside}</svg>")
    }

    fn refused(inside: &str) -> String {
        check_drawn(&svg(inside)).expect_err(&inside[..inside.len().min(200)]).to_string()
    }

    fn chain(element: &str, property: &str, length: usize) -> String {
        let link =
            |n: usize| format!("<{element} id='a{n}' {property}='url(#a{})'><path d='M0 0h1v1z'/></{element}>", n + 1);
        format!("{}<path d='M0 0h9v9z' {property}='url(#a0)'/>", (0..length).map(link).collect::<String>())
    }

    #[test]
    fn what_would_take_long_or_deep_stacks_is_named() {
        let doubling = |n: usize| {
            format!("<pattern id='p{n}'><rect fill='url(#p{0})'/><rect fill='url(#p{0})'/></pattern>", n + 1)
        };
        let inherited =
            |n: usize| format!("<pattern id='p{n}'><g fill='url(#p{})'><rect/><rect/><rect/></g></pattern>", n + 1);
        let uses = |n: usize| format!("<g id='u{n}'><use href='#u{0}'/><use href='#u{0}'/></g>", n + 1);
        let attributes = (0..80_000).map(|n| format!(" a{n}=''")).collect::<Vec<_>>().concat();
        let many = |part: &str, count: usize| part.repeat(count);
        let cases = [
            (many("<g>", 5_000) + &many("</g>", 5_000), "nested more than 256 deep"),
            (many("<g>", 60) + &many("</g>", 60), "more than 40 deep"),
            (format!("<rect{attributes}/>"), "more than 500 attributes"),
            (chain("clipPath", "clip-path", 5_000), "more than 40 deep"),
            (chain("mask", "mask", 5_000), "more than 40 deep"),
            (chain("pattern", "fill", 5_000), "more than 40 deep"),
            (chain("clipPath", "style=\"\" clip-path", 41), "more than 40 deep"),
            ((0..16).map(doubling).collect::<String>() + "<rect fill='url(#p0)'/>", "more than 20000 parts"),
            ((0..12).map(inherited).collect::<String>() + "<rect fill='url(#p0)'/>", "more than 20000 parts"),
            ((0..16).map(uses).collect::<String>() + "<g id='u16'><rect/></g>", "more than 20000 parts"),
            (format!("<filter id='f'>{}</filter>", many("<feGaussianBlur stdDeviation='9'/>", 10_000)), "filter steps"),
            ("<pattern id='p'><rect fill='url(#p)'/></pattern>".to_owned(), "refers to itself"),
            ("<style>.x{mask:url(#m)}</style><mask id='m'><g class='x'/></mask>".to_owned(), "refers to itself"),
            (format!("<style>{}</style>{}", many(".a{}", 1_500), many("<g/>", 3_000)), "style rules for its number"),
            (format!("<style>{}</style><g/>", many("g{fill:red}", 50_000)), "more than 2000 style rules"),
            (
                format!("<style>{}{{}}</style>{}<rect/>{}", many("g ", 12), many("<g>", 30), many("</g>", 30)),
                "style rules",
            ),
            (format!("<style>{}{{}}</style><rect/>", many("g ", 3_000)), "style rules"),
            (format!("<path d='M0 0{}'/>", many("A9 9 0 0 1 5 5", 20_000)), "more than 3000 arcs or closings"),
            (format!("<path d='M0 0a{}'/>", many("9 9 0 0 1 0 0 ", 20_000)), "more than 3000 arcs or closings"),
            (format!("<path d='M0 0{}'/>", many("z ", 100_000)), "more than 3000 arcs or closings"),
            (format!("<path d='{}'/>", many("M0 0L9 9", 100_000)), "more than 20000 parts"),
            (
                format!(
                    "<marker id='m'>{}</marker><g marker-mid='url(#m)'><path d='{}'/></g>",
                    many("<rect/>", 100),
                    many("L9 9", 1_000)
                ),
                "more than 20000 parts",
            ),
        ];
        for (inside, expected) in cases {
            let problem = refused(&inside);
            assert!(problem.contains(expected), "{problem}: {}", &inside[..inside.len().min(120)]);
        }
    }

    #[test]
    fn what_practices_draw_passes() {
        let logo = "<defs><style>.cls-1{fill:url(#g)}.cls-2{clip-path:url(#c)}</style><linearGradient id='g'><stop/>\
            </linearGradient><linearGradient id='h' href='#g'/><clipPath id='c'><rect/></clipPath><g id='leaf'><path \
            class='cls-1' d='M0 0h1'/></g></defs><g class='cls-2'><use href='#leaf'/><use href='#leaf'/></g>";
        assert_eq!(check_drawn(&svg(logo)), Ok(()));
        let nested = "<style>svg .a .b path, g > .b path{fill:red}</style>".to_owned()
            + &"<g class='a'><g class='b'><path d='M0 0a1 1 0 0 1 2 2z'/></g></g>".repeat(200);
        assert_eq!(check_drawn(&svg(&nested)), Ok(()));
        let closed = format!("<path d='{}'/>", "M0 0L9 9z".repeat(8_000));
        assert_eq!(check_drawn(&svg(&closed)), Ok(()));
        assert_eq!(check_drawn(&svg(&chain("clipPath", "clip-path", 10))), Ok(()));
        assert_eq!(
            check_drawn(&svg(&"<g>".repeat(30).chars().chain("</g>".repeat(30).chars()).collect::<String>())),
            Ok(())
        );
    }
}
