//! How alike two things are of which one may be the other under a new name. A rename that is none misleads more than a thing
//! that vanished and one that appeared, so one sign is not enough, and signs against it count, too. Must not know things.

use crate::diagnostics::nearest;
use heck::ToSnakeCase;

/// How alike two things are, their names and what is said of them aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// One cannot be the other.
    Never,
    /// One may be the other, but nothing says so.
    Other,
    /// The same in what matters most, such as the type.
    Kin,
    /// The same in all that matters.
    Same,
}

/// What two things are called, and what is said of them.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    /// The name.
    pub name: &'a str,
    /// The words about it.
    pub words: Option<&'a str>,
}

/// The least that makes a rename: the same words and the same type, or the same words and names that have a word in common,
/// or names that are a slip apart and the same type, unless words and bounds differ, too.
pub const ENOUGH: i8 = 5;

/// By how much a rename must be likelier than any other: a word in common is not enough to choose by.
pub const CLEAR: i8 = 2;

/// Words shorter than this are in many names: `id`, `at`, `is`.
const SHORTEST_WORD: usize = 3;

/// How much says that one is the other.
pub fn weigh(old: Called<'_>, new: Called<'_>, likeness: Likeness) -> i8 {
    let shape = match likeness {
        Likeness::Never => return 0,
        Likeness::Other => 0,
        Likeness::Kin => 2,
        Likeness::Same => 3,
    };
    let words = match (old.words, new.words) {
        (Some(old), Some(new)) if old == new => 4,
        (Some(_), Some(_)) => -1,
        (Some(_), None) | (None, Some(_)) | (None, None) => 0,
    };
    // No name makes up for more than that.
    if shape + words + 3 < ENOUGH {
        return 0;
    }
    let name = if is_near(old.name, new.name) {
        3
    } else if have_a_word_in_common(old.name, new.name) {
        1
    } else {
        0
    };
    shape + words + name
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

    fn check(old: (&str, Option<&str>), new: (&str, Option<&str>), likeness: Likeness, expected: bool) {
        let called = |(name, words)| Called { name, words };
        let there = weigh(called(old), called(new), likeness);
        assert_eq!(there >= ENOUGH, expected, "{old:?} {new:?} {likeness:?}: {there}");
        assert_eq!(there, weigh(called(new), called(old), likeness), "{old:?} {new:?}: there and back");
    }

    #[test]
    fn one_sign_is_not_enough() {
        use Likeness::{Kin, Never, Other, Same};
        let (said, other) = (Some("When it was created."), Some("How large it is."));
        // The name alone, the words alone, the type alone.
        check(("units", None), ("unit", None), Other, false);
        check(("units", said), ("periods", said), Other, false);
        check(("units", None), ("periods", None), Same, false);
        check(("start_time", other), ("end_time", said), Same, false);
        // Two of them.
        check(("units", said), ("periods", said), Kin, true);
        check(("units", None), ("unit", None), Kin, true);
        check(("created", said), ("create_time", said), Other, true);
        // What speaks against it counts.
        check(("units", said), ("unit", other), Same, true);
        check(("units", said), ("unit", other), Kin, false);
        check(("units", said), ("unit", said), Never, false);
        // One letter is a name of its own.
        check(("x", None), ("y", None), Same, false);
        check(("is_at", said), ("at_id", said), Other, false);
    }
}
