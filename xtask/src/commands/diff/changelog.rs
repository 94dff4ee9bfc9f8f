//! Formats a comparison as a section of the changelog, for those who use the crate: what to do about each change. Must not know
//! streams or files.

use super::edit::Edit;
use super::markdown::words::message;
use super::outcome::{self, Outcome};
use super::versions::PACKAGE;
use apig_codegen::diff::{Change, ItemChange, Rust, Wire};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Of more items than this, the first are listed.
const MOST: usize = 6;

/// The groups, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Silent,
    Breaking,
    Announced,
    Refused,
    Deprecated,
    Added,
    Changed,
}

impl Group {
    const ALL: [Self; 7] =
        [Self::Silent, Self::Breaking, Self::Announced, Self::Refused, Self::Deprecated, Self::Added, Self::Changed];

    /// `None` for what nobody who uses the crate notices.
    fn of(outcome: &Outcome, change: &Change) -> Option<Self> {
        match (change.wire, change.rust) {
            (_, Rust::Silent) => Some(Self::Silent),
            _ if outcome.was_due(change) => Some(Self::Announced),
            (Wire::Breaking, _) | (_, Rust::Major) => Some(Self::Breaking),
            (_, Rust::Dangerous) => Some(Self::Refused),
            _ if change.id == "deprecated" => Some(Self::Deprecated),
            // The name that it had is.
            (_, Rust::Minor) if change.items.iter().any(|item| item.renamed_to.is_some()) => Some(Self::Deprecated),
            (_, Rust::Minor) => Some(Self::Added),
            (Wire::Dangerous | Wire::Compatible, _) => Some(Self::Changed),
            (Wire::Documentation | Wire::None, Rust::Patch | Rust::None) => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Silent => "Compiles, and does something else",
            Self::Breaking => "Breaking",
            Self::Announced => "Removed, as announced",
            Self::Refused => "Refused from now on, before anything is sent",
            Self::Deprecated => "Deprecated",
            Self::Added => "Added",
            Self::Changed => "Changed",
        }
    }
}

/// The section without its heading; empty if users notice nothing.
pub fn text(outcome: &Outcome) -> String {
    let edits = outcome.edits();
    let mut text = String::new();
    for group in Group::ALL {
        let of_group = edits.iter().filter(|edit| Group::of(outcome, edit.change) == Some(group));
        let entries: Vec<String> = of_group.map(|edit| entry(edit, group)).collect();
        if !entries.is_empty() {
            let _ = write!(text, "### {}\n\n{}\n\n", group.title(), entries.join("\n"));
        }
    }
    text.trim_end().to_owned()
}

fn entry(edit: &Edit<'_>, group: Group) -> String {
    let mut entry = format!("- {}: {}", message(&edit.services()), message(&edit.change.message));
    if let Some(reason) = outcome::reason_for_callers(edit.change) {
        let _ = write!(entry, " ({reason})");
    }
    entry.push('.');
    for [was, is] in outcome::meanings(edit) {
        let _ = write!(entry, "\n  - meant {}, means {}", message(was), message(is));
    }
    let mut known = BTreeSet::new();
    let lines = advice(edit, group).into_iter().filter(|line| known.insert(line.clone()));
    let lines: Vec<String> = lines.collect();
    for line in lines.iter().take(MOST) {
        let _ = write!(entry, "\n  - {line}");
    }
    if lines.len() > MOST {
        let _ = write!(entry, "\n  - … and {} more: `cargo xtask diff --details` lists all", lines.len() - MOST);
    }
    entry
}

/// What to do, item by item.
fn advice(edit: &Edit<'_>, group: Group) -> Vec<String> {
    let items: Vec<&ItemChange> = edit.items().filter(|item| item.before != item.after).collect();
    let renamed = renamed(&items);
    if !renamed.is_empty() {
        return renamed;
    }
    let gone: Vec<&str> = items.iter().filter(|item| item.after.is_none()).map(|item| item.path.as_str()).collect();
    let new: Vec<&str> = items.iter().filter(|item| item.before.is_none()).map(|item| item.path.as_str()).collect();
    match group {
        Group::Added => {
            // What is in a new item is new with it.
            let is_inner = |path: &str| {
                new.iter().any(|other| path.strip_prefix(other).is_some_and(|rest| rest.starts_with("::")))
            };
            return new.iter().filter(|path| !is_inner(path)).map(|path| link(path)).collect();
        }
        Group::Silent | Group::Breaking | Group::Announced | Group::Refused | Group::Deprecated | Group::Changed => {}
    }
    // Each that is gone, with the one in its place: under another name, or elsewhere under the same.
    let is_renamed = !edit.change.renamed.is_empty() && gone.len() == new.len();
    let successor = |at: usize, path: &str| match is_renamed {
        true => new.get(at).copied(),
        false => new.iter().copied().find(|other| last(other) == last(path)),
    };
    let replaced = gone.iter().enumerate().map(|(at, path)| match successor(at, path) {
        Some(new) => format!("replace `{path}` by {}", link(new)),
        None => format!("`{path}` is gone"),
    });
    let changed = items.iter().filter_map(|item| Some((item, item.before.as_ref()?, item.after.as_ref()?)));
    let changed = changed.map(|(item, before, after)| {
        let short = |line: &str| {
            let line = line.trim_start_matches("pub ").trim_start_matches("fn ");
            line.replacen(&item.path, last(&item.path), 1)
        };
        format!("{}: `{}` is `{}`", link(&item.path), short(before), short(after))
    });
    replaced.chain(changed).collect()
}

/// What has another name, and its former one still. What is in it, or implemented for it, has another path alone.
fn renamed(items: &[&ItemChange]) -> Vec<String> {
    let is_itself = |item: &&ItemChange| !item.before.as_ref().is_some_and(|line| line.starts_with("impl "));
    let line = |item: &ItemChange| {
        let (was, now) = (item.path.as_str(), item.renamed_to.as_deref()?);
        let kept = if item.after.is_some() { "still works and is deprecated" } else { "is a constant, and deprecated" };
        (last(was) != last(now)).then(|| format!("replace `{was}` by {}; the old name {kept}", link(now)))
    };
    items.iter().copied().filter(is_itself).filter_map(line).collect()
}

/// The last name of a path.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// An item, with a search for it in the documentation of the crate.
fn link(path: &str) -> String {
    let crate_ = PACKAGE.replace('-', "_");
    format!("[`{path}`](https://docs.rs/{PACKAGE}/latest/{crate_}/?search={path})")
}
