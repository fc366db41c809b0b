//! Observances as they are written: every key optional, nothing decided.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::Entries;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ObservancesFile {
    /// The version of the format: 1.
    pub(super) version: Option<u32>,
    /// When the list was last looked through.
    pub(super) revised: Option<String>,
    /// Observances of your own, and changes to the built-in ones.
    pub(super) observances: Option<Vec<EntryFile>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EntryFile {
    /// A short name, such as `falls-week`. One of the built-in list changes that entry.
    pub(super) id: Option<String>,
    /// The name.
    pub(super) name: Option<String>,
    /// The name in other languages, by tag.
    pub(super) names: Option<Entries<String>>,
    /// `day`, `week` or `month`.
    pub(super) kind: Option<String>,
    /// When it is, in any year.
    pub(super) rule: Option<RuleFile>,
    /// Where it is kept, such as `us` or `world`.
    pub(super) scope: Option<String>,
    /// Who calls for it.
    pub(super) sponsor: Option<String>,
    /// Its page.
    pub(super) url: Option<String>,
    /// Conditions and topics that it is about, as slugs.
    pub(super) topics: Option<Vec<String>>,
    /// Hashtags without `#`.
    pub(super) hashtags: Option<Vec<String>>,
    /// When the date was last checked.
    pub(super) checked: Option<String>,
    /// Years in which it was kept.
    pub(super) seen_years: Option<Vec<i16>>,
    /// `true` asks to check the date with the sponsor.
    pub(super) verify: Option<bool>,
    /// `true` takes the observance out.
    pub(super) off: Option<bool>,
}

/// One of the keys is given, and says which form the rule has.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RuleFile {
    /// A whole month, from 1 to 12.
    pub(super) month: Option<i64>,
    /// A day of the year: `11-14`.
    pub(super) date: Option<String>,
    /// Such as the second Thursday of a month.
    pub(super) nth_weekday: Option<NthWeekdayFile>,
    /// A week of a month.
    pub(super) week: Option<WeekFile>,
    /// From a day to a day.
    pub(super) range: Option<RangeFile>,
    /// The week that holds a day.
    pub(super) week_of: Option<DayFile>,
    /// The weekday before a day.
    pub(super) before: Option<DayFile>,
    /// The last day of a month, from 1 to 12.
    pub(super) last_day: Option<i64>,
    /// So many days after another rule.
    pub(super) offset: Option<Box<OffsetFile>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NthWeekdayFile {
    /// The month, from 1 to 12.
    pub(super) month: Option<i64>,
    /// Such as `thursday`.
    pub(super) weekday: Option<String>,
    /// Which one: 1 to 5, or -1 for the last.
    pub(super) nth: Option<i64>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WeekFile {
    /// The month, from 1 to 12.
    pub(super) month: Option<i64>,
    /// The weekday that it begins with.
    pub(super) starts: Option<String>,
    /// Which one: 1 to 5, or -1 for the last.
    pub(super) nth: Option<i64>,
    /// How many days it has.
    pub(super) days: Option<i64>,
    /// Whether it is within the month as a whole.
    pub(super) full: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RangeFile {
    /// The first day: `09-21`.
    pub(super) from: Option<String>,
    /// The last day: `09-27`.
    pub(super) to: Option<String>,
}

/// `week_of` and `before`; each takes one of the two weekdays.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DayFile {
    /// A day of the year: `11-14`.
    pub(super) date: Option<String>,
    /// The weekday that the week begins with.
    pub(super) starts: Option<String>,
    /// The weekday that is meant.
    pub(super) weekday: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OffsetFile {
    /// The other rule.
    pub(super) from: Option<RuleFile>,
    /// How many days later; negative for earlier.
    pub(super) days: Option<i64>,
    /// How many days it lasts.
    pub(super) length: Option<i64>,
}
