//! One run of a program: how long it took from start to exit, and the most memory it held.
//!
//! Time is the wall clock around start and wait, so it holds everything a person waits for. Memory is the kernel's own
//! high-water mark of resident memory, `VmHWM` in `/proc/PID/status`, read every two milliseconds until the program is
//! gone. The mark only rises, so reading it late costs nothing but what is gained in the last two milliseconds. It is of
//! that process alone; a program that starts others to do its work must be given without its wrapper.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(2);

/// One run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Run {
    /// From start to exit.
    pub(crate) seconds: f64,
    /// Peak of resident memory in KiB; `None` where the system does not tell, or the run was over too soon.
    pub(crate) peak: Option<f64>,
    /// Bytes of the files that it wrote, where that is known.
    pub(crate) bytes: Option<f64>,
}

/// Runs a program to its end. What it says on the standard error comes along; a failure is an error with its last line.
pub(crate) fn run(command: &mut Command) -> Result<(Run, String), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let not_run = |error: std::io::Error| format!("{program} did not run: {error}");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().map_err(not_run)?;
    let watch = watch_memory(&child);
    let complaint = complaint(&mut child);
    let status = child.wait().map_err(not_run)?;
    let seconds = start.elapsed().as_secs_f64();
    let peak = watch.join().ok().flatten();
    let last = complaint.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it said nothing").trim().to_owned();
    if status.success() {
        Ok((Run { seconds, peak, bytes: None }, complaint))
    } else {
        Err(format!("{status}: {last}"))
    }
}

/// Reads the standard error until the program closes it.
fn complaint(child: &mut Child) -> String {
    let mut bytes = Vec::new();
    if let Some(pipe) = &mut child.stderr {
        // Half a message is as good as none: the exit status decides.
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn watch_memory(child: &Child) -> thread::JoinHandle<Option<f64>> {
    let status = format!("/proc/{}/status", child.id());
    thread::spawn(move || {
        let mut peak = None;
        // A program that has ended has no memory, and so no such line, even before it is waited for.
        while let Some(mark) = std::fs::read_to_string(&status).ok().as_deref().and_then(high_water_mark) {
            peak = Some(mark);
            thread::sleep(PAUSE);
        }
        peak
    })
}

fn high_water_mark(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Result<(Run, String), String> {
        run(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn a_run_has_a_duration() {
        let (run, complaint) = shell("echo careful >&2").unwrap();
        assert!(run.seconds > 0.0);
        assert_eq!(complaint, "careful\n");
    }

    #[test]
    fn a_failure_says_why() {
        let reason = shell("echo first >&2; echo the disk is full >&2; exit 3").unwrap_err();
        assert!(reason.contains('3') && reason.ends_with("the disk is full"), "{reason}");
        assert!(run(&mut Command::new("/no/such/program")).unwrap_err().starts_with("/no/such/program did not run"));
    }

    #[test]
    fn the_mark_is_read_from_the_kernels_words() {
        assert_eq!(high_water_mark("Name:\thugo\nVmPeak:\t  9 kB\nVmHWM:\t  271036 kB\n"), Some(271_036.0));
        assert_eq!(high_water_mark("Name:\thugo\nState:\tZ (zombie)\n"), None);
    }
}
