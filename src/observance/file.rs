//! Observances as they are written: every key optional, nothing decided.

use serde::Deserialize;

use crate::yaml::Entries;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ObservancesFile {
    pub(super) version: Option<u32>,
    pub(super) revised: Option<String>,
    pub(super) observances: Option<Vec<EntryFile>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EntryFile {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) names: Option<Entries<String>>,
    pub(super) kind: Option<String>,
    pub(super) rule: Option<RuleFile>,
    pub(super) scope: Option<String>,
    pub(super) sponsor: Option<String>,
    pub(super) url: Option<String>,
    pub(super) topics: Option<Vec<String>>,
    pub(super) hashtags: Option<Vec<String>>,
    pub(super) checked: Option<String>,
    pub(super) seen_years: Option<Vec<i16>>,
    pub(super) verify: Option<bool>,
    pub(super) off: Option<bool>,
}

/// One of the keys is given, and says which form the rule has.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RuleFile {
    pub(super) month: Option<i64>,
    pub(super) date: Option<String>,
    pub(super) nth_weekday: Option<NthWeekdayFile>,
    pub(super) week: Option<WeekFile>,
    pub(super) range: Option<RangeFile>,
    pub(super) week_of: Option<DayFile>,
    pub(super) before: Option<DayFile>,
    pub(super) last_day: Option<i64>,
    pub(super) offset: Option<Box<OffsetFile>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NthWeekdayFile {
    pub(super) month: Option<i64>,
    pub(super) weekday: Option<String>,
    pub(super) nth: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WeekFile {
    pub(super) month: Option<i64>,
    pub(super) starts: Option<String>,
    pub(super) nth: Option<i64>,
    pub(super) days: Option<i64>,
    pub(super) full: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RangeFile {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// `week_of` and `before`; each takes one of the two weekdays.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DayFile {
    pub(super) date: Option<String>,
    pub(super) starts: Option<String>,
    pub(super) weekday: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OffsetFile {
    pub(super) from: Option<RuleFile>,
    pub(super) days: Option<i64>,
    pub(super) length: Option<i64>,
}
