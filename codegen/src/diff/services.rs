//! Pairs and compares services: each as a whole, then its operations. Must not know what operations are made of.

use super::base_path::{self, Moved};
use super::catalogue::{Rule, rules};
use super::finding::{Edits, Finding};
use super::gaps::{self, Gap, Rest};
use super::pairing::Pairs;
use super::schemas::Sides;
use super::types::TypePairs;
use super::{Change, Subject, annotations, operations, security, servers, tags, words};
use crate::api::{Issuer, Scheme, Service, TokenHeader};
use crate::resolve::Unsound;
use crate::source::{Places, Sources};
use std::collections::BTreeSet;

/// A version of the documents: the services in them, and the texts that they were read from.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub services: &'a [Service],
    pub sources: &'a Sources,
    /// What its errors leave unknown.
    pub unsound: &'a [Unsound],
}

/// Compares all services but those of documents that are known to be the same, in the order of the newer version; those that vanished
/// come last. What cannot be compared is told beside it.
pub fn compare(before: Version<'_>, after: Version<'_>, same: &BTreeSet<String>) -> (Vec<Change>, Vec<Gap>) {
    let mut pairs = Pairs::by(before.services, after.services, |service| service.name.clone());
    let by_path = pairs.further(|service| service.path.clone());
    pairs.both.extend(by_path);
    // A document on its own may have been compared with itself under another name.
    let related = |old: &Service, new: &Service| {
        let ids: BTreeSet<&str> = old.operations.iter().map(|operation| operation.id.as_str()).collect();
        new.operations.iter().any(|operation| ids.contains(operation.id.as_str()))
    };
    let last = pairs.last_ones(related);
    pairs.both.extend(last);
    let mut gaps = gaps::of_unread(before, after);
    pairs.removed.retain(|service| !gaps::may_be_unread(after, service, before.services));
    pairs.added.retain(|service| !gaps::may_be_unread(before, service, after.services));
    let mut changes = Vec::new();
    let mut finish = |edits: Edits, service: &Service| {
        changes.extend(edits.into_changes(&service.name, before.sources, after.sources));
    };
    for service in after.services.iter().filter(|service| !same.contains(&service.path)) {
        let old = pairs.both.iter().find(|(_, new)| std::ptr::eq(*new, service)).map(|(old, _)| *old);
        let mut edits = Edits::default();
        match old {
            Some(old) => {
                let rest = gaps::leave_out(Sides { before: old, after: service }, before, after, &mut gaps);
                one(&rest, &mut edits);
            }
            None if pairs.added.iter().all(|added| !std::ptr::eq(*added, service)) => {}
            None => {
                let finding = Finding::new(
                    &rules::SERVICE_ADDED,
                    Subject::Service,
                    format!("{} is new", words::quoted(&service.name)),
                );
                edits.add(&finding.at(None, Some(service.span)), None);
            }
        }
        finish(edits, service);
    }
    for service in pairs.removed {
        let mut edits = Edits::default();
        let finding = Finding::new(
            &rules::SERVICE_REMOVED,
            Subject::Service,
            format!("{} vanished", words::quoted(&service.name)),
        );
        edits.add(&finding.at(Some(service.span), None), None);
        finish(edits, service);
    }
    (changes, gaps)
}

/// Compares two versions of a service.
fn one(rest: &Rest<'_>, edits: &mut Edits) {
    let sides = Sides { before: &rest.before, after: &rest.after };
    let moved = base_path::moved(sides).filter(|_| rest.is_whole_known);
    if let Some(Moved { part, into_paths, .. }) = &moved {
        let part = words::quoted(part);
        let what = match into_paths {
            true => {
                format!(
                    "has {part} in its paths, not in the URLs of its servers any more, nor in endpoints that callers give"
                )
            }
            false => {
                format!(
                    "has {part} in the URLs of its servers, not in its paths any more, and so in endpoints that callers give"
                )
            }
        };
        let finding = Finding::new(&rules::BASE_PATH_MOVED, Subject::Service, what);
        let at = |service: &Service| service.servers.first().map(|server| server.span);
        edits.add(&finding.at(at(sides.before), at(sides.after)), None);
    }
    let sides = moved.as_ref().map_or(sides, |moved| Sides { before: &moved.before, ..sides });
    if rest.is_whole_known {
        whole(sides, edits);
        tags::compare(sides, edits);
        servers::compare(sides, edits);
    }
    let mut pairs = operations::pairs(sides);
    if !rest.are_all_known {
        pairs.removed.clear();
        pairs.added.clear();
    }
    for old in &pairs.removed {
        let what = format!("vanished ({} {})", old.method.verb(), words::quoted(&old.path));
        let finding = Finding::new(&rules::OPERATION_REMOVED, operations::subject(old), what);
        let finding = finding.at(Some(old.span), None).gone(old.deprecated.as_ref());
        edits.add(&finding, Some(&old.id));
    }
    for new in &pairs.added {
        let what = format!("is new ({} {})", new.method.verb(), words::quoted(&new.path));
        let finding = Finding::new(&rules::OPERATION_ADDED, operations::subject(new), what);
        edits.add(&finding.at(None, Some(new.span)), Some(&new.id));
    }
    let mut types = TypePairs::new(sides);
    for (old, new) in pairs.both {
        let found = operations::compare(sides, old, new);
        for finding in found.list.iter().chain(types.behind(&found.pairs)) {
            edits.add(finding, Some(&new.id));
        }
    }
}

/// Compares a service as a whole.
fn whole(sides: Sides<'_>, edits: &mut Edits) {
    let Service {
        name,
        title,
        version,
        description,
        token,
        signature,
        algorithm,
        schemes,
        security,
        issued_by,
        source,
        source_url,
        places,
        span,
        // Compared one by one.
        tags: _,
        servers: _,
        regions: _,
        operations: _,
        // Compared where operations use them.
        types: _,
        // Of a new crate's manifest alone, which is a person's from then on.
        license: _,
        // A document that moved is the same document.
        path: _,
        files: _,
    } = sides.before;
    let after = sides.after;
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        let finding = Finding::new(rule, Subject::Service, what);
        let of = |places: &Places, span| places.of(keyword).or(places.of("info")).or(Some(span));
        edits.add(&finding.at(of(places, *span), of(&after.places, after.span)), None);
    };
    if *name != after.name {
        let what = words::value("name", Some(name), Some(&after.name));
        report(&rules::SERVICE_RENAMED, "x-rust-name", what);
    }
    if *title != after.title {
        report(&rules::TITLE_CHANGED, "title", words::value("title", Some(title), Some(&after.title)));
    }
    if *version != after.version {
        report(&rules::VERSION_CHANGED, "version", words::value("version", Some(version), Some(&after.version)));
    }
    annotations::description(description, &after.description, &mut report);
    if (source, source_url) != (&after.source, &after.source_url) {
        let what = "transcribes another page, or another date of it";
        report(&rules::EXTERNAL_DOCS_CHANGED, "externalDocs", what.to_owned());
    }
    // The names of schemes are not sent.
    for (old, new) in Pairs::by(schemes, &after.schemes, |scheme| scheme.name.clone()).both {
        let Scheme { name, description, kind, places, span } = old;
        // What token and signature are is told below.
        let is_told = (token, signature, algorithm) != (&after.token, &after.signature, &after.algorithm);
        if !is_told && *kind != new.kind {
            let what = format!("takes the credentials {} in another way", words::quoted(name));
            let finding = Finding::new(&rules::SCHEME_CHANGED, Subject::Service, what);
            edits.add(&finding.at(Some(*span), Some(new.span)), None);
        }
        if *description != new.description {
            let noun = format!("description of the credentials {}", words::quoted(name));
            let what = words::text(&noun, description, &new.description);
            let finding = Finding::new(&rules::DESCRIPTION_CHANGED, Subject::Service, what);
            edits.add(&finding.at(places.at("description"), new.places.at("description")), None);
        }
    }
    let mut report = |rule: &'static Rule, keyword: &str, what: String| {
        let finding = Finding::new(rule, Subject::Service, what);
        // What is no longer required is missing from the list of requirements.
        let of =
            |places: &Places, span| places.of(keyword).or(places.of("security")).or(places.of("info")).or(Some(span));
        edits.add(&finding.at(of(places, *span), of(&after.places, after.span)), None);
    };
    // What is to be signed takes a token or a signature, which is told below.
    let is_signed = *signature || after.signature;
    if security.is_empty() == after.security.is_empty()
        && !is_signed
        && let Some((rule, what)) = security::compare(security, &after.security)
    {
        report(rule, "security", what);
    }
    // Where no credentials at all are required, operations say so.
    let has_credentials = |token: &Option<TokenHeader>, signature: bool| token.is_some() || signature;
    if !has_credentials(token, *signature) || !has_credentials(&after.token, after.signature) {
        return;
    }
    match (token, &after.token) {
        (None, Some(_)) => report(&rules::TOKEN_ACCEPTED, "token in use", "takes a token now".to_owned()),
        (Some(_), None) => report(&rules::TOKEN_REFUSED, "token in use", "takes no token any more".to_owned()),
        (Some(old), Some(new)) if old != new => {
            let show = |TokenHeader { name, prefix }: &TokenHeader| format!("{name}: {prefix}…");
            let what = format!("takes the token as {}", words::instead(show(old), show(new)));
            report(&rules::TOKEN_HEADER_CHANGED, "token", what);
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    match (signature, after.signature) {
        (false, true) => report(&rules::SIGNATURE_ACCEPTED, "signature in use", "takes a signature now".to_owned()),
        (true, false) => {
            report(&rules::SIGNATURE_REFUSED, "signature in use", "takes no signature any more".to_owned())
        }
        (true, true) if *algorithm != after.algorithm => {
            let what = words::value("algorithm of signatures", algorithm.as_ref(), after.algorithm.as_ref());
            report(&rules::SIGNATURE_ALGORITHM_CHANGED, "signature", what);
        }
        (true, true) | (false, false) => {}
    }
    let both = token.is_some() && after.token.is_some();
    let [old, new] = [issued_by, &after.issued_by].map(|issuer| issuer.as_ref().map(|issuer| &issuer.service));
    if both && old != new {
        let what = words::value("issuer of tokens", old, new);
        let finding = Finding::new(&rules::ISSUER_CHANGED, Subject::Service, what);
        let at =
            |issuer: &Option<Issuer>, places: &Places| issuer.as_ref().map(|issuer| issuer.span).or(places.of("token"));
        edits.add(&finding.at(at(issued_by, places), at(&after.issued_by, &after.places)), None);
    }
}
