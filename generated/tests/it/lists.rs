//! Lists of API Gateway: read to their end, page by page, and waited in.

use crate::server::{Answer, Recorded, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::{apig, apig::ListAppQuotaBindableApps};
use std::time::Duration;

/// Three apps, of which the server gives two at a time.
fn server() -> Server {
    Server::with(|request| {
        let app = |id: &str| format!(r#"{{"app_id":"{id}","name":"app-{id}"}}"#);
        let apps = if request.line().contains("offset=2") { app(APP) } else { format!("{},{}", app("a"), app("b")) };
        Answer::json(200, &format!(r#"{{"total":3,"size":2,"apps":[{apps}]}}"#))
    })
}

fn client(server: &Server) -> apig::Client {
    apig::Client::new(builder(server.url()).build().unwrap())
}

fn list(server: &Server) -> ListAppQuotaBindableApps {
    client(server).gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA)
}

/// The queries of all requests, which are of one list.
fn queries(server: &Server) -> Vec<String> {
    let query = |request: &Recorded| {
        let (path, query) = request.line().split_once('?').map_or((request.line(), ""), |parts| parts);
        assert!(path.ends_with(&format!("/app-quotas/{QUOTA}/bindable-apps")), "{path}");
        query.to_owned()
    };
    server.requests().iter().map(query).collect()
}

#[test]
fn one_call_is_one_page() {
    let server = server();
    let answer = run(list(&server).send()).unwrap();
    assert_eq!((answer.total, answer.apps.unwrap().len()), (Some(3), 2));
    assert_eq!(queries(&server), [""]);
}

#[test]
fn all_items_of_all_pages() {
    let server = server();
    let names: Vec<String> = run(async {
        let mut names = Vec::new();
        let mut apps = list(&server).app_name("app").limit(2).items();
        while let Some(app) = apps.try_next().await.unwrap() {
            names.push(app.name.unwrap());
        }
        names
    });
    assert_eq!(names, ["app-a", "app-b", &format!("app-{APP}")]);
    assert_eq!(queries(&server), ["limit=2&app_name=app", "offset=2&limit=2&app_name=app"]);
}

#[test]
fn pages() {
    let server = server();
    let pages = run(list(&server).offset(0).pages().try_collect()).unwrap();
    assert_eq!(
        pages.iter().map(|page| (page.items.len(), page.total)).collect::<Vec<_>>(),
        [(2, Some(3)), (1, Some(3))]
    );
    assert_eq!(queries(&server), ["offset=0", "offset=2"]);
}

#[test]
fn waiting_for_what_is_on_the_last_page() {
    let server = server();
    let client = client(&server);
    let gateway = client.gateway(INSTANCE);
    run(gateway.wait_until_app_bindable(QUOTA, APP).into_future()).unwrap();
    assert_eq!(queries(&server), ["limit=500", "offset=2&limit=500"]);
    let waiter = gateway.wait_until_app_bindable(QUOTA, "other");
    let waiter = waiter.interval(Duration::from_millis(5)).timeout(Duration::from_millis(40));
    let error = run(waiter.into_future()).unwrap_err();
    assert!(error.is_timeout());
    let words = "ListAppQuotaBindableApps: the app was not bindable within 40 ms (last looked ";
    assert!(error.to_string().starts_with(words), "{error}");
}

#[test]
fn the_answer_itself() {
    let server = server();
    let (answer, response) = run(list(&server).send_with_response()).unwrap();
    assert_eq!(answer.total, Some(3));
    assert_eq!(response.status(), 200);
    assert!(response.body().starts_with(br#"{"total":3,"#));
    assert_eq!(response.headers()["content-type"], "application/json");
}

#[cfg(feature = "blocking")]
#[test]
fn without_async() {
    let server = server();
    assert_eq!(list(&server).send_blocking().unwrap().total, Some(3));
    let apps = list(&server).items().into_blocking();
    assert_eq!(apps.map(|app| app.unwrap().app_id.unwrap()).collect::<Vec<_>>(), ["a", "b", APP]);
    assert_eq!(list(&server).pages().into_blocking().count(), 2);
    client(&server).gateway(INSTANCE).wait_until_app_bindable(QUOTA, APP).wait_blocking().unwrap();
}
