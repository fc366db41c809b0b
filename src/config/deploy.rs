//! Where the site goes: the targets of `deploy:`.
//!
//! In: the keys as written. Out: [`DeployTarget`]s whose keys belong to their kind of host and have a value that can be
//! used. Which keys a host takes is one table.

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::diag::{Diagnostic, Place, codes};
use crate::yaml::{Entries, Step};

use super::Config;
use super::resolve::Resolver;

/// A kind of host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// A folder of this computer, another disk, a share.
    Folder,
    /// SFTP over SSH.
    Sftp,
    /// FTP over TLS.
    Ftps,
    /// S3, and everything that speaks it.
    S3,
    /// Azure Blob Storage.
    Azure,
    /// Google Cloud Storage.
    Gcs,
    /// A branch of a Git repository.
    Git,
    /// Netlify.
    Netlify,
    /// Cloudflare Workers with static assets.
    Cloudflare,
}

/// What a key's value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Port,
    Flag,
    Address,
    Minutes,
    Server,
    Repository,
    SearchKey,
}

/// A key of a target.
struct Key {
    name: &'static str,
    form: Form,
    required: bool,
    example: &'static str,
}

const fn must(name: &'static str, example: &'static str) -> Key {
    Key { name, form: Form::Text, required: true, example }
}

const fn may(name: &'static str, form: Form) -> Key {
    Key { name, form, required: false, example: "" }
}

const FOLDER: &[Key] = &[must("path", "/mnt/website"), may("server", Form::Server)];
const SFTP: &[Key] = &[
    must("host", "ssh.example.org"),
    must("path", "www"),
    may("user", Form::Text),
    may("port", Form::Port),
    may("identity", Form::Text),
    may("known_hosts", Form::Text),
    may("server", Form::Server),
];
const FTPS: &[Key] = &[
    must("host", "ftp.example.org"),
    must("user", "practice"),
    must("path", "htdocs"),
    may("port", Form::Port),
    may("certificate", Form::Text),
    may("server", Form::Server),
];
const S3: &[Key] = &[
    must("bucket", "practice-website"),
    must("region", "us-east-1"),
    may("endpoint", Form::Address),
    may("prefix", Form::Text),
    may("distribution", Form::Text),
    may("compress", Form::Flag),
];
const AZURE: &[Key] = &[
    must("account", "practicewebsite"),
    may("container", Form::Text),
    may("endpoint", Form::Address),
    may("prefix", Form::Text),
    may("compress", Form::Flag),
];
const GCS: &[Key] = &[
    must("bucket", "www.example.org"),
    may("endpoint", Form::Address),
    may("prefix", Form::Text),
    may("compress", Form::Flag),
];
const GIT: &[Key] = &[
    Key { name: "repository", form: Form::Repository, required: true, example: "git@github.com:practice/website.git" },
    must("branch", "gh-pages"),
    may("history", Form::Flag),
    may("domain", Form::Text),
];
const NETLIFY: &[Key] = &[must("site", "alder-street.netlify.app"), may("endpoint", Form::Address)];
const CLOUDFLARE: &[Key] =
    &[must("account", "the ID of your account"), must("worker", "alder-street"), may("endpoint", Form::Address)];

/// Keys of every target.
const COMMON: &[Key] = &[may("grace", Form::Minutes), may("indexnow", Form::SearchKey)];

impl HostKind {
    const ALL: [Self; 9] = [
        Self::Folder,
        Self::Sftp,
        Self::Ftps,
        Self::S3,
        Self::Azure,
        Self::Gcs,
        Self::Git,
        Self::Netlify,
        Self::Cloudflare,
    ];

    /// The word after `to:`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Sftp => "sftp",
            Self::Ftps => "ftps",
            Self::S3 => "s3",
            Self::Azure => "azure",
            Self::Gcs => "gcs",
            Self::Git => "git",
            Self::Netlify => "netlify",
            Self::Cloudflare => "cloudflare",
        }
    }

    fn keys(self) -> &'static [Key] {
        match self {
            Self::Folder => FOLDER,
            Self::Sftp => SFTP,
            Self::Ftps => FTPS,
            Self::S3 => S3,
            Self::Azure => AZURE,
            Self::Gcs => GCS,
            Self::Git => GIT,
            Self::Netlify => NETLIFY,
            Self::Cloudflare => CLOUDFLARE,
        }
    }
}

/// One target of `deploy:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployTarget {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: HostKind,
    keys: Vec<(String, String)>,
}

impl DeployTarget {
    /// The value of a key, as text.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.keys.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The value of a key that the kind asks for; empty only if the settings have an error.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.get(key).unwrap_or_default()
    }

    /// Whether a flag is set, or its usual value.
    #[must_use]
    pub fn flag(&self, key: &str, usual: bool) -> bool {
        self.get(key).map_or(usual, |value| value == "true")
    }

    /// Minutes for which files that left the site stay for the caches: 10, unless the settings say otherwise.
    #[must_use]
    pub fn grace(&self) -> i64 {
        self.get("grace").and_then(minutes).unwrap_or(10)
    }
}

/// A word, a number, or yes and no, as text.
#[derive(Clone, Debug)]
pub(super) struct Scalar(String);

impl schemars::JsonSchema for Scalar {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "scalar".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "integer", "boolean"] })
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Scalar;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, a number, `true` or `false`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar(text.trim().to_owned()))
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<Scalar, E> {
                Ok(Scalar(flag.to_string()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar(number.to_string()))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// `30 minutes`, `1 hour`, `2 days`, or `0`, in minutes.
fn minutes(text: &str) -> Option<i64> {
    if text == "0" {
        return Some(0);
    }
    let (count, unit) = text.split_once(' ')?;
    let count: i64 = count.parse().ok().filter(|count| (0..=100_000).contains(count))?;
    match unit.trim().trim_end_matches('s') {
        "minute" => Some(count),
        "hour" => Some(count * 60),
        "day" => Some(count * 60 * 24),
        _ => None,
    }
}

impl Resolver<'_> {
    /// The targets that can be used.
    pub(super) fn deploy(&mut self, written: &[(String, Entries<Scalar>)]) -> Vec<DeployTarget> {
        written.iter().filter_map(|(name, keys)| self.target(name, &keys.0)).collect()
    }

    fn target(&mut self, name: &str, keys: &[(String, Scalar)]) -> Option<DeployTarget> {
        let path = [Step::Key("deploy"), Step::Key(name)];
        if crate::base::check_name(name).is_err() || name.starts_with('-') {
            let message = format!("`{name}` is not a valid name for a target");
            let help = "use letters, digits and hyphens, such as `website`";
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message).help(help), &path);
            return None;
        }
        let words: Vec<&str> = HostKind::ALL.iter().map(|kind| kind.word()).collect();
        let Some((_, Scalar(to))) = keys.iter().find(|(key, _)| key == "to") else {
            self.checker.missing("to", &path, &format!("add `to: ` and the kind of host: {}", words.join(", ")));
            return None;
        };
        let Some(kind) = HostKind::ALL.into_iter().find(|kind| kind.word() == to) else {
            let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("`{to}` is not a kind of host"))
                .did_you_mean(to, words.iter().copied())
                .help(format!("kinds: {}", words.join(", ")));
            self.checker.add(diagnostic, &[path[0], path[1], Step::Key("to")]);
            return None;
        };
        let known: Vec<&Key> = kind.keys().iter().chain(COMMON).collect();
        let taken = self.taken(name, kind, &known, keys);
        let mut is_whole =
            known.iter().filter(|one| one.required).all(|one| taken.iter().any(|(key, _)| key == one.name));
        for key in known.iter().filter(|key| key.required && !keys.iter().any(|(name, _)| name == key.name)) {
            is_whole = false;
            self.checker.missing(key.name, &path, &format!("add `{}: {}`, with your own value", key.name, key.example));
        }
        is_whole.then(|| DeployTarget { name: name.to_owned(), kind, keys: taken })
    }

    /// The keys of a target that are its kind's and have a value that can be used.
    fn taken(
        &mut self,
        name: &str,
        kind: HostKind,
        known: &[&Key],
        keys: &[(String, Scalar)],
    ) -> Vec<(String, String)> {
        let (path, to) = ([Step::Key("deploy"), Step::Key(name)], kind.word());
        let mut taken = Vec::new();
        for (key, Scalar(value)) in keys.iter().filter(|(key, _)| key != "to") {
            let place = [path[0], path[1], Step::Key(key.as_str())];
            match known.iter().find(|one| one.name == key) {
                None => {
                    let names: Vec<&str> = known.iter().map(|one| one.name).collect();
                    let message = format!("a target with `to: {to}` has no key `{key}`");
                    let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, message);
                    if is_secret(key) {
                        self.secret(diagnostic);
                        continue;
                    }
                    let diagnostic = diagnostic.did_you_mean(key, names.iter().copied());
                    let diagnostic = diagnostic.help(format!("its keys: {}", names.join(", ")));
                    let place = self.checker.yaml.key_place(&place);
                    self.checker.diagnostics.push(diagnostic.at(place));
                }
                Some(one) if one.form == Form::Repository && has_password(value) => {
                    self.secret(Diagnostic::new(
                        &codes::BAD_VALUE,
                        format!("the `repository` of target `{name}` contains a password"),
                    ));
                }
                Some(one) => match problem(one.form, value) {
                    None => taken.push((key.clone(), value.clone())),
                    Some(expected) => {
                        let message = format!("`{value}` is not a valid `{key}` for a target");
                        self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message).help(expected), &place);
                    }
                },
            }
        }
        taken
    }

    /// Reports a secret in the settings. The line is not shown: whoever looks on would read the secret.
    fn secret(&mut self, diagnostic: Diagnostic) {
        let help = "remove it, and change the password if others have seen the file; set it in the environment or in your system's key \
                    store, as the handbook's chapter \"Publish\" shows";
        self.checker.diagnostics.push(diagnostic.help(help).at(Place::file(&Config::path())));
    }
}

/// Whether people would write a secret under this key.
fn is_secret(key: &str) -> bool {
    ["password", "passwd", "secret", "token", "access_key", "key", "api_key"]
        .iter()
        .any(|word| key.to_ascii_lowercase().contains(word))
}

/// Whether an address holds a password: `https://name:password@host/..`.
fn has_password(address: &str) -> bool {
    let user =
        address.split_once("://").and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@')).map(|(user, _)| user);
    user.is_some_and(|user| user.contains(':') || user.len() > 20) // a long name is a token
}

/// What is expected of a value, where it is something else.
fn problem(form: Form, value: &str) -> Option<&'static str> {
    let (fits, expected) = match form {
        Form::Text | Form::Repository => {
            let plain = !value.is_empty() && !value.starts_with('-') && !value.contains(char::is_control);
            (plain, "write a text that does not start with a hyphen")
        }
        Form::Port => (value.parse::<u16>().is_ok_and(|port| port > 0), "ports are numbers from 1 to 65535"),
        Form::Flag => (matches!(value, "true" | "false"), "write `true` or `false`"),
        Form::Address => {
            let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
            let fits = value.starts_with("https://") || local.iter().any(|start| value.starts_with(start));
            (fits, "write the whole address with `https://`, because it carries secrets")
        }
        Form::Minutes => (minutes(value).is_some(), "write it as `10 minutes`, `1 hour` or `0`"),
        Form::SearchKey => {
            let letters = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            (letters && (8..=128).contains(&value.len()), "choose one of 8 to 128 letters, digits and hyphens")
        }
        Form::Server => (matches!(value, "apache" | "iis" | "none"), "servers: apache, iis, none"),
    };
    (!fits).then_some(expected)
}

#[cfg(test)]
mod tests {
    use super::super::{Overrides, read};

    const WHOLE: &str = "title: A\nurl: https://a.example\ntimezone: America/Chicago\npractice:\n  name: P\n";

    fn messages(deploy: &str) -> Vec<String> {
        let outcome = read(&format!("{WHOLE}deploy:\n{deploy}"), &Overrides::default());
        outcome
            .diagnostics
            .iter()
            .map(|one| format!("{}: {}", one.code.name.rsplit('/').next().unwrap(), one.message))
            .collect()
    }

    #[test]
    fn keys_belong_to_their_host() {
        let cases = [
            ("  web: {to: folder, path: /mnt/w}\n", ""),
            ("  web: {to: sftp, host: h, path: www, port: 2222}\n", ""),
            ("  web: {path: /mnt/w}\n", "missing-key: the key `to` is missing"),
            ("  web: {to: folder}\n", "missing-key: the key `path` is missing"),
            ("  web: {to: ftp, path: x}\n", "bad-value: `ftp` is not a kind of host"),
            (
                "  web: {to: folder, path: x, bucket: y}\n",
                "unknown-key: a target with `to: folder` has no key `bucket`",
            ),
            ("  web: {to: sftp, host: h, path: w, port: 0}\n", "bad-value: `0` is not a valid `port` for a target"),
            (
                "  web: {to: sftp, host: -oProxyCommand=x, path: w}\n",
                "bad-value: `-oProxyCommand=x` is not a valid `host` for a target",
            ),
            (
                "  web: {to: s3, bucket: b, region: r, endpoint: 'http://e.example'}\n",
                "bad-value: `http://e.example` is not a valid `endpoint` for a target",
            ),
            ("  web: {to: folder, path: x, indexnow: abcdef-1234}\n", ""),
            (
                "  web: {to: folder, path: x, indexnow: a.b.c.d.e}\n",
                "bad-value: `a.b.c.d.e` is not a valid `indexnow` for a target",
            ),
            ("  web: {to: folder, path: x, grace: soon}\n", "bad-value: `soon` is not a valid `grace` for a target"),
        ];
        for (written, expected) in cases {
            assert_eq!(messages(written).join("; "), expected, "{written}");
        }
    }

    #[test]
    fn a_secret_in_the_settings_is_sent_away_without_being_repeated() {
        let targets = [
            "{to: ftps, host: h, user: u, path: w, password: hunter2}",
            "{to: git, repository: 'https://practice:hunter2@git.example/w.git', branch: pages}",
        ];
        for target in targets {
            let outcome = read(&format!("{WHOLE}deploy:\n  web: {target}\n"), &Overrides::default());
            let all = format!("{:?}", outcome.diagnostics);
            assert!(all.contains("environment") && !all.contains("hunter2"), "{all}");
            let place = outcome.diagnostics[0].place.as_ref().expect("a file");
            assert_eq!(place.range, None, "the line would show the secret");
        }
    }
}
