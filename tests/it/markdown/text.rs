//! What a writer gets for what she wrote.

use super::support::{Case, html, problems};
use bedside::config::RawHtml;

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(html(text).trim_end(), *expected, "{text}");
    }
}

#[test]
fn lines_of_text() {
    check(&[
        ("a *b* **c** ~~d~~ `e<f`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f</code></p>"),
        ("a\nb  \nc\\\nd", "<p>a\nb<br>\nc<br>\nd</p>"),
        ("a\r\nb\rc", "<p>a\nb\nc</p>"),
        ("\"It's\" -- 5--10 mg...", "<p>“It’s” – 5–10 mg…</p>"),
        ("&copy; &lt;b&gt; \\*a\\*", "<p>© &lt;b&gt; *a*</p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    ]);
}

#[test]
fn sub_and_superscripts_stand_inside_words() {
    check(&[
        ("CO~2~ and H~2~O", "<p>CO<sub>2</sub> and H<sub>2</sub>O</p>"),
        ("350/mm^3^, 10^9^/L, Ca^2+^", "<p>350/mm<sup>3</sup>, 10<sup>9</sup>/L, Ca<sup>2+</sup></p>"),
        ("HCO~3~^-^ and ^131^I", "<p>HCO<sub>3</sub><sup>-</sup> and <sup>131</sup>I</p>"),
        ("~5 mg of CO~2~. About ~10 mg", "<p>~5 mg of CO<sub>2</sub>. About ~10 mg</p>"),
        ("~~old~~ ~~H~2~O~~", "<p><del>old</del> <del>H<sub>2</sub>O</del></p>"),
        ("CO\\~2\\~ x^a b^ `H~2~O` ~x~", "<p>CO~2~ x^a b^ <code>H~2~O</code> ~x~</p>"),
        ("**H~2~O** [CO~2~](x)", "<p><strong>H<sub>2</sub>O</strong> <a href=\"x\">CO<sub>2</sub></a></p>"),
    ]);
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    let cases = [
        ("en-US", "“a” it’s ‘b’"),
        ("es", "«a» it’s “b”"),
        ("fr-CA", "«\u{a0}a\u{a0}» it’s “b”"),
        ("de", "„a“ it’s ‚b‘"),
    ];
    for (language, expected) in cases {
        let case = Case { language, ..Case::new("\"a\" it's 'b'") };
        assert_eq!(case.html(), format!("<p>{expected}</p>\n"), "{language}");
    }
}

#[test]
fn headings_have_ids_and_the_page_keeps_its_first_level() {
    check(&[
        ("# Dose", "<h2 id=\"dose\">Dose(# 0)</h2>"),
        ("## Dose & *use* `x`", "<h2 id=\"dose-use-x\">Dose &amp; <em>use</em> <code>x</code>(# 0)</h2>"),
        ("### A\n\nA\n---", "<h3 id=\"a\">A(# 0)</h3>\n<h2 id=\"a-2\">A(# 1)</h2>"),
        ("##### Main", "<h5 id=\"main-2\">Main</h5>"),
        ("## A {#b .c .d}", "<h2 id=\"b\" class=\"c d\">A(# 0)</h2>"),
        ("## ???", "<h2 id=\"section\">???(# 0)</h2>"),
        (
            "## Dose[^1]\n\n[^1]: x",
            "<h2 id=\"dose\">Dose<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" \
          role=\"doc-noteref\">a</a></sup>(# 0)</h2>\n<section class=\"footnotes\" role=\"doc-endnotes\" \
          aria-label=\"(Footnotes)\">\n<h2>(Footnotes)</h2>\n<ol type=\"a\">\n<li id=\"fn-1\">\n<p>x <a href=\"#fnref-1\" class=\"footnote-back\" \
          role=\"doc-backlink\" aria-label=\"(back 1.1)\">↩</a></p>\n</li>\n</ol>\n</section>",
        ),
    ]);
    assert_eq!(problems("## A {onclick=x}"), [("markup/removed-html", "## A {onclick=x}")]);
}

#[test]
fn lists_tasks_and_definitions() {
    check(&[
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"),
        ("3. a\n\n   b", "<ol start=\"3\">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>"),
        (
            "- [x] a *b*\n- [ ] c\n  - d",
            "<ul>\n<li><label class=\"task\"><input type=\"checkbox\" disabled checked> a <em>b</em></label></li>\n\
             <li><label class=\"task\"><input type=\"checkbox\" disabled> c</label>\n<ul>\n<li>d</li>\n</ul>\n</li>\n</ul>",
        ),
        (
            "- [ ] a\n  ---",
            "<ul>\n<li>\n<h2 id=\"a\"><label class=\"task\"><input type=\"checkbox\" disabled> a</label>(# 0)</h2>\n</li>\n</ul>",
        ),
        ("Flu\n: a virus", "<dl>\n<dt>Flu</dt>\n<dd>a virus</dd>\n</dl>"),
    ]);
}

#[test]
fn quotations_and_callouts() {
    check(&[
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        (
            "> [!WARNING]\n> a",
            "<div class=\"callout callout-warning\" role=\"note\">\n<p class=\"callout-title\">(Warning)</p>\n<p>a</p>\n</div>",
        ),
    ]);
}

#[test]
fn tables_scroll_and_align_without_styles() {
    check(&[(
        "| a | b |\n|---|--:|\n| 1 | `2` |",
        "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"(Table)\">\n<table>\n<thead>\n<tr>\n\
         <th scope=\"col\">a</th>\n<th scope=\"col\" class=\"align-right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n\
         <td>1</td>\n<td class=\"align-right\"><code>2</code></td>\n</tr>\n</tbody>\n</table>\n</div>",
    )]);
}

#[test]
fn an_empty_corner_makes_the_first_column_heads_of_rows() {
    let html = Case::new("|  | b |\n|---|---|\n| a | 1 |").html();
    assert!(html.contains("<tr>\n<td></td>\n<th scope=\"col\">b</th>\n</tr>"), "{html}");
    assert!(html.contains("<tr>\n<th scope=\"row\">a</th>\n<td>1</td>\n</tr>"), "{html}");
}

#[test]
fn code_is_highlighted_where_its_language_is_known() {
    let open = "<pre role=\"group\" tabindex=\"0\" aria-label=\"(Code)\"><code";
    check(&[
        ("```\na<b\n```", &format!("{open}>a&lt;b\n</code></pre>")),
        ("```nosuch\na\n```", &format!("{open} class=\"language-nosuch\">a\n</code></pre>")),
        ("```\"><b>\na\n```", &format!("{open}>a\n</code></pre>")),
        ("    a\r\n    b", &format!("{open}>a\nb</code></pre>")),
    ]);
    let highlighted = Case::new("```python\nx = \"<b>\"\n```").compile().value;
    assert!(highlighted.outline.has_code && highlighted.html.contains("<span class=\"hl-source hl-python\">"));
    assert!(highlighted.html.contains("&lt;b&gt;") && !highlighted.html.contains("<b>"));
    let large = format!("```python\n{}```", "x = 1\n".repeat(12_000));
    assert!(!Case::new(&large).compile().value.outline.has_code);
}

#[test]
fn components_are_called_with_their_yaml() {
    let text = "a\n\n> ```video big\n> id: x\n> at: 3\n> ```\n";
    let body = Case { start: 100, ..Case::new(text) }.compile().value;
    let call = &body.outline.components[0];
    assert_eq!((call.name.as_str(), call.yaml.as_str()), ("video", "id: x\nat: 3\n"));
    assert_eq!(&text[call.yaml_start - 100..][..5], "id: x");
    assert_eq!(&text[call.range.start - 100..call.range.end - 100], "```video big\n> id: x\n> at: 3\n> ```");
    check(&[
        ("```video\n```", "(component video)"),
        ("- a\n  ```video\n  ```", "<ul>\n<li>a\n(component video)\n</li>\n</ul>"),
    ]);
}

#[test]
fn bare_addresses_become_links() {
    check(&[
        (
            "See https://cdc.gov/a_b--c (www.who.int).",
            "<p>See <a href=\"https://cdc.gov/a_b--c\" rel=\"noopener\">https://cdc.gov/a_b--c</a> \
             (<a href=\"https://www.who.int\" rel=\"noopener\">www.who.int</a>).</p>",
        ),
        (
            "\"http://a.org/?b&c\"",
            "<p>“<a href=\"http://a.org/?b&amp;c\" rel=\"noopener\">http://a.org/?b&amp;c</a>”</p>",
        ),
        ("`http://a.org` [http://a.org](b)", "<p><code>http://a.org</code> <a href=\"b\">http://a.org</a></p>"),
        ("http\\://a.org xhttp://a.org", "<p>http://a.org xhttp://a.org</p>"),
        ("https://a.edu/~b/~c", "<p><a href=\"https://a.edu/~b/~c\" rel=\"noopener\">https://a.edu/~b/~c</a></p>"),
    ]);
}

#[test]
fn citations_are_found_with_their_places() {
    check(&[
        ("a [@x].", "<p>a.(cite x:)</p>"),
        ("[@a_b-c:1; @d, pp. 4--6]", "<p>(cite a_b-c:1:; d:pp. 4–6)</p>"),
        ("a [@x], b [@y]; [@z] c", "<p>a,(cite x:) b(cite y:);(cite z:) c</p>"),
        ("*a* [@x]\n[@y]: b", "<p><em>a</em>(cite x:; y:): b</p>"),
        ("> [@a;\n> @b]", "<blockquote>\n<p>(cite a:; b:)</p>\n</blockquote>"),
        ("[@x](u) [@a", "<p><a href=\"u\">@x</a> [@a</p>"),
        ("\\[@x] [\\@x] [@x\\]", "<p>[@x] [@x] [@x]</p>"),
        ("`[@x]` [a [@x]](u)", "<p><code>[@x]</code> <a href=\"u\">a [@x]</a></p>"),
        ("## A [@x]", "<h2 id=\"a\">A(cite x:)(# 0)</h2>"),
    ]);
    let text = "é \"q\" [@one; @two--x, p. 4] z";
    let body = Case { start: 7, ..Case::new(text) }.compile().value;
    let citation = &body.outline.citations[0];
    assert_eq!(&text[citation.range.start - 7..citation.range.end - 7], "[@one; @two--x, p. 4]");
    let ids: Vec<_> = citation.items.iter().map(|item| &text[item.range.start - 7..item.range.end - 7]).collect();
    assert_eq!(ids, ["one", "two--x"]);
}

#[test]
fn footnotes_are_numbered_by_their_first_mark() {
    let page = html("[^b]: Second [^a].\n[^a]: First.\n\nx[^A] y[^b] z[^a]\n\n[^c]: a\n\n    - b");
    let ids = ["fnref-1", "fnref-2", "fnref-1-2", "fn-1", "fn-2", "fnref-1-3"].map(|id| format!("id=\"{id}\""));
    let places: Vec<_> =
        ids.iter().map(|id| page.find(id.as_str()).unwrap_or_else(|| panic!("{id} in {page}"))).collect();
    assert!(places.is_sorted(), "{page}");
    assert!(
        page.contains("First. <a href=\"#fnref-1\"") && page.contains("aria-label=\"(back 1.3)\">↩<sup>3</sup></a>")
    );
    assert_eq!(Case::new("a[^1]\n\n[^1]: b").compile().value.outline.ids, ["fnref-1", "fn-1"]);
}

#[test]
fn footnotes_without_mark_or_note_are_reported() {
    assert_eq!(
        problems("a[^x] `[^y]` \\[^z]\n\n[^1]: b\n"),
        [("markup/unknown-footnote", "[^x]"), ("markup/unused-footnote", "[^1]: b\n"),]
    );
    assert_eq!(html("a[^x]"), "<p>a[^x]</p>\n");
}

#[test]
fn pictures_want_a_text() {
    check(&[
        ("![a *b* `c`](x.png \"t\")", "(picture x.png|a b c|t)"),
        ("a ![b ![c](d)](e)", "<p>a (picture e|b c)</p>"),
        ("[![a](b)](c)", "<p><a href=\"c\">(picture b|a)</a></p>"),
        ("![](x.png \"decorative\")", "(picture x.png|)"),
    ]);
    assert_eq!(problems("a ![](x.png) ![](y.png \"decorative\")"), [("a11y/missing-alt", "![](x.png)")]);
    assert_eq!(problems("![a](https://b.org/c.png)"), [("link/unsafe", "![a](https://b.org/c.png)")]);
    assert_eq!(html("![a<](//b.org/c.png)"), "<p>a&lt;</p>\n");
}

#[test]
fn links_say_where_they_lead() {
    check(&[
        ("[a](b.md#c \"d\\\"\")", "<p><a href=\"b.md#c\" title=\"d&quot;\">a</a></p>"),
        ("<a@b.org> <tel:+15>", "<p><a href=\"mailto:a@b.org\">a@b.org</a> <a href=\"tel:+15\">tel:+15</a></p>"),
        ("[a][b]\n\n[b]: https://c.org", "<p><a href=\"https://c.org\" rel=\"noopener\">a</a></p>"),
        ("[a](javascript:x) [b](<java\tscript:x>) [c](&#106;avascript:x)", "<p>a b c</p>"),
    ]);
    let unsafe_ones = problems("[a](javascript:x) <data:x> ![b](file:///c)");
    assert_eq!(
        unsafe_ones,
        [("link/unsafe", "[a](javascript:x)"), ("link/unsafe", "<data:x>"), ("link/unsafe", "![b](file:///c)"),]
    );
    let text = "é [a](b)";
    let body = Case { start: 5, ..Case::new(text) }.compile().value;
    assert_eq!(body.outline.links[0].range, 8..14);
}

#[test]
fn the_outline_counts_words_and_keeps_a_lead() {
    let text =
        "> a quote\n\n![x](y)\n\n**Flu** is \"mild\" -- mostly [@a] `code`.\n\n## More words\n\n- one\n- https://a.org";
    let outline = Case::new(text).compile().value.outline;
    assert_eq!(outline.lead, "Flu is “mild” – mostly code.");
    assert_eq!(outline.words, 9);
    assert_eq!(outline.headings[0].text, "More words");
    assert_eq!(&text[outline.headings[0].range.clone()].trim_end(), &"## More words");
}

#[test]
fn raw_html_can_be_shown_or_passed() {
    let text = "a <b>c</b><!-- secret -->\n\n<div>\n<!-- secret -->\nx</div>";
    let escape = Case { raw_html: RawHtml::Escape, ..Case::new(text) };
    assert_eq!(escape.html(), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;\n\nx&lt;/div&gt;</p>\n");
    let ids = Case { raw_html: RawHtml::Allow, ..Case::new("<p ID=a>x</p>\n\n## A") }.compile().value.outline.ids;
    assert_eq!(ids, ["a", "a-2"]);
    let allow = Case { raw_html: RawHtml::Allow, ..Case::new(text) };
    assert_eq!(allow.html(), "<p>a <b>c</b></p>\n<div>\n\nx</div>\n");
}

/// Expected values of pandoc 3.9, `pandoc -f markdown+smart -t html`.
#[test]
fn a_colon_without_white_space_begins_no_definition() {
    for (text, expected) in [
        ("Term\n:warning: careful", "<p>Term\n:warning: careful</p>\n"),
        (":::note\ntext\n:::", "<p>:::note\ntext\n:::</p>\n"),
        ("Thanks\n:)", "<p>Thanks\n:)</p>\n"),
        ("> Term\n> :x", "<blockquote>\n<p>Term\n:x</p>\n</blockquote>\n"),
        ("Code `a\n:b` end", "<p>Code <code>a :b</code> end</p>\n"),
        ("Term\n: a definition", "<dl>\n<dt>Term</dt>\n<dd>a definition</dd>\n</dl>\n"),
    ] {
        assert_eq!(html(text), expected, "{text:?}");
    }
}

#[test]
fn marks_of_inches_and_feet_never_open_a_quotation() {
    for text in [
        "A 1\" needle",
        "He is 5'10\" tall",
        "5' 10\" and 6'2\"",
        "“mixed\" quotes",
        "\"A 1\" needle,\" she said",
        "a 25G × 1\" and a 1.5\" needle",
        "12\" x 8\"",
        "\"It's 5' 10\"\".",
        "(6\") and \"7\"\", x",
    ] {
        let shown = html(text);
        let opened: Vec<usize> = shown.match_indices(['“', '‘']).map(|(at, _)| at).collect();
        for at in opened {
            let before = shown[..at].chars().next_back();
            let next = shown[at..].chars().nth(1);
            assert!(!before.is_some_and(char::is_alphanumeric), "{shown}");
            assert!(next.is_some_and(|next| !next.is_whitespace() && next != '<'), "{shown}");
        }
    }
    // What pandoc 3.9 gives, or the straight mark.
    for (text, shown) in [
        ("A 1\" needle is used.", "A 1\" needle is used."),
        ("\"A 1\" needle,\" she said.", "“A 1” needle,” she said."),
        ("A 5'10\" man, 5/8\" and 1\"–1.5\" needles.", "A 5’10\" man, 5/8\" and 1\"–1.5\" needles."),
        ("“mixed\" ok", "“mixed” ok"),
    ] {
        assert_eq!(html(text), format!("<p>{shown}</p>\n"));
    }
    assert_eq!(html("\"quoted\" and 'single'"), "<p>“quoted” and ‘single’</p>\n");
    assert_eq!(html("A 1\" needle"), "<p>A 1\" needle</p>\n");
}
