//! Tests that what a user of the SDK compiles is what `generated/DEPENDENCIES.md` says: how many packages, and under
//! which licences.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// What is counted, whatever machine counts.
const TARGET: &str = "x86_64-unknown-linux-gnu";

fn cargo(arguments: &[&str]) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut command = Command::new(env!("CARGO"));
    let output = command.current_dir(root).args(arguments).arg("--locked").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The distinct packages, name and version, that the SDK links with these features.
fn packages(features: &[&str]) -> BTreeSet<String> {
    let tree = ["tree", "--package", "apig-sdk", "--edges", "normal", "--target", TARGET, "--prefix", "none"];
    let lines = cargo(&[&tree[..], features].concat());
    let name = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    lines.lines().filter(|line| !line.is_empty()).map(name).collect()
}

/// The rows of the file's tables: the cells of each.
fn rows() -> Vec<Vec<&'static str>> {
    let text = include_str!("../../../generated/DEPENDENCIES.md");
    let cells = |line: &'static str| line.trim_matches('|').split('|').map(str::trim).collect();
    text.lines().filter(|line| line.starts_with("| ")).map(cells).collect()
}

#[test]
fn the_counts_are_right() {
    let mut counted = 0;
    for row in rows() {
        let Some(features) = row[0].strip_prefix("`cargo tree").and_then(|rest| rest.strip_suffix('`')) else {
            continue;
        };
        let features: Vec<&str> = features.split_whitespace().collect();
        assert_eq!(row[1], packages(&features).len().to_string(), "the packages of {row:?}");
        counted += 1;
    }
    assert!(counted >= 3);
}

#[test]
fn every_direct_dependency_is_justified() {
    let manifests =
        [include_str!("../../../runtime/cloud/Cargo.toml"), include_str!("../../../runtime/http/Cargo.toml")];
    for manifest in manifests {
        let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
        let (dependencies, _) = dependencies.split_once("[dev-dependencies]").unwrap();
        let mut comment = false;
        for line in dependencies.lines().filter(|line| !line.is_empty()) {
            assert!(line.starts_with('#') || comment, "no comment says why: {line}");
            // serde_json stands with serde.
            comment = line.starts_with('#') || line.starts_with("serde = ");
        }
    }
}

#[test]
fn every_licence_is_one_of_the_list() {
    let listed: BTreeSet<&str> =
        rows().into_iter().filter(|row| row[0] == "licence").map(|row| row[1].trim_matches('`')).collect();
    assert!(!listed.is_empty());
    let used = packages(&["--all-features"]);
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--filter-platform", TARGET])).unwrap();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let [name, version] = ["name", "version"].map(|key| package[key].as_str().unwrap());
        if used.contains(&format!("{name} v{version}")) {
            let licence = package["license"].as_str().unwrap_or("none");
            assert!(listed.contains(licence), "{name} {version} has the licence {licence}");
            seen.insert(licence.to_owned());
        }
    }
    let seen: BTreeSet<&str> = seen.iter().map(String::as_str).collect();
    assert_eq!(listed, seen, "every licence of the list is in use");
}

/// `cargo xtask` leaves the reader of pages to the commands that need it.
#[test]
fn what_reads_pages_is_not_compiled_for_the_other_commands() {
    let alias = include_str!("../../../.cargo/config.toml");
    let [with, without] = [&[][..], &["--no-default-features"]].map(|features| {
        let tree = ["tree", "--package", "xtask", "--edges", "normal,build", "--target", TARGET, "--prefix", "none"];
        cargo(&[&tree[..], features].concat()).contains("apig-pages ")
    });
    assert!(with && !without && alias.contains("--package xtask --no-default-features --"), "{alias}");
}

#[test]
fn the_commands_compile_no_http_and_no_async_runtime() {
    for package in ["xtask", "apig-codegen"] {
        let tree =
            cargo(&["tree", "--package", package, "--edges", "normal,build", "--target", TARGET, "--prefix", "none"]);
        let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
        for unwanted in ["apig-emulator", "apig-runtime", "oaswright-runtime", "http", "hyper", "reqwest", "tokio"] {
            assert!(!names.contains(unwanted), "{package} compiles {unwanted}");
        }
    }
}
