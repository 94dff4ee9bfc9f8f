//! Says what `x-waiters` means, and checks that what it names exists, and that its values can occur. Where the items of a list
//! are, `paging` knows.

use super::paging::{Fits, find, is_unknown, missing, only_answer, pointer};
use super::values::{self, Direction};
use super::without_spans::text;
use crate::api::{Definition, Goal, Kind, Location, Operation, Scalar, Schema, Text, Type, TypeId, Waiter};
use crate::diagnostics::Diagnostics;
use crate::diagnostics::messages::{self, Remedy};
use crate::openapi;
use crate::yaml::{Node, Number, Value};

/// What an item of `x-waiters` means.
pub fn waiter(written: &openapi::Waiter) -> Waiter {
    let openapi::Waiter { name, description, goal, interval, timeout, places } = written;
    let goal = match goal {
        openapi::Goal::Item { item, until, not_found_is_absent } => {
            Goal::Item { item: item.value.clone(), until: *until, not_found_is_absent: *not_found_is_absent }
        }
        openapi::Goal::State(openapi::State { field, reaches, fails_at, reason }) => Goal::State {
            field: field.as_ref().map(|name| pointer(&name.value)),
            reaches: reaches.iter().filter_map(as_text).collect(),
            fails_at: fails_at.iter().filter_map(as_text).collect(),
            reason: reason.as_ref().map(|name| pointer(&name.value)),
        },
    };
    Waiter {
        name: name.value.clone(),
        description: text(description),
        goal,
        interval: *interval,
        timeout: *timeout,
        span: name.span,
        places: places.clone(),
    }
}

/// A value that a state can be, as the runtime compares it.
fn as_text(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(Number::Integer(number)) => Some(number.to_string()),
        Value::Number(Number::Float(_)) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A waiter takes what is in the path, with the value if it is for an item, and nothing else.
pub fn check_calls(diagnostics: &mut Diagnostics, waiters: &[openapi::Waiter], operation: &Operation) {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.location != Location::Path);
    let required = parameters.filter(|parameter| parameter.required).map(|parameter| parameter.name.as_str());
    let body = operation.body.as_ref().filter(|body| body.required).map(|_| "the request body");
    let Some(name) = required.chain(body).next() else { return };
    for waiter in waiters {
        diagnostics.push(messages::waiter_incomplete(waiter.name.span, name));
    }
}

/// Reports waiters for an item where there is no list.
pub fn check_list(diagnostics: &mut Diagnostics, waiters: &[openapi::Waiter]) {
    for waiter in waiters {
        match waiter.goal {
            openapi::Goal::Item { .. } => diagnostics.push(messages::waiter_without_pagination(waiter.name.span)),
            openapi::Goal::State(_) => {}
        }
    }
}

/// Compares what is named with the texts that items have.
pub fn check_items(diagnostics: &mut Diagnostics, waiters: &[openapi::Waiter], texts: &[&str]) {
    for waiter in waiters {
        let openapi::Goal::Item { item, .. } = &waiter.goal else { continue };
        if let Some(suggestion) = missing(item, texts) {
            diagnostics.push(messages::waiter_unknown(
                item.span,
                "an item of the list",
                "text",
                &item.value,
                suggestion,
            ));
        }
    }
}

/// Compares what is named with what the answer has, and the values with those that can be there.
pub fn check_states(
    diagnostics: &mut Diagnostics,
    waiters: &[openapi::Waiter],
    operation: &Operation,
    types: &[Definition],
) {
    for waiter in waiters {
        let openapi::Goal::State(state) = &waiter.goal else { continue };
        let openapi::State { field, reaches, fails_at, reason } = state;
        let first = operation.successes.first().and_then(|answer| answer.schema.as_ref());
        let named = [field, reason].into_iter().flatten();
        if is_unknown(first, diagnostics) || named.count() == 0 {
            continue;
        }
        let Some(answer) = only_answer(operation) else {
            let answers = operation.successes.iter().map(|answer| answer.span);
            diagnostics.push(messages::waiter_answer(waiter.name.span, answers));
            continue;
        };
        let has_errors = diagnostics.has_errors();
        let is_any = |ty: &Type| *ty == Type::Any && has_errors;
        let is_state = |schema: &Schema| is_state(&schema.ty, types) || is_any(&schema.ty);
        let is_text = |schema: &Schema| schema.ty == Type::Scalar(Scalar::Text(Text::Plain)) || is_any(&schema.ty);
        let named: [(_, _, &Fits<'_>); 2] = [(field, "state", &is_state), (reason, "text", &is_text)];
        for (name, what, fits) in named {
            let Some(name) = name else { continue };
            if let Err(suggestion) = find(answer, &pointer(&name.value), types, fits) {
                let suggestion = suggestion.filter(|_| !name.value.starts_with('/'));
                let owner = "the response";
                diagnostics.push(messages::waiter_unknown(name.span, owner, what, &name.value, suggestion));
            }
        }
        let said = field.as_ref().and_then(|name| find(answer, &pointer(&name.value), types, &is_state).ok());
        let Some(schema) = said else { continue };
        for node in reaches.iter().chain(fails_at) {
            // What the answer says in place of nothing is no state.
            let wrong = values::check(node, &Schema { nullable: false, ..schema.clone() }, types, Direction::Response);
            wrong.into_iter().for_each(|mismatch| diagnostics.push(mismatch.into_state()));
        }
        let both = |node: &&Node| reaches.iter().any(|other| as_text(other) == as_text(node));
        for node in fails_at.iter().filter(both) {
            let reason = "it stands in `reaches` and in `fails_at`";
            diagnostics.push(messages::waiter_value(node.span, reason, Remedy::Unknown));
        }
    }
}

/// Whether something is in one of several states by it.
fn is_state(ty: &Type, types: &[Definition]) -> bool {
    match ty {
        Type::Scalar(Scalar::Boolean | Scalar::Integer(_) | Scalar::Text(Text::Plain)) => true,
        Type::Named(TypeId(id)) => match types.get(*id).map(|definition| &definition.kind) {
            Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) => true,
            Some(Kind::Object(_) | Kind::Union(_)) | None => false,
        },
        Type::Scalar(Scalar::Number(_) | Scalar::Text(_))
        | Type::Any
        | Type::FreeForm
        | Type::Array(_)
        | Type::Map(_) => false,
    }
}
