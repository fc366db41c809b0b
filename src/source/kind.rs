//! The kinds of documents.

use std::fmt;

/// What a document is; its folder below `content/` says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A long post.
    Article,
    /// A myth-busting page.
    Myth,
    /// A patient's story, with consent.
    Story,
    /// A community event.
    Event,
    /// A short post.
    Update,
    /// A page such as "about us".
    Page,
    /// An author or reviewer.
    Person,
    /// The text of a condition's page.
    Condition,
    /// The text of a topic's page.
    Topic,
    /// The text of a service's page.
    Service,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Article,
        Self::Myth,
        Self::Story,
        Self::Event,
        Self::Update,
        Self::Page,
        Self::Person,
        Self::Condition,
        Self::Topic,
        Self::Service,
    ];

    /// The singular word: `article`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Myth => "myth",
            Self::Story => "story",
            Self::Event => "event",
            Self::Update => "update",
            Self::Page => "page",
            Self::Person => "person",
            Self::Condition => "condition",
            Self::Topic => "topic",
            Self::Service => "service",
        }
    }

    /// Its folder below `content/`, and, but for pages, the first segment of its documents' addresses.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Myth => "myths",
            Self::Story => "stories",
            Self::Event => "events",
            Self::Update => "updates",
            Self::Page => "pages",
            Self::Person => "people",
            Self::Condition => "conditions",
            Self::Topic => "topics",
            Self::Service => "services",
        }
    }

    /// The kind of a folder's documents.
    #[must_use]
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// Whether documents of this kind are posts: dated, listed newest first, in feeds.
    #[must_use]
    pub fn is_post(self) -> bool {
        !matches!(self, Self::Page | Self::Person) && !self.explains()
    }

    /// Whether documents of this kind are the text on the page of a condition, topic or service, whose slug is their name.
    #[must_use]
    pub fn explains(self) -> bool {
        matches!(self, Self::Condition | Self::Topic | Self::Service)
    }

    /// Whether the site lists the documents of this kind on their own pages.
    #[must_use]
    pub fn has_list(self) -> bool {
        self != Self::Page && !self.explains()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
