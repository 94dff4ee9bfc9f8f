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
        let kept: BTreeSet<&str> =
            items.iter().filter(|item| item.renamed_to.is_some()).map(|item| item.path.as_str()).collect();
        let is_former = |item: &&ItemChange| item.before.is_none() && kept.contains(item.path.as_str());
        let (formers, others): (Vec<&ItemChange>, Vec<&ItemChange>) = items.iter().copied().partition(is_former);
        if let Some((old, new, others)) = renamed(&others) {
            lines.extend([format!("- {old}"), format!("+ {new}")]);
            lines.extend(formers.iter().filter_map(|item| item.after.as_ref()).map(|line| format!("+ {line}")));
            lines.extend((others > 0).then(|| format!("  … and {others} more that name it")));
            continue;
        }
        for item in items {
            lines.extend(item.before.iter().map(|line| format!("- {line}")));
            lines.extend(item.after.iter().map(|line| format!("+ {line}")));
        }
    }
    lines
}

/// If items only have the new name of one type, its lines, and how many others there are.
fn renamed<'a>(items: &[&'a ItemChange]) -> Option<(&'a str, &'a str, usize)> {
    let ty = |line: &&'a String| line.contains("pub struct ") || line.contains("pub enum ");
    let before = || items.iter().filter_map(|item| item.before.as_ref());
    let after = || items.iter().filter_map(|item| item.after.as_ref());
    let (mut old, mut new) = (before().filter(ty), after().filter(ty));
    let (was, is) = (old.next()?, new.next()?);
    if old.next().is_some() || new.next().is_some() {
        return None;
    }
    let path = |line: &'a str| line.rsplit(' ').next();
    let (from, to) = (path(was)?, path(is)?);
    let renamed: BTreeSet<String> = before().map(|line| with_name(line, from, to)).collect();
    let now: BTreeSet<String> = after().cloned().collect();
    (renamed == now).then_some((was, is, now.len() - 1))
}

/// A line with another path in the place of one, but for paths that only begin like it.
fn with_name(line: &str, from: &str, to: &str) -> String {
    let mut parts = line.split(from);
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let goes_on = part.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        named.push_str(if goes_on { from } else { to });
        named.push_str(part);
    }
    named
}

/// The path of an item that is more than a trait of a type.
fn of_its_own(item: &ItemChange) -> Option<&str> {
    let line = item.after.as_ref().or(item.before.as_ref())?;
    (!line.starts_with("impl ")).then_some(item.path.as_str())
}
