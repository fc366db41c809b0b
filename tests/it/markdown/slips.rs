//! Slips of the pen in markup: each works, or is told at its place.

use std::collections::BTreeSet;

use bedside::base::VPath;
use bedside::config::RawHtml;
use bedside::diag::Diagnostic;
use bedside::markdown::{MarkdownInput, compile};

use super::support::{html, problems};

fn diagnostics(text: &str) -> Vec<Diagnostic> {
    let components =
        ["do-dont", "figure", "steps", "call-to-action"].map(str::to_owned).into_iter().collect::<BTreeSet<_>>();
    let file = VPath::new("content/articles/flu.md");
    let input = MarkdownInput {
        file: &file,
        text,
        start: 0,
        raw_html: RawHtml::Sanitize,
        components: &components,
        ids: &[],
        language: "en",
    };
    compile(&input).diagnostics
}

/// What is told of a text: its code, the text at its place, and the message with its help.
fn told(text: &str) -> Vec<(&'static str, String, String)> {
    let told = diagnostics(text).into_iter().map(|d| {
        let range = d.place.as_ref().and_then(|place| place.range.clone()).unwrap_or_default();
        (d.code.name, text[range].to_owned(), format!("{} -> {}", d.message, d.help.join(" / ")))
    });
    told.collect()
}

fn check(cases: &[(&str, &str, &str, &str)]) {
    for (text, code, place, words) in cases {
        let told = told(text);
        let is_told = told.iter().any(|(c, p, message)| c == code && p == place && message.contains(words));
        assert!(is_told, "{text}\n{told:#?}");
    }
}

#[test]
fn a_table_that_is_none_is_told() {
    check(&[
        ("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", "markup/lost", "|---|---|", "heading row: 3, in the line below: 2"),
        ("| a | b |\n|---|---|---|\n| 1 | 2 |", "markup/lost", "|---|---|---|", "heading row: 2, in the line below: 3"),
        ("| a \\| b | c |\n|---|---|---|", "markup/lost", "|---|---|---|", "heading row: 2"),
        ("> | a | b |\n> |---|", "markup/lost", "|---|", "heading row: 2, in the line below: 1"),
        ("| a | b |\n| 1 | 2 |", "markup/lost", "| a | b |\n| 1 | 2 |", "no line of dashes"),
        ("| a | b |\n\n|---|---|\n| 1 | 2 |", "markup/lost", "|---|---|", "no headings are directly above it"),
        ("| a | b |\n|---|–––|", "markup/lost", "|---|–––|", "may contain only"),
        ("+---+---+\n| a | b |\n+---+---+", "markup/lost", "+---+---+", "write the column headings"),
        ("x\n\n    | a | b |\n    |---|---|\n", "markup/lost", "| a | b |\n    |---|---|", "four spaces"),
    ]);
}

#[test]
fn a_callout_that_is_none_is_told() {
    check(&[
        ("[!NOTE]\nText", "markup/unknown-callout", "[!NOTE]", "is not in a quotation"),
        ("> Text\n> [!note] more", "markup/unknown-callout", "[!note] more", "inside a paragraph"),
        ("> [NOTE]\n> Text", "markup/unknown-callout", "[NOTE]", "`> [!NOTE]`"),
        ("> !TIP\n> Text", "markup/unknown-callout", "!TIP", "`> [!TIP]`"),
        (":::note\nText\n:::", "markup/lost", ":::note", "`> [!NOTE]`"),
        ("!!! note", "markup/lost", "!!! note", "`> [!NOTE]`"),
    ]);
    for text in ["> [! NOTE]\n> Text", "> [!NOTE ]\n> Text", "> [!NOTE]- Title\n> Text"] {
        assert!(html(text).contains("callout-note") && problems(text).is_empty(), "{text}: {}", html(text));
    }
    assert!(html("> [!NOTE]- Title\n> Text").contains(">Title<"));
}

#[test]
fn a_block_that_shows_as_code_is_told() {
    check(&[
        ("```figur\nsrc: a.png\n```", "markup/bad-component", "```figur", "did you mean `figure`?"),
        ("```Figure\nsrc: a.png\n```", "markup/bad-component", "```Figure", "```figure"),
        ("```{figure}\nsrc: a.png\n```", "markup/bad-component", "```{figure}", "```figure"),
        ("```do_dont\ndo: [a]\n```", "markup/bad-component", "```do_dont", "```do-dont"),
        ("```call to action\nurl: /\n```", "markup/bad-component", "```call to action", "```call-to-action"),
        ("```yaml steps\nitems: [a]\n```", "markup/bad-component", "```yaml steps", "```steps"),
        ("```\nsteps\nitems: [a]\n```", "markup/bad-component", "```", "```steps"),
        ("``steps\nitems: [a]\n``", "markup/bad-component", "``steps", "three backticks"),
        ("‘‘‘steps\nitems: [a]", "markup/bad-component", "‘‘‘steps", "three backticks"),
        ("```steps\nitems: [a]\n\nMore", "markup/lost", "```steps", "has no end"),
        (
            "x\n\n    ```steps\n    items: [a]\n    ```\n",
            "markup/lost",
            "```steps\n    items: [a]\n    ```",
            "four spaces",
        ),
    ]);
}

#[test]
fn headings_lists_and_attributes_that_are_none_are_told() {
    check(&[
        ("##When", "markup/lost", "##When", "needs a space"),
        ("####### When", "markup/lost", "####### When", "two to four"),
        ("\u{200b}## When", "markup/lost", "\u{200b}## When", "invisible"),
        ("x\n\n    ## When\n", "markup/lost", "## When", "four spaces"),
        ("-one\n-two", "markup/lost", "-one\n-two", "space after its `-`"),
        ("1.one\n2.two", "markup/lost", "1.one\n2.two", "space after its number"),
        ("• one\n• two", "markup/lost", "• one\n• two", "does not make a list"),
        ("- [] one", "markup/lost", "[]", "`- [ ] `"),
        ("- [ x] one", "markup/lost", "[ x]", "`- [x] `"),
        ("## When {#call", "markup/lost", "{#call", "at the end of the line"),
        ("A paragraph. {.lead}", "markup/lost", "{.lead}", "only headings"),
        ("[word]{lang=es}", "markup/lost", "{lang=es}", "only headings"),
    ]);
}

#[test]
fn links_notes_and_commands_that_are_none_are_told() {
    check(&[
        ("[[flu|the flu]]", "markup/lost", "[[flu|the flu]]", "`[the words](flu.md)`"),
        ("![[x.png]]", "markup/lost", "[[x.png]]", "`![what the picture shows](x.png)`"),
        ("[flu] (flu.md)", "markup/lost", "[flu] (flu.md)", "`[flu](flu.md)`"),
        ("(flu)[flu.md]", "markup/lost", "(flu)[flu.md]", "`[flu](flu.md)`"),
        ("[flu](my flu.md)", "markup/lost", "[flu](my flu.md)", "angle brackets"),
        ("[us](tel: 555)", "markup/lost", "[us](tel: 555)", "cannot contain spaces"),
        ("[flu](flu.md for", "markup/lost", "[flu](flu.md for", "write `)`"),
        ("[flu](flu.md “T”)", "markup/lost", "[flu](flu.md “T”)", "straight"),
        ("[flu][page]", "markup/lost", "[flu][page]", "`page` is not defined"),
        ("x <https://a.org/b c> y", "markup/lost", "<https://a.org/b c>", "write `<https://a.org/b%20c>`"),
        ("`x`{=html}", "markup/lost", "{=html}", "not an attribute"),
        ("\\newline x", "markup/lost", "\\newline", "LaTeX"),
        ("x^[@a]^", "markup/lost", "^[@a]^", "raised automatically"),
        ("<flu.md>", "markup/lost", "<flu.md>", "`[the words](flu.md)`"),
        ("<!- bedside: x ->", "markup/lost", "<!- bedside: x ->", "`<!--`"),
        ("<img src=\"x.png\"", "markup/lost", "<img src=\"x.png\"", "no end"),
        ("http//cdc.gov x", "markup/lost", "http//cdc.gov", "`https://`"),
        ("x^[A note.]", "markup/lost", "^[A note.]", "`[^1]: ...`"),
        ("x[1^]", "markup/lost", "[1^]", "`[^1]: ...`"),
        ("H$_2$O", "markup/lost", "$_2$", "`H~2~O`"),
        ("\\textit{E. coli}", "markup/lost", "\\textit{E. coli}", "LaTeX"),
        ("{{< youtube x >}}", "markup/lost", "{{< youtube x >}", "another program"),
        ("[gallery ids=\"1,2\"]", "markup/lost", "[gallery ids=\"1,2\"]", "another program"),
        (
            "[caption id=\"a1\" align=\"left\"]Photo[/caption]",
            "markup/lost",
            "[caption id=\"a1\" align=\"left\"]",
            "another program",
        ),
        ("[vc_row][vc_column]Text[/vc_column][/vc_row]", "markup/lost", "[vc_row]", "another program"),
        ("Text[/su_button]", "markup/lost", "[/su_button]", "another program"),
        ("__bold text", "markup/lost", "__", "two asterisks"),
    ]);
}

#[test]
fn citations_that_are_none_are_told() {
    check(&[
        ("[@ a]", "source/bad-citation", "[@ a]", "directly after the `@`"),
        ("x ![@a]", "source/bad-citation", "[@a]", "remove the `!`"),
        ("\\cite{a}", "source/bad-citation", "\\cite{a}", "`[@id]`"),
        ("\\citep[p. 3]{a,b}", "source/bad-citation", "\\citep[p. 3]{a,b}", "`[@id]`"),
    ]);
    for text in ["Stop![@a]", "x [[@a]]", "x [@a]"] {
        assert!(problems(text).is_empty(), "{text}: {:?}", problems(text));
        assert!(!html(text).contains('@') && !html(text).contains("[]"), "{}", html(text));
    }
}

#[test]
fn what_is_meant_to_show_is_left_alone() {
    let texts = [
        "a | b, and -5 °C\n-10 °C",
        "\\| a |\n\\| b |",
        "#FluSeason is a hashtag",
        "write jane[@]clinic.example, or 5 @ 6",
        "\\[@a\\] and \\[a\\](b) and \\[a\\]\\[b\\]",
        "Name: ____ and __",
        "It costs $5 to $10, or US$ 3.",
        "p < 0.05 and a <b> c",
        "{name} and {0}",
        "[1](flu.md) and [sic] and [10.1000/x]",
        "`[[flu]]` and `\\cite{a}`",
        "```yaml\ntitle: x\n```",
        "```dart\nmain: x\n```",
        "```diff\n- a\n```",
        "```\nplain: text\n```",
        "~~~text\n```steps\n~~~",
        "> ```text\n> x\n> ```",
        "    code",
        "- [ ] open\n- [x] done\n- [a](flu.md)",
        "The year was\n1986. It was cold.",
    ];
    for text in texts {
        let lost: Vec<_> = told(text).into_iter().filter(|(code, ..)| *code != "markup/removed-html").collect();
        assert!(lost.is_empty(), "{text}: {lost:?}");
    }
}

#[test]
fn words_to_bedside_in_another_form_are_told() {
    let (rule, form) = ("allow plain/jargon because so", "`<!-- bedside: allow RULE because REASON -->`");
    check(&[
        (&*format!("%% bedside: {rule} %%"), "waiver/bad", &*format!("bedside: {rule} %%"), form),
        (&*format!("Text.\n\n// Bedside: {rule}"), "waiver/bad", &*format!("Bedside: {rule}"), form),
        (&*format!("&lt;!-- bedside: {rule} --&gt;"), "waiver/bad", &*format!("bedside: {rule} --&gt;"), form),
        (&*format!("[//]: # (bedside: {rule})\n\nText."), "waiver/bad", &*format!("[//]: # (bedside: {rule})"), form),
        (
            &*format!("[//]: # (a note)\n[//]: # (bedside: {rule})\n"),
            "waiver/bad",
            &*format!("[//]: # (bedside: {rule})"),
            form,
        ),
        (
            &*format!("[comment]: <> \"bedside {rule}\""),
            "waiver/bad",
            &*format!("[comment]: <> \"bedside {rule}\""),
            form,
        ),
        (
            &*format!("```figure\nsrc: a.png\n# bedside: {rule}\n```"),
            "waiver/bad",
            &*format!("# bedside: {rule}"),
            "write it as a key",
        ),
    ]);
    for text in [
        "Bedside: allow ten minutes for each visit.",
        "Bedside allow lists.",
        "`bedside: allow plain/jargon because so`",
        "```\n[//]: # (bedside: allow plain/jargon because so)\n```",
        "```md\n<!-- bedside: allow plain/jargon because so -->\n```",
        "[//]: # (the bedside)\n\nText.",
    ] {
        assert!(problems(text).is_empty(), "{text}: {:?}", problems(text));
    }
}

#[test]
fn a_note_without_its_colon_or_with_a_name_twice_is_told() {
    check(&[
        (
            "A[^1] b.\n\n[^1] The note.",
            "markup/unknown-footnote",
            "[^1]",
            "a note needs a colon after its mark: `[^1]: ...`",
        ),
        ("A[^1] b.\n\n[^1]: One.\n\n[^1]: Two.\n", "markup/unused-footnote", "[^1]: Two.\n", "two notes `1`"),
        ("A[^roe2021] b.", "markup/unknown-footnote", "[^roe2021]", "`[@roe2021]`"),
    ]);
    let message = &told("A[^2] b.")[0].2;
    assert!(!message.contains('@'), "{message}");
}

#[test]
fn a_link_without_words_is_told_and_left_out() {
    check(&[
        ("See [](flu.md).", "markup/lost", "[](flu.md)", "no text"),
        ("See [ ](flu.md).", "markup/lost", "[ ](flu.md)", "no text"),
    ]);
    assert_eq!(html("See [](flu.md)."), "<p>See .</p>\n");
    assert!(problems("[![A chart](a.png)](flu.md)").is_empty());
    assert!(problems("[`x`](flu.md)").is_empty());
}

#[test]
fn a_heading_without_words_is_told_and_left_out() {
    check(&[("# \n\nText", "markup/lost", "#", "no text"), ("###  ##\n", "markup/lost", "###  ##", "no text")]);
    assert_eq!(html("## \n\nText"), "<p>Text</p>\n");
    for text in ["## `x`", "## ???", "## ![A chart](a.png)", "A\n-"] {
        assert!(problems(text).is_empty() && html(text).contains("<h2"), "{text}: {:?}", problems(text));
    }
}

#[test]
fn asterisks_that_are_lost_or_show_are_told() {
    check(&[
        ("Take 5*6*7 mg", "markup/lost", "*6*", "write `×`"),
        ("5 mg/kg*day and 3*10^9^/L", "markup/lost", "*day and 3*", "write `×` or `·`"),
        ("**Dose:**5 mg and **two** more", "markup/lost", "**", "bold text starts and ends at a word"),
        ("这是**重要。**的", "markup/lost", "**", "bold text starts and ends at a word"),
    ]);
    for text in ["5 *6* 7", "a*6*b", "5 * 6 * 7", "H*2*O", "**5**6", "a *b c* d", "这是*重要 的*吗"] {
        assert!(problems(text).is_empty(), "{text}: {:?}", problems(text));
    }
}

#[test]
fn text_right_below_a_table_is_told_once() {
    let table = "| Drug | Dose |\n|---|---|\n| A | 5 mg |";
    check(&[(&*format!("{table}\nTake it\nwith food.\n"), "markup/lost", "Take it", "became one of its rows")]);
    assert_eq!(told(&format!("{table}\nTake it\nwith food.")).len(), 1);
    assert!(problems(&format!("{table}\n\nTake it.")).is_empty());
    assert!(problems("Drug | Dose\n---|---\nA | 5 mg").is_empty());
}

#[test]
fn commands_and_signs_of_other_programs_are_told() {
    check(&[
        ("a ==mark== b", "markup/lost", "==mark==", "`**mark**`"),
        ("a ++new++ b", "markup/lost", "++new++", "`**new**`"),
        ("Take * daily* with food.", "markup/lost", "* daily*", "write `*daily*`"),
        ("Take *daily * with food.", "markup/lost", "*daily *", "write `*daily*`"),
        ("A ** bold** word.", "markup/lost", "** bold**", "write `**bold**`"),
        ("A ** bold ** word.", "markup/lost", "** bold **", "write `**bold**`"),
        ("Text.\n\n·   One\n\n·   Two", "markup/lost", "·   One", "`·` makes no list"),
        ("Text.\n\no   One", "markup/lost", "o   One", "`o` makes no list"),
        ("Text.\n\n§\tOne", "markup/lost", "§\tOne", "`§` makes no list"),
        ("a :smile: b", "markup/lost", ":smile:", "write the emoji itself"),
        ("[TOC]\n\nText", "markup/lost", "[TOC]", "automatically"),
        ("[[_TOC_]]\n\nText", "markup/lost", "[[_TOC_]]", "automatically"),
        ("A ==**bold** mark== here.", "markup/lost", "==**bold** mark==", "write `**bold mark**`"),
        ("a\n\n\\newpage\n\nb", "markup/lost", "\\newpage", "remove it"),
        ("a[^ 1] b", "markup/lost", "[^ 1]", "is not a footnote"),
        ("a[^] b", "markup/lost", "[^]", "is not a footnote"),
        ("a) One\nb) Two", "markup/lost", "a) One\nb) Two", "run together"),
        ("(1) One\n(2) Two", "markup/lost", "(1) One\n(2) Two", "run together"),
    ]);
    for text in [
        "a == b == c",
        "C++ and D++ here",
        "Press Ctrl ++ twice",
        "5 * 3 * 2 = 30",
        "5 mg* and 6 mg*",
        "5 mg * and 6 mg *",
        "Dose * 2 and *then* rest",
        "o is a letter",
        "• One",
        "§ 2 of the act",
        "At 10:30: come.",
        "x:y:z",
        "a) One",
        "A. Roe\nB. Doe",
        "(See below) and\n(above) too",
        "`==x==`",
        "Title\n=====\n\nText",
    ] {
        assert!(problems(text).is_empty(), "{text}: {:?}", problems(text));
    }
}
