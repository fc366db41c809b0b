// The same questions to three searches of one built site: Bedside's own, Pagefind and MiniSearch.
// node compare.mjs SITE QUERIES... prints a table; SITE is the folder of a built site, a query file has one query in a line.
import { readFileSync, readdirSync, statSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { JSDOM } from "jsdom";
import MiniSearch from "minisearch";

const [site, ...files] = process.argv.slice(2);
const bare = (path) => path.replace(/^https?:\/\/[^/]+/, "").replace(/[?#].*$/, "");

// The queries: language, kind, words, pages. A file with three columns has no kinds.
const queries = files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const parts = line.split(" | ");
    const kind = parts.length === 4 ? parts[1] : "tuned";
    return { language: parts[0], kind, typed: parts.at(-2), pages: parts.at(-1).split(" ") };
  }));

const walk = (folder) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? walk(path) : [path];
});
const sizeOf = (paths) => paths.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);

// What may be found: the pages that Bedside's own search finds, so that all three choose among the same.
const pagesOf = (folder) => {
  const index = JSON.parse(readFileSync(join(site, folder, "search/index.json"), "utf8"));
  return index.paths.map(bare);
};
const read = (path) => {
  const { document } = new JSDOM(readFileSync(join(site, path, "index.html"), "utf8")).window;
  const main = document.querySelector("main");
  main.querySelectorAll("nav, script, .share").forEach((part) => part.remove());
  return {
    id: path,
    title: document.querySelector("h1")?.textContent || "",
    headings: [...main.querySelectorAll("h2, h3")].map((part) => part.textContent).join(" "),
    summary: document.querySelector("meta[name=description]")?.content || "",
    text: main.textContent,
  };
};

const bedside = async (language) => {
  const folder = language === "en" ? "" : language;
  const html = readFileSync(join(site, folder, "search/index.html"), "utf8");
  const { window } = new JSDOM(html, { url: `https://site.example/${folder}/search/`, runScripts: "outside-only" });
  window.matchMedia = () => ({ matches: false, addEventListener() {} });
  window.fetch = async (url) => ({ ok: true, json: async () => JSON.parse(readFileSync(join(site, bare(url)), "utf8")) });
  const script = [...window.document.querySelectorAll("script[src]")].map((one) => one.getAttribute("src")).find((src) => src.includes("search"));
  window.eval(readFileSync(join(site, bare(script)), "utf8"));
  const form = window.document.querySelector("form[data-index]");
  while (form.dataset.ready === undefined) await new Promise((done) => setTimeout(done, 5));
  const input = form.querySelector("input");
  return async (typed) => {
    input.value = typed;
    input.dispatchEvent(new window.Event("input"));
    return [...window.document.querySelectorAll(".search-results a")].map((link) => bare(link.getAttribute("href")));
  };
};

const mini = async (language) => {
  const pages = pagesOf(language === "en" ? "" : language).map(read);
  const fold = (term) => term.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "");
  const engine = new MiniSearch({ fields: ["title", "headings", "summary", "text"], processTerm: fold });
  engine.addAll(pages);
  const options = { boost: { title: 8, headings: 3, summary: 3 }, fuzzy: 0.2, prefix: true };
  const size = gzipSync(JSON.stringify(engine)).length;
  return [async (typed) => engine.search(typed, options).map(({ id }) => id), size];
};

const pagefind = async () => {
  const out = join(process.cwd(), "pagefind-out");
  rmSync(out, { recursive: true, force: true });
  const bin = join(import.meta.dirname, "node_modules/pagefind/lib/runner/bin.cjs");
  execFileSync(process.execPath, [bin, "--site", site, "--output-path", out, "--root-selector", "main"], { stdio: "ignore" });
  // Pagefind asks for its files by HTTP.
  const server = createServer((request, answer) => {
    try {
      answer.end(readFileSync(join(out, decodeURIComponent(bare(request.url)))));
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${server.address().port}/`;
  const fetched = globalThis.fetch;
  globalThis.fetch = (url, options) => fetched(new URL(url, base), options);
  const engines = {};
  const ask = async (language) => {
    if (!engines[language]) {
      globalThis.document = { querySelector: () => ({ getAttribute: () => language }), currentScript: null };
      globalThis.window = { location: { origin: base.slice(0, -1) } };
      globalThis.location = { href: base, origin: base.slice(0, -1) };
      const engine = await import(`${join(out, "pagefind.js")}?${language}`);
      await engine.options({ basePath: base, baseUrl: "/", language });
      await engine.init(language);
      engines[language] = engine;
    }
    const allowed = new Set(pagesOf(language === "en" ? "" : language));
    return async (typed) => {
      const { results } = await engines[language].search(typed);
      const found = [];
      for (const result of results.slice(0, 12)) {
        const path = bare((await result.data()).url);
        if (allowed.has(path)) found.push(path);
      }
      return found;
    };
  };
  return [ask, () => server.close(), sizeOf(walk(out))];
};

const languages = [...new Set(queries.map((query) => query.language))];
const engines = { Bedside: {}, Pagefind: {}, MiniSearch: {} };
const sizes = { Bedside: 0, Pagefind: 0, MiniSearch: 0 };
const [askPagefind, end, pagefindSize] = await pagefind();
sizes.Pagefind = pagefindSize;
for (const language of languages) {
  engines.Bedside[language] = await bedside(language);
  const folder = join(site, language === "en" ? "" : language, "search");
  const parts = readdirSync(folder).filter((name) => name.endsWith(".json"));
  sizes.Bedside += sizeOf(parts.map((name) => join(folder, name)));
  const [ask, size] = await mini(language);
  engines.MiniSearch[language] = ask;
  sizes.MiniSearch += size;
  engines.Pagefind[language] = await askPagefind(language);
}
const kinds = [...new Set(queries.map((query) => query.kind))];
const names = Object.keys(engines);
const hits = Object.fromEntries(names.map((name) => [name, Object.fromEntries(kinds.map((kind) => [kind, 0]))]));
const missed = [];
for (const { language, kind, typed, pages } of queries) {
  for (const name of names) {
    const first = (await engines[name][language](typed)).slice(0, 3);
    if (first.some((page) => pages.includes(page))) hits[name][kind] += 1;
    else if (name === "Bedside") missed.push(`${typed}: ${first.join(" ") || "nothing"}`);
  }
}
console.log(`| Queries | ${names.join(" | ")} |\n| --- |${names.map(() => " --- |").join("")}`);
for (const kind of kinds) {
  const count = queries.filter((query) => query.kind === kind).length;
  console.log(`| ${kind} (${count}) | ${names.map((name) => hits[name][kind]).join(" | ")} |`);
}
const total = (name) => kinds.reduce((sum, kind) => sum + hits[name][kind], 0);
console.log(`| all (${queries.length}) | ${names.map(total).join(" | ")} |`);
console.log(`| index, gzip, kB (Pagefind: all files it writes) | ${names.map((name) => Math.round(sizes[name] / 1000)).join(" | ")} |`);
console.error(missed.map((line) => `missed: ${line}`).join("\n"));
end();
process.exit(0);
