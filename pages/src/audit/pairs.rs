//! Pairs the facts of a page with those of its operation: by place and name; examples by what they say, since their numbers are only
//! the order in which they stand; and what has another name with what is nearly called so. Must not know what is compared.

use super::agreement::of_cells;
use crate::facts::{Column, Fact, Place};
use apig_codegen::{Span, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// A fact of the page, and its counterpart in the spec; one of them at least.
pub type Pair<'f> = (Option<&'f Fact<usize>>, Option<&'f Fact<Span>>);

/// Among more names of one object than these, none is looked for that is nearly the same: it would take too long.
const MOST_NAMES: usize = 200;

/// All facts, in the order of the page, and what the page lacks behind them.
pub fn pairs<'f>(page: &'f [Fact<usize>], spec: &'f [Fact<Span>]) -> Vec<Pair<'f>> {
    let key = |place: &'f Place, name: &'f str| (place, name);
    let by_name: BTreeMap<_, usize> =
        spec.iter().enumerate().map(|(at, fact)| (key(&fact.place, &fact.name), at)).collect();
    let mut counterparts: Vec<Option<usize>> =
        page.iter().map(|fact| by_name.get(&key(&fact.place, &fact.name)).copied()).collect();
    examples(page, spec, &mut counterparts);
    let mut taken: BTreeSet<usize> = counterparts.iter().flatten().copied().collect();
    renamed(page, spec, &mut counterparts, &mut taken);
    let said = page.iter().zip(&counterparts).map(|(fact, at)| (Some(fact), at.and_then(|at| spec.get(at))));
    let unsaid = spec.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, fact)| (None, Some(fact)));
    said.chain(unsaid).collect()
}

fn is_example(place: &Place) -> bool {
    matches!(place, Place::RequestExample | Place::ResponseExample(_))
}

/// Examples that say the same are one; the others are paired in their order.
fn examples(page: &[Fact<usize>], spec: &[Fact<Span>], counterparts: &mut [Option<usize>]) {
    let mut open: BTreeMap<&Place, Vec<usize>> = BTreeMap::new();
    for (at, fact) in spec.iter().enumerate().filter(|(_, fact)| is_example(&fact.place)) {
        open.entry(&fact.place).or_default().push(at);
    }
    let mut others = Vec::new();
    for (fact, counterpart) in page.iter().zip(counterparts).filter(|(fact, _)| is_example(&fact.place)) {
        let rest = open.entry(&fact.place).or_default();
        let is_same = |at: &usize| spec.get(*at).is_some_and(|spec| of_cells(fact, spec, Column::Value, false));
        match rest.iter().position(is_same) {
            Some(same) => *counterpart = Some(rest.remove(same)),
            None => others.push((&fact.place, counterpart)),
        }
    }
    for (place, counterpart) in others {
        let rest = open.entry(place).or_default();
        *counterpart = (!rest.is_empty()).then(|| rest.remove(0));
    }
}

/// A parameter or a field that only the page has, and one that only the spec has, are one if their names are alike.
fn renamed(page: &[Fact<usize>], spec: &[Fact<Span>], counterparts: &mut [Option<usize>], taken: &mut BTreeSet<usize>) {
    let mut open: BTreeMap<(&Place, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for (at, fact) in spec.iter().enumerate().filter(|(at, fact)| fact.ty.is_some() && !taken.contains(at)) {
        let (around, name) = parts(&fact.name);
        open.entry((&fact.place, around)).or_default().insert(name, at);
    }
    for (fact, counterpart) in page.iter().zip(counterparts).filter(|(_, counterpart)| counterpart.is_none()) {
        let (around, name) = parts(&fact.name);
        let Some(names) = open.get_mut(&(&fact.place, around)) else { continue };
        if names.len() > MOST_NAMES {
            continue;
        }
        if let Some(similar) = nearest(name, names.keys().copied()) {
            *counterpart = names.remove(similar);
            taken.extend(*counterpart);
        }
    }
}

/// What contains a field, and its own name.
fn parts(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}
