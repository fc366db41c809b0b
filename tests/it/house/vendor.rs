//! What is vendored is what the lock file gives: `cargo xtask vendor` writes the hashes, and nobody edits a bundle by hand.

use std::path::Path;

const HASHES: &str = "content/desk/vendor/HASHES.txt";

#[test]
#[expect(clippy::disallowed_methods, reason = "the house is looked at on disk")]
fn the_editor_is_the_one_that_its_lock_file_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let hashes = std::fs::read_to_string(root.join(HASHES)).expect("hashes");
    assert_eq!(hashes.lines().count(), 5);
    for line in hashes.lines() {
        let (hash, file) = line.split_once("  ").expect("a hash and a file");
        let bytes = std::fs::read(root.join(file)).expect("a file");
        let found = bedside::base::ContentHash::of(&bytes).hex();
        assert_eq!(found, hash, "`{file}` is not what `cargo xtask vendor` made; run it again");
    }
}
