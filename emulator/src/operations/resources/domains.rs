//! Carries out the operations on the domain names of groups, and on the certificates that they have. They are kept with the project,
//! since its certificates are bound to domains of all its gateways.

use super::acts::{self, Act};
use super::api_groups::API_GROUPS;
use super::call::{Call, Done, Scope, invalid, refuse, unknown};
use super::certificates::{self, CERTIFICATES};
use super::kind::{Error, Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

pub(super) const DOMAINS: Kind = Kind {
    name: "domains",
    of_project: true,
    unique: &["instance_id", "url_domain"],
    within: Some(("group_id", &API_GROUPS)),
    created: &[],
    changed: &[],
    unknown: ("APIG.3020", "The URL domain does not exist"),
    taken: ("APIG.3305", "The URL domain name already exists."),
    too_many: ("APIG.3108", "The number of domain names exceeds the maximum allowed limit."),
    most: 10_000,
    seen,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("AssociateDomainV2", Act::Own(bind)),
    ("UpdateDomainV2", Act::Own(update)),
    ("DisassociateDomainV2", Act::Own(unbind)),
    ("AssociateCertificateV2", Act::Own(upload)),
    ("ShowDetailsOfDomainNameCertificateV2", Act::Own(show_certificate)),
    ("DisassociateCertificateV2", Act::Own(delete_certificate)),
    ("BatchAssociateCertsV2", Act::Own(attach)),
    ("BatchDisassociateCertsV2", Act::Own(detach)),
    ("UpdateSlDomainSettingV2", Act::Own(set_access)),
];

const NOT_OF_GROUP: Error =
    ("APIG.3474", "The API group ID in the URL does not match the API group to which the URL domain has been bound");

/// No such name reaches a gateway before the DNS knows it, which nobody asks here.
const RESOLVED: i64 = 3;

/// As many as the documents allow a group.
const MOST_OF_GROUP: usize = 5;

fn bind(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let group = scope.find(&API_GROUPS, call.text("group_id"))?;
    if scope.all(&DOMAINS).iter().filter(|other| other.is("group_id", &group.id)).count() >= MOST_OF_GROUP {
        return refuse(StatusCode::FORBIDDEN, DOMAINS.too_many);
    }
    if !is_domain(call.field("url_domain")) {
        return refuse(StatusCode::BAD_REQUEST, ("APIG.2024", "Invalid URL domain name"));
    }
    let mut domain = call.record(&DOMAINS);
    domain.fields.extend(call.body());
    domain.set("group_id", group.id.as_str());
    domain.set("api_group_name", group.get("name").clone());
    domain.set("instance_id", call.instance);
    domain.set("status", RESOLVED);
    domain.set("verified_client_certificate_enabled", false);
    Ok(call.answer(acts::add(call, scope, &DOMAINS, domain)?))
}

/// Whether a text may be a domain's name, or `*.` before one, which means all that is below it.
fn is_domain(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let name = text.strip_prefix("*.").unwrap_or(text);
    text.len() <= 255 && name.contains('.') && name.split('.').all(is_label)
}

/// What groups tell of their domains, in words of their own; and what is known of the certificate.
fn seen(call: &Call<'_>, scope: &Scope<'_>, domain: &mut Fields) {
    let certificate = domain.get("ssl_id").and_then(Json::as_str).and_then(|id| scope.get(&CERTIFICATES, id));
    if let Some(certificate) = certificate {
        let one_or_all = if certificate.is("type", "global") { 2 } else { 1 };
        let numbered = call.product.numbers_certificates;
        let of_type = if numbered { one_or_all.into() } else { certificate.get("type").clone() };
        let info = json!({
            "ssl_id": certificate.id, "ssl_name": certificate.get("name"), "type": of_type,
            "is_has_trusted_root_ca": certificate.get("is_has_trusted_root_ca"),
        });
        domain.insert("ssl_name".to_owned(), certificate.get("name").clone());
        domain.insert("is_has_trusted_root_ca".to_owned(), certificate.get("is_has_trusted_root_ca").clone());
        domain.insert("ssl_infos".to_owned(), json!([info]));
    }
    for (name, own) in [("domain", "url_domain"), ("cname_status", "status"), ("api_group_id", "group_id")] {
        domain.insert(name.to_owned(), domain.get(own).cloned().unwrap_or_default());
    }
}

/// The domain that the path names.
fn named(call: &Call<'_>, scope: &Scope<'_>) -> Done<Record> {
    let group = scope.find(&API_GROUPS, call.text("group_id"))?;
    let id = call.text("domain_id");
    let domain = scope.find(&DOMAINS, id)?;
    if !domain.is("instance_id", call.instance) {
        return Err(unknown(&DOMAINS, id));
    }
    if !domain.is("group_id", &group.id) {
        return refuse(StatusCode::BAD_REQUEST, NOT_OF_GROUP);
    }
    Ok(domain.clone())
}

fn update(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let mut domain = named(call, scope)?;
    domain.fields.extend(call.body());
    certificates::verify_clients(scope, &mut domain, call.input.body.get("verified_client_certificate_enabled"));
    let view = call.view(scope, &DOMAINS, &domain);
    scope.put(&DOMAINS, domain);
    Ok(call.answer(view))
}

fn unbind(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let domain = named(call, scope)?;
    forget(scope, "id", &domain.id);
    Ok(Answer::no_content())
}

/// Removes the domains of which a field says this, and the certificates that were uploaded for them.
pub(super) fn forget(scope: &mut Scope<'_>, field: &str, text: &str) {
    let gone = scope.all(&DOMAINS).iter().filter(|domain| domain.is(field, text)).map(|domain| domain.id.clone());
    for id in gone.collect::<Vec<_>>() {
        scope.project.forget("domain_id", &id);
        scope.remove(&DOMAINS, &id);
    }
}

/// The certificate belongs to the domain, and is gone with it.
fn upload(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let domain = named(call, scope)?;
    let mut certificate = call.record(&CERTIFICATES);
    certificate.fields.extend(call.said());
    certificate.set("type", "instance");
    certificate.set("instance_id", call.instance);
    certificate.set("domain_id", domain.id.as_str());
    let id = certificate.id.clone();
    acts::add(call, scope, &CERTIFICATES, certificate)?;
    certificates::attach(scope, &id, domain, None)?;
    let domain = scope.find(&DOMAINS, call.text("domain_id"))?;
    Ok(call.answer(call.view(scope, &DOMAINS, domain)))
}

fn show_certificate(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let domain = named(call, scope)?;
    certificates::check_attached(&domain, call.id())?;
    Ok(call.answer(call.view(scope, &CERTIFICATES, scope.find(&CERTIFICATES, call.id())?)))
}

/// Deletes a certificate that was uploaded for the domain; any other one is unbound.
fn delete_certificate(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let domain = named(call, scope)?;
    let is_own = scope.find(&CERTIFICATES, call.id())?.is("domain_id", &domain.id);
    certificates::detach(scope, call.id(), domain)?;
    if is_own {
        scope.remove(&CERTIFICATES, call.id());
    }
    Ok(Answer::no_content())
}

/// "Only one ID is accepted for now."
fn certificate<'a>(call: &Call<'a>) -> Done<&'a str> {
    match call.texts("certificate_ids").as_slice() {
        [id] => Ok(id),
        _ => invalid("certificate_ids"),
    }
}

fn attach(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let domain = named(call, scope)?;
    let verifies = call.input.body.get("verified_client_certificate_enabled");
    certificates::attach(scope, certificate(call)?, domain, verifies)?;
    Ok(Answer::no_content())
}

fn detach(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let domain = named(call, scope)?;
    certificates::detach(scope, certificate(call)?, domain)?;
    Ok(Answer::no_content())
}

fn set_access(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let group = scope.find_mut(&API_GROUPS, call.text("group_id"))?;
    group.set("sl_domain_access_enabled", call.input.body.get("sl_domain_access_enabled").cloned().unwrap_or_default());
    Ok(Answer::no_content())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["www.example.com", "*.example.com", "a-1.b2"] {
            assert!(is_domain(name), "{name}");
        }
        let long = format!("{}.com", "a".repeat(64));
        for name in
            ["", "localhost", "a..b", ".a.b", "a.b.", "-a.b", "a-.b", "a_b.c", "a.*.b", "a.b:80", "a b.c", &long]
        {
            assert!(!is_domain(name), "{name}");
        }
    }
}
