//! Resolves security: which header takes the token, and which operations need credentials.

use super::files::Files;
use super::parameters::is_header_name;
use super::without_spans::text;
use crate::api::{Authentication, Issuer, Scheme, TokenHeader};
use crate::diagnostics::{Diagnostics, messages};
use crate::openapi::{Document, SecurityScheme};
use crate::source::{FileId, Places, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// How the SDK uses a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Credential {
    /// Send a token in a header.
    Token(TokenHeader, Option<Issuer>),
    /// Sign the request.
    Signature(String),
    /// Nothing; the text says what it would be.
    Unsupported(String, Span),
}

/// The security of a document.
pub struct Security {
    /// The header that takes a token, if any scheme in use does.
    pub token: Option<TokenHeader>,
    /// Whether a signature is among the ways in use.
    pub signature: bool,
    pub algorithm: Option<String>,
    /// The service that issues the tokens, if the document says it.
    pub issued_by: Option<Issuer>,
    /// What operations need that have no `security` of their own.
    pub by_default: Authentication,
    /// Where the token's header and the signature are described, and where each is first required.
    pub places: Places,
    /// The schemes in use, by name.
    pub used: BTreeMap<String, Scheme>,
    schemes: BTreeMap<String, (Credential, Scheme)>,
    /// Those that could not be read, which has been reported.
    unreadable: BTreeSet<String>,
}

/// Reads the schemes and the requirement of the document for all operations.
pub fn read(files: &mut Files<'_>, file: FileId, document: &Document) -> Security {
    let (mut schemes, mut unreadable) = (BTreeMap::new(), BTreeSet::new());
    for (name, scheme) in &document.security_schemes {
        let found = scheme.as_ref().and_then(|scheme| files.find(file, scheme));
        let read = found.and_then(|found| Some((credential(&found.value, &mut files.diagnostics)?, found.value)));
        let Some((credential, found)) = read else {
            unreadable.insert(name.value.clone());
            continue;
        };
        let scheme =
            Scheme { name: name.value.clone(), description: text(&found.description), places: found.places.clone() };
        schemes.insert(name.value.clone(), (credential, scheme));
    }
    let mut security = Security {
        token: None,
        signature: false,
        algorithm: None,
        issued_by: None,
        by_default: Authentication::None,
        places: Places::default(),
        used: BTreeMap::new(),
        schemes,
        unreadable,
    };
    if let Some(alternatives) = &document.security {
        security.by_default = security.requirement(files, alternatives);
    }
    security
}

impl Security {
    /// The requirement that these alternatives make; reports the unknown and the unsupported.
    pub fn requirement(&mut self, files: &mut Files<'_>, alternatives: &[Vec<Spanned<String>>]) -> Authentication {
        let mut possible = alternatives.is_empty();
        let mut obstacle = None;
        for alternative in alternatives {
            let mut credentials = Vec::new();
            for name in alternative {
                match self.schemes.get(&name.value) {
                    Some((credential, scheme)) => {
                        let places = &scheme.places;
                        self.used.entry(name.value.clone()).or_insert_with(|| scheme.clone());
                        let described = match credential {
                            Credential::Token(..) => Some((["token", "token in use"], places.at("name"))),
                            Credential::Signature(_) => {
                                Some((["signature", "signature in use"], places.at("x-signature")))
                            }
                            Credential::Unsupported(..) => None,
                        };
                        if let Some(([described, in_use], at)) = described {
                            self.places.set_if_new(described, at);
                            self.places.set_if_new(in_use, Some(name.span));
                        }
                        credentials.push((credential.clone(), name.span));
                    }
                    None if self.unreadable.contains(&name.value) => return Authentication::Required,
                    None => {
                        let suggestion =
                            crate::diagnostics::nearest(&name.value, self.schemes.keys().map(String::as_str));
                        files.diagnostics.push(messages::unknown_scheme(name.span, &name.value, suggestion));
                        return Authentication::Required;
                    }
                }
            }
            match credentials.as_slice() {
                [] => possible = true,
                [(Credential::Signature(algorithm), _)] => {
                    self.algorithm = self.algorithm.take().or_else(|| Some(algorithm.clone()));
                    (self.signature, possible) = (true, true);
                }
                [(Credential::Token(header, issuer), span)] => match &self.token {
                    Some(header_in_use) if header_in_use != header => {
                        obstacle = Some((*span, "a second header for tokens".to_owned()))
                    }
                    Some(_) | None => {
                        self.token = Some(header.clone());
                        self.issued_by = self.issued_by.take().or_else(|| issuer.clone());
                        possible = true;
                    }
                },
                [(Credential::Unsupported(what, span), _)] => obstacle = Some((*span, what.clone())),
                [_, (_, span), ..] => obstacle = Some((*span, "two security schemes at once".to_owned())),
            }
        }
        if let (false, Some((span, what))) = (possible, obstacle) {
            let instead = "the SDK sends one token in a header, or signs the request";
            files.diagnostics.push(messages::unsupported(span, &what, instead));
        }
        let (without, with): (Vec<_>, Vec<_>) = alternatives.iter().partition(|alternative| alternative.is_empty());
        match (with.is_empty(), without.is_empty()) {
            (true, _) => Authentication::None,
            (false, true) => Authentication::Required,
            (false, false) => Authentication::Optional,
        }
    }
}

/// `None` means that a diagnostic says why not.
fn credential(scheme: &SecurityScheme, diagnostics: &mut Diagnostics) -> Option<Credential> {
    let credential = without_issuer(scheme);
    let issuer = scheme.issued_by.as_ref();
    Some(match (credential, issuer) {
        (Credential::Token(header, _), issuer) => {
            if !is_header_name(&header.name) {
                let at = scheme.name.as_ref().map_or(scheme.span, |name| name.span);
                diagnostics.push(messages::illegal_header_name(at, &header.name));
                return None;
            }
            let issuer = issuer.map(|name| Issuer { service: name.value.clone(), span: name.span });
            Credential::Token(header, issuer)
        }
        (credential, Some(name)) => {
            let what = "a security scheme that takes no token";
            diagnostics.push(messages::misplaced_extension(name.span, "x-issued-by", what));
            credential
        }
        (credential, None) => credential,
    })
}

fn without_issuer(scheme: &SecurityScheme) -> Credential {
    if let Some(algorithm) = &scheme.signature {
        return Credential::Signature(algorithm.value.clone());
    }
    let text = |written| text(written).unwrap_or_default();
    let token = |name, prefix| Credential::Token(TokenHeader { name, prefix }, None);
    let bearer = || token("Authorization".to_owned(), "Bearer ");
    let (kind, location, scheme_name) = (text(&scheme.kind), text(&scheme.location), text(&scheme.scheme));
    match (kind.as_str(), location.as_str()) {
        ("apiKey", "header") => token(text(&scheme.name), ""),
        ("apiKey", other) => Credential::Unsupported(format!("an API key in `{other}`"), scheme.span),
        ("oauth2" | "openIdConnect", _) => bearer(),
        ("http", _) if scheme_name.eq_ignore_ascii_case("bearer") => bearer(),
        ("http", _) => Credential::Unsupported(format!("HTTP authentication `{scheme_name}`"), scheme.span),
        (other, _) => Credential::Unsupported(format!("the security type `{other}`"), scheme.span),
    }
}
