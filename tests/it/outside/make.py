#!/usr/bin/env python3
"""Builds `project` and writes what programs of others make of the result: calendars, feeds, pages and pictures.

    pip install blake3==1.0.11 icalendar==7.3.2 feedparser==6.0.14 html5lib==1.1
    npm install ical.js@2.2.1 vnu-jar@26.9.27          # the Nu Html Checker, which needs Java
    apt-get install libimage-exiftool-perl
    BEDSIDE=target/debug/bedside NODE_PATH=node_modules tests/it/outside/make.py

Tests compare with these files; they need none of the programs."""
import json, os, pathlib, shutil, subprocess, tempfile

import blake3, feedparser, html5lib, icalendar

HERE = pathlib.Path(__file__).resolve().parent
BEDSIDE = os.environ.get("BEDSIDE", "target/debug/bedside")
MODULES = pathlib.Path(os.environ.get("NODE_PATH", "node_modules")).resolve()
CALENDARS = ["events.ics", "awareness.ics"]
FEEDS = ["feed.xml", "rss.xml"]
BODY = '<div class="prose">\n', '<div class="after">'
# What the observances of the program say changes with them; these are the project's own.
OWN = "events/", "test-"

ICAL_JS = """
const ICAL = require("ical.js").default || require("ical.js");
const root = new ICAL.Component(ICAL.parse(require("fs").readFileSync(process.argv[1], "utf8")));
const found = {};
for (const entry of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(entry);
  const value = (name) => { const v = entry.getFirstPropertyValue(name); return v === null ? "" : String(v); };
  found[event.uid] = {
    summary: event.summary, location: event.location || "", description: event.description || "", url: value("url"),
    start: value("dtstart"), end: value("dtend"), status: value("status"), sequence: value("sequence"),
  };
}
console.log(JSON.stringify(found));
"""


def write(name, value):
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def time(value):
    """A moment or a day in the form of RFC 5545 with hyphens, as ical.js writes it."""
    if value is None:
        return ""
    text = value.dt.isoformat()
    return text.replace("+00:00", "Z")


def calendar(path):
    """The entries as python-icalendar and ical.js read them, which have to agree."""
    found = {}
    for entry in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        found[str(entry["UID"])] = {
            "summary": str(entry["SUMMARY"]), "location": str(entry.get("LOCATION", "")),
            "description": str(entry.get("DESCRIPTION", "")), "url": str(entry.get("URL", "")),
            "start": time(entry.get("DTSTART")), "end": time(entry.get("DTEND")),
            "status": str(entry.get("STATUS", "")), "sequence": str(entry.get("SEQUENCE", "")),
        }
    other = json.loads(subprocess.run(["node", "-e", ICAL_JS, str(path)], capture_output=True, text=True, check=True).stdout)
    assert found == other, [(found[uid], other.get(uid)) for uid in found if found[uid] != other.get(uid)]
    return {uid: entry for uid, entry in found.items() if uid.startswith(OWN)}


def feed(path):
    feedparser.sanitizer._HTMLSanitizer = None
    read = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo, read.bozo_exception
    entry = lambda e: {
        "title": e.title, "link": e.link, "id": e.id, "published": list(e.published_parsed or [])[:6],
        "summary": e.summary, "content": e.content[0].value if "content" in e else "",
    }
    entries = [entry(e) for e in read.entries]
    return {"title": read.feed.title, "link": read.feed.link, "version": read.version, "entries": entries}


def body(text):
    return text[text.index(BODY[0]):text.index(BODY[1])] if BODY[0] in text else ""


def pages(site):
    """The text of each page with what html5lib and the Nu Html Checker find wrong in the whole page."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(strict=False)
        text = path.read_text()
        parser.parse(text)
        errors = [f"{code} at {position}" for position, code, _ in parser.errors]
        found[str(path.relative_to(site))] = {"html5lib": errors, "nu": [], "body": body(text)}
    checker = MODULES / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(checker), "--format", "json", "--skip-non-html", "--exit-zero-always", str(site)]
    for message in json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)["messages"]:
        if message["type"] == "error":
            name = os.path.relpath(message["url"].removeprefix("file:"), site)
            found[name]["nu"].append(f"{message['message']} at {message.get('lastLine')}")
    return found


def pictures(folder):
    """Every tag that exiftool finds in the pictures of a folder, but for those of the file system."""
    kinds = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg"}
    found = {}
    # Share cards hold nothing but what the program draws, and the theme's drawings are its own.
    paths = (path for path in folder.rglob("*") if path.name != "card.png" and "assets" not in path.parts)
    for path in sorted(path for path in paths if path.suffix in kinds):
        read = subprocess.run(["exiftool", "-j", "-G1", "-a", "-u", "-U", str(path)], capture_output=True, text=True, check=True)
        tags = json.loads(read.stdout)[0]
        own = {key: value for key, value in tags.items() if not key.startswith(("System:", "ExifTool:")) and key != "SourceFile"}
        found[str(path.relative_to(folder))] = {"blake3": blake3.blake3(path.read_bytes()).hexdigest(), "tags": own}
    return found


with tempfile.TemporaryDirectory() as folder:
    # A build leaves its notes in the project.
    project = shutil.copytree(HERE / "project", pathlib.Path(folder).resolve() / "project")
    site = project.with_name("site")
    subprocess.run(
        [BEDSIDE, "build", "-r", project, "-o", site, "--now", "2026-11-23 06:00"], check=True, stderr=subprocess.DEVNULL)
    write("calendar.json", {name: calendar(site / name) for name in CALENDARS})
    write("feeds.json", {name: feed(site / name) for name in FEEDS})
    write("pages.json", pages(site))
    write("pictures.json", {"project": pictures(HERE / "project"), "site": pictures(site)})
