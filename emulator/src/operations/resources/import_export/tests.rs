//! Tests that what is written is read back as it was.

use super::{APP, IAM, Names, read, written};
use apig_codegen::api::Json;
use serde_json::{Map, json};

fn parameter(name: &str, location: &str) -> Json {
    json!({
        "name": name, "location": location, "type": "STRING", "required": 1, "remark": "", "enumerations": "a,b", "valid_enable": 2,
        "default_value": "a", "pass_through": 1, "min_size": 1, "max_size": 3,
    })
}

fn api(auth: Json, backend: Json) -> Json {
    let mut api = json!({
        "name": "API_demo", "remark": "says hello", "type": 2, "req_protocol": "BOTH", "req_method": "ANY", "req_uri": "/a/{id}",
        "match_mode": "SWA", "cors": true, "req_params": [parameter("id", "PATH"), parameter("X-Name", "HEADER")],
        "backend_params": [{"name": "q", "value": "id", "location": "QUERY", "origin": "REQUEST", "remark": "d"}],
    });
    for part in [auth, backend] {
        api.as_object_mut().unwrap().extend(part.as_object().cloned().unwrap());
    }
    api
}

#[test]
fn what_is_written_is_read_back() {
    let http = |more: Json| {
        let mut backend = json!({
            "req_protocol": "HTTPS", "req_method": "POST", "req_uri": "/b", "timeout": 7, "remark": "r", "url_domain": "",
        });
        backend.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        json!({"backend_type": "HTTP", "backend_api": backend})
    };
    let mock = || json!({"backend_type": "MOCK", "mock_info": {"result_content": "{}", "remark": "r"}});
    let channel = json!({"vpc_channel_status": 1, "vpc_channel_info": {"vpc_channel_id": "id of c"}});
    let function = json!({"backend_type": "FUNCTION", "func_info": {
        "function_urn": "urn", "version": "latest", "invocation_type": "async", "network_type": "V2", "timeout": 7,
    }});
    for (auth, backend) in [
        (json!({"auth_type": "NONE"}), mock()),
        (json!({"auth_type": "APP"}), http(json!({"url_domain": "example.com", "vpc_channel_status": 2}))),
        (json!({"auth_type": "APP", "auth_opt": {"app_code_auth_type": "HEADER"}}), http(channel)),
        (json!({"auth_type": "IAM"}), function),
        (json!({"auth_type": "AUTHORIZER", "authorizer_id": "id of x"}), mock()),
    ] {
        let mut api = api(auth, backend);
        for (method, is_swagger) in [("ANY", true), ("ANY", false), ("GET", true), ("GET", false)] {
            api["req_method"] = method.into();
            let name = |id: &str| id.strip_prefix("id of ").map(str::to_owned);
            let names = Names { channel: &name, authorizer: &name };
            let style = written::Style { names, host: "www.example.com", is_swagger, with_backend: true };
            let item = Map::from_iter([(written::method(&api), written::operation(&api, &style))]);
            let schemes = json!({APP: {"type": "apiKey", "name": "a", "in": "header"}, IAM: {"type": "apiKey", "name": "a", "in": "header"},
                "apig-auth-app-header": {"type": "apiKey", "name": "a", "in": "header"}, "x": {"type": "apiKey", "name": "a", "in": "header"}});
            let mut document = json!({"info": {"title": "t", "version": "1"}, "paths": {"/a/{id}": item}});
            if is_swagger {
                document["swagger"] = "2.0".into();
                document["host"] = style.host.into();
                document["securityDefinitions"] = schemes;
            } else {
                document["openapi"] = "3.0.0".into();
                document["components"] = json!({"securitySchemes": schemes});
            }
            let document = read::document(&document.to_string()).unwrap();
            let item = &document["paths"]["/a/{id}"];
            let (method, operation) = read::operations(item).next().unwrap();
            let place = read::Place { document: &document, item, path: "/a/{id}", method: &method };
            let id = |name: &str| Some(format!("id of {name}"));
            let read =
                read::api(&place, operation, false, &Names { channel: &id, authorizer: &id }).unwrap_or_default();
            assert_eq!(Json::Object(read), api, "{document:#}");
        }
    }
}
