//! Carries out the operations on the SSL certificates of a project, and binds them to domains. Of what is sent, neither the
//! certificate nor the key is read or kept: whether they are PEM is all that counts.

use super::acts::Act;
use super::call::{Call, Done, Scope, invalid, refuse, unknown};
use super::domains::DOMAINS;
use super::instances::INSTANCES;
use super::kind::{Kind, PLAIN};
use crate::answer::{self, Answer};
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const CERTIFICATES: Kind = Kind {
    name: "certificates",
    of_project: true,
    unknown: ("APIG.3025", "The certificate does not exist."),
    born: complete,
    altered: complete,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListCertificatesV2", Act::Own(list)),
    ("CreateCertificateV2", Act::Create(&CERTIFICATES)),
    ("ShowDetailsOfCertificateV2", Act::Show(&CERTIFICATES)),
    ("UpdateCertificateV2", Act::Change(&CERTIFICATES)),
    ("DeleteCertificateV2", Act::Delete(&CERTIFICATES)),
    ("ListAttachedDomainsV2", Act::Own(domains)),
    ("BatchAssociateDomainsV2", Act::Own(attach_domains)),
    ("BatchDisassociateDomainsV2", Act::Own(detach_domains)),
];

/// What those have for a gateway's id that all gateways may use.
const COMMON: &str = "common";

fn complete(call: &Call<'_>, scope: &mut Scope<'_>, certificate: &mut Record) -> Done {
    if !is_pem(certificate.text("cert_content"), "CERTIFICATE")
        || !is_pem(certificate.text("private_key"), "PRIVATE KEY")
    {
        return refuse(StatusCode::BAD_REQUEST, ("APIG.2106", "Invalid certificate or private key."));
    }
    let instance = certificate.text("instance_id").to_owned();
    if !certificate.is("type", "instance") {
        certificate.set("instance_id", COMMON);
    } else if scope.get(&INSTANCES, &instance).is_none() {
        return Err(Box::new(answer::no_instance(&instance)));
    }
    let has_root = !certificate.text("trusted_root_ca").is_empty();
    for sent in ["cert_content", "private_key", "trusted_root_ca"] {
        certificate.fields.remove(sent);
    }
    certificate.set("is_has_trusted_root_ca", has_root);
    certificate.set("project_id", call.project);
    Ok(())
}

/// Whether a text has a PEM block of a kind that ends with this label: there are several kinds of keys.
fn is_pem(text: &str, label: &str) -> bool {
    let block = text.split_once("-----BEGIN ").and_then(|(_, block)| block.split_once("-----"));
    block.is_some_and(|(kind, block)| kind.ends_with(label) && block.contains(&format!("-----END {kind}-----")))
}

/// No document says how it is refused.
fn gone(_: &Call<'_>, scope: &mut Scope<'_>, certificate: &Record) -> Done {
    if scope.all(&DOMAINS).iter().any(|domain| domain.is("ssl_id", &certificate.id)) {
        let text = "The certificate has been bound to domain names and cannot perform the current operation";
        return refuse(StatusCode::CONFLICT, ("APIG.3462", text));
    }
    Ok(())
}

/// Those of one gateway, and those of all.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let is_usable = |one: &&Record| [call.text("instance_id"), COMMON].contains(&one.text("instance_id"));
    let views: Vec<Fields> =
        scope.all(&CERTIFICATES).iter().filter(is_usable).map(|one| call.view(scope, &CERTIFICATES, one)).collect();
    Ok(call.list(views, &[("instance_id", "")]))
}

/// The domains that a certificate is bound to.
fn domains(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let certificate = scope.find(&CERTIFICATES, call.id())?;
    let bound = scope.all(&DOMAINS).iter().filter(|domain| domain.is("ssl_id", &certificate.id));
    Ok(call.list(bound.map(|domain| call.view(scope, &DOMAINS, domain)), &[]))
}

fn attach_domains(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    for (domain, verifies) in named(call, scope)? {
        attach(scope, call.id(), domain, verifies)?;
    }
    Ok(Answer::no_content())
}

fn detach_domains(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let named = named(call, scope)?;
    for (domain, _) in &named {
        check_attached(domain, call.id())?;
    }
    for (domain, _) in named {
        detach(scope, call.id(), domain)?;
    }
    Ok(Answer::no_content())
}

/// The domains that the body names, each on the gateways that are listed or else on all that know it. All of them, or a refusal.
fn named<'a>(call: &'a Call<'_>, scope: &Scope<'_>) -> Done<Vec<(Record, Option<&'a Json>)>> {
    let certificate = scope.find(&CERTIFICATES, call.id())?;
    let mut found = Vec::new();
    for item in call.input.body["domains"].as_array().into_iter().flatten() {
        let name = item["domain"].as_str().unwrap_or_default();
        let listed: Vec<&str> =
            item["instance_ids"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        let is_meant = |domain: &&Record| {
            domain.is("url_domain", name) && (listed.is_empty() || listed.contains(&domain.text("instance_id")))
        };
        let meant: Vec<&Record> = scope.all(&DOMAINS).iter().filter(is_meant).collect();
        if meant.is_empty() || listed.iter().any(|id| !meant.iter().any(|domain| domain.is("instance_id", id))) {
            return Err(unknown(&DOMAINS, name));
        }
        for domain in meant {
            check_usable(certificate, domain)?;
            found.push((domain.clone(), item.get("verified_client_certificate_enabled")));
        }
    }
    Ok(found)
}

fn check_usable(certificate: &Record, domain: &Record) -> Done {
    let is_usable = [COMMON, domain.text("instance_id")].contains(&certificate.text("instance_id"));
    if is_usable { Ok(()) } else { invalid("instance_ids") }
}

/// Binds a certificate to a domain, in place of any other one. Once it is bound to more than the domain that it was uploaded for, it
/// does not go with that any more.
pub(super) fn attach(scope: &mut Scope<'_>, id: &str, mut domain: Record, verifies: Option<&Json>) -> Done {
    let certificate = scope.find_mut(&CERTIFICATES, id)?;
    check_usable(certificate, &domain)?;
    if !certificate.is("domain_id", &domain.id) {
        certificate.fields.remove("domain_id");
    }
    domain.set("ssl_id", id);
    verify_clients(scope, &mut domain, verifies);
    scope.put(&DOMAINS, domain);
    Ok(())
}

pub(super) fn detach(scope: &mut Scope<'_>, id: &str, mut domain: Record) -> Done {
    check_attached(&domain, id)?;
    domain.fields.remove("ssl_id");
    verify_clients(scope, &mut domain, None);
    scope.put(&DOMAINS, domain);
    Ok(())
}

pub(super) fn check_attached(domain: &Record, id: &str) -> Done {
    if domain.is("ssl_id", id) {
        return Ok(());
    }
    let error = ("APIG.3097", "The binding record of this SSL certificate and domain name does not exist.");
    refuse(StatusCode::NOT_FOUND, error)
}

/// "On if the certificate has a trusted root CA, else off", unless it is said; and off without one.
pub(super) fn verify_clients(scope: &Scope<'_>, domain: &mut Record, said: Option<&Json>) {
    let certificate = scope.get(&CERTIFICATES, domain.text("ssl_id"));
    let has_root = certificate.is_some_and(|one| one.get("is_has_trusted_root_ca").as_bool() == Some(true));
    let verifies = has_root && said.and_then(Json::as_bool).unwrap_or(true);
    domain.set("verified_client_certificate_enabled", verifies);
}
