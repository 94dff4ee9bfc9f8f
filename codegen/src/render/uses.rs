//! Renders imports as a consequence of use: a file imports what it mentions.

use super::code::{Code, Word, code};
use crate::format::literal;
use crate::rust::Ident;
use std::collections::BTreeSet;

/// What files may import, by the name that they mention, with the path to it; in the order of the paths.
const PATHS: &[(&str, &[&str])] = &[
    (
        super::RUNTIME.0,
        &[
            "Authentication",
            "Base64",
            "Body",
            "CallOptions",
            "DateTime",
            "Error",
            "Map",
            "Method",
            "Multipart",
            "Nullable",
            "Operation",
            "Part",
            "Request",
            "Response",
            "Secret",
            "Sending",
            "Validate",
            "Validator",
            "Value",
        ],
    ),
    ("std::collections", &["BTreeMap"]),
    ("std", &["fmt"]),
    ("std::ops", &["Bound"]),
];

/// The `use` items of a file that holds this code: siblings from `super`, except the one that the file defines; the rest
/// by their paths.
pub fn of(code: &Code, siblings: &BTreeSet<&str>, own: Option<&Ident>) -> Vec<Code> {
    from(&code!("super"), code, siblings, own)
}

/// The same, with siblings from this path.
pub fn from(path: &Code, code: &Code, siblings: &BTreeSet<&str>, own: Option<&Ident>) -> Vec<Code> {
    let mentioned = mentioned(code);
    let is_local = |name: &&str| siblings.contains(name) && own.is_none_or(|own| own.0 != *name);
    let mut local: Vec<&str> = mentioned.iter().copied().filter(is_local).collect();
    local.sort_by_cached_key(|name| version(name));
    let local = local.into_iter().map(|name| code!("{}", Ident(name.to_owned())));
    let local = group(path, local.collect());
    let external = PATHS.iter().filter_map(|(path, names)| {
        // What a document calls like something of the runtime is reserved where a file uses both.
        let names = names.iter().filter(|name| mentioned.contains(**name) && !siblings.contains(**name));
        group(&code!("{}", Word(path)), names.map(|name| code!("{}", Word(name))).collect())
    });
    local.into_iter().chain(external).collect()
}

/// The order in which rustfmt wants names: numbers by their value, `_` before everything.
pub fn version(name: &str) -> Vec<NamePart> {
    let mut parts = Vec::new();
    for c in name.chars() {
        match (c, c.to_digit(10), parts.last_mut()) {
            ('_', _, _) => parts.push(NamePart::Underscore),
            (_, Some(digit), Some(NamePart::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(digit.into())
            }
            (_, Some(digit), _) => parts.push(NamePart::Number(digit.into())),
            (_, None, Some(NamePart::Text(text))) => text.push(c),
            (_, None, _) => parts.push(NamePart::Text(c.to_string())),
        }
    }
    parts
}

/// A part of a name, for sorting.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamePart {
    /// `_`.
    Underscore,
    /// Digits.
    Number(u128),
    /// Anything else.
    Text(String),
}

/// `use path::Name;` or `use path::{A, B};`, if there is a name.
pub fn group(path: &Code, mut names: Vec<Code>) -> Option<Code> {
    match names.len() {
        0 | 1 => names.pop().map(|name| code!("use {}::{};", path, name)),
        _ => Some(code!("use {}::{{{}}};", path, Code::list(names, ", "))),
    }
}

/// The names that stand alone in code: what follows `.` or `::` belongs to something else, and so does what is said to be
/// something, as in `Iterator<Item = A>`.
pub fn mentioned(code: &Code) -> BTreeSet<&str> {
    // `#` is in the middle of a name, if it is in one.
    let is_inside = |byte: &u8| matches!(byte, b'_' | b'#') || byte.is_ascii_alphanumeric();
    let (text, mut names, mut at) = (code.as_str(), BTreeSet::new(), 0);
    while let Some((before, rest)) = text.split_at_checked(at).filter(|(_, rest)| !rest.is_empty()) {
        at += match rest.bytes().position(|byte| !is_inside(&byte)).unwrap_or(rest.len()) {
            _ if rest.starts_with(['"', 'r']) && literal(rest).is_some() => literal(rest).unwrap_or_default(),
            0 => rest.chars().next().map_or(1, char::len_utf8),
            length => {
                let binds = before.ends_with('<') && rest.get(length..).is_some_and(|behind| behind.starts_with(" = "));
                let is_name = !rest.starts_with('#') && !before.ends_with('.') && !before.ends_with("::") && !binds;
                names.extend(rest.get(..length).filter(|_| is_name));
                length
            }
        };
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::code::{raw_string, string};
    use super::*;

    #[test]
    fn what_stands_alone_is_mentioned() {
        let code = code!(
            "types::A<r#type, B<'_>> {} .c::<D>() {} e.f(|g| H::i) L<M = N> [1..2] j: &'static K",
            string("X \" Y"),
            raw_string("{\"Z\":1}"),
        );
        let names: Vec<&str> =
            mentioned(&code).into_iter().filter(|name| !name.starts_with(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(names, ["B", "D", "H", "K", "L", "N", "_", "e", "g", "j", "r#type", "static", "types"]);
    }
}
