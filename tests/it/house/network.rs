//! Who can reach another computer: the rooms that publish, preview or look something up, and nobody else.

use super::lexer::tokens;
use super::{Breach, Tree};

/// Rooms and files that open connections or wait for them.
const ALLOWED: [&str; 4] = ["src/deploy/", "src/external/", "src/lookup/", "src/serve/"];

/// Names by which Rust programs reach a network.
const NETWORK: [&str; 13] = [
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "ToSocketAddrs",
    "mio",
    "ureq",
    "suppaftp",
    "rustls",
    "reqwest",
    "hyper",
    "socket2",
    "tokio",
];

/// Every place that could reach a network and may not.
pub(crate) fn breaches(tree: &Tree) -> Vec<Breach> {
    let others = tree.iter().filter(|(file, _)| !ALLOWED.iter().any(|room| file.starts_with(room)));
    let found = others.flat_map(|(file, source)| {
        let tokens = tokens(source).into_iter().filter(|token| NETWORK.iter().any(|name| token.is(name)));
        let said =
            |name: &str| format!("`{name}` reaches a network: only `deploy`, `external`, `lookup` and `serve` do");
        tokens
            .map(|token| Breach { file: file.clone(), line: token.line, message: said(token.text) })
            .collect::<Vec<_>>()
    });
    found.collect()
}

#[test]
fn a_socket_in_another_room_is_found() {
    let tree = |file: &str| Tree::from([(file.to_owned(), "//! x\nuse std::net::TcpStream;\n".to_owned())]);
    assert_eq!(breaches(&tree("src/build/mod.rs")).len(), 1);
    assert_eq!(breaches(&tree("src/deploy/run.rs")), []);
}
