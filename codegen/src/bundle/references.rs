//! Reads and writes references. Must not know where they are used or lead.

use crate::source::Spanned;
use crate::yaml::{Node, Object, Value};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a fragment of a URL may not hold as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'$');

/// The text of a `$ref` among these members.
pub fn reference(object: &Object) -> Option<Spanned<String>> {
    let target = &object.get("$ref")?.value;
    match &target.value {
        Value::String(text) => Some(Spanned::new(text.clone(), target.span)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The same, if it is the only member.
pub fn lone_reference(node: &Node) -> Option<Spanned<String>> {
    node.as_object().filter(|object| object.members.len() == 1).and_then(reference)
}

/// A reference into the document itself.
pub fn local<T: AsRef<str>>(pointer: &[T]) -> String {
    let escaped = |part: &T| part.as_ref().replace('~', "~0").replace('/', "~1");
    let parts = pointer.iter().map(|part| format!("/{}", utf8_percent_encode(&escaped(part), ESCAPED)));
    std::iter::once("#".to_owned()).chain(parts).collect()
}
