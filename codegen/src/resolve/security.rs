//! Resolves security: the schemes of a document, and which of them operations need.

use super::files::Files;
use super::parameters::is_header_name;
use super::without_spans::text;
use crate::api::{Authentication, Issuer, KeyPlace, Need, Scheme, SchemeKind, TokenHeader};
use crate::diagnostics::{Diagnostics, messages};
use crate::openapi::{Document, Needed, SecurityScheme};
use crate::source::{FileId, Places, Spanned};
use std::collections::{BTreeMap, BTreeSet};

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
    pub by_default: Requirement,
    /// Where the token's header and the signature are described, and where each is first required.
    pub places: Places,
    /// The schemes in use, by name.
    pub used: BTreeMap<String, Scheme>,
    schemes: BTreeMap<String, (Scheme, Option<Issuer>)>,
    /// Those that could not be read, which has been reported.
    unreadable: BTreeSet<String>,
}

/// What an operation needs.
#[derive(Clone, Debug)]
pub struct Requirement {
    pub authentication: Authentication,
    /// The schemes of each alternative.
    pub alternatives: Vec<Vec<Need>>,
}

/// Reads the schemes and the requirement of the document for all operations.
pub fn read(files: &mut Files<'_>, file: FileId, document: &Document) -> Security {
    let (mut schemes, mut unreadable) = (BTreeMap::new(), BTreeSet::new());
    for (name, scheme) in &document.security_schemes {
        let found = scheme.as_ref().and_then(|scheme| files.find(file, scheme));
        let read = found.and_then(|found| Some((kind(&found.value, &mut files.diagnostics)?, found.value)));
        let Some((kind, found)) = read else {
            unreadable.insert(name.value.clone());
            continue;
        };
        let issuer = issuer(&kind, &found, &mut files.diagnostics);
        let description = text(&found.description);
        let scheme =
            Scheme { name: name.value.clone(), description, kind, span: found.span, places: found.places.clone() };
        schemes.insert(name.value.clone(), (scheme, issuer));
    }
    let mut security = Security {
        token: None,
        signature: false,
        algorithm: None,
        issued_by: None,
        by_default: Requirement { authentication: Authentication::None, alternatives: Vec::new() },
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
    /// The requirement that these alternatives make; reports schemes that are not there.
    pub fn requirement(&mut self, files: &mut Files<'_>, alternatives: &[Vec<Needed>]) -> Requirement {
        let mut needs: Vec<Vec<Need>> = Vec::new();
        for alternative in alternatives {
            let mut known = Vec::new();
            for needed in alternative {
                let name = &needed.scheme;
                if self.schemes.contains_key(&name.value) {
                    self.take(name, alternative.len() == 1);
                    known.push(needed);
                } else if !self.unreadable.contains(&name.value) {
                    let suggestion = crate::diagnostics::nearest(&name.value, self.schemes.keys().map(String::as_str));
                    files.diagnostics.push(messages::unknown_scheme(name.span, &name.value, suggestion));
                    // It is still needed, so that callers can bring it along.
                    self.used.entry(name.value.clone()).or_insert_with(|| undeclared(name));
                    known.push(needed);
                }
            }
            // Of one that cannot be read it is not known what it needs.
            if known.len() == alternative.len() {
                let sendable = self.sendable(&known, &mut files.diagnostics);
                let need = |needed: &&Needed| self.need(needed, files.is_3_1);
                needs.extend(sendable.iter().map(|together| together.iter().map(need).collect()));
            }
        }
        let (without, with): (Vec<_>, Vec<_>) = alternatives.iter().partition(|alternative| alternative.is_empty());
        let authentication = match (with.is_empty(), without.is_empty()) {
            (true, _) => Authentication::None,
            (false, true) => Authentication::Required,
            (false, false) => Authentication::Optional,
        };
        Requirement { authentication, alternatives: needs }
    }

    /// What a caller needs. Before 3.1 only tokens of some kinds have scopes.
    fn need(&self, needed: &Needed, is_3_1: bool) -> Need {
        let has_scopes = is_3_1
            || self.used.get(&needed.scheme.value).is_some_and(|scheme| match &scheme.kind {
                SchemeKind::OAuth2 { .. } => true,
                SchemeKind::Bearer
                | SchemeKind::Basic
                | SchemeKind::Key(..)
                | SchemeKind::Signature(_)
                | SchemeKind::Other(_) => false,
            });
        let scopes = needed.scopes.iter().filter(|_| has_scopes).cloned().collect();
        Need { scheme: needed.scheme.value.clone(), scopes }
    }

    /// Schemes that are needed together, as far as one request can carry them: of those that write one header, one at a time.
    fn sendable<'n>(&self, together: &[&'n Needed], diagnostics: &mut Diagnostics) -> Vec<Vec<&'n Needed>> {
        let header = |needed: &Needed| self.used.get(&needed.scheme.value).and_then(|scheme| scheme.kind.header());
        let is_of = |needed: &Needed, of: &str| header(needed).is_some_and(|header| header.eq_ignore_ascii_case(of));
        let clash = together.iter().enumerate().find_map(|(at, second)| {
            let header = header(second)?;
            let first = together.iter().take(at).find(|first| is_of(first, header))?;
            Some((*first, *second, header))
        });
        let Some((first, second, header)) = clash else { return vec![together.to_vec()] };
        diagnostics.push(messages::clashing_schemes(&second.scheme, &first.scheme, header));
        let (clashing, others): (Vec<_>, Vec<_>) = together.iter().copied().partition(|needed| is_of(needed, header));
        clashing.into_iter().map(|one| [&others[..], &[one]].concat()).collect()
    }

    /// Takes note that a scheme is in use.
    fn take(&mut self, name: &Spanned<String>, is_alone: bool) {
        let Some((scheme, issuer)) = self.schemes.get(&name.value) else { return };
        self.used.entry(name.value.clone()).or_insert_with(|| scheme.clone());
        let described = match &scheme.kind {
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => Some(TokenHeader::bearer()),
            SchemeKind::Key(KeyPlace::Header, header) => Some(TokenHeader { name: header.clone(), prefix: "" }),
            SchemeKind::Signature(algorithm) => {
                self.places.set_if_new("signature", scheme.places.at("x-signature"));
                self.places.set_if_new("signature in use", Some(name.span));
                self.algorithm.get_or_insert_with(|| algorithm.clone());
                self.signature = true;
                None
            }
            SchemeKind::Basic | SchemeKind::Key(KeyPlace::Query | KeyPlace::Cookie, _) | SchemeKind::Other(_) => None,
        };
        if let (Some(header), true) = (described, is_alone) {
            self.places.set_if_new("token", scheme.places.at("name"));
            self.places.set_if_new("token in use", Some(name.span));
            self.token.get_or_insert(header);
            self.issued_by = self.issued_by.take().or_else(|| issuer.clone());
        }
    }

    /// Notes what callers must bring along by themselves.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        for scheme in self.used.values() {
            match &scheme.kind {
                // What is not declared has been reported.
                SchemeKind::Other(_) if scheme.places.of("type").is_none() => {}
                SchemeKind::Other(what) => diagnostics.push(messages::ignored(
                    scheme.span,
                    what,
                    "the runtime does not know how; give it `Credentials::by(..)`, or an HTTP client that does it",
                )),
                SchemeKind::Bearer
                | SchemeKind::Basic
                | SchemeKind::Key(..)
                | SchemeKind::OAuth2 { .. }
                | SchemeKind::Signature(_) => {}
            }
        }
    }
}

/// A scheme that is nowhere described.
fn undeclared(name: &Spanned<String>) -> Scheme {
    let kind = SchemeKind::Other(format!("the security scheme `{}`", name.value));
    Scheme { name: name.value.clone(), description: None, kind, span: name.span, places: Places::default() }
}

/// The service that issues the tokens of a scheme.
fn issuer(kind: &SchemeKind, scheme: &SecurityScheme, diagnostics: &mut Diagnostics) -> Option<Issuer> {
    let name = scheme.issued_by.as_ref()?;
    match kind {
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::Key(KeyPlace::Header, _) => {
            Some(Issuer { service: name.value.clone(), span: name.span })
        }
        SchemeKind::Basic | SchemeKind::Key(..) | SchemeKind::Signature(_) | SchemeKind::Other(_) => {
            let what = "a security scheme that takes no token";
            diagnostics.push(messages::misplaced_extension(name.span, "x-issued-by", what));
            None
        }
    }
}

/// `None` means that a diagnostic says why not.
fn kind(scheme: &SecurityScheme, diagnostics: &mut Diagnostics) -> Option<SchemeKind> {
    if let Some(algorithm) = &scheme.signature {
        return Some(SchemeKind::Signature(algorithm.value.clone()));
    }
    let word = |written| text(written).unwrap_or_default();
    let (kind, location, scheme_name) = (word(&scheme.kind), word(&scheme.location), word(&scheme.scheme));
    let key = |place| SchemeKind::Key(place, word(&scheme.name));
    let found = match (kind.as_str(), location.as_str()) {
        ("apiKey", "query") => key(KeyPlace::Query),
        ("apiKey", "cookie") => key(KeyPlace::Cookie),
        ("apiKey", _) => key(KeyPlace::Header),
        ("oauth2", _) => SchemeKind::OAuth2 { token_url: text(&scheme.token_url) },
        ("openIdConnect", _) => SchemeKind::OAuth2 { token_url: None },
        ("http", _) if scheme_name.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
        ("http", _) if scheme_name.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
        ("http", _) => SchemeKind::Other(format!("HTTP authentication `{scheme_name}`")),
        (other, _) => SchemeKind::Other(format!("the security type `{other}`")),
    };
    if let SchemeKind::Key(KeyPlace::Header, name) = &found
        && !is_header_name(name)
    {
        let at = scheme.name.as_ref().map_or(scheme.span, |name| name.span);
        diagnostics.push(messages::illegal_header_name(at, name));
        return None;
    }
    Some(found)
}
