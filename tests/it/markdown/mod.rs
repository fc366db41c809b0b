//! Markdown in, HTML out.

mod hostile;
mod html;
mod support;
mod text;
