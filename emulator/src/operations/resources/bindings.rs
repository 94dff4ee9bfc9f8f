//! Binds policies to APIs in environments, that is, to publications: alike for request throttling, access control and signature
//! keys, whose differences are data. Must not know any of them, nor what they do to calls.
//!
//! A binding stays while its API is offline, and works again with it.

use super::apis::APIS;
use super::call::{Call, Done, Scope, unknown};
use super::facts;
use super::kind::Kind;
use super::publications::{PUBLICATIONS, is_online};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use serde_json::json;

/// What differs between the kinds of policies.
pub(super) struct Bindings {
    /// Where the bindings are kept.
    pub kind: &'static Kind,
    /// What is bound.
    pub policy: &'static Kind,
    /// What queries and records call the policy's id, and lists its name.
    pub id: &'static str,
    pub name: &'static str,
    /// What the body that binds calls the policy's id.
    pub id_in_body: &'static str,
    /// The list of new bindings in the answer.
    pub bound: &'static str,
    /// What lists of APIs without the policy call the name of the one that they have instead.
    pub other: &'static str,
    /// A publication has one policy for each value of this field; if there is no such field, one.
    pub one_for_each: Option<&'static str>,
}

/// What a publication is bound to: the bindings, with their policies.
pub(super) fn at<'a>(
    scope: &'a Scope<'_>,
    of: &'a Bindings,
    publication: &'a str,
) -> impl Iterator<Item = (&'a Record, &'a Record)> {
    let bindings = scope.all(of.kind).iter().filter(move |binding| binding.is("publish_id", publication));
    bindings.filter_map(|binding| Some((binding, scope.get(of.policy, binding.text(of.id))?)))
}

/// What a publication is bound to that leaves no room for this policy.
fn rival<'a>(
    scope: &'a Scope<'_>,
    of: &'a Bindings,
    publication: &'a str,
    policy: &Record,
) -> Option<(&'a Record, &'a Record)> {
    at(scope, of, publication)
        .find(|(_, other)| of.one_for_each.is_none_or(|field| other.get(field) == policy.get(field)))
}

/// How many bindings a policy has.
pub(super) fn count(scope: &Scope<'_>, of: &Bindings, policy: &str) -> usize {
    scope.all(of.kind).iter().filter(|binding| binding.is(of.id, policy)).count()
}

/// Binds all or none. A policy takes the place of another one that leaves no room for it, as plug-ins do; bound where it is
/// bound already, it stays as it was. No document says so.
pub(super) fn bind(call: &Call<'_>, scope: &mut Scope<'_>, of: &Bindings) -> Done<Answer> {
    let policy = scope.find(of.policy, call.field(of.id_in_body))?.clone();
    let mut publications = Vec::new();
    for id in call.texts("publish_ids") {
        let publication = scope.get(&PUBLICATIONS, id).filter(|publication| is_online(publication));
        publications.push(publication.ok_or_else(|| unknown(&PUBLICATIONS, id))?.clone());
    }
    let mut bound = Vec::new();
    for publication in publications {
        let rival = rival(scope, of, &publication.id, &policy).map(|(binding, _)| binding.clone());
        let binding = match rival {
            Some(binding) if binding.is(of.id, &policy.id) => binding,
            rival => {
                rival.map(|rival| scope.remove(of.kind, &rival.id));
                let mut binding = call.record(of.kind);
                binding.set(of.id, policy.id.as_str());
                for field in ["publish_id", "api_id", "env_id"] {
                    binding.set(field, publication.get(field).clone());
                }
                binding
            }
        };
        let mut told = told(call, scope, of, &binding, true);
        told.insert("id".to_owned(), binding.id.as_str().into());
        told.insert(of.id_in_body.to_owned(), policy.id.as_str().into());
        // Of a throttle: "1: the API, the only value supported yet".
        told.insert("scope".to_owned(), 1.into());
        bound.push(Json::Object(told));
        scope.put(of.kind, binding);
    }
    Ok(call.answer(fields(json!({of.bound: bound}))))
}

/// What lists tell of a binding. Some names mean the API in one list, the policy in another one, and the binding in a third.
fn told(call: &Call<'_>, scope: &Scope<'_>, of: &Bindings, binding: &Record, is_policy_listed: bool) -> Fields {
    let mut told = facts::of_record(scope, binding);
    if let Some(policy) = scope.get(of.policy, binding.text(of.id)) {
        if is_policy_listed {
            facts::PREFIXED.iter().for_each(|(name, _)| drop(told.remove(*name)));
            told.extend(call.view(scope, of.policy, policy));
        }
        told.insert(of.name.to_owned(), name(of, policy));
    }
    told.insert("bind_id".to_owned(), binding.id.as_str().into());
    told.extend(binding.fields.clone());
    told
}

fn name(of: &Bindings, policy: &Record) -> Json {
    of.policy.unique.first().map(|field| policy.get(field).clone()).unwrap_or_default()
}

/// The APIs that a policy is bound to.
pub(super) fn apis(call: &Call<'_>, scope: &mut Scope<'_>, of: &Bindings) -> Done<Answer> {
    let policy = scope.find(of.policy, call.text(of.id))?;
    let bindings = scope.all(of.kind).iter().filter(|binding| binding.is(of.id, &policy.id));
    Ok(call.list(bindings.map(|binding| told(call, scope, of, binding, false)), &[]))
}

/// The published APIs that a policy is not bound to.
pub(super) fn other_apis(call: &Call<'_>, scope: &mut Scope<'_>, of: &Bindings) -> Done<Answer> {
    let policy = scope.find(of.policy, call.text(of.id))?;
    let views = scope.all(&PUBLICATIONS).iter().filter(|one| is_online(one)).filter_map(|publication| {
        let other = rival(scope, of, &publication.id, policy).map(|(_, other)| other);
        let mut told = facts::of_record(scope, publication);
        if let Some(other) = other {
            told.insert(of.other.to_owned(), name(of, other));
        }
        other.is_none_or(|other| other.id != policy.id).then_some(told)
    });
    Ok(call.list(views, &[]))
}

/// The policies that are bound to an API.
pub(super) fn policies(call: &Call<'_>, scope: &mut Scope<'_>, of: &Bindings) -> Done<Answer> {
    let api = scope.find(&APIS, call.text("api_id"))?;
    let bindings = scope.all(of.kind).iter().filter(|binding| binding.is("api_id", &api.id));
    Ok(call.list(bindings.map(|binding| told(call, scope, of, binding, true)), &[]))
}
