//! What the templates of lists and of waiters are given.

use super::super::code::{code, documented, string};
use super::super::types::Scope;
use crate::rust::{Access, Operation, Paging, Text, Waiter, Wrap};
use minijinja::{Value, context};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// What makes an operation a list.
pub fn view(paging: &Paging) -> Value {
    let offset = &paging.offset;
    let (get, set) = if paging.offset_is_wide {
        (quote!(self.#offset), quote!(offset))
    } else {
        // Where the server's numbers end, a list ends too: it gives nothing new.
        (quote!(self.#offset.map(i64::from)), quote!(i32::try_from(offset).unwrap_or(i32::MAX)))
    };
    context! {
        item => code(Scope::Operations.ty(&paging.item)),
        offset => code(get),
        set_offset => code(quote!(self.#offset = Some(#set);)),
        total => code(total(&paging.total, paging.total_is_wide)),
        items => code(items(&paging.items)),
        key => paging.key.as_ref().map(|key| code(text(key))),
    }
}

/// The methods of a client that wait.
pub fn waiters(operation: &Operation) -> Vec<Value> {
    let waiters = operation.paging.iter().flat_map(|paging| &paging.waiters);
    waiters.map(|waiter| of_waiter(waiter, operation)).collect()
}

fn of_waiter(waiter: &Waiter, operation: &Operation) -> Value {
    let arguments = operation.fields.iter().filter(|field| super::operation::is_argument(field));
    let (function, arguments) = (&operation.function, arguments.map(|field| &field.ident));
    let limit = waiter.limit.as_ref().map(|(setter, limit)| {
        let limit = Literal::i64_unsuffixed(*limit);
        quote!(.#setter(#limit))
    });
    let (value, what, text) = (&waiter.value, string(&waiter.what), text(&waiter.text));
    let kind = match (waiter.present, waiter.not_found_is_absent) {
        (true, _) => quote!(present),
        (false, false) => quote!(absent),
        (false, true) => quote!(absent_or_not_found),
    };
    let list = quote!(self.#function(#(#arguments),*)#limit);
    context! {
        docs => documented(&waiter.docs, []),
        function => code(&waiter.function),
        value => code(value),
        body => code(quote!(apig_runtime::Waiter::#kind(#list, |item| #text, #value, #what))),
    }
}

fn total(total: &Access, wide: bool) -> TokenStream {
    let field = &total.field;
    match (total.wrap, wide) {
        (Wrap::Plain, true) => quote!(Some(output.#field)),
        (Wrap::Plain, false) => quote!(Some(i64::from(output.#field))),
        (Wrap::Option, true) => quote!(output.#field),
        (Wrap::Option, false) => quote!(output.#field.map(i64::from)),
        (Wrap::Nullable, true) => quote!(output.#field.as_ref().copied()),
        (Wrap::Nullable, false) => quote!(output.#field.as_ref().copied().map(i64::from)),
    }
}

fn items(items: &Access) -> TokenStream {
    let field = &items.field;
    match items.wrap {
        Wrap::Plain => quote!(output.#field),
        Wrap::Option => quote!(output.#field.unwrap_or_default()),
        Wrap::Nullable => quote!(output.#field.as_ref().cloned().unwrap_or_default()),
    }
}

/// A text of `item`, in a function that answers an `Option`.
fn text(text: &Text) -> TokenStream {
    let field = &text.access.field;
    let item = if text.item_is_optional { quote!(item.as_ref()?) } else { quote!(item) };
    match text.access.wrap {
        Wrap::Plain => quote!(Some(#item.#field.as_str())),
        Wrap::Option => quote!(#item.#field.as_deref()),
        Wrap::Nullable => quote!(#item.#field.as_ref().map(String::as_str)),
    }
}
