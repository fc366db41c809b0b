// The dialogs of the toolbar: a question, a link, a block, a callout. Each gives a promise; cancelled ones give nothing.
import { $, ask, make } from "./ask.js";

// Opens a form in a dialog; what it gives is an object of its named values, or `null`.
export const dialog = (title, fields, done = "OK") => new Promise((give) => {
  const refused = make("p", { className: "bad", role: "alert" });
  const form = make("form", { method: "dialog" }, make("h2", { id: "dialog-title" }, title), fields, refused,
    make("p", { className: "actions" }, make("button", { value: "yes", className: "main" }, done),
      make("button", { value: "no", formNoValidate: true }, "Cancel")));
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
  const answer = await dialog("Link", [
    line("words", "Words of the link", { value: chosen }),
    line("to", "A page of this site by its title, or an address", { pages: true, required: true }),
  ]);
  if (!answer) return null;
  const typed = answer.to.trim();
  const page = pages.find((one) => one.id === typed || one.name.toLowerCase() === typed.toLowerCase());
  const words = answer.words.trim() || page?.name || typed;
  return `[${words.replace(/[[\]\\]/g, "\\$&")}](${page?.id ?? typed})`;
};

const CALLOUTS = [["NOTE", "Note"], ["TIP", "Tip"], ["IMPORTANT", "Important"], ["WARNING", "Warning"], ["CAUTION", "Caution"],
  ["CALL", "Call us"], ["URGENT", "Urgent"], ["EMERGENCY", "Emergency"]];

const lines = (text) => text.split("\n").map((one) => one.trim()).filter(Boolean);
const each = "One in each line";

// Blocks: their name, what they are, their fields; `lists` are read line by line.
const BLOCKS = [
  { name: "summary", title: "In short: a few points at the top", lists: ["items"],
    fields: () => [line("items", "Points", { rows: 4, required: true, help: each })] },
  { name: "care", title: "When to act, and how soon", lists: ["items"],
    fields: () => [line("level", "How soon", { options: [["self", "Care at home"], ["routine", "Make an appointment"], ["urgent", "The same day"], ["emergency", "Call the emergency number"]] }),
      line("title", "Title, where the usual one does not fit"), line("items", "Signs", { rows: 4, required: true, help: each })] },
  { name: "steps", title: "Steps, one after the other", lists: ["items"], fields: () => [line("items", "Steps", { rows: 4, required: true, help: each })] },
  { name: "do-dont", title: "Do and don't", lists: ["do", "dont"],
    fields: () => [line("do", "Do", { rows: 3, required: true, help: each }), line("dont", "Don't", { rows: 3, required: true, help: each })] },
  { name: "faq", title: "A question with its answer",
    fields: () => [line("question", "Question, in a patient's words", { required: true }), line("answer", "Answer", { rows: 4, required: true })],
    values: ({ question, answer }) => ({ items: [{ question, answer: answer.trim() }] }) },
  { name: "figure", title: "Picture with a caption",
    fields: () => [line("src", "File of the picture, such as photo.jpg", { required: true }), line("alt", "What it shows, for those who do not see it", { required: true }),
      line("caption", "Caption"), line("credit", "Who made it")] },
  { name: "video", title: "Film",
    fields: () => [line("title", "Title", { required: true }), line("src", "Your own file, such as film.mp4"), line("url", "Or the address where it is shown"),
      line("captions", "File of the captions (.vtt)"), line("transcript", "Page or file with the words")] },
  { name: "call-to-action", title: "Next step, as a button",
    fields: () => [line("label", "Words, such as: Book a flu shot", { required: true }), line("url", "A page of this site by its title, or an address", { pages: true, required: true })] },
  { name: "claim", title: "A claim of one of the myth pages", fields: () => [line("myth", "Last part of the page's address", { required: true }), line("claim", "Short name of the claim, where the page has several")] },
  { name: "myths", title: "List of myth pages", fields: () => [line("title", "Title"), line("condition", "Only on this condition, such as influenza")] },
];

// A callout or a block: chosen by name, then filled in. What is given is Markdown for a line of its own.
export const block = async (pages) => {
  const which = await dialog("Insert", [line("what", "What", {
    options: [["callout", "Callout: words that stand out"], ...BLOCKS.map(({ name, title }) => [name, title])],
  })], "Next");
  if (!which) return null;
  if (which.what === "callout") {
    const answer = await dialog("Callout", [line("mark", "Kind", { options: CALLOUTS }), line("title", "Title, where the usual one does not fit"),
      line("text", "Text", { rows: 4, required: true })], "Insert");
    if (!answer) return null;
    const title = answer.title.trim();
    return `> [!${answer.mark}]${title ? ` ${title}` : ""}\n${answer.text.trim().split("\n").map((one) => `> ${one}`.trimEnd()).join("\n")}\n`;
  }
  const { name, title, lists = [], fields, values } = BLOCKS.find((one) => one.name === which.what);
  const answer = await dialog(title, fields(), "Insert");
  if (!answer) return null;
  const filled = Object.entries(answer).filter(([, value]) => value.trim()).map(([key, value]) => [key, lists.includes(key) ? lines(value) : value.trim()]);
  const given = Object.fromEntries(filled);
  const page = pages.find((one) => given.url && one.name.toLowerCase() === given.url.toLowerCase());
  if (page) given.url = page.id;
  const made = await ask("block", { name, arguments: values ? values(given) : given });
  return made.status === 200 ? made.text : { problem: made.problem };
};
