//! Prepares what the template of waiters prints.

use super::super::code::{Code, Word, code, documented, integer, string};
use super::super::types::Scope;
use super::super::{declared, programs};
use super::paging::text;
use crate::render::RUNTIME;
use crate::rust::{Access, Goal, Ident, Operation, Waiter, Wrap};
use minijinja::{Value, context};

/// The methods of a client that wait.
pub fn views(package: &Ident, service: &Ident, operation: &Operation) -> Result<Vec<Value>, String> {
    operation.waiters.iter().map(|waiter| view(package, service, waiter, operation)).collect()
}

fn view(package: &Ident, service: &Ident, waiter: &Waiter, operation: &Operation) -> Result<Value, String> {
    let mut words = waiter.docs.clone();
    words.extend([String::new(), "# Example".to_owned(), String::new()]);
    words.extend(programs::waiter_example(waiter, service, package)?);
    let arguments = Code::list(declared::taken(&operation.fields).map(|field| Code::from(&field.ident)), ", ");
    let call = code!("self.{}({})", operation.function, arguments);
    let what = string(&waiter.what);
    let made = match &waiter.goal {
        Goal::Item { value, text: of_item, present, not_found_is_absent, limit } => {
            let limit = limit.as_ref().map(|(setter, limit)| code!(".{}({})", setter, integer(*limit)));
            let kind = Word(match (present, not_found_is_absent) {
                (true, _) => "present",
                (false, false) => "absent",
                (false, true) => "absent_or_not_found",
            });
            code!("{}::Waiter::{}({}{}, |item| {}, {}, {})", RUNTIME, kind, call, limit, text(of_item), value, what)
        }
        Goal::State { field, reaches, fails_at, reason } => {
            let kind = Word(if reaches.is_empty() { "gone" } else { "state" });
            let (name, value) = match field {
                Some((name, fields)) => (name.as_str(), says(fields)),
                None => ("", code!("|_| None")),
            };
            let state = code!(
                "{}::State {{ field: {}, value: {}, reaches: {}, fails_at: {}, reason: {} }}",
                RUNTIME,
                string(name),
                value,
                texts(reaches),
                texts(fails_at),
                reason.as_ref().map_or_else(|| code!("|_| None"), |fields| says(fields)),
            );
            code!("{}::Waiter::{}({}, {}, {})", RUNTIME, kind, call, state, what)
        }
    };
    let times = [("interval", waiter.interval), ("timeout", waiter.timeout)]
        .into_iter()
        .filter_map(|(setter, seconds)| Some(code!(".{}(std::time::Duration::from_secs({}))", Word(setter), seconds?)));
    let times = Code::list(times, "");
    // On a line of its own, so that what is made is not part of a chain.
    let body = match times.as_str().is_empty() {
        true => vec![made],
        false => vec![code!("let waiter = {};", made), code!("waiter{}", times)],
    };
    Ok(context! {
        docs => documented(&words, []),
        signature => declared::waiter(waiter, operation, Scope::Operations),
        body,
    })
}

fn texts(values: &[String]) -> Code {
    code!("&[{}]", Code::list(values.iter().map(|value| string(value)), ", "))
}

/// What an answer says in a field, as text, if it says something.
fn says(fields: &[Access]) -> Code {
    let fields = fields.iter().map(|Access { field, wrap }| match wrap {
        Wrap::Plain => code!(".{}", field),
        Wrap::Option | Wrap::Nullable => code!(".{}.as_ref()?", field),
    });
    code!("|answer| Some(answer{}.to_string())", Code::list(fields, ""))
}
