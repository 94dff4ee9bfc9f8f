//! Compares two sets of bounds: which are narrower, and which wider. Must not know whose bounds they are.

use super::catalogue::{Rule, rules};
use super::words;
use crate::api::{Bound, Constraints, Json, Number, Pattern};
use std::cmp::Ordering;

/// A bound that changed.
pub struct BoundChange {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// The keyword that says the bound.
    pub keyword: &'static str,
    /// What happened, as the rest of a sentence.
    pub what: String,
}

/// Which end of a range a bound is.
#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

/// Compares bounds; `whole` if the numbers are whole.
pub fn compare(before: &Constraints, after: &Constraints, whole: bool) -> Vec<BoundChange> {
    let Constraints {
        min_length,
        max_length,
        patterns,
        minimum,
        maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        required,
        values,
        server_clamps,
    } = before;
    let clamped = *server_clamps && after.server_clamps;
    let mut changes = Vec::new();
    let mut report = |keyword: &'static str, narrower: bool, before: Option<String>, after: Option<String>| {
        let rule = match (clamped, narrower) {
            (true, _) => &rules::CLAMPED_BOUND_CHANGED,
            (false, true) => &rules::BOUND_NARROWED,
            (false, false) => &rules::BOUND_WIDENED,
        };
        let what = words::change(&format!("`{keyword}`"), before, after);
        changes.push(BoundChange { rule, keyword, what });
    };
    for (keyword, end, before, after) in [
        ("minLength", End::Low, *min_length, after.min_length),
        ("maxLength", End::High, *max_length, after.max_length),
        ("minItems", End::Low, *min_items, after.min_items),
        ("maxItems", End::High, *max_items, after.max_items),
        ("minProperties", End::Low, *min_properties, after.min_properties),
        ("maxProperties", End::High, *max_properties, after.max_properties),
    ] {
        // Nothing has fewer than none.
        let bound = |count: Option<u64>| match end {
            End::Low => count.filter(|count| *count > 0),
            End::High => count,
        };
        let (before, after) = (bound(before), bound(after));
        if before != after {
            let show = |count: Option<u64>| count.map(|count| count.to_string());
            report(keyword, is_narrower(end, before, after, u64::cmp), show(before), show(after));
        }
    }
    // Of whole numbers, "more than 0" is "at least 1".
    let included = |number: Option<i128>| number.map(|one| Bound { value: Number::Integer(one), exclusive: false });
    for (keyword, end, [before, after], among_whole) in [
        ("minimum", End::Low, [*minimum, after.minimum], [before.least(), after.least()]),
        ("maximum", End::High, [*maximum, after.maximum], [before.greatest(), after.greatest()]),
    ] {
        let [before, after] = if whole { among_whole.map(included) } else { [before, after] };
        if before != after {
            let narrower = is_narrower(end, before, after, |a, b| order(*a, *b, end));
            report(keyword, narrower, before.map(show), after.map(show));
        }
    }
    if *multiple_of != after.multiple_of {
        // What is a multiple of six is one of three.
        let wider = match (multiple_of, after.multiple_of) {
            (_, None) => true,
            (Some(before), Some(after)) => number(*before) % number(after) == 0.0,
            (None, Some(_)) => false,
        };
        report("multipleOf", !wider, multiple_of.map(plain), after.multiple_of.map(plain));
    }
    if *unique_items != after.unique_items {
        let show = |unique: bool| unique.then(|| "`true`".to_owned());
        report("uniqueItems", after.unique_items, show(*unique_items), show(after.unique_items));
    }
    if *required != after.required {
        let show = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
        let narrower = after.required.iter().any(|name| !required.contains(name));
        report("required", narrower, show(required), show(&after.required));
    }
    if *values != after.values {
        let show = |values: &Option<Vec<Json>>| Some(Json::from(values.clone()?).to_string());
        let kept = |value| after.values.as_ref().is_none_or(|values| values.contains(value));
        let narrower = values.as_ref().map_or(after.values.is_some(), |values| !values.iter().all(kept));
        report("enum", narrower, show(values), show(&after.values));
    }
    changes.extend(pattern_change(patterns, &after.patterns));
    if *server_clamps != after.server_clamps {
        let (rule, what) = match after.server_clamps {
            true => (&rules::CLAMPING_ADDED, "is corrected by the server if it is out of bounds, not refused any more"),
            false => (&rules::CLAMPING_REMOVED, "is not corrected any more by the server if it is out of bounds"),
        };
        changes.push(BoundChange { rule, keyword: "x-server-clamps", what: what.to_owned() });
    }
    changes
}

/// Whether the engine of the SDK reads a pattern is nothing that the server knows.
fn pattern_change(before: &[Pattern], after: &[Pattern]) -> Option<BoundChange> {
    let only = |these: &[Pattern], others: &[Pattern]| {
        let is_new = |Pattern { text, .. }: &&Pattern| others.iter().all(|other| other.text != *text);
        let texts: Vec<String> = these.iter().filter(is_new).map(|pattern| pattern.text.clone()).collect();
        (!texts.is_empty()).then(|| texts.join("` and `"))
    };
    let (before, after) = (only(before, after), only(after, before));
    let rule = match (&before, &after) {
        (None, None) => return None,
        (None, Some(_)) => &rules::PATTERN_ADDED,
        (Some(_), None) => &rules::PATTERN_REMOVED,
        (Some(_), Some(_)) => &rules::PATTERN_CHANGED,
    };
    let what = words::value("`pattern`", before.as_ref(), after.as_ref());
    Some(BoundChange { rule, keyword: "pattern", what })
}

/// Whether a range got narrower at this end; a bound that is not there is the widest.
fn is_narrower<T>(end: End, before: Option<T>, after: Option<T>, order: impl Fn(&T, &T) -> Ordering) -> bool {
    let narrower = match end {
        End::Low => Ordering::Greater,
        End::High => Ordering::Less,
    };
    match (before, after) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(before), Some(after)) => order(&after, &before) == narrower,
    }
}

/// Which bound is further up; of one number, whether it is excluded decides.
fn order(a: Bound, b: Bound, end: End) -> Ordering {
    let values = match (a.value, b.value) {
        (Number::Integer(a), Number::Integer(b)) => a.cmp(&b),
        (Number::Integer(_) | Number::Float(_), _) => number(a.value).total_cmp(&number(b.value)),
    };
    values.then(match end {
        End::Low => a.exclusive.cmp(&b.exclusive),
        End::High => b.exclusive.cmp(&a.exclusive),
    })
}

fn number(number: Number) -> f64 {
    match number {
        Number::Integer(integer) => integer as f64,
        Number::Float(float) => float,
    }
}

fn plain(value: Number) -> String {
    match value {
        Number::Integer(integer) => integer.to_string(),
        Number::Float(float) => float.to_string(),
    }
}

fn show(bound: Bound) -> String {
    let excluded = if bound.exclusive { " (excluded)" } else { "" };
    format!("{}{excluded}", plain(bound.value))
}
