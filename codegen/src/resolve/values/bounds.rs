//! Checks whether a value keeps to its bounds. Knows numbers, lengths and lists. Must not know types.

use super::{Checker, Direction};
use crate::api::{Bound, Constraints, Json, Number};
use crate::resolve::numbers::{compare, is_multiple};
use crate::resolve::without_spans::to_json;
use crate::source::Span;
use crate::yaml::{Node, Object};
use std::cmp::Ordering;
use std::collections::BTreeMap;

impl Checker<'_> {
    pub(super) fn text(&mut self, span: Span, text: &str, bounds: &Constraints) {
        self.count(span, text.chars().count(), bounds.min_length, bounds.max_length, "characters");
        for pattern in bounds.patterns.iter().filter(|pattern| pattern.checkable) {
            if regex_lite::Regex::new(&pattern.text).is_ok_and(|regex| !regex.is_match(text)) {
                self.report(span, format!("does not match the pattern `{}`", pattern.text));
            }
        }
    }

    pub(super) fn number(&mut self, span: Span, number: Number, bounds: &Constraints) {
        if bounds.server_clamps && matches!(self.direction, Direction::Received) {
            return;
        }
        let is = |order: Ordering, bound: &Bound| {
            compare(number, bound.value).is_some_and(|is| is == order || bound.exclusive && is.is_eq())
        };
        let below = |bound: &Bound| is(Ordering::Less, bound);
        let above = |bound: &Bound| is(Ordering::Greater, bound);
        if let Some(bound) = bounds.minimum.as_ref().filter(|bound| below(bound)) {
            self.report(span, format!("less than the minimum {}", bound.value));
        }
        if let Some(bound) = bounds.maximum.as_ref().filter(|bound| above(bound)) {
            self.report(span, format!("more than the maximum {}", bound.value));
        }
        if let Some(divisor) = bounds.multiple_of.filter(|divisor| !is_multiple(number, *divisor)) {
            self.report(span, format!("not a multiple of {}", divisor));
        }
    }

    pub(super) fn items(&mut self, span: Span, items: &[Node], bounds: &Constraints) {
        self.count(span, items.len(), bounds.min_items, bounds.max_items, "items");
        let mut seen = BTreeMap::new();
        for (index, item) in items.iter().enumerate().filter(|_| bounds.unique_items) {
            if let Some(first) = seen.insert(to_json(item).to_string(), index) {
                return self
                    .report(item.span, format!("items {first} and {index} are equal, and each may be there once"));
            }
        }
    }

    pub(super) fn entries(&mut self, span: Span, object: &Object, bounds: &Constraints) {
        self.count(span, object.members.len(), bounds.min_properties, bounds.max_properties, "entries");
        for name in bounds.required.iter().filter(|name| !object.has(name)) {
            self.missing(span, name);
        }
    }

    /// Compares a value with the list of values.
    pub(super) fn listed(&mut self, node: &Node, bounds: &Constraints) {
        let Constraints {
            values,
            // In `text`, `number`, `items` and `entries`. A new bound makes the compiler ask here where it is judged.
            min_length: _,
            max_length: _,
            patterns: _,
            minimum: _,
            maximum: _,
            multiple_of: _,
            min_items: _,
            max_items: _,
            unique_items: _,
            min_properties: _,
            max_properties: _,
            required: _,
            server_clamps: _,
        } = bounds;
        let Some(values) = values else { return };
        let given = to_json(node).to_string();
        let listed: Vec<String> = values.iter().map(Json::to_string).collect();
        if !listed.contains(&given) {
            self.report(node.span, format!("not one of {}", listed.join(", ")));
        }
    }

    fn count(&mut self, span: Span, count: usize, min: Option<u64>, max: Option<u64>, what: &str) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if let Some(min) = min.filter(|min| count < *min) {
            self.report(span, format!("{count} {what}, fewer than {min}"));
        }
        if let Some(max) = max.filter(|max| count > *max) {
            self.report(span, format!("{count} {what}, more than {max}"));
        }
    }
}
