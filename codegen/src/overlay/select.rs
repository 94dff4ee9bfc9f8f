//! Finds what a query selects, as the way to it. Must not know how queries are written, nor what is done with what is found.

use super::path::{Comparison, Operand, Query, Segment, Selector, Test};
use crate::yaml::{Node, Number, Value};
use regex_lite::Regex;
use std::collections::BTreeSet;

/// A step from a value into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Index(usize),
    Key(String),
}

/// The way from the root to a value.
pub type Way = Vec<Step>;

/// What a query selects, in the order of the document, each once.
pub fn select(root: &Node, query: &Query) -> Vec<Way> {
    let mut seen = BTreeSet::new();
    let found = follow(root, (Vec::new(), root), &query.segments);
    found.into_iter().map(|(way, _)| way).filter(|way| seen.insert(way.clone())).collect()
}

/// The value at the end of a way.
pub fn at<'a>(root: &'a Node, way: &[Step]) -> Option<&'a Node> {
    way.iter().try_fold(root, |node, step| match (step, &node.value) {
        (Step::Key(key), Value::Object(object)) => object.get(key).map(|member| &member.value),
        (Step::Index(index), Value::Array(items)) => items.get(*index),
        (Step::Key(_) | Step::Index(_), _) => None,
    })
}

type Found<'a> = (Way, &'a Node);

fn follow<'a>(root: &'a Node, from: Found<'a>, segments: &[Segment]) -> Vec<Found<'a>> {
    segments.iter().fold(vec![from], |here, Segment { descends, selectors }| {
        let mut next = Vec::new();
        for found in here {
            let mut below = Vec::new();
            if *descends {
                all_below(found, &mut below)
            } else {
                below.push(found)
            };
            for (way, node) in &below {
                for selector in selectors {
                    pick(root, (way, node), selector, &mut next);
                }
            }
        }
        next
    })
}

/// A value and all in it. Documents are at most so deep as their reader allows.
fn all_below<'a>((way, node): Found<'a>, into: &mut Vec<Found<'a>>) {
    into.push((way.clone(), node));
    for (step, child) in children(node) {
        all_below((joined(&way, step), child), into);
    }
}

fn children(node: &Node) -> Vec<(Step, &Node)> {
    match &node.value {
        Value::Object(object) => {
            object.members.iter().map(|member| (Step::Key(member.key.value.clone()), &member.value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (Step::Index(at), item)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn joined(way: &Way, step: Step) -> Way {
    let mut way = way.clone();
    way.push(step);
    way
}

fn pick<'a>(root: &'a Node, (way, node): (&Way, &'a Node), selector: &Selector, into: &mut Vec<Found<'a>>) {
    let mut take = |step: Step| {
        if let Some(found) = at(node, std::slice::from_ref(&step)) {
            into.push((joined(way, step), found));
        }
    };
    match selector {
        Selector::Name(name) => take(Step::Key(name.clone())),
        Selector::Wildcard => children(node).into_iter().for_each(|(step, _)| take(step)),
        Selector::Index(index) => from_end(*index, length(node)).into_iter().for_each(|at| take(Step::Index(at))),
        Selector::Slice { start, end, step } => {
            slice(*start, *end, *step, length(node)).into_iter().for_each(|at| take(Step::Index(at)));
        }
        Selector::Filter(test) => {
            let holding = children(node).into_iter().filter(|(_, child)| holds(root, child, test));
            holding.for_each(|(step, _)| take(step));
        }
    }
}

fn length(node: &Node) -> usize {
    if let Value::Array(items) = &node.value { items.len() } else { 0 }
}

/// An index, which counts from the end where it is negative.
fn from_end(index: i64, length: usize) -> Option<usize> {
    let from_start = if index < 0 { index.checked_add(i64::try_from(length).ok()?)? } else { index };
    usize::try_from(from_start).ok().filter(|at| *at < length)
}

/// The indices of a slice, as Python has them.
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let Ok(length) = i64::try_from(length) else { return Vec::new() };
    let normal = |at: i64| if at < 0 { at.saturating_add(length) } else { at };
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let (first, last) = if step < 0 { (length - 1, -length - 1) } else { (0, length) };
    let first = normal(start.unwrap_or(first)).clamp(lowest, highest);
    let last = normal(end.unwrap_or(last)).clamp(lowest, highest);
    let mut indices = Vec::new();
    let mut at = first;
    while step != 0 && (if step > 0 { at < last } else { at > last }) {
        indices.extend(usize::try_from(at));
        at = at.saturating_add(step);
    }
    indices
}

fn holds(root: &Node, node: &Node, test: &Test) -> bool {
    match test {
        Test::Or(tests) => tests.iter().any(|test| holds(root, node, test)),
        Test::And(tests) => tests.iter().all(|test| holds(root, node, test)),
        Test::Not(test) => !holds(root, node, test),
        Test::Exists(query) => !nodes(root, node, query).is_empty(),
        Test::Compare(left, comparison, right) => {
            compare(value(root, node, left).as_ref(), *comparison, value(root, node, right).as_ref())
        }
        Test::Matches { text, pattern, whole } => {
            let (Some(Value::String(text)), Some(Value::String(pattern))) =
                (value(root, node, text), value(root, node, pattern))
            else {
                return false;
            };
            let pattern = if *whole { format!("^(?:{pattern})$") } else { pattern };
            Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(&text))
        }
    }
}

fn nodes<'a>(root: &'a Node, node: &'a Node, query: &Query) -> Vec<Found<'a>> {
    follow(root, (Vec::new(), if query.from_root { root } else { node }), &query.segments)
}

/// The value of an operand; `None` where there is none, or more than one.
fn value(root: &Node, node: &Node, operand: &Operand) -> Option<Value> {
    let count = |count: usize| i128::try_from(count).ok().map(|count| Value::Number(Number::Integer(count)));
    match operand {
        Operand::Literal(value) => Some(value.clone()),
        Operand::Single(query) => match nodes(root, node, query).as_slice() {
            [(_, found)] => Some(found.value.clone()),
            _ => None,
        },
        Operand::Count(query) => count(nodes(root, node, query).len()),
        Operand::Length(inner) => match value(root, node, inner)? {
            Value::String(text) => count(text.chars().count()),
            Value::Array(items) => count(items.len()),
            Value::Object(object) => count(object.members.len()),
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        },
    }
}

fn compare(left: Option<&Value>, comparison: Comparison, right: Option<&Value>) -> bool {
    let is_equal = || match (left, right) {
        (Some(left), Some(right)) => same(left, right),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let is_less = |left: Option<&Value>, right: Option<&Value>| match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => float(*left) < float(*right),
        (Some(Value::String(left)), Some(Value::String(right))) => left < right,
        _ => false,
    };
    match comparison {
        Comparison::Equal => is_equal(),
        Comparison::NotEqual => !is_equal(),
        Comparison::Less => is_less(left, right),
        Comparison::LessOrEqual => is_less(left, right) || is_equal(),
        Comparison::Greater => is_less(right, left),
        Comparison::GreaterOrEqual => is_less(right, left) || is_equal(),
    }
}

/// Whether two values are one, wherever they are written and in whatever order of their keys.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || float(*left) == float(*right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(&left.value, &right.value))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.members.len() == right.members.len()
                && left.members.iter().all(|member| {
                    right.get(&member.key.value).is_some_and(|other| same(&member.value.value, &other.value.value))
                })
        }
        _ => left == right,
    }
}

fn float(number: Number) -> f64 {
    match number {
        #[allow(clippy::cast_precision_loss)]
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    }
}
