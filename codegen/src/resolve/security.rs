//! Ways to prove who calls: which header takes the token, and which operations need one.

use super::files::Files;
use super::parameters::is_header_name;
use super::without_spans::text;
use crate::api::{Authentication, Issuer, Scheme, TokenHeader};
use crate::diagnostics::{Diagnostics, messages};
use crate::openapi::{Document, SecurityScheme};
use crate::source::{FileId, Places, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// What the SDK can do with a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
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
    /// Its algorithm.
    pub algorithm: Option<String>,
    /// The service that issues the tokens, if the document says it.
    pub issued_by: Option<Issuer>,
    /// What operations need that say nothing.
    pub by_default: Authentication,
    /// Where the token's header and the signature are described, and where each is first asked for.
    pub places: Places,
    /// The schemes in use, by name.
    pub used: BTreeMap<String, Scheme>,
    schemes: BTreeMap<String, (Way, Scheme)>,
    /// Those that could not be read, which has been reported.
    unreadable: BTreeSet<String>,
}

/// Reads the schemes and what the document demands of all operations.
pub fn read(files: &mut Files<'_>, file: FileId, document: &Document) -> Security {
    let (mut schemes, mut unreadable) = (BTreeMap::new(), BTreeSet::new());
    for (name, scheme) in &document.security_schemes {
        let found = scheme.as_ref().and_then(|scheme| files.find(file, scheme));
        let read = found.and_then(|found| Some((way(&found.value, &mut files.diagnostics)?, found.value)));
        let Some((way, found)) = read else {
            unreadable.insert(name.value.clone());
            continue;
        };
        let scheme =
            Scheme { name: name.value.clone(), description: text(&found.description), places: found.places.clone() };
        schemes.insert(name.value.clone(), (way, scheme));
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
    if let Some(wanted) = &document.security {
        security.by_default = security.wants(files, wanted);
    }
    security
}

impl Security {
    /// What these alternatives ask for; reports the unknown and the unsupported.
    pub fn wants(&mut self, files: &mut Files<'_>, alternatives: &[Vec<Spanned<String>>]) -> Authentication {
        let mut possible = alternatives.is_empty();
        let mut obstacle = None;
        for alternative in alternatives {
            let mut ways = Vec::new();
            for name in alternative {
                match self.schemes.get(&name.value) {
                    Some((way, scheme)) => {
                        let places = &scheme.places;
                        self.used.entry(name.value.clone()).or_insert_with(|| scheme.clone());
                        let described = match way {
                            Way::Token(..) => Some((["token", "token in use"], places.at("name"))),
                            Way::Signature(_) => Some((["signature", "signature in use"], places.at("x-signature"))),
                            Way::Unsupported(..) => None,
                        };
                        if let Some(([described, in_use], at)) = described {
                            self.places.set_if_new(described, at);
                            self.places.set_if_new(in_use, Some(name.span));
                        }
                        ways.push((way.clone(), name.span));
                    }
                    None if self.unreadable.contains(&name.value) => return Authentication::Required,
                    None => {
                        let meant = crate::diagnostics::nearest(&name.value, self.schemes.keys().map(String::as_str));
                        files.diagnostics.push(messages::unknown_scheme(name.span, &name.value, meant));
                        return Authentication::Required;
                    }
                }
            }
            match ways.as_slice() {
                [] => possible = true,
                [(Way::Signature(algorithm), _)] => {
                    self.algorithm = self.algorithm.take().or_else(|| Some(algorithm.clone()));
                    (self.signature, possible) = (true, true);
                }
                [(Way::Token(header, issuer), span)] => match &self.token {
                    Some(known) if known != header => obstacle = Some((*span, "a second header for tokens".to_owned())),
                    Some(_) | None => {
                        self.token = Some(header.clone());
                        self.issued_by = self.issued_by.take().or_else(|| issuer.clone());
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
        let (without, with): (Vec<_>, Vec<_>) = alternatives.iter().partition(|alternative| alternative.is_empty());
        match (with.is_empty(), without.is_empty()) {
            (true, _) => Authentication::None,
            (false, true) => Authentication::Required,
            (false, false) => Authentication::Optional,
        }
    }
}

/// `None` means that a diagnostic says why not.
fn way(scheme: &SecurityScheme, diagnostics: &mut Diagnostics) -> Option<Way> {
    let way = without_issuer(scheme);
    let issuer = scheme.issued_by.as_ref();
    Some(match (way, issuer) {
        (Way::Token(header, _), issuer) => {
            if !is_header_name(&header.name) {
                let at = scheme.name.as_ref().map_or(scheme.span, |name| name.span);
                diagnostics.push(messages::illegal_header_name(at, &header.name));
                return None;
            }
            let issuer = issuer.map(|name| Issuer { service: name.value.clone(), span: name.span });
            Way::Token(header, issuer)
        }
        (way, Some(name)) => {
            let what = "a security scheme that takes no token";
            diagnostics.push(messages::misplaced_extension(name.span, "x-issued-by", what));
            way
        }
        (way, None) => way,
    })
}

fn without_issuer(scheme: &SecurityScheme) -> Way {
    if let Some(algorithm) = &scheme.signature {
        return Way::Signature(algorithm.value.clone());
    }
    let text = |written| text(written).unwrap_or_default();
    let token = |name, prefix| Way::Token(TokenHeader { name, prefix }, None);
    let bearer = || token("Authorization".to_owned(), "Bearer ");
    let (kind, location, scheme_name) = (text(&scheme.kind), text(&scheme.location), text(&scheme.scheme));
    match (kind.as_str(), location.as_str()) {
        ("apiKey", "header") => token(text(&scheme.name), ""),
        ("apiKey", other) => Way::Unsupported(format!("an API key in `{other}`"), scheme.span),
        ("oauth2" | "openIdConnect", _) => bearer(),
        ("http", _) if scheme_name.eq_ignore_ascii_case("bearer") => bearer(),
        ("http", _) => Way::Unsupported(format!("HTTP authentication `{scheme_name}`"), scheme.span),
        (other, _) => Way::Unsupported(format!("the security type `{other}`"), scheme.span),
    }
}
