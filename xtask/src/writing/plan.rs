//! Plans how the generated folder becomes what it ought to be: what changes, what stays people's, and what is in the
//! way. Must not know how files are read or written.

use crate::disk::{Disk, is_marked};
use apig_codegen::{ChangeKind, FileChange, Tree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a run would do.
pub struct Plan {
    pub changes: Vec<FileChange>,
    /// People's files, which every new folder takes over.
    pub kept: Vec<PathBuf>,
    /// People's files where a generated file must be: nothing is written while there is one.
    pub in_the_way: Vec<String>,
}

/// Plans how `disk` becomes `tree`.
pub fn plan(tree: &Tree, disk: &Disk) -> Plan {
    let is_generated = |path: &str| disk.files.get(path).is_some_and(|bytes| is_marked(bytes));
    let (mut changes, mut in_the_way, mut orphans) = (Vec::new(), Vec::new(), BTreeSet::new());
    for change in tree.changes(&disk.files) {
        match change.kind {
            ChangeKind::Missing => changes.push(change),
            ChangeKind::Stale if is_generated(&change.path) => changes.push(change),
            ChangeKind::Stale => in_the_way.push(change.path),
            ChangeKind::Orphaned if is_generated(&change.path) => {
                orphans.insert(change.path.clone());
                changes.push(change);
            }
            ChangeKind::Orphaned => {}
        }
    }
    let generated: BTreeSet<&str> = tree.files().map(|(path, _)| path).collect();
    let is_kept = |path: &&String| !generated.contains(path.as_str()) && !orphans.contains(*path);
    let kept: Vec<&String> = disk.files.keys().filter(is_kept).collect();
    in_the_way.extend(kept.iter().filter(|path| collides(path, &generated)).map(|path| path.to_string()));
    let kept = kept.into_iter().map(PathBuf::from).chain(disk.unnamed.iter().cloned()).collect();
    Plan { changes, kept, in_the_way }
}

/// Whether a file is where a folder must be, or below a path that must be a file.
fn collides(path: &str, generated: &BTreeSet<&str>) -> bool {
    let inside = |path: &str, folder: &str| path != folder && Path::new(path).starts_with(folder);
    generated.iter().any(|other| inside(other, path) || inside(path, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_collides_with_a_folder_of_its_name() {
        let generated = BTreeSet::from(["lib.rs", "apig/types.rs"]);
        assert!(collides("apig", &generated));
        assert!(collides("lib.rs/notes.txt", &generated));
        assert!(!collides("apig/types", &generated));
        assert!(!collides("apig/notes.txt", &generated));
        assert!(!collides("lib", &generated));
    }
}
