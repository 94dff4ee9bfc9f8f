//! Applies OpenAPI Overlays (1.0 and 1.1) to a document before it is read: what is added keeps the place where the overlay says
//! it. Must not know what the document means.

mod path;
mod select;
#[cfg(test)]
mod tests;

use crate::diagnostics::{Diagnostics, messages};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node, Object, Value};
use select::{Step, Way};

struct Action {
    target: Target,
    change: Change,
}

/// A path, and where it is written.
struct Target {
    query: path::Query,
    span: Span,
}

enum Change {
    Update(Node),
    Copy(Target),
    Remove,
    /// An action that only describes.
    Nothing,
}

/// Applies an overlay that has been taken into `sources`. What is wrong with it is reported, and the rest of it applied.
pub fn apply(root: &mut Node, file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) {
    let Some(node) = yaml::parse(file, sources, diagnostics) else { return };
    let actions = read(&node, diagnostics).unwrap_or_default();
    for Action { target, change } in &actions {
        let ways = select::select(root, &target.query);
        if ways.is_empty() {
            diagnostics.push(messages::overlay_without_target(target.span));
        }
        match change {
            Change::Nothing => {}
            Change::Remove => remove(root, ways, target.span, diagnostics),
            Change::Update(value) => update(root, &ways, value, target.span, diagnostics),
            Change::Copy(source) => match select::select(root, &source.query).as_slice() {
                [way] => {
                    let value = select::at(root, way).cloned();
                    value.into_iter().for_each(|value| update(root, &ways, &value, target.span, diagnostics));
                }
                found => diagnostics.push(messages::overlay_copy(source.span, found.len())),
            },
        }
    }
}

/// The actions of an overlay.
fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Vec<Action>> {
    let object = node.as_object().filter(|object| object.has("overlay"));
    let Some(object) = object else {
        diagnostics.push(messages::no_overlay(node.span));
        return None;
    };
    let version = text(object, "overlay").unwrap_or_default();
    if !["1.0.", "1.1."].iter().any(|known| version.starts_with(known)) {
        let span = object.get("overlay").map_or(node.span, |member| member.value.span);
        diagnostics.push(messages::overlay_version(span, version));
        return None;
    }
    let Some(Value::Array(actions)) = object.get("actions").map(|member| &member.value.value) else {
        diagnostics.push(messages::overlay_action(node.span, "`actions`, a list, is missing"));
        return None;
    };
    Some(actions.iter().filter_map(|action| read_action(action, diagnostics)).collect())
}

fn read_action(node: &Node, diagnostics: &mut Diagnostics) -> Option<Action> {
    let Some(object) = node.as_object() else {
        diagnostics.push(messages::overlay_action(node.span, "an action is a map"));
        return None;
    };
    for member in &object.members {
        let known = ["target", "description", "update", "copy", "remove"];
        if !known.contains(&member.key.value.as_str()) && !member.key.value.starts_with("x-") {
            diagnostics.push(messages::overlay_keyword(member.key.span, &member.key.value, &known));
        }
    }
    let Some(target) = object.get("target") else {
        diagnostics.push(messages::overlay_action(node.span, "`target`, a JSONPath such as `$.info`, is missing"));
        return None;
    };
    let target = read_target(&target.value, diagnostics)?;
    let is_removed = object.get("remove").is_some_and(|member| member.value.value == Value::Bool(true));
    let change = match (is_removed, object.get("update"), object.get("copy")) {
        (true, _, _) => Change::Remove,
        (false, Some(value), _) => Change::Update(value.value.clone()),
        (false, None, Some(source)) => Change::Copy(read_target(&source.value, diagnostics)?),
        (false, None, None) => Change::Nothing,
    };
    Some(Action { target, change })
}

fn read_target(node: &Node, diagnostics: &mut Diagnostics) -> Option<Target> {
    let Value::String(written) = &node.value else {
        diagnostics.push(messages::overlay_action(node.span, "a JSONPath is a text such as `$.info`"));
        return None;
    };
    match path::parse(written) {
        Ok(query) => Some(Target { query, span: node.span }),
        Err(path::Mistake { at, expected }) => {
            let read = written.get(..at).unwrap_or_default();
            diagnostics.push(messages::overlay_path(node.span, read, expected));
            None
        }
    }
}

fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    match &object.get(key)?.value.value {
        Value::String(text) => Some(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Removes values, the last of a list first, so that the others keep their places.
fn remove(root: &mut Node, mut ways: Vec<Way>, target: Span, diagnostics: &mut Diagnostics) {
    ways.sort();
    for way in ways.iter().rev() {
        let Some((last, parents)) = way.split_last() else {
            diagnostics.push(messages::overlay_root(target));
            continue;
        };
        match (last, at_mut(root, parents).map(|parent| &mut parent.value)) {
            (Step::Key(key), Some(Value::Object(object))) => object.remove(key),
            (Step::Index(index), Some(Value::Array(items))) if *index < items.len() => drop(items.remove(*index)),
            // What stood there went with what held it.
            (Step::Key(_) | Step::Index(_), _) => {}
        }
    }
}

fn update(root: &mut Node, ways: &[Way], value: &Node, target: Span, diagnostics: &mut Diagnostics) {
    for way in ways {
        let Some(node) = at_mut(root, way) else { continue };
        match &mut node.value {
            Value::Array(items) => match &value.value {
                Value::Array(more) => items.extend(more.iter().cloned()),
                _ => items.push(value.clone()),
            },
            Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                merge(node, value, target, diagnostics);
            }
        }
    }
}

/// Maps are merged, lists joined, other values replaced.
fn merge(node: &mut Node, value: &Node, target: Span, diagnostics: &mut Diagnostics) {
    match (&mut node.value, &value.value) {
        (Value::Object(into), Value::Object(from)) => {
            for member in &from.members {
                match into.get_mut(&member.key.value) {
                    Some(existing) => merge(existing, &member.value, target, diagnostics),
                    None => into.set(member.key.clone(), member.value.clone()),
                }
            }
        }
        (Value::Array(into), Value::Array(from)) => into.extend(from.iter().cloned()),
        // Nothing, as `components:` with no value, takes whatever is said.
        (Value::Null, _) => *node = value.clone(),
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
            diagnostics
                .push(messages::overlay_mismatch(value.span, value.kind(), node.kind()).and(target, "of this target"));
        }
        (Value::Bool(_) | Value::Number(_) | Value::String(_), _) => *node = value.clone(),
    }
}

fn at_mut<'a>(root: &'a mut Node, way: &[Step]) -> Option<&'a mut Node> {
    way.iter().try_fold(root, |node, step| match (step, &mut node.value) {
        (Step::Key(key), Value::Object(object)) => object.get_mut(key),
        (Step::Index(index), Value::Array(items)) => items.get_mut(*index),
        (Step::Key(_) | Step::Index(_), _) => None,
    })
}
