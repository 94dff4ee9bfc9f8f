//! Formats a comparison as one JSON object, which `xtask/schemas/diff.json` describes. Must not know streams.

use super::edit::Edit;
use super::outcome::{self, Outcome};
use super::versions::{Names, PACKAGE};
use apig_codegen::diff::{Announced, Direction, Gap, Location};
use serde_json::{Value, json};

pub fn text(outcome: &Outcome) -> String {
    let changes: Vec<Value> = outcome.edits().iter().map(|edit| object(outcome, edit)).collect();
    let object = json!({
        "format": 3,
        "before": outcome.before.version,
        "after": outcome.after.version,
        "compared": !outcome.failed(),
        "wire": outcome.wire().name(),
        "rust": outcome.name_of(outcome.rust()),
        "package": outcome.versions.was.as_ref().map(|_| PACKAGE),
        "version": outcome.versions.was,
        "suggested_version": outcome.suggested(),
        "version_now": outcome.versions.now,
        "version_is_enough": outcome.too_small().is_none(),
        "changes": changes,
        "not_compared": outcome.gaps().iter().map(|gap| not_compared(outcome, gap)).collect::<Vec<_>>(),
    });
    object.to_string()
}

fn object(outcome: &Outcome, edit: &Edit<'_>) -> Value {
    let change = edit.change;
    let items: Vec<Value> = edit
        .items()
        .map(|item| json!({ "path": item.path, "renamed_to": item.renamed_to, "before": item.before, "after": item.after, "meaning": item.meaning }))
        .collect();
    json!({
        "id": change.id,
        "message": change.message,
        "services": edit.modules(),
        "operations": edit.operations(),
        "direction": change.direction.map(Direction::name),
        "before": change.before.as_ref().map(|at| location(&outcome.before, at)),
        "after": change.after.as_ref().map(|at| location(&outcome.after, at)),
        "announced": change.announced.as_ref().map(|announced| announcement(outcome, announced)),
        "security": change.security,
        "accepted": edit.accepted.map(|agreement| &agreement.reason),
        "wire": change.wire.name(),
        "wire_is_set": change.set.is_some(),
        "reason": outcome.reason(change),
        "rust": outcome.name_of(change.rust),
        "rust_reason": outcome::reason_for_callers(change),
        "items": items,
    })
}

fn announcement(outcome: &Outcome, announced: &Announced) -> Value {
    json!({ "since": announced.since, "sunset": announced.sunset, "due": announced.is_due(&outcome.today) })
}

fn not_compared(outcome: &Outcome, gap: &Gap) -> Value {
    let errors = outcome.errors(gap).into_iter().map(|(names, error)| {
        json!({
            "version": if error.is_newer { "after" } else { "before" },
            "place": location(names, &error.location),
            "code": error.code,
            "message": error.message,
        })
    });
    let errors: Vec<Value> = errors.collect();
    json!({ "service": gap.service, "operation": gap.operation, "what": gap.what, "errors": errors })
}

fn location(names: &Names, location: &Location) -> Value {
    json!({
        "path": format!("{}{}", names.path, location.path),
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    })
}
