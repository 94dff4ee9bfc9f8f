//! Repairs misspelled keywords and wrong indentation before a document is read, so that each mistake is one message and
//! causes no others. Knows which keywords the grammar lists as read. Must not know how they are read.

use super::misplaced;
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages, nearest};
use crate::grammar::{Holds, Many, Object, extensions, is_ours};
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Member, Node, Value};

/// Parses a file and repairs it. `None` means that diagnostics say why not.
pub fn parse(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut node = yaml::parse(file, sources, diagnostics)?;
    if let Some(object) = node.as_object().and_then(what) {
        repair(object, &mut node, sources, diagnostics);
    }
    Some(node)
}

/// Which object a file is, if it is a document or a fragment.
fn what(root: &yaml::Object) -> Option<Object> {
    let is_operation =
        |member: &Member| Object::PathItem.reads(&member.key.value) == Some(Holds::One(Object::Operation));
    let is_path_item = |node: &Node| node.as_object().is_some_and(|item| item.members.iter().any(is_operation));
    let is_intended = |key: &'static str, holds: &dyn Fn(&Member) -> bool| {
        let is_it = |Member { key: name, value }: &Member| {
            let held = value.as_object().map(|held| held.members.as_slice()).unwrap_or_default();
            nearest(&name.value, [key]).is_some() && held.iter().any(holds)
        };
        root.has(key) || root.members.iter().any(is_it)
    };
    if root.has("swagger") {
        // Of another vocabulary until it is converted.
        return None;
    }
    let is_version = |member: &Member| nearest(&member.key.value, ["openapi"]).is_some();
    if root.has("openapi") || root.members.iter().any(is_version) {
        return Some(Object::Document);
    }
    let is_fragment = is_intended("paths", &|member| is_path_item(&member.value))
        || is_intended("components", &|member| Object::Components.knows(&member.key.value));
    is_fragment.then_some(Object::Fragment)
}

/// Reports the mistakes in such an object, and repairs them.
pub fn repair(object: Object, node: &mut Node, sources: &Sources, diagnostics: &mut Diagnostics) {
    Repair { sources, diagnostics }.object(object, node);
}

struct Repair<'a> {
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
}

impl Repair<'_> {
    fn object(&mut self, object: Object, node: &mut Node) {
        let Value::Object(map) = &mut node.value else { return };
        let is_ref = |map: &yaml::Object| object.may_be_ref() && map.has("$ref");
        if is_ref(map) && map.members.len() == 1 {
            return;
        }
        if map.members.iter().any(|member| !object.knows(&member.key.value)) {
            let is_somebodys = |key: &str| key.starts_with("x-") && !is_ours(key);
            let fits = |Member { key, .. }: &Member| object.knows(&key.value) || is_somebodys(&key.value);
            self.names(object, map);
            self.indentation(map, |key| object.reads(key), &fits);
        }
        if is_ref(map) && !object.may_have_siblings() {
            return;
        }
        for Member { key, value } in &mut map.members {
            let Some((many, held)) = object.reads(&key.value).and_then(Holds::objects) else { continue };
            match many {
                Many::One => self.object(held, value),
                Many::Map => self.map(held, false, value),
                Many::Extensible => self.map(held, true, value),
                Many::List => {
                    let items = if let Value::Array(items) = &mut value.value { items.as_mut_slice() } else { &mut [] };
                    items.iter_mut().for_each(|item| self.object(held, item));
                }
            }
        }
    }

    /// A map of objects, and of somebody's extensions, if it is extensible.
    fn map(&mut self, held: Object, is_extensible: bool, node: &mut Node) {
        let Value::Object(map) = &mut node.value else { return };
        let is_extension = |name: &str| is_extensible && name.starts_with("x-");
        let fits = |Member { key, value }: &Member| may_be(held, value) || is_extension(&key.value);
        self.indentation(map, |name| (!is_extension(name)).then_some(Holds::One(held)), &fits);
        let objects = map.members.iter_mut().filter(|member| !is_extension(&member.key.value));
        objects.for_each(|member| self.object(held, &mut member.value));
    }

    /// Mends misspelled keywords.
    fn names(&mut self, object: Object, map: &mut yaml::Object) {
        let mut members = std::mem::take(map).members;
        let present: Vec<String> = members.iter().map(|member| member.key.value.clone()).collect();
        let unknown = members.iter_mut().filter(|member| !object.knows(&member.key.value));
        for member in unknown.take(MOST_SLIPS) {
            let Some(intended_key) = intended(object, member) else { continue };
            // In a document that is not ours, it is somebody's own.
            if member.key.value.starts_with("x-") && self.diagnostics.is_lenient() {
                continue;
            }
            let what = object.what();
            let message =
                messages::unknown_keyword(member.key.span, &member.key.value, what, Some(intended_key), false);
            self.diagnostics.push(message);
            if !present.iter().any(|present| present == intended_key) {
                intended_key.clone_into(&mut member.key.value);
            }
        }
        *map = yaml::Object::new(members);
    }

    /// Gives names what follows them, if that does not fit here and fits there.
    fn indentation(
        &mut self,
        map: &mut yaml::Object,
        holds: impl Fn(&str) -> Option<Holds>,
        fits_here: &dyn Fn(&Member) -> bool,
    ) {
        if map.members.iter().all(fits_here) {
            return;
        }
        let members = std::mem::take(map).members;
        let count = |at: usize| {
            let (owner, following) = members.get(at..)?.split_first()?;
            following.first().filter(|first| self.are_in_one_column(owner.key.span, first.key.span))?;
            Some(belonging(holds(&owner.key.value)?, &owner.value, following, fits_here))
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
                owner.value = Node { span, value: Value::Object(yaml::Object::new(all)) };
            }
            kept.push(owner);
        }
        *map = yaml::Object::new(kept);
    }

    /// Whether indentation shows that one key does not belong to another; where there are braces, it shows nothing.
    fn are_in_one_column(&self, first: Span, second: Span) -> bool {
        let [first_at, second_at] = [first, second].map(|span| self.sources.position(span.file, span.start));
        let is_yaml = !self.sources.is_json(first.file);
        is_yaml && first.file == second.file && first_at.line < second_at.line && first_at.column == second_at.column
    }
}

/// How many of the members that follow a key belong to it: one of them must not fit here, and all of them must not if the key
/// has a value already.
fn belonging(holds: Holds, owner: &Node, following: &[Member], fits_here: &dyn Fn(&Member) -> bool) -> usize {
    let fits_there = |member: &Member| match holds.objects() {
        Some((Many::One, held)) => is_part(held, member),
        Some((Many::Map | Many::Extensible, held)) => !fits_here(member) && may_be(held, &member.value),
        Some((Many::List, _)) | None => false,
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

/// Whether a value looks like such an object: it knows most of the keywords.
fn may_be(object: Object, value: &Node) -> bool {
    let Some(map) = value.as_object() else { return false };
    let is_known = |key: &str| object.knows(key) || key.starts_with("x-") || object.may_be_ref() && key == "$ref";
    let present = map.members.iter().filter(|member| is_known(&member.key.value)).count();
    2 * present >= map.members.len()
}

/// Whether an object has such a keyword, with such a value.
fn is_part(object: Object, Member { key, value }: &Member) -> bool {
    let key = key.value.as_str();
    if key == "$ref" {
        return object.may_be_ref();
    }
    let is_map = value.as_object().is_some();
    match object.reads(key) {
        None => object.knows(key),
        Some(Holds::Data | Holds::FlagOr(_)) => true,
        Some(holds) => is_map == holds.objects().is_some_and(|(many, _)| many != Many::List),
    }
}

/// The intended keyword in place of one that the object does not know.
fn intended(object: Object, Member { key, value }: &Member) -> Option<&'static str> {
    let key = key.value.as_str();
    let is_text = matches!(value.value, Value::String(_));
    if is_text && object.may_be_ref() && (key == "ref" || key.starts_with('$') && nearest(key, ["$ref"]).is_some()) {
        return Some("$ref");
    }
    if key.starts_with("x-") {
        return if is_ours(key) { None } else { nearest(key, extensions()) };
    }
    if key == "$ref" || misplaced::belongs(object, key, value).is_some() {
        return None;
    }
    nearest(key, object.names())
}
