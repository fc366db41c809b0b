// The page "Publish": looks what would change, and sends it once somebody has seen that.
(() => {
  "use strict";
  const { say } = window.Bedside;
  const secret = () => document.getElementById("publishing")?.dataset.secret ?? "";
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const ask = async (what, value) => {
    const headers = { "Content-Type": "application/json", "X-Bedside-Secret": secret() };
    const answer = await fetch(`/_bedside/write/${what}`, { method: "POST", headers, body: JSON.stringify(value) }).catch(() => null);
    if (!answer) return { state: "declined", declined: { reason: say("publish.no_answer"), lang: window.Bedside.language, asks: false } };
    if (answer.ok) return answer.json();
    const lang = answer.headers.get("Content-Language") ?? "en";
    return { state: "declined", declined: { reason: await answer.text(), lang, asks: false } };
  };
  const MOST = 40;
  const pages = (word, list) => {
    if (!list.length) return null;
    const item = (page) => {
      const by = page.by.length ? `, ${say("publish.by", { names: page.by.join(", ") })}` : "";
      return make("li", {}, make("span", { textContent: page.title ?? "" }), by, " ", make("span", { className: "file", textContent: `/${page.path}` }));
    };
    const more = list.length > MOST ? make("li", { textContent: say("publish.more", { n: list.length - MOST }) }) : null;
    return make("div", {}, make("h3", { textContent: `${word} (${list.length})` }), make("ul", {}, ...list.slice(0, MOST).map(item), more));
  };
  const files = (n) => say("publish.files", { n });
  const report = (done, sent) => {
    if (!done.uploads && !done.deletions) return [make("p", { className: "fine", textContent: say("publish.nothing", { files: files(done.unchanged), host: done.host }) })];
    const figures = { files: files(done.uploads), size: done.size, deletions: done.deletions, unchanged: done.unchanged, host: done.host };
    const words = sent ? say("publish.sent", { ...figures })
      : say("publish.would_send", { ...figures });
    return [
      make("p", { className: sent ? "fine" : "", textContent: words }),
      done.before && !sent ? make("p", { className: "help", textContent: say("publish.before", { time: done.before }) }) : null,
      pages(say("publish.new"), done.new), pages(say("publish.changed"), done.changed), pages(say("publish.leaves"), done.leaves),
    ].filter((part) => part !== null);
  };
  const held = (list) => {
    if (!list.length) return null;
    const item = (one) => make("li", {}, make("span", { className: "file", textContent: one.file }), ` ${say(`states.${one.state}`)}`);
    return make("div", {}, make("h3", { textContent: `${say("publish.held")} (${list.length})` }), make("ul", {}, ...list.slice(0, MOST).map(item)));
  };
  const built = (done) => {
    const values = { files: files(done.files), folder: done.folder };
    const same = !done.new.length && !done.changed.length && !done.leaves.length;
    return [
      make("p", { className: "fine", textContent: same ? say("publish.built_same", values) : say("publish.built", values) }),
      done.warnings ? make("p", {}, make("a", { href: "/_bedside/#problems", textContent: say("publish.warnings", { n: done.warnings }) })) : null,
      pages(say("publish.new"), done.new), pages(say("publish.changed"), done.changed), pages(say("publish.gone"), done.leaves), held(done.held_back),
    ].filter((part) => part !== null);
  };
  const parts = ({ target, build }) => {
    const section = [...document.querySelectorAll(".target")].find((one) => (build ? one.dataset.build : one.dataset.target === target));
    return section && {
      send: section.querySelector("[data-do=send]"), agree: section.querySelector(".agree"),
      box: section.querySelector(".agree input"), report: section.querySelector(".report"),
    };
  };
  const buttons = (busy) => document.querySelectorAll(".target button").forEach((one) => one.toggleAttribute("aria-busy", busy));
  const show = (state) => {
    const at = parts(state);
    if (!at) return;
    if (state.build) {
      document.dispatchEvent(new Event("bedside-changed"));
      at.report.replaceChildren(...(state.state === "done" ? built(state.done) : [make("pre", { lang: state.declined.lang ?? "en", tabIndex: 0, textContent: state.declined.reason })]));
      return;
    }
    if (state.state === "done") {
      at.report.replaceChildren(...report(state.done, state.send));
      at.send.disabled = state.send || (!state.done.uploads && !state.done.deletions);
      at.agree.hidden = true;
    } else {
      at.report.replaceChildren(make("pre", { lang: state.declined.lang ?? "en", tabIndex: 0, textContent: state.declined.reason }));
      at.agree.hidden = !state.declined.asks;
      at.send.disabled = !state.declined.asks;
    }
    at.box.checked = false;
  };
  const wait = async (asked) => {
    for (;;) {
      const state = await ask("published", {});
      if (state.state !== "running") return show({ ...asked, ...state });
      await new Promise((done) => setTimeout(done, 500));
    }
  };
  let busy = false;
  document.addEventListener("click", async (event) => {
    const section = event.target.closest(".target");
    const what = event.target.closest("button")?.dataset.do;
    if (!section || !what || busy) return;
    const { target, build } = section.dataset;
    const asked = build ? { build: true } : { target };
    const at = parts(asked);
    if (!build && !at.agree.hidden && what === "send" && !at.box.checked) {
      at.box.focus();
      return;
    }
    busy = true;
    buttons(true);
    at.report.replaceChildren(make("p", { textContent: build ? say("publish.building") : what === "send" ? say("publish.sending") : say("publish.comparing") }));
    const state = build ? await ask("build", {}) : await ask("publish", { target, send: what === "send", agreed: at.box.checked });
    if (state.state === "declined") show({ ...asked, ...state });
    else await wait(asked);
    busy = false;
    buttons(false);
  });
})();
