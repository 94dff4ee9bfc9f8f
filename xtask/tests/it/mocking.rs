//! Tests what `cargo xtask mock` hands on. Cargo is played by a script, so that no test of this command compiles an
//! HTTP server.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

#[test]
fn arguments_go_to_the_emulator_and_its_exit_code_comes_back() {
    let temp = tempfile::tempdir().unwrap();
    let cargo = temp.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nenv | grep '^CARGO_[PM]' >&2\nexit 7\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    for arguments in [&["--port", "0", "--fault", "status=503, times=2"][..], &["--help"], &[]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oaswright"));
        let output = command.env("CARGO", &cargo).arg("mock").args(arguments).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[..4], ["run", "--package", "apig-emulator", "--manifest-path"]);
        assert_eq!((&lines[5..6], &lines[6..]), (&["--"][..], arguments));
        assert_eq!(output.status.code(), Some(7));
        // What cargo told this test of its package, which would make it compile anew what asks for it.
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}
