//! The options of rules: what `rules:` in the settings can contain besides a level.

/// A value that a practice may set for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// The rule, by its name without a family.
    pub rule: &'static str,
    /// The key.
    pub key: &'static str,
    /// What may be written there.
    pub kind: OptionKind,
}

/// The type of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A whole number within bounds.
    Number {
        /// What counts where nothing is written.
        usual: usize,
        /// The least that may be written.
        least: usize,
        /// The most that may be written.
        most: usize,
    },
    /// A list of words; none if nothing is written.
    Words,
}

const fn number(rule: &'static str, key: &'static str, usual: usize, bounds: (usize, usize)) -> RuleOption {
    RuleOption { rule, key, kind: OptionKind::Number { usual, least: bounds.0, most: bounds.1 } }
}

const fn words(rule: &'static str, key: &'static str) -> RuleOption {
    RuleOption { rule, key, kind: OptionKind::Words }
}

impl RuleOption {
    /// Every option there is.
    pub const ALL: &'static [Self] = &[
        number("long-sentence", "words", 30, (10, 200)),
        number("passive-voice", "percent", 25, (0, 100)),
        words("jargon", "allow"),
        words("undefined-abbreviation", "allow"),
        words("brand-without-generic", "allow"),
        number("long-alt", "characters", 250, (50, 2000)),
        number("quiet-weeks", "weeks", 4, (1, 52)),
        number("old-draft", "days", 90, (7, 2000)),
        number("long-title", "characters", 60, (20, 200)),
    ];

    /// The options of a rule.
    pub fn of(rule: &str) -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(move |option| option.rule == rule)
    }
}
