#!/usr/bin/env python3
"""Writes the lines that pandoc makes of the libraries next to this file, and APA's of `../entries.json`.

    pip install pypandoc_binary        # pandoc 3.9
    apt-get install citation-style-language-styles
    PANDOC=path/to/pandoc STYLES=path/to/styles/ tests/it/citations/outside/make.py

Both variables may be left out where the programs are installed. pandoc reads no MEDLINE: the works of `library.nbib` stand in
`library-nbib.json` for it, and so do those of `more.nbib` and `works.nbib`. Initials in capitals get their stops first
(`J. C.`), since citeproc takes `JC` for a name, and a last author "et al" is left out."""
import html, json, os, pathlib, re, subprocess

HERE = pathlib.Path(__file__).parent
STYLES = os.environ.get("STYLES", "/usr/share/citation-style-language/styles/")
PANDOC = os.environ.get("PANDOC", "pandoc")


def prepared(path):
    """CSL-JSON with initials as citeproc reads them."""
    works = json.loads(path.read_text())
    for work in works:
        for role in ("author", "editor"):
            names = [n for n in work.get(role, []) if not n.get("literal", "").lower().startswith("et al")]
            for name in names:
                given = name.get("given", "")
                if given.isupper() and given.isalpha() and len(given) <= 3:
                    name["given"] = " ".join(f"{letter}." for letter in given)
            if names:
                work[role] = names
    copy = HERE / f".{path.name}"
    copy.write_text(json.dumps(works))
    return copy


def lines(style, path):
    library = prepared(path) if path.suffix == ".json" else path
    page = subprocess.run(
        [PANDOC, "-f", "markdown", "-t", "html", "--wrap=none", "--citeproc", f"--csl={STYLES}{style}.csl"],
        input=f"---\nnocite: '@*'\nlang: en-US\nbibliography: {library}\n---\n",
        capture_output=True, text=True, check=True).stdout
    if library != path:
        library.unlink()
    found = {}
    for entry in re.split(r'<div id="ref-', page)[1:]:
        key, rest = entry.split('"', 1)
        text = re.sub(r"<[^>]*>", "", rest.split(">", 1)[1].split("</div>\n<div id=")[0])
        text = re.sub(r"\s+", " ", html.unescape(text)).strip()
        text = re.sub(r"^\d+\.\s*", "", text)
        # Letters that tell works of one year apart serve citations by year.
        found[html.unescape(key)] = re.sub(r"\((n\.d\.|\d{4})-?[a-z]\)", r"(\1)", text)
    return dict(sorted(found.items()))


def write(name, style, path):
    text = json.dumps(lines(style, path), ensure_ascii=False, indent=1)
    (HERE / name).write_text(text + "\n")


AMA = "american-medical-association"
for name, start in (("library", "pandoc"), ("more", "pandoc-more"), ("works", "pandoc-works")):
    for kind in ("bib", "ris", "json"):
        write(f"{start}-{kind}.json", AMA, HERE / f"{name}.{kind}")
    write(f"{start}-nbib.json", AMA, HERE / f"{name}-nbib.json")
write("pandoc-apa.json", "apa", HERE.parent / "entries.json")
