//! The saves of a writer's day, and where each must be seen.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The article that is edited: the newest of all, a folder with a picture.
pub(crate) const PAGE: &str = "/articles/bench-article/";

/// What is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edit {
    Body,
    Front,
    Template,
    Picture,
    New,
    Deleted,
    Config,
    Data,
}

impl Edit {
    /// In turns; a new file comes before its deletion.
    pub(crate) const ALL: [Self; 8] =
        [Self::Body, Self::Front, Self::Template, Self::Picture, Self::New, Self::Deleted, Self::Config, Self::Data];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Front => "front matter",
            Self::Template => "template",
            Self::Picture => "picture",
            Self::New => "new file",
            Self::Deleted => "deleted file",
            Self::Config => "settings",
            Self::Data => "data file",
        }
    }

    /// Whether it touches every page there is.
    pub(crate) fn touches_all(self) -> bool {
        matches!(self, Self::Config | Self::Data)
    }

    /// The open page that has to follow.
    pub(crate) fn page(self) -> &'static str {
        match self {
            Self::New | Self::Deleted | Self::Config => "/",
            _ => PAGE,
        }
    }
}

/// A place where an edit must be seen: a path, a text, and whether it must be there or not.
pub(crate) type Sight = (String, String, bool);

/// What does an edit.
pub(crate) type Act = Box<dyn FnOnce() -> io::Result<()>>;

/// The project that is edited.
pub(crate) struct Project {
    root: PathBuf,
    settings: String,
    title: String,
    body: String,
    neighbour: String,
}

impl Project {
    /// Adds to a corpus what is going to be edited.
    pub(crate) fn prepare(root: &Path) -> io::Result<Self> {
        let settings = fs::read_to_string(root.join("bedside.yaml"))?;
        let project = Self {
            root: root.to_path_buf(),
            settings,
            title: "Bench article".to_owned(),
            body: "first state".to_owned(),
            neighbour: "/articles/bench-neighbour/".to_owned(),
        };
        let neighbour = "---\ntitle: Bench neighbour\ndate: 2098-12-01\nconditions: [bench-condition]\n---\n\nText.\n";
        project.put("content/articles/bench-neighbour.md", neighbour)?;
        project.data(0)?;
        project.picture(1)?;
        project.article()?;
        Ok(project)
    }

    fn put(&self, path: &str, text: &str) -> io::Result<()> {
        let file = self.root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, text)
    }

    /// Saves as editors do: a new file takes the place of the old one. Gives what does it, so that only that is measured.
    fn staged(&self, path: &str, text: &str) -> io::Result<(PathBuf, PathBuf)> {
        let file = self.root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let staged = self.root.join(".bench-staged");
        fs::write(&staged, text)?;
        Ok((staged, file))
    }

    fn article_text(&self) -> String {
        format!(
            "---\ntitle: {}\ndate: 2098-12-02\nconditions: [bench-condition]\nimage: {{src: figure.svg, alt: A drawing}}\n---\n\n{}\n",
            self.title, self.body
        )
    }

    fn article(&self) -> io::Result<()> {
        self.put("content/articles/bench-article/index.md", &self.article_text())
    }

    fn picture(&self, step: usize) -> io::Result<()> {
        self.put("content/articles/bench-article/figure.svg", &picture(step))
    }

    fn data(&self, step: usize) -> io::Result<()> {
        let file = self.root.join("data/conditions.yaml");
        let known = fs::read_to_string(&file).unwrap_or_else(|_| "conditions:\n".to_owned());
        let known = known.split("  - {slug: bench-condition").next().unwrap_or("conditions:\n");
        self.put("data/conditions.yaml", &format!("{known}{}", condition(step)))
    }

    /// Prepares edit number `step`; the first part of the answer does it, the second says where it must be seen.
    pub(crate) fn edit(&mut self, edit: Edit, step: usize) -> io::Result<(Act, Vec<Sight>)> {
        let here = |path: &str, text: String| (path.to_owned(), text, true);
        let (path, text, sights) = match edit {
            Edit::Body => {
                self.body = format!("State number {step} of the text.");
                let body = self.body.clone();
                let sights = vec![here(PAGE, body.clone()), here("/feed.xml", body.clone()), here("/articles/", body)];
                ("content/articles/bench-article/index.md", self.article_text(), sights)
            }
            Edit::Front => {
                self.title = format!("Bench article {step}");
                let title = self.title.clone();
                let pages = [PAGE, "/", "/articles/", "/feed.xml", "/rss.xml", "/feed.json", &self.neighbour];
                let sights = pages.iter().map(|page| here(page, title.clone())).collect();
                ("content/articles/bench-article/index.md", self.article_text(), sights)
            }
            Edit::Template => {
                let text = format!("<p>template {step}</p>");
                let sights = vec![here(PAGE, text.clone()), here("/", text.clone()), here("/articles/", text.clone())];
                ("templates/partials/breadcrumbs.html", text, sights)
            }
            Edit::Picture => {
                let sights = vec![
                    here(PAGE, format!("width=\"{}\"", 100 + step)),
                    here("/articles/", format!("width=\"{}\"", 100 + step)),
                ];
                ("content/articles/bench-article/figure.svg", picture(step), sights)
            }
            Edit::New => {
                let title = format!("Newest of all {step}");
                let pages = ["/articles/bench-new/", "/", "/articles/", "/feed.xml", "/sitemap.xml", PAGE];
                let texts =
                    |page: &str| if page == "/sitemap.xml" { "/articles/bench-new/".to_owned() } else { title.clone() };
                let sights = pages.iter().map(|page| here(page, texts(page))).collect();
                (
                    "content/articles/bench-new.md",
                    format!("---\ntitle: {title}\ndate: 2098-12-03\n---\n\nText.\n"),
                    sights,
                )
            }
            Edit::Deleted => {
                let file = self.root.join("content/articles/bench-new.md");
                let pages = ["/articles/bench-new/", "/", "/articles/", "/feed.xml", "/sitemap.xml", PAGE];
                let sights = pages.iter().map(|page| ((*page).to_owned(), "bench-new".to_owned(), false)).collect();
                return Ok((Box::new(move || fs::remove_file(file)), sights));
            }
            Edit::Config => {
                let title = format!("Practice number {step}");
                let settings = self.settings.replace("title: Example Practice", &format!("title: {title}"));
                let sights = vec![here("/", title.clone()), here(PAGE, title.clone()), here("/feed.xml", title)];
                ("bedside.yaml", settings, sights)
            }
            Edit::Data => {
                let file = self.root.join("data/conditions.yaml");
                let known = fs::read_to_string(&file)?;
                let known = known.split("  - {slug: bench-condition").next().unwrap_or("").to_owned();
                let name = format!("Bench condition {step}");
                let sights = vec![here(PAGE, name.clone()), here("/conditions/bench-condition/", name)];
                ("data/conditions.yaml", known + &condition(step), sights)
            }
        };
        let (staged, file) = self.staged(path, &text)?;
        Ok((Box::new(move || fs::rename(staged, file)), sights))
    }
}

fn condition(step: usize) -> String {
    format!("  - {{slug: bench-condition, name: Bench condition {step}}}\n")
}

fn picture(step: usize) -> String {
    let width = 100 + step;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"100\"><rect width=\"50\" height=\"50\"/></svg>\n"
    )
}
