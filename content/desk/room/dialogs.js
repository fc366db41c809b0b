// The dialogs of the toolbar: a question, a link, a block, a callout. Each gives a promise; cancelled ones give nothing.
import { $, ask, make, say } from "./ask.js";

// Opens a form in a dialog; what it gives is an object of its named values, or `null`.
export const dialog = (title, fields, done = say("dialog.ok")) => new Promise((give) => {
  const refused = make("p", { className: "bad", role: "alert" });
  const form = make("form", { method: "dialog" }, make("h2", { id: "dialog-title" }, title), fields, refused,
    make("p", { className: "actions" }, make("button", { value: "yes", className: "main" }, done),
      make("button", { value: "no", formNoValidate: true }, say("dialog.cancel"))));
  const box = make("dialog", {}, form);
  box.setAttribute("aria-labelledby", "dialog-title");
  box.addEventListener("close", () => {
    const values = box.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null;
    box.remove();
    give(values);
  });
  $("room").append(box);
  box.showModal();
});

let number = 0;
export const line = (name, label, more = {}) => {
  const { help, rows, options, ...rest } = more;
  const id = `dialog-${name}-${number += 1}`;
  const properties = { id, name, ...rest };
  const control = rows ? make("textarea", { rows, ...properties })
    : options ? make("select", properties, options.map(([value, said]) => make("option", { value }, said))) : make("input", properties);
  if (rest.pages) control.setAttribute("list", "pages");
  return make("p", {}, make("label", { htmlFor: id }, label), control, help ? make("span", { className: "help" }, help) : null);
};

export const question = async (title, label) => (await dialog(title, [line("text", label)]))?.text.trim() ?? null;

// A link: a page of the site by its title, or an address.
export const link = async (chosen, pages) => {
  const answer = await dialog(say("dialog.link"), [
    line("words", say("dialog.link_words"), { value: chosen }),
    line("to", say("dialog.link_to"), { pages: true, required: true }),
  ]);
  if (!answer) return null;
  const typed = answer.to.trim();
  const page = pages.find((one) => one.id === typed || one.name.toLowerCase() === typed.toLowerCase());
  const words = answer.words.trim() || page?.name || typed;
  return `[${words.replace(/[[\]\\]/g, "\\$&")}](${page?.id ?? typed})`;
};

const CALLOUTS = [["NOTE", say("dialog.note")], ["TIP", say("dialog.tip")], ["IMPORTANT", say("dialog.important")], ["WARNING", say("dialog.warning")], ["CAUTION", say("dialog.caution")],
  ["CALL", say("dialog.call")], ["URGENT", say("dialog.urgent")], ["EMERGENCY", say("dialog.emergency")]];

const lines = (text) => text.split("\n").map((one) => one.trim()).filter(Boolean);
const each = say("dialog.each");

// Blocks: their name, what they are, their fields; `lists` are read line by line.
const BLOCKS = [
  { name: "summary", title: say("dialog.block_summary"), lists: ["items"],
    fields: () => [line("items", say("dialog.points"), { rows: 4, required: true, help: each })] },
  { name: "care", title: say("dialog.block_care"), lists: ["items"],
    fields: () => [line("level", say("dialog.how_soon"), { options: [["self", say("dialog.at_home")], ["routine", say("dialog.appointment")], ["urgent", say("dialog.same_day")], ["emergency", say("dialog.emergency_number")]] }),
      line("title", say("dialog.own_title")), line("items", say("dialog.signs"), { rows: 4, required: true, help: each })] },
  { name: "steps", title: say("dialog.block_steps"), lists: ["items"], fields: () => [line("items", say("dialog.steps"), { rows: 4, required: true, help: each })] },
  { name: "do-dont", title: say("dialog.block_do"), lists: ["do", "dont"],
    fields: () => [line("do", say("dialog.do"), { rows: 3, required: true, help: each }), line("dont", say("dialog.dont"), { rows: 3, required: true, help: each })] },
  { name: "faq", title: say("dialog.block_faq"),
    fields: () => [line("question", say("dialog.question"), { required: true }), line("answer", say("dialog.answer"), { rows: 4, required: true })],
    values: ({ question, answer }) => ({ items: [{ question, answer: answer.trim() }] }) },
  { name: "figure", title: say("dialog.block_figure"),
    fields: () => [line("src", say("dialog.figure_src"), { required: true }), line("alt", say("dialog.alt"), { required: true }),
      line("caption", say("dialog.caption")), line("credit", say("dialog.credit"))] },
  { name: "video", title: say("dialog.block_video"),
    fields: () => [line("title", say("dialog.title"), { required: true }), line("src", say("dialog.video_src")), line("url", say("dialog.video_url")),
      line("captions", say("dialog.captions")), line("transcript", say("dialog.transcript"))] },
  { name: "call-to-action", title: say("dialog.block_call"),
    fields: () => [line("label", say("dialog.call_words"), { required: true }), line("url", say("dialog.link_to"), { pages: true, required: true })] },
  { name: "claim", title: say("dialog.block_claim"), fields: () => [line("myth", say("dialog.claim_myth"), { required: true }), line("claim", say("dialog.claim_id"))] },
  { name: "myths", title: say("dialog.block_myths"), fields: () => [line("title", say("dialog.title")), line("condition", say("dialog.myths_condition"))] },
];

// A callout or a block: chosen by name, then filled in. What is given is Markdown for a line of its own.
export const block = async (pages) => {
  const which = await dialog(say("dialog.insert"), [line("what", say("dialog.what"), {
    options: [["callout", say("dialog.block_callout")], ...BLOCKS.map(({ name, title }) => [name, title])],
  })], say("dialog.next"));
  if (!which) return null;
  if (which.what === "callout") {
    const answer = await dialog(say("dialog.callout"), [line("mark", say("dialog.kind"), { options: CALLOUTS }), line("title", say("dialog.own_title")),
      line("text", say("dialog.text"), { rows: 4, required: true })], say("dialog.insert"));
    if (!answer) return null;
    const title = answer.title.trim();
    return `> [!${answer.mark}]${title ? ` ${title}` : ""}\n${answer.text.trim().split("\n").map((one) => `> ${one}`.trimEnd()).join("\n")}\n`;
  }
  const { name, title, lists = [], fields, values } = BLOCKS.find((one) => one.name === which.what);
  const answer = await dialog(title, fields(), say("dialog.insert"));
  if (!answer) return null;
  const filled = Object.entries(answer).filter(([, value]) => value.trim()).map(([key, value]) => [key, lists.includes(key) ? lines(value) : value.trim()]);
  const given = Object.fromEntries(filled);
  const page = pages.find((one) => given.url && one.name.toLowerCase() === given.url.toLowerCase());
  if (page) given.url = page.id;
  const made = await ask("block", { name, arguments: values ? values(given) : given });
  return made.status === 200 ? made.text : made;
};
