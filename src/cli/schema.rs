//! `bedside schema`: JSON Schema of what people and programs read and write.

use clap::{Args, ValueEnum};

use super::report::{report_schema, to_text};
use super::{Exit, Io};
use crate::{config, observance, parse, reference};

/// Print the JSON Schema of a file, so that editors can complete and explain its keys
///
/// An editor with the YAML language server uses the schema for a file that starts with the line `#
/// yaml-language-server: $schema=` and the path or address of the schema.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside schema settings > .schemas/settings.json\n  bedside schema front-matter")]
pub(super) struct SchemaArgs {
    /// The file
    what: What,
}

/// What there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// `bedside.yaml`
    Settings,
    /// The front matter of a document
    FrontMatter,
    /// `data/observances.yaml`
    Observances,
    /// `data/conditions.yaml`
    Conditions,
    /// `data/sources.json`
    Sources,
    /// What `check` and `build` print with `--format json`
    Report,
}

impl What {
    /// The schema as text.
    pub(super) fn text(self) -> String {
        to_text(&match self {
            Self::Settings => config::schema(),
            Self::FrontMatter => parse::front_matter_schema(),
            Self::Observances => observance::schema(),
            Self::Conditions => parse::vocabulary_schema(),
            Self::Sources => reference::schema(),
            Self::Report => report_schema(),
        })
    }
}

/// Prints the schema.
pub(super) fn run(args: &SchemaArgs, io: &mut Io<'_>) -> Exit {
    io.print(&args.what.text());
    Exit::Fine
}
