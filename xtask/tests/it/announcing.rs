//! Tests what `cargo xtask diff` says of things that vanish after they were deprecated: whether they were due, by the day on which it
//! runs.

use crate::support::{Case, document, finish};
use serde_json::{Value, json};

const SIZE: &str =
    "        size: {type: string, deprecated: true, x-deprecated-since: 0.2.0, x-sunset: '2027-06-30'}\n";

/// A comparison of a thing with a property and one without it, printed in a format.
fn without(property: &str, arguments: &[&str]) -> String {
    let case = Case::empty();
    let after = document("A thing.");
    case.write("new.yaml", &after);
    case.write("old.yaml", &after.replacen("      properties:\n", &format!("      properties:\n{property}"), 1));
    finish(case.bare().args(["diff", "old.yaml", "new.yaml"]).args(arguments)).ok().out
}

#[test]
fn what_went_as_announced_is_told_from_what_went_before_its_day() {
    for (today, words) in [
        ("2027-06-30", "it went before its last day, 2027-06-30"),
        ("2027-07-01", "it went as announced, after 2027-06-30"),
    ] {
        let arguments = |format| ["--today", today, "--format", format];
        for format in ["human", "markdown", "html", "github"] {
            let text = without(SIZE, &arguments(format));
            assert!(text.contains(words) && text.contains("announced for 2027-06-30"), "{format}: {text}");
        }
        let object: Value = serde_json::from_str(&without(SIZE, &arguments("json"))).unwrap();
        let due = today == "2027-07-01";
        let expected = json!({ "since": "0.2.0", "sunset": "2027-06-30", "due": due });
        assert_eq!(object["changes"][0]["announced"], expected);
        // Those who are left are refused all the same.
        assert_eq!(object["changes"][0]["wire"], "breaking");
        assert!(object["changes"][0]["reason"].as_str().unwrap().ends_with(words));
    }
    let text = without("        size: {type: string, deprecated: true}\n", &[]);
    assert!(text.contains("it was deprecated, without a last day"), "{text}");
    let text = without("        size: {type: string}\n", &[]);
    assert!(!text.contains("deprecated") && !text.contains("went"), "{text}");
}

#[test]
fn a_day_is_written_as_documents_write_it() {
    let run = finish(Case::empty().bare().args(["diff", "--today", "30.6.2027"]));
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("a day such as 2027-06-30 is needed"), "{run:?}");
}
