//! Details of patients: what is found, what is left alone, and that a build with them publishes nothing.

mod corpus;
mod project;
