//! Documents of one operation of the project's spec, or of two: the path, and what it refers to, cut out of the bundled service.
//! They are trees that edits change, and small, so that a comparison takes a moment. Must not know any edit.

use crate::support::{Files, SERVICES, spec};
use apig_codegen::Syntax;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// A value of a document, in the order that it is written in.
pub type Node = Value;

/// The keys that lead to a value.
pub type Path = Vec<String>;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A document of a service, cut down.
#[derive(Clone, Debug)]
pub struct Document {
    /// `apig`, `iam` or `roma`.
    pub service: String,
    pub root: Node,
    /// The operation that is edited.
    pub at: Path,
    /// The other one, in a document of two.
    pub other: Option<Path>,
    /// The number of the operation, by which places take turns.
    pub turn: usize,
}

/// A document for each operation of the spec, and the same with the operation that follows it in its service.
pub fn all() -> Vec<[Document; 2]> {
    let files = Files::below(&spec(), ".yaml");
    let mut documents = Vec::new();
    for path in SERVICES {
        let document = apig_codegen::Document::new(path);
        let text = apig_codegen::bundle(&document, true, Syntax::Json, &files.reader()).text.unwrap();
        let whole: Node = serde_yaml::from_str(&text).unwrap();
        let operations = operations(&whole);
        for (number, at) in operations.iter().enumerate() {
            let other = &operations[(number + 1) % operations.len()];
            let turn = documents.len();
            documents.push([None, Some(other.clone())].map(|other| Document {
                service: path.split('/').next().unwrap().to_owned(),
                root: cut(&whole, &std::iter::once(at).chain(&other).collect::<Vec<_>>()),
                at: at.clone(),
                other,
                turn,
            }));
        }
    }
    documents
}

fn operations(whole: &Node) -> Vec<Path> {
    let paths = whole["paths"].as_mapping().unwrap();
    let below = |(path, item): (&Node, &Node)| {
        let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
        methods.map(|method| path_of(&["paths", path.as_str().unwrap(), method])).collect::<Vec<_>>()
    };
    paths.iter().flat_map(below).collect()
}

fn cut(whole: &Node, operations: &[&Path]) -> Node {
    // Not all is copied first: it is two hundred operations.
    let is_large = |key: &Node| ["paths", "components"].contains(&str(key));
    let small = |(key, value): (&Node, &Node)| (key.clone(), if is_large(key) { Value::Null } else { value.clone() });
    let mut root: Node = whole.as_mapping().unwrap().iter().map(small).collect::<Mapping>().into();
    // Each region takes its time, and they are all alike.
    let servers = root["servers"].as_sequence_mut().unwrap();
    servers.truncate(1);
    for variable in
        servers[0].get_mut("variables").and_then(Value::as_mapping_mut).into_iter().flat_map(Mapping::values_mut)
    {
        let default = variable["default"].clone();
        let values = variable.get_mut("enum").and_then(Value::as_sequence_mut);
        values.into_iter().for_each(|values| values.retain(|value| *value == default || *value == "eu-west-0"));
    }
    let mut paths = Mapping::new();
    for at in operations {
        let item = paths.entry(at[1].as_str().into()).or_insert_with(|| Mapping::new().into());
        let old = &whole["paths"][at[1].as_str()];
        for key in ["parameters", at[2].as_str()].into_iter().filter(|key| old.get(key).is_some()) {
            item[key] = old[key].clone();
        }
    }
    root["paths"] = paths.into();
    let mut needed = BTreeSet::new();
    let mut open = Vec::new();
    references(&root["paths"], &mut open);
    while let Some(path) = open.pop() {
        if needed.insert(path.clone()) {
            references(get(whole, &path).unwrap_or_else(|| panic!("{path:?} is not there")), &mut open);
        }
    }
    let is_needed = |section: &Node, name: &Node| {
        *section == "securitySchemes" || needed.contains(&path_of(&["components", str(section), str(name)]))
    };
    let sections = whole["components"].as_mapping().unwrap().iter().map(|(section, all)| {
        let all = all.as_mapping().unwrap().iter().filter(|(name, _)| is_needed(section, name));
        (section.clone(), all.map(|(name, value)| (name.clone(), value.clone())).collect::<Mapping>())
    });
    let sections = sections.filter(|(_, all)| !all.is_empty());
    root["components"] = sections.map(|(section, all)| (section, all.into())).collect::<Mapping>().into();
    root
}

/// Where the references below a value lead.
fn references(node: &Node, found: &mut Vec<Path>) {
    match node {
        Value::Mapping(mapping) => {
            found.extend(mapping.get("$ref").and_then(reference));
            mapping.values().for_each(|value| references(value, found));
        }
        Value::Sequence(items) => items.iter().for_each(|item| references(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
    }
}

/// The keys of `#/components/schemas/Name`.
pub fn reference(text: &Node) -> Option<Path> {
    let parts = text.as_str()?.strip_prefix("#/")?.split('/');
    Some(parts.map(|part| part.replace("~1", "/").replace("~0", "~")).collect())
}

/// The text of a key.
pub fn str(node: &Node) -> &str {
    node.as_str().unwrap_or_else(|| panic!("{node:?} is no text"))
}

/// A value, written down.
pub fn yaml(text: &str) -> Node {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub fn path_of(keys: &[&str]) -> Path {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// The value that keys, or numbers of items, lead to.
pub fn get<'n>(root: &'n Node, path: &[String]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, key| match node {
        Value::Sequence(items) => items.get(key.parse::<usize>().ok()?),
        _ => node.get(key.as_str()),
    })
}

pub fn get_mut<'n>(root: &'n mut Node, path: &[String]) -> Option<&'n mut Node> {
    path.iter().try_fold(root, |node, key| match node {
        Value::Sequence(items) => items.get_mut(key.parse::<usize>().ok()?),
        _ => node.get_mut(key.as_str()),
    })
}

impl Document {
    pub fn text(&self) -> String {
        serde_json::to_string(&self.root).unwrap()
    }

    pub fn get(&self, path: &[String]) -> Option<&Node> {
        get(&self.root, path)
    }

    /// A value that is there.
    pub fn at(&mut self, path: &[String]) -> &mut Node {
        get_mut(&mut self.root, path).unwrap_or_else(|| panic!("{path:?} is not there"))
    }

    pub fn operation(&self) -> &Node {
        self.get(&self.at).unwrap()
    }

    /// The operation, to be changed.
    pub fn edited(&mut self) -> &mut Node {
        let at = self.at.clone();
        self.at(&at)
    }

    /// The path of a value, behind its references.
    pub fn behind(&self, path: &[String]) -> Path {
        let to = self.get(path).and_then(|node| reference(node.get("$ref")?));
        to.map_or_else(|| path.to_owned(), |to| self.behind(&to))
    }

    /// Moves the operation to another path, or another method.
    pub fn move_to(&mut self, path: &str, method: &str) {
        let operation = self.operation().clone();
        let shared = self.root["paths"][self.at[1].as_str()].get("parameters").cloned();
        let item = self.root["paths"][self.at[1].as_str()].as_mapping_mut().unwrap();
        item.remove(self.at[2].as_str());
        if !item.keys().any(|key| METHODS.contains(&str(key))) {
            self.root["paths"].as_mapping_mut().unwrap().remove(self.at[1].as_str());
        }
        let paths = self.root["paths"].as_mapping_mut().unwrap();
        let item = paths.entry(path.into()).or_insert_with(|| Mapping::new().into());
        if let Some(shared) = shared {
            item["parameters"] = shared;
        }
        item[method] = operation;
        self.at = path_of(&["paths", path, method]);
    }
}
