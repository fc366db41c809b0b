//! Files become documents, pictures and data, each with the places of what they say.

pub mod picture;
