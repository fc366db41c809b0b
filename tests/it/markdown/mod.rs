//! Markdown in, HTML out.

pub(crate) mod hostile;
mod html;
mod prose;
pub(crate) mod support;
mod text;
