//! Markdown in, HTML out.

pub(crate) mod hostile;
mod html;
mod prose;
mod slips;
pub(crate) mod support;
mod text;
