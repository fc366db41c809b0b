//! Programs of Windows on this computer, by Wine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shell;

/// Where Debian has Wine's loader for programs of 64 bits.
const LOADER: &str = "/usr/lib/wine/wine64";

/// The compiler for the small programs that the trials need.
const COMPILER: &str = "x86_64-w64-mingw32-gcc";

/// Wine with a prefix of its own.
pub(crate) struct Wine {
    prefix: PathBuf,
}

impl Wine {
    /// Finds Wine and the compiler, or says what to install.
    pub(crate) fn find(folder: &Path) -> Result<Self, String> {
        if !Path::new(LOADER).is_file() {
            return Err(format!("there is no `{LOADER}`: install Debian's `wine64`"));
        }
        if !shell::works(Command::new(COMPILER).arg("--version")) {
            return Err(format!("there is no `{COMPILER}`: install Debian's `gcc-mingw-w64-x86-64-win32`"));
        }
        let prefix = folder.join("wine");
        std::fs::create_dir_all(&prefix).map_err(|error| format!("{}: {error}", prefix.display()))?;
        Ok(Self { prefix })
    }

    /// A program under Wine, without its own messages.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(LOADER);
        command.arg(program).env("WINEPREFIX", &self.prefix).env("WINEDEBUG", "-all").env_remove("SOURCE_DATE_EPOCH");
        command.stdin(Stdio::null());
        command
    }

    /// Ends the server of the prefix, which stays for a while otherwise.
    pub(crate) fn end(&self) {
        let mut command = Command::new("/usr/lib/wine/wineserver64");
        let _ = command.arg("-k").env("WINEPREFIX", &self.prefix).stderr(Stdio::null()).status(); // it ends by itself, too
    }
}

/// Compiles a C source of `xtask/windows`.
pub(crate) fn compile(source: &str, to: &Path, flags: &[&str]) -> Result<(), String> {
    let mut command = Command::new(COMPILER);
    command.arg("-o").arg(to).arg(shell::root().join("xtask/windows").join(source)).args(flags);
    shell::run(&mut command)
}
