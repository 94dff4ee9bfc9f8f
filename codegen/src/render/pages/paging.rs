//! Prepares what the template of lists prints.

use super::super::code::{Code, Word, code, integer, string};
use super::super::setters::field_path;
use super::super::types::Scope;
use crate::render::RUNTIME;
use crate::rust::{Access, Cursor, Follow, Ident, Paging, Place, Start, Text, Wrap};
use minijinja::{Value, context};

/// What makes an operation a list.
pub fn view(paging: &Paging) -> Value {
    let start = paging.start.as_ref().map(|Start { field, is_wide, from_the_first: _ }| match is_wide {
        true => (code!("self.{}", field), code!("self.{} = Some(offset);", field)),
        // Where the server's numbers end, a list ends too: it gives nothing new.
        false => (
            code!("self.{}.map(i64::from)", field),
            code!("self.{} = Some(i32::try_from(offset).unwrap_or(i32::MAX));", field),
        ),
    });
    let (offset, set_offset) = start.unzip();
    let output = match &paging.body {
        Some(body) => code!("output.{}", body),
        None => code!("output"),
    };
    context! {
        item => Scope::Operations.ty(&paging.item),
        follow => follow(&paging.follow),
        begin => begin(paging.start.as_ref()),
        offset,
        set_offset,
        set_cursor => paging.cursor.as_ref().map(set_cursor),
        total => paging.total.as_ref().map_or_else(|| code!("None"), |(fields, is_wide)| total(&output, fields, *is_wide)),
        items => items(&output, &paging.items),
        key => paging.key.as_ref().map(text),
    }
}

/// Nothing where it is what the trait says anyway.
fn follow(follow: &Follow) -> Option<Code> {
    let says = |place: &Place| match place {
        Place::Body(pointer) => code!("{}::Place::Body({})", RUNTIME, string(pointer)),
        Place::Header(name) => code!("{}::Place::Header({})", RUNTIME, string(name)),
    };
    let may_say = |place: &Option<Place>| match place {
        Some(place) => code!("Some({})", says(place)),
        None => code!("None"),
    };
    Some(match follow {
        Follow::Offset => return None,
        Follow::Number { first, more } => {
            code!("{}::Follow::Number({}, {})", RUNTIME, integer(*first), may_say(more))
        }
        Follow::Cursor { next, more } => {
            code!("{}::Follow::Cursor({}, {})", RUNTIME, may_say(next), may_say(more))
        }
        Follow::Url(place) => code!("{}::Follow::Url({})", RUNTIME, says(place)),
    })
}

/// Nothing where callers say enough.
fn begin(start: Option<&Start>) -> Option<Vec<Code>> {
    let fields = &start?.from_the_first;
    let say = |(field, number): &(Ident, i64)| code!("self.{}.get_or_insert({});", field, integer(*number));
    (!fields.is_empty()).then(|| fields.iter().map(say).collect())
}

fn set_cursor(cursor: &Cursor) -> Code {
    let field = field_path(&cursor.target);
    match (cursor.wrap, cursor.is_number) {
        (Wrap::Plain, false) => code!("cursor.clone_into(&mut {});", field),
        (Wrap::Option, false) => code!("{} = Some(cursor.to_owned());", field),
        (Wrap::Nullable, false) => code!("{} = Nullable::Value(cursor.to_owned());", field),
        (Wrap::Plain, true) => code!("{} = cursor.parse().unwrap_or({});", field, field),
        (Wrap::Option, true) => code!("{} = cursor.parse().ok();", field),
        (Wrap::Nullable, true) => code!("{} = cursor.parse().map_or(Nullable::Null, Nullable::Value);", field),
    }
}

/// An `Option` of what the last field holds.
fn total(output: &Code, fields: &[Access], wide: bool) -> Code {
    let (mut value, mut is_optional) = (output.clone(), false);
    for (at, Access { field, wrap }) in fields.iter().enumerate() {
        let is_last = at + 1 == fields.len();
        let of = |value: &Code| match (wrap, is_last) {
            (Wrap::Plain, true) | (Wrap::Option, true) => code!("{}.{}", value, field),
            (Wrap::Nullable, true) => code!("{}.{}.as_ref().copied()", value, field),
            (Wrap::Plain, false) => code!("&{}.{}", value, field),
            (Wrap::Option | Wrap::Nullable, false) => code!("{}.{}.as_ref()", value, field),
        };
        let (is_plain, inner) = (*wrap == Wrap::Plain, of(&code!("it")));
        value = match (is_optional, is_plain) {
            (false, true) if !is_last => code!("{}.{}", value, field),
            (false, _) => of(&value),
            (true, true) => code!("{}.map(|it| {})", value, inner),
            (true, false) => code!("{}.and_then(|it| {})", value, inner),
        };
        is_optional |= !is_plain;
    }
    match (is_optional, wide) {
        (true, true) => value,
        (true, false) => code!("{}.map(i64::from)", value),
        (false, true) => code!("Some({})", value),
        (false, false) => code!("Some(i64::from({}))", value),
    }
}

/// The list that the last field holds; an empty one where it is not there.
fn items(output: &Code, fields: &[Access]) -> Code {
    let (mut value, mut is_optional) = (output.clone(), false);
    for Access { field, wrap } in fields {
        let of = |value: &Code| match wrap {
            Wrap::Plain | Wrap::Option => code!("{}.{}", value, field),
            Wrap::Nullable => code!("{}.{}.as_ref().cloned()", value, field),
        };
        value = match (is_optional, wrap) {
            (false, _) => of(&value),
            (true, Wrap::Plain) => code!("{}.map(|it| {})", value, of(&code!("it"))),
            (true, Wrap::Option | Wrap::Nullable) => code!("{}.and_then(|it| {})", value, of(&code!("it"))),
        };
        is_optional |= *wrap != Wrap::Plain;
    }
    if is_optional { code!("{}.unwrap_or_default()", value) } else { value }
}

/// A text of `item`, in a function that answers an `Option`.
pub fn text(text: &Text) -> Code {
    let field = &text.access.field;
    let item = Word(if text.item_is_optional { "item.as_ref()?" } else { "item" });
    match text.access.wrap {
        Wrap::Plain => code!("Some({}.{}.as_str())", item, field),
        Wrap::Option => code!("{}.{}.as_deref()", item, field),
        Wrap::Nullable => code!("{}.{}.as_ref().map(String::as_str)", item, field),
    }
}
