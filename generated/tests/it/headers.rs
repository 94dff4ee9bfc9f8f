//! What stands on the wire besides method, URL and body, and what never does.

use crate::server::{Answer, Recorded, Server};
use crate::support::{APP, INSTANCE, QUOTA, TOKEN, builder, exchange, run};
use apig_sdk::{Credentials, apig};

fn get() -> Recorded {
    exchange(Answer::json(200, "{}"), |config| apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA))
        .request
}

fn post() -> Recorded {
    let operation =
        |config| apig::Client::new(config).gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP]);
    exchange(Answer::json(201, "{}"), operation).request
}

fn names(request: &Recorded) -> Vec<String> {
    let lines = request.head.lines().skip(1);
    let mut names: Vec<String> = lines.map(|line| line.split(':').next().unwrap().to_lowercase()).collect();
    names.sort();
    names
}

#[test]
fn the_token_stands_in_its_header_and_nowhere_else() {
    for request in [get(), post()] {
        assert_eq!(request.header("X-Auth-Token"), Some(TOKEN));
        assert_eq!(request.head.matches(TOKEN).count(), 1);
        assert!(!String::from_utf8_lossy(&request.body).contains(TOKEN));
        assert_eq!(request.header("Authorization"), None);
    }
}

#[test]
fn nothing_else_is_on_the_wire() {
    assert_eq!(names(&get()), ["accept", "host", "user-agent", "x-auth-token"]);
    let post = post();
    assert_eq!(names(&post), ["accept", "content-length", "content-type", "host", "user-agent", "x-auth-token"]);
    assert_eq!(post.header("content-type"), Some("application/json"));
    assert_eq!(post.header("accept"), Some("application/json"));
    assert_eq!(post.header("content-length"), Some(post.body.len().to_string().as_str()));
}

#[test]
fn the_user_agent_names_the_sdk_then_the_application() {
    let own = concat!("apig-sdk/", env!("CARGO_PKG_VERSION"));
    assert_eq!(get().header("user-agent"), Some(own));

    let server = Server::start(vec![Answer::json(200, "{}")]);
    let config = builder(server.url()).user_agent("shop/1.2 (eu-de)").build().unwrap();
    run(apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap();
    assert_eq!(server.requests()[0].header("user-agent"), Some(format!("{own} shop/1.2 (eu-de)").as_str()));
}

#[test]
fn each_client_sends_its_own_token() {
    let server = Server::start(vec![Answer::json(200, "{}"), Answer::json(200, "{}"), Answer::json(200, "{}")]);
    let of = |token| builder(server.url()).credentials(Credentials::token(token)).build().unwrap();
    let [first, second] = ["first", "second"].map(|token| apig::Client::new(of(token)));
    run(async {
        for client in [&first, &second, &first] {
            client.gateway(INSTANCE).show_app_quota(QUOTA).await.unwrap();
        }
    });
    let requests = server.requests();
    let tokens: Vec<_> = requests.iter().map(|request| request.header("x-auth-token").unwrap()).collect();
    assert_eq!(tokens, ["first", "second", "first"]);
}

#[test]
fn a_path_prefix_of_the_endpoint_is_kept() {
    let server = Server::start(vec![Answer::json(200, "{}")]);
    let config = builder(format!("{}/gate/way/", server.url())).build().unwrap();
    run(apig::Client::new(config).gateway("i").show_app_quota("q").send()).unwrap();
    let line = server.requests()[0].line().to_owned();
    assert!(line.starts_with("GET /gate/way/v2/") && line.ends_with("/instances/i/app-quotas/q"), "{line}");
}
