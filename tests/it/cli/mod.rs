//! Commands as a person or a script runs them: arguments in, text, files and an exit code out.

mod calendar;
mod check;
mod commands;
mod desk;
mod doctor;
mod external;
mod first;
mod kit;
mod limits;
mod newsletter;
mod report;
mod review;
mod safety;
mod source;
mod theme;
mod week;
