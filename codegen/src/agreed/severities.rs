//! Reads `diff.yaml`: kinds of changes that do other harm to the callers of this project than the catalogue says. Must not know
//! how changes are found.

use super::{file, kind, reason, wrong};
use crate::diagnostics::{Diagnostics, Report, nearest};
use crate::diff::{Change, Wire, rust_rules};
use crate::grammar::Object;
use crate::job::Read;
use crate::openapi::{Fields, FromNode, repair};
use crate::source::{Sources, Spanned};
use crate::yaml::Node;
use std::collections::BTreeMap;

/// The verdicts on the wire that can be set.
const WIRES: [Wire; 4] = [Wire::Breaking, Wire::Dangerous, Wire::Compatible, Wire::Documentation];

/// Kinds of changes, with the verdict that is set for each, and why.
#[derive(Debug, Default)]
pub struct Severities(BTreeMap<String, (Wire, String)>);

impl Severities {
    /// Sets the verdicts of changes.
    pub fn apply(&self, changes: &mut [Change]) {
        for change in changes {
            if let Some((wire, reason)) = self.0.get(change.id) {
                change.wire = *wire;
                change.set = Some(reason.clone());
            }
        }
    }
}

/// A verdict as it is written.
struct Written(Wire, String);

impl FromNode for Written {
    const OBJECT: Object = Object::DiffSeverity;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (wire, reason) = (fields.string("wire"), reason(&mut fields, "a verdict"));
        fields.require_all(node.span);
        fields.finish();
        let (wire, reason) = (wire?, reason?);
        let found = WIRES.into_iter().find(|known| known.name() == wire.value);
        if found.is_none() {
            let message = wrong(wire.span, format!("no verdict on the wire is called `{}`", wire.value));
            let names = WIRES.map(Wire::name);
            diagnostics.push(match nearest(&wire.value, names) {
                Some(suggestion) => message.patch(wire.span, suggestion),
                None => message.help(format!("there are: {}", names.join(", "))),
            });
        }
        Some(Self(found?, reason))
    }
}

/// The file as it is written.
#[derive(Default)]
struct File(Vec<(Spanned<String>, Written)>);

impl FromNode for File {
    const OBJECT: Object = Object::DiffConfig;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let severities = fields.map("severities");
        fields.finish();
        Some(Self(severities))
    }
}

/// What the file at `path` says, if there is one, and what is wrong with it.
pub fn severities(path: &str, read: &Read<'_>) -> (Severities, Report) {
    file(path, read, |mut node: Node, sources: &Sources, diagnostics: &mut Diagnostics| {
        repair(File::OBJECT, &mut node, sources, diagnostics);
        let File(written) = File::read(&node, diagnostics).unwrap_or_default();
        let mut severities = BTreeMap::new();
        for (id, Written(wire, reason)) in written {
            let Some(kind) = kind(&id, diagnostics) else { continue };
            if rust_rules().any(|rule| rule.id == kind.id) {
                let message = wrong(id.span, format!("`{}` is about names in Rust, and nothing on the wire", id.value));
                diagnostics.push(message.help("what it does to Rust callers, the compiler says"));
            }
            severities.insert(id.value, (wire, reason));
        }
        Severities(severities)
    })
}
