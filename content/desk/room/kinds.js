// The form of a document: which keys each kind has, what they are called, and what a writer has to know of them.
// A field is [key, label, type, more]. `more` may hold `help`, `words` (what is offered), `options`, `fields` (of a list) and `wide`.

import { say } from "./ask.js";

const option = (value, name, help = "") => ({ value, name, help });

const VERDICTS = [
  option("false", say("form.verdict_false"), say("form.verdict_false_help")),
  option("mostly-false", say("form.verdict_mostly_false"), say("form.verdict_mostly_false_help")),
  option("misleading", say("form.verdict_misleading"), say("form.verdict_misleading_help")),
  option("mixed", say("form.verdict_mixed"), say("form.verdict_mixed_help")),
  option("mostly-true", say("form.verdict_mostly_true"), say("form.verdict_mostly_true_help")),
  option("true", say("form.verdict_true"), say("form.verdict_true_help")),
  option("unproven", say("form.verdict_unproven"), say("form.verdict_unproven_help")),
  option("outdated", say("form.verdict_outdated"), say("form.verdict_outdated_help")),
];

// In the order of the Debunking Handbook: the fact, the myth with a warning, why it misleads, the fact again as something to do.
const CLAIM = [
  ["fact", say("form.fact"), "area", { wide: true, help: say("form.fact_help") }],
  ["claim", say("form.claim_text"), "area", { wide: true, most: 75, help: say("form.claim_text_help") }],
  ["verdict", say("form.verdict"), "choice", { options: VERDICTS }],
  ["why_believed", say("form.why_believed"), "area", { wide: true, help: say("form.why_believed_help") }],
  ["fallacy", say("form.fallacy"), "text", { offers: ["anecdote", "cherry-picking", "false-cause", "fake-expert", "oversimplification"] }],
  ["what_to_do", say("form.what_to_do"), "area", { wide: true }],
  ["sources", say("form.fact_sources"), "list", { words: "sources" }],
  ["seen", say("form.seen"), "many", {
    one: say("form.seen_one"), empty: { where: "" },
    fields: [["where", say("form.seen_where"), "text", {}], ["on", say("form.on"), "day", {}], ["url", say("form.seen_url"), "text", {}]],
  }],
  ["id", say("form.claim_id"), "text", { help: say("form.claim_id_help") }],
];

const CORRECTION = [
  ["date", say("form.on"), "day", {}],
  ["severity", say("form.severity"), "choice", { options: [
    option("clarification", say("form.clarification"), say("form.clarification_help")),
    option("correction", say("form.correction"), say("form.correction_help")),
    option("retraction", say("form.retraction"), say("form.retraction_help")),
  ] }],
  ["what", say("form.correction_what"), "area", { wide: true }],
  ["why", say("form.correction_why"), "area", { wide: true }],
];

const ABOUT = [
  ["title", say("form.title"), "text", { wide: true }],
  ["summary", say("form.summary"), "area", { wide: true, from: 100, most: 180, help: say("form.summary_help") }],
];
const WHEN = [
  ["draft", say("form.draft"), "check", { wide: true }],
  ["date", say("form.date"), "moment", { now: true, help: say("form.date_help") }],
  ["updated", say("form.updated"), "day", {}],
  ["expires", say("form.expires"), "moment", {}],
];
const SUBJECT = [
  ["authors", say("form.authors"), "list", { words: "people" }],
  ["conditions", say("form.conditions"), "list", { words: "conditions" }],
  ["topics", say("form.topics"), "list", { words: "topics" }],
  ["services", say("form.services"), "list", { words: "services" }],
  ["awareness", say("form.awareness"), "awareness", { words: "awareness" }],
];

const section = (id, title, fields, more = {}) => ({ id, title, fields, ...more });

const about = section("about", say("form.about"), [...ABOUT, ...WHEN, ...SUBJECT], { open: true });
// Whether somebody can be recognized in the main picture who has consented.
const isReleased = (values) => typeof values?.image?.people === "object" && values.image.people !== null;
const picture = section("picture", say("form.picture"), [
  ["image.src", say("form.picture_src"), "picture", {}],
  ["image.alt", say("form.alt"), "text", { wide: true }],
  ["image.people", say("form.image_people"), "people", {}],
  ["image.people.consented", say("form.release_ref"), "text", { when: isReleased, help: say("form.consent_ref_help") }],
  ["image.people.scope", say("form.release_scope"), "several", { when: isReleased, options: [option("website", say("form.website")), option("social", say("form.social_networks")), option("print", say("form.print"))] }],
  ["image.people.expires_on", say("form.release_expires"), "day", { when: isReleased, help: say("form.release_expires_help") }],
  ["image.people.revoked", say("form.release_revoked"), "check", { when: isReleased, wide: true }],
  ["image.focus", say("form.focus"), "choice", { options: [option("", say("form.focus_middle")), ...["top", "bottom", "left", "right"].map((side) => option(side, say(`form.focus_${side}`)))] }],
]);
const sources = section("sources", say("form.sources"), [["sources", say("form.sources_of"), "sources", { words: "sources", wide: true }]]);
const claims = section("claims", say("form.claims"), [["claims", say("form.claims"), "many", {
  one: say("form.claim_one"), wide: true, fields: CLAIM, named: "claim", empty: { claim: "", verdict: "unproven", fact: "" }, identified: "claim",
}]], { open: true });
const consent = section("consent", say("form.consent"), [
  ["consent.ref", say("form.consent_ref"), "text", { help: say("form.consent_ref_help") }],
  ["consent.type", say("form.consent_type"), "choice", { options: [
    option("hipaa-authorization", say("form.consent_hipaa"), say("form.consent_hipaa_help")),
    option("photo-release", say("form.consent_photo"), say("form.consent_photo_help")),
    option("not-identifiable", say("form.consent_nobody"), say("form.consent_nobody_help")),
    option("staff", say("form.consent_staff"), say("form.consent_staff_help")),
    option("public-figure", say("form.consent_public"), say("form.consent_public_help")),
  ] }],
  ["consent.scope", say("form.consent_scope"), "several", { options: [option("website", say("form.website")), option("social", say("form.social_networks")), option("print", say("form.print"))] }],
  ["consent.signed_on", say("form.signed_on"), "day", {}],
  ["consent.expires_on", say("form.expires_on"), "day", { help: say("form.expires_on_help") }],
  ["consent.revoked", say("form.revoked"), "check", { wide: true }],
  ["consent.signed_by", say("form.signed_by"), "choice", { options: [option("", say("form.not_said")), option("patient", say("form.the_patient")), option("parent", say("form.a_parent")), option("guardian", say("form.a_guardian")), option("representative", say("form.a_representative"))] }],
  ["consent.channels", say("form.consent_channels"), "list", {}],
  ["consent.relation", say("form.relation"), "text", { wide: true, help: say("form.relation_help") }],
  ["consent.payment", say("form.payment"), "text", { wide: true, help: say("form.payment_help") }],
  ["typical_results", say("form.typical"), "area", { wide: true, help: say("form.typical_help") }],
], { open: true });
const event = section("event", say("form.event"), [
  ["starts", say("form.begins"), "moment", {}], ["ends", say("form.ends"), "moment", {}],
  ["place", say("form.place"), "text", { wide: true }], ["online", say("form.online"), "text", { wide: true }],
  ["registration_url", say("form.registration"), "text", { wide: true }],
  ["status", say("form.status"), "choice", { options: [
    option("", say("form.as_announced")), option("moved", say("form.moved"), say("form.moved_help")),
    option("canceled", say("form.canceled"), say("form.canceled_help")),
    option("full", say("form.full"), say("form.full_help")),
    option("online", say("form.online_instead"), say("form.online_instead_help")),
  ] }],
  ["moved_from", say("form.moved_from"), "moment", {}],
  ["status_note", say("form.status_note"), "text", { wide: true }],
  ["cost", say("form.cost"), "text", {}], ["languages", say("form.event_languages"), "list", {}],
  ["address.street", say("form.street"), "text", {}], ["address.city", say("form.city"), "text", {}],
  ["address.region", say("form.region"), "text", {}], ["address.postal_code", say("form.postal_code"), "text", {}],
  ["address.country", say("form.country"), "text", {}],
  ["repeat.every", say("form.repeat_every"), "choice", { options: [option("", say("form.no")), option("week", say("form.every_week")), option("two-weeks", say("form.two_weeks")), option("month", say("form.every_month"))] }],
  ["repeat.until", say("form.repeat_until"), "day", {}],
  ["repeat.except", say("form.repeat_except"), "days", {}],
], { open: true });
const notice = section("news", say("form.news"), [
  ["agency_source", say("form.agency"), "text", { wide: true }],
  ["level", say("form.level"), "choice", { options: [option("", say("form.not_said")), option("info", say("form.information")), option("warning", say("form.warning")), option("urgent", say("form.urgent"))] }],
]);
const legal = section("notice", say("form.legal"), [
  ["notice", say("form.notice_is"), "choice", { options: [
    option("", say("form.no_notice")), option("privacy-practices", say("form.privacy_practices")), option("nondiscrimination", say("form.nondiscrimination")),
    option("language-assistance", say("form.language_assistance")), option("good-faith-estimate", say("form.good_faith")), option("accessibility", say("form.accessibility")),
  ] }],
  ["effective", say("form.effective"), "day", {}],
]);
const person = section("person", say("form.person"), [
  ["title", say("form.person_name"), "text", { wide: true }],
  ["credentials", say("form.credentials"), "list", {}], ["role", say("form.role"), "text", {}],
  ["specialty", say("form.specialty"), "text", {}], ["services", say("form.person_services"), "list", { words: "services" }], ["languages", say("form.languages"), "list", {}],
  ["certifications", say("form.certifications"), "list", {}], ["education", say("form.education"), "list", {}],
  ["licenses", say("form.licenses"), "list", {}],
  ["accepting_new_patients", say("form.accepting"), "check", { wide: true }],
  ["appointments_url", say("form.appointments"), "text", { wide: true }],
  ["npi", say("form.npi"), "text", {}], ["orcid", say("form.orcid"), "text", {}],
  ["summary", say("form.summary"), "area", { wide: true }], ["draft", say("form.draft"), "check", { wide: true }],
], { open: true });
const next = section("next", say("form.next"), [
  ["call_to_action.label", say("form.call_label"), "text", {}],
  ["call_to_action.url", say("form.call_url"), "page", {}],
]);
// What `bedside review` has signed; who signs does so under the text.
const isReviewed = (values) => Boolean(values?.reviewed);
const review = section("review", say("form.review"), [
  ["reviewed.by", say("form.review_by"), "shown", { help: say("form.review_help") }],
  ["reviewed.on", say("form.review_on"), "shown", {}],
  ["reviewed.due", say("form.review_due"), "day", { when: isReviewed }],
  ["reviewed.conflicts", say("form.review_conflicts"), "text", { when: isReviewed, help: say("form.conflicts_help") }],
]);
const corrections = section("corrections", say("form.corrections"), [["corrections", say("form.corrections_list"), "many", {
  one: say("form.correction_one"), wide: true, first: true, fields: CORRECTION, named: "what", empty: { severity: "correction", what: "" }, dated: "date",
}]]);
const social = section("social", say("form.social"), [], { channels: true });
const card = section("card", say("form.card"), [
  ["card.title", say("form.card_title"), "text", { wide: true }],
  ["card.image", say("form.card_picture"), "text", {}],
  ["card.design", say("form.card_design"), "choice", { options: [option("", say("form.card_usual")), option("plain", say("form.card_plain")), option("image", say("form.card_image"))] }],
  ["card.number.value", say("form.number_value"), "text", { help: say("form.number_help") }],
  ["card.number.text", say("form.number_text"), "text", { wide: true }],
  ["card.number.source", say("form.number_source"), "text", {}],
  ["card.points", say("form.points"), "list", { help: say("form.points_help") }],
  ["card.quote.text", say("form.quote_text"), "area", { wide: true, most: 220, help: say("form.quote_help") }],
  ["card.quote.by", say("form.quote_by"), "text", {}],
], { card: true });
const disclosures = section("disclosures", say("form.disclosures"), [
  ["disclosures.funding", say("form.funding"), "text", { help: say("form.funding_help") }],
  ["disclosures.conflicts", say("form.conflicts"), "text", { help: say("form.conflicts_help") }],
  ["disclosures.ai_assisted", say("form.ai_assisted"), "check", { wide: true }],
  ["disclosures.ai_tool", say("form.ai_tool"), "text", {}],
  ["disclosures.ai_use", say("form.ai_use"), "text", { wide: true }],
]);
const waived = section("waive", say("form.waive"), [["waive", say("form.waive"), "many", {
  one: say("form.waive_one"), wide: true, empty: { rule: "", because: "" },
  fields: [["rule", say("form.waive_rule"), "text", {}], ["because", say("form.waive_because"), "text", { wide: true, help: say("form.waive_help") }]],
}]]);
const addresses = section("addresses", say("form.addresses"), [
  ["slug", say("form.slug"), "text", {}],
  ["aliases", say("form.aliases"), "list", {}],
  ["lang", say("form.lang"), "text", {}],
]);

const POST = [picture, sources, next, review, corrections, social, card, disclosures, waived, addresses];
const untimed = section("about", say("form.about"), [...ABOUT, WHEN[0], ...SUBJECT.slice(0, 3)], { open: true });

export const KINDS = {
  article: [about, ...POST],
  myth: [about, claims, ...POST],
  story: [about, consent, ...POST],
  event: [about, event, ...POST],
  update: [about, notice, claims, ...POST].map((one) => (one === claims ? { ...claims, open: false } : one)),
  page: [section("about", say("form.about"), [...ABOUT, WHEN[0], SUBJECT[0]], { open: true }), legal, picture, sources, next, review, corrections, disclosures, waived, addresses],
  person: [person, picture, addresses],
  condition: [untimed, picture, sources, next, review, corrections, disclosures, waived],
  topic: [untimed, picture, sources, next, review, corrections, disclosures, waived],
  service: [untimed, picture, sources, next, review, corrections, disclosures, waived],
  settings: [section("about", say("form.practice"), [
    ["title", say("form.site_name"), "text", { wide: true }], ["description", say("form.site_description"), "area", { wide: true }],
    ["url", say("form.site_url"), "text", {}], ["timezone", say("form.timezone"), "text", {}],
    ["practice.name", say("form.practice_name"), "text", {}], ["practice.phone", say("form.phone"), "text", {}],
    ["practice.email", say("form.mail"), "text", {}], ["practice.appointments_url", say("form.appointments"), "text", {}],
    ["channels", say("form.channels"), "list", {}],
  ], { open: true })],
};
