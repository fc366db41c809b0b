//! The tests of the program, in one binary: each folder has a subject, `support` the projects in memory that most of
//! them build.

mod citations;
mod cli;
mod deploy;
mod diagnostics;
mod fuzz;
mod golden;
mod house;
mod image;
mod library;
mod markdown;
mod output;
mod privacy;
mod proof;
mod search;
mod serve;
mod site;
mod social;
mod structured;
mod support;
