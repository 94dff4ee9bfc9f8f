//! Tests what is agreed on about changes: `spec/accepted.yaml`, `spec/diff.yaml`, and `cargo xtask diff --accept`. Must not know how
//! the files are read.

use crate::support::{Case, NAME, Repository, Run, SIZE, finish, things};
use serde_json::Value;

const ACCEPTED: &str = "spec/accepted.yaml";

/// A branch on which `size` vanished.
fn without_size() -> Repository {
    let repository = Repository::new(&things(&format!("{NAME}{SIZE}")));
    repository.git(&["checkout", "--quiet", "-b", "branch"]);
    repository.0.spec("things/openapi.yaml", &things(NAME));
    repository
}

fn accept(repository: &Repository) -> Run {
    repository.diff(&["--accept", "--reason", "The vendor has removed it."]).ok()
}

/// An entry about a change that is not there.
const OTHER: &str = "\
- id: property-removed
  services: [things]
  change: the property `depth` of `Thing` vanished
  reason: Nobody has it. # really
";

#[test]
fn what_is_accepted_fails_no_more() {
    let repository = without_size();
    let run = repository.diff(&["--fail-on", "any"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""), "{run:?}");
    let run = accept(&repository);
    assert!(
        run.out.starts_with("  accepted things: the property `size` of ") && run.out.lines().count() == 1,
        "{run:?}"
    );
    for what in ["wire", "rust", "any", "dangerous", "never"] {
        repository.diff(&["--fail-on", what]).ok();
    }
    assert_eq!(accept(&repository).out, "nothing is to be accepted\n");
    // Lines move.
    repository.0.spec("things/openapi.yaml", &format!("# A comment.\n\n{}", things(NAME)));
    repository.diff(&["--fail-on", "any"]).ok();
    // What breaks besides is another matter.
    repository.0.spec("things/openapi.yaml", &things(SIZE));
    let run = repository.diff(&["--fail-on", "any"]);
    assert_eq!(run.code, Some(1), "{run:?}");
}

#[test]
fn each_format_shows_what_is_accepted_and_why() {
    let repository = without_size();
    accept(&repository);
    let out = |format: &str| repository.diff(&["--format", format]).ok().out;
    let human = out("human");
    assert!(human.contains("\n      accepted: The vendor has removed it.\n"), "{human}");
    assert!(human.contains(": 1 breaking on the wire, 1 major for Rust callers; 1 accepted"), "{human}");
    let markdown = out("markdown");
    assert!(markdown.contains("\\\n  ✅ accepted: The vendor has removed it.\\\n"), "{markdown}");
    assert!(markdown.contains("\\\n✅ 1 of 1 accepted\n"), "{markdown}");
    let html = out("html");
    assert!(html.contains("<p><strong>Accepted</strong>: The vendor has removed it.</p>"), "{html}");
    let github = out("github");
    assert!(github.starts_with("::notice file=spec/things/openapi.yaml,"), "{github}");
    assert!(github.contains("%0Aaccepted: The vendor has removed it."), "{github}");
    let json: Value = serde_json::from_str(&out("json")).unwrap();
    assert_eq!(json["changes"][0]["accepted"], "The vendor has removed it.");
    assert_eq!(json["changes"][0]["wire"], "breaking");
    let schema: Value = serde_json::from_str(include_str!("../../schemas/diff.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json), "{json:#}");
}

/// Whoever wrote it: an entry may come with the branch of somebody else.
#[test]
fn a_reason_is_text_in_each_format() {
    let repository = without_size();
    let hostile = "<script>a</script> [b](javascript:c)\n::error::d\n\u{1b}[2Je";
    repository.diff(&["--accept", "--reason", hostile]).ok();
    let out = |format: &str| repository.diff(&["--format", format]).ok().out;
    assert!(
        out("html").contains("<strong>Accepted</strong>: &lt;script&gt;a&lt;&#x2f;script&gt; [b]"),
        "{}",
        out("html")
    );
    for format in ["markdown", "human", "github"] {
        let text = out(format);
        assert!(!text.contains("\n::error") && !text.contains('\u{1b}'), "{format}: {text}");
    }
    let markdown = out("markdown");
    assert!(!markdown.contains("<script") && !markdown.contains("[b]("), "{markdown}");
    let json: Value = serde_json::from_str(&out("json")).unwrap();
    assert_eq!(json["changes"][0]["accepted"], "<script>a</script> [b](javascript:c) ::error::d \u{fffd}[2Je");
}

#[test]
fn an_entry_that_accepts_nothing_is_an_error_where_something_may_fail() {
    let repository = without_size();
    accept(&repository);
    let written = repository.0.read(ACCEPTED);
    repository.0.write(ACCEPTED, &format!("{written}{OTHER}"));
    let said = "[unused-exception]: this is no change that harms callers any more\n  --> spec/accepted.yaml:";
    repository.diff(&["--fail-on", "any"]).fails(&format!("error{said}"));
    let run = repository.diff(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains(&format!("warning{said}")) && run.err.contains("remove the entry"), "{run:?}");
    // What is undone.
    repository.0.write(ACCEPTED, &written);
    repository.diff(&["--fail-on", "any"]).ok();
    repository.0.spec("things/openapi.yaml", &things(&format!("{NAME}{SIZE}")));
    repository.diff(&["--fail-on", "wire"]).fails(&format!("error{said}"));
}

#[test]
fn what_harms_nobody_needs_no_agreement() {
    let repository = Repository::new(&things(NAME));
    repository.0.spec("things/openapi.yaml", &things(NAME).replace("/things:", "/items:"));
    accept(&repository);
    let set = |wire: &str| {
        repository.0.spec("diff.yaml", &format!("severities: {{path-changed: {{wire: {wire}, reason: It is.}}}}\n"));
        repository.diff(&["--fail-on", "any"])
    };
    set("dangerous").ok();
    set("compatible").fails("error[unused-exception]");
}

/// What was agreed on for one service is not agreed on for another.
#[test]
fn an_agreement_is_about_its_services() {
    let repository = Repository::new(&things(&format!("{NAME}{SIZE}")));
    repository.commit("others/openapi.yaml", &things(&format!("{NAME}{SIZE}")));
    repository.0.spec("things/openapi.yaml", &things(NAME));
    accept(&repository);
    repository.diff(&["--fail-on", "any"]).ok();
    repository.0.spec("others/openapi.yaml", &things(NAME));
    let run = repository.diff(&["--fail-on", "any"]);
    assert!(run.code == Some(1) && run.out.contains("; 1 accepted"), "{run:?}");
}

/// After a merge, the entry is about what is in the older version, too, and it is not released yet.
#[test]
fn what_was_merged_is_left_alone_until_it_is_released() {
    let repository = without_size();
    accept(&repository);
    repository.git(&["checkout", "--quiet", "-B", "main"]);
    repository.commit("things/openapi.yaml", &things(NAME));
    repository.diff(&["--fail-on", "any"]).ok();
    repository.git(&["tag", "v1.2.3"]);
    repository.diff(&["--fail-on", "any"]).fails("error[unused-exception]");
}

#[test]
fn until_says_when_an_entry_is_over() {
    let repository = without_size();
    repository.git(&["tag", "v1.2.3", "main"]);
    accept(&repository);
    assert!(repository.0.read(ACCEPTED).ends_with("\n  until: '2.0.0'\n"), "{}", repository.0.read(ACCEPTED));
    repository.diff(&["--fail-on", "wire"]).ok();
    repository.git(&["tag", "v2.0.0", "main"]);
    let run = repository.diff(&["--fail-on", "wire"]).fails("this was meant until 2.0.0, which is released");
    assert!(!run.out.contains("accepted"), "{run:?}");
    // The same happens again, and is meant again.
    let run = repository.diff(&["--accept", "--reason", "Gone again."]);
    assert!(run.code == Some(0) && run.err.starts_with("warning[unused-exception]"), "{run:?}");
    let run = repository.diff(&["--fail-on", "wire"]).fails("until 2.0.0");
    assert!(run.out.contains("; 1 accepted") && run.err.matches("unused-exception").count() == 1, "{run:?}");
}

#[test]
fn what_people_wrote_is_kept() {
    let repository = without_size();
    let own = format!("# What we agreed on.\n\n{OTHER}\n# The end.");
    repository.0.write(ACCEPTED, &own);
    let run = repository.diff(&["--accept", "--reason", "It's \"gone\": # really"]);
    assert!(run.code == Some(0) && run.err.contains("warning[unused-exception]"), "{run:?}");
    let written = repository.0.read(ACCEPTED);
    assert!(
        written.starts_with(&format!("{own}\n- id: property-removed\n  services:\n    - things\n  change: ")),
        "{written}"
    );
    let json: Value = serde_json::from_str(&repository.diff(&["--format", "json"]).out).unwrap();
    assert_eq!(json["changes"][0]["accepted"], "It's \"gone\": # really");
    // What cannot be added to stays as it is.
    repository.0.write(ACCEPTED, "[]\n");
    repository.diff(&["--accept", "--reason", "Gone."]).fails("nothing can be added to");
    assert_eq!(repository.0.read(ACCEPTED), "[]\n");
}

#[test]
fn a_file_that_is_wrong_fails_whatever_is_asked() {
    let repository = without_size();
    for (file, text, message) in [
        ("accepted.yaml", OTHER.replace("property-removed", "propety-removed"), "did you mean `property-removed`?"),
        ("accepted.yaml", OTHER.replace("Nobody has it.", "''"), "an agreement without a reason"),
        (
            "diff.yaml",
            "severities: {property-removed: {wire: fatal, reason: It is.}}\n".to_owned(),
            "spec/diff.yaml:1:",
        ),
    ] {
        repository.0.spec(file, &text);
        repository.diff(&[]).fails(message);
        repository.diff(&["--accept", "--reason", "Gone."]).fails("nothing was accepted");
        repository.xtask(&["changelog"]).fails("spec/accepted.yaml or spec/diff.yaml has errors");
        assert_eq!(repository.0.read(&format!("spec/{file}")), text);
        repository.0.spec(file, "# Nothing.\n");
    }
}

#[test]
fn a_reason_is_asked_for() {
    let repository = without_size();
    for arguments in [&["--accept"][..], &["--accept", "--reason", " "], &["--reason", "Gone."]] {
        assert_eq!(repository.diff(arguments).code, Some(2), "{arguments:?}");
    }
    repository.diff(&["main", "main", "--accept", "--reason", "Gone."]).fails("name a file with `--accepted FILE`");
}

#[test]
fn dangerous_changes_are_accepted_where_they_fail() {
    let state = |values: &str| {
        things(&format!("{NAME}        state: {{type: string, enum: {values}, description: The state.}}\n"))
    };
    let repository = Repository::new(&state("[open]"));
    repository.0.spec("things/openapi.yaml", &state("[open, closed]"));
    assert_eq!(accept(&repository).out, "nothing is to be accepted\n");
    assert_eq!(repository.diff(&["--fail-on", "dangerous"]).code, Some(1));
    repository.diff(&["--fail-on", "dangerous", "--accept", "--reason", "Callers know it."]).ok();
    repository.diff(&["--fail-on", "dangerous"]).ok();
}

#[test]
fn a_kind_of_change_can_do_other_harm_here() {
    let repository = without_size();
    repository.0.spec("diff.yaml", "severities: {property-removed: {wire: compatible, reason: Nobody reads <it>.}}\n");
    repository.diff(&["--fail-on", "wire"]).ok();
    assert_eq!(repository.diff(&["--fail-on", "rust"]).code, Some(1), "what compiles is no matter of opinion");
    let out = |format: &str| repository.diff(&["--format", format]).ok().out;
    let human = out("human");
    assert!(human.contains("\n  compatible    major "), "{human}");
    assert!(human.contains("\n      on the wire: set to compatible here: Nobody reads <it>\n"), "{human}");
    assert!(out("markdown").contains(" — set to compatible here: Nobody reads "), "{}", out("markdown"));
    assert!(out("html").contains("<p>On the wire: set to compatible here: Nobody reads &lt;it&gt;.</p>"));
    assert!(out("github").contains("%0Awire: set to compatible here: Nobody reads <it>"));
    let json: Value = serde_json::from_str(&out("json")).unwrap();
    assert_eq!((&json["wire"], &json["changes"][0]["wire_is_set"]), (&"compatible".into(), &true.into()));
    repository.0.spec("diff.yaml", "severities: {property-removed: {wire: dangerous, reason: Few read it.}}\n");
    repository.diff(&["--fail-on", "wire"]).ok();
    assert!(repository.xtask(&["changelog"]).ok().out.starts_with("### Breaking\n"));
}

/// Documents of others have neither file, unless they are named.
#[test]
fn other_documents_have_their_own_files() {
    let case = Case::empty();
    case.write("old.yaml", &things(&format!("{NAME}{SIZE}")));
    case.write("new.yaml", &things(NAME));
    let diff = |arguments: &[&str]| {
        finish(case.bare().args(["diff", "old.yaml", "new.yaml", "--fail-on", "any"]).args(arguments))
    };
    let reason = ["--accept", "--reason", "Gone."];
    // Whatever these hold, nobody has named them.
    case.write("accepted.yaml", "- what\n");
    case.write("diff.yaml", "what\n");
    assert_eq!(diff(&[]).err, "");
    diff(&reason).fails("name a file with `--accepted FILE`");
    diff(&["--accepted", "agreed.yaml"]).fails("agreed.yaml");
    diff(&[&["--accepted", "agreed.yaml"][..], &reason].concat()).ok();
    assert!(!case.read("agreed.yaml").contains("\n  until:"));
    diff(&["--accepted", "agreed.yaml"]).ok();
    assert_eq!(diff(&[]).code, Some(1));
    case.write("kinds.yaml", "severities: {property-removed: {wire: documentation, reason: Nobody reads it.}}\n");
    let run = diff(&["--config", "kinds.yaml"]);
    assert!(run.code == Some(1) && run.out.contains("documentation major"), "{run:?}");
    case.write("kinds.yaml", "severities: {property-removd: {wire: documentation, reason: Nobody reads it.}}\n");
    diff(&["--config", "kinds.yaml"]).fails("did you mean `property-removed`?");
}
