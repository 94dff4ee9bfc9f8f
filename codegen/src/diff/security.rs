//! Compares what proves who calls, as alternatives of security schemes. Must not know how a scheme works.

use super::catalogue::{Rule, rules};
use super::words;
use crate::api::Need;
use std::collections::{BTreeMap, BTreeSet};

/// How the alternatives differ that prove who calls.
pub fn compare(old: &[Vec<Need>], new: &[Vec<Need>]) -> Option<(&'static Rule, String)> {
    let sets = |security: &[Vec<Need>]| -> BTreeSet<BTreeSet<String>> {
        // That none is needed is another finding.
        let needed = security.iter().filter(|alternative| !alternative.is_empty());
        needed.map(|alternative| names(alternative)).collect()
    };
    let (old, new) = (sets(old), sets(new));
    if old == new {
        return None;
    }
    let rule = if new.is_superset(&old) { &rules::SCHEME_ACCEPTED } else { &rules::SCHEME_REFUSED };
    let names = |sets: BTreeSet<BTreeSet<String>>| {
        let together = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(" and ");
        sets.into_iter().map(together).collect::<Vec<_>>().join(", or ")
    };
    Some((rule, format!("takes {} now", words::instead(names(old), names(new)))))
}

/// How the scopes differ of those alternatives that both versions have.
pub fn scopes(old: &[Vec<Need>], new: &[Vec<Need>]) -> Option<(&'static Rule, String)> {
    let among = |these: &[Vec<Need>], others: &[Vec<Need>]| -> BTreeSet<Granted> {
        let is_in_both = |alternative: &&Vec<Need>| others.iter().any(|other| names(other) == names(alternative));
        these.iter().filter(is_in_both).map(|alternative| granted(alternative)).collect()
    };
    let (old, new) = (among(old, new), among(new, old));
    // Who was let in by one of them still is if another asks for no more.
    let lets_in = |these: &BTreeSet<Granted>, caller: &Granted| {
        these.iter().any(|asked| {
            asked.iter().all(|(scheme, scopes)| caller.get(scheme).is_some_and(|has| has.is_superset(scopes)))
        })
    };
    let rule = match (old.iter().all(|caller| lets_in(&new, caller)), new.iter().all(|caller| lets_in(&old, caller))) {
        (true, true) => return None,
        (true, false) => &rules::SCOPES_LOOSENED,
        (false, _) => &rules::SCOPES_TIGHTENED,
    };
    let show = |alternatives: &BTreeSet<Granted>| {
        let one = |(scheme, scopes): (&String, &BTreeSet<String>)| match scopes.is_empty() {
            true => scheme.clone(),
            false => format!("{scheme}: {}", scopes.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
        };
        let together = |granted: &Granted| granted.iter().map(one).collect::<Vec<_>>().join(" and ");
        alternatives.iter().map(together).collect::<Vec<_>>().join(", or ")
    };
    Some((rule, format!("asks for {}", words::instead(show(&old), show(&new)))))
}

/// What callers have: the scopes of each scheme.
type Granted = BTreeMap<String, BTreeSet<String>>;

fn granted(alternative: &[Need]) -> Granted {
    alternative.iter().map(|Need { scheme, scopes }| (scheme.clone(), scopes.iter().cloned().collect())).collect()
}

fn names(alternative: &[Need]) -> BTreeSet<String> {
    alternative.iter().map(|need| need.scheme.clone()).collect()
}
