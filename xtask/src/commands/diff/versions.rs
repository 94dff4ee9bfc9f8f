//! Opens the two versions that are compared. Knows what the command line names, and where their files are read. Must
//! not know what a comparison finds.

use super::git::{self, Release};
use crate::commands::job;
use crate::disk::{display_path, is_there};
use crate::reading::{paths, spec_files};
use crate::terminal::printable;
use crate::writing::manifest;
use apig_codegen::{Examples, Job, ReadError};
use std::path::{Path, PathBuf};

pub enum Version {
    /// `spec/` of a commit, and how the command line names it.
    Commit { hash: String, name: String },
    /// A document, or a folder of them.
    Path(PathBuf),
    /// `spec/` as it is on the disk.
    WorkingTree,
}

/// How messages name a version.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// In a sentence.
    pub version: String,
    /// What is put before its paths.
    pub path: String,
}

/// A version, ready to be read.
pub struct Readable {
    pub job: Job,
    pub names: Names,
    files: Files,
}

enum Files {
    Disk(spec_files::Root),
    Git(git::Tree),
}

/// What the command line names, and the last release that the older version has everything of.
pub fn named(old: Option<&str>, new: Option<&str>) -> Result<([Version; 2], Option<Release>), String> {
    let (before, release) = match old {
        Some(old) => {
            let before = version(old)?;
            let release = before.commit().and_then(|hash| git::last_release(&paths::workspace().ok()?, hash));
            (before, release)
        }
        None => {
            let workspace = paths::workspace()?;
            let release = git::last_release(&workspace, "HEAD");
            let before = match &release {
                Some(Release { tag, commit, .. }) => Version::Commit { hash: commit.clone(), name: tag.clone() },
                None => Version::Commit { hash: git::merge_base(&workspace)?, name: "main".to_owned() },
            };
            (before, release)
        }
    };
    let after = new.map_or(Ok(Version::WorkingTree), version)?;
    Ok(([before, after], release))
}

fn version(typed: &str) -> Result<Version, String> {
    let path = Path::new(typed);
    if is_there(path) {
        return Ok(Version::Path(path.to_owned()));
    }
    if [".yaml", ".yml", ".json"].iter().any(|end| typed.ends_with(end)) {
        return Err(format!("there is no file `{}`", printable(typed)));
    }
    let hash = git::commit(&paths::workspace()?, typed)?;
    Ok(Version::Commit { hash, name: typed.to_owned() })
}

impl Version {
    pub fn commit(&self) -> Option<&str> {
        match self {
            Self::Commit { hash, .. } => Some(hash),
            Self::Path(_) | Self::WorkingTree => None,
        }
    }

    /// Whether it is one of the project's own spec.
    pub fn is_project(&self) -> bool {
        match self {
            Self::Commit { .. } | Self::WorkingTree => true,
            Self::Path(_) => false,
        }
    }
}

impl Readable {
    /// Finds the documents of a version.
    pub fn open(version: &Version) -> Result<Self, String> {
        match version {
            Version::Commit { hash, name } => {
                let tree = git::Tree::open(&paths::workspace()?, hash)?;
                let documents = tree.documents();
                let name = printable(name);
                let version = if hash.starts_with(&name) {
                    git::short(hash).to_owned()
                } else {
                    format!("{name} ({})", git::short(hash))
                };
                let names = Names { version, path: "spec/".to_owned() };
                Self::new(&documents, names, Files::Git(tree))
            }
            Version::WorkingTree => Self::folder(&paths::workspace()?.join("spec"), "the working tree", "spec/"),
            Version::Path(path) if path.is_dir() => {
                // A whole project, or its folder of documents.
                let inner = path.join("spec");
                let folder = if inner.is_dir() { &inner } else { path };
                Self::folder(folder, &display_path(folder), &printable(&folder.join("").display().to_string()))
            }
            Version::Path(path) => Self::file(path),
        }
    }

    fn folder(folder: &Path, name: &str, shown_path: &str) -> Result<Self, String> {
        let names = Names { version: name.to_owned(), path: shown_path.to_owned() };
        Self::new(&paths::services(folder)?, names, Files::Disk(spec_files::Root::open(folder)?))
    }

    fn file(path: &Path) -> Result<Self, String> {
        let (folder, folder_label, name) = paths::of_file(path, None)?;
        let names = Names { version: display_path(path), path: folder_label };
        let mut version = Self::new(&[name], names, Files::Disk(spec_files::Root::open(&folder)?))?;
        // A document by itself may be somebody else's.
        version.job.strict = false;
        Ok(version)
    }

    fn new(documents: &[String], names: Names, files: Files) -> Result<Self, String> {
        if documents.is_empty() {
            return Err(format!(
                "there is no document in {}: looked for `{}<service>/openapi.yaml`",
                names.version, names.path
            ));
        }
        // An example that does not match its schema is a change of the schema alone here.
        let package = PACKAGE.to_owned();
        let job = Job { package, strict: true, examples: Examples::Unchecked, ..job::read(documents) };
        Ok(Self { job, names, files })
    }

    /// Reads one of its files.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match &self.files {
            Files::Disk(root) => root.read(path),
            Files::Git(tree) => tree.read(path),
        }
    }
}

/// The crate whose version a comparison suggests.
pub const PACKAGE: &str = "apig-sdk";

/// The version of the crate that belongs to this version of the spec. A folder of documents elsewhere has none: the project's is
/// taken. A document by itself is of no crate that anybody knows.
pub fn package_version(of: &Version) -> Option<String> {
    let workspace = paths::workspace().ok()?;
    let text = match of {
        Version::Commit { hash, .. } => git::text_of(&workspace, hash, "Cargo.toml"),
        Version::Path(path) if !path.is_dir() => None,
        Version::WorkingTree | Version::Path(_) => manifest::of_workspace(&workspace),
    };
    manifest::version(&text?)
}
