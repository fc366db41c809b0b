//! `bedside theme`: which themes there are, what their files say, copies to change, whether they work, a new one.

use clap::{Args, Subcommand};

use crate::base::VPath;
use crate::build::dry_run;
use crate::compile::Request;
use crate::config::{Config, Overrides, read};
use crate::diag::{Outcome, nearest};
use crate::source::{self, SourceSet};
use crate::theme;
use crate::world::{DiskWorld, SETTINGS, World, built_in, built_in_files, built_in_text, read_layered, read_text};

use super::create::create_all;
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, exit_for, report};
use super::summary::Summary;
use super::terminal::Terminal;
use super::visible::visible;
use super::{Exit, Io, Stop};

/// Largest file of a theme that is shown or copied, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Inspect a theme, and change it
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside theme list\n  bedside theme show                        list its files, and which are yours\n  bedside theme show partials/footer.html\n  bedside theme copy partials/footer.html   copy it to templates/, to change it"
)]
pub(super) struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Subcommand, Debug)]
enum ThemeCommand {
    /// List the built-in themes and those of the project
    List(Where),
    /// List the files of the theme, or print one of them
    Show {
        /// Where the project is
        #[command(flatten)]
        place: Where,
        /// A file as `bedside theme show` lists it, such as `partials/footer.html`
        file: Option<String>,
    },
    /// Copy files of the theme into the project so that you can change them
    Copy {
        /// Where the project is
        #[command(flatten)]
        place: Where,
        /// Files as `bedside theme show` lists them, such as `partials/footer.html`
        #[arg(required = true)]
        files: Vec<String>,
    },
    /// Render every page with the theme, and report what is wrong with its files
    Check(Where),
    /// Create your own theme, based on the one in use
    New {
        /// Where the project is
        #[command(flatten)]
        place: Where,
        /// Its name, which is also the name of its folder in `themes/`
        name: String,
    },
}

#[derive(Args, Debug)]
struct Where {
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
}

/// Runs one of the commands.
///
/// # Errors
/// A [`Stop`] if there is no project, no such file, a copy exists already, or the disk cannot be written to.
pub(super) fn run(args: &ThemeArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    match &args.command {
        ThemeCommand::List(place) => Ok(list(&Theme::of(place, io)?, io)),
        ThemeCommand::Show { place, file: None } => Ok(files(&Theme::of(place, io)?, io)),
        ThemeCommand::Show { place, file: Some(file) } => show(&Theme::of(place, io)?, file, io),
        ThemeCommand::Copy { place, files } => copy(&Theme::of(place, io)?, files, io),
        ThemeCommand::Check(place) => check(place, io),
        ThemeCommand::New { place, name } => new(&Theme::of(place, io)?, name, io),
    }
}

/// The theme that a project uses.
struct Theme {
    world: DiskWorld,
    config: Config,
    /// The themes that it builds on, the lowest first.
    names: Vec<String>,
    sources: SourceSet,
    /// The files of the project.
    own: Vec<VPath>,
}

impl Theme {
    fn of(place: &Where, io: &Io<'_>) -> Result<Self, Stop> {
        let world = place.project.open(None, &io.surroundings)?;
        let text = read_text(&world, &VPath::new(SETTINGS), LARGEST)
            .map_err(|problem| Stop::failed(format!("`{SETTINGS}` cannot be read: {problem}")))?;
        let config = read(&text, &Overrides::default()).value;
        let names = theme::read(&world, &config).value.names;
        let sources = source::collect(&world, &config, &names).value;
        let own = world.files().value;
        Ok(Self { world, config, names, sources, own })
    }

    /// Its files by their names, with where they are: `partials/footer.html`, `assets/theme.css`, `words/en.yaml`.
    fn files(&self) -> Vec<(String, &VPath)> {
        let templates = self.sources.templates.iter().map(|(name, file)| (name.clone(), file));
        let assets = self.sources.assets.iter().map(|(name, file)| (format!("assets/{name}"), file));
        let words =
            self.sources.words.iter().filter_map(|(tag, files)| Some((format!("words/{tag}.yaml"), files.last()?)));
        templates.chain(assets).chain(words).collect()
    }

    /// The file of a name.
    fn find(&self, name: &str) -> Result<(String, &VPath), Stop> {
        let name = name.trim_start_matches("./").trim_start_matches("templates/");
        let files = self.files();
        if let Some((_, file)) = files.iter().find(|(known, _)| known == name) {
            return Ok((name.to_owned(), *file));
        }
        let near = nearest(name, files.iter().map(|(known, _)| known.as_str())).map(str::to_owned);
        let stop = Stop::usage(format!("the theme `{}` has no file `{name}`", self.config.theme));
        Err(stop.helps(near.map(|near| format!("did you mean `{near}`?"))).help("`bedside theme show` lists its files"))
    }

    /// Whether a file is one of the project's own.
    fn is_own(&self, file: &VPath) -> bool {
        self.own.contains(file)
    }

    fn bytes(&self, file: &VPath) -> Result<Vec<u8>, Stop> {
        read_layered(&self.world, file, LARGEST)
            .map_err(|problem| Stop::failed(format!("`{file}` cannot be read: {problem}")))
    }
}

fn list(theme: &Theme, io: &mut Io<'_>) -> Exit {
    let name =
        |file: &VPath| file.below("themes").and_then(|rest| rest.split_once('/')).map(|(name, _)| name.to_owned());
    let mut names: Vec<String> = built_in_files().iter().filter_map(name).collect();
    names.extend(theme.own.iter().filter_map(name));
    names.sort();
    names.dedup();
    let width = names.iter().map(String::len).max().unwrap_or(0);
    let mut out = String::new();
    for name in names {
        let mark = if name == theme.config.theme { "in use" } else { "" };
        let about = VPath::new(&format!("themes/{name}/theme.yaml"));
        let text = read_text(&theme.world, &about, LARGEST).ok().or_else(|| built_in_text(&about).map(str::to_owned));
        let about = text.as_deref().and_then(description).unwrap_or_default().to_owned();
        let line = format!("{name:width$}  {mark:6}  {about}");
        out.push_str(&visible(line.trim_end()));
        out.push('\n');
    }
    io.print(&out);
    Exit::Fine
}

/// The value of `description:` in a `theme.yaml`.
fn description(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("description:")).map(|rest| rest.trim().trim_matches(['"', '\'']))
}

fn files(theme: &Theme, io: &mut Io<'_>) -> Exit {
    let files = theme.files();
    let width = files.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut out = format!("theme: {} ({})\n", theme.config.theme, theme.names.join(" < "));
    for (name, file) in files {
        let from = if theme.is_own(file) { format!("yours: {file}") } else { "built in".to_owned() };
        out.push_str(&visible(&format!("{name:width$}  {from}")));
        out.push('\n');
    }
    io.print(&out);
    Exit::Fine
}

fn show(theme: &Theme, name: &str, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let (name, file) = theme.find(name)?;
    let text = String::from_utf8(theme.bytes(file)?)
        .map_err(|_| Stop::usage(format!("`{name}` is not a text file, so it cannot be shown")))?;
    io.print(&text);
    Ok(Exit::Fine)
}

fn copy(theme: &Theme, names: &[String], io: &mut Io<'_>) -> Result<Exit, Stop> {
    let mut copies = Vec::new();
    for name in names {
        let (name, file) = theme.find(name)?;
        let is_piece = name.starts_with("assets/") || name.starts_with("words/");
        let to = if is_piece { format!("themes/{}/{name}", theme.config.theme) } else { format!("templates/{name}") };
        if theme.is_own(&VPath::new(&to)) {
            let stop = Stop::usage(format!("`{to}` exists already"));
            return Err(stop.help("change it there, or delete it to use the theme's own file again"));
        }
        let text = String::from_utf8(theme.bytes(file)?)
            .map_err(|_| Stop::usage(format!("`{name}` is not a text file: put your own at `{to}`")))?;
        copies.push((to, text));
    }
    write(theme, &copies, io)
}

fn write(theme: &Theme, files: &Vec<(String, String)>, io: &mut Io<'_>) -> Result<Exit, Stop> {
    create_all(theme.world.root(), &[], files).map_err(|(file, error)| {
        Stop::failed(format!("`{}` cannot be written: {error}", file.display()))
            .help("check that you have permission to write there, and that no folder in the path is a symbolic link")
    })?;
    let prefix = prefix(theme.world.root(), &io.surroundings.folder);
    for (file, _) in files {
        io.print(&format!("{}\n", visible(&format!("{prefix}{file}"))));
    }
    Ok(Exit::Fine)
}

fn new(theme: &Theme, name: &str, io: &mut Io<'_>) -> Result<Exit, Stop> {
    if let Err(problem) = crate::base::check_name(name) {
        return Err(Stop::usage(format!("`{name}` cannot be the name of a theme: {problem}")));
    }
    let file = VPath::new(&format!("themes/{name}/theme.yaml"));
    if built_in(&file).is_some() || theme.is_own(&file) {
        return Err(Stop::usage(format!("the theme `{name}` exists already")).help("choose another name"));
    }
    let parent = &theme.config.theme;
    let text = format!(
        "name: {name}\ndescription: A theme of our own.\n\n# Files that are not here come from this theme; `bedside theme copy` \
         copies one of its files into the project so that you can change it.\nparent: {parent}\n"
    );
    let exit = write(theme, &vec![(file.as_str().to_owned(), text)], io)?;
    io.message(&format!("To use it, write `theme: {name}` into {SETTINGS}.\n"));
    Ok(exit)
}

fn check(place: &Where, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = place.project.open(None, &io.surroundings)?;
    let terminal = Terminal::new(io.surroundings.messages_is_terminal);
    let Outcome { value: checked, mut diagnostics } = dry_run(&world, &Request::default(), None, &terminal);
    diagnostics.retain(|diagnostic| {
        let file = diagnostic.place.as_ref().map(|place| place.file.as_str());
        let in_theme = file.is_some_and(|file| file.starts_with("themes/") || file.starts_with("templates/"));
        in_theme || diagnostic.code.family() == "theme"
    });
    let summary = Summary::new(checked, &diagnostics, terminal.into_stopwatch().seconds());
    let prefix = prefix(world.root(), &io.surroundings.folder);
    let look = Look { infos: true, colour: io.surroundings.colour_output(), prefix, ..Look::default() };
    io.print(&report(ReportFormat::Human, &diagnostics, &world, &summary, &look));
    if diagnostics.is_empty() {
        io.print("The theme has no errors: Bedside rendered every page with it.\n");
    }
    Ok(exit_for(&diagnostics))
}
