#![no_main]

bedside_fuzz::target!("forms");
