//! Lists every `$ref` of a file, so that one in a component that nobody uses is checked too. Knows from the grammar
//! where references may be written. Must not know what they lead to.

use crate::grammar::{Holds, Many, Object};
use crate::source::Spanned;
use crate::yaml::{Member, Node, Value};

/// A `$ref`, and what must be at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its text.
    pub target: Spanned<String>,
    /// Such an object.
    pub needs: Object,
}

/// The references in such an object, in their order, as far as it is read.
pub fn mentions(object: Object, node: &Node) -> Vec<Mention> {
    let mut found = Vec::new();
    find(object, node, &mut found);
    found
}

fn find(object: Object, node: &Node, found: &mut Vec<Mention>) {
    let Some(map) = node.as_object() else { return };
    if let Some(Member { value, .. }) = map.get("$ref").filter(|_| object.may_be_ref()) {
        if let Value::String(target) = &value.value {
            found.push(Mention { target: Spanned::new(target.clone(), value.span), needs: object });
        }
        if !object.may_have_siblings() {
            return;
        }
    }
    for Member { key, value } in &map.members {
        let Some((many, held)) = object.reads(&key.value).and_then(Holds::objects) else { continue };
        let members = value.as_object().map(|map| map.members.as_slice()).unwrap_or_default();
        match many {
            Many::One => find(held, value, found),
            Many::List => {
                let items = if let Value::Array(items) = &value.value { items.as_slice() } else { &[] };
                items.iter().for_each(|item| find(held, item, found));
            }
            Many::Map => members.iter().for_each(|member| find(held, &member.value, found)),
            Many::Extensible => {
                let named = members.iter().filter(|member| !member.key.value.starts_with("x-"));
                named.for_each(|member| find(held, &member.value, found));
            }
        }
    }
}
