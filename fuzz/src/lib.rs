//! The readers of Bedside as programs of libFuzzer: in the tests of the program is what they read and what must not happen
//! (`tests/it/fuzz/targets`), here is how libFuzzer calls it.
//!
//! `cargo xtask fuzz` builds and runs them with the stable compiler; `cargo fuzz run TARGET` works as well.

use std::cell::OnceCell;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

#[path = "../../tests/it/image/makers.rs"]
#[expect(dead_code, reason = "other tests make more pictures")]
mod image_makers;
#[path = "../../tests/it/markdown/support.rs"]
mod markdown_support;
#[path = "../../tests/it/output/support.rs"]
mod output_support;
#[path = "../../tests/it/serve/support.rs"]
mod serve_support;
#[path = "../../tests/it/support/mod.rs"]
mod support;
#[path = "../../tests/it/fuzz/targets/mod.rs"]
mod targets;

// The names that these modules have in the tests.
mod image {
    pub(crate) use crate::image_makers as makers;
}
mod markdown {
    pub(crate) use crate::markdown_support as support;
}
mod output {
    pub(crate) use crate::output_support as support;
}
mod serve {
    pub(crate) use crate::serve_support as support;
}

use targets::Target;

thread_local! {
    static TARGET: OnceCell<Target> = const { OnceCell::new() };
}

/// The program of one target.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(init: $crate::begin($name), |bytes: &[u8]| $crate::read(bytes));
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::changed(data, size, max_size, seed)
        });
    };
}

/// Makes a target ready, and puts its good inputs into the first folder that was named, where libFuzzer keeps what it finds.
pub fn begin(name: &str) {
    let target = targets::target(name);
    let folder = std::env::args_os().skip(1).find(|word| !word.as_encoded_bytes().starts_with(b"-"));
    if let Some(folder) = folder.as_deref().map(OsStr::as_ref).filter(|folder: &&Path| folder.is_dir()) {
        for (number, seed) in target.seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed).expect("a good input");
        }
    }
    TARGET.with(|cell| assert!(cell.set(target).is_ok(), "one target for each program"));
}

/// Reads one input.
pub fn read(bytes: &[u8]) {
    TARGET.with(|cell| (cell.get().expect("a target that was begun").run)(bytes));
}

/// Changes an input as libFuzzer does; sometimes a short piece of it comes many times, for what nests and what doubles.
pub fn changed(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let seed = seed as usize;
    if size == 0 || !seed.is_multiple_of(16) {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    let from = (seed >> 4) % size;
    let piece = data[from..(from + 1 + (seed >> 20) % 12).min(size)].to_vec();
    let often = 1 << ((seed >> 24) % 13);
    let rest = data[from..size].to_vec();
    let longer: Vec<u8> = piece.iter().copied().cycle().take(piece.len() * often).chain(rest).collect();
    let end = (from + longer.len()).min(max_size);
    data[from..end].copy_from_slice(&longer[..end - from]);
    end
}
