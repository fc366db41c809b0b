// The dialog of sources: from the library by author, title or year; pasted from a database; or written by hand.
import { $, against, ask, button, make, say } from "./ask.js";
import { line } from "./dialogs.js";

const TYPES = [["article-journal", say("sources.journal_article")], ["webpage", say("sources.web_page")], ["report", say("sources.report")], ["book", say("sources.book")],
  ["chapter", say("sources.chapter")], ["legislation", say("sources.law")]];

// The item of CSL-JSON of what was written by hand.
const itemOf = (form) => {
  const value = (name) => form.elements[name].value.trim();
  const author = value("author").split("\n").map((one) => one.trim()).filter(Boolean).map((one) => {
    const [family, given] = one.split(",").map((part) => part.trim());
    return given ? { family, given } : { literal: family };
  });
  const item = { type: value("type"), title: value("title"), "container-title": value("journal"), volume: value("volume"), issue: value("issue"),
    page: value("page"), DOI: value("DOI"), PMID: value("PMID"), URL: value("URL") };
  if (author.length) item.author = author;
  const parts = value("issued").split("-").map(Number);
  if (value("issued")) item.issued = { "date-parts": [parts] };
  if (value("URL")) item.accessed = { "date-parts": [new Date().toISOString().slice(0, 10).split("-").map(Number)] };
  return Object.fromEntries(Object.entries(item).filter(([, one]) => one !== ""));
};

// `room`: `words`, `values()`, `set`, `cite(ids)`, `again()` (which asks for the words anew), `notice`. `from` is "text" or "form".
export const openSources = (room, from) => {
  const said = make("p", { role: "status" });
  const close = button(say("sources.close"), () => box.close());
  const found = make("ul", { className: "rows" });
  const place = make("select", { id: "source-place" }, make("option", { value: "library" }, say("sources.into_library")),
    make("option", { value: "document" }, say("sources.into_document")));

  const sources = () => [room.values()?.sources ?? []].flat();
  const kept = () => sources().map((_, keep) => ({ keep }));
  const isThere = (id) => sources().some((one) => one === id || one?.id === id);
  // Puts a source where it is wanted: cited in the text, or among those of the document.
  const use = (ids) => {
    // A dialog that closes gives the keyboard back to its button: writing goes on in the text.
    box.close();
    if (from === "text") room.cite(ids);
    else room.set(["sources"], () => [...kept(), ...ids.filter((id) => !isThere(id))]);
  };
  const add = async (one) => {
    if (one.known) { use([one.known]); return; }
    if (place.value === "document") {
      let id = one.id;
      await room.set(["sources"], () => {
        id = one.id;
        for (let number = 2; isThere(id); number++) id = `${one.id}-${number}`;
        return [...kept(), { ...one.csl, id }];
      });
      box.close();
      if (from === "text") room.cite([id]);
      return;
    }
    const answer = await ask("add-sources", { sources: [one.csl] });
    if (answer.status !== 200) { said.replaceChildren(against(answer)); return; }
    await room.again();
    use(answer.ids);
  };
  const row = (one) => {
    const text = new DOMParser().parseFromString(one.html, "text/html").body;
    const shown = make("p", {}, ...text.childNodes);
    const notes = [one.known ? say("sources.known", { id: one.known }) : "", one.retracted ? say("sources.retracted") : "",
      one.untitled ? say("sources.untitled") : ""].filter(Boolean);
    return make("li", {}, shown, notes.length ? make("p", { className: one.retracted ? "bad" : "help" }, notes.join(" ")) : null,
      one.untitled ? null : make("p", { className: "actions" }, button(from === "text" ? say("sources.cite", { name: one.label }) : say("sources.add", { name: one.label }), () => add(one))));
  };
  const show = (answer) => {
    found.replaceChildren(...(answer.found ?? []).map(row));
    const problems = (answer.problems ?? []).join(" ");
    said.replaceChildren(problems ? make("span", { lang: "en" }, problems) : answer.found?.length ? say("sources.as_shown") : "");
  };

  const own = make("form", { hidden: true }, make("h3", {}, say("sources.by_hand")),
    make("div", { className: "grid" },
      line("type", say("sources.what"), { options: TYPES }), line("title", say("sources.title"), { required: true }),
      line("author", say("sources.authors"), { rows: 2 }), line("journal", say("sources.journal")),
      line("issued", say("sources.issued"), { pattern: "\\d{4}(-\\d\\d){0,2}" }), line("volume", say("sources.volume")), line("issue", say("sources.issue")), line("page", say("sources.pages")),
      line("DOI", "DOI"), line("PMID", "PMID"), line("URL", say("sources.url"))),
    make("p", { className: "actions" }, make("button", {}, say("sources.look"))));
  own.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await ask("read-sources", { text: JSON.stringify([itemOf(own)]) });
    if (answer.status === 200) show(answer); else said.replaceChildren(against(answer));
  });
  const area = make("textarea", { id: "source-text", rows: 5 });
  const look = async () => {
    const answer = await ask("read-sources", { text: area.value });
    if (answer.status !== 200) { found.replaceChildren(); said.replaceChildren(against(answer)); return; }
    if (!answer.asks) { show(answer); return; }
    if (answer.known) { said.textContent = say("sources.known", { id: answer.known }); found.replaceChildren(make("li", {}, button(say("sources.use", { id: answer.known }), () => use([answer.known])))); return; }
    own.hidden = false;
    for (const [key, value] of Object.entries(answer.asks)) own.elements[key].value = value;
    said.textContent = say("sources.nothing_looked_up");
    own.elements.title.focus();
  };
  const pick = make("input", { id: "source-pick", type: "search" });
  const picked = make("ul", { className: "rows" });
  const search = () => {
    const parts = pick.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = (one) => `${one.id} ${one.by} ${one.name}`.toLowerCase();
    const fits = parts.length ? (room.words.sources ?? []).filter((one) => parts.every((part) => all(one).includes(part))).slice(0, 8) : [];
    picked.replaceChildren(...fits.map((one) => make("li", {}, button(`${one.by}: ${one.name}`, () => use([one.id])))));
  };
  pick.addEventListener("input", search);
  const box = make("dialog", { className: "large" },
    make("h2", { id: "sources-title" }, say("sources.heading")),
    make("p", {}, make("label", { htmlFor: pick.id }, say("sources.pick")), pick), picked,
    make("p", {}, make("label", { htmlFor: area.id }, say("sources.paste")), area),
    make("p", { className: "actions" }, button(say("sources.look"), look), button(say("sources.write_one"), () => { own.hidden = false; own.elements.title.focus(); })),
    own, said,
    make("p", { className: "field" }, make("label", { htmlFor: place.id }, say("sources.go_into")), place), found,
    make("p", { className: "actions" }, close));
  box.setAttribute("aria-labelledby", "sources-title");
  box.addEventListener("close", () => box.remove());
  $("room").append(box);
  box.showModal();
};
