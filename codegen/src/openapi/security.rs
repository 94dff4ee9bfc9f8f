//! Reads security schemes and requirements as written.

use super::wrong::wrong_type;
use super::{Fields, FromNode};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::{Holds, Object};
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Member, Node, Value};

/// A security scheme: a way to prove who calls.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where it starts.
    pub span: Span,
    /// `type`.
    pub kind: Option<Spanned<String>>,
    /// `in`, of an `apiKey`.
    pub location: Option<Spanned<String>>,
    /// `name`, of an `apiKey`.
    pub name: Option<Spanned<String>>,
    /// `scheme`, of `http`.
    pub scheme: Option<Spanned<String>>,
    /// `flows.clientCredentials.tokenUrl`, of `oauth2`.
    pub token_url: Option<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    /// `x-signature`: the header holds a signature made with that algorithm.
    pub signature: Option<Spanned<String>>,
    /// `x-issued-by`: the service that issues the tokens.
    pub issued_by: Option<Spanned<String>>,
    /// Where its keywords are written.
    pub places: Places,
}

impl FromNode for SecurityScheme {
    const OBJECT: Object = Object::SecurityScheme;

    fn describe(&mut self, description: Spanned<String>) {
        self.places.set("description", description.span);
        self.description = Some(description);
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let scheme = Self {
            span: node.span,
            kind: word(&mut fields, "type"),
            location: word(&mut fields, "in"),
            name: fields.string("name"),
            scheme: fields.string("scheme"),
            token_url: token_url(&mut fields),
            description: fields.string("description"),
            signature: fields.string("x-signature"),
            issued_by: fields.string("x-issued-by"),
            places: fields.places(),
        };
        let needed = match scheme.kind.as_ref().map(|kind| kind.value.as_str()) {
            Some("apiKey") => vec![("in", scheme.location.is_some()), ("name", scheme.name.is_some())],
            Some("http") => vec![("scheme", scheme.scheme.is_some())],
            Some(_) => Vec::new(),
            None => vec![("type", false)],
        };
        needed.iter().for_each(|(key, _)| fields.require(key, node.span));
        fields.finish();
        needed.iter().all(|(_, is_read)| *is_read).then_some(scheme)
    }
}

/// Where a program gets tokens for itself.
fn token_url(fields: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    let flow = fields.node("flows")?.as_object()?.get("clientCredentials")?;
    let url = &flow.value.as_object()?.get("tokenUrl")?.value;
    let Value::String(text) = &url.value else { return None };
    Some(Spanned::new(text.clone(), url.span))
}

/// One of the words that the keyword takes.
fn word(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<String>> {
    let written = fields.string(key)?;
    let Some(Holds::Word(words)) = SecurityScheme::OBJECT.reads(key) else { return Some(written) };
    if words.contains(&written.value.as_str()) {
        return Some(written);
    }
    fields.diagnostics.push(messages::unknown_word(written.span, &written.value, key, fields.what(), words));
    None
}

/// A security scheme that is needed, and the scopes that the caller must have been granted.
#[derive(Clone, Debug, PartialEq)]
pub struct Needed {
    pub scheme: Spanned<String>,
    pub scopes: Vec<String>,
}

impl Needed {
    fn read(Member { key, value }: &Member) -> Self {
        let scopes = if let Value::Array(items) = &value.value { items.as_slice() } else { &[] };
        let scope = |node: &Node| if let Value::String(text) = &node.value { Some(text.clone()) } else { None };
        Self { scheme: key.clone(), scopes: scopes.iter().filter_map(scope).collect() }
    }
}

/// Reads `security`.
pub fn security(fields: &mut Fields<'_, '_>) -> Option<Vec<Vec<Needed>>> {
    let alternatives = fields.list("security").iter();
    fields.node("security")?;
    let names = |node: &Node| match node.as_object() {
        Some(object) => Some(object.members.iter().map(Needed::read).collect()),
        None => {
            fields.diagnostics.push(match &node.value {
                Value::String(name) => messages::security_name(node.span, name),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                    wrong_type(node, "an item of `security`", "a map")
                }
            });
            None
        }
    };
    Some(alternatives.filter_map(names).collect())
}
