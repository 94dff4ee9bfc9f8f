//! Formats a comparison as one JSON object, which `xtask/schemas/diff.json` describes. Must not know streams.

use super::outcome::{self, Outcome};
use super::versions::{Names, PACKAGE};
use apig_codegen::diff::{Change, Direction, Location};
use serde_json::{Value, json};

pub fn text(outcome: &Outcome) -> String {
    let changes: Vec<Value> = outcome.changes().iter().map(|change| object(outcome, change)).collect();
    let object = json!({
        "format": 2,
        "before": outcome.before.version,
        "after": outcome.after.version,
        "compared": !outcome.failed(),
        "wire": outcome.wire().name(),
        "rust": outcome.rust().name(),
        "package": PACKAGE,
        "version": outcome.version,
        "suggested_version": outcome.suggested(),
        "changes": changes,
    });
    object.to_string()
}

fn object(outcome: &Outcome, change: &Change) -> Value {
    let items: Vec<Value> = change
        .items
        .iter()
        .map(|item| json!({ "path": item.path, "before": item.before, "after": item.after, "meaning": item.meaning }))
        .collect();
    json!({
        "id": change.id,
        "message": change.message,
        "service": change.service,
        "operations": change.operations,
        "direction": change.direction.map(Direction::name),
        "before": change.before.as_ref().map(|at| location(&outcome.before, at)),
        "after": change.after.as_ref().map(|at| location(&outcome.after, at)),
        "security": change.security,
        "wire": change.wire.name(),
        "reason": outcome::reason(change),
        "rust": change.rust.name(),
        "rust_reason": outcome::reason_for_callers(change),
        "items": items,
    })
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
