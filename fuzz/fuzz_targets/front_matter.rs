#![no_main]

bedside_fuzz::target!("front_matter");
