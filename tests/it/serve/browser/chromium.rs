//! A real browser, driven over two pipes (Chrome `DevTools` Protocol, `--remote-debugging-pipe`): no port, no library.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a tool of tests: it opens pipes, and says what is not checked"
)]

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Starts the browser with its pipes at the descriptors where it expects them.
const START: &str = "exec chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
                     --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage \
                     --window-size=1000,800 --user-data-dir=\"$1/profile\" --remote-debugging-pipe \
                     3<\"$1/in\" 4>\"$1/out\"";

/// A browser with one tab.
pub(crate) struct Browser {
    child: Child,
    to: File,
    from: BufReader<File>,
    messages: u64,
    tab: Option<String>,
    _folder: TempDir,
}

impl Browser {
    /// A browser, or `None`, said aloud, where there is none on this computer.
    pub(crate) fn start() -> Option<Self> {
        Self::with_text_of(16)
    }

    /// A browser whose reader set the size of text, in pixels; 16 is the usual one.
    pub(crate) fn with_text_of(size: u32) -> Option<Self> {
        let there = Command::new("chromium").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !there.is_ok_and(|status| status.success()) {
            eprintln!("NOT CHECKED: there is no `chromium` on this computer");
            return None;
        }
        // On a computer that is short of memory or threads it may end before it has a tab.
        let browser = (0..3).find_map(|_| Self::launch(size).ok());
        Some(browser.expect("a browser that goes on after its start"))
    }

    fn launch(size: u32) -> Result<Self, String> {
        let folder = TempDir::new().expect("a folder");
        for pipe in ["in", "out"] {
            mknodat(CWD, folder.path().join(pipe), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
        }
        let profile = folder.path().join("profile/Default");
        std::fs::create_dir_all(&profile).expect("a profile");
        let preferences = json!({ "webkit": { "webprefs": { "default_font_size": size } } });
        std::fs::write(profile.join("Preferences"), preferences.to_string()).expect("preferences");
        let mut command = Command::new("sh");
        command.arg("-c").arg(START).arg("sh").arg(folder.path());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a shell");
        let to = File::options().write(true).open(folder.path().join("in")).expect("a pipe to the browser");
        let from = BufReader::new(File::open(folder.path().join("out")).expect("a pipe from the browser"));
        let mut browser = Self { child, to, from, messages: 0, tab: None, _folder: folder };
        let target = browser.try_call("Target.createTarget", &json!({ "url": "about:blank" }))?["targetId"].clone();
        let session = browser.try_call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }))?;
        browser.tab = session["sessionId"].as_str().map(str::to_owned);
        Ok(browser)
    }

    /// Calls a method of the protocol.
    pub(crate) fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.try_call(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What the browser has against a call, where it refuses it.
    pub(crate) fn refuses(&mut self, method: &str, parameters: &Value) -> Option<String> {
        self.try_call(method, parameters).err()
    }

    fn try_call(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.messages += 1;
        let mut message = json!({ "id": self.messages, "method": method, "params": parameters });
        if let Some(tab) = &self.tab {
            message["sessionId"] = json!(tab);
        }
        self.to
            .write_all(format!("{message}\0").as_bytes())
            .map_err(|error| format!("the browser is gone: {error}"))?;
        loop {
            let mut answer = Vec::new();
            self.from.read_until(0, &mut answer).expect("the browser answers");
            answer.pop().ok_or("the browser has ended")?;
            let answer: Value = serde_json::from_slice(&answer).expect("JSON");
            if answer["id"] == self.messages {
                return match answer.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(answer["result"].clone()),
                };
            }
        }
    }

    /// Goes to an address and waits until the page has asked for its events.
    pub(crate) fn open(&mut self, url: &str) {
        self.call("Page.navigate", &json!({ "url": url }));
        self.wait("document.readyState === 'complete' && document.querySelector('bedside-preview') !== null");
        self.wait("performance.getEntriesByType('resource').some((entry) => entry.name.includes('client.css'))");
    }

    /// Goes to an address that is no page of the site, and waits until it is there.
    pub(crate) fn visit(&mut self, url: &str) {
        self.call("Page.navigate", &json!({ "url": url }));
        self.wait(&format!("location.href === '{url}' && document.readyState === 'complete'"));
    }

    /// Makes the window as wide as a device.
    pub(crate) fn size(&mut self, width: u32) {
        let size = json!({ "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// The value of an expression of JavaScript.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.call("Runtime.evaluate", &parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until a condition holds; after a deadline the test is lost.
    pub(crate) fn wait(&mut self, condition: &str) {
        let expression = format!(
            "new Promise((done) => {{ const until = Date.now() + 30000; const look = () => {{ \
             if ({condition}) done(true); else if (Date.now() > until) done(false); else setTimeout(look, 20); }}; look(); }})"
        );
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        // A page that goes elsewhere takes the question with it; it is asked again on the next one.
        let held = (0..10).find_map(|_| match self.try_call("Runtime.evaluate", &parameters) {
            Err(error) if error.contains("navigated") || error.contains("context") => None,
            Err(error) => panic!("{condition}: {error}"),
            Ok(answer) => Some(answer["result"]["value"].clone()),
        });
        let held = held.unwrap_or(Value::Null);
        assert_eq!(
            held,
            true,
            "waited in vain for: {condition}\n{}",
            self.eval("document.body.innerText.slice(0, 2000)")
        );
    }

    /// Goes on to the next stop of the keyboard.
    pub(crate) fn tab(&mut self) {
        for kind in ["rawKeyDown", "keyUp"] {
            let key = json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
            self.call("Input.dispatchKeyEvent", &key);
        }
    }

    /// Presses Enter, as a keyboard does: with its text.
    pub(crate) fn enter(&mut self) {
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { "\r" } else { "" };
            let key =
                json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": text });
            self.call("Input.dispatchKeyEvent", &key);
        }
    }

    /// Asks for pages in a language from now on.
    pub(crate) fn speaks(&mut self, language: &str) {
        self.call("Network.enable", &json!({}));
        self.call("Network.setExtraHTTPHeaders", &json!({ "headers": { "Accept-Language": language } }));
    }

    /// Types text where the keyboard is.
    pub(crate) fn types(&mut self, text: &str) {
        self.call("Input.insertText", &json!({ "text": text }));
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call("Input.dispatchKeyEvent", &json!({ "type": kind, "key": key, "code": key }));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It ends with its pipes in any case.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
