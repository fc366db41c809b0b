// The page "Publish": looks what would change, and sends it once somebody has seen that.
(() => {
  "use strict";
  const secret = document.getElementById("publishing")?.dataset.secret;
  if (!secret) return;
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const ask = async (what, value) => {
    const headers = { "Content-Type": "application/json", "X-Bedside-Secret": secret };
    const answer = await fetch(`/_bedside/write/${what}`, { method: "POST", headers, body: JSON.stringify(value) }).catch(() => null);
    if (!answer) return { state: "declined", declined: { reason: "Bedside does not answer: is it still running?", asks: false } };
    if (answer.ok) return answer.json();
    return { state: "declined", declined: { reason: await answer.text(), asks: false } };
  };
  const MOST = 40;
  const pages = (word, list) => {
    if (!list.length) return null;
    const item = (page) => {
      const by = page.by.length ? `, by ${page.by.join(", ")}` : "";
      return make("li", {}, make("span", { textContent: page.title ?? "" }), by, " ", make("span", { className: "file", textContent: `/${page.path}` }));
    };
    const more = list.length > MOST ? make("li", { textContent: `and ${list.length - MOST} more` }) : null;
    return make("div", {}, make("h3", { textContent: `${word} (${list.length})` }), make("ul", {}, ...list.slice(0, MOST).map(item), more));
  };
  const files = (count) => (count === 1 ? "1 file" : `${count} files`);
  const report = (done, sent) => {
    if (!done.uploads && !done.deletions) return [make("p", { className: "fine", textContent: `Nothing to send: ${files(done.unchanged)} at ${done.host} as they should be.` })];
    const words = sent ? ["Sent", "deleted"] : ["Would send", "delete"];
    return [
      make("p", { className: sent ? "fine" : "", textContent: `${words[0]} ${files(done.uploads)} (${done.size}), ${words[1]} ${done.deletions}, ${done.unchanged} unchanged, at ${done.host}.` }),
      done.before && !sent ? make("p", { className: "help", textContent: `Readers see the version of ${done.before}.` }) : null,
      pages("New", done.new), pages("Changed", done.changed), pages("Leaves", done.leaves),
    ].filter((part) => part !== null);
  };
  const parts = (name) => {
    const section = [...document.querySelectorAll("section.target")].find((one) => one.dataset.target === name);
    return section && {
      send: section.querySelector("[data-do=send]"), agree: section.querySelector(".agree"),
      box: section.querySelector(".agree input"), report: section.querySelector(".report"),
    };
  };
  const buttons = (busy) => document.querySelectorAll("section.target button").forEach((one) => one.toggleAttribute("aria-busy", busy));
  const show = (state) => {
    const at = parts(state.target);
    if (!at) return;
    if (state.state === "done") {
      at.report.replaceChildren(...report(state.done, state.send));
      at.send.disabled = state.send || (!state.done.uploads && !state.done.deletions);
      at.agree.hidden = true;
    } else {
      at.report.replaceChildren(make("pre", { textContent: state.declined.reason }));
      at.agree.hidden = !state.declined.asks;
      at.send.disabled = !state.declined.asks;
    }
    at.box.checked = false;
  };
  const wait = async (target) => {
    for (;;) {
      const state = await ask("published", {});
      if (state.state !== "running") return show({ target, ...state });
      await new Promise((done) => setTimeout(done, 500));
    }
  };
  let busy = false;
  document.querySelectorAll("section.target").forEach((section) => section.addEventListener("click", async (event) => {
    const what = event.target.closest("button")?.dataset.do;
    if (!what || busy) return;
    const { target } = section.dataset;
    const at = parts(target);
    if (!at.agree.hidden && what === "send" && !at.box.checked) {
      at.box.focus();
      return;
    }
    busy = true;
    buttons(true);
    at.report.replaceChildren(make("p", { textContent: what === "send" ? "Building and sending…" : "Building and comparing…" }));
    const state = await ask("publish", { target, send: what === "send", agreed: at.box.checked });
    if (state.state === "declined") show({ target, ...state });
    else await wait(target);
    busy = false;
    buttons(false);
  }));
})();
