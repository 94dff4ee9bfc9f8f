//! Keywords that nobody knows, and which were meant: what is misspelled is reported once and read as if it were not. Knows
//! what the reader knows, from the reader; must not know how it reads.

use super::keywords::{Thing, Things, things};
use super::misplaced;
use super::operation::METHODS;
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages, nearest};
use crate::yaml::{Member, Object, Value};
use std::sync::LazyLock;

/// Our own extensions. Any other `x-` keyword belongs to somebody else and is skipped, unless it looks like a slip.
pub const EXTENSIONS: &[&str] = &[
    "x-client-parameter",
    "x-enum-descriptions",
    "x-enum-varnames",
    "x-issued-by",
    "x-pagination",
    "x-rust-name",
    "x-server-clamps",
    "x-signature",
    "x-waiters",
];

/// What `components` may hold.
pub const SECTIONS: &[&str] = &[
    "callbacks",
    "examples",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];

/// What may stand in each map of a document.
pub static THINGS: LazyLock<Things> = LazyLock::new(things);

/// The misspelled members of a map, each with the keyword that was meant.
pub struct Slips<'n>(Vec<(&'n Member, &'static str)>);

impl<'n> Slips<'n> {
    /// Looks for them in a `what`, one of these things, and reports each.
    pub fn new(
        things: &LazyLock<Things>,
        what: &'static str,
        object: &'n Object,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        // While notes are taken of the things, they are not there yet.
        if diagnostics.notes.is_some() {
            return Self(Vec::new());
        }
        let thing = things.get(what);
        let unknown = object.members.iter().filter(|member| !thing.is_some_and(|thing| thing.knows(&member.key.value)));
        let meant = unknown.take(MOST_SLIPS).filter_map(|member| Some((member, meant(what, thing, member)?)));
        let slips: Vec<_> = meant.collect();
        for (member, meant) in &slips {
            diagnostics.push(messages::unknown_keyword(member.key.span, &member.key.value, what, Some(meant)));
        }
        Self(slips)
    }

    /// The member that was to be called so.
    pub fn meant(&self, key: &str) -> Option<&'n Member> {
        self.0.iter().find(|(_, meant)| *meant == key).map(|(member, _)| *member)
    }

    /// Whether a member is one of them.
    pub fn contains(&self, member: &Member) -> bool {
        self.0.iter().any(|(slip, _)| std::ptr::eq(*slip, member))
    }
}

/// The member of a file that was to be its `paths` or `components`, if none is called so.
pub fn misspelled<'n>(root: &'n Object, key: &str) -> Option<&'n Member> {
    let holds_such: fn(&Member) -> bool = match key {
        "paths" => |member| {
            let item = member.value.as_object();
            item.is_some_and(|item| METHODS.iter().any(|(method, _)| item.has(method)))
        },
        "components" => |member| SECTIONS.contains(&member.key.value.as_str()),
        _ => return None,
    };
    let is_it = |Member { key: name, value }: &&Member| {
        let holds_such = || value.as_object().is_some_and(|held| held.members.iter().any(holds_such));
        !name.value.starts_with("x-") && nearest(&name.value, [key]).is_some() && holds_such()
    };
    root.members.iter().find(is_it).filter(|_| !root.has(key))
}

/// The `$ref` of a map, or what was to be one.
pub fn reference(object: &Object) -> Option<&Member> {
    object.get("$ref").or_else(|| object.members.iter().find(|member| is_reference(member)))
}

fn is_reference(Member { key, value }: &Member) -> bool {
    let is_like_it = key.value == "ref" || key.value.starts_with('$') && nearest(&key.value, ["$ref"]).is_some();
    is_like_it && matches!(value.value, Value::String(_))
}

/// The keyword that is meant by one that the thing does not know.
fn meant(what: &str, thing: Option<&Thing>, member: &Member) -> Option<&'static str> {
    let key = member.key.value.as_str();
    if is_reference(member) {
        return Some("$ref");
    }
    if key.starts_with("x-") {
        return if EXTENSIONS.contains(&key) { None } else { nearest(key, EXTENSIONS.iter().copied()) };
    }
    if misplaced::belongs(what, key, &member.value).is_some() {
        return None;
    }
    nearest(key, thing?.words())
}
