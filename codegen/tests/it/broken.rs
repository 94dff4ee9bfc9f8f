//! What a comparison finds where a version has errors: a file below `broken/` per case, as in `diff`, with `expected`: what was not
//! compared, and a line for each change. What an error may have dropped is never told as a change. Must not know how that is found.

use crate::support::{Files, base, cases, expect};
use apig_codegen::diff::{Comparison, Gap, Wire};
use apig_codegen::{ReadError, diff, lint};

fn compare(before: &Files, after: &Files) -> Comparison {
    diff((&before.job(), &before.reader()), (&after.job(), &after.reader()))
}

fn gap(gap: &Gap) -> String {
    let errors = gap.errors.iter().map(|error| {
        let version = if error.is_newer { "after" } else { "before" };
        let at = &error.location;
        format!("  {version} {}:{}:{} {}: {}\n", at.path, at.line, at.column, error.code, error.message)
    });
    format!("not compared: {}: {}\n{}", gap.service, gap.what, errors.collect::<String>())
}

#[test]
fn what_an_error_hides_is_no_change() {
    expect("broken", |expected| {
        for case in cases("broken") {
            let [before, after] = case.versions();
            let comparison = compare(&before, &after);
            let has_errors = comparison.before.has_errors() || comparison.after.has_errors();
            assert!(has_errors && comparison.is_any && !comparison.judges_rust, "{}", case.name);
            let changes = comparison.changes.iter().map(|change| {
                format!("{} [{}, {}] {}\n", change.id, change.wire.name(), change.rust.name(), change.message)
            });
            let told: String = comparison.gaps.iter().map(gap).chain(changes).collect();
            expected.part(&case, "expected", &told);
        }
    });
}

/// The slips that people really make, in a document and in the newer version of it.
#[test]
fn a_slip_and_its_mend_change_nothing() {
    let sound = base("mistakes");
    let mut wrong = Vec::new();
    for case in cases("mistakes") {
        let slip = case.files();
        for (what, comparison) in [("made", compare(&sound, &slip)), ("mended", compare(&slip, &sound))] {
            let has_errors = comparison.before.has_errors() || comparison.after.has_errors();
            if has_errors && !comparison.changes.is_empty() {
                let changes: Vec<&str> = comparison.changes.iter().map(|change| change.message.as_str()).collect();
                wrong.push(format!("{} {what}: {changes:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever is offered as a patch.
#[test]
fn to_mend_an_error_breaks_nobody() {
    let (mut mended, mut wrong) = (0, Vec::new());
    for case in cases("diagnostics") {
        let (before, mut after) = (case.files(), case.files());
        let Ok(fixed) = lint::fix(&before.job(), &before.reader(), &[]) else { continue };
        after.0.extend(fixed.files.into_iter().map(|file| (file.path, file.after)));
        let comparison = compare(&before, &after);
        if before != after && comparison.before.has_errors() {
            mended += 1;
            let breaking = comparison.changes.iter().filter(|change| change.wire == Wire::Breaking);
            wrong.extend(breaking.map(|change| format!("{}: {}", case.name, change.message)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(mended > 40, "{mended}");
}

#[test]
fn documents_that_cannot_be_read_are_not_compared() {
    let good = base("broken");
    let comparison = diff((&good.job(), &|_: &str| Err(ReadError::NotFound)), (&good.job(), &good.reader()));
    assert!(comparison.changes.is_empty() && !comparison.is_any && comparison.before.has_errors());
}
