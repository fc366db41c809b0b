//! Markdown in, HTML out.

mod hostile;
mod html;
mod prose;
mod slips;
pub(crate) mod support;
mod text;
