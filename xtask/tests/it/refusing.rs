//! Tests what `gen` refuses, and that nothing is changed then.

use crate::support::{A, B, Case, Run, document, files, with_schema};
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn a_persons_file_in_the_way_is_not_overwritten() {
    let case = Case::generated(A);
    case.write("out/src/lib.rs", "mine");
    case.spec("things.yaml", &document(B));
    let before = files(&case.path(""));
    let run = case.run(&[]).fails("`out/src/lib.rs` is in the way");
    assert!(run.err.contains("nothing was changed"));
    assert_eq!(files(&case.path("")), before);
}

#[test]
fn a_persons_list_in_the_way_is_not_overwritten() {
    let case = Case::generated(A);
    case.write("out/public-api.txt", "mine");
    case.spec("things.yaml", &document(B));
    let before = files(&case.path(""));
    let run = case.run(&[]).fails("`out/public-api.txt` is in the way");
    assert!(run.err.contains("nothing was changed"));
    case.run(&["--check"]).fails("move away what is in the way, then run");
    assert_eq!(files(&case.path("")), before);
}

#[test]
fn a_persons_folder_in_the_way_is_not_overwritten() {
    let case = Case::new(A);
    case.write("out/src/lib.rs/mine.txt", "mine");
    let before = files(&case.path(""));
    case.run(&[]).fails("`out/src/lib.rs/mine.txt` is in the way");
    assert_eq!(files(&case.path("")), before);
}

#[test]
fn src_must_be_a_folder() {
    let case = Case::new(A);
    case.write("out/src", "mine");
    case.run(&[]).fails("`out/src` is not a folder");
    assert_eq!(case.names("out"), ["src"]);
    assert_eq!(case.read("out/src"), "mine");
}

#[test]
fn out_must_be_a_folder() {
    let case = Case::new(A);
    case.write("out", "mine");
    case.run(&[]).fails("`out`");
    assert_eq!(case.read("out"), "mine");
}

#[test]
fn a_read_only_src_is_left_alone() {
    let case = Case::generated(A);
    let src = case.path("out/src");
    let writable = fs::metadata(&src).unwrap().permissions();
    let mut permissions = writable.clone();
    permissions.set_readonly(true);
    fs::set_permissions(&src, permissions).unwrap();
    case.spec("things.yaml", &document(B));
    let run = case.run(&[]);
    fs::set_permissions(&src, writable).unwrap();
    run.fails("`out/src` is read-only; nothing was changed");
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}

#[test]
fn a_missing_document_is_named() {
    let case = Case::new(A);
    case.run_spec("none.yaml", &[]).fails("cannot read `spec/none.yaml`");
    case.run_spec("", &[]).fails("`spec/` is a folder: name the document in it");
    assert_eq!(case.names("."), ["spec"]);
    let mut command = case.bare();
    command.arg("gen").env("CARGO_MANIFEST_DIR", case.path("xtask"));
    crate::support::finish(&mut command).fails("spec/<service>/openapi.yaml");
}

#[test]
fn a_spec_with_errors_changes_nothing() {
    let case = Case::generated(A);
    let before = files(&case.path("out"));
    case.spec("things.yaml", &with_schema("'none.yaml#/Thing'", B));
    case.run(&[]).fails("in the spec; nothing was changed");
    case.run(&["--check"]).fails("in the spec; nothing was changed");
    assert_eq!(files(&case.path("out")), before);
}

/// The disk is full for a process that may not write a single byte into a file.
#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    let case = Case::generated(A);
    case.spec("things.yaml", &document(B));
    for (out, message) in [("out", "cannot write `out/.src.new/"), ("new/out", "cannot write `new/out/public-api.txt`")]
    {
        let before = files(&case.path(""));
        let script = format!(
            "trap '' XFSZ; ulimit -f 0; exec '{}' gen --spec spec/things.yaml --out {out}",
            env!("CARGO_BIN_EXE_oaswright")
        );
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script]).current_dir(case.path(""));
        let run = crate::support::finish(&mut command).fails(message);
        assert!(run.err.contains("nothing was changed"), "{run:?}");
        assert_eq!(files(&case.path("")), before);
        assert_eq!(case.names("."), ["out", "spec"]);
        assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
    }
}

#[cfg(unix)]
#[test]
fn links_inside_src_are_refused() {
    let case = Case::generated(A);
    case.write("elsewhere/lib.rs", "mine");
    std::os::unix::fs::symlink("../../elsewhere", case.path("out/src/linked")).unwrap();
    case.spec("things.yaml", &document(B));
    case.run(&[]).fails("`out/src/linked` is a symbolic link");
    assert_eq!(case.read("elsewhere/lib.rs"), "mine");
    assert_eq!(case.names("out"), ["Cargo.toml", "README.md", "public-api.txt", "src"]);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_src_is_refused() {
    let case = Case::new(A);
    fs::create_dir_all(case.path("elsewhere")).unwrap();
    fs::create_dir_all(case.path("out")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", case.path("out/src")).unwrap();
    case.run(&[]).fails("`out/src` is not a folder");
    assert!(case.names("elsewhere").is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_spec_is_refused() {
    let case = Case::new(A);
    case.write("secret.yaml", "Thing:\n  type: object\n");
    std::os::unix::fs::symlink("../secret.yaml", case.path("spec/near.yaml")).unwrap();
    case.spec("things.yaml", &with_schema("'near.yaml#/Thing'", A));
    case.run(&[]).fails("leads out of the folder of the spec");
    case.run_spec("near.yaml", &[]).fails("leads out of the folder of the spec");
    assert_eq!(case.names("."), ["secret.yaml", "spec"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_does_not_block() {
    let case = Case::new(A);
    let mut mkfifo = std::process::Command::new("mkfifo");
    assert!(mkfifo.arg(case.path("spec/pipe.yaml")).status().unwrap().success());
    case.spec("things.yaml", &with_schema("'pipe.yaml#/Thing'", A));
    ends_soon(&case, "things.yaml").fails("not a regular file");
    ends_soon(&case, "pipe.yaml").fails("`spec/pipe.yaml` is not a regular file");
}

#[cfg(unix)]
fn ends_soon(case: &Case, name: &str) -> Run {
    let mut command = case.command(name);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while child.try_wait().unwrap().is_none() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(5));
    }
    // Without effect on a process that has ended.
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
