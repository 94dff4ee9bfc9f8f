//! Tests crates of foreign documents: they stand alone, and have nothing of our cloud in them.

use crate::support::{Case, finish};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Words that are our cloud's, or this project's.
const OURS: [&str; 14] = [
    "agency",
    "apic",
    "apig",
    "cargo xtask",
    "clouds.yaml",
    "huawei",
    "iam",
    "metadata of",
    "otc",
    "profiles",
    "project_id",
    "region",
    "roma",
    "telekom",
];

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: "Lamps & \"Lights\" [x](y)", version: 2.3.0, description: Switches lamps. }
servers: [{ url: "https://lamps.example.com/v2" }]
security: [{ login: [] }]
components:
  securitySchemes:
    login: { type: http, scheme: bearer }
  schemas:
    Lamp:
      type: object
      properties:
        id: { type: string }
        since: { type: string, format: date-time }
        state: { type: string, enum: [bright, dark] }
paths:
  /rooms/{room}/lamps:
    get:
      operationId: listLamps
      parameters: [{ name: room, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: All of them.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Lamp" } } } }
        default:
          description: It is dark.
          content: { application/problem+json: { schema: { type: object, properties: { title: { type: string } } } } }
"##;

fn words(text: &str) -> impl Iterator<Item = String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// What is ours in a text: a phrase anywhere, or a word by itself or at the beginning of one.
fn ours(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    let is_in = |ours: &&str| {
        if ours.contains(|c: char| !c.is_alphanumeric()) {
            lower.contains(*ours)
        } else {
            words(text).any(|word| word.starts_with(*ours))
        }
    };
    OURS.into_iter().filter(is_in).collect()
}

#[test]
fn a_crate_has_nothing_of_our_cloud() {
    assert_eq!(ours("The Regions of `apig_runtime`: project_id"), ["apig", "project_id", "region"]);
    let case = Case::new("");
    case.spec("lamps.yaml", DOCUMENT);
    case.run_spec("lamps.yaml", &["--name", "lamps-sdk"]).ok();
    let files: BTreeMap<PathBuf, Vec<u8>> = crate::support::files(&case.path("out"));
    assert!(files.len() > 8);
    for (path, text) in files {
        let text = String::from_utf8(text).unwrap();
        assert!(ours(&text).is_empty(), "{}: {:?}", path.display(), ours(&text));
        assert!(ours(path.to_str().unwrap()).is_empty(), "{}", path.display());
    }

    let manifest = case.read("out/Cargo.toml");
    assert!(manifest.contains("\noaswright-runtime = { version = \"0.1\", default-features = false }\n"), "{manifest}");
    assert!(
        manifest.contains("name = \"lamps-sdk\"\n") && manifest.contains("description = \"Rust SDK of Lamps"),
        "{manifest}"
    );
    // What the examples show is compiled: each line of them stands in an example of the documentation, too.
    let readme = case.read("out/README.md");
    let code: String =
        readme.split("```").skip(1).step_by(2).map(|code| code.strip_prefix("rust\n").unwrap()).collect();
    assert!(code.contains("let body: types::ListLampsError = error.decode_body()?;\n"), "{readme}");
    let sources = case.read("out/src/lamps.rs") + &case.read("out/src/lamps/list_lamps.rs");
    let own =
        ["", "async fn first_call() -> Result<(), lamps_sdk::Error> {", "println!(\"{answer:?}\");", "Ok(())", "}"];
    let documented: Vec<&str> =
        sources.lines().filter_map(|line| line.trim_start().strip_prefix("///")).map(str::trim).collect();
    for line in code.lines().map(str::trim).filter(|line| !own.contains(line)) {
        assert!(documented.contains(&line), "{line}");
    }
}

/// An import of a module hides a crate of its name, so examples name the crate from outside.
#[test]
fn a_crate_may_be_called_like_its_service() {
    let case = Case::new("");
    case.spec("lamps.yaml", DOCUMENT);
    case.run_spec("lamps.yaml", &["--name", "lamps"]).ok();
    for file in ["out/README.md", "out/src/lamps.rs", "out/src/lamps/list_lamps.rs"] {
        let text = case.read(file);
        assert!(text.contains("::lamps::Error> {"), "{text}");
        assert!(!text.contains("use lamps::") && !text.contains("<(), lamps::"), "{text}");
    }
}

#[test]
fn a_path_to_the_runtime_is_there_where_it_is_asked_for() {
    let case = Case::new("");
    case.spec("lamps.yaml", DOCUMENT);
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    case.run_spec("lamps.yaml", &["--runtime-path", runtime.to_str().unwrap()]).ok();
    let manifest = case.read("out/Cargo.toml");
    let path = manifest.split('"').find(|text| text.ends_with("/runtime/http"));
    assert!(case.path("out").join(path.unwrap()).is_dir(), "{manifest}");
    // What is there is a person's.
    case.write("out/README.md", "mine");
    case.run_spec("lamps.yaml", &[]).ok();
    assert_eq!(case.read("out/README.md"), "mine");
}

#[test]
fn outside_of_the_project_the_command_has_its_own_name() {
    let case = Case::new("");
    case.spec("lamps.yaml", DOCUMENT);
    let run = |arguments: &[&str]| {
        let mut command: Command = case.bare();
        command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
        finish(command.args(arguments))
    };
    let made = run(&["gen", "--spec", "spec/lamps.yaml", "--out", "out"]).ok();
    assert!(made.out.contains("added"), "{made:?}");
    case.write("out/src/lib.rs", &format!("{}// edited\n", case.read("out/src/lib.rs")));
    let stale = run(&["gen", "--spec", "spec/lamps.yaml", "--out", "out", "--check"]);
    assert!(format!("{stale:?}").contains("run `oaswright gen --spec spec/lamps.yaml --out out`"), "{stale:?}");
    for command in [&["lint"][..], &["gen"], &["mock"], &["diff"]] {
        run(command).fails("there is no project here; `oaswright gen --spec FILE --out DIR` needs none");
    }
    assert!(run(&["gen", "--help"]).out.contains("\n  oaswright gen --spec petstore.yaml"));
}

/// rustc follows types that hold each other no deeper than 128 unless it is told to.
#[test]
fn types_that_hold_each_other_deeper_than_rustc_follows() {
    let lib = |count: usize| {
        let case = Case::new("");
        let item = |at: usize| {
            format!(
                "    T{at}: {{ properties: {{ next: {{ type: array, items: {{ $ref: '#/components/schemas/T{}' }} }} }} }}\n",
                at + 1
            )
        };
        let types: String = (0..count).map(item).collect();
        let answer = "{ '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/T0' } } } } }";
        case.spec(
            "chain.yaml",
            &format!(
                "openapi: 3.0.3\ninfo: {{ title: Chain, version: '1' }}\npaths:\n  /t: {{ get: {{ operationId: getT, responses: {answer} }} }}\n\
                 components:\n  schemas:\n{types}    T{count}: {{ properties: {{ name: {{ type: string }} }} }}\n"
            ),
        );
        case.run_spec("chain.yaml", &[]).ok();
        case.read("out/src/lib.rs")
    };
    assert!(!lib(10).contains("recursion_limit"));
    assert!(lib(100).contains("\n#![recursion_limit = \"2048\"]\n"));
}

#[test]
fn what_lies_beside_the_folder_of_a_document_is_read_below_a_root() {
    let case = Case::new("");
    let root = "paths:\n  /t: { get: { operationId: getT, responses: { '200': { $ref: '../common.yaml#/components/responses/T' } } } }\n";
    case.spec("api/lamps.yaml", &format!("openapi: 3.0.3\ninfo: {{ title: Lamps, version: '1' }}\n{root}"));
    case.spec("common.yaml", "components: { responses: { T: { description: One. } } }\n");
    case.run_spec("api/lamps.yaml", &[]).fails("error[ref-outside-root]");
    case.run_spec("api/lamps.yaml", &["--spec-root", "spec"]).ok();
    assert!(
        case.read("out/src/lib.rs")
            .starts_with("// @generated by `oaswright gen --spec FILE --out DIR` from api/lamps.yaml.")
    );
    case.run_spec("api/lamps.yaml", &["--spec-root", "out"]).fails("`spec/api/lamps.yaml` does not lie below `out`");
    let below = |command| finish(case.bare().args([command, "--spec", "spec/api/lamps.yaml", "--spec-root", "spec"]));
    assert!(below("bundle").ok().out.contains("description: One."));
    let lint = below("lint");
    assert!(lint.err.contains("--> spec/api/lamps.yaml:") && !lint.err.contains("ref-outside-root"), "{lint:?}");
}

#[test]
fn a_new_manifest_has_the_licence_that_cargo_knows() {
    for (license, expected) in [
        ("{ name: MIT }", "license = \"MIT\"\n"),
        ("{ name: Whatever, identifier: Apache-2.0 OR MIT }", "license = \"Apache-2.0 OR MIT\"\n"),
        ("{ name: Apache 2.0 }", ""),
        ("{ name: MIT, identifier: \"MIT\\\"\\npublish = true\" }", ""),
        ("MIT", ""),
    ] {
        let case = Case::new("");
        let info = format!("openapi: 3.1.0\ninfo: {{ title: L, version: '1', license: {license} }}\n");
        case.spec("l.yaml", &(info + "paths: { /t: { get: { responses: { '204': { description: None. } } } } }\n"));
        case.run_spec("l.yaml", &[]);
        let manifest = case.read("out/Cargo.toml");
        let lines: String = manifest.split_inclusive('\n').filter(|line| line.starts_with("license")).collect();
        assert_eq!(lines, expected, "{license}");
        assert!(manifest.contains("\npublish = false\n"));
    }
}
