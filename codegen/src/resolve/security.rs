//! Ways to prove who calls: which header takes the token, and which operations need one.

use super::files::Files;
use crate::api::TokenHeader;
use crate::diagnostics::messages;
use crate::openapi::{Document, SecurityScheme};
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;

/// What the SDK can do with a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// Send a token in a header.
    Token(TokenHeader),
    /// Sign the request.
    Signature,
    /// Nothing; the text says what it would be.
    Unsupported(String, Span),
}

/// The security of a document.
pub struct Security {
    /// The header that takes a token, if any scheme in use does.
    pub token: Option<TokenHeader>,
    /// Whether operations that say nothing need credentials.
    pub by_default: bool,
    schemes: BTreeMap<String, Way>,
}

/// Reads the schemes and what the document demands of all operations.
pub fn read(files: &mut Files<'_>, file: FileId, document: &Document) -> Security {
    let mut schemes = BTreeMap::new();
    for (name, scheme) in &document.security_schemes {
        if let Some(found) = files.find(file, scheme) {
            schemes.insert(name.value.clone(), way(&found.value));
        }
    }
    let mut security = Security { token: None, by_default: false, schemes };
    security.by_default = document.security.as_ref().is_some_and(|wanted| security.wants(files, wanted));
    security
}

impl Security {
    /// Whether these alternatives ask for credentials; reports the unknown and the unsupported.
    pub fn wants(&mut self, files: &mut Files<'_>, alternatives: &[Vec<Spanned<String>>]) -> bool {
        let mut possible = alternatives.is_empty();
        let mut obstacle = None;
        for alternative in alternatives {
            let mut ways = Vec::new();
            for name in alternative {
                match self.schemes.get(&name.value) {
                    Some(way) => ways.push((way.clone(), name.span)),
                    None => {
                        let meant = crate::diagnostics::nearest(&name.value, self.schemes.keys().map(String::as_str));
                        files.diagnostics.push(messages::unknown_scheme(name.span, &name.value, meant));
                        return true;
                    }
                }
            }
            match ways.as_slice() {
                [] | [(Way::Signature, _)] => possible = true,
                [(Way::Token(header), span)] => match &self.token {
                    Some(known) if known != header => obstacle = Some((*span, "a second header for tokens".to_owned())),
                    Some(_) | None => {
                        self.token = Some(header.clone());
                        possible = true;
                    }
                },
                [(Way::Unsupported(what, span), _)] => obstacle = Some((*span, what.clone())),
                [_, (_, span), ..] => obstacle = Some((*span, "two security schemes at once".to_owned())),
            }
        }
        if let (false, Some((span, what))) = (possible, obstacle) {
            let instead = "the SDK sends one token in a header, or signs the request";
            files.diagnostics.push(messages::unsupported(span, &what, instead));
        }
        alternatives.iter().any(|alternative| !alternative.is_empty())
    }
}

fn way(scheme: &SecurityScheme) -> Way {
    if scheme.signature.is_some() {
        return Way::Signature;
    }
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    let bearer = || Way::Token(TokenHeader { name: "Authorization".to_owned(), prefix: "Bearer " });
    let (kind, location, scheme_name) = (text(&scheme.kind), text(&scheme.location), text(&scheme.scheme));
    match (kind.as_str(), location.as_str()) {
        ("apiKey", "header") => Way::Token(TokenHeader { name: text(&scheme.name), prefix: "" }),
        ("apiKey", other) => Way::Unsupported(format!("an API key in `{other}`"), scheme.span),
        ("oauth2" | "openIdConnect", _) => bearer(),
        ("http", _) if scheme_name.eq_ignore_ascii_case("bearer") => bearer(),
        ("http", _) => Way::Unsupported(format!("HTTP authentication `{scheme_name}`"), scheme.span),
        (other, _) => Way::Unsupported(format!("the security type `{other}`"), scheme.span),
    }
}
