//! Reads objects of git by their names, all from one process. It must not know what is in them, nor where they stand.
//!
//! One name is written and one answer read to its end before the next, so neither side ever waits for the other to empty a
//! pipe: a name is shorter than any pipe, and git reads it before it answers.

use super::git::{command, not_run};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A repository whose objects are read.
pub struct Objects {
    workspace: PathBuf,
    /// `None` after an object that was not read to its end: the rest of it is in the pipe.
    process: Option<Process>,
}

/// `git cat-file --batch`, which neither filters nor converts what it prints.
struct Process {
    child: Child,
    names: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    /// Starts reading in a repository.
    pub fn open(workspace: &Path) -> Result<Self, String> {
        let mut objects = Self { workspace: workspace.to_owned(), process: None };
        objects.process = Some(objects.start()?);
        Ok(objects)
    }

    fn start(&self) -> Result<Process, String> {
        let mut git = command(&self.workspace, &["cat-file", "--batch"]);
        // What it says to people would have to be read at the same time; the answer says enough.
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = git.spawn().map_err(|error| not_run(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(names), Some(answers)) => Ok(Process { child, names, answers: BufReader::new(answers) }),
            _ => Err("cannot talk to git".to_owned()),
        }
    }

    /// The bytes of a file's object, or nothing if they are more than `most`.
    pub fn read(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        let mut process = match self.process.take() {
            Some(process) => process,
            None => self.start()?,
        };
        let answer = process.ask(name, most).map_err(|error| format!("git cat-file failed: {error}"))?;
        if !matches!(answer, Answer::TooLarge) {
            self.process = Some(process);
        }
        match answer {
            Answer::Bytes(bytes) => Ok(Some(bytes)),
            Answer::TooLarge => Ok(None),
            Answer::Missing => Err(format!(
                "git has no object {name} here, and nothing is fetched (a partial clone lacks it: `git fetch --refetch --no-filter`)"
            )),
        }
    }
}

enum Answer {
    Bytes(Vec<u8>),
    TooLarge,
    Missing,
}

impl Process {
    fn ask(&mut self, name: &str, most: u64) -> io::Result<Answer> {
        // An object's name has no line break, so that one question is one line.
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(io::Error::other("no name of an object"));
        }
        self.names.write_all(format!("{name}\n").as_bytes())?;
        let mut head = String::new();
        (&mut self.answers).take(MOST_OF_A_HEAD).read_line(&mut head)?;
        // `<name> blob <size>`, or `<name> missing`.
        let words: Vec<&str> = head.strip_suffix('\n').unwrap_or_default().split(' ').collect();
        let size: u64 = match words.as_slice() {
            [_, "missing"] => return Ok(Answer::Missing),
            [_, "blob", size] => size.parse().map_err(io::Error::other)?,
            _ => return Err(io::Error::other("it ended, or answered something else")),
        };
        if size > most {
            return Ok(Answer::TooLarge);
        }
        let mut bytes = Vec::new();
        // With the line break that follows.
        (&mut self.answers).take(size + 1).read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Answer::Bytes(bytes))
    }
}

/// More than the answer to a name of 64 digits needs.
const MOST_OF_A_HEAD: u64 = 256;

impl Drop for Process {
    fn drop(&mut self) {
        // It only reads, so that it may end at any moment; it must not wait for somebody to read what is left.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::process::Command;

    fn git(folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git").args(arguments).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn objects_are_read_whole_whatever_came_before() {
        let temp = tempfile::tempdir().unwrap();
        git(temp.path(), &["init", "--quiet"]);
        // More than a pipe holds, nothing, and what looks like an answer.
        let texts = ["x".repeat(1_000_000), String::new(), "\n47cee6d missing\n".to_owned(), "a".to_owned()];
        let names = texts.clone().map(|text| {
            fs::write(temp.path().join("file"), text).unwrap();
            git(temp.path(), &["hash-object", "-w", "file"])
        });
        let tree = git(temp.path(), &["write-tree"]);
        let mut objects = Objects::open(temp.path()).unwrap();
        for _ in 0..2 {
            for (name, text) in names.iter().zip(&texts) {
                assert!(objects.read(name, 1_000_000).unwrap().unwrap() == text.as_bytes(), "{name}");
            }
            assert_eq!(objects.read(&names[0], 999_999), Ok(None), "too large, and the rest of it is not read");
            assert!(objects.read(&"0".repeat(40), 9).unwrap_err().contains("git has no object 0000"));
            for odd in ["", "HEAD", "a\nb", &format!("{}\n{}", names[0], names[1]), &tree] {
                assert!(objects.read(odd, 9).is_err(), "{odd:?}");
            }
        }
    }
}
