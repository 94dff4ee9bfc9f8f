//! Carries out the operations that authorize apps to call APIs in an environment. Must not know how they prove who they are.

use super::acts::Act;
use super::apis::APIS;
use super::apps::OWNERS;
use super::call::{Call, Done, Scope, failure, invalid, refuse, unknown};
use super::environments::ENVIRONMENTS;
use super::facts;
use super::kind::{Kind, PLAIN};
use super::publications::{self, PUBLICATIONS};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

pub(super) const APP_AUTHS: Kind = Kind {
    name: "app_auths",
    created: &["auth_time"],
    changed: &[],
    unknown: ("APIG.3009", "The app authorization record does not exist,id:{}"),
    ..PLAIN
};

/// "Up to 1,000 APIs per credential."
const MOST_OF_APP: usize = 1_000;

/// What authorizations at ROMA Connect say besides.
const OF_TUNNEL: [&str; 3] = ["auth_tunnel", "auth_whitelist", "auth_blacklist"];

/// So many pairs at a time. No document says so.
const MOST_PAIRS: usize = 10_000;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("CreateAuthorizingAppsV2", Act::Own(authorize)),
    ("CancelingAuthorizationV2", Act::Delete(&APP_AUTHS)),
    ("ListApisBindedToAppV2", Act::Own(apis)),
    ("ListAppsBindedToApiV2", Act::Own(apps)),
    ("ListApisUnbindedToAppV2", Act::Own(other_apis)),
];

/// What authorizes an app to call an API in an environment.
pub(super) fn auth<'a>(scope: &'a Scope<'_>, app: &str, api: &str, env: &str) -> Option<&'a Record> {
    let is_it = |one: &&Record| one.is("app_id", app) && one.is("api_id", api) && one.is("env_id", env);
    scope.all(&APP_AUTHS).iter().find(is_it)
}

/// All apps for all APIs. An environment or an app that is not there refuses all; of APIs, each says for itself why it is left out.
/// No document says so.
fn authorize(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let env = scope.find(&ENVIRONMENTS, call.field("env_id"))?.id.clone();
    let (app_ids, api_ids) = (call.texts("app_ids"), call.texts("api_ids"));
    if app_ids.len() * api_ids.len() > MOST_PAIRS {
        return invalid("api_ids");
    }
    app_ids.iter().try_for_each(|app| scope.find(&OWNERS, app).map(drop))?;
    let mut told = Vec::new();
    for app in &app_ids {
        for api in &api_ids {
            told.push(pair(call, scope, (app, api, &env)));
        }
    }
    Ok(call.answer(fields(json!({"auths": told}))))
}

/// One app for one API: what is authorized already is skipped.
fn pair(call: &Call<'_>, scope: &mut Scope<'_>, (app, api, env): (&str, &str, &str)) -> Json {
    let before = auth(scope, app, api, env).map(|auth| auth.fields.clone());
    let (mut told, result) = match (before, check(scope, app, api, env)) {
        (Some(before), _) => (before, json!({"status": "SKIPPED"})),
        (None, Ok(())) => {
            let mut auth = call.record(&APP_AUTHS);
            let of_pair = json!({
                "app_id": app, "api_id": api, "env_id": env, "auth_role": "PROVIDER", "auth_tunnel": "NORMAL",
            });
            auth.fields.extend(fields(of_pair));
            auth.fields.extend(call.said().into_iter().filter(|(name, _)| OF_TUNNEL.contains(&name.as_str())));
            auth.set("visit_params", visit_param(call, app, api));
            let told = auth.fields.clone();
            scope.put(&APP_AUTHS, auth);
            (told, json!({"status": "SUCCESS"}))
        }
        (None, Err(refusal)) => {
            let name = |kind: &Kind, id: &str| scope.get(kind, id).map(|one| one.get("name").clone());
            let mut result = failure(("status", "FAILED"), &refusal);
            result["app_name"] = name(&OWNERS, app).unwrap_or_default();
            result["api_name"] = name(&APIS, api).unwrap_or_default();
            (fields(json!({"app_id": app, "api_id": api})), result)
        }
    };
    told.insert("auth_result".to_owned(), result);
    Json::Object(told)
}

/// What an app may see of an API; null if nothing is said of that.
fn visit_param(call: &Call<'_>, app: &str, api: &str) -> Json {
    let said = call.input.body.get("visit_params").and_then(Json::as_array).into_iter().flatten();
    let mut of_pair = said.filter(|one| one["api_id"] == api && (one["app_id"].is_null() || one["app_id"] == app));
    of_pair.next().map(|one| one["visit_param"].clone()).unwrap_or_default()
}

/// "Only for published APIs with the authentication mode `APP`."
fn check(scope: &Scope<'_>, app: &str, api: &str, env: &str) -> Done {
    let api = scope.find(&APIS, api)?;
    publications::online(scope, &api.id, env).ok_or_else(|| unknown(&PUBLICATIONS, &api.id))?;
    if !api.is("auth_type", "APP") {
        return invalid("api_ids");
    }
    if scope.all(&APP_AUTHS).iter().filter(|one| one.is("app_id", app)).count() >= MOST_OF_APP {
        return refuse(StatusCode::FORBIDDEN, APP_AUTHS.too_many);
    }
    Ok(())
}

/// What lists tell of an authorization.
fn told(scope: &Scope<'_>, auth: &Record) -> Fields {
    let mut told = facts::of_record(scope, auth);
    if let Some(app) = scope.get(&OWNERS, auth.text("app_id")) {
        for (field, of_app) in
            [("app_name", "name"), ("app_remark", "remark"), ("app_type", "app_type"), ("app_creator", "creator")]
        {
            told.insert(field.to_owned(), app.get(of_app).clone());
        }
    }
    told.extend(auth.fields.clone());
    told.insert("visit_param".to_owned(), auth.get("visit_params").clone());
    told
}

fn apis(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let app = scope.find(&OWNERS, call.text("app_id"))?;
    let auths = scope.all(&APP_AUTHS).iter().filter(|auth| auth.is("app_id", &app.id));
    Ok(call.list(auths.map(|auth| told(scope, auth)), &[]))
}

/// Of one API, or of all.
fn apps(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    if !call.text("api_id").is_empty() {
        scope.find(&APIS, call.text("api_id"))?;
    }
    Ok(call.list(scope.all(&APP_AUTHS).iter().map(|auth| told(scope, auth)), &[]))
}

/// Those that the app might be authorized for, also before they are published.
fn other_apis(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let app = scope.find(&OWNERS, call.text("app_id"))?;
    let env = scope.find(&ENVIRONMENTS, call.text("env_id"))?;
    let is_open = |api: &&Record| api.is("auth_type", "APP") && auth(scope, &app.id, &api.id, &env.id).is_none();
    let apis = scope.all(&APIS).iter().filter(is_open);
    Ok(call.list(apis.map(|api| facts::of(scope, api, &env.id)), &[]))
}
