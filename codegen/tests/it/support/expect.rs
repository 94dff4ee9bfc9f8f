//! Compares what came with what is expected, and says how all differences of a suite are accepted: with `BLESS=1`, which writes what
//! came. Must not know what it is.

use super::Case;
use std::fs;
use std::path::Path;

/// What differs in a suite.
pub struct Expectations {
    pub bless: bool,
    differing: Vec<String>,
}

/// Runs comparisons; fails with all that differs.
pub fn expect(suite: &str, compare: impl FnOnce(&mut Expectations)) {
    let mut expectations = Expectations { bless: std::env::var_os("BLESS").is_some(), differing: Vec::new() };
    compare(&mut expectations);
    let differing = expectations.differing;
    assert!(
        differing.is_empty(),
        "{}\n{} differ; read them, and if they are right: BLESS=1 cargo test -p apig-codegen --test it {suite}",
        differing.join("\n"),
        differing.len()
    );
}

impl Expectations {
    /// A part of a case.
    pub fn part(&mut self, case: &Case, part: &str, came: &str) {
        let expected = case.part(part);
        if expected != came && self.bless {
            case.write(part, came);
        } else {
            self.same(&format!("{}, {part}", case.name), expected, came);
        }
    }

    /// A whole file; where nothing is expected there is none.
    pub fn file(&mut self, path: &Path, came: &str) {
        let expected = fs::read_to_string(path).unwrap_or_default();
        if expected != came && self.bless && came.is_empty() {
            fs::remove_file(path).unwrap();
        } else if expected != came && self.bless {
            fs::write(path, came).unwrap();
        } else {
            self.same(&path.display().to_string(), &expected, came);
        }
    }

    fn same(&mut self, name: &str, expected: &str, came: &str) {
        if expected != came {
            self.wrong(format!("==== {name}\n{}", difference(expected, came)));
        }
    }

    /// What is wrong and not a matter of acceptance.
    pub fn wrong(&mut self, what: String) {
        self.differing.push(what);
    }
}

/// What differs, in a few lines.
pub fn difference(before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after).unified_diff().context_radius(1).to_string()
}
