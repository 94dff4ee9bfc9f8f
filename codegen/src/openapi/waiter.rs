//! Reads `x-waiters` as written: what one can wait for, in a list or of what an operation shows.

use super::{Fields, FromNode};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::source::{Places, Spanned};
use crate::yaml::Node;

/// An item of `x-waiters`.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// `name`: what comes about, such as `AppBound`.
    pub name: Spanned<String>,
    pub description: Option<Spanned<String>>,
    pub goal: Goal,
    /// Seconds between two looks.
    pub interval: Option<u64>,
    /// Seconds in all.
    pub timeout: Option<u64>,
    /// Where its keywords are written.
    pub places: Places,
}

/// What a waiter waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// An item of a list.
    Item {
        /// `item`: the property of an item that is compared.
        item: Spanned<String>,
        until: Until,
        /// `not_found_is_absent`: whether status 404 means that the item is gone.
        not_found_is_absent: bool,
    },
    /// A state of what the operation shows.
    State(State),
}

/// A state, and what ends the wait for it.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// `field`: where the state is.
    pub field: Option<Spanned<String>>,
    /// `reaches`: the values that are waited for; none where it is to be gone.
    pub reaches: Vec<Node>,
    /// `fails_at`: the values after which it does not come about.
    pub fails_at: Vec<Node>,
    /// `reason`: where it is said why.
    pub reason: Option<Spanned<String>>,
}

/// What a waiter for an item waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The item is in the list.
    Present,
    /// It is not.
    Absent,
}

impl FromNode for Waiter {
    const OBJECT: Object = Object::Waiter;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        fields.require_all(node.span);
        let (name, description) = (fields.string("name"), fields.string("description"));
        let (item, until) = (fields.string("item"), until(&mut fields));
        let (interval, timeout) = (fields.count("interval"), fields.count("timeout"));
        let state = State {
            field: fields.string("field"),
            reaches: fields.list("reaches").to_vec(),
            fails_at: fields.list("fails_at").to_vec(),
            reason: fields.string("reason"),
        };
        let not_found = fields.boolean("not_found_is_absent");
        let is_of_state = !fields.has("item") && (fields.has("reaches") || until == Some(Until::Absent));
        if let Some(flag) = not_found.as_ref().filter(|_| is_of_state || until == Some(Until::Present)) {
            fields.diagnostics.push(messages::waiter_not_found(flag.span));
        }
        let missing = match (is_of_state, fields.has("field"), fields.has("fails_at")) {
            _ if fields.has("item") => &["until"][..],
            (true, true, true) => &[],
            (true, true, false) if fields.has("reason") => &["fails_at"],
            (true, false, _) if fields.has("reaches") || fields.has("fails_at") => &["field"],
            (true, _, _) => &[],
            (false, true, _) => &["reaches"],
            (false, false, _) => &["item", "until"],
        };
        let is_complete = missing.iter().all(|key| fields.has(key));
        missing.iter().for_each(|key| fields.miss(key, node.span));
        let places = fields.places();
        fields.finish();
        let goal = if is_of_state {
            Goal::State(state)
        } else {
            Goal::Item { item: item?, until: until?, not_found_is_absent: not_found.is_some_and(|flag| flag.value) }
        };
        let seconds = |count: Option<Spanned<u64>>| count.map(|count| count.value);
        let (interval, timeout) = (seconds(interval), seconds(timeout));
        is_complete.then_some(Self { name: name?, description, goal, interval, timeout, places })
    }
}

fn until(fields: &mut Fields<'_, '_>) -> Option<Until> {
    let written = fields.string("until")?;
    match written.value.as_str() {
        "present" => Some(Until::Present),
        "absent" => Some(Until::Absent),
        other => {
            fields.diagnostics.push(messages::waiter_until(written.span, other));
            None
        }
    }
}
