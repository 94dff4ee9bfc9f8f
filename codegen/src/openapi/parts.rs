//! Collects the objects of a file that others refer to, each by its pointer, so that it is read once. Must not follow
//! references.

use super::{Fields, FromNode, RefOr};
use crate::source::Spanned;
use std::any::Any;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The objects of a file that references may lead to, each by its pointer, unescaped, as its parts.
pub type Parts = BTreeMap<Vec<String>, Rc<dyn Any>>;

/// Reads a section of `components`.
pub fn read_section<T: FromNode + 'static>(parts: &mut Parts, components: &mut Fields<'_, '_>) {
    let section = T::OBJECT.section().unwrap_or_default();
    keep(parts, &["components", section], components.map::<RefOr<T>>(section));
}

/// Keeps what was read of a map; `pointer` leads to that.
pub fn keep<T: 'static>(
    parts: &mut Parts,
    pointer: &[&str],
    map: impl IntoIterator<Item = (Spanned<String>, RefOr<T>)>,
) {
    for (name, object) in map {
        if let RefOr::Value(object) = object {
            let pointer = pointer.iter().copied().chain([name.value.as_str()]).map(str::to_owned).collect();
            parts.entry(pointer).or_insert(object);
        }
    }
}
