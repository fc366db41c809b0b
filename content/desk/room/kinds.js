// The form of a document: which keys each kind has, what they are called, and what a writer has to know of them.
// A field is [key, label, type, more]. `more` may hold `help`, `words` (what is offered), `options`, `fields` (of a list) and `wide`.
import { t } from "./ask.js";

const option = (value, name, help = "") => ({ value, name, help });

const VERDICTS = [
  option("false", t("False"), t("The evidence contradicts the claim.")),
  option("mostly-false", t("Mostly false"), t("There is a grain of truth in it, but what matters is wrong.")),
  option("misleading", t("Misleading"), t("The parts may be right, but what people conclude from them is wrong.")),
  option("mixed", t("Partly true"), t("Part of it is right and part is wrong. Say which is which.")),
  option("mostly-true", t("Mostly true"), t("It is right but for details that the reader should know.")),
  option("true", t("True"), t("The evidence supports the claim.")),
  option("unproven", t("Not proven"), t("Nobody has shown it and nobody has ruled it out: studies are missing or too weak.")),
  option("outdated", t("Out of date"), t("It was right once. Newer evidence has replaced it.")),
];

// In the order of the Debunking Handbook: the fact, the myth with a warning, why it misleads, the fact again as something to do.
const CLAIM = [
  ["fact", t("1. The fact, in one sentence"), "area", { wide: true, help: t("Say what is true before you name the myth: readers keep what they read first.") }],
  ["claim", t("2. The claim, as people say it"), "area", { wide: true, most: 75, help: t("Word for word, at most 75 characters. The page warns the reader before it shows this.") }],
  ["verdict", t("What you found"), "choice", { options: VERDICTS }],
  ["why_believed", t("3. Why people believe it"), "area", { wide: true, help: t("The grain of truth or the experience behind it. Be kind: your readers may believe it too.") }],
  ["fallacy", t("How it misleads"), "text", { offers: ["anecdote", "cherry-picking", "false-cause", "fake-expert", "oversimplification"] }],
  ["what_to_do", t("4. What the reader can do now"), "area", { wide: true }],
  ["sources", t("Sources of the fact"), "list", { words: "sources" }],
  ["seen", t("Where it was said"), "many", {
    one: t("place"), empty: { where: "" },
    fields: [["where", t("Where, such as Facebook"), "text", {}], ["on", t("On"), "day", {}], ["url", t("Address, if it may be linked"), "text", {}]],
  }],
  ["id", t("Short name in the address"), "text", { help: t("Letters, digits and hyphens. Changing it changes the address of the claim's own page.") }],
];

const CORRECTION = [
  ["date", t("On"), "day", {}],
  ["severity", t("How grave"), "choice", { options: [
    option("clarification", t("Clarification"), t("The text was right, but could be misread.")),
    option("correction", t("Correction"), t("Something in the text was wrong.")),
    option("retraction", t("Retraction"), t("The main message was wrong. No post is offered for it any more.")),
  ] }],
  ["what", t("What was wrong, and what is right"), "area", { wide: true }],
  ["why", t("How it came about"), "area", { wide: true }],
];

const ABOUT = [
  ["title", t("Title"), "text", { wide: true }],
  ["summary", t("Summary, one or two sentences"), "area", { wide: true, from: 100, most: 180, help: t("100 to 180 characters serve lists and search engines best.") }],
];
const WHEN = [
  ["draft", t("Draft: readers do not see it"), "check", { wide: true }],
  ["date", t("Readers see it from"), "moment", { now: true, help: t("With a time to come, it appears then, on the practice's clock.") }],
  ["updated", t("Updated in substance on"), "day", {}],
  ["expires", t("Leaves the site on"), "moment", {}],
];
const SUBJECT = [
  ["authors", t("Authors"), "list", { words: "people" }],
  ["conditions", t("Conditions, by any name"), "list", { words: "conditions" }],
  ["topics", t("Topics"), "list", { words: "topics" }],
  ["awareness", t("Health observances"), "list", { words: "awareness" }],
];

const section = (id, title, fields, more = {}) => ({ id, title, fields, ...more });

const about = section("about", t("About this document"), [...ABOUT, ...WHEN, ...SUBJECT], { open: true });
const picture = section("picture", t("Main picture"), [
  ["image.src", t("Picture"), "picture", {}],
  ["image.alt", t("What it shows, for those who do not see it"), "text", { wide: true }],
  ["image.focus", t("What stays in sight where it is cut"), "choice", { options: [option("", t("The middle")), ...["top", "bottom", "left", "right"].map((side) => option(side, t(side)))] }],
]);
const sources = section("sources", t("Sources"), [["sources", t("Sources of this document"), "sources", { words: "sources", wide: true }]]);
const claims = section("claims", t("Claims"), [["claims", t("Claims"), "many", {
  one: t("claim"), wide: true, fields: CLAIM, named: "claim", empty: { claim: "", verdict: "unproven", fact: "" }, identified: "claim",
}]], { open: true });
const consent = section("consent", t("Consent"), [
  ["consent.ref", t("Number of the signed form"), "text", { help: t("Where the form is kept. No name and no date of birth: this file may travel.") }],
  ["consent.type", t("What was signed"), "choice", { options: [
    option("hipaa-authorization", t("HIPAA authorization"), t("The patient's written authorization (45 CFR 164.508).")),
    option("photo-release", t("Photo release"), t("A release for a picture.")),
    option("not-identifiable", t("Nobody can be recognized"), t("No form was needed, because nothing points to a person.")),
    option("staff", t("Staff"), t("A member of the staff agreed.")),
    option("public-figure", t("Public figure"), t("The person has spoken about it in public.")),
  ] }],
  ["consent.scope", t("Where it may be shown"), "several", { options: [option("website", t("Website")), option("social", t("Social networks")), option("print", t("Print"))] }],
  ["consent.signed_on", t("Signed on"), "day", {}],
  ["consent.expires_on", t("Last day"), "day", { help: t("The story leaves the site with the first build after it.") }],
  ["consent.revoked", t("Taken back: the story leaves the site with the next build"), "check", { wide: true }],
], { open: true });
const event = section("event", t("When and where"), [
  ["starts", t("Begins"), "moment", {}], ["ends", t("Ends"), "moment", {}],
  ["place", t("Place"), "text", { wide: true }], ["online", t("Address on the web, for a meeting online"), "text", { wide: true }],
  ["registration_url", t("Where to sign up"), "text", { wide: true }],
], { open: true });
const notice = section("news", t("The news"), [
  ["agency_source", t("Official page that it comes from"), "text", { wide: true }],
  ["level", t("How urgent"), "choice", { options: [option("", t("Not said")), option("info", t("Information")), option("warning", t("Warning")), option("urgent", t("Urgent"))] }],
]);
const legal = section("notice", t("Notice that the law asks for"), [
  ["notice", t("This page is"), "choice", { options: [
    option("", t("No such notice")), option("privacy-practices", t("Notice of privacy practices")), option("nondiscrimination", t("Notice of nondiscrimination")),
    option("language-assistance", t("Notice of language assistance")), option("good-faith-estimate", t("Right to a good faith estimate")), option("accessibility", t("Accessibility statement")),
  ] }],
  ["effective", t("In force from"), "day", {}],
]);
const person = section("person", t("About this person"), [
  ["title", t("Name, as patients see it"), "text", { wide: true }],
  ["credentials", t("Degrees and certificates, such as MD"), "list", {}], ["role", t("What the person does here"), "text", {}],
  ["specialty", t("Field, in plain words"), "text", {}], ["languages", t("Languages, such as es"), "list", {}],
  ["certifications", t("Board certifications"), "list", {}], ["education", t("Education and training"), "list", {}],
  ["accepting_new_patients", t("Takes new patients"), "check", { wide: true }],
  ["appointments_url", t("Where appointments are made"), "text", { wide: true }],
  ["npi", "NPI", "text", {}], ["orcid", "ORCID iD", "text", {}],
  ["summary", t("Summary, one or two sentences"), "area", { wide: true }], ["draft", t("Draft: readers do not see it"), "check", { wide: true }],
], { open: true });
const next = section("next", t("Next step for the reader"), [
  ["call_to_action.label", t("Words, such as: Book a flu shot"), "text", {}],
  ["call_to_action.url", t("Where they lead"), "page", {}],
]);
const corrections = section("corrections", t("Corrections"), [["corrections", t("Corrections, the newest first"), "many", {
  one: t("correction"), wide: true, first: true, fields: CORRECTION, named: "what", empty: { severity: "correction", what: "" }, dated: "date",
}]]);
const social = section("social", t("Posts for social networks"), [], { channels: true });
const card = section("card", t("Share card"), [
  ["card.title", t("A shorter title for the card"), "text", { wide: true }],
  ["card.design", t("Design"), "choice", { options: [option("", t("As in the settings")), option("plain", t("Words only")), option("image", t("With the picture"))] }],
], { card: true });
const disclosures = section("disclosures", t("Disclosures"), [
  ["disclosures.funding", t("Who paid"), "text", { help: t("Write none where nobody did.") }],
  ["disclosures.conflicts", t("Conflicts of interest"), "text", { help: t("Write none where there are none.") }],
  ["disclosures.ai_assisted", t("A program helped to write the text"), "check", { wide: true }],
]);
const addresses = section("addresses", t("Address and language"), [
  ["slug", t("Last part of the address, where it is not made from the title"), "text", {}],
  ["aliases", t("Former addresses that lead here"), "list", {}],
  ["lang", t("Language, where it is not the site's"), "text", {}],
]);

const POST = [picture, sources, next, corrections, social, card, disclosures, addresses];
const untimed = section("about", t("About this document"), [...ABOUT, WHEN[0], ...SUBJECT.slice(0, 3)], { open: true });

export const KINDS = {
  article: [about, ...POST],
  myth: [about, claims, ...POST],
  story: [about, consent, ...POST],
  event: [about, event, ...POST],
  update: [about, notice, claims, ...POST].map((one) => (one === claims ? { ...claims, open: false } : one)),
  page: [section("about", t("About this document"), [...ABOUT, WHEN[0], SUBJECT[0]], { open: true }), legal, picture, sources, next, corrections, disclosures, addresses],
  person: [person, picture, addresses],
  condition: [untimed, picture, sources, next, corrections, disclosures],
  topic: [untimed, picture, sources, next, corrections, disclosures],
  settings: [section("about", t("The practice and its site"), [
    ["title", t("Name of the site"), "text", { wide: true }], ["description", t("What the site is, in one sentence"), "area", { wide: true }],
    ["url", t("Address of the site"), "text", {}], ["timezone", t("Time zone, such as America/Chicago"), "text", {}],
    ["practice.name", t("Name of the practice"), "text", {}], ["practice.phone", t("Phone"), "text", {}],
    ["practice.email", t("Mail"), "text", {}], ["practice.appointments_url", t("Where appointments are made"), "text", {}],
    ["channels", t("Social networks in use, such as facebook"), "list", {}],
  ], { open: true })],
};
