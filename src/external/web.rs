//! Asking a host, and waiting before asking it again.

use std::time::Duration;

use ureq::http::{Method, Request};

/// Largest answer that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// What a host answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it sends the reader.
    pub location: Option<String>,
    /// The text, as far as needed.
    pub body: String,
}

/// Something that asks hosts.
pub trait Web: Sync {
    /// Sends `HEAD`, or `GET` where the text is wanted. Redirects are not followed.
    ///
    /// # Errors
    /// In a few words, why there is no answer.
    fn ask(&self, url: &str, wants_text: bool) -> Result<Answer, String>;

    /// Lets a host rest.
    fn pause(&self, time: Duration);
}

/// The network.
#[derive(Clone, Debug)]
pub struct Online {
    agent: ureq::Agent,
}

impl Default for Online {
    fn default() -> Self {
        Self::new()
    }
}

impl Online {
    /// A client that says who it is, and gives up after 20 seconds.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one client that looks at pages of others")]
    pub fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("bedside/", env!("CARGO_PKG_VERSION"), " (checks the links of a website)"))
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        Self { agent: config.new_agent() }
    }
}

impl Web for Online {
    fn ask(&self, url: &str, wants_text: bool) -> Result<Answer, String> {
        let method = if wants_text { Method::GET } else { Method::HEAD };
        let request = Request::builder().method(method).uri(url).header("Accept", "text/html, */*;q=0.8").body(());
        let request = request.map_err(|_| "it is not a web address that Bedside can open".to_owned())?;
        let mut answer = self.agent.run(request).map_err(|error| reason(&error))?;
        let location = answer.headers().get("location").map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
        let status = answer.status().as_u16();
        // A page that is larger than that has said what matters by then; that it is there is known anyway.
        let body = if wants_text {
            answer.body_mut().with_config().limit(LARGEST).lossy_utf8(true).read_to_string().unwrap_or_default()
        } else {
            String::new()
        };
        Ok(Answer { status, location, body })
    }

    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::HostNotFound => "its host does not exist".to_owned(),
        ureq::Error::Timeout(_) => "its host did not answer in time".to_owned(),
        ureq::Error::Rustls(_) => "its host's certificate is not valid".to_owned(),
        _ => "its host cannot be reached".to_owned(),
    }
}
