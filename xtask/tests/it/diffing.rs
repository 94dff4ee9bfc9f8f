//! Tests `cargo xtask diff`: versions are opened, changes printed in each format, and the exit code says whether
//! callers break.

use crate::support::{Case, NAME, Repository, Run, SIZE, finish, things, with_schema};
use serde_json::Value;
use std::process::Command;

fn two(before: &str, after: &str) -> Case {
    let case = Case::empty();
    case.write("old.yaml", before);
    case.write("new.yaml", after);
    case
}

fn diff(case: &Case, arguments: &[&str]) -> Run {
    finish(case.bare().arg("diff").args(arguments))
}

fn compare(case: &Case, arguments: &[&str]) -> Run {
    diff(case, &[&["old.yaml", "new.yaml"], arguments].concat())
}

#[test]
fn a_change_is_one_line_and_the_last_line_sums_up() {
    let case = two(&things(&format!("{NAME}{SIZE}")), &things(NAME));
    let run = compare(&case, &[]).ok();
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", run.out);
    assert!(lines[1].contains("breaking      major      old.yaml:"), "{}", run.out);
    assert!(lines[1].contains("`size`"), "{}", run.out);
    assert!(
        lines[3].starts_with("1 change between old.yaml and new.yaml: 1 breaking on the wire, 1 major"),
        "{}",
        run.out
    );
    // Nobody knows the crate of a document by itself.
    assert!(!run.out.contains("apig-sdk"), "{}", run.out);
}

#[test]
fn equal_meaning_is_no_change() {
    let run = compare(&two(&things(NAME), &things(NAME)), &["--fail-on", "any"]).ok();
    assert!(run.out.starts_with("old.yaml and new.yaml mean the same"), "{}", run.out);
}

#[test]
fn who_breaks_decides_the_exit_code() {
    let state = |values: &str| {
        things(&format!("{NAME}        state: {{type: string, enum: {values}, description: The state.}}\n"))
    };
    let size = |bound: &str| {
        let parameter = format!("{{name: size, in: query, schema: {{type: integer{bound}}}}}");
        things(NAME).replace("      summary:", &format!("      parameters: [{parameter}]\n      summary:"))
    };
    let cases = [
        // Breaks both.
        (two(&things(&format!("{NAME}{SIZE}")), &things(NAME)), [1, 1, 1, 1, 0]),
        // Adds.
        (two(&things(NAME), &things(&format!("{NAME}{SIZE}"))), [0, 0, 0, 0, 0]),
        // The type's name is Rust's alone.
        (two(&things(NAME), &things(NAME).replace("Thing:", "Item:").replace("/Thing'", "/Item'")), [0, 1, 1, 1, 0]),
        // A server may send what nobody knows, and Rust callers have a variant for it.
        (two(&state("[open]"), &state("[open, closed]")), [0, 0, 0, 1, 0]),
        // Callers in Rust compile, and what was sent is refused before it is.
        (two(&size(""), &size(", maximum: 9")), [1, 0, 1, 1, 0]),
        // The address is the wire's alone.
        (two(&things(NAME), &things(NAME).replace("/things:", "/items:")), [1, 0, 1, 1, 0]),
    ];
    for (at, (case, expected)) in cases.iter().enumerate() {
        for (what, expected) in ["wire", "rust", "any", "dangerous", "never"].iter().zip(expected) {
            let run = compare(case, &["--fail-on", what]);
            assert_eq!(run.code, Some(*expected), "case {at}, {what}: {run:?}");
        }
    }
}

/// Two values of an enum exchange their names: all that anybody is told of it stands here.
#[test]
fn what_no_compiler_tells_is_told_in_each_format() {
    let state = |names: &str| {
        let state = format!(
            "        state: {{type: integer, enum: [1, 2], x-enum-varnames: {names}, description: The state.}}\n"
        );
        things(&format!("{NAME}{state}"))
    };
    let case = two(&state("[Open, Closed]"), &state("[Closed, Open]"));
    let human = compare(&case, &[]).ok().out;
    assert!(human.starts_with("new\n  none          silent     new.yaml:"), "{human}");
    assert!(human.contains("\n        was  the value `1` of `Thing state`\n        is   the value `2` of"), "{human}");
    assert!(human.contains(": 2 silent for Rust callers ("), "{human}");
    let github = compare(&case, &["--format", "github"]).ok().out;
    assert!(github.starts_with("::error file=new.yaml,line="), "{github}");
    assert!(github.contains("%0Awas the value `1` of `Thing state`%0Ais the value `2` of `Thing state`"), "{github}");
    let object: Value = serde_json::from_str(&compare(&case, &["--format", "json"]).ok().out).unwrap();
    assert_eq!((&object["wire"], &object["rust"]), (&"none".into(), &"silent".into()));
    let meaning = &object["changes"][0]["items"][0]["meaning"];
    assert_eq!(*meaning, serde_json::json!(["the value `1` of `Thing state`", "the value `2` of `Thing state`"]));
    for what in ["rust", "any"] {
        assert_eq!(compare(&case, &["--fail-on", what]).code, Some(1));
    }
}

#[test]
fn json_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/diff.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let before = things(&format!("{NAME}{SIZE}"));
    let versions = ["A new thing.", "A thing.\n      type: objekt"].map(|words| before.replace("A thing.", words));
    for after in [things(NAME), before.clone(), "openapi: 1".to_owned()].into_iter().chain(versions) {
        let case = two(&before, &after);
        let object: Value = serde_json::from_str(&compare(&case, &["--format", "json"]).out).unwrap();
        let errors: Vec<String> = schema.iter_errors(&object).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{object:#}");
    }
    let mut object: Value =
        serde_json::from_str(&compare(&two(&before, &things(NAME)), &["--format", "json"]).out).unwrap();
    assert_eq!(object["wire"], "breaking");
    assert_eq!(object["changes"][0]["operations"], serde_json::json!(["GetThing"]));
    assert_eq!(object["changes"][0]["before"]["path"], "old.yaml");
    assert!(!object["changes"][0]["items"].as_array().unwrap().is_empty());
    object["changes"][0]["wire"] = "terrible".into();
    assert!(!schema.is_valid(&object));
}

#[test]
fn words_of_a_document_are_never_commands() {
    let hostile = "        \"::error::\":\n          type: string\n          description: The name.\n          x-rust-name: odd\n";
    let case = two(&things(NAME), &things(&format!("{NAME}{hostile}")));
    let github = compare(&case, &["--format", "github"]).ok().out;
    assert!(github.lines().all(|line| !line.starts_with("::error")), "{github}");
}

#[test]
fn an_edit_of_what_services_share_is_told_once() {
    let case = Case::empty();
    let referring = with_schema("'../common.yaml#/components/schemas/Thing'", "A thing.");
    let shared = |properties: &str| things(properties).split_once("components:").unwrap().1.to_owned();
    for (folder, properties) in [("old", format!("{NAME}{SIZE}")), ("new", NAME.to_owned())] {
        case.write(&format!("{folder}/common.yaml"), &format!("components:{}", shared(&properties)));
        case.write(&format!("{folder}/a/openapi.yaml"), &referring);
        case.write(&format!("{folder}/b/openapi.yaml"), &referring);
    }
    let run = diff(&case, &["old", "new"]).ok();
    assert!(run.out.starts_with("a, b\n  breaking"), "{}", run.out);
    assert!(run.out.contains("\n1 change between old and new: "), "{}", run.out);
    let run = diff(&case, &["old", "new", "--format", "github"]).ok();
    assert_eq!(run.out.matches("::error ").count(), 1, "{}", run.out);
    let object: Value = serde_json::from_str(&diff(&case, &["old", "new", "--format", "json"]).ok().out).unwrap();
    assert_eq!(object["changes"].as_array().unwrap().len(), 1, "{object:#}");
    assert_eq!(object["changes"][0]["services"], serde_json::json!(["a", "b"]));
}

/// A parameter that several operations of each service share: messages name the first of them, and the edit is one.
#[test]
fn an_edit_of_a_shared_parameter_is_told_once() {
    let case = Case::empty();
    for (folder, size) in [("old", 100), ("new", 50)] {
        let limit = format!("{{name: limit, in: query, schema: {{type: integer, maximum: {size}}}}}");
        case.write(&format!("{folder}/common.yaml"), &format!("components: {{parameters: {{Limit: {limit}}}}}"));
        for service in ["a", "b"] {
            let operation = |name: &str| {
                format!(
                    "  /{name}:\n    get: {{operationId: List{name}, parameters: [{{$ref: '../common.yaml#/components/parameters/Limit'}}], \
                     responses: {{'204': {{description: Done.}}}}}}\n"
                )
            };
            let head = format!("openapi: 3.0.3\ninfo: {{title: {service}, version: '1'}}\npaths:\n");
            let text = format!("{head}{}{}", operation(&format!("{service}1")), operation(&format!("{service}2")));
            case.write(&format!("{folder}/{service}/openapi.yaml"), &text);
        }
    }
    let human = diff(&case, &["old", "new"]).ok().out;
    assert!(human.starts_with("a, b\n  breaking") && human.contains("\n1 change between"), "{human}");
    let markdown = diff(&case, &["old", "new", "--format", "markdown"]).ok().out;
    assert!(markdown.contains("### 🔴 Breaking on the wire (1)"), "{markdown}");
}

#[test]
fn what_belongs_to_no_service_belongs_to_the_crate() {
    // With the first region comes the module of regions, which is no service's. The runtime has regions in both.
    let of_project = "  /{project_id}:\n    get: {operationId: ShowAll, parameters: [{name: project_id, in: path, required: true, \
                      x-client-parameter: true, schema: {type: string}}], responses: {'204': {description: Done.}}}\n";
    let before = things(NAME).replace("paths:\n", &format!("paths:\n{of_project}"));
    let regions = "servers: [{url: 'https://{region}.example.com', x-regions: true, variables: {region: {default: a, enum: [a]}}}]\n";
    let case = two(&before, &before.replace("paths:\n", &format!("{regions}paths:\n")));
    let human = compare(&case, &[]).ok().out;
    let line = "3 items appear, for Rust callers only, the first of them `endpoints`";
    assert!(human.contains("\nthe crate\n  none          minor      new.yaml:"), "{human}");
    assert!(human.contains(line) && !human.contains("\n\n\n"), "{human}");
    let markdown = compare(&case, &["--format", "markdown"]).ok().out;
    assert!(markdown.contains(&format!("- {line}\\\n")) && markdown.contains("· the crate\n"), "{markdown}");
    assert!(compare(&case, &["--format", "github"]).ok().out.contains(&format!("title=rust-item-added::{line} (wire")));
    let object: Value = serde_json::from_str(&compare(&case, &["--format", "json"]).out).unwrap();
    let services = object["changes"].as_array().unwrap().iter().map(|change| change["services"][0].as_str().unwrap());
    assert_eq!(services.filter(|service| service.is_empty()).count(), 1);
}

/// Both sides stand beside each other; what documents say stays text, and nothing is loaded.
#[test]
fn a_page_shows_both_sides_and_runs_nothing_of_theirs() {
    const HOSTILE: &str = "<script src='https://example.com/a.js'></script><img src=x>";
    let name = NAME.replace("The name.", &format!("{HOSTILE} The name."));
    let case = two(&things(&format!("{name}{SIZE}")), &things(&name.replace("The name", "A name")));
    let page = compare(&case, &["--format", "html"]).ok().out;
    for part in [
        "<h2>the property `size` of ",
        "class=\"badge\">wire: breaking · Rust: major<",
        "<figcaption>before: old.yaml:",
        "<figcaption>after: new.yaml:",
        "<span class=\"gone\">- pub ",
        "&lt;script src=",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let tags = |name: &str| page.matches(&format!("<{name}")).count();
    assert_eq!((tags("script"), tags("img"), tags("link"), tags("article")), (1, 0, 0, 2), "{page}");
    assert!(page.contains("default-src 'none'") && !page.contains("<script src"), "{page}");
    let broken = two("openapi: [", &things(NAME));
    let run = compare(&broken, &["--format", "html"]);
    assert!(run.code == Some(1) && run.out.contains("<h2>old.yaml has errors</h2>"), "{run:?}");
}

#[test]
fn only_an_address_can_be_linked_to() {
    let case = two(&things(NAME), &things(NAME));
    for odd in ["javascript:alert(1)", "https://a.b/c)[", "https://a.b/?c", "a"] {
        assert_eq!(compare(&case, &["--links", odd]).code, Some(2), "{odd}");
    }
}

#[test]
fn annotations_keep_to_the_limits() {
    let many = |range: std::ops::Range<usize>| -> String {
        range.map(|n| SIZE.replace("size", &format!("size_{n:02}"))).collect()
    };
    let case = two(&things(&format!("{NAME}{}", many(0..14))), &things(NAME));
    let run = compare(&case, &["--format", "github"]).ok();
    assert_eq!(
        run.out.lines().filter(|line| line.starts_with("::error file=old.yaml,line=")).count(),
        10,
        "{}",
        run.out
    );
    assert!(run.out.contains("… and 4 more of level error"), "{}", run.out);
}

#[test]
fn errors_of_a_version_are_told_with_their_place() {
    let case = two(&things(NAME), &things(NAME).replace("type: string", "type: *text"));
    let run = compare(&case, &[]).fails("new.yaml:");
    assert_eq!(run.out, "nothing was compared: new.yaml has errors\n");
    let run = compare(&case, &["--format", "github"]).fails("::error title=unknown-anchor,file=new.yaml,line=");
    assert_eq!(run.out, "::error::nothing was compared: new.yaml has errors\n");
    // Lines of files as they were are no places to annotate.
    let run = diff(&case, &["new.yaml", "old.yaml", "--format", "github"]).fails("error[unknown-anchor]");
    assert!(!run.err.contains("::error"), "{run:?}");
}

/// A document with a second operation, whose thing has these properties; and with a slip in the first one, of which no crate can be made.
fn sound_and_broken(properties: &str) -> [String; 2] {
    let other =
        "  /other:\n    get: {operationId: ShowOther, responses: {'204': {$ref: '#/components/responses/Done'}}}\n";
    let done = "components:\n  responses: {Done: {description: Done.}}\n";
    let sound = things(properties).replace("paths:\n", &format!("paths:\n{other}")).replace("components:\n", done);
    let broken = sound.replace("responses/Done'", "responses/Don'");
    assert_ne!(sound, broken);
    [sound, broken]
}

/// What an error hides is listed, and all else is compared on the wire.
#[test]
fn a_version_with_errors_is_compared_as_far_as_it_can_be_read() {
    let [sound, broken] = sound_and_broken(NAME);
    let [smaller, _] = sound_and_broken(SIZE);
    let case = two(&broken, &sound_and_broken(&format!("{NAME}{SIZE}"))[0]);
    case.write("sound.yaml", &sound);
    case.write("smaller.yaml", &smaller);

    // What is wrong is told on standard error, whatever the format.
    let told = |old: &str, new: &str, format: &str| {
        let run = diff(&case, &[old, new, "--format", format]);
        assert!(run.code == Some(0) && run.err.contains("dangling-ref"), "{run:?}");
        run
    };
    let run = told("old.yaml", "new.yaml", "human");
    assert!(run.err.contains("--> old.yaml:"), "{run:?}");
    assert!(run.out.starts_with("new\n  compatible    unknown    new.yaml:"), "{}", run.out);
    assert!(run.out.contains("\nnot compared\n  new: the operation `ShowOther`: old.yaml:"), "{}", run.out);
    let sum = "nothing that breaks callers; 1 operation not compared, and nothing is said of Rust callers, as old.yaml has errors (";
    assert!(run.out.contains(sum), "{}", run.out);

    let markdown = told("old.yaml", "new.yaml", "markdown").out;
    assert!(markdown.contains("⚪ **Nothing is said of Rust callers**, as old.yaml has errors"), "{markdown}");
    assert!(markdown.contains("### ⚪ Not compared (1)\n\n- the operation `ShowOther` — nothing is at"), "{markdown}");
    assert!(!markdown.contains("Rust: none"), "{markdown}");
    let page = told("old.yaml", "new.yaml", "html").out;
    assert!(
        page.contains("new: the operation `ShowOther`</span>") && page.contains("wire: compatible · Rust: unknown"),
        "{page}"
    );
    let github = told("sound.yaml", "old.yaml", "github").out;
    assert!(github.starts_with("::warning file=old.yaml,line="), "{github}");
    assert!(
        github.contains(",title=not-compared::old: the operation `ShowOther` was not compared: nothing is at"),
        "{github}"
    );
    let object: Value = serde_json::from_str(&told("old.yaml", "new.yaml", "json").out).unwrap();
    assert_eq!((&object["compared"], &object["rust"]), (&true.into(), &"unknown".into()));
    assert_eq!(object["not_compared"][0]["operation"], "ShowOther");
    let error = &object["not_compared"][0]["errors"][0];
    assert_eq!((&error["version"], &error["code"]), (&"before".into(), &"dangling-ref".into()));
    assert_eq!(error["place"]["path"], "old.yaml");

    // A version with errors is none to go on with; to mend one breaks whom it breaks on the wire.
    for (old, new, expected) in [
        ("old.yaml", "sound.yaml", [0, 0, 0, 0, 0]),
        ("old.yaml", "smaller.yaml", [1, 0, 1, 1, 0]),
        ("sound.yaml", "old.yaml", [1, 1, 1, 1, 0]),
    ] {
        for (what, expected) in ["wire", "rust", "any", "dangerous", "never"].iter().zip(expected) {
            let run = diff(&case, &[old, new, "--fail-on", what]);
            assert_eq!(run.code, Some(expected), "{old}, {new}, {what}: {run:?}");
        }
    }
}

#[test]
fn what_is_no_version_is_refused() {
    let case = two(&things(NAME), &things(NAME));
    compare_fails(&case, &["old.yaml", "gone.yaml"], "there is no file `gone.yaml`");
    compare_fails(&case, &["."], "there is no document in");
    assert_eq!(diff(&case, &["--format", "xml"]).code, Some(2));
}

#[track_caller]
fn compare_fails(case: &Case, arguments: &[&str], message: &str) {
    diff(case, arguments).fails(message);
}

/// What users do about the changes since a revision, and again after a further one.
#[test]
fn the_changelog_says_what_to_do() {
    let repository = Repository::new(&things(&format!("{NAME}{SIZE}")));
    let shown = "# Changelog\n\n## [Unreleased] - ReleaseDate\n\n- By hand.\n";
    repository.0.write("CHANGELOG.md", shown);
    repository.0.spec("things/openapi.yaml", &things(&NAME.replace("name:", "title:")));
    let run = |arguments: &[&str]| repository.xtask(&[&["changelog"], arguments].concat()).ok().out;
    let section = run(&["HEAD"]);
    assert!(section.starts_with("### Breaking\n\n- things: the property `"), "{section}");
    assert!(
        section
            .contains("  - replace `things::types::Thing::name` by [`things::types::Thing::title`](https://docs.rs/"),
        "{section}"
    );
    assert!(section.contains("  - `things::types::Thing::size` is gone\n"), "{section}");
    run(&["HEAD", "--write"]);
    let written = repository.0.read("CHANGELOG.md");
    assert!(written.contains(section.trim_end()) && written.ends_with("\n\n- By hand.\n"), "{written}");
    assert!(run(&["HEAD", "--write"]).contains("up to date"));
    repository.0.spec("things/openapi.yaml", &things(&format!("{NAME}{SIZE}")));
    assert!(run(&["HEAD"]).contains("nothing that users"));
    run(&["HEAD", "--write"]);
    assert_eq!(repository.0.read("CHANGELOG.md"), shown);
    let announced = SIZE
        .replace("type: integer\n", "type: integer\n          deprecated: true\n          x-sunset: '2027-06-30'\n");
    repository.commit("things/openapi.yaml", &things(&format!("{NAME}{announced}")));
    repository.0.spec("things/openapi.yaml", &things(NAME));
    assert!(run(&["HEAD", "--today", "2027-06-30"]).starts_with("### Breaking\n"));
    assert!(run(&["HEAD", "--today", "2027-07-01"]).starts_with("### Removed, as announced\n"));
    repository.0.spec("things/openapi.yaml", &sound_and_broken(NAME)[1]);
    let mut command = repository.0.bare();
    let refused = finish(command.env("CARGO_MANIFEST_DIR", repository.0.path("xtask")).arg("changelog").arg("HEAD"));
    refused.fails("no crate can be made of both versions: the working tree has errors, which `cargo xtask diff` lists");
}

#[test]
fn a_branch_is_compared_with_where_it_left_main() {
    let repository = Repository::new(&things(NAME));
    repository.git(&["checkout", "--quiet", "-b", "branch"]);
    repository.commit("things/openapi.yaml", &things(SIZE));
    // What came to main since is not the branch's.
    repository.git(&["checkout", "--quiet", "main"]);
    repository.commit("other/openapi.yaml", &things(NAME));
    repository.git(&["checkout", "--quiet", "branch"]);
    repository.0.spec("things/openapi.yaml", &things(&format!("{SIZE}{NAME}")));

    let run = repository.diff(&[]).ok();
    assert!(run.out.starts_with("things\n"), "{}", run.out);
    assert!(run.out.contains("  spec/things/openapi.yaml:"), "{}", run.out);
    assert!(run.out.contains("1 change between main ("), "{}", run.out);
    assert!(run.out.contains(") and the working tree: nothing that breaks callers"), "{}", run.out);
    assert!(run.out.contains("apig-sdk 1.2.3 would become 1.3.0"), "{}", run.out);

    let run = repository.diff(&["main~1", "branch", "--fail-on", "wire"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(repository.diff(&["HEAD", "branch"]).ok().out.contains("mean the same"));
}

#[test]
fn a_version_that_is_raised_already_is_not_raised_again() {
    let repository = Repository::new(&things(&format!("{NAME}{SIZE}")));
    repository.git(&["checkout", "--quiet", "-b", "branch"]);
    for (version, human, markdown) in [
        ("1.2.3", "1.2.3 would become 2.0.0 (", "1.2.3 → **2.0.0**\n"),
        ("2.0.0", "1.2.3 would become 2.0.0 and is 2.0.0 now (", "1.2.3 → **2.0.0**, as `Cargo.toml` says\n"),
        ("1.3.0", "1.2.3 would become 2.0.0 and is 1.3.0 now (", "1.2.3 → **2.0.0**, but `Cargo.toml` says 1.3.0\n"),
    ] {
        repository.0.write("Cargo.toml", &format!("[workspace.package]\nversion = \"{version}\"\n"));
        repository.commit("things/openapi.yaml", &things(&format!("{NAME}# {version}\n")));
        for arguments in [&["main"][..], &["main", "branch"]] {
            let run = repository.diff(arguments).ok();
            assert!(run.out.contains(human), "{}", run.out);
        }
        let run = repository.diff(&["--format", "markdown"]).ok();
        assert!(run.out.contains(markdown), "{}", run.out);
    }
}

#[test]
fn a_revision_that_git_does_not_know_is_told_as_such() {
    let repository = Repository::new(&things(NAME));
    for odd in ["v9", "--upload-pack=x", "HEAD:spec", "a b"] {
        repository.diff(&["--", odd]).fails("is neither a path nor a revision that git knows");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_revision_are_not_followed() {
    let repository = Repository::new(&things(NAME));
    std::fs::remove_file(repository.0.path("spec/things/openapi.yaml")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", repository.0.path("spec/things/openapi.yaml")).unwrap();
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "Link"]);
    repository.diff(&["HEAD"]).fails("is not a regular file at");
}

#[test]
fn odd_names_in_a_revision_are_names() {
    for (odd, expected) in [
        ("-p.yaml", "mean the same"),
        ("*.yaml", "mean the same"),
        ("[top].yaml", "mean the same"),
        ("a b.yaml", "mean the same"),
        ("line\nbreak.yaml", "`line\u{fffd}break.yaml#/components/schemas/Odd` is not a reference"),
    ] {
        let repository = Repository::new(&things(NAME));
        let shared = "components: {schemas: {Odd: {type: object, description: An odd thing., properties: {}}}}\n";
        repository.0.spec(&format!("things/{odd}"), shared);
        let reference = format!("{:?}", format!("{odd}#/components/schemas/Odd"));
        repository.commit("things/openapi.yaml", &things(NAME).replace("'#/components/schemas/Thing'", &reference));
        let run = repository.diff(&["HEAD", "HEAD"]);
        assert!(run.out.contains(expected) || run.err.contains(expected), "{odd:?}: {run:?}");
        // A service's folder, too.
        repository.commit(&format!("odd\n{odd}/openapi.yaml"), &things(NAME));
        let run = repository.diff(&["HEAD~1", "HEAD"]);
        assert!(run.out.contains("is new") || run.err.contains(expected), "{odd:?}: {run:?}");
    }
}

/// A partial clone whose remote would leave a trace if it was asked.
#[cfg(unix)]
#[test]
fn what_is_missing_is_not_fetched() {
    let repository = Repository::new(&things(NAME));
    for (name, value) in [
        ("protocol.ext.allow", "always"),
        ("remote.origin.url", "ext::touch fetched"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialclonefilter", "blob:none"),
    ] {
        repository.git(&["config", name, value]);
    }
    let mut git = Command::new("git");
    let name = finish(git.args(["rev-parse", "HEAD:spec/things/openapi.yaml"]).current_dir(repository.0.path(""))).out;
    let (folder, file) = name.trim().split_at(2);
    std::fs::remove_file(repository.0.path(&format!(".git/objects/{folder}/{file}"))).unwrap();
    let run = repository.diff(&["HEAD"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("nothing is fetched (a partial clone lacks it"), "{run:?}");
    assert!(!repository.0.path("fetched").exists());
}

#[test]
fn without_a_repository_that_is_said() {
    let case = Case::new("A thing.");
    let run = finish(
        case.bare().env("CARGO_MANIFEST_DIR", case.path("xtask")).env("GIT_CEILING_DIRECTORIES", "/").arg("diff"),
    );
    run.fails("not a git repository");
}
