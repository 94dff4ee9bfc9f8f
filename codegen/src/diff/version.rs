//! Computes the version of a crate after changes, by the rules of cargo. Must not know how changes are judged.

use super::Rust;
use crate::api::release;

/// The version after `current`, or `None` if that is no version, or one before a release, which promises nothing.
///
/// The first number that is not zero is the one that a major change raises.
pub fn next_version(current: &str, worst: Rust) -> Option<String> {
    let [major, minor, patch] = &release(current)?;
    let next = |number: &u64| number.checked_add(1);
    let (major, minor, patch) = match (worst, major, minor) {
        (Rust::None, _, _) => (*major, *minor, *patch),
        (Rust::Major | Rust::Silent, 1.., _) => (next(major)?, 0, 0),
        (Rust::Minor | Rust::Dangerous, 1.., _) | (Rust::Major | Rust::Silent, 0, 1..) => (*major, next(minor)?, 0),
        (Rust::Patch, _, _) | (Rust::Minor | Rust::Dangerous, 0, _) | (Rust::Major | Rust::Silent, 0, 0) => {
            (*major, *minor, next(patch)?)
        }
    };
    Some(format!("{major}.{minor}.{patch}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_go_up_as_cargo_reads_them() {
        for (current, none, patch, minor, major) in [
            ("1.2.3", "1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("10.0.9", "10.0.9", "10.0.10", "10.1.0", "11.0.0"),
            ("0.1.0", "0.1.0", "0.1.1", "0.1.1", "0.2.0"),
            ("0.9.12", "0.9.12", "0.9.13", "0.9.13", "0.10.0"),
            ("0.0.3", "0.0.3", "0.0.4", "0.0.4", "0.0.4"),
        ] {
            for (worst, expected) in [
                (Rust::None, none),
                (Rust::Patch, patch),
                (Rust::Minor, minor),
                (Rust::Dangerous, minor),
                (Rust::Major, major),
                (Rust::Silent, major),
            ] {
                assert_eq!(next_version(current, worst).as_deref(), Some(expected), "{current} {worst:?}");
            }
        }
    }

    #[test]
    fn what_is_no_release_has_no_next() {
        for current in ["", "1", "1.2", "1.2.3.4", "1.2.x", "01.2.3", "+1.2.3", "1.2.3-rc.1", "1.2.3+build", "1..3"] {
            assert_eq!(next_version(current, Rust::Patch), None, "{current}");
        }
        assert_eq!(next_version("1.2.18446744073709551615", Rust::Patch), None);
    }
}
