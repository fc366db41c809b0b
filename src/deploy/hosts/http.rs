//! Requests over HTTP.

use std::time::Duration;

use ureq::http::{Method, Request};

use super::super::HostError;

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// An answer, whatever its status.
#[derive(Debug)]
pub(in crate::deploy) struct Answer {
    /// The status.
    pub(in crate::deploy) status: u16,
    /// Names in lower case, and values.
    pub(in crate::deploy) headers: Vec<(String, String)>,
    /// The body.
    pub(in crate::deploy) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(in crate::deploy) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the host did what it was asked.
    pub(in crate::deploy) fn is_fine(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What the answer means where it is a refusal. The first words of the body say more than the status.
    pub(in crate::deploy) fn refusal(&self, what: &str) -> HostError {
        let text = String::from_utf8_lossy(&self.body[..self.body.len().min(2000)]).into_owned();
        let words: String = reason(&text).chars().filter(|c| !c.is_control()).take(200).collect();
        let said = if words.trim().is_empty() {
            format!("status {}", self.status)
        } else {
            format!("status {}, {}", self.status, words.trim())
        };
        let message = format!("{what}: the host answered {said}");
        match self.status {
            408 | 425 | 429 | 500 | 502 | 503 | 504 => {
                HostError::passing(message).help("wait a while, then deploy again: files that already arrived are kept")
            }
            401 | 403 => HostError::lasting(message).help("check the key or token, and its permissions"),
            404 => HostError::lasting(message).help("check the names in the target's settings"),
            413 | 507 => HostError::lasting(message).help("the host is out of space, or the file is too large for it"),
            _ => HostError::lasting(message),
        }
    }
}

/// The words of an error in XML or JSON, else the text.
fn reason(text: &str) -> String {
    let inside = |start: &str, end: &str| {
        let after = text.split_once(start)?.1;
        after.split_once(end).map(|(inner, _)| inner.trim().to_owned())
    };
    inside("<Message>", "</Message>")
        .or_else(|| inside("\"message\":\"", "\""))
        .or_else(|| inside("\"message\": \"", "\""))
        .unwrap_or_else(|| if text.trim_start().starts_with('<') { String::new() } else { text.to_owned() })
}

/// A client that keeps its connections.
#[derive(Clone, Debug)]
pub(in crate::deploy) struct Web {
    agent: ureq::Agent,
}

impl Web {
    /// A client. `follows` says whether it goes where it is redirected.
    #[expect(clippy::disallowed_methods, reason = "the one client of the program")]
    pub(in crate::deploy) fn new(follows: bool) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(if follows { 5 } else { 0 })
            .max_redirects_will_error(false)
            .user_agent(concat!("bedside/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_global(Some(Duration::from_mins(10)))
            .max_idle_connections_per_host(16)
            .build();
        Self { agent: config.new_agent() }
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// Where there is no answer.
    pub(in crate::deploy) fn send(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, HostError> {
        let shown = url.split('?').next().unwrap_or(url);
        let method = Method::from_bytes(method.as_bytes()).map_err(|error| HostError::lasting(error.to_string()))?;
        let has_body = !matches!(method, Method::GET | Method::HEAD | Method::DELETE);
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let bad = |error: ureq::http::Error| HostError::lasting(format!("`{shown}` cannot be contacted: {error}"));
        let answered = if has_body {
            self.agent.run(request.body(body).map_err(bad)?)
        } else {
            self.agent.run(request.body(()).map_err(bad)?)
        };
        let mut answer = answered.map_err(|error| unreachable_host(shown, &error))?;
        let status = answer.status().as_u16();
        let headers = answer.headers().iter();
        let headers = headers
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let headers = headers.collect();
        let body = answer
            .body_mut()
            .with_config()
            .limit(LARGEST)
            .read_to_vec()
            .map_err(|error| unreachable_host(shown, &error))?;
        Ok(Answer { status, headers, body })
    }
}

fn is_unknown(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::HostNotFound => true,
        ureq::Error::Io(reason) => reason.to_string().contains("lookup address"),
        _ => false,
    }
}

fn unreachable_host(url: &str, error: &ureq::Error) -> HostError {
    let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or(url);
    match error {
        _ if is_unknown(error) => HostError::lasting(format!("the host `{host}` does not exist"))
            .help("check the name in the settings, and whether this computer is online"),
        ureq::Error::Rustls(reason) => {
            HostError::lasting(format!("the certificate of `{host}` is not valid: {reason}"))
                .help("do not send anything there; ask the host, or check the name in the settings")
        }
        ureq::Error::Io(reason) if reason.to_string().contains("certificate") => {
            HostError::lasting(format!("the certificate of `{host}` is not valid: {reason}"))
                .help("do not send anything there; ask the host, or check the name in the settings")
        }
        other => HostError::passing(format!("`{host}` cannot be reached: {other}"))
            .help("check whether this computer is online"),
    }
}
