//! Writes an API as an operation of an OpenAPI document, with the gateway's extensions. Knows the words of both. Must not know what is
//! exported.

use super::{ANY_METHOD, APP, APP_CODE, IAM, Names, text};
use apig_codegen::api::Json;
use serde_json::json;

/// How a document is written.
pub(super) struct Style<'a> {
    pub names: Names<'a>,
    pub host: &'a str,
    /// Swagger 2.0, and not OpenAPI 3.
    pub is_swagger: bool,
    pub with_backend: bool,
}

/// What a document calls the method of an API.
pub(super) fn method(api: &Json) -> String {
    let method = text(api, "req_method");
    if method == "ANY" { ANY_METHOD.to_owned() } else { method.to_lowercase() }
}

pub(super) fn operation(api: &Json, style: &Style<'_>) -> Json {
    let is_by_code = text(api.get("auth_opt").unwrap_or(&Json::Null), "app_code_auth_type") == "HEADER";
    let security = match text(api, "auth_type") {
        "APP" => Some(if is_by_code { APP_CODE.to_owned() } else { APP.to_owned() }),
        "IAM" => Some(IAM.to_owned()),
        "AUTHORIZER" => (style.names.authorizer)(text(api, "authorizer_id")),
        _ => None,
    };
    let schemes: &[&str] = match text(api, "req_protocol") {
        "HTTP" => &["http"],
        "BOTH" => &["https", "http"],
        _ => &["https"],
    };
    let servers = schemes.iter().map(|scheme| json!({"url": format!("{scheme}://{}", style.host)}));
    let backend = api.get("backend_type").filter(|_| style.with_backend).map(|_| backend(api, &style.names));
    compact(json!({
        "operationId": text(api, "name"),
        "description": text(api, "remark"),
        "schemes": style.is_swagger.then_some(schemes),
        "servers": (!style.is_swagger).then(|| servers.collect::<Vec<Json>>()),
        "security": security.map(|name| json!([{name: []}])),
        "parameters": list(api, "req_params").map(|one| parameter(one, style.is_swagger)).collect::<Vec<Json>>(),
        "responses": {"default": {"description": "response example"}},
        "x-apigateway-request-type": if api.get("type").and_then(Json::as_i64) == Some(2) { "private" } else { "public" },
        "x-apigateway-cors": api.get("cors").and_then(Json::as_bool).unwrap_or_default(),
        "x-apigateway-match-mode": if text(api, "match_mode") == "SWA" { "SWA" } else { "NORMAL" },
        "x-apigateway-backend": backend,
    }))
}

fn list<'a>(api: &'a Json, name: &str) -> impl Iterator<Item = &'a Json> {
    api.get(name).and_then(Json::as_array).into_iter().flatten()
}

/// Without what says nothing.
fn compact(mut value: Json) -> Json {
    if let Json::Object(entries) = &mut value {
        entries.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
    }
    value
}

fn parameter(parameter: &Json, is_swagger: bool) -> Json {
    let values: Vec<&str> = text(parameter, "enumerations").split(',').filter(|value| !value.is_empty()).collect();
    let schema = compact(json!({
        "type": if text(parameter, "type") == "NUMBER" { "number" } else { "string" },
        "minimum": parameter.get("min_num"), "maximum": parameter.get("max_num"),
        "minLength": parameter.get("min_size"), "maxLength": parameter.get("max_size"),
        "default": text(parameter, "default_value"),
        "enum": Some(values).filter(|values| !values.is_empty()),
    }));
    let mut written = json!({
        "name": text(parameter, "name"), "in": text(parameter, "location").to_lowercase(),
        "description": text(parameter, "remark"),
        "required": text(parameter, "location") == "PATH" || parameter.get("required").and_then(Json::as_i64) == Some(1),
        "x-apigateway-pass-through": parameter.get("pass_through").and_then(Json::as_i64).filter(|told| *told == 1).map(|_| "always"),
    });
    match (written.as_object_mut(), schema) {
        (Some(written), Json::Object(schema)) if is_swagger => written.extend(schema),
        (Some(written), schema) => drop(written.insert("schema".to_owned(), schema)),
        (None, _) => {}
    }
    compact(written)
}

fn backend(api: &Json, names: &Names<'_>) -> Json {
    let parameters = list(api, "backend_params").map(|one| {
        compact(json!({
            "name": text(one, "name"), "value": text(one, "value"), "in": text(one, "location"),
            "origin": text(one, "origin"), "description": text(one, "remark"),
        }))
    });
    let (kind, endpoints, told) = match text(api, "backend_type") {
        "MOCK" => {
            let mock = api.get("mock_info").unwrap_or(&Json::Null);
            let told = json!({"result-content": text(mock, "result_content"), "description": text(mock, "remark")});
            ("MOCK", "mockEndpoints", told)
        }
        "FUNCTION" => {
            let function = api.get("func_info").unwrap_or(&Json::Null);
            let told = json!({
                "function-urn": text(function, "function_urn"), "version": text(function, "version"),
                "invocation-type": text(function, "invocation_type"), "network-type": text(function, "network_type"),
                "timeout": function.get("timeout"), "description": text(function, "remark"),
            });
            ("FUNCTION", "functionEndpoints", told)
        }
        _ => {
            let http = api.get("backend_api").unwrap_or(&Json::Null);
            let channel = http.get("vpc_channel_info").and_then(|info| (names.channel)(text(info, "vpc_channel_id")));
            let address = Some(text(http, "url_domain")).filter(|_| channel.is_none());
            let (kind, endpoints) =
                if channel.is_some() { ("HTTP-VPC", "httpVpcEndpoints") } else { ("HTTP", "httpEndpoints") };
            let told = json!({
                "name": channel, "address": address, "scheme": text(http, "req_protocol").to_lowercase(),
                "method": text(http, "req_method"), "path": text(http, "req_uri"), "timeout": http.get("timeout"),
                "description": text(http, "remark"),
            });
            (kind, endpoints, told)
        }
    };
    json!({"type": kind, "parameters": parameters.collect::<Vec<Json>>(), endpoints: compact(told)})
}
