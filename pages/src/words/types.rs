//! Knows how pages write types. Must not know where they do.

use super::is_name;
use crate::page::Type;

/// Deeper than this no page nests its types.
const DEEPEST: usize = 8;

/// A type in the words of the pages, if it is one.
pub fn ty(text: &str) -> Option<Type> {
    // A sentence may follow: `List data structure. For details, see Table 3.`
    nested(text.split(". ").next()?.trim(), DEEPEST)
}

fn nested(text: &str, depth: usize) -> Option<Type> {
    let depth = depth.checked_sub(1)?;
    let lower = text.to_ascii_lowercase();
    let scalar = match lower.as_str() {
        "string" | "strings" => Type::String,
        "integer" | "integers" | "int" => Type::Integer,
        "long" | "longs" => Type::Long,
        "float" | "floats" => Type::Float,
        "double" | "doubles" | "number" | "numbers" => Type::Double,
        "boolean" | "booleans" | "bool" => Type::Boolean,
        "file" => Type::File,
        "object" | "objects" | "dict" | "json" | "jsonobject" | "dictionary data structure" => Type::Object,
        "array" | "list" | "jsonarray" | "json array" | "list data structure" => {
            Type::Array(Box::new(Type::Other(String::new())))
        }
        _ => return compound(text, &lower, depth),
    };
    Some(scalar)
}

fn compound(text: &str, lower: &str, depth: usize) -> Option<Type> {
    let behind = |prefix: &str| lower.starts_with(prefix).then(|| text.get(prefix.len()..)).flatten();
    if let Some(items) = ["array of ", "arrays of ", "list of "].into_iter().find_map(behind) {
        return nested(items.trim(), depth).map(|items| Type::Array(Box::new(items)));
    }
    let inner = |prefix: &str| behind(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(items) = ["array<", "list<", "set<"].into_iter().find_map(inner) {
        return generic(items, depth).map(|items| Type::Array(Box::new(items)));
    }
    if let Some((_, values)) = inner("map<").and_then(|both| both.split_once(',')) {
        return generic(values, depth).map(|values| Type::Map(Box::new(values)));
    }
    let name = behind_word(text, "objects").or_else(|| behind_word(text, "object"))?;
    is_name(name).then(|| Type::Named(name.to_owned()))
}

/// What stands in angle brackets, where a name is an object's.
fn generic(text: &str, depth: usize) -> Option<Type> {
    let text = text.trim();
    nested(text, depth).or_else(|| is_name(text).then(|| Type::Named(text.to_owned())))
}

/// `Identity objects` without its last word.
fn behind_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    let is_it = text.get(at..)?.eq_ignore_ascii_case(word);
    let before = text.get(..at).filter(|_| is_it)?;
    before.ends_with(char::is_whitespace).then(|| before.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_pages_write_them() {
        let named = || Type::Named("AclInfo".to_owned());
        for (text, expected) in [
            ("String", Some(Type::String)),
            ("Array of strings", Some(Type::Array(Box::new(Type::String)))),
            ("Array of AclInfo objects", Some(Type::Array(Box::new(named())))),
            ("AclInfo object", Some(named())),
            ("Map<String,AclInfo>", Some(Type::Map(Box::new(named())))),
            ("Map<String,Array<String>>", Some(Type::Map(Box::new(Type::Array(Box::new(Type::String)))))),
            ("Object", Some(Type::Object)),
            ("Dictionary data structure. For details, see Table 2.", Some(Type::Object)),
            ("JSONArray", Some(Type::Array(Box::new(Type::Other(String::new()))))),
            ("Array of arrays of integers", Some(Type::Array(Box::new(Type::Array(Box::new(Type::Integer)))))),
            ("Credential ID.", None),
            ("the object", Some(Type::Named("the".to_owned()))),
            ("", None),
            ("Array of ", None),
        ] {
            assert_eq!(ty(text), expected, "{text:?}");
        }
        let deep = "Array of ".repeat(100_000) + "strings";
        assert_eq!(ty(&deep), None);
    }
}
