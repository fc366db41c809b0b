// Runs in pages of the preview alone: takes changes over without losing the reader's place, and shows what is wrong.
(() => {
  "use strict";
  const own = document.currentScript;
  let seen = own ? own.dataset.page : "";
  let source;

  // The overlay. All texts come from the project and are set as text, never as HTML.
  const host = document.createElement("bedside-preview");
  // The site may be in another language than the program.
  host.lang = "en";
  const tree = host.attachShadow({ mode: "open" });
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const panel = make("section", { className: "panel", tabIndex: -1, hidden: true });
  panel.setAttribute("role", "alert");
  panel.setAttribute("aria-label", "Bedside preview");
  const badge = make("button", { className: "badge", type: "button", hidden: true });
  tree.append(make("link", { rel: "stylesheet", href: "/_bedside/client.css" }), panel, badge);
  document.documentElement.append(host);

  const hide = () => { panel.hidden = true; badge.hidden = badge.textContent === ""; };
  const close = () => { badge.textContent = ""; panel.hidden = badge.hidden = true; };
  const open = () => { panel.hidden = false; badge.hidden = true; };
  badge.addEventListener("click", () => { open(); panel.focus(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) hide(); });

  const place = (spot) => {
    if (!spot.file) return null;
    const text = spot.line ? `${spot.file}:${spot.line}:${spot.column}` : spot.file;
    return make("p", { className: "place" }, spot.link ? make("a", { href: spot.link }, text) : text);
  };
  const excerpt = ({ text, from, to }) => {
    if (!text) return null;
    const characters = [...text];
    const part = (start, end) => characters.slice(start, end).join("");
    return make("pre", {}, part(0, from), make("mark", {}, part(from, Math.max(to, from + 1)) || " "), part(Math.max(to, from + 1)));
  };
  const item = (problem) => make("li", { className: problem.severity },
    make("p", { className: "message" }, `${problem.severity}: ${problem.message} `,
      make("span", { className: "code" }, `[${problem.code}]`)),
    place(problem), excerpt(problem),
    ...problem.notes.flatMap((note) => [make("p", {}, `note: ${note.message}`), place(note), excerpt(note)]),
    ...problem.help.map((help) => make("p", { className: "help" }, `help: ${help}`)));
  const dismiss = () => {
    const button = make("button", { type: "button" }, "Hide (Esc)");
    button.addEventListener("click", hide);
    return button;
  };
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const complain = (report) => {
    // On the desk, a page is shown as a patient sees it, with its problems beside it.
    if (self !== top) return;
    const found = [report.errors && count(report.errors, "error"), report.warnings && count(report.warnings, "warning")];
    const title = found.filter(Boolean).join(", ");
    panel.className = "panel";
    panel.replaceChildren(...[
      make("div", { className: "head" }, make("div", {},
        make("h2", {}, title),
        make("p", {}, "Where something cannot be read, you see its last state. This message disappears when the problem is fixed.")),
      dismiss()),
      make("ol", {}, ...report.problems.map(item)),
      report.more ? make("p", {}, `and ${report.more} more, in the terminal`) : null,
      report.editor ? null : make("p", { className: "help" },
        "To open files from here, write preview: {editor: vscode} (or zed, idea) in bedside.yaml."),
    ].filter(Boolean));
    badge.textContent = title;
    if (badge.hidden) open();
  };
  const tellGone = () => {
    panel.className = "panel notice";
    panel.replaceChildren(make("div", { className: "head" }, make("div", {},
      make("h2", {}, "This page is no longer part of the site"),
      make("p", {}, "Its document was deleted, renamed or held back. If it comes back, it appears here again.")),
    dismiss()));
    open();
  };

  // Taking over a new state of the page: nodes that are the same stay, so scroll position, focus and open parts stay.
  const attributes = (from, to) => {
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
    }
    for (const { name, value } of to.attributes) {
      // What the page's script has shown stays shown.
      if (name === "hidden" && !from.hasAttribute(name)) continue;
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
  };
  const morph = (from, to) => {
    if (from.isEqualNode(to)) return;
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) return from.replaceWith(document.importNode(to, true));
    if (from.nodeType !== Node.ELEMENT_NODE) { from.nodeValue = to.nodeValue; return; }
    attributes(from, to);
    const before = [...from.childNodes], after = [...to.childNodes];
    let start = 0, end = 0;
    const shorter = Math.min(before.length, after.length);
    while (start < shorter && before[start].isEqualNode(after[start])) start++;
    while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end++;
    const old = before.slice(start, before.length - end), young = after.slice(start, after.length - end);
    const next = before[before.length - end] ?? null;
    young.forEach((node, at) => {
      if (at < old.length) morph(old[at], node); else from.insertBefore(document.importNode(node, true), next);
    });
    old.slice(young.length).forEach((node) => node.remove());
  };
  const SHEETS = 'link[rel~="stylesheet"]';
  // A new style sheet comes before the old one goes, so that the page is never without.
  const restyle = (page) => {
    const old = [...document.head.querySelectorAll(SHEETS)], young = [...page.head.querySelectorAll(SHEETS)];
    young.forEach((sheet, at) => {
      const current = old[at];
      if (current && current.getAttribute("href") === sheet.getAttribute("href")) return;
      const link = document.importNode(sheet);
      if (!current) { document.head.append(link); return; }
      link.onload = link.onerror = () => current.remove();
      current.after(link);
    });
    old.slice(young.length).forEach((sheet) => sheet.remove());
  };
  const scripts = (page) => [...page.querySelectorAll("script[src]:not([data-page])")].map((script) => script.getAttribute("src")).join(" ");
  const rehead = (page) => {
    const rest = (head) => [...head.children].filter((child) => !child.matches(`${SHEETS}, script, title`));
    const old = rest(document.head), young = rest(page.head);
    young.forEach((node, at) => {
      if (!old[at]) document.head.append(document.importNode(node, true));
      else if (!old[at].isEqualNode(node)) old[at].replaceWith(document.importNode(node, true));
    });
    old.slice(young.length).forEach((node) => node.remove());
    if (document.title !== page.title) document.title = page.title;
  };
  const take = async (path) => {
    const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
    // The preview has ended; when it is there again, the events tell whether the page is another.
    if (!answer) return 0;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = page.querySelector("script[data-page]");
    if (!script || scripts(page) !== scripts(document)) { location.reload(); return answer.status; }
    seen = script.dataset.page;
    restyle(page);
    rehead(page);
    attributes(document.documentElement, page.documentElement);
    morph(document.body, page.body);
    dispatchEvent(new CustomEvent("bedside:change"));
    return answer.status;
  };
  // Files whose name does not tell their content, such as pictures of static/, are asked for again.
  const refresh = (paths) => {
    for (const element of document.querySelectorAll("img, source, video, audio, track, embed")) {
      for (const name of ["src", "srcset", "poster"]) {
        const value = element.getAttribute(name);
        const path = value && new URL(value.split(/[\s,]/)[0], location.href).pathname;
        if (path && paths.some((changed) => path === changed || path === `${changed}card.png` || path === `${changed}card.jpg`)) {
          element.setAttribute(name, `${path}?changed=${Date.now()}`);
        }
      }
    }
  };

  const reload = async ({ paths, moved, gone, navigate }) => {
    const here = location.pathname;
    if (navigate && navigate !== here) { location.assign(navigate); return; }
    if (moved[here]) {
      history.replaceState(null, "", moved[here] + location.hash);
      await take(moved[here]);
      connect();
    } else if (gone.includes(here)) {
      await take(here + location.search);
      tellGone();
    } else if (paths.includes(here)) {
      if (panel.classList.contains("notice")) close();
      const status = await take(here + location.search);
      if (status === 404) tellGone();
    }
    refresh(paths);
  };
  const connect = () => {
    source?.close();
    source = new EventSource(`/_bedside/events?${new URLSearchParams({ page: location.pathname, was: seen })}`);
    source.addEventListener("reload", (event) => reload(JSON.parse(event.data)).catch(() => location.reload()));
    source.addEventListener("problems", (event) => complain(JSON.parse(event.data)));
    source.addEventListener("ok", () => { if (!panel.classList.contains("notice")) close(); });
    source.onerror = () => { source.close(); setTimeout(connect, 1000); };
  };
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  connect();
})();
