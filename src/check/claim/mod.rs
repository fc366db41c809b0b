//! What a practice may not say, and what it should not leave out.
//!
//! Promotion: 16 CFR 255 and 465 and the rules of state boards on superlatives and guarantees. Safety: advice belongs to a
//! person, a dose and a number need a source, an emergency needs a number to call. English and Spanish.

mod brands;
mod disclaimer;
mod emergency;
mod emergency_form;
mod numbers;
mod past_call;
mod promises;
mod speculation;
mod testimonial;
mod today;

pub(super) use brands::RULE as BRANDS;
pub(super) use disclaimer::RULE as DISCLAIMER;
pub(super) use emergency::RULE as EMERGENCY;
pub(super) use emergency_form::RULE as EMERGENCY_FORM;
pub(super) use numbers::RULE as NUMBERS;
pub(super) use past_call::OVER as PAST_EVENT;
pub(super) use past_call::RULE as PAST_CALL;
pub(super) use promises::RULE as PROMISES;
pub(super) use speculation::RULE as SPECULATION;
pub(super) use testimonial::RULE as TESTIMONIAL;
pub(super) use today::RULE as TODAY;
