//! The instant that a run calls now: `--now`, else `SOURCE_DATE_EPOCH`, else the computer's clock.

use jiff::Timestamp;

use crate::base::{Moment, MomentError, Zone};

use super::{Stop, Surroundings};

/// What was written after `--now`. A date or a local time means an instant only in the site's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenNow(String);

/// Takes the value of `--now`, which must at least have the form of a moment.
pub(super) fn parse_now(text: &str) -> Result<GivenNow, String> {
    let form = "expected a date such as `2026-11-23`, or a date and time such as `2026-11-23 07:30`";
    let utc = Zone::named("UTC").ok_or(form)?;
    match Moment::parse(text, &utc) {
        Ok(_) => Ok(GivenNow(text.to_owned())),
        Err(MomentError::Impossible) => Err("this date and time does not exist".to_owned()),
        Err(_) => Err(form.to_owned()),
    }
}

/// The fixed instant of this run, if one was given.
///
/// # Errors
/// A [`Stop`] if the value names no instant.
pub(super) fn fixed_now(
    given: Option<&GivenNow>,
    zone: &Zone,
    surroundings: &Surroundings,
) -> Result<Option<Timestamp>, Stop> {
    match (given, &surroundings.source_date_epoch) {
        (Some(GivenNow(text)), _) => match Moment::parse(text, zone) {
            Ok(moment) => Ok(Some(moment.at)),
            Err(MomentError::Gap { before, after }) => {
                let message = format!("`--now {text}` does not exist in the site's time zone: the clocks skip it");
                Err(Stop::usage(message).help(format!("write {before} or {after}")))
            }
            Err(_) => Err(Stop::usage(format!("`--now {text}` is not a date and time"))),
        },
        (None, Some(seconds)) => {
            let at = seconds.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            let message =
                format!("the environment variable `SOURCE_DATE_EPOCH` is `{seconds}`, not a number of seconds");
            at.map(Some).ok_or_else(|| Stop::usage(message).help("unset it, or use `--now` with a date"))
        }
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(given: Option<&str>, epoch: Option<&str>) -> Result<Option<String>, Stop> {
        let given = given.map(|text| parse_now(text).expect("a moment"));
        let zone = Zone::named("America/Chicago").expect("a zone");
        let epoch = epoch.map(str::to_owned);
        let surroundings = Surroundings { source_date_epoch: epoch, ..Surroundings::default() };
        fixed_now(given.as_ref(), &zone, &surroundings).map(|at| at.map(|at| at.to_string()))
    }

    #[test]
    fn now_is_read_in_the_zone_of_the_site() {
        let cases = [
            (Some("2026-11-23"), None, "2026-11-23T06:00:00Z"),
            (Some("2026-11-23 07:30"), None, "2026-11-23T13:30:00Z"),
            (Some("2026-11-23T07:30:00-05:00"), None, "2026-11-23T12:30:00Z"),
            (None, Some("1795388400"), "2026-11-22T23:00:00Z"),
            (Some("2026-11-23"), Some("0"), "2026-11-23T06:00:00Z"),
        ];
        for (given, epoch, at) in cases {
            assert_eq!(instant(given, epoch), Ok(Some(at.to_owned())), "{given:?} {epoch:?}");
        }
        assert_eq!(instant(None, None), Ok(None));
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        assert!(parse_now("tomorrow").is_err_and(|error| error.contains("2026-11-23")));
        assert!(parse_now("2026-02-30").is_err_and(|error| error.contains("does not exist")));
        let gap = instant(Some("2026-03-08 02:30"), None).expect_err("skipped").text(false);
        assert!(gap.contains("write 01:30 or 03:30"), "{gap}");
        assert!(instant(None, Some("soon")).is_err());
    }
}
