//! Carries out publishing: an API in an environment is a publication, whose id stays while it is offline, so that what is bound
//! to it works again; each time it is published, the definition is kept as a version, and one version of them runs.

use super::acts::Act;
use super::apis::APIS;
use super::call::{Call, Done, Scope, failure, invalid, refuse, unknown};
use super::environments::{ENVIRONMENTS, RELEASE};
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use crate::times;
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

pub(super) const PUBLICATIONS: Kind = Kind {
    name: "publications",
    id: "publish_id",
    created: &[],
    changed: &["publish_time"],
    unknown: ("APIG.3015", "The API publication record does not exist,id:{}"),
    ..PLAIN
};

const VERSIONS: Kind = Kind {
    name: "api_versions",
    id: "version_id",
    created: &["publish_time"],
    changed: &[],
    unknown: ("APIG.3022", "The API version does not exist,id:{}"),
    ..PLAIN
};

/// "10 versions are kept per API and environment".
const MOST_VERSIONS: usize = 10;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("CreateOrDeletePublishRecordForApiV2", Act::Own(publish_or_offline)),
    ("BatchPublishOrOfflineApiV2", Act::Own(batch)),
    ("ListApiVersionsV2", Act::Own(versions)),
    ("ListApiVersionDetailV2", Act::Own(version)),
    ("ListApiRuntimeDefinitionV2", Act::Own(runtime)),
    ("ChangeApiVersionV2", Act::Own(switch)),
    ("DeleteApiByVersionIdV2", Act::Own(offline_version)),
];

/// Whether callers reach it.
pub(super) fn is_online(publication: &Record) -> bool {
    !publication.text("version_id").is_empty()
}

/// The publication of an API in an environment that callers reach.
pub(super) fn online<'a>(scope: &'a Scope<'_>, api: &str, env: &str) -> Option<&'a Record> {
    scope.all(&PUBLICATIONS).iter().find(|one| is_online(one) && one.is("api_id", api) && one.is("env_id", env))
}

/// What runs at a publication: the API as it was when it was published.
pub(super) fn running<'a>(scope: &'a Scope<'_>, publication: &Record) -> Option<&'a Record> {
    scope.get(&VERSIONS, publication.text("version_id"))
}

fn publish(call: &Call<'_>, scope: &mut Scope<'_>, api: &str, env: &str, remark: &str) -> Done<Fields> {
    let api = scope.find(&APIS, api)?;
    let definition = call.view(scope, &APIS, api);
    let (id, name) = (api.id.clone(), api.get("name").clone());
    let env_name = scope.find(&ENVIRONMENTS, env)?.get("name").clone();
    let is_of = |one: &Record| one.is("api_id", &id) && one.is("env_id", env);
    for before in scope.of_mut(&VERSIONS).all_mut(VERSIONS.name).iter_mut().filter(|one| is_of(one)) {
        before.set("status", 2);
    }
    let mut version = call.record(&VERSIONS);
    version.fields.extend(fields(json!({
        "version_no": times::version(call.now), "api_id": id, "env_id": env, "env_name": env_name, "remark": remark,
        "status": 1, "definition": definition,
    })));
    let version_id = version.id.clone();
    scope.put(&VERSIONS, version);
    let of_publication: Vec<String> =
        scope.all(&VERSIONS).iter().filter(|one| is_of(one)).map(|one| one.id.clone()).collect();
    for old in of_publication.iter().take(of_publication.len().saturating_sub(MOST_VERSIONS)) {
        scope.remove(&VERSIONS, old);
    }
    let before = scope.all(&PUBLICATIONS).iter().find(|one| is_of(one)).map(|one| one.id.clone());
    let mut publication = call.record_of(&PUBLICATIONS, before.unwrap_or_else(|| call.ids.hex()));
    publication.fields.extend(fields(json!({
        "api_id": id, "api_name": name, "env_id": env, "remark": remark, "version_id": version_id,
    })));
    let told = publication.fields.clone();
    scope.put(&PUBLICATIONS, publication);
    Ok(told)
}

/// An API that is not published is refused. No document says so.
fn offline(call: &Call<'_>, scope: &mut Scope<'_>, api: &str, env: &str) -> Done<Fields> {
    scope.find(&APIS, api)?;
    scope.find(&ENVIRONMENTS, env)?;
    let id = online(scope, api, env).map(|one| one.id.clone()).ok_or_else(|| unknown(&PUBLICATIONS, api))?;
    let publication = scope.find_mut(&PUBLICATIONS, &id)?;
    let told = publication.fields.clone();
    publication.set("version_id", "");
    publication.set("publish_time", call.time());
    let is_of = |one: &Record| one.is("api_id", api) && one.is("env_id", env);
    for version in scope.of_mut(&VERSIONS).all_mut(VERSIONS.name).iter_mut().filter(|one| is_of(one)) {
        version.set("status", 2);
    }
    Ok(told)
}

fn publish_or_offline(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let (api, env) = (call.field("api_id"), call.field("env_id"));
    let told = match call.field("action") {
        "online" => publish(call, scope, api, env, call.field("remark"))?,
        "offline" => offline(call, scope, api, env)?,
        _ => return invalid("action"),
    };
    Ok(call.answer(told))
}

/// Those that are listed, or else all of a group.
fn batch(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let (env, group) = (call.field("env_id"), call.field("group_id"));
    let is_online = match call.text("action") {
        "online" => true,
        "offline" => false,
        _ => return invalid("action"),
    };
    let listed = call.texts("apis").into_iter().map(str::to_owned).collect::<Vec<_>>();
    let of_group = scope.all(&APIS).iter().filter(|api| api.is("group_id", group)).map(|api| api.id.clone());
    let apis: Vec<String> = if listed.is_empty() { of_group.collect() } else { listed };
    let (mut success, mut failures) = (Vec::new(), Vec::new());
    for api in apis {
        let done = if is_online {
            publish(call, scope, &api, env, call.field("remark"))
        } else {
            offline(call, scope, &api, env)
        };
        match done {
            Ok(told) => success.push(Json::Object(told)),
            Err(refusal) => failures.push(failure(("api_id", &api), &refusal)),
        }
    }
    Ok(call.answer(fields(json!({"success": success, "failure": failures}))))
}

fn versions(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let api = scope.find(&APIS, call.id())?;
    let of_api = scope.all(&VERSIONS).iter().filter(|version| version.is("api_id", &api.id));
    Ok(call.list(of_api.map(|version| version.fields.clone()), &[]))
}

/// The definition of an API as it was, with what is known of its publication.
fn definition(scope: &Scope<'_>, version: &Record) -> Fields {
    let mut told = version.get("definition").as_object().cloned().unwrap_or_default();
    let group = told.get("api_group_info").and_then(Json::as_object).cloned().unwrap_or_default();
    told.extend(
        ["sl_domain", "sl_domains"].iter().filter_map(|name| Some(((*name).to_owned(), group.get(*name)?.clone()))),
    );
    for (name, of_version) in [
        ("run_env_id", "env_id"),
        ("run_env_name", "env_name"),
        ("publish_time", "publish_time"),
        ("version_id", "version_id"),
    ] {
        told.insert(name.to_owned(), version.get(of_version).clone());
    }
    if let Some(publication) = online(scope, version.text("api_id"), version.text("env_id")) {
        told.insert("publish_id".to_owned(), publication.id.as_str().into());
    }
    told
}

fn version(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    Ok(call.answer(definition(scope, scope.find(&VERSIONS, call.id())?)))
}

/// What runs, in `RELEASE` unless an environment is named.
fn runtime(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let api = scope.find(&APIS, call.id())?;
    let env = Some(call.text("env_id")).filter(|env| !env.is_empty()).unwrap_or(RELEASE);
    let publication = online(scope, &api.id, env).ok_or_else(|| unknown(&PUBLICATIONS, &api.id))?;
    let version = running(scope, publication).ok_or_else(|| unknown(&PUBLICATIONS, &api.id))?;
    Ok(call.answer(definition(scope, version)))
}

fn switch(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let version = scope.find(&VERSIONS, call.field("version_id"))?.clone();
    if !version.is("api_id", call.id()) {
        return Err(unknown(&VERSIONS, &version.id));
    }
    let is_of = |one: &Record| one.is("api_id", call.id()) && one.get("env_id") == version.get("env_id");
    for other in scope.of_mut(&VERSIONS).all_mut(VERSIONS.name).iter_mut().filter(|one| is_of(one)) {
        let status = if other.id == version.id { 1 } else { 2 };
        other.set("status", status);
    }
    let Some(publication) = scope.of_mut(&PUBLICATIONS).all_mut(PUBLICATIONS.name).iter_mut().find(|one| is_of(one))
    else {
        return refuse(StatusCode::NOT_FOUND, ("APIG.3015", "The API publication record does not exist."));
    };
    publication.set("version_id", version.id.as_str());
    publication.set("publish_time", call.time());
    let told = publication.fields.clone();
    Ok(call.answer(told))
}

/// Takes the version offline that runs; another one is forgotten.
fn offline_version(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let version = scope.find(&VERSIONS, call.id())?.clone();
    let (api, env) = (version.text("api_id"), version.text("env_id"));
    if online(scope, api, env).is_some_and(|one| one.is("version_id", &version.id)) {
        offline(call, scope, api, env)?;
    } else {
        scope.remove(&VERSIONS, &version.id);
    }
    Ok(Answer::no_content())
}
