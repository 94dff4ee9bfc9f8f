//! What `Debug` says of a value, as a tree that can be pruned and printed. Must not know what it is about.

use super::debug;
use super::never_absent::is_never_absent;
use std::fmt::{Debug, Write};

/// Shorter than this is one line.
const WIDTH: usize = 110;

/// Wrappers that say nothing: what is in them is shown alone.
const TRANSPARENT: &[&str] = &["Some", "Ident", "String", "Number", "Bool"];

/// A value as it is shown.
#[derive(Clone)]
pub enum Shown {
    /// A word, a number, or a string with quotes and escapes.
    Word(String),
    /// A reference to a type with a name.
    Type(String),
    /// A struct or a map.
    Fields(String, Vec<(String, Shown)>),
    /// A list, or a tuple with its name.
    Items(String, Vec<Shown>),
}

impl Shown {
    /// What `Debug` says, pruned.
    pub fn new(value: &dyn Debug) -> Self {
        let text = format!("{value:?}");
        debug::read(&text).pruned()
    }

    /// The same with the names of types in the place of their numbers.
    pub fn with_types(self, names: &[String]) -> Self {
        let of = |number: &Shown| match number {
            Self::Word(number) => number.parse().ok().and_then(|at: usize| names.get(at)).cloned(),
            Self::Type(_) | Self::Fields(..) | Self::Items(..) => None,
        };
        match self {
            Self::Items(name, items) if name == "TypeId" => match items.first().and_then(of) {
                Some(name) => Self::Type(name),
                None => Self::Items(name, items),
            },
            Self::Items(name, items) => {
                let mut items: Vec<Self> = items.into_iter().map(|item| item.with_types(names)).collect();
                match items.as_slice() {
                    [Self::Type(_)] if name == "Named" => items.remove(0),
                    _ => Self::Items(name, items),
                }
            }
            Self::Fields(name, fields) => {
                Self::Fields(name, fields.into_iter().map(|(key, value)| (key, value.with_types(names))).collect())
            }
            Self::Word(_) | Self::Type(_) => self,
        }
    }

    /// A struct without some of its fields.
    pub fn without(self, keys: &[&str]) -> Self {
        match self {
            Self::Fields(name, mut fields) => {
                fields.retain(|(key, _)| !keys.contains(&key.as_str()));
                Self::Fields(name, fields)
            }
            Self::Word(_) | Self::Type(_) | Self::Items(..) => self,
        }
    }

    /// The types that it refers to, in their order.
    pub fn types(&self) -> Vec<&str> {
        match self {
            Self::Word(_) => Vec::new(),
            Self::Type(name) => vec![name],
            Self::Fields(_, fields) => fields.iter().flat_map(|(_, value)| value.types()).collect(),
            Self::Items(_, items) => items.iter().flat_map(Self::types).collect(),
        }
    }

    /// Without what says nothing.
    fn pruned(self) -> Self {
        match self {
            Self::Items(name, items) => {
                let mut items: Vec<Self> = items.into_iter().map(Self::pruned).collect();
                match (name.as_str(), items.as_mut_slice()) {
                    ("Named", [Self::Word(ident)]) => Self::Type(ident.trim_matches('"').to_owned()),
                    // `Object(Object { … })` is one thing.
                    (name, [Self::Fields(inner, _)]) if name == inner => items.remove(0),
                    (name, [_]) if TRANSPARENT.contains(&name) => items.remove(0),
                    ("Array", _) => Self::Items(String::new(), items),
                    _ => Self::Items(name, items),
                }
            }
            Self::Fields(name, fields) => {
                // The name of a member of data is a string, and nothing of data is left out.
                let is_data = |key: &str| key.starts_with('"');
                let is_place = |key: &str| matches!(key, "span" | "places");
                let fields =
                    fields.into_iter().filter(|(key, _)| !is_place(key)).map(|(key, value)| (key, value.pruned()));
                let is_kept = |key: &str| is_data(key) || is_never_absent(&name, key);
                let fields: Vec<_> = fields.filter(|(key, value)| is_kept(key) || !value.is_nothing()).collect();
                let is_map = name == "Object" && fields.iter().all(|(key, _)| is_data(key));
                Self::Fields(if is_map { String::new() } else { name }, fields)
            }
            Self::Word(_) | Self::Type(_) => self,
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Word(word) => matches!(word.as_str(), "None" | "false"),
            Self::Type(_) => false,
            Self::Fields(name, fields) => fields.is_empty() && !name.is_empty(),
            Self::Items(name, items) => items.is_empty() && name.is_empty(),
        }
    }

    /// As lines, each with an indentation.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.block(1, &mut text);
        text
    }

    fn block(&self, depth: usize, text: &mut String) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Fields(_, fields) => {
                for (key, value) in fields {
                    value.entry(depth, &format!("{indent}{key}:"), text);
                }
            }
            Self::Items(_, items) => {
                for item in items {
                    item.entry(depth, &format!("{indent}-"), text);
                }
            }
            Self::Word(_) | Self::Type(_) => {
                let _ = writeln!(text, "{indent}{}", self.line());
            }
        }
    }

    fn entry(&self, depth: usize, start: &str, text: &mut String) {
        let line = self.line();
        let (name, is_block) = match self {
            Self::Fields(name, fields) => (name.as_str(), !fields.is_empty()),
            Self::Items(name, items) => (name.as_str(), !items.is_empty()),
            Self::Word(_) | Self::Type(_) => ("", false),
        };
        // Writing to a string does not fail.
        if !is_block || start.len() + line.chars().count() < WIDTH {
            let _ = writeln!(text, "{start} {line}");
        } else {
            let _ = writeln!(text, "{}", format!("{start} {name}").trim_end());
            self.block(depth + 1, text);
        }
    }

    fn line(&self) -> String {
        let joined = |parts: Vec<String>| parts.join(", ");
        match self {
            Self::Word(word) => word.clone(),
            Self::Type(name) => format!("type {name}"),
            Self::Fields(name, fields) => {
                let fields = fields.iter().map(|(key, value)| format!("{key}: {}", value.line()));
                format!("{name} {{{}}}", joined(fields.collect())).trim_start().to_owned()
            }
            Self::Items(name, items) => {
                let items = joined(items.iter().map(Self::line).collect());
                if name.is_empty() { format!("[{items}]") } else { format!("{name}({items})") }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[allow(dead_code, reason = "Debug reads them")]
    struct Thing {
        name: Option<&'static str>,
        span: usize,
        none: Option<u8>,
        flag: bool,
        pair: (i32, char),
        id: TypeId,
        inner: Option<Inner>,
        data: serde_json::Value,
    }

    #[derive(Debug)]
    #[allow(dead_code, reason = "Debug reads them")]
    struct TypeId(usize);

    #[derive(Debug)]
    #[allow(dead_code, reason = "Debug reads them")]
    struct Inner {
        list: Vec<u8>,
    }

    #[test]
    fn what_says_nothing_is_left_out_and_data_is_not() {
        let thing = Thing {
            name: Some("a \"{[(\u{1b}[31m\u{202e}, span: "),
            span: 1,
            none: None,
            flag: false,
            pair: (-1, ','),
            id: TypeId(0),
            inner: Some(Inner { list: Vec::new() }),
            data: serde_json::json!({ "span": [], "flag": false }),
        };
        let shown = Shown::new(&thing).with_types(&["Quota".to_owned()]);
        let expected = r#"  name: "a \"{[(\u{1b}[31m\u{202e}, span: "
  pair: [-1, ',']
  id: type Quota
  data: {"span": [], "flag": false}
"#;
        // The order of the data is that of its map.
        let text = shown.text().replace(r#"{"flag": false, "span": []}"#, r#"{"span": [], "flag": false}"#);
        assert_eq!(text, expected);
        assert_eq!(shown.types(), ["Quota"]);
    }

    #[test]
    fn whatever_is_read_ends() {
        for text in ["", "a: [", "{", "(((", "x {a", "\"", "]]", ":, {:}", "A { : , }"] {
            debug::read(text).pruned().text();
        }
    }
}
