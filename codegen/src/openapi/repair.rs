//! Slips that are read as what was meant, so that each is one message and nothing else is said because of it: misspelled
//! keywords, and what is indented no deeper than the name that it belongs to. Knows what the reader knows, from the reader;
//! must not know how it reads.

use super::keywords::{Takes, Target, Thing, Things, things};
use super::misplaced;
use super::operation::METHODS;
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages, nearest};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Member, Node, Object, Value};
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

static THINGS: LazyLock<Things> = LazyLock::new(things);

/// Parses a file and reports its slips. `None` means that diagnostics say why not.
pub fn parse(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut node = yaml::parse(file, sources, diagnostics)?;
    if let Some(thing) = node.as_object().and_then(what) {
        repair(&THINGS, thing, &mut node, sources, diagnostics);
    }
    Some(node)
}

/// What a file is, if it is a document, or one that a document refers to.
fn what(root: &Object) -> Option<&'static str> {
    let is_path_item =
        |node: &Node| node.as_object().is_some_and(|item| METHODS.iter().any(|(name, _)| item.has(name)));
    let is_section = |name: &str| THINGS.get("`components`").is_some_and(|components| components.knows(name));
    let was_meant = |key: &'static str, holds: &dyn Fn(&Member) -> bool| {
        let is_it = |Member { key: name, value }: &Member| {
            let held = value.as_object().map(|held| held.members.as_slice()).unwrap_or_default();
            nearest(&name.value, [key]).is_some() && held.iter().any(holds)
        };
        root.has(key) || root.members.iter().any(is_it)
    };
    let is_version = |member: &Member| nearest(&member.key.value, ["openapi"]).is_some();
    if root.has("openapi") || root.members.iter().any(is_version) {
        return Some("an OpenAPI document");
    }
    let is_fragment = was_meant("paths", &|member| is_path_item(&member.value))
        || was_meant("components", &|member| is_section(&member.key.value));
    is_fragment.then_some("a file of paths and components")
}

/// Reports the slips in a `what`, one of these things, and mends them.
pub fn repair(things: &Things, what: &'static str, node: &mut Node, sources: &Sources, diagnostics: &mut Diagnostics) {
    Repair { things, sources, diagnostics }.thing(Target { thing: what, may_be_ref: false }, node);
}

struct Repair<'a> {
    things: &'a Things,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Repair<'a> {
    fn thing(&mut self, target: Target, node: &mut Node) {
        let (Some(thing), Value::Object(object)) = (self.things.get(target.thing), &mut node.value) else { return };
        let is_ref = |object: &Object| target.may_be_ref && object.has("$ref");
        if is_ref(object) && object.members.len() == 1 {
            return;
        }
        if object.members.iter().any(|member| !thing.knows(&member.key.value)) {
            let is_somebodys = |key: &str| key.starts_with("x-") && !EXTENSIONS.contains(&key);
            let fits = |Member { key, .. }: &Member| thing.knows(&key.value) || is_somebodys(&key.value);
            self.names(thing, target, object);
            self.indentation(object, |key| thing.keywords.get(key), &fits);
        }
        if is_ref(object) {
            return;
        }
        for Member { key, value } in &mut object.members {
            match thing.keywords.get(key.value.as_str()) {
                Some(Takes::One(target) | Takes::FlagOr(target)) => self.thing(*target, value),
                Some(Takes::Map(target, is_extensible)) => self.map(*target, *is_extensible, value),
                Some(Takes::All(target)) => {
                    let items = if let Value::Array(items) = &mut value.value { items.as_mut_slice() } else { &mut [] };
                    items.iter_mut().for_each(|item| self.thing(*target, item));
                }
                Some(_) | None => {}
            }
        }
    }

    /// A map of things, and of somebody's extensions, if it is extensible.
    fn map(&mut self, target: Target, is_extensible: bool, node: &mut Node) {
        let Value::Object(object) = &mut node.value else { return };
        let is_extension = |name: &str| is_extensible && name.starts_with("x-");
        let (things, one) = (self.things, Takes::One(target));
        let fits = |Member { key, value }: &Member| may_be(things, target, value) || is_extension(&key.value);
        self.indentation(object, |name| (!is_extension(name)).then_some(&one), &fits);
        let things = object.members.iter_mut().filter(|member| !is_extension(&member.key.value));
        things.for_each(|member| self.thing(target, &mut member.value));
    }

    /// Mends misspelled keywords.
    fn names(&mut self, thing: &Thing, target: Target, object: &mut Object) {
        let mut members = std::mem::take(object).members;
        let known: Vec<String> = members.iter().map(|member| member.key.value.clone()).collect();
        let unknown = members.iter_mut().filter(|member| !thing.knows(&member.key.value));
        for member in unknown.take(MOST_SLIPS) {
            let Some(meant) = meant(thing, target, member) else { continue };
            let what = target.thing;
            let message = messages::unknown_keyword(member.key.span, &member.key.value, what, Some(meant));
            self.diagnostics.push(message);
            if !known.iter().any(|known| known == meant) {
                meant.clone_into(&mut member.key.value);
            }
        }
        *object = Object::new(members);
    }

    /// Gives names what follows them, if that does not fit here and fits there.
    fn indentation<'t>(
        &mut self,
        object: &mut Object,
        takes: impl Fn(&str) -> Option<&'t Takes>,
        fits_here: &dyn Fn(&Member) -> bool,
    ) {
        if object.members.iter().all(fits_here) {
            return;
        }
        let members = std::mem::take(object).members;
        let count = |at: usize| {
            let (owner, following) = members.get(at..)?.split_first()?;
            following.first().filter(|first| self.are_in_one_column(owner.key.span, first.key.span))?;
            Some(belonging(self.things, takes(&owner.key.value)?, &owner.value, following, fits_here))
        };
        let counts: Vec<usize> = (0..members.len()).map(|at| count(at).unwrap_or_default()).collect();
        let mut rest = members.into_iter().zip(counts);
        let mut kept = Vec::new();
        while let Some((mut owner, count)) = rest.next() {
            let inside: Vec<Member> = rest.by_ref().take(count).map(|(member, _)| member).collect();
            if let Some(first) = inside.first() {
                let (span, has_value) = (first.key.span, owner.value.value != Value::Null);
                self.diagnostics.push(messages::indented_too_little(&first.key, &owner.key, has_value));
                let (span, own) = match owner.value.value {
                    Value::Object(own) => (owner.value.span, own.members),
                    _ => (span, Vec::new()),
                };
                let all = own.into_iter().chain(inside).collect();
                owner.value = Node { span, value: Value::Object(Object::new(all)) };
            }
            kept.push(owner);
        }
        *object = Object::new(kept);
    }

    /// Whether indentation says that one name does not belong to another: where there are braces, it says nothing.
    fn are_in_one_column(&self, first: Span, second: Span) -> bool {
        let [first_at, second_at] = [first, second].map(|span| self.sources.position(span.file, span.start));
        let is_yaml = !self.sources.path(first.file).ends_with(".json");
        is_yaml && first.file == second.file && first_at.line < second_at.line && first_at.column == second_at.column
    }
}

/// How many of the members that follow a name belong to it: something among them must not fit here, and nothing, if the
/// name has a value already.
fn belonging(
    things: &Things,
    takes: &Takes,
    owner: &Node,
    following: &[Member],
    fits_here: &dyn Fn(&Member) -> bool,
) -> usize {
    let fits_there = |member: &Member| match takes {
        Takes::One(target) | Takes::FlagOr(target) => is_part(things, *target, member),
        Takes::Map(target, _) => !fits_here(member) && may_be(things, *target, &member.value),
        _ => false,
    };
    match &owner.value {
        Value::Null => {
            let run: Vec<&Member> = following.iter().take_while(|member| fits_there(member)).collect();
            run.iter().rposition(|member| !fits_here(member)).map_or(0, |last| last + 1)
        }
        Value::Object(own) => {
            let is_new = |member: &Member| !own.has(&member.key.value) && !own.has("$ref");
            let belongs = |member: &&Member| !fits_here(member) && is_new(member) && fits_there(member);
            following.iter().take_while(belongs).count()
        }
        _ => 0,
    }
}

/// Whether a value looks like such a thing: most of its keywords are known.
fn may_be(things: &Things, target: Target, value: &Node) -> bool {
    let (Some(thing), Some(object)) = (things.get(target.thing), value.as_object()) else { return false };
    let is_known = |key: &str| thing.knows(key) || key.starts_with("x-") || target.may_be_ref && key == "$ref";
    let known = object.members.iter().filter(|member| is_known(&member.key.value)).count();
    2 * known >= object.members.len()
}

/// Whether a thing has such a keyword, with such a value.
fn is_part(things: &Things, target: Target, Member { key, value }: &Member) -> bool {
    let key = key.value.as_str();
    if key == "$ref" {
        return target.may_be_ref;
    }
    let Some(thing) = things.get(target.thing) else { return false };
    let is_map = value.as_object().is_some();
    match thing.keywords.get(key) {
        Some(Takes::One(_) | Takes::Map(..)) => is_map,
        Some(Takes::Anything | Takes::FlagOr(_)) => true,
        Some(_) => !is_map,
        None => thing.knows(key),
    }
}

/// The keyword that is meant by one that the thing does not know.
fn meant(thing: &Thing, target: Target, Member { key, value }: &Member) -> Option<&'static str> {
    let key = key.value.as_str();
    let is_text = matches!(value.value, Value::String(_));
    if is_text && target.may_be_ref && (key == "ref" || key.starts_with('$') && nearest(key, ["$ref"]).is_some()) {
        return Some("$ref");
    }
    if key.starts_with("x-") {
        return if EXTENSIONS.contains(&key) { None } else { nearest(key, EXTENSIONS.iter().copied()) };
    }
    if key == "$ref" || misplaced::belongs(target.thing, key, value).is_some() {
        return None;
    }
    nearest(key, thing.words())
}
