//! Lowers security: what the runtime is told of schemes, and what operations need. Knows what each runtime can prove: the general one
//! takes all schemes, this cloud's a token in one header and a signature. Must not know who calls.

use super::docs;
use crate::api::{KeyPlace, Need, Operation, Scheme, SchemeKind, Service, TokenHeader};
use crate::diagnostics::{Diagnostics, messages};
use crate::rust::{self, Docs, RuntimePackage};
use std::collections::BTreeSet;

/// Tells what is needed to prove who calls.
pub fn lower(service: &Service, runtime: RuntimePackage, lowered: &mut rust::Service, diagnostics: &mut Diagnostics) {
    match runtime {
        RuntimePackage::General => {
            let scheme = |scheme: &Scheme| rust::Scheme { name: scheme.name.clone(), kind: kind(&scheme.kind) };
            lowered.schemes = service.schemes.iter().map(scheme).collect();
            lowered.security = names(&service.security);
        }
        RuntimePackage::Cloud => {
            let token = service.token.as_ref();
            lowered.token = token.map(|token| (token.name.clone(), token.prefix.to_owned()));
            lowered.signature = service.signature;
            refuse(service, diagnostics);
        }
    }
}

/// Reports operations that nothing this cloud's runtime sends would open.
fn refuse(service: &Service, diagnostics: &mut Diagnostics) {
    let mut reported = BTreeSet::new();
    for operation in &service.operations {
        let obstacles: Option<Vec<String>> =
            names(&operation.security).iter().map(|alternative| obstacle(alternative, service)).collect();
        let span = operation.places.at("security").unwrap_or(operation.span);
        if let Some(what) = obstacles.unwrap_or_default().first()
            && reported.insert(span)
        {
            diagnostics.push(messages::unsupported(
                span,
                what,
                "for this cloud, requests carry one token in a header, or a signature",
            ));
        }
    }
}

/// What of an alternative this cloud's runtime cannot send.
fn obstacle(alternative: &[String], service: &Service) -> Option<String> {
    let [name] = alternative else {
        return (!alternative.is_empty()).then(|| "the use of two security schemes at once".to_owned());
    };
    let scheme = service.schemes.iter().find(|scheme| scheme.name == *name)?;
    let second = |header: &TokenHeader| {
        (service.token.as_ref() != Some(header)).then(|| format!("a second header for tokens, `{}`,", header.name))
    };
    match &scheme.kind {
        SchemeKind::Signature(_) => None,
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => second(&TokenHeader::bearer()),
        SchemeKind::Key(KeyPlace::Header, name) => second(&TokenHeader { name: name.clone(), prefix: "" }),
        SchemeKind::Key(KeyPlace::Query, _) => Some("an API key in the query".to_owned()),
        SchemeKind::Key(KeyPlace::Cookie, _) => Some("an API key in a cookie".to_owned()),
        SchemeKind::Basic => Some("HTTP authentication `basic`".to_owned()),
        // What is not declared has been reported.
        SchemeKind::Other(what) => scheme.places.of("type").is_some().then(|| what.clone()),
    }
}

fn kind(kind: &SchemeKind) -> rust::SchemeKind {
    match kind {
        SchemeKind::Bearer => rust::SchemeKind::Bearer,
        SchemeKind::Basic => rust::SchemeKind::Basic,
        SchemeKind::Key(KeyPlace::Header, name) => rust::SchemeKind::Header(name.clone()),
        SchemeKind::Key(KeyPlace::Query, name) => rust::SchemeKind::Query(name.clone()),
        SchemeKind::Key(KeyPlace::Cookie, name) => rust::SchemeKind::Cookie(name.clone()),
        SchemeKind::OAuth2 { token_url: Some(url) } => rust::SchemeKind::OAuth2Client { token_url: url.clone() },
        SchemeKind::OAuth2 { token_url: None } => rust::SchemeKind::OAuth2,
        SchemeKind::Signature(_) | SchemeKind::Other(_) => rust::SchemeKind::Other,
    }
}

/// What an operation needs, if the service does not say it.
pub fn of(operation: &Operation, service: &Service, runtime: RuntimePackage) -> Option<Vec<Vec<String>>> {
    match runtime {
        RuntimePackage::General => {
            let security = names(&operation.security);
            let differs = security != names(&service.security);
            let asks = security.iter().any(|schemes| !schemes.is_empty());
            (differs && asks).then_some(security)
        }
        RuntimePackage::Cloud => None,
    }
}

/// Whom the runtime asks for credentials: what was granted to them, only the server knows.
fn names(security: &[Vec<Need>]) -> Vec<Vec<String>> {
    let names = |together: &Vec<Need>| together.iter().map(|need| need.scheme.clone()).collect();
    security.iter().map(names).collect()
}

/// What callers must have been granted, as documentation says it.
pub fn scope_docs(operation: &Operation) -> Docs {
    let scopes = |need: &Need| {
        let scopes: Vec<String> = need.scopes.iter().map(|scope| docs::code(scope)).collect();
        (!scopes.is_empty()).then(|| format!("{} of {}", scopes.join(" and "), docs::code(&need.scheme)))
    };
    let together = |needs: &Vec<Need>| needs.iter().filter_map(scopes).collect::<Vec<_>>().join(" and ");
    let alternatives: Vec<String> =
        operation.security.iter().map(together).filter(|together| !together.is_empty()).collect();
    if alternatives.is_empty() {
        Docs::new()
    } else {
        docs::wrapped(&format!("Scopes: {}.", alternatives.join(", or ")))
    }
}
