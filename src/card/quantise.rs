//! The colors of a picture as a palette: all of them where they are few, else the best few (median cut; Heckbert,
//! "Color image quantization for frame buffer display", 1982).

use std::collections::BTreeSet;

use super::canvas::Rgb;

/// Steps of a channel that colors are counted by: 32, 64, 32 of red, green, blue.
const BINS: usize = 1 << 16;

/// A palette of at most `most` colors, and the place in it of each of the `pixels`.
pub(super) fn quantise(pixels: &[Rgb], most: usize) -> (Vec<Rgb>, Vec<usize>) {
    if let Some(palette) = exact(pixels, most) {
        let place = |pixel: &Rgb| palette.binary_search(pixel).unwrap_or(0);
        let places = pixels.iter().map(place).collect();
        return (palette, places);
    }
    let mut bins = vec![Bin::default(); BINS];
    for pixel in pixels {
        let bin = &mut bins[bin(*pixel)];
        bin.count += 1;
        (0..3).for_each(|at| bin.sum[at] += u64::from(pixel[at]));
    }
    let used: Vec<usize> = (0..BINS).filter(|at| bins[*at].count > 0).collect();
    let mut boxes = vec![(weight(&used, &bins), used)];
    while boxes.len() < most {
        let Some(heaviest) = (0..boxes.len()).max_by_key(|at| (boxes[*at].0, usize::MAX - at)) else { break };
        let (weighed, members) = &mut boxes[heaviest];
        let Some(other) = split(members, &bins) else { break };
        *weighed = weight(members, &bins);
        boxes.push((weight(&other, &bins), other));
    }
    let mut places = vec![0; BINS];
    let mut palette = Vec::with_capacity(boxes.len());
    for (place, (_, members)) in boxes.iter().enumerate() {
        for at in members {
            places[*at] = place;
        }
        palette.push(mean(members, &bins));
    }
    (palette, pixels.iter().map(|pixel| places[bin(*pixel)]).collect())
}

#[derive(Clone, Copy, Default)]
struct Bin {
    count: u64,
    sum: [u64; 3],
}

/// All colors in order, if they are few enough.
fn exact(pixels: &[Rgb], most: usize) -> Option<Vec<Rgb>> {
    let mut colours = BTreeSet::new();
    let mut last = None;
    for pixel in pixels {
        if last != Some(pixel) {
            last = Some(pixel);
            colours.insert(*pixel);
            if colours.len() > most {
                return None;
            }
        }
    }
    Some(colours.into_iter().collect())
}

fn bin([red, green, blue]: Rgb) -> usize {
    usize::from(red >> 3) << 11 | usize::from(green >> 2) << 5 | usize::from(blue >> 3)
}

/// The channels of a bin, on one scale.
fn channels(bin: usize) -> [usize; 3] {
    [bin >> 11 << 1, bin >> 5 & 63, (bin & 31) << 1]
}

/// The channel in which a box is longest, and how long it is.
fn longest(members: &[usize]) -> (usize, usize) {
    let span = |at: usize| {
        let values = || members.iter().map(|bin| channels(*bin)[at]);
        values().max().unwrap_or(0) - values().min().unwrap_or(0)
    };
    (0..3).map(|at| (span(at), at)).max().map_or((0, 0), |(span, at)| (at, span))
}

/// How much a box asks to be divided: many pixels, far apart.
fn weight(members: &[usize], bins: &[Bin]) -> u64 {
    let count: u64 = members.iter().map(|at| bins[*at].count).sum();
    let (_, span) = longest(members);
    count.isqrt() * (span as u64) * (span as u64)
}

/// Divides a box at the middle of its pixels; `None` if it has one color.
fn split(members: &mut Vec<usize>, bins: &[Bin]) -> Option<Vec<usize>> {
    let (channel, span) = longest(members);
    if span == 0 {
        return None;
    }
    members.sort_by_key(|bin| channels(*bin)[channel]);
    let half = members.iter().map(|at| bins[*at].count).sum::<u64>() / 2;
    let mut seen = 0;
    let middle = members.iter().position(|at| {
        seen += bins[*at].count;
        seen > half
    });
    let middle = middle.unwrap_or(0).clamp(1, members.len() - 1);
    Some(members.split_off(middle))
}

fn mean(members: &[usize], bins: &[Bin]) -> Rgb {
    let count: u64 = members.iter().map(|at| bins[*at].count).sum();
    let channel = |channel: usize| {
        let sum: u64 = members.iter().map(|at| bins[*at].sum[channel]).sum();
        u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX)
    };
    [channel(0), channel(1), channel(2)]
}
