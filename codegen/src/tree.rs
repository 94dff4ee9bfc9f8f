//! Holds the generated files, path to text, and compares them with what is on the disk. Must not know the disk.

use std::collections::BTreeMap;

/// Every generated file starts with this, and only files that do are ever removed or replaced.
pub const MARK: &str = "// @generated";

/// Files below `src/`: path with `/` to text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

/// How a file on the disk differs from the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It has another content.
    Stale,
    /// It is not there.
    Missing,
    /// It was generated once and is not any more.
    Orphaned,
}

/// A file that must change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path below `src/`.
    pub path: String,
    /// How it differs.
    pub kind: ChangeKind,
}

impl Tree {
    pub(crate) fn insert(&mut self, path: String, text: String) {
        self.files.insert(path, text);
    }

    /// Paths and texts, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// What must change so that `disk`, every regular file below `src/`, becomes this tree; sorted by path.
    ///
    /// A file that is not in the tree is an orphan only if it carries the [`MARK`]; otherwise it is somebody's own.
    pub fn changes(&self, disk: &BTreeMap<String, Vec<u8>>) -> Vec<FileChange> {
        let different = self.files.iter().filter_map(|(path, text)| {
            let kind = match disk.get(path) {
                None => ChangeKind::Missing,
                Some(bytes) if bytes != text.as_bytes() => ChangeKind::Stale,
                Some(_) => return None,
            };
            Some(FileChange { path: path.clone(), kind })
        });
        let is_orphan =
            |(path, bytes): &(&String, &Vec<u8>)| !self.files.contains_key(*path) && bytes.starts_with(MARK.as_bytes());
        let orphans = disk
            .iter()
            .filter(is_orphan)
            .map(|(path, _)| FileChange { path: path.clone(), kind: ChangeKind::Orphaned });
        let mut changes: Vec<FileChange> = different.chain(orphans).collect();
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_change_is_reported() {
        let mut tree = Tree::default();
        for path in ["a.rs", "b.rs", "c.rs"] {
            tree.insert(path.to_owned(), format!("{MARK}\n{path}"));
        }
        let disk =
            [("a.rs", "// @generated\na.rs"), ("b.rs", "edited"), ("old.rs", "// @generated"), ("own.rs", "mine")];
        let disk = disk.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
        let changes: Vec<_> = tree.changes(&disk).into_iter().map(|change| (change.path, change.kind)).collect();
        assert_eq!(
            changes,
            [
                ("b.rs".to_owned(), ChangeKind::Stale),
                ("c.rs".to_owned(), ChangeKind::Missing),
                ("old.rs".to_owned(), ChangeKind::Orphaned),
            ]
        );
    }
}
