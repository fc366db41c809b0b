//! The lists of `content/privacy/phrases.yaml`, each a constant with the name of its list.

include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
