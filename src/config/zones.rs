//! Abbreviations of time zones: what they could mean where the practice is.
//!
//! `EST` names an offset, not a place: a clock that uses it is an hour off all summer. So an abbreviation is never
//! taken, not even where the zone database keeps one for old programs; the help names the zone that the practice's
//! address means. States and countries follow the zone database's `zone1970.tab` and `backward`
//! (<https://www.iana.org/time-zones>).

use super::Address;

/// An abbreviation, with the zone that most people mean by it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Abbreviation {
    /// What it is an abbreviation of.
    family: Family,
    /// The zone where the address says nothing.
    usual: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Eastern,
    Central,
    Mountain,
    Pacific,
    Alaska,
    Hawaii,
    Atlantic,
    Other,
}

/// States and provinces: code, name, and their zones, each with its family; the first is the usual one.
type Region = (&'static str, &'static str, &'static [(Family, &'static str)]);

use Family::{Alaska, Atlantic, Central, Eastern, Hawaii, Mountain, Other, Pacific};

const NEW_YORK: &[(Family, &str)] = &[(Eastern, "America/New_York")];
const CHICAGO: &[(Family, &str)] = &[(Central, "America/Chicago")];
const DENVER: &[(Family, &str)] = &[(Mountain, "America/Denver")];
const LOS_ANGELES: &[(Family, &str)] = &[(Pacific, "America/Los_Angeles")];
const EAST_AND_CENTRAL: &[(Family, &str)] = &[(Eastern, "America/New_York"), (Central, "America/Chicago")];
const CENTRAL_AND_MOUNTAIN: &[(Family, &str)] = &[(Central, "America/Chicago"), (Mountain, "America/Denver")];

const REGIONS: [Region; 62] = [
    ("AL", "Alabama", CHICAGO),
    ("AK", "Alaska", &[(Alaska, "America/Anchorage"), (Hawaii, "America/Adak")]),
    ("AZ", "Arizona", &[(Mountain, "America/Phoenix")]),
    ("AR", "Arkansas", CHICAGO),
    ("CA", "California", LOS_ANGELES),
    ("CO", "Colorado", DENVER),
    ("CT", "Connecticut", NEW_YORK),
    ("DE", "Delaware", NEW_YORK),
    ("DC", "District of Columbia", NEW_YORK),
    ("FL", "Florida", EAST_AND_CENTRAL),
    ("GA", "Georgia", NEW_YORK),
    ("HI", "Hawaii", &[(Hawaii, "Pacific/Honolulu")]),
    ("ID", "Idaho", &[(Mountain, "America/Boise"), (Pacific, "America/Los_Angeles")]),
    ("IL", "Illinois", CHICAGO),
    ("IN", "Indiana", &[(Eastern, "America/Indiana/Indianapolis"), (Central, "America/Chicago")]),
    ("IA", "Iowa", CHICAGO),
    ("KS", "Kansas", CENTRAL_AND_MOUNTAIN),
    ("KY", "Kentucky", EAST_AND_CENTRAL),
    ("LA", "Louisiana", CHICAGO),
    ("ME", "Maine", NEW_YORK),
    ("MD", "Maryland", NEW_YORK),
    ("MA", "Massachusetts", NEW_YORK),
    ("MI", "Michigan", &[(Eastern, "America/Detroit"), (Central, "America/Menominee")]),
    ("MN", "Minnesota", CHICAGO),
    ("MS", "Mississippi", CHICAGO),
    ("MO", "Missouri", CHICAGO),
    ("MT", "Montana", DENVER),
    ("NE", "Nebraska", CENTRAL_AND_MOUNTAIN),
    ("NV", "Nevada", &[(Pacific, "America/Los_Angeles"), (Mountain, "America/Denver")]),
    ("NH", "New Hampshire", NEW_YORK),
    ("NJ", "New Jersey", NEW_YORK),
    ("NM", "New Mexico", DENVER),
    ("NY", "New York", NEW_YORK),
    ("NC", "North Carolina", NEW_YORK),
    ("ND", "North Dakota", CENTRAL_AND_MOUNTAIN),
    ("OH", "Ohio", NEW_YORK),
    ("OK", "Oklahoma", CHICAGO),
    ("OR", "Oregon", &[(Pacific, "America/Los_Angeles"), (Mountain, "America/Boise")]),
    ("PA", "Pennsylvania", NEW_YORK),
    ("RI", "Rhode Island", NEW_YORK),
    ("SC", "South Carolina", NEW_YORK),
    ("SD", "South Dakota", CENTRAL_AND_MOUNTAIN),
    ("TN", "Tennessee", &[(Central, "America/Chicago"), (Eastern, "America/New_York")]),
    ("TX", "Texas", CENTRAL_AND_MOUNTAIN),
    ("UT", "Utah", DENVER),
    ("VT", "Vermont", NEW_YORK),
    ("VA", "Virginia", NEW_YORK),
    ("WA", "Washington", LOS_ANGELES),
    ("WV", "West Virginia", NEW_YORK),
    ("WI", "Wisconsin", CHICAGO),
    ("WY", "Wyoming", DENVER),
    ("PR", "Puerto Rico", &[(Atlantic, "America/Puerto_Rico")]),
    ("GU", "Guam", &[(Other, "Pacific/Guam")]),
    ("ON", "Ontario", &[(Eastern, "America/Toronto"), (Central, "America/Winnipeg")]),
    ("QC", "Quebec", &[(Eastern, "America/Toronto")]),
    ("MB", "Manitoba", &[(Central, "America/Winnipeg")]),
    ("SK", "Saskatchewan", &[(Central, "America/Regina")]),
    ("AB", "Alberta", &[(Mountain, "America/Edmonton")]),
    ("BC", "British Columbia", &[(Pacific, "America/Vancouver"), (Mountain, "America/Edmonton")]),
    ("NS", "Nova Scotia", &[(Atlantic, "America/Halifax")]),
    ("NB", "New Brunswick", &[(Atlantic, "America/Moncton")]),
    ("NL", "Newfoundland", &[(Other, "America/St_Johns"), (Atlantic, "America/Goose_Bay")]),
];

/// Countries with one zone: code, name, zone.
const COUNTRIES: [(&str, &str, &str); 32] = [
    ("DE", "Germany", "Europe/Berlin"),
    ("AT", "Austria", "Europe/Vienna"),
    ("CH", "Switzerland", "Europe/Zurich"),
    ("FR", "France", "Europe/Paris"),
    ("ES", "Spain", "Europe/Madrid"),
    ("IT", "Italy", "Europe/Rome"),
    ("NL", "Netherlands", "Europe/Amsterdam"),
    ("BE", "Belgium", "Europe/Brussels"),
    ("LU", "Luxembourg", "Europe/Luxembourg"),
    ("DK", "Denmark", "Europe/Copenhagen"),
    ("NO", "Norway", "Europe/Oslo"),
    ("SE", "Sweden", "Europe/Stockholm"),
    ("FI", "Finland", "Europe/Helsinki"),
    ("PL", "Poland", "Europe/Warsaw"),
    ("CZ", "Czechia", "Europe/Prague"),
    ("HU", "Hungary", "Europe/Budapest"),
    ("GR", "Greece", "Europe/Athens"),
    ("RO", "Romania", "Europe/Bucharest"),
    ("UA", "Ukraine", "Europe/Kyiv"),
    ("PT", "Portugal", "Europe/Lisbon"),
    ("GB", "United Kingdom", "Europe/London"),
    ("UK", "England", "Europe/London"),
    ("IE", "Ireland", "Europe/Dublin"),
    ("IN", "India", "Asia/Kolkata"),
    ("IL", "Israel", "Asia/Jerusalem"),
    ("JP", "Japan", "Asia/Tokyo"),
    ("KR", "South Korea", "Asia/Seoul"),
    ("CN", "China", "Asia/Shanghai"),
    ("PH", "Philippines", "Asia/Manila"),
    ("SG", "Singapore", "Asia/Singapore"),
    ("ZA", "South Africa", "Africa/Johannesburg"),
    ("NZ", "New Zealand", "Pacific/Auckland"),
];

/// Abbreviations with their family and usual zone. Those in capitals with digits are of POSIX.
const ABBREVIATIONS: [(&str, Family, Option<&str>); 48] = [
    ("ET", Eastern, Some("America/New_York")),
    ("EST", Eastern, Some("America/New_York")),
    ("EDT", Eastern, Some("America/New_York")),
    ("EST5EDT", Eastern, Some("America/New_York")),
    ("CT", Central, Some("America/Chicago")),
    ("CST", Central, Some("America/Chicago")),
    ("CDT", Central, Some("America/Chicago")),
    ("CST6CDT", Central, Some("America/Chicago")),
    ("MT", Mountain, Some("America/Denver")),
    ("MST", Mountain, Some("America/Denver")),
    ("MDT", Mountain, Some("America/Denver")),
    ("MST7MDT", Mountain, Some("America/Denver")),
    ("PT", Pacific, Some("America/Los_Angeles")),
    ("PST", Pacific, Some("America/Los_Angeles")),
    ("PDT", Pacific, Some("America/Los_Angeles")),
    ("PST8PDT", Pacific, Some("America/Los_Angeles")),
    ("AKST", Alaska, Some("America/Anchorage")),
    ("AKDT", Alaska, Some("America/Anchorage")),
    ("HST", Hawaii, Some("Pacific/Honolulu")),
    ("HAST", Hawaii, Some("Pacific/Honolulu")),
    ("HDT", Hawaii, Some("America/Adak")),
    ("AST", Atlantic, Some("America/Halifax")),
    ("ADT", Atlantic, Some("America/Halifax")),
    ("NST", Other, Some("America/St_Johns")),
    ("NDT", Other, Some("America/St_Johns")),
    ("CHST", Other, Some("Pacific/Guam")),
    ("BST", Other, Some("Europe/London")),
    ("WET", Other, Some("Europe/Lisbon")),
    ("WEST", Other, Some("Europe/Lisbon")),
    ("CET", Other, None),
    ("CEST", Other, None),
    ("MET", Other, None),
    ("MEZ", Other, Some("Europe/Berlin")),
    ("MESZ", Other, Some("Europe/Berlin")),
    ("EET", Other, None),
    ("EEST", Other, None),
    ("MSK", Other, Some("Europe/Moscow")),
    ("IST", Other, None),
    ("IDT", Other, Some("Asia/Jerusalem")),
    ("JST", Other, Some("Asia/Tokyo")),
    ("KST", Other, Some("Asia/Seoul")),
    ("SAST", Other, Some("Africa/Johannesburg")),
    ("AEST", Other, Some("Australia/Sydney")),
    ("AEDT", Other, Some("Australia/Sydney")),
    ("ACST", Other, Some("Australia/Adelaide")),
    ("AWST", Other, Some("Australia/Perth")),
    ("NZST", Other, Some("Pacific/Auckland")),
    ("NZDT", Other, Some("Pacific/Auckland")),
];

impl Abbreviation {
    /// The abbreviation that a text is, whatever its case.
    pub(super) fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        let found = ABBREVIATIONS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(text));
        let found = found.map(|&(_, family, usual)| Self { family, usual });
        found.or_else(|| Self::worded(text)).or_else(|| is_offset(text).then_some(Self { family: Other, usual: None }))
    }

    /// `Eastern Time`, `Pacific`.
    fn worded(text: &str) -> Option<Self> {
        const WORDS: [(&str, Family, &str); 7] = [
            ("eastern", Eastern, "America/New_York"),
            ("central", Central, "America/Chicago"),
            ("mountain", Mountain, "America/Denver"),
            ("pacific", Pacific, "America/Los_Angeles"),
            ("alaska", Alaska, "America/Anchorage"),
            ("hawaii", Hawaii, "Pacific/Honolulu"),
            ("atlantic", Atlantic, "America/Halifax"),
        ];
        let lower = text.to_lowercase();
        let mut words = lower.split([' ', '_']);
        let first = words.next()?;
        let rest_is_plain = words.all(|word| matches!(word, "time" | "standard" | "daylight" | "(us)"));
        let found = WORDS.iter().find(|(word, ..)| *word == first).filter(|_| rest_is_plain);
        found.map(|&(_, family, usual)| Self { family, usual: Some(usual) })
    }

    /// The zone of the city that it means at an address; `None` if nobody can know.
    pub(super) fn city(self, address: &Address) -> Option<&'static str> {
        let is = |written: &Option<String>, code: &str, name: &str| {
            let written = written.as_deref().map(str::trim).unwrap_or_default();
            written.eq_ignore_ascii_case(code) || written.eq_ignore_ascii_case(name)
        };
        let america = [("US", "United States"), ("USA", "United States of America"), ("CA", "Canada")];
        let in_america =
            address.country.is_none() || america.iter().any(|(code, name)| is(&address.country, code, name));
        if in_america && let Some((.., zones)) = REGIONS.iter().find(|(code, name, _)| is(&address.region, code, name))
        {
            let own = zones.iter().find(|(family, _)| *family == self.family).or(zones.first());
            return own.map(|(_, zone)| *zone);
        }
        let country = COUNTRIES.iter().find(|(code, name, _)| is(&address.country, code, name));
        country.map(|(.., zone)| *zone).or(self.usual)
    }
}

/// `GMT-5`, `UTC+05:30`, `-06:00`, `Etc/GMT+5`: how far a clock is off, and not where it is.
fn is_offset(text: &str) -> bool {
    let bare = ["utc", "gmt", "etc/gmt"].iter().find_map(|name| {
        let head = text.get(..name.len()).filter(|head| head.eq_ignore_ascii_case(name));
        head.map(|_| text[name.len()..].trim_start())
    });
    let digits = bare.unwrap_or(text).strip_prefix(['+', '-', '−']);
    digits.is_some_and(|digits| {
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b':')
    })
}
