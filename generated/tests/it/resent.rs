//! What API Gateway answers, sent again: the body that changes a thing is made of what shows it.

use crate::server::{Answer, Server};
use crate::support::{INSTANCE, builder, run};
use apig_sdk::serde_json::{Value, from_str, json};
use apig_sdk::{apig, serde_json};

#[test]
fn an_api_is_changed_in_one_field() {
    let shown = json!({
        "id": "a1", "name": "api", "type": 1, "req_protocol": "HTTPS", "req_method": "GET", "req_uri": "/test",
        "auth_type": "AUTHORIZER", "authorizer_id": "z", "backend_type": "HTTP", "group_id": "g", "status": 1,
        "register_time": "2020-07-31T12:42:51Z", "group_name": "the group", "tags": ["t"],
        "backend_api": {
            "id": "b", "url_domain": "www.example.com", "req_protocol": "HTTP", "req_method": "GET", "req_uri": "/x",
            "timeout": 5000, "vpc_channel_status": 2, "register_time": "2020-07-31T12:42:51Z", "status": 1
        },
        "req_params": [{"id": "p", "name": "n", "type": "STRING", "location": "PATH", "required": 1, "sort": 7}],
        "backend_params": [{"id": "q", "origin": "REQUEST", "name": "n", "location": "PATH", "value": "n", "req_param_id": "p"}],
    });
    let server = Server::start(vec![Answer::json(200, &shown.to_string()), Answer::json(200, "{}")]);
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    run(async {
        let api = client.gateway(INSTANCE).show_details_of_api_v2("a1").await?;
        client.gateway(INSTANCE).update_api_v2("a1").body(api.into()).remark("changed").await
    })
    .unwrap();
    let requests = server.requests();
    assert!(requests[1].line().starts_with("PUT "), "{}", requests[1].line());
    let sent: Value = serde_json::from_slice(&requests[1].body).unwrap();
    let expected = json!({
        "name": "api", "type": 1, "req_protocol": "HTTPS", "req_method": "GET", "req_uri": "/test",
        "auth_type": "AUTHORIZER", "authorizer_id": "z", "backend_type": "HTTP", "group_id": "g", "tags": ["t"],
        "remark": "changed",
        "backend_api": {
            "url_domain": "www.example.com", "req_protocol": "HTTP", "req_method": "GET", "req_uri": "/x",
            "timeout": 5000, "vpc_channel_status": 2,
        },
        "req_params": [{"name": "n", "type": "STRING", "location": "PATH", "required": 1}],
        "backend_params": [{"origin": "REQUEST", "name": "n", "location": "PATH", "value": "n"}],
    });
    assert_eq!(sent, expected);
}

/// What is shown may be more than is sent, or of another type; nothing of it that is sent is lost.
#[test]
fn what_is_text_in_answers_is_a_value_in_requests() {
    let shown = r#"{"id":"l","acl_name":"n","acl_type":"PERMIT","acl_value":"1.2.3.4","entity_type":"IP","update_time":"2020"}"#;
    let shown: apig::types::AclInfo = from_str(shown).unwrap();
    let sent = serde_json::to_value(apig::types::ApiAclCreate::from(shown)).unwrap();
    assert_eq!(sent, json!({"acl_name": "n", "acl_type": "PERMIT", "acl_value": "1.2.3.4", "entity_type": "IP"}));
}
