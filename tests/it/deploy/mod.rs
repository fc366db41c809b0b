//! From a folder to a host, which may die at any moment.

mod commands;
pub(crate) mod fakes;
mod kill;
mod servers;
mod services;
mod time;
