//! Quotes names and values, truncated to what a line has room for; of two side by side, it shows the part that differs.
//! Must not know what they are.

use crate::text::is_bidi;
use std::fmt::Display;

/// Longer texts are cut.
const LONGEST: usize = 60;

/// How much of what two texts have in common tells where they differ.
const CONTEXT: usize = 20;

/// A name or a value, in back quotes and not endless. What a terminal or Markdown would act upon is replaced.
pub fn quoted(text: impl Display) -> String {
    let text: Vec<char> = text.to_string().chars().collect();
    cut(&text, 0)
}

/// Two texts that are shown side by side, both cut at the same position, so that where they first differ is seen.
pub fn side_by_side(before: impl Display, after: impl Display) -> (String, String) {
    let (before, after): (Vec<char>, Vec<char>) =
        (before.to_string().chars().collect(), after.to_string().chars().collect());
    let start = start(&before, &after);
    (cut(&before, start), cut(&after, start))
}

/// Where to begin, so that the whole difference is seen if there is room for it; at the start wherever possible.
fn start(before: &[char], after: &[char]) -> usize {
    let longest = before.len().max(after.len());
    let shortest = before.len().min(after.len());
    let head = before.iter().zip(after).take_while(|(before, after)| before == after).count();
    let tails = before.iter().rev().zip(after.iter().rev());
    let tail = tails.take(shortest - head).take_while(|(before, after)| before == after).count();
    let end = longest - tail;
    if end <= LONGEST || before == after {
        return 0;
    }
    let room = LONGEST.saturating_sub(end - head);
    let behind = tail.min(room / 2);
    head.saturating_sub((room - behind).max(CONTEXT))
}

fn cut(text: &[char], start: usize) -> String {
    let acts = |c: &char| *c == '`' || c.is_control() || is_bidi(*c);
    let shown = text.iter().skip(start).take(LONGEST);
    let shown: String = shown.map(|c| if acts(c) { '\u{fffd}' } else { *c }).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if text.len() > start + LONGEST { "…" } else { "" };
    format!("`{before}{shown}{after}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Repetitions of a letter are written `a*30`.
    fn spelt(text: &str) -> String {
        let parts = text.split(' ').map(|part| match part.split_once('*') {
            Some((letter, count)) => letter.repeat(count.parse().unwrap_or_default()),
            None => part.to_owned(),
        });
        parts.collect()
    }

    #[test]
    fn where_two_texts_differ_is_seen() {
        for (before, after, quoted_before, quoted_after) in [
            // As they are.
            ("", "", "``", "``"),
            ("old", "new", "`old`", "`new`"),
            ("a*59 x", "a*59 y", "`a*59 x`", "`a*59 y`"),
            // The difference is near the start.
            ("x a*80", "y a*80", "`x a*59 …`", "`y a*59 …`"),
            ("short", "a*80", "`short`", "`a*60 …`"),
            ("a*10", "a*80", "`a*10`", "`a*60 …`"),
            // At the end, there is room for all that leads to it; in the middle, for what follows, too.
            ("a*80 x", "a*80 y", "`… a*59 x`", "`… a*59 y`"),
            ("a*80", "a*80 y", "`… a*59`", "`… a*59 y`"),
            ("a*80 x b*80", "a*80 y b*80", "`… a*30 x b*29 …`", "`… a*30 y b*29 …`"),
            ("a*80 x b*9", "a*80 y b*9", "`… a*50 x b*9`", "`… a*50 y b*9`"),
            // What differs is long itself, on both sides or on one.
            ("a*80 x*99", "a*80 y*99", "`… a*20 x*40 …`", "`… a*20 y*40 …`"),
            ("a*80 b*80", "a*80 y*50 b*80", "`… a*20 b*40 …`", "`… a*20 y*40 …`"),
            ("a*58 x*3", "a*58 y*3", "`… a*57 x*3`", "`… a*57 y*3`"),
            // Nothing that acts, cut by characters and not by bytes.
            ("é*80 \n", "é*80 `", "`… é*59 \u{fffd}`", "`… é*59 \u{fffd}`"),
            ("a*80", "a*80", "`a*60 …`", "`a*60 …`"),
        ] {
            let quoted = side_by_side(spelt(before), spelt(after));
            let expected = [quoted_before, quoted_after].map(|quoted| {
                let inner = quoted.strip_prefix('`').and_then(|quoted| quoted.strip_suffix('`'));
                inner.map(|inner| format!("`{}`", spelt(inner))).unwrap_or_default()
            });
            assert_eq!([quoted.0, quoted.1], expected, "{before} and {after}");
        }
        assert_eq!(quoted(spelt("a*61")), spelt("` a*60 …`"));
    }
}
