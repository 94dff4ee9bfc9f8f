//! Answers: what an operation returns, and the table of what can go wrong.

use super::types::item;
use super::{Types, docs, names};
use crate::api::{Answer, Operation, Status};
use crate::rust::{Docs, Ident, Output, StatusVariant, Type};

/// What an operation returns: one type, or one of several by status.
pub fn output(operation: &Operation, name: &Ident, types: &Types<'_>) -> Output {
    let of = |answer: &Answer| answer.schema.as_ref().map_or(Type::Unit, |schema| item(schema, types));
    let first = operation.successes.first().map_or(Type::Unit, of);
    if operation.successes.iter().all(|answer| of(answer) == first) {
        return Output::One(first);
    }
    let variants = operation
        .successes
        .iter()
        .map(|answer| {
            let statuses = statuses(answer.status);
            let ident = names::variant(&reason(answer.status)).unwrap_or_else(|| Ident("Other".to_owned()));
            let meaning = answer.description.as_deref().map(docs::line).unwrap_or_default();
            let docs = vec![format!("{} {meaning}", show(answer.status)).trim_end().to_owned()];
            StatusVariant { ident, docs, statuses, ty: of(answer) }
        })
        .collect();
    Output::ByStatus { ident: Ident(format!("{}Output", name.plain())), variants }
}

fn statuses(status: Status) -> (u16, u16) {
    match status {
        Status::Code(code) => (code, code),
        Status::Range(first) => (first * 100, first * 100 + 99),
        Status::Default => (200, 299),
    }
}

/// HTTP's name of a status, or its number.
fn reason(status: Status) -> String {
    match status {
        Status::Code(200) => "OK".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(203) => "NonAuthoritativeInformation".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(205) => "ResetContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(207) => "MultiStatus".to_owned(),
        Status::Code(code) => format!("Status{code}"),
        Status::Range(first) => format!("Status{first}xx"),
        Status::Default => "Other".to_owned(),
    }
}

/// A status as the document writes it.
pub fn show(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "other".to_owned(),
    }
}

/// The table of what can go wrong, as the document lists it.
pub fn error_docs(operation: &Operation) -> Docs {
    if operation.failures.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        "# Errors".to_owned(),
        String::new(),
        "| status | meaning | example |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    lines.extend(operation.failures.iter().map(|answer| {
        let meaning = answer.description.as_deref().map(docs::cell).unwrap_or_default();
        let example = answer.examples.first().map(example_cell).unwrap_or_default();
        format!("| {} | {meaning} | {example} |", show(answer.status))
    }));
    lines
}

/// The texts of an error example, the code first.
fn example_cell(example: &crate::api::Json) -> String {
    let Some(object) = example.as_object() else { return docs::cell(&docs::plain(example)) };
    let texts = object.iter().filter_map(|(key, value)| value.as_str().map(|text| (key, text)));
    let cell = |(key, text): (&String, &str)| {
        if key.ends_with("code") { docs::code(text).replace('|', "\\|") } else { docs::cell(text) }
    };
    texts.map(cell).collect::<Vec<_>>().join(" ")
}
