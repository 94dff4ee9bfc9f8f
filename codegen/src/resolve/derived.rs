//! Finds the components that refer to another one: as the base of what they add to it, or by the name that a discriminator
//! gives it. Must not know what they are.

use super::files::{Files, Loaded};
use super::targets;
use crate::source::{FileId, Span, Spanned};
use crate::yaml::{Node, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const SCHEMAS: [&str; 2] = ["components", "schemas"];

/// The components of a file, by the schema that they have in their `allOf`: name, and where each is written.
pub type Derived = BTreeMap<Span, Vec<(String, Span)>>;

impl Files<'_> {
    /// The components of a file that have the schema at that place in their `allOf`, directly or through others, in the order
    /// of the file.
    pub(super) fn derived(&mut self, file: FileId, base: Span) -> Vec<(String, Span)> {
        let Some(loaded) = self.by_id.get(&file).map(Rc::clone) else { return Vec::new() };
        let here = self.sources.path(file);
        let derived = self.derived.entry(file).or_insert_with(|| edges(&loaded, here));
        let (mut found, mut to_visit) = (BTreeMap::new(), vec![base]);
        let mut seen = BTreeSet::from([base]);
        while let Some(base) = to_visit.pop() {
            for (name, span) in derived.get(&base).into_iter().flatten() {
                if seen.insert(*span) {
                    found.insert(*span, name.clone());
                    to_visit.push(*span);
                }
            }
        }
        found.into_iter().map(|(span, name)| (name, span)).collect()
    }

    /// The reference that a value of `mapping` is: a reference, or the name of a component.
    pub(super) fn mapping_target(&self, file: FileId, target: &Spanned<String>) -> Option<Spanned<String>> {
        let loaded = self.by_id.get(&file)?;
        let is_component = loaded.node.follow([SCHEMAS[0], SCHEMAS[1], target.value.as_str()]).is_some();
        let reference = match is_component {
            true => component(&target.value),
            false if target.value.contains(['#', '/']) => target.value.clone(),
            false => return None,
        };
        Some(Spanned::new(reference, target.span))
    }
}

/// The reference to a component.
pub fn component(name: &str) -> String {
    format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn edges(loaded: &Loaded, here: &str) -> Derived {
    let mut derived = Derived::new();
    let Some(schemas) = loaded.node.follow(SCHEMAS).and_then(Node::as_object) else { return derived };
    for member in &schemas.members {
        let parts = match member.value.follow(["allOf"]).map(|node| &node.value) {
            Some(Value::Array(parts)) => parts.as_slice(),
            Some(_) | None => &[],
        };
        for reference in parts.iter().filter_map(|part| part.follow(["$ref"])) {
            let Value::String(target) = &reference.value else { continue };
            let Ok((None, pointer)) = targets::parse(target, here) else { continue };
            let Some(base) = loaded.node.follow(pointer.iter().map(String::as_str)) else { continue };
            derived.entry(base.span).or_default().push((member.key.value.clone(), member.value.span));
        }
    }
    derived
}
