#![no_main]

bedside_fuzz::target!("libraries_nbib");
