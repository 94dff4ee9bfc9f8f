//! Writes where a change is, as links where it is known where the files are. Must not know what changed.

use super::words::{address, code};
use crate::commands::diff::outcome::Outcome;
use crate::commands::diff::versions::Names;
use apig_codegen::diff::{Change, Location};

/// The addresses below which the files of the versions are.
#[derive(Clone, Copy, Default)]
pub struct Links<'a> {
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
}

/// Where a change is, and was.
pub fn location(outcome: &Outcome, change: &Change, links: Links<'_>) -> Option<String> {
    match (&change.before, &change.after) {
        (was, Some(is)) => {
            let was = was.as_ref().and_then(|was| link(&outcome.before, was, "before", links.before));
            let was = was.map_or_else(String::new, |was| format!(" ({was})"));
            Some(format!("{}{was}", place(&outcome.after, is, links.after)))
        }
        // The line is another now, or none.
        (Some(was), None) => Some(format!("was at {}", place(&outcome.before, was, links.before))),
        (None, None) => None,
    }
}

/// A place in a version whose files are below this address, if it is known.
pub fn place(names: &Names, location: &Location, links: Option<&str>) -> String {
    let label = code(&format!("{}{}:{}", names.path, location.path, location.line));
    link(names, location, &label, links).unwrap_or(label)
}

fn link(names: &Names, location: &Location, label: &str, links: Option<&str>) -> Option<String> {
    let path = address(&format!("{}{}", names.path, location.path));
    links.map(|links| format!("[{label}]({links}/{path}#L{})", location.line))
}
