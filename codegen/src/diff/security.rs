//! Compares what proves who calls, as alternatives of security schemes. Must not know how a scheme works.

use super::catalogue::{Rule, rules};
use super::schemas::Sides;
use super::words;
use std::collections::BTreeSet;

/// How the alternatives differ that prove who calls; what tokens and signatures are is told by itself.
pub fn compare(sides: Sides<'_>, old: &[Vec<String>], new: &[Vec<String>]) -> Option<(&'static Rule, String)> {
    let sets = |security: &[Vec<String>]| -> BTreeSet<BTreeSet<String>> {
        // That none is needed is another finding.
        let needed = security.iter().filter(|alternative| !alternative.is_empty());
        needed.map(|alternative| alternative.iter().cloned().collect()).collect()
    };
    let (old, new) = (sets(old), sets(new));
    if sides.before.signature || sides.after.signature || old == new {
        return None;
    }
    let rule = if new.is_superset(&old) { &rules::SCHEME_ACCEPTED } else { &rules::SCHEME_REFUSED };
    let names = |sets: BTreeSet<BTreeSet<String>>| {
        let together = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>().join(" and ");
        sets.into_iter().map(together).collect::<Vec<_>>().join(", or ")
    };
    Some((rule, format!("takes {} now", words::instead(names(old), names(new)))))
}
