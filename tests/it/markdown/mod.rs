//! Markdown in, HTML out.

mod hostile;
mod html;
mod prose;
mod support;
mod text;
