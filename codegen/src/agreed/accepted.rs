//! Reads and writes `accepted.yaml`: changes that are meant although they break callers, each with a reason. Must not know which
//! changes there are.

use super::{file, kind, reason, wrong};
use crate::api::release;
use crate::diagnostics::{Diagnostic, Diagnostics, Report, Severity};
use crate::grammar::Object;
use crate::job::Read;
use crate::openapi::{Fields, FromNode, repair};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{Member, Node, Object as Map, Value, to_yaml};
use std::collections::BTreeMap;

/// A change that is meant.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The kind of change.
    pub id: String,
    /// The services that share what was edited, sorted.
    pub services: Vec<String>,
    /// What changed, word for word as reports say it. It names no lines, so that it holds when they move.
    pub change: String,
    /// Why it is meant.
    pub reason: String,
    /// The version with which it is released.
    pub until: Option<String>,
    /// Where the file says so.
    pub span: Span,
}

impl Agreement {
    /// Whether another is about the same change.
    pub fn is_like(&self, other: &Self) -> bool {
        self.about() == other.about()
    }

    /// Whether the version with which it is released is this one, or one before it.
    pub fn is_over(&self, released: [u64; 3]) -> bool {
        self.until.as_deref().and_then(release).is_some_and(|until| until <= released)
    }

    /// The message that it accepts nothing.
    pub fn unused(&self, severity: Severity, why: impl Into<String>) -> Diagnostic {
        Diagnostic::new("unused-exception", severity, self.span, why).help("remove the entry")
    }

    fn about(&self) -> (&str, &[String], &str) {
        (&self.id, &self.services, &self.change)
    }
}

impl FromNode for Agreement {
    const OBJECT: Object = Object::Agreement;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (id, services, change) = (fields.string("id"), fields.strings("services"), fields.string("change"));
        let (reason, until) = (reason(&mut fields, "an agreement"), fields.string("until"));
        fields.require_all(node.span);
        if let Some(until) = until.as_ref().filter(|until| release(&until.value).is_none()) {
            let message = wrong(until.span, format!("`{}` is no version", until.value));
            fields.diagnostics.push(message.help("write three numbers, as in `0.2.0`"));
        }
        fields.finish();
        let id = id.filter(|id| kind(id, diagnostics).is_some())?;
        let mut services: Vec<String> = services.into_iter().map(|service| service.value).collect();
        services.sort();
        let (change, reason) = (change?, reason?);
        let (span, change) = (change.span, change.value);
        Some(Self { id: id.value, services, change, reason, until: until.map(|until| until.value), span })
    }
}

/// What the file at `path` says, if there is one, and what is wrong with it.
pub fn accepted(path: &str, read: &Read<'_>) -> (Vec<Agreement>, Report) {
    file(path, read, list)
}

fn list(node: Node, sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Agreement> {
    let items = match node.value {
        Value::Array(items) => items,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            diagnostics.push(wrong(node.span, "the file is no list").help("begin each entry with `- id: `"));
            Vec::new()
        }
    };
    let mut agreements = Vec::new();
    for mut item in items {
        repair(Agreement::OBJECT, &mut item, sources, diagnostics);
        agreements.extend(Agreement::read(&item, diagnostics));
    }
    let mut first = BTreeMap::new();
    for agreement in &agreements {
        if let Some(first) = first.insert((agreement.about(), &agreement.until), agreement.span) {
            diagnostics.push(wrong(agreement.span, "the change is accepted already").and(first, "here"));
        }
    }
    agreements
}

/// Entries as the file has them, at the start of their lines.
pub fn written(agreements: &[Agreement]) -> String {
    let span = Span { file: FileId::default(), start: 0, end: 0 };
    let node = |value| Node { span, value };
    let text = |text: &str| node(Value::String(text.to_owned()));
    let entry = |agreement: &Agreement| {
        let services = agreement.services.iter().map(|service| text(service)).collect();
        let until = agreement.until.iter().map(|until| ("until", text(until)));
        let members = [
            ("id", text(&agreement.id)),
            ("services", node(Value::Array(services))),
            ("change", text(&agreement.change)),
            ("reason", text(&agreement.reason)),
        ];
        let members = members.into_iter().chain(until);
        let members = members.map(|(key, value)| Member { key: Spanned::new(key.to_owned(), span), value });
        node(Value::Object(Map::new(members.collect())))
    };
    to_yaml(&node(Value::Array(agreements.iter().map(entry).collect())))
}
