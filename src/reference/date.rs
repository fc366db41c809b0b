//! Dates of works, of which only the year may be known.

use jiff::civil::Date;

/// A date of which only the year may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    /// Year.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day, 1 to 31.
    pub day: Option<i8>,
}

/// Reads `2024`, `2024-05` or `2024-05-17`.
pub(super) fn partial(text: &str) -> Option<PartialDate> {
    let mut parts = text.trim().split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    checked(year, month, day)
}

/// A date of CSL's date-parts, where it is one of the calendar.
pub(super) fn checked(year: i16, month: Option<i8>, day: Option<i8>) -> Option<PartialDate> {
    let exists = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
    ((1000..=9999).contains(&year) && exists).then_some(PartialDate { year, month, day })
}
