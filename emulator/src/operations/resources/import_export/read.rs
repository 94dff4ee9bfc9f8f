//! Reads an operation of an OpenAPI document as an API, by the gateway's extensions. Knows the words of both. Must not know what becomes
//! of it.

use super::{ANY_METHOD, APP, APP_CODE, IAM, Names, text};
use crate::operations::resources::call::{Done, invalid};
use crate::state::records::{Fields, fields};
use apig_codegen::api::Json;
use apig_codegen::{Document, ReadError, Syntax};
use http::Uri;
use serde_json::json;

const METHODS: [&str; 7] = ["get", "post", "put", "delete", "head", "patch", "options"];

/// How long a backend may take unless a document says otherwise, in milliseconds.
const TIMEOUT: i64 = 5_000;

/// A document in the words of OpenAPI 3, also where it is Swagger 2.0: the generator reads both, and YAML. The error is the code of
/// its first complaint and what it says.
pub(super) fn document(file: &str) -> Result<Json, (&'static str, String)> {
    let name = "import.yaml";
    let read = |path: &str| {
        if path == name {
            Ok(file.as_bytes().to_vec())
        } else {
            Err(ReadError::Refused("is not in the file".to_owned()))
        }
    };
    let bundle = apig_codegen::bundle(&Document::new(name), false, Syntax::Json, &read);
    let json = bundle.text.and_then(|text| serde_json::from_str(&text).ok());
    json.ok_or_else(|| {
        let error = bundle.report.diagnostics().iter().find(|one| one.severity == apig_codegen::Severity::Error);
        error.map_or(("", String::new()), |error| (error.code, error.message.clone()))
    })
}

/// The methods of a path, as APIs call them, with their operations.
pub(super) fn operations(path: &Json) -> impl Iterator<Item = (String, &Json)> {
    let named = METHODS.iter().filter_map(|name| Some((name.to_uppercase(), path.get(*name)?)));
    named.chain(path.get(ANY_METHOD).map(|operation| ("ANY".to_owned(), operation)))
}

/// Where an operation is and what holds for all.
pub(super) struct Place<'a> {
    pub document: &'a Json,
    pub item: &'a Json,
    pub path: &'a str,
    pub method: &'a str,
}

/// "`basePath` is merged with the request path of each API."
pub(super) fn uri(place: &Place<'_>) -> String {
    let base = place.document["servers"][0]["url"].as_str().and_then(|url| url.parse::<Uri>().ok());
    let base = base.map_or(String::new(), |base| base.path().trim_end_matches('/').to_owned());
    format!("{base}{}", place.path)
}

/// The fields of an API. Without a backend, it has a mock. No document says so.
pub(super) fn api(place: &Place<'_>, operation: &Json, mocks: bool, names: &Names<'_>) -> Done<Fields> {
    let method = place.method;
    let mut api = fields(json!({
        "name": name(place, operation),
        "remark": text(operation, "description"),
        "type": if text(operation, "x-apigateway-request-type") == "private" { 2 } else { 1 },
        "req_protocol": protocol(place.document, operation),
        "req_method": method,
        "req_uri": uri(place),
        "match_mode": if text(operation, "x-apigateway-match-mode") == "SWA" { "SWA" } else { "NORMAL" },
        "cors": operation.get("x-apigateway-cors").and_then(Json::as_bool).unwrap_or_default(),
        "req_params": parameters(place, operation),
    }));
    api.extend(authentication(place.document, operation, names)?);
    match operation.get("x-apigateway-backend").filter(|_| !mocks) {
        Some(told) => api.extend(backend(told, names)?),
        None => api.extend(fields(json!({"backend_type": "MOCK", "mock_info": {"result_content": ""}}))),
    }
    Ok(api)
}

/// Its own, or one made of where it is.
fn name(place: &Place<'_>, operation: &Json) -> String {
    let own = text(operation, "operationId");
    if !own.is_empty() {
        return own.to_owned();
    }
    let path: String = place.path.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '_' }).collect();
    format!("{}{path}", place.method)
}

/// By servers; an extension that holds an operation of Swagger 2.0 has schemes still.
fn protocol(document: &Json, operation: &Json) -> &'static str {
    let list = |name: &str| operation.get(name).or_else(|| document.get(name)).and_then(Json::as_array);
    let schemes = list("schemes").into_iter().flatten().filter_map(Json::as_str);
    let servers = list("servers").into_iter().flatten().filter_map(|server| text(server, "url").split("://").next());
    let (schemes, servers) = (schemes.collect::<Vec<&str>>(), servers.collect::<Vec<&str>>());
    let named = if schemes.is_empty() { servers } else { schemes };
    match (named.contains(&"http"), named.contains(&"https")) {
        (true, true) => "BOTH",
        (true, false) => "HTTP",
        (false, _) => "HTTPS",
    }
}

/// By the first scheme that an operation names; the name of an authorizer is that of a scheme. No document says so.
fn authentication(document: &Json, operation: &Json, names: &Names<'_>) -> Done<Fields> {
    let named = operation.get("security").or_else(|| document.get("security"));
    let first = named.and_then(|named| named.get(0)?.as_object()?.keys().next());
    let Some(first) = first else { return Ok(fields(json!({"auth_type": "NONE"}))) };
    let scheme = &document["components"]["securitySchemes"][first];
    Ok(fields(match (text(scheme, "x-apigateway-auth-type"), first.as_str()) {
        (_, APP_CODE) => json!({"auth_type": "APP", "auth_opt": {"app_code_auth_type": "HEADER"}}),
        ("AppSigv1", _) | (_, APP) => json!({"auth_type": "APP"}),
        ("IAM", _) | (_, IAM) => json!({"auth_type": "IAM"}),
        _ => match (names.authorizer)(first) {
            Some(id) => json!({"auth_type": "AUTHORIZER", "authorizer_id": id}),
            None => return invalid("security"),
        },
    }))
}

/// Those of the path and of the operation, of which APIs know only some places.
fn parameters(place: &Place<'_>, operation: &Json) -> Vec<Json> {
    let listed = |from: &Json| from.get("parameters").and_then(Json::as_array).cloned().unwrap_or_default();
    let mut read = Vec::new();
    for parameter in listed(place.item).into_iter().chain(listed(operation)) {
        let target = parameter.get("$ref").and_then(Json::as_str).and_then(|target| target.strip_prefix('#'));
        let parameter = target.and_then(|target| place.document.pointer(target)).unwrap_or(&parameter);
        let location = text(parameter, "in").to_uppercase();
        if !["PATH", "QUERY", "HEADER"].contains(&location.as_str()) {
            continue;
        }
        // That of Swagger 2.0 is its own schema, which it is still in an extension.
        let schema = parameter.get("schema").unwrap_or(parameter);
        let values = schema.get("enum").and_then(Json::as_array);
        let values: Vec<String> = values
            .into_iter()
            .flatten()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect();
        let is_number = ["number", "integer"].contains(&text(schema, "type"));
        let bounds =
            [("min_num", "minimum"), ("max_num", "maximum"), ("min_size", "minLength"), ("max_size", "maxLength")];
        let mut told = json!({
            "name": text(parameter, "name"), "type": if is_number { "NUMBER" } else { "STRING" }, "location": location,
            "remark": text(parameter, "description"), "enumerations": values.join(","),
            "required": if parameter.get("required").and_then(Json::as_bool) == Some(true) { 1 } else { 2 },
            "valid_enable": 2,
            "default_value": schema.get("default").and_then(Json::as_str).unwrap_or_default(),
            "pass_through": if text(parameter, "x-apigateway-pass-through") == "always" { 1 } else { 2 },
        });
        for (field, bound) in bounds {
            if let Some(bound) = schema.get(bound).and_then(Json::as_i64) {
                told[field] = bound.into();
            }
        }
        read.push(told);
    }
    read
}

fn backend(told: &Json, names: &Names<'_>) -> Done<Fields> {
    let part = |name: &str| told.get(name).unwrap_or(&Json::Null);
    let timeout = |endpoints: &Json| endpoints.get("timeout").and_then(Json::as_i64).unwrap_or(TIMEOUT);
    let parameters = part("parameters").as_array().into_iter().flatten().map(|one| {
        json!({
            "name": text(one, "name"), "value": text(one, "value"), "location": text(one, "in").to_uppercase(),
            "origin": text(one, "origin"), "remark": text(one, "description"),
        })
    });
    let http = |endpoints: &Json| {
        json!({
            "req_protocol": text(endpoints, "scheme").to_uppercase(), "req_method": text(endpoints, "method"),
            "req_uri": text(endpoints, "path"), "timeout": timeout(endpoints), "url_domain": text(endpoints, "address"),
            "remark": text(endpoints, "description"), "vpc_channel_status": 2,
        })
    };
    let mut read = fields(match text(told, "type") {
        "HTTP" => json!({"backend_type": "HTTP", "backend_api": http(part("httpEndpoints"))}),
        "HTTP-VPC" => {
            let endpoints = part("httpVpcEndpoints");
            let Some(channel) = (names.channel)(text(endpoints, "name")) else { return invalid("httpVpcEndpoints") };
            let mut backend = http(endpoints);
            backend["vpc_channel_status"] = 1.into();
            backend["vpc_channel_info"] = json!({"vpc_channel_id": channel});
            json!({"backend_type": "HTTP", "backend_api": backend})
        }
        "FUNCTION" => {
            let endpoints = part("functionEndpoints");
            let invocation = if text(endpoints, "invocation-type").starts_with("async") { "async" } else { "sync" };
            let network = if text(endpoints, "network-type") == "V2" { "V2" } else { "V1" };
            json!({"backend_type": "FUNCTION", "func_info": {
                "function_urn": text(endpoints, "function-urn"), "version": text(endpoints, "version"),
                "invocation_type": invocation, "network_type": network, "timeout": timeout(endpoints),
            }})
        }
        "MOCK" => {
            let endpoints = part("mockEndpoints");
            json!({"backend_type": "MOCK", "mock_info": {
                "result_content": text(endpoints, "result-content"), "remark": text(endpoints, "description"),
            }})
        }
        _ => return invalid("x-apigateway-backend"),
    });
    read.insert("backend_params".to_owned(), parameters.collect::<Vec<Json>>().into());
    Ok(read)
}
