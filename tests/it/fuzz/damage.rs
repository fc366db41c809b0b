//! How an input is damaged: bytes, pieces cut out, doubled, repeated, put in from a list of signs that mean something.

/// Signs that some reader gives a meaning to.
const SIGNS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "\\",
    "#",
    "@",
    "&",
    "*",
    "!",
    "<",
    ">",
    "%",
    "$",
    "`",
    "~",
    "|",
    ":",
    "- ",
    "? ",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{1}",
    "\u{feff}",
    "\u{fffe}",
    "\u{202e}",
    "é",
    "\u{1f637}",
    "---\n",
    "<<: ",
    "[@a]",
    "javascript:",
    "]]>",
    "&#0;",
];

/// No input grows beyond this.
const LONGEST: usize = 64 * 1024;

/// Numbers by xorshift64*: the same seed gives the same damage.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// A number below `end`, which is not zero.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) as usize % end
    }

    fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + self.below(most + 1)).min(length)
    }
}

/// A seed with one to six damages.
pub(super) fn damaged(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(6) {
        damage(&mut bytes, seeds, chance);
        bytes.truncate(LONGEST);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    match chance.below(7) {
        0 if at < bytes.len() => bytes[at] = u8::try_from(chance.below(256)).unwrap_or_default(),
        1 => drop(bytes.drain(chance.range(bytes.len(), 40))),
        2 => bytes.truncate(at),
        3 => {
            // Many times: what doubles, and what nests.
            let piece = bytes[chance.range(bytes.len(), 12)].to_vec();
            let often = 1 << chance.below(12);
            drop(bytes.splice(at..at, piece.repeat(often)));
        }
        4 => {
            let sign = SIGNS[chance.below(SIGNS.len())];
            let often = if chance.below(4) == 0 { 1 << chance.below(14) } else { 1 };
            drop(bytes.splice(at..at, sign.repeat(often).into_bytes()));
        }
        5 => {
            let other = &seeds[chance.below(seeds.len())];
            let piece = other[chance.range(other.len(), 200)].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        _ => {
            let sign = SIGNS[chance.below(SIGNS.len())].as_bytes();
            let end = (at + sign.len()).min(bytes.len());
            drop(bytes.splice(at..end, sign.iter().copied()));
        }
    }
}
