//! Dates as front matter writes them.

use jiff::civil::Date;

use crate::base::{Moment, MomentError, Zone};

/// Why a text is not a date: what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateProblem {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Reads a date or a date and time.
///
/// # Errors
/// See [`DateProblem`].
pub fn moment(text: &str, zone: &Zone) -> Result<Moment, DateProblem> {
    Moment::parse(text, zone).map_err(|error| {
        let (message, help) = match error {
            MomentError::Form => {
                let message = format!("`{text}` is not a date");
                (message, "write year, month and day as `2026-11-23`, or with a time as `2026-11-23 07:30`".to_owned())
            }
            MomentError::Unpadded(right) => {
                let message = format!("`{text}` is not a valid date: month, day, hour and minute need two digits each");
                (message, format!("write `{right}`"))
            }
            MomentError::Impossible => {
                (format!("`{text}` does not exist in the calendar"), "check the month, the day and the time".to_owned())
            }
            MomentError::Gap { before, after } => {
                let message = format!("the time `{text}` does not exist: clocks skip it when they go forward");
                (message, format!("write {before} or {after}"))
            }
        };
        DateProblem { message, help }
    })
}

/// Reads a date without a time.
///
/// # Errors
/// See [`DateProblem`].
pub fn day(text: &str, zone: &Zone) -> Result<Date, DateProblem> {
    let moment = moment(text, zone)?;
    if moment.timed {
        let message = format!("`{text}` has a time, but only a day is expected");
        return Err(DateProblem { message, help: format!("write `{}`", moment.day) });
    }
    Ok(moment.day)
}
