//! Reads the spec as it was at a revision, from git itself. Nothing is checked out and nothing is fetched. It must not know
//! what is in the files.

use super::objects::Objects;
use crate::spec::{MAX_BYTES, too_large};
use crate::terminal::printable;
use apig_codegen::ReadError;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The files below `spec/` at a commit.
pub struct Tree {
    commit: String,
    /// Path below `spec/`, to mode and object.
    files: BTreeMap<String, (String, String)>,
    objects: RefCell<Objects>,
}

impl Tree {
    /// Lists them.
    pub fn open(workspace: &Path, commit: &str) -> Result<Self, String> {
        // Both processes start at the same time.
        let objects = Objects::open(workspace)?;
        let list = run(workspace, &["ls-tree", "-r", "-z", "--end-of-options", commit, "spec/"])?;
        let list = String::from_utf8_lossy(&list);
        let entry = |entry: &str| {
            let (facts, path) = entry.split_once('\t')?;
            let mut facts = facts.split(' ');
            let (mode, _kind, object) = (facts.next()?, facts.next()?, facts.next()?);
            Some((path.strip_prefix("spec/")?.to_owned(), (mode.to_owned(), object.to_owned())))
        };
        let files = list.split('\0').filter_map(entry).collect();
        Ok(Self { commit: commit.to_owned(), files, objects: RefCell::new(objects) })
    }

    /// The documents of the services, sorted by name.
    pub fn documents(&self) -> Vec<String> {
        let is_document =
            |path: &&String| path.split('/').count() == 2 && path.ends_with("/openapi.yaml") && !path.starts_with('.');
        self.files.keys().filter(is_document).cloned().collect()
    }

    /// Reads the file at `path`, which is relative to `spec/`.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let Some((mode, object)) = self.files.get(path) else { return Err(ReadError::NotFound) };
        if !mode.starts_with("100") {
            return Err(ReadError::Refused(format!("`{path}` is not a regular file at {}", short(&self.commit))));
        }
        match self.objects.borrow_mut().read(object, MAX_BYTES) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => too_large(path),
            Err(reason) => Err(ReadError::Failed(reason)),
        }
    }
}

/// The text of a file at a commit, if there is one.
pub fn text_of(workspace: &Path, commit: &str, path: &str) -> Option<String> {
    Some(text(&run(workspace, &["cat-file", "blob", &format!("{commit}:{path}")]).ok()?))
}

/// The commit that a revision names.
pub fn commit(workspace: &Path, revision: &str) -> Result<String, String> {
    let asked = format!("{revision}^{{commit}}");
    let output = output(workspace, &["rev-parse", "--verify", "--quiet", "--end-of-options", &asked])?;
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    // Outside of a repository every revision is unknown: git's own words are better then.
    run(workspace, &["rev-parse", "--git-dir"])?;
    Err(format!("`{}` is neither a path nor a revision that git knows", printable(revision)))
}

/// Where the commit at hand left the main branch, which is the commit itself on that branch.
pub fn merge_base(workspace: &Path) -> Result<String, String> {
    for main in MAIN {
        let output = output(workspace, &["merge-base", main, "HEAD"])?;
        if output.status.success() {
            return Ok(text(&output.stdout));
        }
    }
    run(workspace, &["rev-parse", "--git-dir"])?;
    Err(format!(
        "HEAD and {} have no commit in common: name the revision to compare with, as in `cargo xtask diff HEAD` (a shallow clone lacks it: `git fetch --unshallow`)",
        MAIN.join(" or ")
    ))
}

/// The main branch, as others have it and as it is here.
const MAIN: [&str; 2] = ["origin/main", "main"];

/// A commit as people write it.
pub fn short(commit: &str) -> &str {
    commit.get(..9).unwrap_or(commit)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn run(workspace: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = output(workspace, arguments)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = printable(&text(&output.stderr));
    Err(format!("git {} failed: {reason}", arguments.first().copied().unwrap_or_default()))
}

fn output(workspace: &Path, arguments: &[&str]) -> Result<Output, String> {
    command(workspace, arguments).stdin(Stdio::null()).output().map_err(|error| not_run(&error))
}

/// A command of git that asks nobody and nothing but the repository.
pub fn command(workspace: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    // Paths are names here, never patterns. What a partial clone lacks is missing: fetching it could ask for a password, or
    // wait for a host that does not answer. Versions of git that do not know the first variable know the second.
    git.arg("--literal-pathspecs").args(arguments).current_dir(workspace);
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "").env("GIT_TERMINAL_PROMPT", "0");
    git
}

/// The message that git itself could not be started.
pub fn not_run(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "git is not installed, and revisions are read with it: name two documents or folders instead".to_owned()
        }
        _ => format!("cannot run git: {error}"),
    }
}
