//! Prepares what the templates of lists and of waiters print.

use super::super::code::{Code, Word, code, documented, integer, string};
use super::super::declared;
use super::super::types::Scope;
use crate::rust::{Access, Operation, Paging, Text, Waiter, Wrap};
use minijinja::{Value, context};

/// What makes an operation a list.
pub fn view(paging: &Paging) -> Value {
    let offset = &paging.offset;
    let (get, set) = if paging.offset_is_wide {
        (code!("self.{}", offset), code!("offset"))
    } else {
        // Where the server's numbers end, a list ends too: it gives nothing new.
        (code!("self.{}.map(i64::from)", offset), code!("i32::try_from(offset).unwrap_or(i32::MAX)"))
    };
    context! {
        item => Scope::Operations.ty(&paging.item),
        offset => get,
        set_offset => code!("self.{} = Some({});", offset, set),
        total => total(&paging.total, paging.total_is_wide),
        items => items(&paging.items),
        key => paging.key.as_ref().map(text),
    }
}

/// The methods of a client that wait.
pub fn waiters(operation: &Operation) -> Vec<Value> {
    let waiters = operation.paging.iter().flat_map(|paging| &paging.waiters);
    waiters.map(|waiter| of_waiter(waiter, operation)).collect()
}

fn of_waiter(waiter: &Waiter, operation: &Operation) -> Value {
    let arguments = Code::list(declared::taken(operation).map(|field| Code::from(&field.ident)), ", ");
    let limit = waiter.limit.as_ref().map(|(setter, limit)| code!(".{}({})", setter, integer(*limit)));
    let kind = Word(match (waiter.present, waiter.not_found_is_absent) {
        (true, _) => "present",
        (false, false) => "absent",
        (false, true) => "absent_or_not_found",
    });
    let list = code!("self.{}({}){}", operation.function, arguments, limit);
    let (value, what, text) = (&waiter.value, string(&waiter.what), text(&waiter.text));
    context! {
        docs => documented(&waiter.docs, []),
        signature => declared::waiter(waiter, operation, Scope::Operations),
        body => code!("apig_runtime::Waiter::{}({}, |item| {}, {}, {})", kind, list, text, value, what),
    }
}

fn total(total: &Access, wide: bool) -> Code {
    let field = &total.field;
    match (total.wrap, wide) {
        (Wrap::Plain, true) => code!("Some(output.{})", field),
        (Wrap::Plain, false) => code!("Some(i64::from(output.{}))", field),
        (Wrap::Option, true) => code!("output.{}", field),
        (Wrap::Option, false) => code!("output.{}.map(i64::from)", field),
        (Wrap::Nullable, true) => code!("output.{}.as_ref().copied()", field),
        (Wrap::Nullable, false) => code!("output.{}.as_ref().copied().map(i64::from)", field),
    }
}

fn items(items: &Access) -> Code {
    let field = &items.field;
    match items.wrap {
        Wrap::Plain => code!("output.{}", field),
        Wrap::Option => code!("output.{}.unwrap_or_default()", field),
        Wrap::Nullable => code!("output.{}.as_ref().cloned().unwrap_or_default()", field),
    }
}

/// A text of `item`, in a function that answers an `Option`.
fn text(text: &Text) -> Code {
    let field = &text.access.field;
    let item = Word(if text.item_is_optional { "item.as_ref()?" } else { "item" });
    match text.access.wrap {
        Wrap::Plain => code!("Some({}.{}.as_str())", item, field),
        Wrap::Option => code!("{}.{}.as_deref()", item, field),
        Wrap::Nullable => code!("{}.{}.as_ref().map(String::as_str)", item, field),
    }
}
