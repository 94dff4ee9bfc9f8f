//! Lowers security: what the runtime is told of schemes, and what operations need. Must not know who calls.

use crate::api::{KeyPlace, Operation, SchemeKind, Service};
use crate::rust;

/// The schemes of a service. Where requests are signed, token and signature are all that there is, and they have facts of their own.
pub fn schemes(service: &Service) -> Vec<rust::Scheme> {
    if service.signature {
        return Vec::new();
    }
    let scheme = |scheme: &crate::api::Scheme| rust::Scheme { name: scheme.name.clone(), kind: kind(&scheme.kind) };
    service.schemes.iter().map(scheme).collect()
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
pub fn of(operation: &Operation, service: &Service) -> Option<Vec<Vec<String>>> {
    let differs = !service.signature && operation.security != service.security;
    let asks = operation.security.iter().any(|schemes| !schemes.is_empty());
    (differs && asks).then(|| operation.security.clone())
}
