// The calendar: a post goes to another day by drag, or by the date that is chosen for it.
import { $, against, ask, say } from "./ask.js";

const section = () => $("weeks");
const move = async (plan, to) => {
  const { file, what, from } = plan.dataset;
  if (!to || to === from) return;
  const answer = await ask("move", { file, what, from, to });
  // The page itself follows the changed file.
  $("told").replaceChildren(answer.status === 200 ? say("calendar.moved", { day: to }) : against(answer));
};

document.addEventListener("submit", (event) => {
  const plan = event.target.closest(".plan");
  if (!plan) return;
  event.preventDefault();
  move(plan, event.target.querySelector("input").value);
});

let dragged = null;
const over = (event) => (dragged ? event.target.closest?.("#weeks .day") : null);
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".plan[draggable]");
  if (!dragged) return;
  event.dataTransfer.setData("text/plain", dragged.dataset.file);
  event.dataTransfer.effectAllowed = "move";
  section().classList.add("dragging");
});
document.addEventListener("dragover", (event) => {
  const day = over(event);
  section()?.querySelectorAll(".target").forEach((one) => one.classList.toggle("target", one === day));
  if (!day) return;
  event.preventDefault();
  day.classList.add("target");
});
document.addEventListener("drop", (event) => {
  const day = over(event);
  if (!day) return;
  event.preventDefault();
  move(dragged, day.dataset.day);
});
document.addEventListener("dragend", () => {
  dragged = null;
  section()?.classList.remove("dragging");
  section()?.querySelectorAll(".target").forEach((one) => one.classList.remove("target"));
});
