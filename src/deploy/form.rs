//! Files in the host's own form: what the site says in `_headers` and `_redirects`, as other servers read it.

use std::fmt::Write;

use percent_encoding::percent_decode_str;

use crate::config::{DeployTarget, HostKind};

use super::HostError;
use super::tree::TreeFile;

/// Servers whose settings a person puts in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerConfig {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

/// What answers to some paths carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rule {
    /// `/blog/*`, `/blog/assets/*` or `/blog/*feed.xml`.
    pattern: String,
    headers: Vec<(String, String)>,
}

impl Rule {
    /// The folder that a rule is about, such as `/assets/`; `/` for the whole site.
    fn folder(&self) -> Option<&str> {
        self.pattern.strip_suffix('*').filter(|folder| !folder.contains('*'))
    }

    /// The end of the names that a rule is about, such as `feed.xml`.
    fn end(&self) -> Option<&str> {
        self.pattern.split_once('*').map(|(_, end)| end).filter(|end| !end.is_empty())
    }
}

/// The rules of a `_headers` file.
fn rules(text: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match (line.starts_with([' ', '\t']), line.trim().split_once(": ")) {
            (true, Some((name, value))) => {
                if let Some(rule) = rules.last_mut() {
                    rule.headers.push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
            _ => rules.push(Rule { pattern: line.trim().to_owned(), headers: Vec::new() }),
        }
    }
    rules
}

fn parse_redirects(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.to_owned()))
        })
        .collect()
}

/// Former addresses and where they lead, of a `_redirects` file.
pub(super) fn redirects(file: Option<&TreeFile>) -> Result<Vec<(String, String)>, HostError> {
    let Some(file) = file else { return Ok(Vec::new()) };
    Ok(parse_redirects(&String::from_utf8_lossy(&file.plain()?)))
}

/// Files that a target needs next to the site.
pub(super) fn own_files(target: &DeployTarget) -> Vec<TreeFile> {
    // Search engines look here whether the key is the site's own.
    let key = target.get("indexnow").map(|key| TreeFile::of_bytes(&format!("{key}.txt"), key.as_bytes().to_vec()));
    key.into_iter().chain(git_files(target)).collect()
}

fn git_files(target: &DeployTarget) -> Vec<TreeFile> {
    if target.kind != HostKind::Git {
        return Vec::new();
    }
    // Without it, GitHub leaves out files with a `_` in front.
    let mut files = vec![TreeFile::of_bytes(".nojekyll", Vec::new())];
    files.extend(target.get("domain").map(|domain| TreeFile::of_bytes("CNAME", format!("{domain}\n").into_bytes())));
    files
}

/// The settings file of the web server of a target, where it reads one from the site.
pub(super) fn server_files(target: &DeployTarget, site: &SiteRules) -> Vec<TreeFile> {
    let usual = match target.kind {
        HostKind::Sftp | HostKind::Ftps => "apache",
        _ => "none",
    };
    match target.get("server").unwrap_or(usual) {
        "apache" => vec![TreeFile::of_bytes(".htaccess", htaccess(site).into_bytes())],
        "iis" => vec![TreeFile::of_bytes("web.config", web_config(site).into_bytes())],
        _ => Vec::new(),
    }
}

/// What the site asks of its server.
#[derive(Clone, Debug, Default)]
pub(super) struct SiteRules {
    rules: Vec<Rule>,
    /// Former addresses and where they lead.
    pub(super) redirects: Vec<(String, String)>,
}

impl SiteRules {
    /// Reads them from the site's own files.
    pub(super) fn of(headers: Option<&TreeFile>, redirect_file: Option<&TreeFile>) -> Result<Self, HostError> {
        let headers = headers.map(TreeFile::plain).transpose()?.unwrap_or_default();
        Ok(Self::read(&String::from_utf8_lossy(&headers), redirects(redirect_file)?))
    }

    /// Servers compare addresses after they decoded them.
    fn read(headers: &str, redirects: Vec<(String, String)>) -> Self {
        let decoded = |(from, to): (String, String)| (percent_decode_str(&from).decode_utf8_lossy().into_owned(), to);
        Self { rules: rules(headers), redirects: redirects.into_iter().map(decoded).collect() }
    }

    /// The path of the site on its server, with `/` at its end.
    fn root(&self) -> &str {
        self.rules.iter().find_map(Rule::folder).unwrap_or("/")
    }

    fn everywhere(&self) -> &[(String, String)] {
        self.rules.iter().find(|rule| rule.folder().is_some()).map_or(&[], |rule| &rule.headers)
    }

    /// The folders with rules of their own.
    fn folders(&self) -> impl Iterator<Item = (&str, &[(String, String)])> {
        let root = self.root().to_owned();
        self.rules
            .iter()
            .filter_map(move |rule| Some((rule.folder().filter(|folder| *folder != root)?, rule.headers.as_slice())))
    }

    /// Ends of names, and the media type of such files.
    fn types(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rules.iter().filter_map(|rule| {
            let media = rule.headers.iter().find(|(name, _)| name == "Content-Type")?;
            Some((rule.end()?, media.1.as_str()))
        })
    }
}

/// A text as part of a regular expression.
fn literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if r"\.+*?()|[]{}^$#".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// A text between double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `.htaccess` for Apache 2.4.
fn htaccess(site: &SiteRules) -> String {
    let root = site.root();
    let mut out = format!(
        "# Bedside writes this file with every deployment.\nErrorDocument 404 {root}404.html\nDirectoryIndex index.html\nOptions -Indexes\n"
    );
    out.push_str("<FilesMatch \"^\\.bedside\">\n  Require all denied\n</FilesMatch>\n<IfModule mod_mime.c>\n  AddDefaultCharset utf-8\n  AddType text/javascript .js .mjs\n  AddType font/woff2 .woff2\n  AddType image/webp .webp\n  AddType image/avif .avif\n</IfModule>\n");
    for (end, media) in site.types() {
        let _ = writeln!(out, "<FilesMatch \"{}$\">\n  ForceType {}\n</FilesMatch>", literal(end), quoted(media)); // cannot fail
    }
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in site.everywhere() {
        let _ = writeln!(out, "  Header always set {name} {}", quoted(value)); // cannot fail
    }
    out.push_str("  <FilesMatch \"\\.html$\">\n    Header set Cache-Control \"public, max-age=0, must-revalidate\"\n  </FilesMatch>\n");
    for (folder, headers) in site.folders() {
        let _ = writeln!(out, "  <If \"%{{REQUEST_URI}} =~ m#^{}#\">", literal(folder)); // cannot fail
        for (name, value) in headers {
            let _ = writeln!(out, "    Header set {name} {}", quoted(value)); // cannot fail
        }
        out.push_str("  </If>\n");
    }
    out.push_str("</IfModule>\n<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html text/css text/javascript text/calendar image/svg+xml application/xml application/json application/atom+xml application/rss+xml\n</IfModule>\n");
    if !site.redirects.is_empty() {
        out.push_str("<IfModule mod_alias.c>\n");
        for (from, to) in &site.redirects {
            let _ = writeln!(
                out,
                "  RedirectMatch 301 {} {}",
                quoted(&format!("^{}$", literal(from))).replace("\\\\", "\\"),
                quoted(to)
            ); // cannot fail
        }
        out.push_str("</IfModule>\n");
    }
    out
}

/// `web.config` for IIS.
fn web_config(site: &SiteRules) -> String {
    let text = |text: &str| quick_xml::escape::escape(text).into_owned();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Bedside writes this file with every deployment. -->\n<configuration>\n  <system.webServer>\n    \
         <httpErrors errorMode=\"Custom\" existingResponse=\"Replace\">\n      <remove statusCode=\"404\" />\n",
    );
    let _ = writeln!(
        out,
        "      <error statusCode=\"404\" path=\"{}404.html\" responseMode=\"ExecuteURL\" />\n    </httpErrors>",
        text(site.root())
    ); // cannot fail
    out.push_str("    <staticContent>\n");
    for (end, media) in [
        (".woff2", "font/woff2"),
        (".webp", "image/webp"),
        (".avif", "image/avif"),
        (".ics", "text/calendar; charset=utf-8"),
        (".json", "application/json"),
    ] {
        let _ = writeln!(
            out,
            "      <remove fileExtension=\"{end}\" />\n      <mimeMap fileExtension=\"{end}\" mimeType=\"{media}\" />"
        ); // cannot fail
    }
    out.push_str("    </staticContent>\n    <httpProtocol>\n      <customHeaders>\n");
    for (name, value) in site.everywhere() {
        let _ = writeln!(
            out,
            "        <remove name=\"{0}\" />\n        <add name=\"{0}\" value=\"{1}\" />",
            text(name),
            text(value)
        ); // cannot fail
    }
    out.push_str("      </customHeaders>\n    </httpProtocol>\n    <security>\n      <requestFiltering>\n        <hiddenSegments>\n          <add segment=\".bedside-deploy.json\" />\n        </hiddenSegments>\n      </requestFiltering>\n    </security>\n  </system.webServer>\n");
    for (from, to) in &site.redirects {
        let path = from.trim_matches('/');
        let _ = writeln!(
            out,
            "  <location path=\"{}\">\n    <system.webServer>\n      <httpRedirect enabled=\"true\" exactDestination=\"true\" httpResponseStatus=\"Permanent\" destination=\"{}\" />\n    </system.webServer>\n  </location>",
            text(path),
            text(to),
        ); // cannot fail
    }
    for (folder, headers) in site.folders() {
        let _ = writeln!(
            out,
            "  <location path=\"{}\">\n    <system.webServer>\n      <httpProtocol>\n        <customHeaders>",
            text(folder.trim_matches('/'))
        ); // cannot fail
        for (name, value) in headers {
            let _ = writeln!(out, "          <add name=\"{}\" value=\"{}\" />", text(name), text(value)); // cannot fail
        }
        out.push_str("        </customHeaders>\n      </httpProtocol>\n    </system.webServer>\n  </location>\n");
    }
    out.push_str("</configuration>\n");
    out
}

/// A snippet for the settings of a server: `headers` and `redirects` are the texts of the site's own files, `host` is its name.
#[must_use]
pub fn server_config(server: ServerConfig, host: &str, headers: &str, redirects: &str) -> String {
    let site = SiteRules::read(headers, parse_redirects(redirects));
    match server {
        ServerConfig::Nginx => nginx(host, &site),
        ServerConfig::Caddy => caddy(host, &site),
    }
}

fn nginx(host: &str, site: &SiteRules) -> String {
    let (name, root) = (host.split(':').next().unwrap_or(host), site.root());
    let lifetime: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let mut out = format!(
        "# For nginx, inside `http`: change `root` to the website's folder, and add your certificate.\nmap $uri $lifetime_{lifetime} {{\n    \
         default \"public, max-age=0, must-revalidate\";\n"
    );
    for (folder, headers) in site.folders() {
        if let Some((_, value)) = headers.iter().find(|(name, _)| name == "Cache-Control") {
            let _ = writeln!(out, "    ~^{} {};", literal(folder), quoted(value)); // cannot fail
        }
    }
    let _ = write!(
        out,
        "}}\nserver {{\n    listen 80;\n    server_name {name};\n    root /var/www/{name};\n    index index.html;\n    charset utf-8;\n    \
         absolute_redirect off;\n    error_page 404 {root}404.html;\n    gzip on;\n    \
         gzip_types text/css text/javascript application/javascript text/plain text/xml text/calendar image/svg+xml application/xml application/json application/feed+json application/atom+xml application/rss+xml;\n"
    ); // cannot fail
    for (header, value) in site.everywhere() {
        let _ = writeln!(out, "    add_header {header} {} always;", quoted(value).replace('$', "")); // cannot fail
    }
    let _ = writeln!(
        out,
        "    add_header Cache-Control $lifetime_{lifetime};\n    location ~ /\\.bedside|^{}_(headers|redirects)$ {{ return 404; }}",
        literal(root)
    ); // cannot fail
    for (end, media) in TYPES {
        let _ = writeln!(out, "    location ~ {}$ {{ types {{ }} default_type {}; }}", literal(end), quoted(media)); // cannot fail
    }
    for (end, media) in site.types() {
        let _ = writeln!(out, "    location ~ {}$ {{ types {{ }} default_type {}; }}", literal(end), quoted(media)); // cannot fail
    }
    for (from, to) in &site.redirects {
        let _ = writeln!(out, "    location = {} {{ return 301 {}; }}", quoted(from), quoted(to)); // cannot fail
    }
    out.push_str("}\n");
    out
}

/// Types that servers of some years ago do not know, by the end of the name.
const TYPES: [(&str, &str); 4] =
    [(".mjs", "text/javascript"), (".woff2", "font/woff2"), (".webp", "image/webp"), (".avif", "image/avif")];

fn caddy(host: &str, site: &SiteRules) -> String {
    let (name, root) = (host.split(':').next().unwrap_or(host), site.root());
    let mut out = format!(
        "# For Caddy: change `root` to the website's folder. Caddy gets the certificate itself.\n{host} {{\n\troot * /var/www/{name}\n\tencode zstd gzip\n\
         \t@hidden path_regexp /\\.bedside|^{}_(headers|redirects)$\n\terror @hidden 404\n\theader ?Cache-Control \"public, max-age=0, must-revalidate\"\n",
        literal(root)
    );
    let everywhere = |depth: &str| -> String {
        site.everywhere().iter().fold(String::new(), |mut lines, (name, value)| {
            let _ = writeln!(lines, "{depth}header {name} {}", quoted(value)); // cannot fail
            lines
        })
    };
    out.push_str(&everywhere("\t"));
    for (folder, headers) in site.folders() {
        for (name, value) in headers {
            let _ = writeln!(out, "\theader {folder}* {name} {}", quoted(value)); // cannot fail
        }
    }
    for (end, media) in site.types() {
        let _ = writeln!(out, "\theader *{end} Content-Type {}", quoted(media)); // cannot fail
    }
    for (from, to) in &site.redirects {
        let _ = writeln!(out, "\tredir {} {} 301", quoted(from), quoted(to)); // cannot fail
    }
    out.push_str("\tfile_server\n\thandle_errors {\n");
    out.push_str(&everywhere("\t\t"));
    let _ = writeln!(
        out,
        "\t\t@missing expression {{err.status_code}} == 404\n\t\trewrite @missing {root}404.html\n\t\tfile_server\n\t}}\n}}"
    ); // cannot fail
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADERS: &str = "/*\n  Content-Security-Policy: default-src 'none'\n  X-Content-Type-Options: nosniff\n\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\n/*feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n";
    const REDIRECTS: &str = "/old (1)/ /new/ 301\n/a.b/ /new/ 301\n";

    fn site() -> SiteRules {
        SiteRules::read(HEADERS, parse_redirects("/old.page/ /new/ 301\n"))
    }

    #[test]
    fn each_server_gets_headers_lifetimes_types_and_redirects() {
        let texts = [
            (
                htaccess(&site()),
                [
                    "Header always set X-Content-Type-Options \"nosniff\"",
                    "m#^/assets/#",
                    "<FilesMatch \"feed\\.xml$\">",
                    "RedirectMatch 301 \"^/old\\.page/$\" \"/new/\"",
                ],
            ),
            (
                web_config(&site()),
                [
                    "<add name=\"X-Content-Type-Options\" value=\"nosniff\" />",
                    "<location path=\"assets\">",
                    "default-src &apos;none&apos;",
                    "<location path=\"old.page\">",
                ],
            ),
            (
                nginx("a.example", &site()),
                [
                    "add_header X-Content-Type-Options \"nosniff\" always;",
                    "~^/assets/ \"public, max-age=31536000, immutable\";",
                    "location ~ feed\\.xml$ {",
                    "location = \"/old.page/\" { return 301 \"/new/\"; }",
                ],
            ),
            (
                caddy("a.example", &site()),
                [
                    "header X-Content-Type-Options \"nosniff\"",
                    "header /assets/* Cache-Control",
                    "header *feed.xml Content-Type",
                    "redir \"/old.page/\" \"/new/\" 301",
                ],
            ),
        ];
        for (text, expected) in texts {
            for line in expected {
                assert!(text.contains(line), "{line}\n in\n{text}");
            }
        }
        assert_eq!(parse_redirects(REDIRECTS).len(), 2);
    }
}
