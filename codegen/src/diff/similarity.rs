//! Scores whether a removed and an added item are one item renamed. A false rename misleads more than a removal and an
//! addition, so one sign is not enough, and signs against it count, too. Knows names and descriptions only.

use crate::diagnostics::nearest;
use heck::ToSnakeCase;

/// How similar two items are, their names and descriptions aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Similarity {
    /// One cannot be the other.
    Never,
    /// One may be the other, but no sign of it.
    Possible,
    /// Equal in what matters most, such as the type.
    Similar,
    /// Equal in all that matters.
    Equal,
}

/// An item that may have been renamed: its name and its description.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    pub name: &'a str,
    pub description: Option<&'a str>,
}

/// The least score that makes a rename: the same description and type, or the same description and names that have a word in
/// common, or names that are a typo apart and the same type, unless descriptions and bounds differ, too.
pub const THRESHOLD: i8 = 5;

/// By how much a rename must outscore any other: a word in common is not enough to choose by.
pub const MARGIN: i8 = 2;

/// Words shorter than this are in many names: `id`, `at`, `is`.
const SHORTEST_WORD: usize = 3;

/// Scores how likely one is the other, renamed.
pub fn score(old: Candidate<'_>, new: Candidate<'_>, similarity: Similarity) -> i8 {
    let shape = match similarity {
        Similarity::Never => return 0,
        Similarity::Possible => 0,
        Similarity::Similar => 2,
        Similarity::Equal => 3,
    };
    let description = match (old.description, new.description) {
        (Some(old), Some(new)) if old == new => 4,
        (Some(_), Some(_)) => -1,
        (Some(_), None) | (None, Some(_)) | (None, None) => 0,
    };
    // No name makes up for more than that.
    if shape + description + 3 < THRESHOLD {
        return 0;
    }
    let name = if is_near(old.name, new.name) {
        3
    } else if have_a_word_in_common(old.name, new.name) {
        1
    } else {
        0
    };
    shape + description + name
}

/// Whether few edits make one name of the other. Of the shortest, any edit makes another name.
fn is_near(a: &str, b: &str) -> bool {
    let is_long = |name: &str| name.chars().count() >= SHORTEST_WORD;
    is_long(a) && is_long(b) && (nearest(a, [b]).is_some() || nearest(b, [a]).is_some())
}

/// Whether a word of one begins a word of the other: `created` and `create_time`, `name` and `quotaNames`.
fn have_a_word_in_common(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_snake_case(), b.to_snake_case());
    words(&a).any(|a| words(&b).any(|b| a.starts_with(b) || b.starts_with(a)))
}

fn words(snake: &str) -> impl Iterator<Item = &str> {
    snake.split('_').filter(|word| word.len() >= SHORTEST_WORD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: (&str, Option<&str>), new: (&str, Option<&str>), similarity: Similarity, expected: bool) {
        let candidate = |(name, description)| Candidate { name, description };
        let score_there = score(candidate(old), candidate(new), similarity);
        assert_eq!(score_there >= THRESHOLD, expected, "{old:?} {new:?} {similarity:?}: {score_there}");
        assert_eq!(score_there, score(candidate(new), candidate(old), similarity), "{old:?} {new:?}: there and back");
    }

    #[test]
    fn one_sign_is_not_enough() {
        use Similarity::{Equal, Never, Possible, Similar};
        let (text, other) = (Some("When it was created."), Some("How large it is."));
        // The name alone, the description alone, the type alone.
        check(("units", None), ("unit", None), Possible, false);
        check(("units", text), ("periods", text), Possible, false);
        check(("units", None), ("periods", None), Equal, false);
        check(("start_time", other), ("end_time", text), Equal, false);
        // Two of them.
        check(("units", text), ("periods", text), Similar, true);
        check(("units", None), ("unit", None), Similar, true);
        check(("created", text), ("create_time", text), Possible, true);
        // What speaks against it counts.
        check(("units", text), ("unit", other), Equal, true);
        check(("units", text), ("unit", other), Similar, false);
        check(("units", text), ("unit", text), Never, false);
        // One letter is a name of its own.
        check(("x", None), ("y", None), Equal, false);
        check(("is_at", text), ("at_id", text), Possible, false);
    }
}
