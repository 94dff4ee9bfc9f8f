//! Lists what becomes of the public items of the crate, as lines of a diff. Must not know markdown.

use crate::commands::diff::edit::Edit;
use apig_codegen::diff::ItemChange;
use std::collections::BTreeSet;

/// The lines, below the change that they come of.
pub fn lines(edits: &[Edit<'_>]) -> Vec<String> {
    let all = || edits.iter().flat_map(Edit::items);
    let appearing: BTreeSet<&str> = all().filter(|item| item.before.is_none()).filter_map(of_its_own).collect();
    let vanishing: BTreeSet<&str> = all().filter(|item| item.after.is_none()).filter_map(of_its_own).collect();
    let mut lines = Vec::new();
    for edit in edits {
        // Traits come and go with their type, which is listed.
        let is_told = |item: &&ItemChange| {
            let with_its_type = if item.before.is_none() { &appearing } else { &vanishing };
            let is_shown = of_its_own(item).is_some() || !with_its_type.contains(item.path.as_str());
            is_shown && item.before != item.after
        };
        let mut items: Vec<&ItemChange> = edit.items().filter(is_told).collect();
        if items.is_empty() {
            continue;
        }
        // What differs stands together; then what vanished, then what is new.
        items.sort_by_key(|item| (item.before.is_none(), item.after.is_none()));
        lines.push(format!("@@ {} @@", edit.change.message));
        for item in items {
            lines.extend(item.before.iter().map(|line| format!("- {line}")));
            lines.extend(item.after.iter().map(|line| format!("+ {line}")));
        }
    }
    lines
}

/// The path of an item that is more than a trait of a type.
fn of_its_own(item: &ItemChange) -> Option<&str> {
    let line = item.after.as_ref().or(item.before.as_ref())?;
    (!line.starts_with("impl ")).then_some(item.path.as_str())
}
