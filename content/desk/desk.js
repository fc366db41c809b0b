// Comfort for the desk: copy buttons, counts while a text is changed, and news as soon as a file is saved.
(() => {
  "use strict";
  const { say } = window.Bedside;
  const told = document.getElementById("told");
  const tell = (text, stays = false) => {
    told.textContent = text;
    clearTimeout(tell.timer);
    tell.stays = stays;
    if (!stays) tell.timer = setTimeout(() => { told.textContent = ""; }, 4000);
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

  // The page follows the files. What the server says anew is changed in its place; what was typed, opened, chosen or written by a
  // script stays: between the last state of the page and the next one, only the differences are carried over.
  const paired = new WeakMap();
  const pair = (was, live) => {
    paired.set(was, live);
    was.childNodes.forEach((child, at) => pair(child, live.childNodes[at]));
    return was;
  };
  const made = (next) => {
    const node = document.importNode(next, true);
    pair(next, node);
    return node;
  };
  const isSame = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName;
  const data = (node) => JSON.stringify(node.dataset ?? {});
  // Which child was which: by its id, else by what is in it, else by what it is about, in order.
  const former = (was, next) => {
    const free = new Set(was.childNodes);
    const found = new Map();
    const find = (fits) => {
      for (const child of next.childNodes) {
        if (found.has(child)) continue;
        const old = [...free].find((one) => isSame(one, child) && fits(one, child));
        if (old) { found.set(child, old); free.delete(old); }
      }
    };
    find((one, child) => child.id && one.id === child.id);
    find((one, child) => one.isEqualNode(child));
    find((one, child) => !one.id && !child.id && data(one) === data(child));
    return { found, gone: [...free] };
  };
  const attributes = (live, was, next) => {
    for (const { name } of [...was.attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of next.attributes) if (was.getAttribute(name) !== value) live.setAttribute(name, value);
  };
  const carry = (was, next) => {
    paired.set(next, paired.get(was));
    next.childNodes.forEach((child, at) => carry(was.childNodes[at], child));
  };
  const merge = (live, was, next) => {
    if (was.isEqualNode(next)) { carry(was, next); return; }
    paired.set(next, live);
    if (was.nodeType !== Node.ELEMENT_NODE) { live.nodeValue = next.nodeValue; return; }
    attributes(live, was, next);
    const { found, gone } = former(was, next);
    const isThere = (one) => paired.get(one)?.parentNode === live;
    // A script has written over what the server says: where the server says something else, that counts.
    if (![...was.childNodes].every(isThere)) { live.replaceChildren(...[...next.childNodes].map(made)); return; }
    gone.forEach((one) => paired.get(one).remove());
    const ours = new Set([...found.values()].map((one) => paired.get(one)));
    let place = live.firstChild;
    for (const child of next.childNodes) {
      while (place && !ours.has(place)) place = place.nextSibling;
      const old = found.get(child);
      if (!old) { live.insertBefore(made(child), place); continue; }
      const node = paired.get(old);
      if (node === place) place = place.nextSibling; else live.insertBefore(node, place);
      merge(node, old, child);
    }
  };
  let known = pair(document.body.cloneNode(true), document.body);

  // Boxes in which somebody has typed keep that; the others follow.
  const boxes = () => [...document.querySelectorAll("textarea, input[value]")];
  const isTyped = (box) => box.value !== box.defaultValue;
  const renew = (next) => {
    const focus = document.activeElement;
    const typed = new Map(boxes().filter(isTyped).map((box) => [box, box.defaultValue]));
    merge(document.body, known, next);
    known = next;
    equip(document);
    for (const box of boxes()) if (!typed.has(box) && isTyped(box)) box.value = box.defaultValue;
    typed.forEach((_, box) => { if (box.dataset.channel) count(box); });
    if (document.activeElement !== focus) {
      const again = focus.isConnected ? focus : focus.id && document.getElementById(focus.id);
      const fold = again ? again.closest("details") : null;
      if (fold) fold.open = true;
      (again || document.getElementById("main")).focus({ preventScroll: true });
    }
    return [...typed].some(([box, was]) => box.isConnected && box.defaultValue !== was);
  };
  const scripts = (page) => [...page.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join();
  equip(document);
  let takes = 0;
  const take = async () => {
    const turn = ++takes;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (!answer || turn !== takes) return;
    // What was here is gone, perhaps for a moment only: what was typed stays in sight.
    if (answer.status === 404) tell(say("script.gone"), true);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== takes) return;
    if (scripts(page) !== scripts(document)) { location.reload(); return; }
    // A page with scripts has their substitutes as text.
    page.querySelectorAll("noscript").forEach((one) => { one.textContent = one.innerHTML; });
    const main = (body) => body.querySelector("main");
    const isFresh = !main(known).isEqualNode(main(page.body));
    const isKept = renew(page.body);
    document.title = page.title;
    if (isKept) tell(say("script.kept")); else if (isFresh || tell.stays) tell(say("script.fresh"));
    document.dispatchEvent(new Event("bedside-fresh"));
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
    // Of many that follow one another, the last counts.
    const verdict = () => { if (first) { first = false; return; } clearTimeout(take.timer); take.timer = setTimeout(take, 60); };
    source.addEventListener("ok", verdict);
    source.addEventListener("problems", verdict);
    source.onerror = () => { source.close(); setTimeout(connect, 1000); };
  };
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  connect();
})();
