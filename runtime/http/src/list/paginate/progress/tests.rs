//! Tests lists, in tables: a case is a list of pages as a server gave them, one after the other, and what was made of
//! them.

use super::*;

type Item = &'static str;

fn by_text(item: &Item) -> Option<&str> {
    Some(item)
}

fn no_key(_: &Item) -> Option<&str> {
    None
}

/// The offsets that were asked for, and the items that were new. After the script a server gives empty pages.
fn read(key: fn(&Item) -> Option<&str>, start: Option<i64>, pages: &[(&'static str, Option<i64>)]) -> (String, String) {
    let mut progress = Progress::new(start);
    let (mut offsets, mut items) = (vec![progress.offset], Vec::new());
    let mut pages = pages.iter();
    loop {
        let (page, total) = pages.next().unwrap_or(&("", None));
        let (fresh, next) = progress.take(Page::new(*total, page.split_whitespace().collect()), key);
        items.extend(fresh);
        match next {
            Some(next) => offsets.push(next),
            None => break,
        }
        assert!(offsets.len() < 100, "it does not end");
    }
    assert_eq!(pages.len(), 0, "more pages would have been asked for: {offsets:?}");
    let offsets: Vec<String> = offsets.iter().map(ToString::to_string).collect();
    (offsets.join(" "), items.join(" "))
}

#[test]
fn honest_servers() {
    for (start, pages, offsets, items) in [
        // One page, and no page more than needed.
        (None, &[("a b", Some(2))][..], "0", "a b"),
        (None, &[("", Some(0))], "0", ""),
        (None, &[("", None)], "0", ""),
        // As many as came, not as many as were asked for.
        (None, &[("a b c", Some(5)), ("d", Some(5)), ("e", Some(5))], "0 3 4", "a b c d e"),
        // Without a total, up to an empty page.
        (None, &[("a b", None), ("c", None), ("", None)], "0 2 3", "a b c"),
        // From the caller's offset on; the server takes what is negative for 0.
        (Some(3), &[("d", Some(4))], "3", "d"),
        (Some(7), &[("", Some(4))], "7", ""),
        (Some(-5), &[("a", Some(2)), ("b", Some(2))], "0 1", "a b"),
        // Something appears before the page, or after it.
        (None, &[("a b", Some(4)), ("b c", Some(5)), ("d", Some(5))], "0 2 4", "a b c d"),
        (None, &[("a b", Some(3)), ("c d", Some(4))], "0 2", "a b c d"),
    ] {
        let expected = (offsets.to_owned(), items.to_owned());
        assert_eq!(read(by_text, start, pages), expected, "with a key: {pages:?}");
        assert_eq!(read(no_key, start, pages), expected, "without: {pages:?}");
    }
}

#[test]
fn lists_that_change() {
    for (pages, offsets, items) in [
        // `a` vanishes: the others move up, and `c` must not be left out.
        (&[("a b", Some(6)), ("d e", Some(5)), ("c d", Some(5)), ("e f", Some(5))][..], "0 2 1 3", "a b d e c f"),
        // `f` vanishes, after the page: to look again is in vain, and is no end.
        (&[("a b", Some(6)), ("c d", Some(5)), ("b c", Some(5)), ("d e", Some(5))], "0 2 1 3", "a b c d e"),
        // So many vanish that the page is beyond the end.
        (&[("a b", Some(4)), ("", Some(2)), ("c d", Some(2))], "0 2 0", "a b c d"),
        // The reader deletes what it has read.
        (
            &[("a b", Some(8)), ("e f", Some(6)), ("c d", Some(4)), ("", Some(2)), ("g h", Some(2))],
            "0 2 0 2 0",
            "a b e f c d g h",
        ),
        // Never before the caller's place.
        (&[("a b", Some(4)), ("", Some(0)), ("", Some(0))], "0 2 0", "a b"),
        // As many appear as a page holds: it comes again as a whole.
        (&[("a b", Some(4)), ("a b", Some(6)), ("c d", Some(6))], "0 2 4", "a b c d"),
        // The same item twice on a page.
        (&[("a a", Some(3)), ("b", Some(3))], "0 2", "a b"),
    ] {
        let found = read(by_text, None, pages);
        assert_eq!(found, (offsets.to_owned(), items.to_owned()), "{pages:?}");
    }
}

#[test]
fn without_a_key_the_last_pages_are_compared() {
    for (pages, offsets, items) in [
        (&[("a b", Some(6)), ("d e", Some(5)), ("c d", Some(5)), ("e f", Some(5))][..], "0 2 1 3", "a b d e c f"),
        (&[("a a", Some(3)), ("b", Some(3))], "0 2", "a a b"),
        // Back to the last two pages and no further: what came before them is not known any more.
        (
            &[("a", Some(9)), ("b", Some(9)), ("c", Some(9)), ("", Some(1)), ("b", None), ("c", None), ("", None)],
            "0 1 2 3 1 2 3",
            "a b c",
        ),
    ] {
        let found = read(no_key, None, pages);
        assert_eq!(found, (offsets.to_owned(), items.to_owned()), "{pages:?}");
    }
}

#[test]
fn dishonest_servers() {
    const HUGE: Option<i64> = Some(i64::MAX);
    for (start, pages, offsets, items) in [
        // The offset is ignored, whatever the total.
        (None, &[("a b", None), ("a b", None)][..], "0 2", "a b"),
        (None, &[("a b", Some(9)), ("a b", Some(9))], "0 2", "a b"),
        (None, &[("a b", Some(9)), ("a b", Some(99)), ("a b", Some(999))], "0 2 4", "a b"),
        (None, &[("a b", HUGE), ("c", HUGE), ("", HUGE)], "0 2 3", "a b c"),
        // Totals that cannot be: on to an empty page.
        (None, &[("a b", Some(1)), ("c", Some(1)), ("", Some(1))], "0 2 3", "a b c"),
        (None, &[("a b", Some(0)), ("", Some(0))], "0 2", "a b"),
        (None, &[("a b", Some(-1)), ("c", Some(i64::MIN)), ("", None)], "0 2 3", "a b c"),
        // Totals that jump: no step back without something new since the last.
        (
            None,
            &[
                ("a", HUGE),
                ("b", Some(5)),
                ("a", HUGE),
                ("b", Some(5)),
                ("c", HUGE),
                ("", Some(3)),
                ("a", HUGE),
                ("b", HUGE),
                ("c", HUGE),
                ("", None),
            ],
            "0 1 0 1 2 3 0 1 2 3",
            "a b c",
        ),
        // Where numbers end.
        (Some(i64::MAX), &[("a", HUGE)], "9223372036854775807", "a"),
        (Some(i64::MAX - 1), &[("a", HUGE)], "9223372036854775806", "a"),
        (Some(i64::MAX - 1), &[("a", None), ("b", None)], "9223372036854775806 9223372036854775807", "a b"),
        (Some(i64::MAX), &[("", Some(i64::MIN))], "9223372036854775807", ""),
    ] {
        let found = read(by_text, start, pages);
        assert_eq!(found, (offsets.to_owned(), items.to_owned()), "{pages:?}");
    }
}

/// Whatever a server says, the end is near: two thousand servers that mean nothing by what they say.
#[test]
fn garbage_ends() {
    const ITEMS: [Item; 6] = ["a", "b", "c", "d", "e", "f"];
    for seed in 0..2000 {
        let mut random = fastrand::Rng::with_seed(seed);
        for key in [by_text, no_key] {
            let mut progress = Progress::new(None);
            let mut pages = 0;
            loop {
                let items: Vec<Item> = (0..random.usize(0..5)).map(|_| ITEMS[random.usize(0..ITEMS.len())]).collect();
                let total = [None, Some(random.i64(..)), Some(random.i64(-2..20)), Some(i64::MAX)][random.usize(0..4)];
                let (_, next) = progress.take(Page::new(total, items), key);
                pages += 1;
                assert!(pages < 500, "seed {seed}");
                if next.is_none() {
                    break;
                }
            }
        }
    }
}
