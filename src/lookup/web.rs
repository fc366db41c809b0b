//! Requests, one after the other, each no sooner than its service allows.

use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Silence;

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Characters that are not encoded in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A part of an address with everything but letters, digits and `-._~` encoded.
pub(super) fn encoded(part: &str) -> String {
    utf8_percent_encode(part, PLAIN).to_string()
}

/// A client that asks one question at a time.
#[derive(Debug)]
pub(super) struct Web {
    agent: ureq::Agent,
    pause: Duration,
    has_asked: bool,
}

impl Web {
    #[expect(clippy::disallowed_methods, reason = "`source add` and `check --sources` ask PubMed and Crossref")]
    pub(super) fn new(contact: Option<&str>, pause: Duration) -> Self {
        let contact = contact.map_or(String::new(), |contact| format!(" (mailto:{contact})"));
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(3)
            .user_agent(format!("bedside/{}{contact}", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_global(Some(Duration::from_mins(1)))
            .build();
        Self { agent: config.new_agent(), pause, has_asked: false }
    }

    /// The text at an address; nothing if there is none (404).
    pub(super) fn text(&mut self, service: &str, url: &str) -> Result<Option<String>, Silence> {
        if self.has_asked {
            std::thread::sleep(self.pause);
        }
        self.has_asked = true;
        let silent = |error: &ureq::Error| Silence {
            message: format!("{service} cannot be reached: {error}"),
            help: "check whether this computer is online, and try again; nothing was changed".to_owned(),
        };
        let mut answer = self.agent.get(url).call().map_err(|error| silent(&error))?;
        match answer.status().as_u16() {
            200..=299 => {
                let body =
                    answer.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(|error| silent(&error))?;
                Ok(Some(String::from_utf8_lossy(&body).into_owned()))
            }
            404 => Ok(None),
            429 | 503 => Err(Silence {
                message: format!(
                    "{service} asks to wait before the next request (status {})",
                    answer.status().as_u16()
                ),
                help: "try again in a few minutes; nothing was changed".to_owned(),
            }),
            status => Err(Silence {
                message: format!("{service} answers with the status {status}"),
                help: "try again later; nothing was changed".to_owned(),
            }),
        }
    }
}
