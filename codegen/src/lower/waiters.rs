//! Lowers waiters: what is compared with what, and the words about it. Must not know when they look.

use super::calls::CallNames;
use super::{TypeTable, clients, docs, names, paging};
use crate::api::{self, Parameter, Until};
use crate::rust::{Access, Call, Docs, Expr, Goal, Ident, Output, Paging, Waiter, Wrap};

/// Lowers `x-waiters`, but for those of which it was reported why not. `example` is the call of the operation.
pub fn lower(
    operation: &api::Operation,
    (call, example): (&CallNames, &Call),
    idents: &[(&Parameter, Ident)],
    (output, paging): (&Output, Option<&Paging>),
    types: &TypeTable<'_>,
) -> Vec<Waiter> {
    let path = || idents.iter().filter(|(parameter, _)| clients::is_argument(parameter));
    let waiter = |(waiter, function): (&api::Waiter, &Ident)| {
        let goal = match &waiter.goal {
            api::Goal::Item { item, until, not_found_is_absent } => {
                paging?;
                let (_, of_list) = paging::list(operation, types)?;
                Goal::Item {
                    value: value(item, &path().map(|(_, ident)| ident).collect::<Vec<_>>()),
                    text: paging::text(of_list, item, types)?,
                    present: *until == Until::Present,
                    not_found_is_absent: *not_found_is_absent,
                    limit: limit(operation, idents),
                }
            }
            api::Goal::State { field, reaches, fails_at, reason } => Goal::State {
                field: match field {
                    Some(field) => Some((written(field).to_owned(), access(operation, output, field, types)?)),
                    None => None,
                },
                reaches: reaches.clone(),
                fails_at: fails_at.clone(),
                reason: match reason {
                    Some(reason) => Some(access(operation, output, reason, types)?),
                    None => None,
                },
            },
        };
        let mut example = Call { function: function.clone(), setters: Vec::new(), ..example.clone() };
        let (thing, state) = subject(&waiter.name);
        let mut lines = waiter.description.as_deref().map(docs::text).unwrap_or_default();
        if lines.is_empty() {
            lines.push(format!("Waits until {thing} is {state}."));
        }
        docs::paragraph_of(&mut lines, docs::wrapped(&how(waiter, call)));
        let mut arguments: Docs =
            path().flat_map(|(parameter, ident)| super::parameters::argument_docs(parameter, ident)).collect();
        if let (Goal::Item { value, .. }, api::Goal::Item { item, .. }) = (&goal, &waiter.goal) {
            let (item, id) = (docs::code(item), docs::code(&operation.id));
            arguments.extend(docs::wrapped(&format!("- `{}`: the {item} of an item of {id}", value.plain())));
            example.arguments.push(Expr::String(value.plain().to_owned()));
        }
        if !arguments.is_empty() {
            docs::paragraph_of(&mut lines, vec!["# Arguments".to_owned(), String::new()]);
            lines.extend(arguments);
        }
        Some(Waiter {
            name: waiter.name.clone(),
            function: function.clone(),
            docs: lines,
            example,
            goal,
            what: format!("{thing} was not {state}"),
            interval: waiter.interval,
            timeout: waiter.timeout,
        })
    };
    operation.waiters.iter().zip(&call.waiters).filter_map(waiter).collect()
}

/// The fields on the way to what is at a pointer into the answer.
fn access(operation: &api::Operation, output: &Output, pointer: &str, types: &TypeTable<'_>) -> Option<Vec<Access>> {
    let answer = operation.successes.first()?.schema.as_ref()?;
    let body = paging::body(output)?.map(|field| Access { field, wrap: Wrap::Plain });
    let (fields, ..) = paging::path(answer, pointer, types)?;
    Some(body.into_iter().chain(fields).collect())
}

/// The largest page that can be requested: setter and number.
fn limit(operation: &api::Operation, idents: &[(&Parameter, Ident)]) -> Option<(Ident, i64)> {
    let name = operation.pagination.as_ref()?.limit.as_ref()?;
    let (limit, ident) = idents.iter().find(|(parameter, _)| parameter.name == *name)?;
    let maximum = limit.schema.constraints.maximum.filter(|bound| !bound.exclusive)?;
    let api::Number::Integer(maximum) = maximum.value else { return None };
    let Some(api::Scalar::Integer(width)) = limit.schema.ty.scalar() else { return None };
    let (least, most) = width.limits();
    let maximum = i64::try_from(maximum).ok().filter(|_| (least..=most).contains(&maximum))?;
    Some((names::setter(ident), maximum))
}

/// The argument for the value: a parameter of the operation may have its name already.
fn value(property: &str, arguments: &[&Ident]) -> Ident {
    let mut value = names::field(property);
    while arguments.contains(&&value) {
        value = names::with(&value, "value");
    }
    value
}

/// Splits `AppBound` into its subject and its state: "the app", "bound".
fn subject(name: &str) -> (String, String) {
    let words = names::field(name).plain().replace('_', " ");
    match words.trim().rsplit_once(' ') {
        Some((thing, state)) => (format!("the {thing}"), state.to_owned()),
        None => ("it".to_owned(), words.trim().to_owned()),
    }
}

/// A field as the document names it: without its slash, if there is no other.
fn written(pointer: &str) -> &str {
    pointer.strip_prefix('/').filter(|name| !name.contains('/')).unwrap_or(pointer)
}

/// How it waits.
fn how(waiter: &api::Waiter, call: &CallNames) -> String {
    let function = call.function.plain();
    let (looks, shows) = match &waiter.goal {
        api::Goal::Item { item, until, not_found_is_absent } => {
            let item = docs::code(item);
            let until = match until {
                Until::Present => format!("until an item has this {item}"),
                Until::Absent => format!("until no item has this {item}"),
            };
            let gone = if *not_found_is_absent { ", or the list is gone (status 404)" } else { "" };
            (format!("Looks through all pages of [`{function}`](Self::{function}) {until}{gone}."), "")
        }
        api::Goal::State { field, reaches, fails_at, reason: _ } => {
            let field = field.as_deref().map(|field| docs::code(written(field))).unwrap_or_default();
            let until = match reaches.is_empty() {
                true => "it is gone (status 404)".to_owned(),
                false => format!("{field} is {}, and gives that answer", one_of(reaches)),
            };
            let looks = format!("Looks at what [`{function}`](Self::{function}) shows until {until}.");
            let fails = format!(
                " If {field} is {}, it will not come about: an error of the kind [`Failed`](crate::ErrorKind::Failed).",
                one_of(fails_at)
            );
            let fails = if fails_at.is_empty() { String::new() } else { fails };
            (looks + &fails, if reaches.is_empty() { "" } else { "; `.on_look(…)` is shown each answer" })
        }
    };
    let seconds = |seconds: Option<u64>| seconds.map(|seconds| format!(" ({seconds} s unless said otherwise)"));
    let interval = seconds(waiter.interval).unwrap_or_default();
    let timeout = seconds(waiter.timeout).unwrap_or_default();
    format!(
        "{looks} `.await` waits; how often it looks{interval} and how long it waits{timeout} is said with \
         `.interval(…)` and `.timeout(…)`{shows}. When the time is over, the error's `is_timeout()` says so; any other \
         error ends the wait too."
    )
}

/// "`a`, `b` or `c`"
fn one_of(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| docs::code(value)).collect();
    match values.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
