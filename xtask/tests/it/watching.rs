//! Tests `gen --watch`: a save is answered, whatever way the editor saves, and Ctrl-C leaves a whole crate.

#![cfg(unix)]

use crate::support::{A, B, Case, document, with_schema};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// A watch that is running. Both of its streams arrive line by line, in no order between the two.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
        }
        Self { child, lines }
    }

    /// Waits for a line that starts like this, and returns those before it.
    #[track_caller]
    fn says(&self, start: &str) -> Vec<String> {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(30)) {
                Ok(line) if line.starts_with(start) => return before,
                Ok(line) => before.push(line),
                Err(_) => panic!("{start:?} did not come; what came: {before:#?}"),
            }
        }
    }

    /// Presses Ctrl-C, and returns the exit code.
    fn interrupt(mut self) -> Option<i32> {
        let kill = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Starts a watch of a crate that is up to date, and waits until it waits.
fn watch(case: &Case) -> Watch {
    let mut command = case.command("things.yaml");
    command.arg("--watch");
    let watch = Watch::start(command);
    watch.says("out/src is up to date");
    // The document, and what there may be beside `src`: the manifest, a first page, and a module that people wrote.
    assert!(watch.says("watching 4 files; Ctrl-C ends").is_empty());
    watch
}

#[test]
fn each_save_is_answered_and_ctrl_c_ends_with_0() {
    let case = Case::generated(A);
    let watch = watch(&case);
    case.spec("things.yaml", &document(B));
    assert!(watch.says("wrote 1 file (").is_empty(), "success is one line");
    assert!(case.read("out/src/things/types/thing.rs").contains(B));
    case.spec("things.yaml", &document(A));
    watch.says("wrote 1 file (");

    let code = watch.interrupt();

    assert_eq!(code, Some(0));
    case.run(&["--check"]).ok();
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}

#[test]
fn errors_are_told_and_so_is_that_they_are_gone() {
    let case = Case::generated(A);
    let before = case.src();
    let watch = watch(&case);
    case.spec("things.yaml", &document(A).replace("type: object", "type: *object"));
    let report = watch.says("error: 1 error in the spec; nothing was changed");
    assert!(report.iter().any(|line| line.contains("[unknown-anchor]")), "{report:?}");
    assert_eq!(case.src(), before);
    case.spec("things.yaml", &document(A).replace("type: object", "type: !!object"));
    let report = watch.says("error: 1 error in the spec");
    assert!(report.iter().all(|line| !line.contains("[unknown-anchor]")), "{report:?}");
    case.spec("things.yaml", &document(B));
    assert!(watch.says("the errors are gone").is_empty());
    watch.says("wrote 1 file (");
    case.spec("things.yaml", &document(A));
    assert!(watch.says("wrote 1 file (").is_empty(), "it is said once");
}

/// A file with one schema.
fn other(description: &str) -> String {
    format!(
        "components: {{schemas: {{Other: {{properties: {{name: {{type: string, description: {description}}}}}}}}}}}\n"
    )
}

#[test]
fn files_may_appear_vanish_and_be_moved() {
    let case = Case::generated(A);
    let watch = watch(&case);
    // Refers to a file that is not there yet.
    case.spec("things.yaml", &with_schema("'parts/more.yaml#/components/schemas/Other'", A));
    watch.says("error: 1 error");
    case.spec("parts/more.yaml", &other("Another."));
    watch.says("the errors are gone");
    watch.says("wrote ");
    // As an editor moves the new version into the place of the old one.
    case.spec("parts/.more.yaml.swp", &other("The other."));
    fs::rename(case.path("spec/parts/.more.yaml.swp"), case.path("spec/parts/more.yaml")).unwrap();
    watch.says("wrote 1 file (");
    fs::remove_file(case.path("spec/parts/more.yaml")).unwrap();
    watch.says("error: 1 error");
    fs::rename(case.path("spec/things.yaml"), case.path("spec/away.yaml")).unwrap();
    watch.says("error: cannot read `spec/things.yaml`");
    case.spec("things.yaml", &document(A));
    watch.says("the errors are gone");
    watch.says("wrote ");
}

#[test]
fn a_service_may_be_added_and_removed() {
    let case = Case::empty();
    case.spec("one/openapi.yaml", &document(A));
    fs::create_dir(case.path("generated")).unwrap();
    let mut command = case.bare();
    command.args(["gen", "--watch"]).env("CARGO_MANIFEST_DIR", case.path("xtask"));
    let watch = Watch::start(command);
    watch.says("wrote ");
    watch.says("watching ");
    case.spec("two/openapi.yaml", &document(B));
    watch.says("wrote ");
    assert!(case.path("generated/src/two/types/thing.rs").exists());
    fs::remove_dir_all(case.path("spec/two")).unwrap();
    // `lib.rs`, and the list of what is public.
    watch.says("wrote 2 files, removed ");
    assert!(!case.path("generated/src/two.rs").exists());
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn programs_get_an_object_for_each_run() {
    let case = Case::generated(A);
    let mut command = case.command("things.yaml");
    command.args(["--watch", "--format", "json"]);
    let watch = Watch::start(command);
    for text in [document(B), "broken: [".to_owned(), document(A)] {
        let line = watch.lines.recv_timeout(Duration::from_secs(30)).unwrap();
        let object: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(object["success"], !line.contains("nothing was changed"), "{line}");
        case.spec("things.yaml", &text);
    }
    assert!(watch.lines.recv_timeout(Duration::from_secs(30)).unwrap().contains("\"success\":true"));
}
