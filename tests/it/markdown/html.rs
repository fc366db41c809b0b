//! Raw HTML: what stays, what goes, and what is said about it.

use super::support::{Case, html, problems};
use bedside::diag::Severity;

const HTML_WITH_NOTE: &str = "<div>\n<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">a</a></sup></p>\n\
    </div>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"(Footnotes)\">\n<h2>(Footnotes)</h2>\n<ol type=\"a\">\n<li id=\"fn-1\">\n<p>b \
    <a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"(back 1.1)\">↩</a></p>\n</li>\n</ol>\n</section>\n";

#[test]
fn text_elements_stay() {
    let cases = [
        ("H<sub>2</sub>O <KBD>x</KBD><br/>", "<p>H<sub>2</sub>O <kbd>x</kbd><br></p>\n"),
        ("<abbr title=\"a &quot;b\">c</abbr>", "<p><abbr title=\"a &quot;b\">c</abbr></p>\n"),
        (
            "<details>\n<summary>More</summary>\n\n*a*\n\n</details>",
            "<details>\n<summary>More</summary>\n<p><em>a</em></p>\n</details>\n",
        ),
        (
            "<table><tr><td colspan=2>\n\n**a**\n\n</td></tr></table>",
            "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"(Table)\"><table><tbody><tr><td colspan=\"2\">\n\
             <p><strong>a</strong></p>\n</td></tr></tbody></table></div>\n",
        ),
        ("<div class=\"callout callout-note\">a</div>", "<div class=\"callout callout-note\">a</div>\n"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>\n"),
        ("a <span>*b</span>* c", "<p>a <span><em>b</em> c</span></p>\n"),
        ("&lt;b> <!-- gone --> c", "<p>&lt;b&gt;  c</p>\n"),
        ("<div>\n\na[^1]\n\n[^1]: b", HTML_WITH_NOTE),
        ("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>\n"),
        (
            "- [x] <b>a\n- c",
            "<ul>\n<li><label class=\"task\"><input type=\"checkbox\" disabled=\"\" checked=\"\"> <b>a</b></label></li>\n<li>c</li>\n</ul>\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
        assert_eq!(problems(text), [], "{text}");
    }
}

#[test]
fn a_raw_table_scrolls_and_its_columns_want_heads() {
    let row = "<tr><td>1</td><td>2</td><td>3</td></tr>";
    let head = "<tr><th>a</th><th>b</th><th>c</th></tr>";
    let bare = [
        format!("<table>\n{row}\n</table>"),
        format!("<table>{row}"),
        format!("<table><tr><th></th><th> </th><th></th></tr>{row}</table>"),
        "<table><tr><th scope=row>a</th><td>1</td><td>2</td></tr></table>".to_owned(),
        "<table><tr><th>a</th><td>1</td><td>2</td></tr></table>".to_owned(),
        format!("<table>{head}<tr><td>x<table>{row}</table></td></tr></table>"),
        "<table><tr><td colspan=3>1</td></tr></table>".to_owned(),
    ];
    for text in &bare {
        assert_eq!(problems(text), [("a11y/table-without-header", "<table>")], "{text}");
        let allowed = Case { raw_html: bedside::config::RawHtml::Allow, ..Case::new(text) }.compile();
        let told = allowed.diagnostics.iter().filter(|d| d.code.name == "a11y/table-without-header").count();
        assert_eq!(told, usize::from(text.ends_with("</table>")), "{text}");
    }
    let fine = [
        format!("<table>{head}{row}</table>"),
        format!("<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{row}\n</tbody>\n</table>"),
        "<table><tr><td>a</td><td>1</td></tr></table>".to_owned(),
        format!("<table><tr><th>\n\n*a*\n\n</th><th>b</th><th>c</th></tr>{row}</table>"),
        format!("<table><tr><td></td><th>b</th><th>c</th></tr>{row}</table>"),
        format!("<table>{head}</table>"),
    ];
    for text in &fine {
        assert_eq!(problems(text), [], "{text}");
        assert_eq!(html(text).matches("class=\"table-scroll\"").count(), 1, "{text}");
        assert_eq!(html(text).matches("<div").count(), html(text).matches("</div>").count(), "{text}");
    }
    let own = format!("<div class=\"table-scroll\"><table>{head}{row}</table></div>");
    assert_eq!(html(&own).matches("table-scroll").count(), 1);
}

#[test]
fn everything_else_goes_and_is_named() {
    let cases = [
        ("a<script>alert(1)</script>b", "<p>ab</p>\n", "`<script>`"),
        ("<script>\nalert(1)\n\n</script>\nb", "<p>b</p>\n", "`<script>`"),
        ("<style>p { }</style>\n\nb", "<p>b</p>\n", "`<style>`"),
        ("<iframe src=\"https://a.org\">x</iframe>", "", "`<iframe>`"),
        ("<svg onload=x><p>a</svg>", "", "`<svg>`"),
        ("<form action=x>a</form>", "a\n", "`<form>`"),
        ("<b onclick=x>a</b>", "<p><b>a</b></p>\n", "the attribute `onclick` of `<b>`"),
        ("<p style=\"color:red\">a</p>", "<p>a</p>\n", "the attribute `style` of `<p>`"),
        ("<p id=content>a</p>", "<p>a</p>\n", "the attribute `id` of `<p>`"),
        ("<p class=hero>a</p>", "<p>a</p>\n", "the class `hero`"),
        ("<p role=main>a</p>", "<p>a</p>\n", "the attribute `role` of `<p>`"),
        ("*a <div> b*", "<p><em>a  b</em></p>\n", "`<div>`, which is not allowed here,"),
        ("<tr><td>a</td></tr>", "a\n", "`<tr>`, which is not allowed here,"),
        ("<!DOCTYPE html>\n\na", "<p>a</p>\n", "a declaration"),
        ("a\n\n<!-- b\n\nc", "<p>a</p>\n", "a comment that is never closed, and everything after it,"),
        ("<div title=\"a\n\nb", "<p>b</p>\n", "a tag without its `>`, and everything after it,"),
    ];
    for (text, expected, named) in cases {
        assert_eq!(html(text).trim_start(), expected, "{text}");
        let diagnostics = Case::new(text).compile().diagnostics;
        assert_eq!(diagnostics[0].code.name, "markup/removed-html", "{text}");
        assert_eq!(diagnostics[0].severity, Severity::Warning, "{text}");
        assert_eq!(diagnostics[0].message, format!("{named} was removed"), "{text}");
    }
}

#[test]
fn removals_are_reported_at_their_tag() {
    let text = "> <div\n> onclick=x>\n> a <u>b</u> <blink>\n\nc <font>d</font>";
    assert_eq!(
        problems(text),
        [
            ("markup/removed-html", "<div\n> onclick=x>"),
            ("markup/removed-html", "<blink>"),
            ("markup/removed-html", "<font>"),
        ]
    );
}

#[test]
fn links_and_pictures_become_slots() {
    let text = "<a href=\"b.md?c&amp;d\" target=\"_blank\">e</a> <img src=f.png alt='g &lt; h' onerror=x>";
    assert_eq!(html(text), "<p><a href=\"b.md?c&amp;d\">e</a> (picture f.png|g &lt; h)</p>\n");
    let outcome = Case::new(text).compile();
    assert_eq!(outcome.value.outline.links[0].target, "b.md?c&d");
    let messages: Vec<_> = outcome.diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        ["the attribute `target` of `<a>` was removed", "the attribute `onerror` of `<img>` was removed"]
    );
    assert_eq!(html("<a href=\"https://a.org\">b</a>"), "<p><a href=\"https://a.org\" rel=\"noopener\">b</a></p>\n");
    for target in ["javascript:x", "&#106;avascript&colon;x", "java&Tab;script:x", " data:x", "&#x1;javascript:x"] {
        let text = format!("<a href=\"{target}\">b</a>");
        assert_eq!(html(&text), "<p>b</p>\n", "{text}");
        assert_eq!(problems(&text)[0].0, "link/unsafe", "{text}");
    }
    assert_eq!(problems("<img src=https://a.org/b.png alt=c>")[0].0, "link/unsafe");
    assert_eq!(problems("<img src=b.png>")[0].0, "a11y/missing-alt");
}

#[test]
fn slots_of_every_kind_survive_the_cleaning() {
    let text = "<b>x</b> [a](b) ![c](d) [@e] f[^1]\n\n## G\n\n```video\n```\n\n|a|\n|-|\n\n```\nx\n```\n\n> [!TIP]\n> h\n\n[^1]: i";
    let plain = text.replace("<b>x</b>", "x");
    let slots =
        |text: &str| Case::new(text).compile().value.slots.into_iter().map(|slot| slot.fill).collect::<Vec<_>>();
    assert_eq!(slots(text), slots(&plain));
    assert_eq!(html(text).replace("<b>x</b>", "x"), html(&plain));
}

#[test]
fn private_use_characters_fake_nothing() {
    let text = "<b>\u{e000}0\u{e001} &#xE000;0&#xE001;</b> [a](b)";
    assert_eq!(html(text), "<p><b>\u{e000}0\u{e001} \u{e000}0\u{e001}</b> <a href=\"b\">a</a></p>\n");
}

#[test]
fn ids_are_given_once() {
    let text = "<p id=a>x</p>\n\n## A\n\n<p id=a>y</p>";
    assert_eq!(Case::new(text).compile().value.outline.ids, ["a", "a-2"]);
    assert_eq!(problems(text), [("markup/removed-html", "<p id=a>")]);
}

#[test]
fn a_flood_of_tags_is_shown_as_text() {
    let outcome = Case::new(&"<b></b>".repeat(20_000)).compile();
    assert!(outcome.value.html.starts_with("<p>&lt;b&gt;"));
    assert_eq!(outcome.diagnostics.len(), 1);
}
