//! SVG files: their size, and the proof that they load and run nothing.
//!
//! Elements are allowed by name; attributes and styles are refused by what could reach outside the file. What belongs to
//! drawing programs (elements and attributes with a prefix of their own) means nothing to a browser and is let through.

mod budget;
mod size;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, Prefix, ResolveResult};

use resvg::usvg::roxmltree::{Document, ParsingOptions};

use super::{Format, PictureProblem};
pub use budget::check_drawn;
use size::Frame;

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The elements of SVG 1.1 and 2 that draw, name or animate; those that embed, script or link fonts are missing.
const ELEMENTS: &str = "a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend \
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight \
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset \
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g hatch hatchpath line linearGradient marker \
    mask metadata mpath path pattern polygon polyline radialGradient rect set solidcolor stop style svg switch symbol \
    text textPath title tspan use view";

/// Displayed width and height in CSS pixels of an SVG that is safe to publish.
pub(super) fn read(bytes: &[u8]) -> Result<(u32, u32), PictureProblem> {
    let text = std::str::from_utf8(bytes).map_err(|_| DAMAGED)?;
    budget::measure(text)?;
    let mut scan = Scan { size: None, depth: 0, style: None };
    let mut reader = NsReader::from_str(text);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let Ok((namespace, event)) = reader.read_resolved_event() else {
            // The other parser knows the place and says it in words.
            return Err(not_xml(text).unwrap_or(DAMAGED));
        };
        if matches!(event, Event::Eof) {
            break;
        }
        scan.event(&namespace, &event).map_err(|found| match found {
            Found::Unsafe(what) => PictureProblem::UnsafeSvg { what, at },
            Found::Damage => not_xml(text).unwrap_or(DAMAGED),
        })?;
    }
    if scan.depth > 0 {
        return Err(PictureProblem::CutOff);
    }
    let size = scan.size.ok_or(PictureProblem::NotPicture)?;
    // The reader above forgives what browsers do not.
    not_xml(text).map_or(Ok(size), Err)
}

/// Why a text is not XML, where a strict parser says so.
fn not_xml(text: &str) -> Option<PictureProblem> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let error = Document::parse_with_options(text, options).err()?;
    let (row, column) = (error.pos().row as usize, error.pos().col as usize);
    let line: usize = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
    let within = text[line..].char_indices().nth(column.saturating_sub(1)).map_or(text.len() - line, |(at, _)| at);
    let why = error.to_string();
    // The place is told apart from the words.
    let why = why.rsplit_once(" at ").map_or(why.as_str(), |(words, _)| words).to_owned();
    Some(PictureProblem::NotXml { why, at: line + within })
}

/// Whether a document type only names SVG, as Illustrator, matplotlib and Graphviz write it: no internal subset, and
/// only the World Wide Web Consortium's identifiers, which nobody loads.
fn is_harmless_type(text: &str) -> bool {
    let Some(rest) = text.trim().strip_prefix("svg") else { return false };
    let mut words = rest.split(['"', '\'']).map(str::trim);
    let rest = (words.next(), words.next(), words.next(), words.next(), words.next());
    let public = |id: &str| id.starts_with("-//W3C//DTD SVG");
    let system = |id: &str| {
        let host = id.strip_prefix("http://").or_else(|| id.strip_prefix("https://"));
        id.is_empty() || host.is_some_and(|host| host.starts_with("www.w3.org/"))
    };
    words.next().is_none()
        && match rest {
            (Some(""), None, ..) => true,
            (Some("PUBLIC"), Some(id), Some(""), None, None) => public(id),
            (Some("PUBLIC"), Some(id), Some(""), Some(uri), Some("")) => public(id) && system(uri),
            (Some("SYSTEM"), Some(uri), Some(""), None, None) => system(uri),
            _ => false,
        }
}

const DAMAGED: PictureProblem = PictureProblem::Damaged(Format::Svg);

enum Found {
    Unsafe(String),
    Damage,
}

/// What was seen so far.
struct Scan {
    /// Size of the outermost element.
    size: Option<(u32, u32)>,
    /// Open elements.
    depth: usize,
    /// The text of the open `style` element. It is judged as a whole: comments may split a word.
    style: Option<String>,
}

impl Scan {
    fn event(&mut self, namespace: &ResolveResult<'_>, event: &Event<'_>) -> Result<(), Found> {
        match event {
            Event::Start(start) => {
                self.element(namespace, start)?;
                self.depth += 1;
                if start.local_name().into_inner() == "style" {
                    self.style = Some(String::new());
                }
            }
            Event::Empty(start) => self.element(namespace, start)?,
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                if end.local_name().into_inner() == "style" {
                    check_css(&self.style.take().unwrap_or_default())?;
                }
            }
            Event::Text(text) => self.style_text(text),
            Event::CData(text) => self.style_text(text),
            Event::GeneralRef(reference) => self.style_text(&resolve(reference)?),
            Event::DocType(kind) if self.size.is_none() && is_harmless_type(kind) => {}
            Event::DocType(kind) if kind.contains('[') => {
                return Err(Found::Unsafe("a document type with its own declarations (`<!DOCTYPE`)".to_owned()));
            }
            Event::DocType(_) => {
                return Err(Found::Unsafe("a document type that is not one of SVG's (`<!DOCTYPE`)".to_owned()));
            }
            Event::PI(instruction) => {
                return Err(Found::Unsafe(format!("an instruction (`<?{}`)", instruction.target())));
            }
            Event::Decl(declaration) => check_encoding(declaration)?,
            Event::Comment(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn style_text(&mut self, text: &str) {
        if let Some(style) = &mut self.style {
            style.push_str(text);
        }
    }

    fn element(&mut self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), Found> {
        let (local, prefix) = start.name().decompose();
        let (local, prefix) = (local.into_inner(), prefix.map(Prefix::into_inner));
        let is_svg = matches!(namespace, ResolveResult::Bound(Namespace(SVG)));
        let known = match prefix {
            None | Some("svg") => is_svg && ELEMENTS.split(' ').any(|element| element == local),
            Some(_) => !is_svg && !matches!(namespace, ResolveResult::Bound(Namespace(XHTML)) | ResolveResult::Unbound),
        };
        if self.depth == 0 && !(is_svg && local == "svg") {
            return Err(Found::Damage);
        }
        if !known {
            return Err(Found::Unsafe(format!("the element `{}`", start.name().into_inner())));
        }
        let mut frame = Frame::default();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| Found::Damage)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Found::Damage)?;
            check_attribute(attribute.key.into_inner(), &attribute.value, &value)?;
            frame.note(attribute.key.into_inner(), &value);
        }
        self.size.get_or_insert_with(|| frame.size());
        Ok(())
    }
}

/// Only the references that XML itself knows (XML 1.0, 4.6) need no document type.
fn resolve(reference: &BytesRef<'_>) -> Result<String, Found> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Found::Damage)? {
        return Ok(character.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference)
        .map(str::to_owned)
        .ok_or_else(|| Found::Unsafe(format!("the entity `&{};`", &**reference)))
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), Found> {
    let named = declaration.encoding().transpose().map_err(|_| Found::Damage)?;
    match named {
        Some(name) if !matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii") => {
            Err(Found::Damage)
        }
        _ => Ok(()),
    }
}

/// `raw` is the value as written, `value` what it means.
fn check_attribute(key: &str, raw: &str, value: &str) -> Result<(), Found> {
    let (prefix, local) = key.split_once(':').map_or(("", key), |(prefix, local)| (prefix, local));
    let folded = local.to_ascii_lowercase();
    if prefix == "xmlns" || key == "xmlns" {
        // Namespaces are compared as written, so they have to be written plainly.
        return if raw.contains('&') { Err(Found::Damage) } else { Ok(()) };
    }
    if folded.starts_with("on") {
        return Err(Found::Unsafe(format!("the event handler `{key}`")));
    }
    if matches!(folded.as_str(), "href" | "src") && !value.trim().starts_with('#') {
        return Err(Found::Unsafe(format!("a reference to another file (`{key}`)")));
    }
    if matches!(folded.as_str(), "base" | "ping") {
        return Err(Found::Unsafe(format!("the attribute `{key}`")));
    }
    if folded == "attributename" {
        let target = value.trim().rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        if target == "href" || target.starts_with("on") {
            return Err(Found::Unsafe(format!("an animation of `{}`", value.trim())));
        }
    }
    let is_text = matches!(local, "id" | "class" | "lang") || local.starts_with("data-") || local.starts_with("aria-");
    if prefix.is_empty() && !is_text { check_css(value) } else { Ok(()) }
}

/// Refuses what makes a style load something: CSS Values 4 (`url()`, `src()`), CSS Images 4 (`image()`, `image-set()`), CSS
/// Cascade 5 (`@import`), and backslashes, which can spell all of these.
fn check_css(css: &str) -> Result<(), Found> {
    let folded = css.to_ascii_lowercase();
    if folded.contains('\\') {
        return Err(Found::Unsafe("a backslash in a style".to_owned()));
    }
    for word in ["@import", "image-set(", "image(", "src("] {
        if folded.contains(word) {
            return Err(Found::Unsafe(format!("`{word}` in a style")));
        }
    }
    let inside = |target: &str| target.trim_start().trim_start_matches(['"', '\'']).trim_start().starts_with('#');
    if folded.split("url(").skip(1).all(inside) {
        return Ok(());
    }
    Err(Found::Unsafe("a reference to another file (`url(`)".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(attributes: &str, inside: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {attributes}>{inside}</svg>"
        )
    }

    #[test]
    fn what_drawing_programs_write_passes() {
        let harmless = [
            "<defs><linearGradient id='g'/></defs><rect fill='url(#g)' style='fill: url( \"#g\" )'/>",
            "<use xlink:href='#g'/><use href=' #g'/>",
            "<style>.a &gt; .b { fill: #fff; filter: url(#blur) }</style><style><![CDATA[.c{}]]></style>",
            "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:li r:resource='http://x'/></r:RDF></metadata>",
            "<i:namedview xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:path='C:\\Users\\ada'/>",
            "<title>A &amp; B &#233;</title><text data-name='url(x)'>url(http://in.text) is only text</text>",
            "<a href='#top'><animate attributeName='cx' values='0;10'/></a>",
        ];
        for inside in harmless {
            assert_eq!(read(svg("", inside).as_bytes()), Ok((300, 150)), "{inside}");
        }
    }

    #[test]
    fn whatever_loads_or_runs_something_is_refused() {
        let hostile = [
            "<script>alert(1)</script>",
            "<svg:script xmlns:svg='http://www.w3.org/2000/svg'/>",
            "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
            "<foreignObject><p/></foreignObject>",
            "<iframe xmlns='http://www.w3.org/1999/xhtml'/>",
            "<h:iframe xmlns:h='http://www.w3.org/1999/xhtml'/>",
            "<image href='photo.jpg'/>",
            "<rect onload='x()'/>",
            "<rect ONLOAD='x()'/>",
            "<i:x xmlns:i='urn:i' i:onclick='x()'/>",
            "<use xlink:href='http://example.com/a.svg#b'/>",
            "<use href='&#104;ttps://example.com/#b'/>",
            "<use href='//example.com/#b'/>",
            "<use href='data:image/svg+xml,x#b'/>",
            "<a href='javascript:alert(1)'/>",
            "<a href=''/>",
            "<a href='#x' ping='https://example.com'/>",
            "<g xml:base='https://example.com'/>",
            "<rect fill='url(https://example.com/#g)'/>",
            "<rect style='fill:URL( \"https://example.com\")'/>",
            "<rect style='fill:u\\72l(https://example.com)'/>",
            "<rect style='background:image-set(\"https://example.com\" 1x)'/>",
            "<style>@import url(https://example.com/a.css);</style>",
            "<style>@IMPORT 'a.css';</style>",
            "<style>@imp<!-- -->ort 'a.css';</style>",
            "<style>@imp&#x6f;rt 'a.css';</style>",
            "<style><![CDATA[@font-face{src:url(a.woff)}]]></style>",
            "<set attributeName='xlink:href' to='#x'/>",
            "<animate attributeName='onclick' values='x()'/>",
            "<text>&nbsp;</text>",
            "<?xml-stylesheet href='https://example.com/a.css'?>",
        ];
        for inside in hostile {
            let read = read(svg("", inside).as_bytes());
            assert!(matches!(read, Err(PictureProblem::UnsafeSvg { .. })), "{inside}: {read:?}");
        }
    }

    #[test]
    fn a_document_type_is_refused_and_told_where() {
        let text = format!("<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY a 'b'>]>{}", svg("", "&a;"));
        assert_eq!(
            read(text.as_bytes()),
            Err(PictureProblem::UnsafeSvg {
                what: "a document type with its own declarations (`<!DOCTYPE`)".to_owned(),
                at: 22
            })
        );
    }

    #[test]
    fn a_document_type_that_only_names_svg_passes() {
        let harmless = [
            "svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n  \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"",
            "svg PUBLIC '-//W3C//DTD SVG 20010904//EN' 'http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd'",
            "svg",
            "svg SYSTEM \"https://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"",
        ];
        let hostile = [
            "svg [<!ENTITY a 'b'>]",
            "svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [ ]",
            "svg SYSTEM \"file:///etc/passwd\"",
            "svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://example.com/x.dtd\"",
            "html",
        ];
        for name in harmless {
            assert_eq!(read(format!("<!DOCTYPE {name}>{}", svg("", "")).as_bytes()), Ok((300, 150)), "{name}");
        }
        for name in hostile {
            let problem = read(format!("<!DOCTYPE {name}>{}", svg("", "")).as_bytes());
            let Err(PictureProblem::UnsafeSvg { what, .. }) = problem else { panic!("{name}: {problem:?}") };
            assert_eq!(what.contains("its own declarations"), name.contains('['), "{name}: {what}");
        }
    }

    #[test]
    fn what_is_not_xml_is_told_with_its_place() {
        let cases = [
            (svg("", "<rect a='1' a='2'/>"), "a='2'"),
            (svg("", "<rect a=1/>"), "1/>"),
            (svg("", "<g></rect></g>"), "</rect>"),
            (svg("", "<!-- a -- b -->"), "<!--"),
            (svg("a='&x;'", ""), "&x;"),
        ];
        for (text, place) in cases {
            let Err(PictureProblem::NotXml { at, .. }) = read(text.as_bytes()) else {
                panic!("{:?}", read(text.as_bytes()))
            };
            assert!(text[..at.min(text.len())].len() + 40 > text.find(place).unwrap(), "{text}: {at}");
        }
    }

    #[test]
    fn what_browsers_cannot_read_is_damaged() {
        let disguised =
            "<svg xmlns='http://www.w3.org/2000/svg'><x:p xmlns:x='http&#58;//www.w3.org/1999/xhtml'/></svg>";
        let cases = ["<svg/>", "<p>svg: text</p>", disguised];
        for text in cases {
            assert_eq!(read(text.as_bytes()), Err(DAMAGED), "{text}");
        }
        assert_eq!(read(b"<svg xmlns='http://www.w3.org/2000/svg'><g>"), Err(PictureProblem::CutOff));
        assert_eq!(read(b"<?xml version='1.0' encoding='utf-7'?><svg/>"), Err(DAMAGED));
    }
}
