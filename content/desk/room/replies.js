// A reply is checked before it goes out; what was found is said with its words.
import { $, against, ask, make, say } from "./ask.js";

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "check") return;
  event.preventDefault();
  const answer = await ask("check-reply", { text: $("reply").value });
  if (answer.status !== 200) { $("checked").replaceChildren(make("p", { className: "bad" }, against(answer))); return; }
  const item = (one) => make("li", {}, make("mark", {}, one.words), " ",
    one.confirms ? say("replies.confirms") : make("span", { lang: "en" }, one.message));
  $("checked").replaceChildren(answer.found.length ? make("ul", { className: "found" }, answer.found.map(item))
    : make("p", { className: "fine" }, say("replies.fine")));
});
