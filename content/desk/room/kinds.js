// The form of a document: which keys each kind has, what they are called, and what a writer has to know of them.
// A field is [key, label, type, more]. `more` may hold `help`, `words` (what is offered), `options`, `fields` (of a list) and `wide`.

const option = (value, name, help = "") => ({ value, name, help });

const VERDICTS = [
  option("false", "False", "The evidence contradicts the claim."),
  option("mostly-false", "Mostly false", "There is a grain of truth in it, but what matters is wrong."),
  option("misleading", "Misleading", "The parts may be right, but what people conclude from them is wrong."),
  option("mixed", "Partly true", "Part of it is right and part is wrong. Say which is which."),
  option("mostly-true", "Mostly true", "It is right but for details that the reader should know."),
  option("true", "True", "The evidence supports the claim."),
  option("unproven", "Not proven", "Nobody has shown it and nobody has ruled it out: studies are missing or too weak."),
  option("outdated", "Out of date", "It was right once. Newer evidence has replaced it."),
];

// In the order of the Debunking Handbook: the fact, the myth with a warning, why it misleads, the fact again as something to do.
const CLAIM = [
  ["fact", "1. The fact, in one sentence", "area", { wide: true, help: "Say what is true before you name the myth: readers keep what they read first." }],
  ["claim", "2. The claim, as people say it", "area", { wide: true, most: 75, help: "Word for word, at most 75 characters. The page warns the reader before it shows this." }],
  ["verdict", "What you found", "choice", { options: VERDICTS }],
  ["why_believed", "3. Why people believe it", "area", { wide: true, help: "The grain of truth or the experience behind it. Be kind: your readers may believe it too." }],
  ["fallacy", "How it misleads", "text", { offers: ["anecdote", "cherry-picking", "false-cause", "fake-expert", "oversimplification"] }],
  ["what_to_do", "4. What the reader can do now", "area", { wide: true }],
  ["sources", "Sources of the fact", "list", { words: "sources" }],
  ["seen", "Where it was said", "many", {
    one: "place", empty: { where: "" },
    fields: [["where", "Where, such as Facebook", "text", {}], ["on", "On", "day", {}], ["url", "Address, if it may be linked", "text", {}]],
  }],
  ["id", "Short name in the address", "text", { help: "Letters, digits and hyphens. Changing it changes the address of the claim's own page." }],
];

const CORRECTION = [
  ["date", "On", "day", {}],
  ["severity", "How grave", "choice", { options: [
    option("clarification", "Clarification", "The text was right, but could be misread."),
    option("correction", "Correction", "Something in the text was wrong."),
    option("retraction", "Retraction", "The main message was wrong. No post is offered for it any more."),
  ] }],
  ["what", "What was wrong, and what is right", "area", { wide: true }],
  ["why", "How it came about", "area", { wide: true }],
];

const ABOUT = [
  ["title", "Title", "text", { wide: true }],
  ["summary", "Summary, one or two sentences", "area", { wide: true, from: 100, most: 180, help: "100 to 180 characters serve lists and search engines best." }],
];
const WHEN = [
  ["draft", "Draft: readers do not see it", "check", { wide: true }],
  ["date", "Readers see it from", "moment", { now: true, help: "With a time to come, it appears then, on the practice's clock." }],
  ["updated", "Updated in substance on", "day", {}],
  ["expires", "Leaves the site on", "moment", {}],
];
const SUBJECT = [
  ["authors", "Authors", "list", { words: "people" }],
  ["conditions", "Conditions, by any name", "list", { words: "conditions" }],
  ["topics", "Topics", "list", { words: "topics" }],
  ["services", "Services, by any name", "list", { words: "services" }],
  ["awareness", "Health observances", "list", { words: "awareness" }],
];

const section = (id, title, fields, more = {}) => ({ id, title, fields, ...more });

const about = section("about", "About this document", [...ABOUT, ...WHEN, ...SUBJECT], { open: true });
const picture = section("picture", "Main picture", [
  ["image.src", "Picture", "picture", {}],
  ["image.alt", "What it shows, for those who do not see it", "text", { wide: true }],
  ["image.focus", "What stays in sight where it is cut", "choice", { options: [option("", "The middle"), ...["top", "bottom", "left", "right"].map((side) => option(side, side))] }],
]);
const sources = section("sources", "Sources", [["sources", "Sources of this document", "sources", { words: "sources", wide: true }]]);
const claims = section("claims", "Claims", [["claims", "Claims", "many", {
  one: "claim", wide: true, fields: CLAIM, named: "claim", empty: { claim: "", verdict: "unproven", fact: "" }, identified: "claim",
}]], { open: true });
const consent = section("consent", "Consent", [
  ["consent.ref", "Number of the signed form", "text", { help: "Where the form is kept. No name and no date of birth: this file may travel." }],
  ["consent.type", "What was signed", "choice", { options: [
    option("hipaa-authorization", "HIPAA authorization", "The patient's written authorization (45 CFR 164.508)."),
    option("photo-release", "Photo release", "A release for a picture."),
    option("not-identifiable", "Nobody can be recognized", "No form was needed, because nothing points to a person."),
    option("staff", "Staff", "A member of the staff agreed."),
    option("public-figure", "Public figure", "The person has spoken about it in public."),
  ] }],
  ["consent.scope", "Where it may be shown", "several", { options: [option("website", "Website"), option("social", "Social networks"), option("print", "Print")] }],
  ["consent.signed_on", "Signed on", "day", {}],
  ["consent.expires_on", "Last day", "day", { help: "The story leaves the site with the first build after it." }],
  ["consent.revoked", "Taken back: the story leaves the site with the next build", "check", { wide: true }],
  ["consent.signed_by", "Signed by", "choice", { options: [option("", "Not said"), option("patient", "The patient"), option("parent", "A parent"), option("guardian", "A guardian"), option("representative", "Somebody who may act for the patient")] }],
  ["consent.channels", "Networks, where it is not for all of them", "list", {}],
  ["consent.relation", "What connects the person with the practice: none, or a sentence", "text", { wide: true, help: "Readers see it, also in each post: She works at our front desk." }],
  ["consent.payment", "What the person got for it: none, or a sentence", "text", { wide: true, help: "Readers see it, also in each post: He received a $25 gift card." }],
  ["typical_results", "What most patients can expect, in a sentence", "area", { wide: true, help: "Where the story reports a result. It appears on the page and in each post." }],
], { open: true });
const event = section("event", "When and where", [
  ["starts", "Begins", "moment", {}], ["ends", "Ends", "moment", {}],
  ["place", "Place", "text", { wide: true }], ["online", "Address on the web, for a meeting online", "text", { wide: true }],
  ["registration_url", "Where to sign up", "text", { wide: true }],
  ["status", "Does it take place?", "choice", { options: [
    option("", "As announced"), option("moved", "Moved", "On another date. Change Begins and Ends too."),
    option("canceled", "Canceled", "The page stays, so that people learn of it; nobody can sign up any more."),
    option("full", "Full", "It takes place, and nobody can sign up any more."),
    option("online", "Online instead", "Give the address on the web above."),
  ] }],
  ["moved_from", "Announced at first for", "moment", {}],
  ["status_note", "What people have to know of that", "text", { wide: true }],
  ["cost", "Cost: free, or such as $10 a family", "text", {}], ["languages", "Languages, such as en, es", "list", {}],
  ["address.street", "Street and number of the place", "text", {}], ["address.city", "City", "text", {}],
  ["address.region", "State", "text", {}], ["address.postal_code", "ZIP code", "text", {}],
  ["repeat.every", "Comes back", "choice", { options: [option("", "No"), option("week", "Every week"), option("two-weeks", "Every two weeks"), option("month", "Every month")] }],
  ["repeat.until", "Comes back until", "day", {}],
], { open: true });
const notice = section("news", "The news", [
  ["agency_source", "Official page that it comes from", "text", { wide: true }],
  ["level", "How urgent", "choice", { options: [option("", "Not said"), option("info", "Information"), option("warning", "Warning"), option("urgent", "Urgent")] }],
]);
const legal = section("notice", "Notice that the law asks for", [
  ["notice", "This page is", "choice", { options: [
    option("", "No such notice"), option("privacy-practices", "Notice of privacy practices"), option("nondiscrimination", "Notice of nondiscrimination"),
    option("language-assistance", "Notice of language assistance"), option("good-faith-estimate", "Right to a good faith estimate"), option("accessibility", "Accessibility statement"),
  ] }],
  ["effective", "In force from", "day", {}],
]);
const person = section("person", "About this person", [
  ["title", "Name, as patients see it", "text", { wide: true }],
  ["credentials", "Degrees and certificates, such as MD", "list", {}], ["role", "What the person does here", "text", {}],
  ["specialty", "Field, in plain words", "text", {}], ["services", "Services that the person does", "list", { words: "services" }], ["languages", "Languages, such as es", "list", {}],
  ["certifications", "Board certifications", "list", {}], ["education", "Education and training", "list", {}],
  ["licenses", "Licenses, such as: Minnesota, physician and surgeon", "list", {}],
  ["accepting_new_patients", "Takes new patients", "check", { wide: true }],
  ["appointments_url", "Where appointments are made", "text", { wide: true }],
  ["npi", "NPI", "text", {}], ["orcid", "ORCID iD", "text", {}],
  ["summary", "Summary, one or two sentences", "area", { wide: true }], ["draft", "Draft: readers do not see it", "check", { wide: true }],
], { open: true });
const next = section("next", "Next step for the reader", [
  ["call_to_action.label", "Words, such as: Book a flu shot", "text", {}],
  ["call_to_action.url", "Where they lead", "page", {}],
]);
const corrections = section("corrections", "Corrections", [["corrections", "Corrections, the newest first", "many", {
  one: "correction", wide: true, first: true, fields: CORRECTION, named: "what", empty: { severity: "correction", what: "" }, dated: "date",
}]]);
const social = section("social", "Posts for social networks", [], { channels: true });
const card = section("card", "Share card", [
  ["card.title", "A shorter title for the card", "text", { wide: true }],
  ["card.design", "Design", "choice", { options: [option("", "As in the settings"), option("plain", "Words only"), option("image", "With the picture")] }],
], { card: true });
const disclosures = section("disclosures", "Disclosures", [
  ["disclosures.funding", "Who paid", "text", { help: "Write none where nobody did." }],
  ["disclosures.conflicts", "Conflicts of interest", "text", { help: "Write none where there are none." }],
  ["disclosures.ai_assisted", "A program helped to write the text", "check", { wide: true }],
  ["disclosures.ai_tool", "Which program, with its version", "text", {}],
  ["disclosures.ai_use", "For what, and who answers for the text", "text", { wide: true }],
]);
const addresses = section("addresses", "Address and language", [
  ["slug", "Last part of the address, where it is not made from the title", "text", {}],
  ["aliases", "Former addresses that lead here", "list", {}],
  ["lang", "Language, where it is not the site's", "text", {}],
]);

const POST = [picture, sources, next, corrections, social, card, disclosures, addresses];
const untimed = section("about", "About this document", [...ABOUT, WHEN[0], ...SUBJECT.slice(0, 3)], { open: true });

export const KINDS = {
  article: [about, ...POST],
  myth: [about, claims, ...POST],
  story: [about, consent, ...POST],
  event: [about, event, ...POST],
  update: [about, notice, claims, ...POST].map((one) => (one === claims ? { ...claims, open: false } : one)),
  page: [section("about", "About this document", [...ABOUT, WHEN[0], SUBJECT[0]], { open: true }), legal, picture, sources, next, corrections, disclosures, addresses],
  person: [person, picture, addresses],
  condition: [untimed, picture, sources, next, corrections, disclosures],
  topic: [untimed, picture, sources, next, corrections, disclosures],
  service: [untimed, picture, sources, next, corrections, disclosures],
  settings: [section("about", "The practice and its site", [
    ["title", "Name of the site", "text", { wide: true }], ["description", "What the site is, in one sentence", "area", { wide: true }],
    ["url", "Address of the site", "text", {}], ["timezone", "Time zone, such as America/Chicago", "text", {}],
    ["practice.name", "Name of the practice", "text", {}], ["practice.phone", "Phone", "text", {}],
    ["practice.email", "Mail", "text", {}], ["practice.appointments_url", "Where appointments are made", "text", {}],
    ["channels", "Social networks in use, such as facebook", "list", {}],
  ], { open: true })],
};
