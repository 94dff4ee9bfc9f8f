//! Carries out the import and the export of APIs as OpenAPI documents, at once or as tasks, which have ended when they are asked for.
//! Knows what is imported and exported. Must not know how an API is written in a document.
//!
//! Of what a document may hold, policies and custom authorizers are left out: "extended" is here as "full".

mod read;
#[cfg(test)]
mod tests;
mod written;

use super::acts::{self, Act};
use super::api_groups::API_GROUPS;
use super::apis::APIS;
use super::authorizers::AUTHORIZERS;
use super::call::{Call, Done, Scope, failure, invalid, refuse};
use super::domains::DOMAINS;
use super::environments::ENVIRONMENTS;
use super::kind::{Kind, PLAIN};
use super::publications::{online, running};
use super::shape;
use super::vpc_channels::VPC_CHANNELS;
use crate::answer::{Answer, Content};
use crate::state::records::{Fields, Record, fields};
use crate::times;
use apig_codegen::api::{Json, Schema, Type, TypeId};
use apig_codegen::{Sender, refused};
use http::StatusCode;
use serde_json::json;

pub(super) const ASYNC_TASKS: Kind = Kind {
    name: "async_tasks",
    id: "task_id",
    created: &[],
    changed: &[],
    unknown: ("APIG.3093", "The asynchronous task {} does not exist"),
    most: 100,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ExportApiDefinitionsV2", Act::Own(export_file)),
    ("ImportApiDefinitionsV2", Act::Own(|call, scope| Ok(call.answer(import(call, scope)?)))),
    ("ExportApiDefinitionsAsync", Act::Own(|call, scope| start(call, scope, "export_api", exported))),
    ("ImportApiDefinitionsAsync", Act::Own(|call, scope| start(call, scope, "import_api", import))),
    ("ShowAsyncTaskResult", Act::Show(&ASYNC_TASKS)),
];

/// Stands in a path for all methods that it does not name.
const ANY_METHOD: &str = "x-apigateway-any-method";

/// The security schemes of the documents: by signature, by a code as well, and by a user's token.
const APP: &str = "apig-auth-app";
const APP_CODE: &str = "apig-auth-app-header";
const IAM: &str = "apig-auth-iam";

/// What documents name and APIs know by its id: from one to the other.
struct Names<'a> {
    channel: &'a dyn Fn(&str) -> Option<String>,
    authorizer: &'a dyn Fn(&str) -> Option<String>,
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// Does it, and tells of it when it is asked. A task that is long over makes room: documents are large.
fn start(
    call: &Call<'_>,
    scope: &mut Scope<'_>,
    kind: &str,
    act: fn(&Call<'_>, &mut Scope<'_>) -> Done<Fields>,
) -> Done<Answer> {
    let oldest = scope.all(&ASYNC_TASKS).first().map(|task| task.id.clone());
    if let Some(oldest) = oldest.filter(|_| scope.check_room(&ASYNC_TASKS).is_err()) {
        scope.remove(&ASYNC_TASKS, &oldest);
    }
    let (status, result) = match act(call, scope) {
        Ok(told) => ("succeed", Json::Object(told)),
        Err(refusal) => match refusal.body {
            Some(Content::Json(body)) => ("failed", body),
            Some(Content::Bytes(..)) | None => ("failed", Json::Null),
        },
    };
    let mut task = call.record(&ASYNC_TASKS);
    task.fields.extend(fields(json!({"task_status": status, "task_type": kind, "task_result": result.to_string()})));
    let told = task.fields.clone();
    scope.put(&ASYNC_TASKS, task);
    Ok(call.answer(told))
}

fn export_file(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    Ok(Answer::file("application/octet-stream", export(call, scope)?.1))
}

fn exported(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Fields> {
    let (name, document) = export(call, scope)?;
    Ok(fields(json!({"FileName": name, "FileType": format!(".{}", format(call)), "Comment": document})))
}

fn format<'a>(call: &Call<'a>) -> &'a str {
    Some(call.field("type")).filter(|format| !format.is_empty()).unwrap_or("json")
}

/// The name and the text of a document. JSON is YAML as well.
fn export(call: &Call<'_>, scope: &Scope<'_>) -> Done<(String, String)> {
    let (group, env) =
        (scope.find(&API_GROUPS, call.field("group_id"))?, scope.find(&ENVIRONMENTS, call.field("env_id"))?);
    let define = Some(call.field("define")).filter(|define| !define.is_empty()).unwrap_or("spec");
    let domain = scope.all(&DOMAINS).iter().find(|domain| domain.is("group_id", &group.id));
    let host = domain.map_or_else(|| group.text("sl_domain"), |domain| domain.text("url_domain"));
    let now = times::seconds(call.now).replace('T', "-").trim_end_matches('Z').to_owned();
    let version = Some(call.field("version")).filter(|version| !version.is_empty()).unwrap_or(&now);
    let name_of = |kind, id: &str| scope.get(kind, id).map(|record| record.text("name").to_owned());
    let (channel, authorizer) = (|id: &str| name_of(&VPC_CHANNELS, id), |id: &str| name_of(&AUTHORIZERS, id));
    let style = written::Style {
        names: Names { channel: &channel, authorizer: &authorizer },
        host,
        is_swagger: call.text("oas_version") != "3.0",
        with_backend: define != "spec",
    };
    let listed = call.texts("apis");
    let is_meant =
        |api: &&Record| api.is("group_id", &group.id) && (listed.is_empty() || listed.contains(&api.id.as_str()));
    let mut paths = json!({});
    for api in scope.all(&APIS).iter().filter(is_meant) {
        // As it is edited, or as it runs.
        let edited = Json::Object(api.fields.clone());
        let published = online(scope, &api.id, &env.id).and_then(|one| running(scope, one));
        let api = if define == "dev" { Some(&edited) } else { published.map(|version| version.get("definition")) };
        if let Some(api) = api {
            paths[text(api, "req_uri")][written::method(api)] = written::operation(api, &style);
        }
    }
    let document = document(group, version, paths, &style);
    let name = format!("{}-{}-{define}-{now}", group.text("name"), env.text("name"));
    Ok((name, serde_json::to_string_pretty(&document).unwrap_or_default()))
}

fn document(group: &Record, version: &str, paths: Json, style: &written::Style<'_>) -> Json {
    let signed =
        json!({"type": "apiKey", "name": "Authorization", "in": "header", "x-apigateway-auth-type": "AppSigv1"});
    let mut by_code = signed.clone();
    by_code["x-apigateway-auth-opt"] = json!({"appcode-auth-type": "header"});
    let by_token = json!({"type": "apiKey", "name": "unused", "in": "header", "x-apigateway-auth-type": "IAM"});
    let schemes = json!({APP: signed, APP_CODE: by_code, IAM: by_token});
    let info = json!({"title": group.text("name"), "description": group.text("remark"), "version": version});
    if style.is_swagger {
        json!({"swagger": "2.0", "info": info, "host": style.host, "paths": paths, "securityDefinitions": schemes})
    } else {
        let servers = json!([{"url": format!("https://{}", style.host)}]);
        let components = json!({"securitySchemes": schemes});
        json!({"openapi": "3.0.0", "info": info, "servers": servers, "paths": paths, "components": components})
    }
}

/// "An API that fails does not stop the others."
fn import(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Fields> {
    let file = call.field("file_name");
    if file.trim().is_empty() {
        return refuse(StatusCode::BAD_REQUEST, ("APIG.3609", "The input file is empty."));
    }
    let document = read::document(file).map_err(|(code, message)| {
        let (code, text) = match code {
            "yaml-syntax" => ("APIG.3600", "JSON or YAML format error."),
            _ => ("APIG.3602", "Syntax error in the Swagger file."),
        };
        Box::new(Answer::error(StatusCode::BAD_REQUEST, code, format!("{text} {message}")))
    })?;
    let group = group(call, scope, &document)?;
    let (mut success, mut failures) = (Vec::new(), Vec::new());
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in read::operations(item) {
            let place = read::Place { document: &document, item, path, method: &method };
            let uri = read::uri(&place);
            match import_one(call, scope, &group, &place, operation) {
                Ok((action, id)) => success.push(json!({"path": uri, "method": method, "action": action, "id": id})),
                Err(refusal) => {
                    let mut failed = failure(("path", &uri), &refusal);
                    failed["method"] = method.into();
                    failures.push(failed);
                }
            }
        }
    }
    let swagger = json!({"id": call.ids.hex(), "result": "Success"});
    Ok(fields(json!({"group_id": group, "success": success, "failure": failures, "swagger": swagger, "ignore": []})))
}

/// The id of the group to import into: a new one by the title of the document, unless it is said which.
fn group(call: &Call<'_>, scope: &mut Scope<'_>, document: &Json) -> Done<String> {
    if call.input.body.get("is_create_group") == Some(&Json::Bool(false)) {
        return Ok(scope.find(&API_GROUPS, call.field("group_id"))?.id.clone());
    }
    let mut group = call.record(&API_GROUPS);
    group.set("name", text(&document["info"], "title"));
    group.set("remark", text(&document["info"], "description"));
    let id = group.id.clone();
    acts::add(call, scope, &API_GROUPS, group)?;
    Ok(id)
}

/// What was done, and the id of the API.
fn import_one(
    call: &Call<'_>,
    scope: &mut Scope<'_>,
    group: &str,
    place: &read::Place<'_>,
    operation: &Json,
) -> Done<(&'static str, String)> {
    let mocks = call.input.body.get("mock_mode") == Some(&Json::Bool(true));
    let mut api = {
        let id_of =
            |kind, name: &str| scope.all(kind).iter().find(|one| one.is("name", name)).map(|one| one.id.clone());
        let (channel, authorizer) = (|name: &str| id_of(&VPC_CHANNELS, name), |name: &str| id_of(&AUTHORIZERS, name));
        read::api(place, operation, mocks, &Names { channel: &channel, authorizer: &authorizer })?
    };
    api.insert("group_id".to_owned(), group.into());
    check(call, &mut api)?;
    let is_same = |other: &&Record| {
        other.is("group_id", group)
            && ["req_method", "req_uri"].iter().all(|name| Some(other.get(name)) == api.get(*name))
    };
    let existing = scope.all(&APIS).iter().find(is_same).cloned();
    match existing {
        Some(mut existing) if call.field("api_mode") == "override" => {
            existing.fields.extend(api);
            existing.set("update_time", call.time());
            scope.check_unique(&APIS, &existing)?;
            (APIS.altered)(call, scope, &mut existing)?;
            let id = existing.id.clone();
            scope.put(&APIS, existing);
            Ok(("update", id))
        }
        Some(_) => refuse(StatusCode::BAD_REQUEST, ("APIG.3301", "The API already exists.")),
        None => {
            let mut record = call.record(&APIS);
            record.fields.extend(api);
            let id = record.id.clone();
            acts::add(call, scope, &APIS, record)?;
            Ok(("create", id))
        }
    }
}

/// An API is judged as if it were created by itself.
fn check(call: &Call<'_>, api: &mut Fields) -> Done {
    let Some(at) = call.types.iter().position(|one| one.name == "ApiCreate") else { return Ok(()) };
    let schema = Schema::plain(Type::Named(TypeId(at)));
    shape::add_defaults(&schema, call.types, api);
    let refusal = refused(&Json::Object(api.clone()), &schema, call.types, Sender::Caller);
    refusal.map_or(Ok(()), |refusal| invalid(&refusal.path))
}
