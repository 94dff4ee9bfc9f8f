//! Folders of documents, and how they are linted. Knows files; must not know rules.

use crate::support::{job, spec, tests};
use apig_codegen::{Job, ReadError, Report};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with documents, in memory.
#[derive(Clone)]
pub struct Folder {
    pub path: PathBuf,
    /// YAML by its path.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    fn read(path: PathBuf) -> Self {
        let mut files = BTreeMap::new();
        let mut open = vec![path.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let entry = entry.expect("an entry").path();
                if entry.is_dir() && !entry.ends_with("fixed") {
                    open.push(entry);
                } else if entry.extension().is_some_and(|extension| extension == "yaml") {
                    let name = entry.strip_prefix(&path).expect("a path below the folder").display().to_string();
                    files.insert(name.replace('\\', "/"), fs::read(entry).expect("a file"));
                }
            }
        }
        Self { path, files }
    }

    /// A case.
    pub fn of(name: &str) -> Self {
        Self::read(tests("lint").join(name))
    }

    /// The documents of the golden tests, by name.
    pub fn constructs() -> Vec<(String, Self)> {
        let entries =
            fs::read_dir(tests("golden")).expect("the golden tests").map(|entry| entry.expect("an entry").path());
        let mut folders: Vec<_> = entries.filter(|path| path.join("spec.yaml").exists()).collect();
        folders.sort();
        folders.into_iter().map(|path| (path.display().to_string(), Self::read(path))).collect()
    }

    /// The same documents, one keyword below the other, the last one first. `None` if one holds numbers of more than 64 bits.
    pub fn reversed(self) -> Option<Self> {
        let text = |bytes: &[u8]| {
            let document = reversed(serde_yaml::from_slice(bytes).ok()?);
            Some(serde_yaml::to_string(&document).expect("YAML again").into_bytes())
        };
        let files = self.files.iter().map(|(path, bytes)| Some((path.clone(), text(bytes)?)));
        Some(Self { files: files.collect::<Option<_>>()?, ..self })
    }

    /// The project's own spec.
    pub fn own() -> Self {
        Self::read(spec())
    }

    pub fn job(&self) -> Job {
        let roots = self.files.keys().filter(|path| path.ends_with("openapi.yaml") || *path == "spec.yaml");
        job(roots.map(String::as_str))
    }

    pub fn reader(&self) -> impl Fn(&str) -> Result<Vec<u8>, ReadError> {
        |path| self.files.get(path).cloned().ok_or(ReadError::NotFound)
    }
}

fn reversed(value: Value) -> Value {
    match value {
        Value::Mapping(mapping) => {
            let mut members: Vec<_> = mapping.into_iter().map(|(key, value)| (key, reversed(value))).collect();
            members.reverse();
            Value::Mapping(members.into_iter().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(reversed).collect()),
        other => other,
    }
}

/// The cases, by their names.
pub fn cases() -> Vec<(String, Folder)> {
    let entries = fs::read_dir(tests("lint")).expect("the folder of cases");
    let paths = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut cases: Vec<_> = paths.map(|path| (name(&path), Folder::of(&name(&path)))).collect();
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!cases.is_empty(), "no cases");
    cases
}

/// What is found in all services of a folder.
pub fn lint(folder: &Folder) -> Report {
    apig_codegen::lint::lint(&folder.job(), &folder.reader(), &[])
}

/// The names of the services of a folder.
pub fn services(folder: &Folder) -> Vec<String> {
    folder.files.keys().filter_map(|path| path.strip_suffix("/openapi.yaml")).map(str::to_owned).collect()
}

/// Compares a file with what came, or writes it if `BLESS` is set.
pub fn blessed(path: &Path, text: &str) -> Option<String> {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, text).expect("the expected file is written");
        return None;
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    (written != text).then(|| format!("expected\n{written}==== came\n{text}"))
}
