//! Lowers answers: what an operation returns, and the table of what can go wrong. Must not know parameters.

use super::names::{self, Namespace};
use super::types::item;
use super::{TypeTable, deprecation, docs};
use crate::api::{self, Answer, Format, Header, Operation, Schema, Status};
use crate::diagnostics::Diagnostics;
use crate::rust::{self, Answered, Decode, Docs, Failure, Ident, Output, OutputField, Source, StatusVariant, Type};

/// What an operation returns: one type, one of several by status, or a body with headers.
pub fn output(operation: &Operation, ident: &Ident, types: &TypeTable<'_>, diagnostics: &mut Diagnostics) -> Output {
    if let [only] = operation.successes.as_slice()
        && only.headers.iter().any(|header| header.schema.is_some())
    {
        return Output::WithHeaders { ident: ident.clone(), fields: fields(only, types, diagnostics) };
    }
    let of = |answer: &Answer| body(answer, types).unwrap_or_else(|| without_body(answer.status));
    let nothing_said = Answered { ty: Type::Answer(rust::Answer::Response, None), decode: Decode::Response };
    let first = operation.successes.first().map_or(nothing_said, of);
    if operation.successes.iter().all(|answer| of(answer) == first) {
        return Output::One(first);
    }
    let variants = operation
        .successes
        .iter()
        .map(|answer| {
            let statuses = statuses(answer.status);
            let ident = names::variant(&reason(answer.status));
            let meaning = answer.description.as_deref().map(docs::line).unwrap_or_default();
            let docs = vec![format!("{} {meaning}", show(answer.status)).trim_end().to_owned()];
            StatusVariant { ident, docs, status: written(answer.status), statuses, answered: of(answer) }
        })
        .collect();
    Output::ByStatus { ident: ident.clone(), variants }
}

/// The statuses, first and last, of answers that are read as they come.
pub fn streamed(output: &Output) -> Vec<(u16, u16)> {
    match output {
        Output::One(_) | Output::WithHeaders { .. } => {
            let streams = output.decodes().into_iter().any(Decode::streams);
            if streams { vec![(200, 299)] } else { Vec::new() }
        }
        Output::ByStatus { variants, .. } => {
            // An exact status goes before a range that contains it.
            let of = |status: u16| {
                let has = |variant: &&StatusVariant| (variant.statuses.0..=variant.statuses.1).contains(&status);
                let width = |variant: &&StatusVariant| variant.statuses.1 - variant.statuses.0;
                variants.iter().filter(has).min_by_key(width).is_some_and(|variant| variant.answered.decode.streams())
            };
            let mut runs: Vec<(u16, u16)> = Vec::new();
            for status in (200..300).filter(|status| of(*status)) {
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == status => *last = status,
                    Some(_) | None => runs.push((status, status)),
                }
            }
            runs
        }
    }
}

/// The headers that are always there, and the body, if there is one.
fn fields(answer: &Answer, types: &TypeTable<'_>, diagnostics: &mut Diagnostics) -> Vec<OutputField> {
    let mut scope = Namespace::new("the headers", "x-rust-name");
    let mut field = |header: &Header, schema: &Schema| {
        let requested = header.rust_name.as_deref();
        let ident = scope.name(names::operation_field, &header.name, requested, header.span, diagnostics);
        let mut docs = header.description.as_deref().map(docs::text).unwrap_or_default();
        docs::paragraph_of(&mut docs, vec![format!("The header {}.", docs::code(&header.name))]);
        let notes = docs::bounds(schema).into_iter().chain(header.deprecated.as_ref().map(deprecation::line));
        docs::paragraph_of(&mut docs, notes.collect());
        OutputField { ident, docs, ty: item(schema, types), source: Source::Header(header.name.clone()) }
    };
    let headers = answer.headers.iter().filter_map(|header| Some((header, header.schema.as_ref()?)));
    let mut fields: Vec<OutputField> = headers.map(|(header, schema)| field(header, schema)).collect();
    fields.extend(body(answer, types).map(|Answered { ty, decode }| OutputField {
        ident: Ident("body".to_owned()),
        docs: vec!["The body.".to_owned()],
        ty,
        source: Source::Body(decode),
    }));
    fields
}

/// What the body of an answer becomes, if it has one.
fn body(answer: &Answer, types: &TypeTable<'_>) -> Option<Answered> {
    Some(match answer.format? {
        Format::Json => {
            let ty = answer.schema.as_ref().map_or(Type::Value, |schema| item(schema, types));
            let decode = if ty == Type::Value { Decode::Value } else { Decode::Json };
            Answered { ty, decode }
        }
        Format::Text | Format::Form => Answered { ty: Type::String, decode: Decode::Text },
        Format::Multipart | Format::Bytes => {
            Answered { ty: Type::Answer(rust::Answer::Download, None), decode: Decode::Download }
        }
        Format::Events => {
            let data = answer.schema.as_ref().map(|schema| item(schema, types));
            let decode = if data.is_some() { Decode::Events } else { Decode::TextEvents };
            let data = Some(Box::new(data.unwrap_or(Type::String)));
            Answered { ty: Type::Answer(rust::Answer::Events, data), decode }
        }
        Format::Lines => {
            let record = answer.schema.as_ref().map_or(Type::Value, |schema| item(schema, types));
            Answered { ty: Type::Answer(rust::Answer::Records, Some(Box::new(record))), decode: Decode::Records }
        }
    })
}

/// What an answer becomes that has no body.
fn without_body(status: Status) -> Answered {
    match leads_elsewhere(status) {
        true => Answered { ty: Type::Answer(rust::Answer::Redirect, None), decode: Decode::Redirect },
        false => Answered { ty: Type::Unit, decode: Decode::Nothing },
    }
}

/// Whether an answer that is what one calls for says where something is.
pub fn leads_elsewhere(status: Status) -> bool {
    match status {
        Status::Code(code) => (300..400).contains(&code),
        Status::Range(first) => first == 3,
        Status::Default => false,
    }
}

/// The list of headers that an answer may have.
pub fn header_docs(operation: &Operation) -> Docs {
    let mut lines: Docs = Vec::new();
    let headers =
        operation.successes.iter().flat_map(|answer| answer.headers.iter().map(move |header| (answer, header)));
    for (answer, header) in headers.filter(|(_, header)| header.schema.is_none()) {
        let words = header.description.as_deref().map(docs::line).filter(|words| !words.is_empty());
        let words = words.into_iter().chain(header.deprecated.as_ref().map(deprecation::line));
        let words = words.map(|words| format!(" {words}")).collect::<String>();
        let colon = if words.is_empty() { "" } else { ":" };
        let several = operation.successes.len() > 1;
        let status = if several { format!(" ({})", show(answer.status)) } else { String::new() };
        lines.extend(docs::wrapped(&format!("- {}{status}{colon}{words}", docs::code(&header.name))));
    }
    if lines.is_empty() { lines } else { [vec!["# Response headers".to_owned(), String::new()], lines].concat() }
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
pub fn written(status: Status) -> String {
    match status {
        Status::Code(_) | Status::Range(_) => show(status),
        Status::Default => "default".to_owned(),
    }
}

/// A status as documentation shows it.
pub fn show(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "other".to_owned(),
    }
}

/// The table of what can go wrong, as the document lists it, with the type that each body is to be decoded as.
pub fn error_docs(operation: &Operation, types: &TypeTable<'_>) -> Docs {
    if operation.failures.is_empty() {
        return Vec::new();
    }
    let has_bodies = operation.failures.iter().any(|answer| answer.format.is_some());
    let (title, rule) = if has_bodies { ("| [body](Error::decode_body) ", "|---") } else { ("", "") };
    let mut lines = vec!["# Errors".to_owned(), String::new()];
    lines.push(format!("| status | meaning {title}| example |"));
    lines.push(format!("|---|---{rule}|---|"));
    lines.extend(operation.failures.iter().map(|answer| {
        let meaning = answer.description.as_deref().map(docs::cell).unwrap_or_default();
        let body = if has_bodies { format!("| {} ", body_cell(answer, types)) } else { String::new() };
        let example = answer.examples.first().map(example_cell).unwrap_or_default();
        format!("| {} | {meaning} {body}| {example} |", show(answer.status))
    }));
    lines
}

/// The type of an error's body, as a link; its media type, where nothing says more of it.
fn body_cell(answer: &Answer, types: &TypeTable<'_>) -> String {
    match answer.schema.as_ref().filter(|_| answer.format == Some(Format::Json)).and_then(|schema| link(schema, types))
    {
        Some(link) => link,
        None => answer.media_type.as_deref().map(|name| docs::code(name).replace('|', "\\|")).unwrap_or_default(),
    }
}

fn link(schema: &Schema, types: &TypeTable<'_>) -> Option<String> {
    match &schema.ty {
        api::Type::Named(id) => Some(format!("[`{0}`](super::types::{0})", types.ident(*id).plain())),
        api::Type::Array(items) => Some(format!("list of {}", link(items, types)?)),
        api::Type::Map(values) => Some(format!("map of {}", link(values, types)?)),
        api::Type::Scalar(_) | api::Type::Any | api::Type::FreeForm => None,
    }
}

/// The first failure that has a body with a type of its own, to show how it is decoded.
pub fn failure(operation: &Operation, types: &TypeTable<'_>) -> Option<Failure> {
    operation.failures.iter().find_map(|answer| {
        let schema = answer.schema.as_ref().filter(|_| answer.format == Some(Format::Json))?;
        schema.ty.named_inside()?;
        let statuses = match answer.status {
            Status::Code(_) | Status::Range(_) => Some(statuses(answer.status)),
            Status::Default => None,
        };
        Some(Failure { statuses, ty: item(schema, types) })
    })
}

/// The texts of an error example, the code first.
fn example_cell(example: &api::Json) -> String {
    let Some(object) = example.as_object() else { return docs::cell(&docs::plain(example)) };
    let texts = object.iter().filter_map(|(key, value)| value.as_str().map(|text| (key, text)));
    let cell = |(key, text): (&String, &str)| {
        if key.ends_with("code") { docs::code(text).replace('|', "\\|") } else { docs::cell(text) }
    };
    texts.map(cell).collect::<Vec<_>>().join(" ")
}
