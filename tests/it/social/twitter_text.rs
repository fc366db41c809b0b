//! X: the vectors that twitter-text 3.1.0 publishes for its configuration v3 (`conformance/validate.yml`,
//! `WeightedTweetsWithDiscountedEmojiCounterTest`, `UnicodeDirectionalMarkerCounterTest`, `lengths`).

use bedside::social::{Channels, Counting};

const KANA: &str = "あいうえおかきくけこ";

fn repeated(part: &str, times: usize) -> String {
    part.repeat(times)
}

/// Text and length.
fn vectors() -> Vec<(String, usize)> {
    let parts = repeated("xxxxxxxxxx-", 24);
    let long_label = repeated("somesuperlongurl", 375);
    let poem = "故人西辞黄鹤楼，烟花三月下扬州。孤帆远影碧空尽，唯见长江天际流。朱雀桥边野草花，乌衣巷口夕阳斜。旧时王谢堂前燕，\
                飞入寻常百姓家。朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。泪湿罗巾梦不成，夜深前殿按歌声。\
                红颜未老恩先断，斜倚薰笼坐到明。独在异乡为异客，每逢佳节倍思亲。遥知兄弟登高处，遍插茱萸少一人。";
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}";
    let england = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
    let spaces: String = ('\u{2000}'..='\u{200B}').collect();
    vec![
        ("This is a test.".to_owned(), 15),
        ("http://test.com".to_owned(), 23),
        ("https://test.com".to_owned(), 23),
        ("test.com".to_owned(), 23),
        ("Test https://test.com test https://test.com test.com test".to_owned(), 86),
        ("Hi http://test.co".to_owned(), 26),
        ("http://test.co".to_owned(), 23),
        (format!("285 chars-xxxxxxxxxx-{parts}"), 285),
        (format!("285 chars- http://www.twitter.com/jack {parts}"), 299),
        (format!("{parts} http://www.twitter.com/jack "), 289),
        (repeated("https://www.twitter.com/aloha ", 10), 240),
        (poem.to_owned(), 320),
        (repeated("😷", 160), 320),
        (format!("the{poem}"), 323),
        (format!("282 chars-{parts}xxxxxA\u{301}x"), 281),
        ("A\u{301}B".to_owned(), 2),
        ("A\u{05E9}\u{05BC}\u{05C1}".to_owned(), 4),
        (format!("H🐱☺{family}"), 7),
        ("😷👾😡🔥💩".to_owned(), 10),
        ("🙋🏽\u{1F468}\u{200D}🎤".to_owned(), 4),
        (
            format!(
                "This is a tweet with general punctuation characters: {spaces} ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷"
            ),
            110,
        ),
        (
            format!(
                "Long url with invalid domain labels and a short url: https://{long_label}.com/foo https://validurl.com"
            ),
            "Long url with invalid domain labels and a short url: https://.com/foo ".len() + long_label.len() + 23,
        ),
        ("randomurlrandomurlrandomurlrandomurlrandomurlrandomurlrandomurls.com".to_owned(), 68),
        (format!("{} http://{}あいう.com", repeated(KANA, 12), repeated(KANA, 5)), 358),
        (repeated(family, 140), 280),
        ("1\u{20E3}".to_owned(), 2),
        (format!("Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; {england}"), 34),
        ("Unicode 9.0 emoji: 🤠; 💃; 💃🏾".to_owned(), 29),
        ("ABC\u{202A}\u{FFFF}ABC\u{FFFE}".to_owned(), 12),
        ("\u{2066}\u{202A}http://foobar.پاکستان/\u{202C}\u{2069}".to_owned(), 31),
    ]
}

#[test]
fn x_counts_as_its_published_vectors_do() {
    for (text, expected) in vectors() {
        assert_eq!(Counting::X.count(&text), expected, "{text}");
    }
}

/// A name of 52 signs in another script fits into a host's label, and counts 23 to X. It counts in full here: too much, never
/// too little.
#[test]
fn a_host_in_another_script_counts_too_much_rather_than_too_little() {
    let text = format!("{} http://{}あい.com", repeated(KANA, 12), repeated(KANA, 5));
    assert!(Counting::X.count(&text) >= 264);
}

#[test]
fn a_post_that_x_takes_is_taken_and_one_sign_more_is_not() {
    let channels = Channels::built_in();
    let x = channels.named("x").expect("X");
    for (text, fits) in [
        (repeated("の", 140), true),
        (repeated("の", 141), false),
        (repeated("\u{1F431}", 140), true),
        (repeated("\u{1F431}", 141), false),
        (format!("{}.", repeated("a", 279)), true),
        (format!("{}\n.", repeated("a", 279)), false),
    ] {
        assert_eq!(x.excess(&text).is_none(), fits, "{text}");
    }
}

/// The vectors say where the valid part of a text ends; that of ours is never longer.
#[test]
fn a_text_is_cut_where_x_stops_to_take_it() {
    let parts = repeated("xxxxxxxxxx-", 24);
    let cases = [
        (format!("285 chars-xxxxxxxxxx-{parts}"), 280),
        (format!("285 chars- http://www.twitter.com/jack {parts}"), 284),
        (format!("282 chars-{parts}xxxxxA\u{301}x"), "282 chars-".len() + parts.len() + 5 + "A\u{301}".len()),
        (repeated("😷", 160), 140 * "😷".len()),
    ];
    for (text, end) in cases {
        assert_eq!(Counting::X.cut(&text, 280), end, "{text}");
    }
}
