// What every script of the writing room needs: elements, and questions to Bedside.
export const $ = (id) => document.getElementById(id);

// The words of the desk, in its language (`say.js`).
export const { say } = window.Bedside;

export const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

export const button = (label, act, className = "") => {
  const made = make("button", { type: "button", className }, label);
  made.addEventListener("click", act);
  return made;
};

// It is another one after Bedside was started again, and the page takes it over.
const secret = () => document.querySelector("[data-secret]")?.dataset.secret ?? "";

export const post = async (what, body, type = "application/json") => {
  const headers = { "Content-Type": type, "X-Bedside-Secret": secret() };
  const answer = await fetch(`/_bedside/write/${what}`, { method: "POST", headers, body }).catch(() => null);
  if (!answer) return { status: 0, problem: say("room.no_answer") };
  const text = await answer.text();
  let value = {};
  // A plain sentence says its language; one that does not is the program's own, in English.
  try { value = JSON.parse(text); } catch { value = { problem: text.trim(), lang: answer.headers.get("Content-Language") ?? "en" }; }
  return { status: answer.status, ...value };
};

// What Bedside has against something. What the program or the system says about it is in English on every desk.
export const against = ({ problem = "", english, lang }) => {
  const at = english ? problem.indexOf(english) : -1;
  if (at < 0) return make("span", lang ? { lang } : {}, problem);
  return make("span", {}, problem.slice(0, at), make("span", { lang: "en" }, english), problem.slice(at + english.length));
};

export const ask = (what, value = {}) => post(what, JSON.stringify(value));
