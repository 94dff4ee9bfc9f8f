//! Compares what one can wait for in two versions of an operation. Must not know what the names in it refer to.

use super::catalogue::{Rule, rules};
use super::exchanged::{Named, is_exchanged};
use super::finding::Finding;
use super::pairing::Pairs;
use super::schemas::{Findings, Sides};
use super::{Subject, annotations, words};
use crate::api::{Goal, Operation, Until, Waiter};

/// Compares `x-waiters`, by their names.
pub fn compare(sides: Sides<'_>, before: &Operation, after: &Operation, findings: &mut Findings) {
    let subject = |operation: &Operation, waiter: &Waiter| Subject::Waiter {
        operation: operation.id.clone(),
        name: waiter.name.clone(),
    };
    let pairs = Pairs::by(&before.waiters, &after.waiters, |waiter| waiter.name.clone());
    for waiter in pairs.removed {
        let finding = Finding::new(&rules::WAITER_REMOVED, subject(before, waiter), "vanished");
        findings.push(finding.at(Some(waiter.span), None));
    }
    for waiter in pairs.added {
        let finding = Finding::new(&rules::WAITER_ADDED, subject(after, waiter), "is new");
        findings.push(finding.at(None, Some(waiter.span)));
    }
    for (old, new) in pairs.both {
        let Waiter { name: _, description, goal, interval, timeout, span: _, places } = old;
        let mut report = |rule: &'static Rule, keyword: &str, what: String| {
            let finding = Finding::new(rule, subject(after, new), what).once(subject(before, old));
            findings.push(finding.at(places.at(keyword), new.places.at(keyword)));
        };
        annotations::description(description, &new.description, &mut report);
        let (was, is) = (said(goal), said(&new.goal));
        if let Some(keyword) = was.first_difference(&is) {
            let looks_elsewhere = match (&was.looks_at, &is.looks_at) {
                (Some(old), Some(new)) => is_exchanged(sides, (before, old), (after, new)),
                (None, None) => false,
                (Some(_), None) | (None, Some(_)) => true,
            };
            // What was an error is what was waited for; the reverse is none.
            let is_lost = was.not_found && !is.not_found;
            let rule = match looks_elsewhere || is_lost || was.until != is.until {
                true => &rules::WAITER_GOAL_CHANGED,
                false => &rules::WAITER_CHANGED,
            };
            report(rule, keyword, format!("waits {}, no longer {}", is.words(), was.words()));
        }
        for (keyword, old, new) in [("fails_at", &was.fails_at, &is.fails_at), ("reason", &was.reason, &is.reason)] {
            if old != new {
                let what = words::value(&format!("`{keyword}`"), old.as_ref(), new.as_ref());
                report(&rules::WAITER_CHANGED, keyword, what);
            }
        }
        let seconds = |number: u64| number.to_string();
        for (keyword, old, new) in [("interval", *interval, new.interval), ("timeout", *timeout, new.timeout)] {
            if old != new {
                let what = words::change(&format!("`{keyword}`"), old.map(seconds), new.map(seconds));
                report(&rules::WAITER_CHANGED, keyword, what);
            }
        }
    }
}

/// What a waiter waits for, by what it looks at.
struct Said {
    /// The keyword for it.
    keyword: &'static str,
    looks_at: Option<Named>,
    /// The values that it waits for, or that it is gone; nothing where it is to be there.
    until: Option<Vec<String>>,
    not_found: bool,
    fails_at: Option<String>,
    reason: Option<String>,
}

fn said(goal: &Goal) -> Said {
    match goal {
        Goal::Item { item, until, not_found_is_absent } => Said {
            keyword: "item",
            looks_at: Some(Named::OfItem(item.clone())),
            until: match until {
                Until::Present => None,
                Until::Absent => Some(Vec::new()),
            },
            not_found: *not_found_is_absent,
            fails_at: None,
            reason: None,
        },
        Goal::State { field, reaches, fails_at, reason } => Said {
            keyword: "field",
            looks_at: field.clone().map(Named::Part),
            until: Some(reaches.clone()),
            not_found: false,
            fails_at: (!fails_at.is_empty()).then(|| fails_at.join(", ")),
            reason: reason.clone(),
        },
    }
}

impl Said {
    /// The keyword of the goal that says something else.
    fn first_difference(&self, other: &Self) -> Option<&'static str> {
        if self.looks_at != other.looks_at {
            Some(self.keyword)
        } else if self.until != other.until {
            Some(if self.keyword == "item" { "until" } else { "reaches" })
        } else {
            (self.not_found != other.not_found).then_some("not_found_is_absent")
        }
    }

    fn words(&self) -> String {
        let what = match &self.looks_at {
            Some(Named::OfItem(name)) => format!("an item with this {}", words::quoted(name)),
            Some(named) => words::quoted(named),
            None => "it".to_owned(),
        };
        let not_found = if self.not_found { " (404 is that, too)" } else { "" };
        match self.until.as_deref() {
            None => format!("until {what} is there"),
            Some([]) => format!("until {what} is gone{not_found}"),
            Some(values) => {
                let values: Vec<String> = values.iter().map(words::quoted).collect();
                format!("until {what} is {}", values.join(" or "))
            }
        }
    }
}
