#!/bin/sh
# Stands in for a site generator in the tests of the benchmark: one page for each article.
while [ $# -gt 0 ]; do
    case "$1" in
    -r | -s) project=$2 && shift ;;
    -o | -d) output=$2 && shift ;;
    esac
    shift
done
# A check writes nothing.
[ -n "$output" ] || exit 0
for article in "$project"/content/articles/*.md; do
    [ -e "$article" ] || continue
    page=${article##*/}
    mkdir -p "$output/${page%.md}"
    echo "<p>$page</p>" >"$output/${page%.md}/index.html"
done
