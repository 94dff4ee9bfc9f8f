//! Checks what no reader looks at: keywords that exclude each other, and unknown ones in objects that have no effect. Knows the
//! grammar alone.

use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::{Many, Object};
use crate::yaml::{Member, Node, Value};

/// Checks such an object, with all that is in it.
pub fn check(object: Object, node: &Node, diagnostics: &mut Diagnostics) {
    check_object(object, node, true, diagnostics);
}

fn check_object(object: Object, node: &Node, is_read: bool, diagnostics: &mut Diagnostics) {
    let Some(map) = node.as_object() else { return };
    let is_reference = object.section().is_some() && map.has("$ref");
    if is_reference && !object.may_have_siblings() {
        return;
    }
    for (one, other) in object.exclusive() {
        if let (Some(first), Some(second)) = (map.get(one), map.get(other)) {
            let (first, second) = (first.key.span.min(second.key.span), first.key.span.max(second.key.span));
            diagnostics.push(messages::excluded_keyword(second, first, (one, other), object.what()));
        }
    }
    for Member { key, value } in &map.members {
        let name = key.value.as_str();
        let is_extension = name.starts_with("x-");
        let Some(keyword) = object.keyword(name) else {
            // Where something is read, its reader says so; schemas may be, by a reference.
            let may_be = object == Object::Schema
                || object == Object::Callback
                || is_extension
                || name == "$ref" && object.section().is_some();
            if !is_read && !may_be {
                diagnostics.push(messages::unknown_keyword(key.span, name, object.what(), None, false));
            }
            if object == Object::Callback && !is_extension {
                check_object(Object::PathItem, value, false, diagnostics);
            }
            continue;
        };
        let Some((many, held)) = keyword.holds.objects() else { continue };
        let is_read = is_read && keyword.is_read();
        match (many, &value.value) {
            (Many::One, _) => check_object(held, value, is_read, diagnostics),
            (Many::List | Many::Map | Many::Extensible, Value::Array(items)) => {
                items.iter().for_each(|item| check_object(held, item, is_read, diagnostics));
            }
            (Many::List | Many::Map | Many::Extensible, Value::Object(map)) => {
                let is_one = |member: &&Member| many != Many::Extensible || !member.key.value.starts_with("x-");
                let members = map.members.iter().filter(is_one);
                members.for_each(|member| check_object(held, &member.value, is_read, diagnostics));
            }
            (
                Many::List | Many::Map | Many::Extensible,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
            ) => {}
        }
    }
}
