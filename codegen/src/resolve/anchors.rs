//! Indexes what a file gives a name of its own: `$anchor`, `$dynamicAnchor` and `$id`. Must not know what has such a name.

use crate::source::Span;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// What has a name in a file, by its pointer.
#[derive(Debug, Default)]
pub struct Anchors {
    /// `$id`, as it is written and as a whole URL.
    ids: BTreeMap<String, Vec<String>>,
    /// `$anchor` and `$dynamicAnchor`: all of that name.
    names: BTreeMap<String, Vec<Vec<String>>>,
    /// What has an `$id`: from where to where it is written.
    resources: Vec<(Span, Vec<String>)>,
}

impl Anchors {
    /// Reads a file, whose own URL is `own` if it tells.
    pub fn of(root: &Node) -> Self {
        let mut anchors = Self::default();
        let own = text(root, "$self").unwrap_or_default();
        if !own.is_empty() {
            anchors.ids.insert(own.to_owned(), Vec::new());
        }
        anchors.read(root, own, &mut Vec::new());
        anchors
    }

    /// Reads a node below a base URL; returns where it ends.
    fn read(&mut self, node: &Node, base: &str, pointer: &mut Vec<String>) -> usize {
        let mut end = node.span.end;
        let base = match text(node, "$id") {
            Some(id) => {
                let whole = join(base, id);
                for id in [id, &whole] {
                    self.ids.entry(id.trim_end_matches('#').to_owned()).or_insert_with(|| pointer.clone());
                }
                whole
            }
            None => base.to_owned(),
        };
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(node, key) {
                self.names.entry(name.to_owned()).or_default().push(pointer.clone());
            }
        }
        let mut inside = |anchors: &mut Self, part: String, node: &Node| {
            pointer.push(part);
            end = end.max(anchors.read(node, &base, pointer));
            pointer.pop();
        };
        match &node.value {
            Value::Object(object) => {
                object.members.iter().for_each(|member| inside(self, member.key.value.clone(), &member.value));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| inside(self, at.to_string(), item));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        if text(node, "$id").is_some() {
            self.resources.push((Span { end, ..node.span }, pointer.clone()));
        }
        end
    }

    /// What has that `$id`.
    pub fn resource(&self, id: &str) -> Option<&Vec<String>> {
        self.ids.get(id)
    }

    /// What has that anchor, in a resource.
    pub fn named(&self, name: &str, resource: &[String]) -> Option<&Vec<String>> {
        let all = self.names.get(name)?;
        all.iter().find(|pointer| pointer.starts_with(resource)).or(all.first())
    }

    /// The innermost resource in which something is written.
    pub fn around(&self, place: Span) -> Option<&Vec<String>> {
        let holds = |span: &Span| span.file == place.file && span.start <= place.start && place.end <= span.end;
        // Those inside come first.
        self.resources.iter().find(|(span, _)| holds(span)).map(|(_, pointer)| pointer)
    }
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.as_object()?.get(key)?.value.value {
        Value::String(text) => Some(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A URL relative to another, as far as documents need it.
fn join(base: &str, url: &str) -> String {
    let authority = base.find("://").map_or(0, |at| at + 3);
    let root = base.get(authority..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| authority + at);
    match (url.contains("://"), url.strip_prefix('/'), base.rfind('/').filter(|at| *at >= root)) {
        (true, _, _) | (_, None, None) => url.to_owned(),
        (false, Some(_), _) => format!("{}{url}", base.get(..root).unwrap_or_default()),
        (false, None, Some(folder)) => format!("{}/{url}", base.get(..folder).unwrap_or_default()),
    }
}
