// The page on which a document is begun, and on which the trash gives back.
import { $, against, ask } from "./ask.js";

const open = (answer, told) => {
  if (answer.status === 200) location.href = `/_bedside/write/${answer.file}`;
  else told.replaceChildren(against(answer));
};

const kind = $("kind");
const adapt = () => {
  const { asks } = kind.selectedOptions[0].dataset;
  $("observance-row").hidden = asks !== "observance";
  $("observance").required = asks === "observance";
};
kind.addEventListener("change", adapt);
const from = new URLSearchParams(location.search);
if (from.get("observance")) {
  kind.value = "commemoration";
  $("observance").value = from.get("observance");
}
adapt();
$("new").addEventListener("submit", async (event) => {
  event.preventDefault();
  const observance = $("observance-row").hidden ? null : $("observance").value;
  open(await ask("new", { kind: kind.value, title: $("new-title").value, observance }), $("refused"));
});
document.addEventListener("click", async (event) => {
  const name = event.target.closest("#trash button")?.dataset.back;
  if (name) open(await ask("give-back", { name }), $("told"));
});
