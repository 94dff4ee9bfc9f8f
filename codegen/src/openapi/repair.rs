//! Slips that are read as what was meant, so that each is one message and nothing else is said because of it: misspelled
//! keywords, and what is indented no deeper than the name that it belongs to. Knows what the reader knows, from the reader;
//! must not know how it reads.

use super::keywords::{Takes, Target, Thing, Things, things};
use super::misplaced;
use super::operation::METHODS;
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages, nearest};
use crate::source::FileId;
use crate::source::Sources;
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
        repair(&THINGS, thing, &mut node, diagnostics);
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
pub fn repair(things: &Things, what: &'static str, node: &mut Node, diagnostics: &mut Diagnostics) {
    Repair { things, diagnostics }.thing(Target { thing: what, may_be_ref: false }, node);
}

struct Repair<'a> {
    things: &'a Things,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Repair<'a> {
    fn thing(&mut self, target: Target, node: &mut Node) {
        let (Some(thing), Value::Object(object)) = (self.things.get(target.thing), &mut node.value) else { return };
        if object.members.iter().any(|member| !thing.knows(&member.key.value)) {
            self.names(thing, target, object);
        }
        if target.may_be_ref && object.has("$ref") {
            return;
        }
        self.indentation(object, |_, key| thing.keywords.get(key), &|member| thing.knows(&member.key.value));
        for Member { key, value } in &mut object.members {
            match thing.keywords.get(key.value.as_str()) {
                Some(Takes::One(target) | Takes::FlagOr(target)) => self.thing(*target, value),
                Some(Takes::Map(target, _)) => self.map(*target, value),
                Some(Takes::All(target)) => {
                    let items = if let Value::Array(items) = &mut value.value { items.as_mut_slice() } else { &mut [] };
                    items.iter_mut().for_each(|item| self.thing(*target, item));
                }
                Some(_) | None => {}
            }
        }
    }

    /// A map of things.
    fn map(&mut self, target: Target, node: &mut Node) {
        let Value::Object(object) = &mut node.value else { return };
        let one = Takes::One(target);
        // A thing is a map, and no name is `$ref`.
        let fits = |member: &Member| member.value.as_object().is_some() && member.key.value != "$ref";
        self.indentation(object, |_, _| Some(&one), &fits);
        object.members.iter_mut().for_each(|member| self.thing(target, &mut member.value));
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

    /// Gives a name without a value what follows it, if that does not fit here and fits there.
    fn indentation<'t>(
        &mut self,
        object: &mut Object,
        takes: impl Fn(&Self, &str) -> Option<&'t Takes>,
        fits_here: &dyn Fn(&Member) -> bool,
    ) {
        if !object.members.iter().any(|member| member.value.value == Value::Null) {
            return;
        }
        let mut rest = std::mem::take(object).members.into_iter().peekable();
        let mut members = Vec::new();
        while let Some(mut member) = rest.next() {
            let takes = takes(self, &member.key.value).filter(|_| member.value.value == Value::Null);
            let rest_of_it = rest.clone();
            let count = takes.map_or(0, |takes| self.belonging(takes, rest_of_it, fits_here));
            if let Some(first) = rest.peek().filter(|_| count > 0) {
                let span = first.key.span;
                self.diagnostics.push(messages::indented_too_little(span, &first.key.value, &member.key));
                let inside = rest.by_ref().take(count).collect();
                member.value = Node { span, value: Value::Object(Object::new(inside)) };
            }
            members.push(member);
        }
        *object = Object::new(members);
    }

    /// How many of the members that follow a name without a value belong to it: something among them must not fit here.
    fn belonging(
        &self,
        takes: &Takes,
        following: impl Iterator<Item = Member>,
        fits_here: &dyn Fn(&Member) -> bool,
    ) -> usize {
        let fits_there = |member: &Member| match takes {
            Takes::One(target) | Takes::FlagOr(target) => self.is_part(*target, member),
            Takes::Map(..) => member.value.as_object().is_some() && !fits_here(member),
            _ => false,
        };
        let run: Vec<Member> = following.take_while(fits_there).collect();
        run.iter().rposition(|member| !fits_here(member)).map_or(0, |last| last + 1)
    }

    /// Whether a thing has such a keyword, with such a value.
    fn is_part(&self, target: Target, Member { key, value }: &Member) -> bool {
        let key = key.value.as_str();
        if key == "$ref" {
            return target.may_be_ref;
        }
        let Some(thing) = self.things.get(target.thing) else { return false };
        let is_map = value.as_object().is_some();
        match thing.keywords.get(key) {
            Some(Takes::One(_) | Takes::Map(..)) => is_map,
            Some(Takes::Anything | Takes::FlagOr(_)) => true,
            Some(_) => !is_map,
            None => thing.knows(key),
        }
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
