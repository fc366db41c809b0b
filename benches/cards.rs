//! How long share cards take: a thousand different titles on one thread, two thousand on two.
//!
//! `cargo xtask bench cards` runs it and shows what was demanded. Alone, it prints `name value` lines: milliseconds and
//! bytes. The argument is a file with a title in each line.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark reads, measures and prints")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use bedside::base::ContentHash;
use bedside::card::{CardBrand, Logo, Size, Studio};
use bedside::config::{Brand, Color};
use bedside::view::ShareCard;
use rayon::prelude::*;

fn main() {
    // Cargo adds a flag of its own.
    let Some(file) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else { return };
    let text = std::fs::read_to_string(file).expect("the titles");
    let cards: Vec<ShareCard<'_>> = text.lines().map(card).collect();
    let first = &cards[..cards.len() / 2];
    let studio = studio();
    let before = busy();
    let (whole, sizes) = timed(|| first.iter().map(|card| draw(&studio, card)).collect::<Vec<usize>>());
    println!("mean {}", milliseconds(whole) / count(first.len()));
    println!("busy {}", (busy() - before) / count(first.len()));
    println!("largest {}", sizes.iter().max().unwrap_or(&0));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let (whole, _) = timed(|| pool.install(|| cards.par_iter().map(|card| draw(&studio, card)).sum::<usize>()));
    println!("two {}", milliseconds(whole));
}

fn studio() -> Studio {
    let colour = |text: &str| Color::parse(text).expect("a colour");
    let brand = Brand { color: colour("#1f5f5b"), accent: colour("#b4532a"), ..Brand::default() };
    let logo = Logo::drawing(include_str!("logo.svg")).expect("a drawing");
    let logo = Some((ContentHash::of(b"logo"), logo));
    let practice = "Riverside Family Medicine".to_owned();
    Studio::new(CardBrand {
        title: practice.clone(),
        host: "clinic.example".to_owned(),
        practice,
        brand,
        logo,
        templates: BTreeMap::new(),
    })
    .expect("fonts")
}

fn card(title: &str) -> ShareCard<'static> {
    ShareCard {
        title: title.to_owned(),
        mark: "Article".to_owned(),
        byline: Some("Maya Okafor, MD".to_owned()),
        date: Some("November 23, 2026".to_owned()),
        ..ShareCard::default()
    }
}

fn draw(studio: &Studio, card: &ShareCard<'_>) -> usize {
    studio.draw(card, &Size::LINK, None).map_or(0, |png| png.len())
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

/// Milliseconds that this thread has been on a processor, which on a busy computer is less than has passed
/// (Linux, `Documentation/scheduler/sched-stats.rst`).
fn busy() -> f64 {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    statistics.split(' ').next().and_then(|first| first.parse::<f64>().ok()).unwrap_or_default() / 1_000_000.0
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn count(cards: usize) -> f64 {
    f64::from(u32::try_from(cards).unwrap_or(u32::MAX))
}
