//! Tests `cargo xtask new`: what it adds is accepted at once, what was there stays byte for byte, and what cannot be
//! added changes nothing.

use crate::fresh::{project, xtask};
use crate::support::{Case, Run, files, finish};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

/// What has an operation already.
const BOUND: &str = "/v2/{project_id}/apigw/instances/{instance_id}/apps";
/// What has none.
const GADGETS: &str = "/v2/{project_id}/apigw/instances/{instance_id}/gadgets";

/// The project's spec, but of its two large documents only the paths of quotas, so that no command reads four hundred operations.
fn quotas() -> Case {
    let case = Case::empty();
    for (path, bytes) in files(&project().join("spec")) {
        case.write(&format!("spec/{}", path.display()), &String::from_utf8(bytes).unwrap());
    }
    for root in ["spec/apig/openapi.yaml", "spec/roma/openapi.yaml"] {
        let text = case.read(root);
        let (before, paths) = text.split_once("\npaths:\n").unwrap();
        let (paths, after) = paths.split_once("\n\n").unwrap();
        let lines: Vec<&str> = paths.lines().collect();
        let kept: Vec<&str> = lines.chunks(2).filter(|path| path[0].contains("quota")).flatten().copied().collect();
        case.write(root, &format!("{before}\npaths:\n{}\n\n{after}", kept.join("\n")));
    }
    case
}

fn new(case: &Case, arguments: &str) -> Run {
    let arguments: Vec<String> =
        arguments.replace("GADGETS", GADGETS).replace("BOUND", BOUND).split_whitespace().map(str::to_owned).collect();
    let mut command = xtask(case, &["new"]);
    finish(command.args(arguments))
}

fn spec(case: &Case) -> BTreeMap<PathBuf, Vec<u8>> {
    files(&case.path("spec"))
}

/// Whether `new` is `old` with lines in between.
fn only_adds(old: &str, new: &str) -> bool {
    let mut lines = new.split_inclusive('\n');
    old.split_inclusive('\n').all(|line| lines.any(|new| new == line))
}

#[test]
fn what_is_added_is_accepted_and_what_was_there_stays() {
    let case = quotas();
    let found = linted(&case);
    for (arguments, expected) in [
        // A path and a method in a file that is there; schemas that are not, in a file without any.
        (
            "--service apig --operation CreateGadget --method post --path GADGETS --file apps.yaml --body GadgetCreate --response GadgetInfo:201",
            &["changed spec/apig/apps.yaml", "changed spec/apig/openapi.yaml"][..],
        ),
        // A method of a path that is there: the file is known. The list refers to what is shared.
        (
            "--service apig --operation ListGadgets --method GET --path GADGETS --response ListGadgetsResponse --list --query app_name",
            &["changed spec/apig/apps.yaml"],
        ),
        // A file that is not there.
        (
            "--service apig --operation DeleteKey --method delete --path GADGETS/{gadget_id}/keys/{key_id} --file keys.yaml --response 204",
            &["added spec/apig/keys.yaml", "changed spec/apig/openapi.yaml"],
        ),
        // Schemas of the service, and a service without parameters.yaml, whose paths are in an order of their own.
        (
            "--service apig --operation ResetQuota --method post --path GADGETS/{gadget_id}/reset --file resets.yaml --body AppQuotaInfo --response AppQuotaInfo",
            &["added spec/apig/resets.yaml", "changed spec/apig/openapi.yaml"],
        ),
        (
            "--service iam --operation ListDomains --method get --path /v3/domains --file projects.yaml --response ListDomainsResponse --list --query no",
            &["changed spec/iam/projects.yaml", "changed spec/iam/openapi.yaml"],
        ),
        (
            "--service roma --operation ListThings --method post --path /v2/{project_id}/things --file things.yaml --body ThingCreate --response Thing:201 --list",
            &["added spec/roma/things.yaml", "changed spec/roma/openapi.yaml"],
        ),
    ] {
        let before = spec(&case);
        let run = new(&case, arguments).ok();
        let listed: Vec<String> = run
            .out
            .lines()
            .filter(|line| line.starts_with("  "))
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(listed, expected, "{arguments}");
        for (path, new) in spec(&case) {
            let [old, new] =
                [before.get(&path).cloned().unwrap_or_default(), new].map(|bytes| String::from_utf8(bytes).unwrap());
            let is_listed = expected.iter().any(|line| line.ends_with(path.to_str().unwrap()));
            assert_eq!(old != new, is_listed, "{}", path.display());
            assert!(only_adds(&old, &new), "{}", path.display());
        }
    }
    finish(&mut xtask(&case, &["gen"])).ok();
    finish(&mut xtask(&case, &["gen", "--check"])).ok();
    what_is_left_to_do_is_found_once(&found, &linted(&case), &case);
    let list = case.read("generated/src/apig/list_gadgets.rs");
    assert!(list.contains("Paginate for ListGadgets"), "{list}");
    let apps = case.read("spec/apig/apps.yaml");
    for reference in
        ["'parameters.yaml#/components/parameters/Limit'", "'../common.yaml#/components/parameters/Offset'"]
    {
        assert!(apps.contains(reference), "{apps}");
    }
    // In its place among the paths.
    let root = case.read("spec/apig/openapi.yaml");
    let paths: Vec<&str> =
        root.lines().filter(|line| line.starts_with("  /")).map(|line| line.trim_end_matches(':')).collect();
    assert!(paths.is_sorted() && paths.len() == 10, "{paths:#?}");
}

/// Each text that `new` leaves to people is one finding, at its line; beside them, only what is not there yet is missed.
#[track_caller]
fn what_is_left_to_do_is_found_once(before: &Value, after: &Value, case: &Case) {
    let (mut texts, mut others) = (BTreeMap::new(), BTreeMap::new());
    for one in after.as_array().unwrap() {
        let place = &one["places"][0];
        let place = (place["path"].as_str().unwrap().to_owned(), place["line"].as_u64().unwrap());
        match one["code"].as_str().unwrap() {
            "unfinished-text" => *texts.entry(place).or_insert(0) += 1,
            other => *others.entry(other).or_insert(0) += 1,
        }
    }
    let mut expected = BTreeMap::new();
    for (path, bytes) in spec(case) {
        let text = String::from_utf8(bytes).unwrap();
        for (line, _) in (1..).zip(text.lines()).filter(|(_, line)| line.contains("'TODO: ")) {
            expected.insert((format!("spec/{}", path.display()), line), 1);
        }
    }
    assert_eq!(texts, expected);
    assert!(expected.len() > 20, "{expected:?}");
    let known = |code: &str| before.as_array().unwrap().iter().filter(|one| one["code"] == code).count();
    others.retain(|code, count| *count > known(code));
    assert_eq!(others.into_keys().collect::<Vec<_>>(), OTHERS);
}

/// What is found in the spec.
fn linted(case: &Case) -> Value {
    let run = finish(&mut xtask(case, &["lint", "--format", "json"]));
    assert_eq!(run.code, Some(1), "{run:?}");
    let object: Value = serde_json::from_str(&run.out).unwrap();
    object["diagnostics"].clone()
}

/// What no text stands for: examples, statuses, bounds and tags are the page's to say, and a `List…` is a POST above.
const OTHERS: [&str; 5] =
    ["missing-example", "missing-status", "operation-method", "operation-tag", "unbounded-integer"];

#[test]
fn what_cannot_be_added_changes_nothing() {
    let case = quotas();
    let before = spec(&case);
    for (arguments, message) in [
        (
            "--service apig --operation ShowAppQuota --method get --path /a --file a.yaml",
            "`ShowAppQuota` is there already, in `spec/apig/app_quotas.yaml`",
        ),
        (
            "--service apig --operation A --method get --path BOUND/{app_id}/bound-quota",
            "is there already, in `apig/apps.yaml`",
        ),
        (
            "--service apig --operation A --method put --path BOUND/{app_id}/bound-quota --file a.yaml",
            "stands in `apps.yaml`, not in `a.yaml`",
        ),
        ("--service apig --operation A --method get --path GADGETS", "--file is missing"),
        // The same path to a server: found by the generator, and told as it tells it.
        (
            "--service apig --operation A --method get --path BOUND/{id}/bound-quota --file a.yaml",
            "nothing was changed",
        ),
        ("--service apig --operation show_app_quota --method get --path /a --file a.yaml", "error[name-clash]"),
    ] {
        new(&case, arguments).fails(message).fails("nothing was changed");
        assert_eq!(spec(&case), before, "{arguments}");
    }
    for arguments in [
        "",
        "--service apig",
        "--service apig --operation A --method get --path a --file a.yaml",
        "--service apig --operation A --method got --path /a --file a.yaml",
        "--service apig --operation A --method get --path /a --file ../a.yaml",
        "--service apig --operation A --method get --path /a --file a.yaml --body a:b",
        "--service apig --operation A --method get --path /a --file a.yaml --response A:404",
        "--service apig --operation A --method get --path /a --file a.yaml --list",
        "--service apig --operation A --method get --path /a --file a.yaml --response 204 --list",
        "--service ../apig --operation A --method get --path /a --file a.yaml",
    ] {
        let run = new(&case, arguments);
        assert_eq!(run.code, Some(2), "{arguments}: {run:?}");
        assert_eq!(spec(&case), before, "{arguments}");
    }
    for (arguments, missing) in [
        ("", "error: --service, --operation, --method, --path are missing; `cargo xtask new --help` has examples\n"),
        ("--service apig --path /a", "error: --operation, --method are missing; "),
        ("--service apig --operation A --method get", "error: --path is missing; "),
    ] {
        let run = new(&case, arguments);
        assert!(run.code == Some(2) && run.err.starts_with(missing), "{run:?}");
    }
    let run = new(&case, "--service apgi --operation A --method get --path /a --file a.yaml");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("there is no service `apgi`; did you mean `apig`? (CONTRIBUTING.md says"), "{run:?}");
}

#[test]
fn a_dry_run_prints_the_difference() {
    let case = quotas();
    let before = spec(&case);
    let run = new(&case, "--service apig --operation A --method get --path /a --file a.yaml --dry-run").ok();
    assert_eq!(spec(&case), before);
    for line in [
        "--- /dev/null",
        "+++ b/spec/apig/a.yaml",
        "+  A:",
        "--- a/spec/apig/openapi.yaml",
        "+    $ref: 'a.yaml#/paths/A'",
    ] {
        assert!(run.out.lines().any(|printed| printed == line), "{line}: {}", run.out);
    }
    assert!(run.out.lines().all(|line| !line.starts_with('-') || line.starts_with("---")), "{}", run.out);
}

#[test]
fn when_one_file_cannot_be_written_none_is() {
    let case = quotas();
    fs::create_dir(case.path("spec/apig/.openapi.yaml.new")).unwrap();
    let before = spec(&case);
    new(&case, "--service apig --operation A --method get --path /a --file a.yaml").fails("nothing was changed");
    assert_eq!(spec(&case), before);
}

#[test]
fn who_else_changes_the_spec_is_waited_for() {
    let case = quotas();
    let folder = File::open(case.path("spec"));
    let Ok(folder) = folder.and_then(|folder| folder.lock().map(|()| folder)) else {
        println!("skipped: folders cannot be locked here");
        return;
    };
    let before = spec(&case);
    let arguments = ["--service", "apig", "--operation", "A", "--method", "get", "--path", "/a", "--file", "a.yaml"];
    let mut command = xtask(&case, &["new"]);
    let mut child = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    assert_eq!(spec(&case), before);
    drop(folder);
    assert!(child.wait().unwrap().success());
    assert_eq!(spec(&case).len(), before.len() + 1);
}
