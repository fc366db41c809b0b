// Comfort for the desk: copy buttons, counts while a text is changed, and news as soon as a file is saved.
(() => {
  "use strict";
  const { say } = window.Bedside;
  const told = document.getElementById("told");
  const tell = (text) => {
    told.textContent = text;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => { told.textContent = ""; }, 4000);
  };

  const text = (id) => {
    const element = document.getElementById(id);
    return element instanceof HTMLTextAreaElement ? element.value : element.textContent;
  };
  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(text(button.dataset.copy));
      tell(say("script.copied"));
    } catch {
      const element = document.getElementById(button.dataset.copy);
      if (element.select) element.select(); else getSelection().selectAllChildren(element);
      tell(say("script.select"));
    }
  };

  // Most networks count as browsers do; for the others the preview counts, so that the figure is the network's.
  const count = async (box) => {
    const { channel, limit, local } = box.dataset;
    const show = (number, over) => {
      const place = document.getElementById(`count-${channel}`);
      place.textContent = over ? say("posts.too_long", { n: number, limit }) : say("posts.count", { n: number, limit });
      place.classList.toggle("bad", over);
    };
    if (local === "true") { show(box.value.length, box.value.length > Number(limit)); return; }
    const asked = box.value;
    const answer = await fetch(`/_bedside/count?${new URLSearchParams({ channel, text: asked })}`).catch(() => null);
    if (box.value !== asked) return;
    if (!answer?.ok) { show(say("script.uncounted"), true); return; }
    const counted = await answer.json();
    if (box.value === asked) show(counted.count, counted.over);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.matches("textarea[data-channel]")) return;
    clearTimeout(box.timer);
    box.timer = setTimeout(() => count(box), 120);
  });
  const equip = (part) => part.querySelectorAll("button[data-copy]").forEach((button) => { button.hidden = false; });

  // Parts of the page that are the same stay as they are, with what was typed into them.
  const parts = (page) => [...page.querySelectorAll("#verdict, main > h1, main section[id]")];
  const key = (part) => part.id || part.localName;
  const known = new Map(parts(document).map((part) => [key(part), part.outerHTML]));
  equip(document);
  let takes = 0;
  const take = async () => {
    const turn = ++takes;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (!answer || turn !== takes) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== takes) return;
    const young = parts(page);
    if (young.map(key).join() !== [...known.keys()].join()) { location.reload(); return; }
    const changed = young.filter((part) => part.outerHTML !== known.get(key(part)));
    for (const part of changed) {
      known.set(key(part), part.outerHTML);
      const old = parts(document).find((one) => key(one) === key(part));
      const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
      const node = document.importNode(part, true);
      equip(node);
      old.replaceWith(node);
      if (!focus) continue;
      const again = document.getElementById(focus);
      const fold = again?.closest("details");
      if (fold) fold.open = true;
      again?.focus({ preventScroll: true });
    }
    document.title = page.title;
    if (changed.length) tell(say("script.fresh"));
  };

  // A script of the page knows that something has changed which no file of the project shows.
  document.addEventListener("bedside-changed", take);

  // On a phone the parts of the desk stand in a row that scrolls: the one that is open is in sight.
  document.querySelector(".top [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  let source;
  const connect = () => {
    source?.close();
    source = new EventSource("/_bedside/events");
    // The first verdict tells what is known; each later one follows a change.
    let first = !connect.before;
    connect.before = true;
    const verdict = () => { if (first) first = false; else take(); };
    source.addEventListener("ok", verdict);
    source.addEventListener("problems", verdict);
    source.onerror = () => { source.close(); setTimeout(connect, 1000); };
  };
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  connect();
})();
