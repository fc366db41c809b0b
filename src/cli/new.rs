//! `bedside new`: a new document from its archetype.

use clap::Args;

use crate::base::{LanguageTag, NameProblem, Slug, Zone, slugify};
use crate::config::{self, Config, Overrides};
use crate::parse::{NoticeKind, Vocabulary, vocabulary};
use crate::source::{Kind, collect};
use crate::world::{DiskWorld, World};
use crate::write::{fill, named_term, title_of, yaml_string};

use super::answers::person_id;
use super::archetype::{COMMEMORATION, OCCASIONS, Occasion, POLICIES, archetype};
use super::clock::fixed_now;
use super::commemoration;
use super::create::create_all;
use super::project::{ProjectArgs, prefix, zone_of};
use super::visible::visible;
use super::{Exit, Io, Stop};

/// Start a new document, as a draft
///
/// The file contains instructions: fill in what you need, delete the rest, and remove `draft: true` when it is ready.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside new article \"Flu shots: your questions answered\"\n  bedside new person \"Dr. Jane Doe\"\n  bedside new update --quick-correction \"No pharmacy in town is closing\"\n  bedside new update --observance world-diabetes-day \"Four signs of diabetes\""
)]
pub(super) struct NewArgs {
    /// What to start
    kind: Kind,
    /// The title, or a person's name
    title: String,
    /// The last part of the page's address [default: made from the title]
    #[arg(long, value_parser = slug)]
    slug: Option<Slug>,
    /// Create a folder for the document and its pictures
    #[arg(long)]
    folder: bool,
    /// What the document is for
    #[command(flatten)]
    occasion: OccasionArgs,
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
}

/// The occasion of a document; at most one.
#[derive(Args, Debug)]
#[group(multiple = false)]
struct OccasionArgs {
    /// A notice that corrects a rumor, with its claim (update)
    #[arg(long)]
    quick_correction: bool,
    /// A recall of a food, medicine or device: what, why, what to do, when to call (update)
    #[arg(long)]
    recall: bool,
    /// A subject in the news: what is known, what is not, what it means for patients (update)
    #[arg(long)]
    news_peg: bool,
    /// A post for a health observance, with its dates and a text filled in (update)
    #[arg(long, value_name = "ID")]
    observance: Option<String>,
    /// A statement for quotation, with how certain you are (update)
    #[arg(long)]
    expert_comment: bool,
    /// A question-and-answer session (event)
    #[arg(long)]
    question_hour: bool,
    /// The rules of a contest (page)
    #[arg(long)]
    contest_rules: bool,
    /// A notice that the law requires from many providers: a form to fill in, or the text of a public model (page)
    #[arg(long, value_name = "WHICH", value_parser = NoticeKind::WORDS.to_vec())]
    notice: Option<String>,
    /// A page that every practice with a site should have: a form to fill in (page)
    #[arg(long, value_name = "WHICH", value_parser = POLICIES.to_vec())]
    policy: Option<String>,
}

impl OccasionArgs {
    /// The requested occasion.
    fn chosen(&self) -> Option<Occasion> {
        if let Some(notice) = &self.notice {
            return OCCASIONS.into_iter().find(|occasion| occasion.name.strip_prefix("notice-") == Some(notice));
        }
        if let Some(policy) = &self.policy {
            return OCCASIONS.into_iter().find(|occasion| occasion.name.strip_prefix("policy-") == Some(policy));
        }
        let asked = [
            self.quick_correction,
            self.recall,
            self.news_peg,
            self.observance.is_some(),
            self.expert_comment,
            self.question_hour,
            self.contest_rules,
        ];
        OCCASIONS.into_iter().zip(asked).find(|(_, asked)| *asked).map(|(occasion, _)| occasion)
    }
}

fn slug(text: &str) -> Result<Slug, String> {
    Slug::new(text).map_err(|problem| match problem {
        NameProblem::Reserved => "expected letters, digits and `-`, such as `flu-shots`".to_owned(),
        other => format!("it cannot be used in an address: {other}"),
    })
}

/// Writes the document and prints its path.
///
/// # Errors
/// A [`Stop`] if there is no project, the title gives no address, the document exists, or the disk cannot be written
/// to.
pub(super) fn run(args: &NewArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(None, &io.surroundings)?;
    let (title, slug) = name(args, &world, io)?;
    let path = path_of(args, &slug);
    refuse_taken(args, &slug, &world)?;
    let zone = zone_of(&world);
    if zone.is_none() {
        io.message("note: `bedside.yaml` does not name a known time zone, so the date is in UTC\n");
    }
    let mut words = words(&title, &slug, &world, zone, io)?.to_vec();
    let template = archetype(archetype_name(args)?, &world)?;
    if let Some(id) = &args.occasion.observance {
        words.extend(commemoration::words(id, &world)?);
    }
    let text = fill(&template, &words);
    create_all(world.root(), &[], &vec![(path.clone(), text)]).map_err(|(file, error)| {
        Stop::failed(format!("`{}` cannot be written: {error}", file.display()))
            .help("check that you have permission to write there, and that no folder in the path is a symbolic link")
    })?;
    let prefix = prefix(world.root(), &io.surroundings.folder);
    io.print(&format!("{}\n", visible(&format!("{prefix}{path}"))));
    Ok(Exit::Fine)
}

fn archetype_name(args: &NewArgs) -> Result<&'static str, Stop> {
    let Some(Occasion { name, kind }) = args.occasion.chosen() else { return Ok(args.kind.word()) };
    if kind == args.kind {
        return Ok(name);
    }
    let (flag, value) = match name.split_once('-') {
        _ if name == COMMEMORATION => ("observance", " ID"),
        Some((flag @ ("notice" | "policy"), _)) => (flag, " WHICH"),
        _ => (name, ""),
    };
    Err(Stop::usage(format!("`--{flag}` works only with the kind `{}`", kind.word()))
        .help(format!("write `bedside new {} --{flag}{value} \"TITLE\"`", kind.word())))
}

/// The title and the address: of a text that explains a term of the vocabulary those of the term, else as they were written.
fn name(args: &NewArgs, world: &DiskWorld, io: &mut Io<'_>) -> Result<(String, Slug), Stop> {
    let written = args.slug.as_ref().map_or(args.title.as_str(), Slug::as_str);
    let (vocabulary, language) = vocabulary_of(world);
    let as_written = title_of(args.kind, &args.title);
    match named_term(&vocabulary, args.kind, written) {
        Some(Ok(term)) => {
            let slug = Slug::new(&term.slug).or_else(|_| slug_of_title(args))?;
            // Whoever names the slug chooses the title; without it, the title is what the page is called.
            let title = if args.slug.is_some() { as_written } else { term.name_in(&language).to_owned() };
            return Ok((title, slug));
        }
        Some(Err(help)) => {
            let kind = args.kind.word();
            io.message(&format!("note: there is no {kind} `{}`; {help}\n", visible(written)));
        }
        None => {}
    }
    Ok((as_written, args.slug.clone().map_or_else(|| slug_of_title(args), Ok)?))
}

/// The vocabulary of the project, and its language.
fn vocabulary_of(world: &DiskWorld) -> (Vocabulary, LanguageTag) {
    const SETTINGS_LIMIT: u64 = 1024 * 1024;
    let settings = world.read(&Config::path(), SETTINGS_LIMIT).unwrap_or_default();
    let config = config::read(&String::from_utf8_lossy(&settings), &Overrides::default()).value;
    let sources = collect(world, &config, &[]).value;
    (vocabulary(world, &sources).value, config.language().to_owned())
}

fn slug_of_title(args: &NewArgs) -> Result<Slug, Stop> {
    let made = if args.kind == Kind::Person { person_id(&args.title) } else { slugify(&args.title) };
    Slug::new(&made).map_err(|problem| {
        Stop::usage(format!("the title `{}` does not give an address: {problem}", args.title))
            .help("choose one with `--slug`, such as `--slug flu-shots`")
    })
}

fn path_of(args: &NewArgs, slug: &Slug) -> String {
    let name = if args.folder { format!("{slug}/index.md") } else { format!("{slug}.md") };
    format!("content/{}/{name}", args.kind.folder())
}

/// Refuses a document whose address another one has, in either of the two forms that a document can take.
fn refuse_taken(args: &NewArgs, slug: &Slug, world: &DiskWorld) -> Result<(), Stop> {
    let base = format!("content/{}/{slug}", args.kind.folder());
    let forms = [format!("{base}.md"), format!("{base}/index.md")];
    let taken = forms.into_iter().find(|path| world.root().join(path).symlink_metadata().is_ok());
    taken.map_or(Ok(()), |path| {
        Err(Stop::usage(format!("`{path}` exists already; nothing was changed"))
            .help("open that file, or choose another address with `--slug`"))
    })
}

fn words(
    title: &str,
    slug: &Slug,
    world: &DiskWorld,
    zone: Option<Zone>,
    io: &Io<'_>,
) -> Result<[(&'static str, String); 6], Stop> {
    let zone = zone.or_else(|| Zone::named("UTC")).ok_or_else(|| Stop::failed("the list of time zones is missing"))?;
    let now = zone.at(fixed_now(None, &zone, &io.surroundings)?.unwrap_or_else(|| world.now()));
    Ok([
        ("title", title.to_owned()),
        ("slug", slug.to_string()),
        ("date", now.date().to_string()),
        ("time", now.strftime("%H:%M").to_string()),
        ("later", now.date().saturating_add(jiff::Span::new().days(30)).to_string()),
        ("authors", authors(world)),
    ])
}

/// The value of `authors`: the one person of a small practice, else an empty list to fill in.
fn authors(world: &dyn World) -> String {
    let files = world.files().value;
    let below = files.iter().filter_map(|file| file.below("content/people")?.strip_suffix(".md"));
    let ids: Vec<&str> = below.filter_map(|name| name.strip_suffix("/index").or(Some(name))).collect();
    match ids[..] {
        [id] if Slug::new(id).is_ok() => format!("[{}]", yaml_string(id)),
        _ => "[]".to_owned(),
    }
}
