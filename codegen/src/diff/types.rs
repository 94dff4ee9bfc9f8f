//! Compares two types with names: objects and enums. Each pair is compared once for each direction of data, so that
//! recursion ends. Must not know which operations use them.

use super::annotations::{self, Annotations};
use super::catalogue::{Rule, rules};
use super::finding::{Finding, Way};
use super::pairing::Pairs;
use super::schemas::{Context, Findings, Sides};
use super::{Subject, objects, unions, words};
use crate::api::{self, Definition, Json, Kind, Service, TypeId, Variant};
use crate::source::Places;
use std::collections::{BTreeMap, BTreeSet};

/// Two types at one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The older one.
    pub before: TypeId,
    /// The newer one.
    pub after: TypeId,
    /// The direction of the data.
    pub way: Way,
}

/// Compares each pair of types once, and keeps what differs.
pub struct TypePairs<'a> {
    sides: Sides<'a>,
    names: (BTreeSet<&'a str>, BTreeSet<&'a str>),
    compared: BTreeMap<Pair, Findings>,
}

impl<'a> TypePairs<'a> {
    /// No pair yet.
    pub fn new(sides: Sides<'a>) -> Self {
        let names = |service: &'a Service| service.types.iter().map(|ty| ty.name.as_str()).collect();
        Self { sides, names: (names(sides.before), names(sides.after)), compared: BTreeMap::new() }
    }

    /// What differs in these pairs, and in those that they lead to.
    pub fn behind(&mut self, pairs: &[Pair]) -> Vec<&Finding> {
        let mut queue = pairs.to_vec();
        let mut visited = BTreeSet::new();
        while let Some(pair) = queue.pop() {
            if !visited.insert(pair) {
                continue;
            }
            if !self.compared.contains_key(&pair) {
                let findings = self.compare(pair);
                self.compared.insert(pair, findings);
            }
            queue.extend(self.compared.get(&pair).iter().flat_map(|findings| &findings.pairs));
        }
        visited.iter().filter_map(|pair| self.compared.get(pair)).flat_map(|findings| &findings.list).collect()
    }

    fn compare(&self, pair: Pair) -> Findings {
        let mut findings = Findings::default();
        let Some((before, after)) = self.sides.definitions(pair.before, pair.after) else { return findings };
        let Definition {
            name,
            component,
            rust_name,
            was,
            description,
            deprecated,
            kind,
            places,
            span,
            // They follow from the operations.
            in_request: _,
            in_response: _,
            // A type that moved to another file is the same type.
            path: _,
        } = before;
        let subject = |name: &String| Subject::Type { name: name.clone() };
        let context = Context::new(subject(name), subject(&after.name), pair.way);
        let mut report = |rule: &'static Rule, keyword: &str, what: String| {
            findings.push(context.finding(rule, what).at(places.at(keyword), after.places.at(keyword)));
        };
        annotations::compare(
            Annotations { name, was, rust_name, description, deprecated },
            Annotations {
                name: &after.name,
                was: &after.was,
                rust_name: &after.rust_name,
                description: &after.description,
                deprecated: &after.deprecated,
            },
            &mut report,
        );
        // A name that was derived from a position changes with it.
        if *name != after.name && (*component || after.component) {
            let gone = !self.names.1.contains(name.as_str());
            let new = !self.names.0.contains(after.name.as_str());
            let is_told = after.was.as_ref().is_some_and(|was| was.value == *name);
            let rule = if gone && new || is_told { &rules::TYPE_RENAMED } else { &rules::TYPE_REPLACED };
            let what = format!("is where {} was", words::former(name, &after.name));
            findings.push(context.finding(rule, what).at(Some(*span), Some(after.span)));
        }
        if let (Kind::Object(old), Kind::Object(new)) = (kind, &after.kind) {
            objects::compare(self.sides, &context, (old, places), (new, &after.places), &mut findings);
        } else if let (Kind::StringEnum(old), Kind::StringEnum(new)) = (kind, &after.kind) {
            values(&context, (old, places), (new, &after.places), |text| text.clone().into(), &mut findings);
        } else if let (Kind::IntegerEnum(narrow, old), Kind::IntegerEnum(wide, new)) = (kind, &after.kind) {
            if narrow != wide {
                let rule = if wide.holds(*narrow) { &rules::WIDTH_GROWN } else { &rules::WIDTH_SHRUNK };
                let what = format!("is {} instead of {}", wide.words(), narrow.words());
                findings.push(context.finding(rule, what).at(places.at("format"), after.places.at("format")));
            }
            values(&context, (old, places), (new, &after.places), |number| api::whole(*number), &mut findings);
        } else if let (Kind::Union(old), Kind::Union(new)) = (kind, &after.kind) {
            unions::compare(self.sides, &context, (old, places), (new, &after.places), &mut findings);
        }
        findings
    }
}

/// Compares lists of values; their order means nothing.
fn values<T: Ord + Clone + ToString>(
    context: &Context,
    (before, old_places): (&[Variant<T>], &Places),
    (after, new_places): (&[Variant<T>], &Places),
    json: fn(&T) -> Json,
    findings: &mut Findings,
) {
    let (Subject::Type { name: new_type }, Subject::Type { name: old_type }) = (&context.subject, &context.older)
    else {
        return;
    };
    let subject = |ty: &str, value: &T| Subject::Value { ty: ty.to_owned(), value: json(value).to_string() };
    let pairs = Pairs::by(before, after, |variant| variant.value.clone());
    for variant in pairs.removed {
        let context = Context::new(subject(old_type, &variant.value), subject(old_type, &variant.value), context.way);
        let finding = context.finding(&rules::ENUM_VALUE_REMOVED, "vanished");
        findings.push(finding.at(Some(variant.span), None));
    }
    for variant in pairs.added {
        let context = Context::new(subject(new_type, &variant.value), subject(new_type, &variant.value), context.way);
        let finding = context.finding(&rules::ENUM_VALUE_ADDED, "is new");
        findings.push(finding.at(None, Some(variant.span)));
    }
    for (before, after) in pairs.both {
        let Variant { value, name, was, description, span } = before;
        let context = Context::new(subject(old_type, value), subject(new_type, value), context.way);
        let mut report = |rule: &'static Rule, keyword: &str, what: String| {
            let ends = (old_places.of(keyword).or(Some(*span)), new_places.of(keyword).or(Some(after.span)));
            findings.push(context.finding(rule, what).at(ends.0, ends.1));
        };
        if *name != after.name {
            let what = words::value("name", name.as_ref(), after.name.as_ref());
            report(&rules::ENUM_VALUE_NAME_CHANGED, "x-enum-varnames", what);
        } else {
            let mut report = |rule, _, what| report(rule, "x-enum-was", what);
            annotations::former_name(was, &after.was, &mut report);
        }
        if *description != after.description {
            let what = words::text("description", description, &after.description);
            report(&rules::DESCRIPTION_CHANGED, "x-enum-descriptions", what);
        }
    }
}
