//! Writes the `Cargo.toml` of a new crate, which is a person's from then on, and reads names from an existing one. Must
//! not know what is in `src`.

use crate::disk::{display_path, failed, is_there};
use crate::reading::paths::{Locations, path_from};
use crate::writing::file_replace::{self, Replacement};
use apig_codegen::{About, check_package_name};
use std::fs;
use std::path::Path;

/// What an existing `Cargo.toml` says, as far as it matters here.
#[derive(Debug, Default, PartialEq)]
pub struct Manifest {
    pub name: Option<String>,
    pub features: Vec<String>,
}

/// Reads `folder/Cargo.toml`, if there is one.
pub fn read(folder: &Path) -> Result<Option<Manifest>, String> {
    let path = folder.join("Cargo.toml");
    if !is_there(&path) {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).map_err(|error| failed("read", &path, &error))?;
    Ok(Some(parse(&text)))
}

/// Two sections are looked at, line by line: a TOML reader would be half of this package's compile time.
fn parse(text: &str) -> Manifest {
    let (mut manifest, mut section) = (Manifest::default(), "");
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line.split('#').next().unwrap_or(line).trim();
        } else if let Some((key, value)) = line.split_once('=') {
            match (section, unquoted(key)) {
                ("[package]", "name") => manifest.name = Some(unquoted(value).to_owned()),
                ("[features]", feature) if !feature.starts_with('#') => {
                    manifest.features.push(feature.to_owned());
                }
                _ => {}
            }
        }
    }
    manifest
}

/// The text between quotes, or what stands before a comment.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or(rest);
        }
    }
    text
}

/// The text of the workspace's own, if it can be read.
pub fn of_workspace(workspace: &Path) -> Option<String> {
    fs::read_to_string(workspace.join("Cargo.toml")).ok()
}

/// The version that the packages of a workspace share, if its `Cargo.toml` says one.
pub fn version(text: &str) -> Option<String> {
    let package = text.lines().map(str::trim).skip_while(|line| *line != "[workspace.package]").skip(1);
    let mut pairs = package.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
    pairs.find(|(key, _)| key.trim() == "version").map(|(_, value)| unquoted(value).to_owned())
}

impl Manifest {
    /// Notes about modules of services whose features are not declared: they are never compiled, and no error says so.
    pub fn missing_features(&self, folder: &Path, services: &[String]) -> Vec<String> {
        let toml = display_path(&folder.join("Cargo.toml"));
        let missing = services.iter().filter(|service| !self.features.contains(service));
        let note = |service: &String| {
            format!(
                "`{toml}` declares no feature `{service}`, so that module is not compiled: add `{service} = []` below `[features]`"
            )
        };
        missing.map(note).collect()
    }
}

/// Takes a name from the command line.
pub fn legal_name(name: &str) -> Result<String, String> {
    check_package_name(name).map(|()| name.to_owned())
}

/// The name of the package: the one that was given, or what `Cargo.toml` says already, or the first legal guess.
pub fn package(locations: &Locations, existing: Option<&Manifest>) -> Result<String, String> {
    let path = display_path(&locations.folder.join("Cargo.toml"));
    let named = existing.map(|manifest| manifest.name.as_deref());
    match (locations.package.as_deref(), named) {
        (Some(requested), Some(Some(name))) if name != requested => Err(format!(
            "`{path}` names the package `{name}`, not `{requested}`: leave out `--package`, or change the name there, as that file is yours"
        )),
        (Some(requested), _) => Ok(requested.to_owned()),
        (None, Some(Some(name))) => Ok(name.to_owned()),
        (None, Some(None)) => {
            Err(format!("`{path}` has no `name` in a section `[package]`: add it, or give one with `--package NAME`"))
        }
        (None, None) => {
            let legal = locations.guesses.iter().find_map(|name| legal_name(name).ok());
            legal.ok_or_else(|| {
                "neither the folder nor the document has a name that a package can have: give one with `--package NAME`".to_owned()
            })
        }
    }
}

/// The files of a new crate that are a person's from then on: `Cargo.toml`, and `README.md` unless there is one. The folder
/// exists. The runtime is the published one, or lies in a folder of both.
pub fn texts(folder: &Path, about: &About, runtimes: Option<&Path>) -> Result<Vec<(&'static str, String)>, String> {
    let runtime = runtimes.map(|runtimes| path_from(folder, &runtimes.join(about.runtime_folder()))).transpose()?;
    let mut texts = vec![("Cargo.toml", about.manifest(runtime.as_deref()))];
    if !is_there(&folder.join("README.md")) {
        texts.push(("README.md", about.readme()));
    }
    Ok(texts)
}

/// Writes them, none of which must exist, whole or not at all.
pub fn write(folder: &Path, texts: &[(&str, String)]) -> Result<(), String> {
    let files = texts.iter();
    let files = files.map(|(name, text)| Replacement { path: Path::new(name), before: None, after: text.as_bytes() });
    let files: Vec<_> = files.collect();
    file_replace::stage(folder, &files)?.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_features_are_found() {
        let text = "# name = \"a\"\n[package] # p\nversion = \"1\"\nname = 'b' # c\n\n[features]\n# old = []\none = []\n\"two\"= [ \"one\" ]\n[lib]\nname = \"d\"\n";
        let features = ["one", "two"].map(str::to_owned).into();
        assert_eq!(parse(text), Manifest { name: Some("b".to_owned()), features });
        assert_eq!(parse("[workspace]\nname = 1\n"), Manifest::default());
    }

    #[test]
    fn the_name_on_the_disk_wins_unless_another_is_asked_for() {
        let named = parse("[package]\nname = \"mine\"\n");
        let check = |requested: Option<&str>, existing: Option<&Manifest>| {
            let locations = Locations {
                package: requested.map(str::to_owned),
                guesses: vec!["guess".to_owned()],
                ..Locations::default()
            };
            package(&locations, existing).unwrap_or_else(|error| error)
        };
        assert_eq!(check(None, None), "guess");
        assert_eq!(check(Some("asked"), None), "asked");
        assert_eq!(check(None, Some(&named)), "mine");
        assert_eq!(check(Some("mine"), Some(&named)), "mine");
        assert!(check(Some("asked"), Some(&named)).contains("names the package `mine`, not `asked`"));
        assert!(check(None, Some(&Manifest::default())).contains("has no `name`"));
    }

    #[test]
    fn a_feature_that_is_not_declared_is_noted() {
        let manifest = parse("[features]\napig = []\n");
        let notes = manifest.missing_features(Path::new("dir"), &["apig".to_owned(), "iam".to_owned()]);
        assert_eq!(notes.len(), 1);
        assert!(notes[0].contains("add `iam = []` below `[features]`"));
    }

    #[test]
    fn a_persons_file_is_not_replaced() {
        let temp = tempfile::tempdir().unwrap();
        let toml = |text: &str| [("Cargo.toml", text.to_owned())];
        write(temp.path(), &toml("[package]\n")).unwrap();
        assert!(write(temp.path(), &toml("[package] # new\n")).unwrap_err().contains("was added meanwhile"));
        assert_eq!(fs::read_to_string(temp.path().join("Cargo.toml")).unwrap(), "[package]\n");
    }
}
