//! From a folder to a host, which may die at any moment.

mod kill;
