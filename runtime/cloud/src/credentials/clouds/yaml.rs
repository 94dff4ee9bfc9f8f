//! Reads YAML as far as `clouds.yaml` needs it: maps of text. The only module that knows the parser. Text stays text,
//! so that an id of digits does not become a number. Errors say where, and must not show the text there, which may be a
//! password without its quotes.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use std::collections::BTreeMap;
use std::sync::Arc;
use zeroize::Zeroizing;

/// How deep maps and lists may be nested, aliases followed.
const DEPTH: usize = 32;

/// A value; copies share what is below.
#[derive(Clone)]
pub(super) struct Node {
    kind: Kind,
    depth: usize,
}

#[derive(Clone)]
enum Kind {
    Null,
    Text(Arc<Zeroizing<String>>),
    Map(Arc<BTreeMap<String, Node>>),
    /// Nothing here is a list, so its items are only read to be skipped.
    List,
}

impl Node {
    /// Reads the first document of a text; the error says where it makes no sense.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let options = granit_parser::options! {
            flow_nesting_limit: DEPTH,
            block_nesting_limit: DEPTH,
            emit_unresolved_aliases: true,
        };
        let mut builder = Builder::default();
        for next in Parser::new_from_str_with_options(text, options) {
            let (event, span) = next.map_err(|error: ScanError| {
                let place = error.marker();
                at(place.line(), place.col(), "a mistake") + " (text with special characters needs quotes)"
            })?;
            if matches!(event, Event::DocumentEnd) {
                break;
            }
            builder.event(event, span)?;
        }
        Ok(builder.root.unwrap_or(Node { kind: Kind::Null, depth: 0 }))
    }

    /// The value of a name in a map, or in the map that it merges (`<<: *other`).
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        let mut node = self;
        loop {
            let Kind::Map(entries) = &node.kind else { return None };
            match entries.get(name) {
                Some(value) => return Some(value),
                None => node = entries.get("<<")?,
            }
        }
    }

    /// The text, unless it is empty.
    pub(super) fn text(&self) -> Option<String> {
        match &self.kind {
            Kind::Text(text) if !text.is_empty() => Some(text.to_string()),
            Kind::Text(_) | Kind::Null | Kind::Map(_) | Kind::List => None,
        }
    }
}

/// Where something is, in the columns that people count.
fn at(line: usize, column: usize, what: &str) -> String {
    format!("has {what} at line {line}, column {}", column + 1)
}

/// A map or list whose end has not come yet.
struct Open {
    anchor: usize,
    /// `None` for a list.
    entries: Option<BTreeMap<String, Node>>,
    /// The name that waits for its value.
    name: Option<String>,
    depth: usize,
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    root: Option<Node>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), String> {
        let refuse = |what: &str| Err(at(span.start.line(), span.start.col(), what));
        match event {
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => refuse("a tag (`!`)"),
            Event::Scalar(text, style, anchor, None) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let kind = if is_null { Kind::Null } else { Kind::Text(Arc::new(Zeroizing::new(text.into_owned()))) };
                self.value(Node { kind, depth: 0 }, anchor).or_else(refuse)
            }
            Event::SequenceStart(_, anchor, None) => {
                self.open.push(Open { anchor, entries: None, name: None, depth: 0 });
                Ok(())
            }
            Event::MappingStart(_, anchor, None) => {
                self.open.push(Open { anchor, entries: Some(BTreeMap::new()), name: None, depth: 0 });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { anchor, entries, depth, .. }) => {
                    let kind = entries.map_or(Kind::List, |entries| Kind::Map(Arc::new(entries)));
                    self.value(Node { kind, depth: depth + 1 }, anchor).or_else(refuse)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(node) => {
                    let node = node.clone();
                    self.value(node, 0).or_else(refuse)
                }
                // Still open: it would contain itself.
                None => refuse("an alias (`*`) inside of what it names"),
            },
            Event::UnresolvedAlias(_) => refuse("an alias (`*`) of nothing (text that begins with `*` needs quotes)"),
            _ => Ok(()),
        }
    }

    /// Puts a complete value where it belongs.
    fn value(&mut self, node: Node, anchor: usize) -> Result<(), &'static str> {
        // A value is dropped by recursion, and aliases of aliases could make it as deep as the file is long.
        if node.depth > DEPTH {
            return Err("values nested too deep");
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.depth = open.depth.max(node.depth);
        let Some(entries) = &mut open.entries else { return Ok(()) };
        match (open.name.take(), node) {
            (None, Node { kind: Kind::Text(name), .. }) => open.name = Some(name.to_string()),
            (None, _) => return Err("a name that is no text"),
            (Some(name), Node { kind: Kind::List | Kind::Text(_) | Kind::Null, .. }) if name == "<<" => {
                return Err("a `<<` of something other than one map");
            }
            (Some(name), node) => {
                if entries.insert(name, node).is_some() {
                    return Err("a name that its map has already");
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(yaml: &str, path: &[&str]) -> Option<String> {
        let root = Node::parse(yaml).unwrap();
        path.iter().try_fold(&root, |node, name| node.get(name))?.text()
    }

    #[test]
    fn values() {
        for (yaml, path, text) in [
            ("a: {b: c}", &["a", "b"][..], Some("c")),
            ("a:\n  b: 0123e4", &["a", "b"], Some("0123e4")),
            ("a: 'x # y'", &["a"], Some("x # y")),
            ("a: 'null'", &["a"], Some("null")),
            ("a: null", &["a"], None),
            ("a:", &["a"], None),
            ("a: ''", &["a"], None),
            ("a: [1, 2]", &["a"], None),
            ("a: b", &["a", "b"], None),
            ("", &["a"], None),
            ("x: &x {p: 1, q: 2}\ny: {<<: *x, q: 3}", &["y", "p"], Some("1")),
            ("x: &x {p: 1, q: 2}\ny: {<<: *x, q: 3}", &["y", "q"], Some("3")),
            ("x: &x s\ny: *x", &["y"], Some("s")),
            ("a: 1\n---\na: 2", &["a"], Some("1")),
        ] {
            assert_eq!(texts(yaml, path).as_deref(), text, "{yaml}");
        }
    }

    #[test]
    fn mistakes() {
        let deep = "[".repeat(40);
        let mut long = "a0: &a0 {x: 1}\n".to_owned();
        for index in 1..50 {
            long.push_str(&format!("a{index}: &a{index} {{x: *a{}}}\n", index - 1));
        }
        for (yaml, words) in [
            ("a: b: s3cret", "has a mistake at line "),
            ("a: \"s3cret", "has a mistake at line "),
            ("a: @s3cret", "has a mistake at line "),
            ("a:\n\tb: s3cret", "has a mistake at line "),
            (
                "a: *s3cret",
                "has an alias (`*`) of nothing (text that begins with `*` needs quotes) at line 1, column 4",
            ),
            ("a: !s3cret", "has a tag (`!`) at line 1, column"),
            ("a: &x {b: *x}", "has an alias (`*`) inside of what it names at line 1, column 11"),
            ("a: 1\na: s3cret", "has a name that its map has already at line 2"),
            ("<<: [s3cret]", "has a `<<` of something other than one map"),
            ("[s3cret]: x", "has a name that is no text"),
            (&deep, "has a mistake at line "),
            (&long, "has values nested too deep"),
        ] {
            let Err(error) = Node::parse(yaml) else { panic!("{yaml}") };
            assert!(error.starts_with(words), "{yaml}: {error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}
