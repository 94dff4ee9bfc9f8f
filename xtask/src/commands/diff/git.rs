//! Reads the spec as it was at a revision, from git itself. Knows git's objects; checks nothing out and fetches
//! nothing. Must not know what is in the files.

use crate::reading::spec_files::{MAX_BYTES, too_large};
use crate::terminal::printable;
use apig_codegen::{ReadError, diff};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

/// The files below `spec/` at a commit.
pub struct Tree {
    commit: String,
    /// By their paths below `spec/`.
    files: BTreeMap<String, Entry>,
    /// By the names of their objects.
    blobs: BTreeMap<String, Vec<u8>>,
}

/// What is at a path.
enum Entry {
    /// A file, by the name of its object.
    File(String),
    TooLarge,
    /// A link or a submodule.
    NoFile,
}

impl Tree {
    /// Lists them.
    pub fn open(workspace: &Path, commit: &str) -> Result<Self, String> {
        let list = run(workspace, &["ls-tree", "-r", "-l", "-z", "--end-of-options", commit, "spec/"])?;
        let list = String::from_utf8_lossy(&list);
        let mut objects = Vec::new();
        let mut entry = |entry: &str| {
            let (facts, path) = entry.split_once('\t')?;
            let mut facts = facts.split_ascii_whitespace();
            let (mode, _kind, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
            let entry = if !mode.starts_with("100") {
                Entry::NoFile
            } else if size.parse().is_ok_and(|size: u64| size > MAX_BYTES) {
                Entry::TooLarge
            } else {
                objects.push(object.to_owned());
                Entry::File(object.to_owned())
            };
            Some((path.strip_prefix("spec/")?.to_owned(), entry))
        };
        let files = list.split('\0').filter_map(&mut entry).collect();
        Ok(Self { commit: commit.to_owned(), files, blobs: blobs(workspace, &objects)? })
    }

    /// The documents of the services, sorted by name.
    pub fn documents(&self) -> Vec<String> {
        let is_document =
            |path: &&String| path.split('/').count() == 2 && path.ends_with("/openapi.yaml") && !path.starts_with('.');
        self.files.keys().filter(is_document).cloned().collect()
    }

    /// Reads the file at `path`, which is relative to `spec/`.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.files.get(path) {
            None => Err(ReadError::NotFound),
            Some(Entry::TooLarge) => too_large(path),
            Some(Entry::NoFile) => {
                Err(ReadError::Refused(format!("`{path}` is not a regular file at {}", short(&self.commit))))
            }
            Some(Entry::File(object)) => self.blobs.get(object).cloned().ok_or_else(|| {
                ReadError::Failed(format!(
                    "git has no object {object} here, and nothing is fetched (a partial clone lacks it: `git fetch --refetch --no-filter`)"
                ))
            }),
        }
    }
}

/// The bytes of objects by their names, without those that are missing. One process reads them all: starting one for each takes
/// longer than anything else here.
fn blobs(workspace: &Path, objects: &[String]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut git = command(workspace, &["cat-file", "--batch"]);
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = git.spawn().map_err(|error| not_run(&error))?;
    let names = child.stdin.take();
    let output = thread::scope(|scope| {
        // Beside the reading, so that neither side waits for the other to empty a pipe. What git no longer reads, it misses below.
        scope.spawn(|| names.map(|mut names| names.write_all((objects.join("\n") + "\n").as_bytes())));
        child.wait_with_output()
    });
    let text = output.map_err(|error| format!("git cat-file failed: {error}"))?.stdout;
    let (mut rest, mut blobs) = (text.as_slice(), BTreeMap::new());
    let ended = || "git cat-file ended early".to_owned();
    for object in objects {
        // `<name> blob <size>`, its bytes and a line break; or `<name> missing`.
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(ended)?;
        let (head, after) = rest.split_at(end);
        rest = after.get(1..).unwrap_or_default();
        if let Some((_, size)) = String::from_utf8_lossy(head).split_once(" blob ") {
            let size: usize = size.parse().map_err(|error| format!("git cat-file failed: {error}"))?;
            let (bytes, after) = rest.split_at_checked(size).ok_or_else(ended)?;
            blobs.insert(object.clone(), bytes.to_vec());
            rest = after.get(1..).unwrap_or_default();
        }
    }
    Ok(blobs)
}

/// The text of a file at a commit, if there is one.
pub fn text_of(workspace: &Path, commit: &str, path: &str) -> Option<String> {
    Some(text(&run(workspace, &["cat-file", "blob", &format!("{commit}:{path}")]).ok()?))
}

pub fn commit(workspace: &Path, revision: &str) -> Result<String, String> {
    let commit = format!("{revision}^{{commit}}");
    let output = output(workspace, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    // Outside of a repository every revision is unknown: git's own words are better then.
    run(workspace, &["rev-parse", "--git-dir"])?;
    Err(format!("`{}` is neither a path nor a revision that git knows", printable(revision)))
}

/// A tag of a version, `v0.1.0`, and the commit that it names.
pub struct Release {
    pub tag: String,
    pub commit: String,
    pub numbers: [u64; 3],
}

/// The highest version that was released with a commit or before it, if any was. What comes before a release, such as `v0.2.0-rc.1`,
/// promises nothing.
pub fn last_release(workspace: &Path, commit: &str) -> Option<Release> {
    let merged = format!("--merged={commit}");
    // The last is empty unless the tag has a message, and so is an object of its own.
    let format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
    let tags = run(workspace, &["for-each-ref", &merged, format, "refs/tags/v*"]).ok()?;
    let release = |line: &str| {
        let mut words = line.split_ascii_whitespace();
        let (tag, object) = (words.next()?, words.next()?);
        let commit = words.next().unwrap_or(object).to_owned();
        Some(Release { tag: tag.to_owned(), commit, numbers: diff::release(tag.strip_prefix('v')?)? })
    };
    String::from_utf8_lossy(&tags).lines().filter_map(release).max_by_key(|release| release.numbers)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_whole_whatever_stands_beside_them() {
        let temp = tempfile::tempdir().unwrap();
        let git = |arguments: &[&str]| text(&run(temp.path(), arguments).unwrap());
        git(&["init", "--quiet"]);
        // More than a pipe holds, nothing, and what looks like an answer.
        let texts = ["x".repeat(1_000_000), String::new(), "\n47cee6d missing\n".to_owned(), "a".to_owned()];
        let mut names = texts.clone().map(|text| {
            std::fs::write(temp.path().join("file"), text).unwrap();
            git(&["hash-object", "-w", "file"])
        });
        names.reverse();
        let names: Vec<String> = ["0".repeat(40)].into_iter().chain(names.clone()).chain(names).collect();
        let blobs = blobs(temp.path(), &names).unwrap();
        assert_eq!(blobs.len(), texts.len(), "and none of what is missing");
        for (name, text) in names[1..].iter().zip(texts.iter().rev().chain(texts.iter().rev())) {
            assert!(blobs[name.as_str()] == text.as_bytes(), "{name}");
        }
    }
}
