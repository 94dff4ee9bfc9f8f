//! Words what a test is told when its script was not followed.

use std::fmt;

/// What did not go by the script of a [`Replay`](super::Replay).
#[derive(Clone, PartialEq, Eq)]
pub struct ReplayError {
    pub(super) mistakes: Vec<String>,
}

impl ReplayError {
    /// Everything that did not, one line each.
    pub fn mistakes(&self) -> &[String] {
        &self.mistakes
    }
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not all went by the script")?;
        self.mistakes.iter().try_for_each(|mistake| write!(f, "\n  {mistake}"))
    }
}

/// As `Display`, so that `unwrap` in a test says it well.
impl fmt::Debug for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ReplayError {}
