//! Compares what one can wait for in two versions of an operation. Must not know what the names in it refer to.

use super::catalogue::{Rule, rules};
use super::finding::Finding;
use super::pairing::Pairs;
use super::schemas::Findings;
use super::{Subject, annotations, words};
use crate::api::{Goal, Waiter};

/// Compares `x-waiters`, by their names.
pub fn compare((old_id, before): (&str, &[Waiter]), (new_id, after): (&str, &[Waiter]), findings: &mut Findings) {
    let subject = |operation: &str, waiter: &Waiter| Subject::Waiter {
        operation: operation.to_owned(),
        name: waiter.name.clone(),
    };
    let pairs = Pairs::by(before, after, |waiter| waiter.name.clone());
    for waiter in pairs.removed {
        let finding = Finding::new(&rules::WAITER_REMOVED, subject(old_id, waiter), "vanished");
        findings.push(finding.at(Some(waiter.span), None));
    }
    for waiter in pairs.added {
        let finding = Finding::new(&rules::WAITER_ADDED, subject(new_id, waiter), "is new");
        findings.push(finding.at(None, Some(waiter.span)));
    }
    for (before, after) in pairs.both {
        let Waiter { name: _, description, goal, interval, timeout, span: _, places } = before;
        let mut report = |rule: &'static Rule, keyword: &str, what: String| {
            let finding = Finding::new(rule, subject(new_id, after), what).once(subject(old_id, before));
            findings.push(finding.at(places.at(keyword), after.places.at(keyword)));
        };
        annotations::description(description, &after.description, &mut report);
        if let Some((_, (keyword, _))) = said(goal).into_iter().zip(said(&after.goal)).find(|(old, new)| old != new) {
            report(&rules::WAITER_CHANGED, keyword, "waits for something else".to_owned());
        }
        let seconds = |number: u64| number.to_string();
        for (keyword, old, new) in [("interval", *interval, after.interval), ("timeout", *timeout, after.timeout)] {
            if old != new {
                let what = words::change(&format!("`{keyword}`"), old.map(seconds), new.map(seconds));
                report(&rules::WAITER_CHANGED, keyword, what);
            }
        }
    }
}

/// What it waits for by each keyword.
fn said(goal: &Goal) -> [(&'static str, Vec<String>); 7] {
    let one = |text: &Option<String>| text.iter().cloned().collect();
    let (item, until, not_found, field, reaches, fails_at, reason) = match goal {
        Goal::Item { item, until, not_found_is_absent } => {
            (vec![item.clone()], format!("{until:?}"), *not_found_is_absent, vec![], vec![], vec![], vec![])
        }
        Goal::State { field, reaches, fails_at, reason } => {
            let until = if reaches.is_empty() { "Absent".to_owned() } else { String::new() };
            (vec![], until, false, one(field), reaches.clone(), fails_at.clone(), one(reason))
        }
    };
    [
        ("item", item),
        ("until", vec![until]),
        ("not_found_is_absent", vec![not_found.to_string()]),
        ("field", field),
        ("reaches", reaches),
        ("fails_at", fails_at),
        ("reason", reason),
    ]
}
