//! Tests calls that are written by hand.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::{Config, Credentials, Method, Value};
use serde_json::json;

#[test]
fn they_go_the_way_of_all_calls() {
    let answers = vec![Answer::new(503, &[], ""), Answer::json(200, r#"{"total":3}"#), Answer::json(201, "{}")];
    let server = Server::start(answers);
    let client = Client::new(builder(server.url()).build().unwrap());
    let list = client.runtime().request(Method::GET, "/v2/p1/apigw/instances").query("limit", 5).query("a", "b c");
    assert_eq!(run(list.json::<Value>()).unwrap()["total"], 3);
    let create = client.runtime().request(Method::POST, "/v2/p1/instances/{id}/apis");
    let create = create.path("id", "..").header("X-A", "b").body(&json!({ "name": "x" }));
    assert!(run(create.send()).unwrap_err().to_string().starts_with("POST /v2/p1/instances/{id}/apis: nothing"));
    let create = client.runtime().request(Method::POST, "/v2/p1/instances/{id}/apis");
    let create = create.path("id", "i 1").header("X-A", "b").body(&json!({ "name": "x" }));
    assert_eq!(run(create.send()).unwrap().status(), 201);

    let requests = server.requests();
    let lines: Vec<&str> = requests.iter().map(|request| request.line()).collect();
    let list = "GET /v2/p1/apigw/instances?limit=5&a=b%20c";
    assert_eq!(lines, [list, list, "POST /v2/p1/instances/i%201/apis"]);
    assert!(requests.iter().all(|request| request.header("x-auth-token") == Some(TOKEN)));
    assert_eq!((requests[2].header("x-a"), requests[2].body.as_slice()), (Some("b"), &br#"{"name":"x"}"#[..]));
}

#[test]
fn what_is_wrong_is_told_together_and_nothing_is_sent() {
    let server = Server::start(Vec::new());
    let config = Config::builder().endpoint(server.url()).credentials(Credentials::api_key(TOKEN)).build().unwrap();
    let request = Client::new(config).runtime().request(Method::GET, "/{a}/{b}").path("a", "").header("x y", 1);
    let error = run(request.send()).unwrap_err();
    let places: Vec<&str> = error.violations().iter().map(|violation| violation.place.as_str()).collect();
    assert_eq!(places, ["a", "x y"]);
    let client = Client::new(builder(server.url()).build().unwrap());
    let error = run(client.runtime().request(Method::GET, "/p1/{b}").send()).unwrap_err();
    assert_eq!(error.to_string(), "GET /p1/{b}: nothing was sent: b is not filled in the URL");
    assert_eq!(server.requests().len(), 0);
}
