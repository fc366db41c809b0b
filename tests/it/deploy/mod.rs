//! From a folder to a host, which may die at any moment.

mod commands;
mod fakes;
mod kill;
mod servers;
mod services;
mod time;
