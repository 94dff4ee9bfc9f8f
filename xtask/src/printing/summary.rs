//! Holds how a run went, as plain data. Knows what changed and what is in the way. Must not know formats, colours or
//! streams.

use crate::disk::Disk;
use crate::reading::paths::Locations;
use crate::terminal::{printable, quoted};
use crate::writing::plan::Plan;
use crate::writing::public_list::{OnDisk, PublicList};
use apig_codegen::{ChangeKind, MARK, PUBLIC_API, Report, Severity, Tree};
use similar::TextDiff;
use std::collections::BTreeMap;
use std::time::Duration;

/// A diff is a hint at what happened, not the whole story.
const DIFF_LINES: usize = 20;
const DIFF_TIME: Duration = Duration::from_millis(200);

/// How a run went.
#[derive(Default)]
pub struct Summary {
    /// Whether the run only compares.
    pub check: bool,
    pub folder: String,
    /// The same as a shell reads it.
    pub quoted_folder: String,
    /// What stands before the paths of documents.
    pub spec_prefix: String,
    /// The command that brings the crate up to date.
    pub mend: String,
    pub diagnostics: Option<Report>,
    /// Whether all of them are listed, with notes, among the results.
    pub lists_findings: bool,
    /// How many files the tree has.
    pub files: usize,
    pub changes: Vec<Change>,
    /// A person's file is where a generated one must be, so that the command alone does not fix it.
    pub is_blocked: bool,
    pub is_new_crate: bool,
    pub notes: Vec<String>,
    /// Why the run ended early, apart from errors among the diagnostics.
    pub error: Option<String>,
    pub time: Duration,
}

/// A file that was changed, or that is out of date.
pub struct Change {
    pub kind: &'static str,
    pub path: String,
    pub detail: Vec<String>,
}

impl Summary {
    pub fn name(&mut self, locations: &Locations) {
        self.folder.clone_from(&locations.folder_label);
        self.quoted_folder = quoted(locations.folder.as_os_str());
        self.spec_prefix.clone_from(&locations.spec_prefix);
        self.mend.clone_from(&locations.mend);
    }

    pub fn is_success(&self) -> bool {
        let is_fresh = !self.check || self.changes.is_empty();
        self.error.is_none() && is_fresh && !self.has_errors()
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.as_ref().is_some_and(Report::has_errors)
    }

    /// How many errors and warnings there are in the spec.
    pub fn counts(&self) -> (usize, usize) {
        let all = self.diagnostics.as_ref().map_or(&[][..], Report::diagnostics);
        let errors = all.iter().filter(|diagnostic| matches!(diagnostic.severity, Severity::Error)).count();
        (errors, all.len() - errors)
    }

    pub fn count(&self, kinds: &[&str]) -> usize {
        self.changes.iter().filter(|change| kinds.contains(&change.kind)).count()
    }

    /// Lists what was written.
    pub fn add_changes(&mut self, plan: &Plan) {
        for change in &plan.changes {
            self.add(written(change.kind), &format!("src/{}", change.path), Vec::new());
        }
    }

    /// Lists the list of public items, which was written.
    pub fn add_written(&mut self, list: &PublicList<'_>) {
        if let Some(kind) = list.change() {
            self.add(written(kind), PUBLIC_API, Vec::new());
        }
    }

    /// Lists the list of public items, if it is out of date.
    pub fn add_public_list(&mut self, list: &PublicList<'_>) {
        match &list.on_disk {
            OnDisk::Nothing => self.add("missing", PUBLIC_API, Vec::new()),
            OnDisk::Generated(_) if list.change().is_none() => {}
            OnDisk::Generated(old) => self.add("stale", PUBLIC_API, diff(old, list.text)),
            OnDisk::InTheWay => self.add_what_is_in_the_way(PUBLIC_API),
        }
    }

    /// Lists what is out of date.
    pub fn add_differences(&mut self, plan: &Plan, tree: &Tree, disk: &Disk) {
        if self.is_new_crate {
            self.add("missing", "Cargo.toml", Vec::new());
        }
        let texts: BTreeMap<&str, &str> = tree.files().collect();
        for change in &plan.changes {
            let (kind, detail) = match change.kind {
                ChangeKind::Stale => {
                    let old = disk.files.get(&change.path).map_or(&[][..], Vec::as_slice);
                    ("stale", diff(old, texts.get(change.path.as_str()).unwrap_or(&"")))
                }
                ChangeKind::Missing => ("missing", Vec::new()),
                ChangeKind::Orphaned => ("orphaned", Vec::new()),
            };
            self.add(kind, &format!("src/{}", change.path), detail);
        }
        for path in &plan.in_the_way {
            self.add_what_is_in_the_way(&format!("src/{path}"));
        }
        self.changes.sort_by(|a, b| a.path.cmp(&b.path));
    }

    fn add_what_is_in_the_way(&mut self, path: &str) {
        self.is_blocked = true;
        let detail = format!("is in the way: it does not begin with `{MARK}`; move it away, or delete it");
        self.add("stale", path, vec![detail]);
    }

    /// Adds one file of the crate.
    pub fn add(&mut self, kind: &'static str, path: &str, detail: Vec<String>) {
        let path = printable(&format!("{}/{path}", self.folder));
        self.changes.push(Change { kind, path, detail });
    }

    /// Nothing is written while people's files are where generated ones must be.
    pub fn refuse_what_is_in_the_way(&self, plan: &Plan, list: &PublicList<'_>) -> Result<(), String> {
        let shown = |path: &String| format!("`{}/src/{}`", self.folder, printable(path));
        let list = (list.on_disk == OnDisk::InTheWay).then(|| format!("`{}/{PUBLIC_API}`", self.folder));
        let paths: Vec<String> = list.into_iter().chain(plan.in_the_way.iter().map(shown)).collect();
        let (are, they, them) = match paths.len() {
            0 => return Ok(()),
            1 => ("is", "it does", "it"),
            _ => ("are", "they do", "them"),
        };
        Err(format!(
            "{} {are} in the way: {they} not begin with `{MARK}`, so the generator leaves {them} alone; move {them} away, or delete {them}, and run `{}`",
            paths.join(", "),
            self.mend
        ))
    }
}

/// What a written file is called.
fn written(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Stale => "changed",
        ChangeKind::Missing => "added",
        ChangeKind::Orphaned => "removed",
    }
}

/// The first lines of a unified diff. Both sides are one file, which the caller names.
fn diff(old: &[u8], new: &str) -> Vec<String> {
    let old = String::from_utf8_lossy(old);
    let diff = TextDiff::configure().timeout(DIFF_TIME).diff_lines(old.as_ref(), new);
    let text = printable(&diff.unified_diff().context_radius(1).to_string());
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.len() > DIFF_LINES {
        let more = lines.len() - DIFF_LINES;
        lines.truncate(DIFF_LINES);
        lines.push(format!("… {more} more line{}", if more == 1 { "" } else { "s" }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_what_writing_would_do() {
        assert_eq!(diff(b"a\nb\nc\nd\n", "a\nb\nC\nd\n"), ["@@ -2,3 +2,3 @@", " b", "-c", "+C", " d"]);
        assert!(diff(b"", "").is_empty());
    }

    #[test]
    fn a_long_diff_is_cut() {
        let lines = diff(b"", &"x\n".repeat(30));
        assert_eq!(lines.len(), DIFF_LINES + 1);
        assert_eq!(lines.last().unwrap(), "… 11 more lines");
    }

    #[test]
    fn bytes_from_the_disk_cannot_steer_the_terminal() {
        let lines = diff(b"\x1b[2J\xff\n", "");
        assert!(lines.iter().all(|line| !line.contains('\u{1b}')), "{lines:?}");
    }
}
