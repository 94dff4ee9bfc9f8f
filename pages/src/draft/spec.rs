//! Knows what the spec has already, as it is written: operations, and components with the `$ref` that leads to each. Must not know
//! pages.

use super::{Draft, map};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

/// The files of a service, and those that all services share.
#[derive(Debug, Default)]
pub struct Spec {
    service: String,
    /// By their path below the spec.
    files: BTreeMap<String, Value>,
}

/// A part of the spec that others may refer to.
pub struct Component<'s> {
    pub name: &'s str,
    /// The `$ref` that leads to it.
    pub reference: String,
    pub value: &'s Value,
    /// The file that it stands in.
    pub file: &'s str,
}

/// An operation as it is written.
pub struct Written<'s> {
    pub path: &'s str,
    pub method: &'s str,
    pub value: &'s Value,
}

/// A chain of references is no longer.
const LONGEST_CHAIN: usize = 16;

impl Spec {
    /// Reads the files of a service, by their path below the spec. What is no YAML is taken for a file without components: the
    /// generator tells what is wrong with it.
    pub fn new(service: &str, files: &BTreeMap<String, String>) -> Self {
        let mut spec = Self { service: service.to_owned(), files: BTreeMap::new() };
        files.iter().for_each(|(path, text)| spec.update(path, text));
        spec
    }

    /// A document of its own, for operations of a service that has no spec yet.
    pub fn alone(title: &str) -> Self {
        let scheme = map([("type", "apiKey".into()), ("in", "header".into()), ("name", "X-Auth-Token".into())]);
        let token = map([("Token", Value::Sequence(Vec::new()))]);
        let root = map([
            ("openapi", "3.0.3".into()),
            ("info", map([("title", title.into()), ("version", "v1".into())]).into()),
            ("servers", Value::Sequence(vec![map([("url", "https://example.com".into())]).into()])),
            ("security", Value::Sequence(vec![token.into()])),
            ("paths", Mapping::new().into()),
            (
                "components",
                map([("schemas", Mapping::new().into()), ("securitySchemes", map([("Token", scheme.into())]).into())])
                    .into(),
            ),
        ]);
        Self { service: String::new(), files: BTreeMap::from([(Self::ALONE.to_owned(), root.into())]) }
    }

    /// The file of a document of its own.
    pub const ALONE: &str = "/openapi.yaml";

    /// Puts a draft into a document of its own.
    pub fn take(&mut self, draft: &Draft) {
        let root = self.files.get_mut(Self::ALONE).and_then(Value::as_mapping_mut);
        let Some(root) = root else { return };
        let mut at = |keys: &[&str], name: &str, value: &Value| {
            let mut map: Option<&mut Mapping> = Some(&mut *root);
            for key in keys {
                map = map.and_then(|map| {
                    map.entry(Value::from(*key)).or_insert_with(|| Mapping::new().into()).as_mapping_mut()
                });
            }
            if let Some(map) = map {
                map.insert(name.into(), value.clone());
            }
        };
        at(&["paths", &draft.path], &draft.method, &draft.operation);
        for (name, schema) in &draft.schemas {
            at(&["components", "schemas"], name, schema);
        }
    }

    /// Reads a file anew.
    pub fn update(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), serde_yaml::from_str(text).unwrap_or(Value::Null));
    }

    /// The root document of the service.
    pub fn root(&self) -> Option<&Value> {
        self.files.get(&format!("{}/openapi.yaml", self.service))
    }

    /// The components of a kind, as a file refers to them: its own, those of the service, those of all.
    pub fn components(&self, section: &str, from: &str) -> Vec<Component<'_>> {
        let rank = |path: &str| (path != from, !path.contains('/'));
        let mut files: Vec<(&String, &Value)> = self.files.iter().collect();
        files.sort_by_key(|(path, _)| rank(path));
        let mut components = Vec::new();
        for (file, document) in files {
            let Some(list) = document.get("components").and_then(|all| all.get(section)).and_then(Value::as_mapping)
            else {
                continue;
            };
            let to = match file.split_once('/') {
                _ if file == from => String::new(),
                Some((_, name)) => name.to_owned(),
                None => format!("../{file}"),
            };
            for (name, value) in list {
                let Some(name) = name.as_str() else { continue };
                let reference = format!("{to}#/components/{section}/{name}");
                components.push(Component { name, reference, value, file });
            }
        }
        components
    }

    /// What a value of a file refers to, or the value itself, and the file that it stands in.
    pub fn resolve<'s>(&'s self, file: &'s str, value: &'s Value) -> (&'s str, &'s Value) {
        let (mut file, mut value) = (file, value);
        for _ in 0..LONGEST_CHAIN {
            let Some((to, pointer)) =
                value.get("$ref").and_then(Value::as_str).and_then(|target| target.split_once("#/"))
            else {
                break;
            };
            let path = match to.strip_prefix("../") {
                Some(shared) => shared.to_owned(),
                None if to.is_empty() => file.to_owned(),
                None => format!("{}/{to}", self.service),
            };
            let Some((next, document)) = self.files.get_key_value(&path) else { break };
            let step = |value: Option<&'s Value>, key: &str| value?.get(key.replace("~1", "/").replace("~0", "~"));
            let Some(target) = pointer.split('/').fold(Some(document), step) else { break };
            (file, value) = (next, target);
        }
        (file, value)
    }

    /// All operations of the service.
    pub fn operations(&self) -> Vec<Written<'_>> {
        let root = self.files.get_key_value(&format!("{}/openapi.yaml", self.service));
        let Some((file, root)) = root else { return Vec::new() };
        let paths = root.get("paths").and_then(Value::as_mapping);
        let mut operations = Vec::new();
        for (path, item) in paths.into_iter().flatten() {
            let (_, item) = self.resolve(file, item);
            for (method, value) in item.as_mapping().into_iter().flatten() {
                if let (Some(path), Some(method)) = (path.as_str(), method.as_str())
                    && value.get("operationId").is_some()
                {
                    operations.push(Written { path, method, value });
                }
            }
        }
        operations
    }

    /// The operation whose path has most parts in common with this one from its begin on, and how many.
    pub fn nearest(&self, path: &str) -> Option<(usize, Written<'_>)> {
        let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let wanted = parts(path);
        let common = |other: &str| parts(other).iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        let operations = self.operations().into_iter().map(|operation| (common(operation.path), operation));
        // The first of those that are equally near.
        operations.rev().max_by_key(|(common, _)| *common)
    }
}
