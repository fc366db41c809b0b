//! The `bedside` program.

fn main() {}
