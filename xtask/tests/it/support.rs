//! Makes a folder with a spec and a crate in it, and runs commands there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;
use tempfile::TempDir;

/// Descriptions of different lengths, so that no two documents are alike.
pub const A: &str = "A thing.";
pub const B: &str = "A thing that is described at more length.";

/// A temporary folder: the spec is in `spec/things.yaml`, the crate in `out`.
pub struct Case {
    temp: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Case {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { temp: tempfile::tempdir().unwrap() }
    }

    /// A case with this spec, not yet generated.
    pub fn new(description: &str) -> Self {
        let case = Self::empty();
        case.spec("things.yaml", &document(description));
        case
    }

    /// A case with a generated crate.
    pub fn generated(description: &str) -> Self {
        let case = Self::new(description);
        case.run(&[]).ok();
        case
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.temp.path().join(path)
    }

    pub fn spec(&self, name: &str, text: &str) {
        self.write(&format!("spec/{name}"), text);
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// `gen --spec spec/things.yaml --out out`, and more arguments.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_spec("things.yaml", arguments)
    }

    pub fn run_spec(&self, name: &str, arguments: &[&str]) -> Run {
        finish(self.command(name).args(arguments))
    }

    pub fn command(&self, name: &str) -> Command {
        let mut command = self.bare();
        command.args(["gen", "--out", "out", "--spec"]).arg(format!("spec/{name}"));
        command
    }

    /// The command without arguments.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oaswright"));
        command.current_dir(self.temp.path()).stdin(Stdio::null());
        command
    }

    /// The generated files.
    pub fn src(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.path("out/src"))
    }

    /// When each file of the crate was last changed.
    pub fn times(&self) -> BTreeMap<PathBuf, SystemTime> {
        let out = self.path("out");
        let time = |path: &PathBuf| fs::metadata(out.join(path)).unwrap().modified().unwrap();
        let paths = files(&out).into_keys();
        paths.map(|path| (path.clone(), time(&path))).collect()
    }

    /// What is directly in a folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = entries.map(name).map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Run {
    /// Expects that the run went well.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        assert_eq!(self.err, "");
        self
    }

    /// Expects a failure, and that standard error says this.
    #[track_caller]
    pub fn fails(self, message: &str) -> Self {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.err.contains(message), "{self:?}");
        self
    }

    /// The files that a line of standard output calls this.
    pub fn listed(&self, kind: &str) -> Vec<&str> {
        let words = |line: &'_ str| line.split_whitespace().count() == 2;
        let lines = self.out.lines().filter(|line| words(line));
        let listed = lines.filter_map(|line| line.trim().strip_prefix(kind));
        listed.map(str::trim).collect()
    }
}

/// Runs a command to its end.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file below a folder.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&here) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

/// A document with one operation and one schema.
pub fn document(description: &str) -> String {
    with_schema("'#/components/schemas/Thing'", description)
}

/// The same, where the response refers to another schema.
pub fn with_schema(reference: &str, description: &str) -> String {
    format!(
        r#"openapi: 3.0.3
info:
  title: Things
  version: "1.0"
security: []
paths:
  /things:
    get:
      operationId: GetThing
      summary: Gets the thing.
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema:
                $ref: {reference}
components:
  schemas:
    Thing:
      type: object
      description: {description}
      properties:
        name:
          type: string
          description: The name.
"#
    )
}

/// A document whose thing has these properties.
pub fn things(properties: &str) -> String {
    let (head, _) =
        document("A thing.").split_once("      properties:\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    format!("{head}      properties:\n{properties}")
}

pub const NAME: &str = "        name:\n          type: string\n          description: The name.\n";
pub const SIZE: &str =
    "        size:\n          type: integer\n          format: int32\n          description: The size.\n";

/// A project below version control: a commit on `main`.
pub struct Repository(pub Case);

impl Repository {
    pub fn new(text: &str) -> Self {
        let repository = Self(Case::empty());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.0.write("Cargo.toml", "[workspace.package]\nversion = \"1.2.3\"\n");
        repository.0.write("xtask/Cargo.toml", "");
        repository.commit("things/openapi.yaml", text);
        repository
    }

    pub fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@b"]).args(arguments).current_dir(self.0.path(""));
        let run = finish(&mut git);
        assert_eq!(run.code, Some(0), "git {arguments:?}: {run:?}");
    }

    pub fn commit(&self, name: &str, text: &str) {
        self.0.spec(name, text);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Change"]);
    }

    /// A command of the project.
    pub fn xtask(&self, arguments: &[&str]) -> Run {
        finish(self.0.bare().env("CARGO_MANIFEST_DIR", self.0.path("xtask")).args(arguments))
    }

    pub fn diff(&self, arguments: &[&str]) -> Run {
        self.xtask(&[&["diff"], arguments].concat())
    }
}
