//! Fourteen failures that were measured at the vendor's SDKs.

use super::{bind, call, eager, key, ok, refused, show};
use crate::server::{Answer, Recorded, Server};
use crate::support::{APP, INSTANCE, QUOTA, TOKEN, builder, exchange, run};
use apig_sdk::time::{Duration as Span, OffsetDateTime};
use apig_sdk::{CallOptions, Config, ConfigBuilder, Credentials, DateTime, Error, ErrorKind, Retry, apig};
use apig_sdk::{InstanceMetadata, TemporaryKey};
use std::error::Error as _;
use std::sync::Mutex;
use std::time::Duration;

/// a. After its own retries the Python SDK has neither the body nor the request id of a 429. Here the last answer is
///    kept whole.
#[test]
fn a_throttled_answer_is_kept_whole() {
    let body = r#"{"error_code":"APIG.0308","error_msg":"The throttling threshold has been reached"}"#;
    let error = show((0..5).map(|_| refused(429, body)).collect()).error();
    assert_eq!((error.attempts(), error.request_id()), (5, Some("f7b5")));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert_eq!(error.message(), Some("The throttling threshold has been reached"));
}

/// b. A signature that is repeated is refused by a server that checks its date. Here a server which takes no date twice
///    takes every attempt.
#[test]
fn no_signature_is_sent_twice() {
    let seen: Mutex<Vec<String>> = Mutex::default();
    let server = Server::with(move |request| {
        let mut seen = seen.lock().unwrap();
        let signature = format!("{:?}{:?}", request.header("x-sdk-date"), request.header("authorization"));
        let is_known = seen.contains(&signature);
        seen.push(signature);
        match (is_known, seen.len()) {
            (true, _) => refused(401, r#"{"error_code":"APIGW.0301","error_msg":"signature expired"}"#),
            (false, 1) => Answer::new(503, &[("retry-after", "1")], ""),
            (false, _) => ok(),
        }
    });
    let config = builder(server.url()).credentials(key()).retry(eager()).build().unwrap();
    run(apig::Client::new(config).gateway(INSTANCE).delete_app_quota(QUOTA).send()).unwrap();
    assert_eq!(server.requests().len(), 2);
}

/// c. The SDKs never repeat a 500, 502 or 504. Here 502, 503 and 504 are repeated where twice is the same as once,
///    since somebody on the way could not reach the service. A 500 is not: the service itself failed at this request
///    and would again, and what passes of it has a code, `APIG.9008`.
#[test]
fn what_passes_on_the_way_is_tried_again() {
    for status in [502, 503, 504] {
        let called = show(vec![refused(status, "<html>"), refused(status, ""), ok()]);
        assert_eq!(called.requests.len(), 3, "{status}");
        called.result.unwrap();
        let called = bind(vec![refused(status, ""), ok()]);
        assert_eq!(called.requests.len(), 1, "the apps may be bound already");
        assert_eq!(called.error().status().unwrap(), status);
    }
    assert_eq!(show(vec![refused(500, r#"{"error_code":"APIG.9999"}"#), ok()]).requests.len(), 1);
}

/// d. A redirect, a page of text and a list instead of an object are empty successes to the SDKs. Here they are errors
///    with the answer in them.
#[test]
fn what_is_no_answer_is_no_success() {
    for (status, body, kind) in [
        (302, "moved", ErrorKind::Api),
        (304, "", ErrorKind::Api),
        (200, "<html>welcome</html>", ErrorKind::Decode),
        (200, "[]", ErrorKind::Decode),
        (200, "", ErrorKind::Decode),
        (200, "null", ErrorKind::Decode),
    ] {
        let error = show(vec![refused(status, body), ok()]).error();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (kind, status), "{body}");
        assert_eq!((error.body(), error.request_id()), (Some(body.as_bytes()), Some("f7b5")));
    }
}

/// e. A text where a number should be is a `ValueError` of the language in the Python SDK, without the answer. Here it is
///    an error as any other, which names the place.
#[test]
fn a_wrong_type_is_an_error_that_names_its_place() {
    let error = show(vec![refused(200, r#"{"name":"demo","call_limits":"bad int"}"#)]).error();
    assert_eq!((error.kind(), error.path()), (ErrorKind::Decode, Some("call_limits")));
    assert_eq!(error.request_id(), Some("f7b5"));
    let list = |client: apig::Client| client.gateway(INSTANCE).list_app_quotas();
    let body = r#"{"quotas":[{"call_limits":1},{"call_limits":"bad int"}]}"#;
    let error = call(vec![refused(200, body)], |config| config, list).error();
    assert_eq!(error.path(), Some("quotas[1].call_limits"));
}

/// f. Without a project the Python SDK sends `/v2/%7Bproject_id%7D/…`. Here nothing is sent, and the error says what to
///    set; the other parameters of a path cannot be left out at all.
#[test]
fn a_missing_project_is_told_and_not_sent() {
    let server = Server::start(Vec::new());
    let config = Config::builder().endpoint(server.url()).credentials(Credentials::token(TOKEN)).build().unwrap();
    let error = run(apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Violations);
    let words = "project_id is required: set it with `Config::builder().project_id(..)`";
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(server.requests(), []);
}

/// The times of all quotas on a page.
fn times(texts: &[&str]) -> Vec<DateTime> {
    let quotas: Vec<String> = texts.iter().map(|text| format!(r#"{{"create_time":"{text}"}}"#)).collect();
    let body = format!(r#"{{"quotas":[{}]}}"#, quotas.join(","));
    let list =
        exchange(Answer::json(200, &body), |config| apig::Client::new(config).gateway(INSTANCE).list_app_quotas());
    list.result.unwrap().quotas.unwrap().into_iter().map(|quota| quota.create_time.unwrap()).collect()
}

/// g. `create_time` is a time or a text in the Python SDK, as the answer has it and as packages are installed. Here it is
///    always a `DateTime`; whether it can be parsed is a question of its own.
#[test]
fn a_time_has_one_type_whatever_its_text() {
    let texts = ["2020-09-19T15:27:47.60571141+08:00", "2020-09-19T07:27:47Z", "2020-09-19 07:27:47", "soon", ""];
    let times = times(&texts);
    assert_eq!(times.iter().map(DateTime::as_str).collect::<Vec<_>>(), texts);
    let parses: Vec<bool> = times.iter().map(|time| time.parse().is_ok()).collect();
    assert_eq!(parses, [true, true, false, false, false]);
}

/// h. The Go SDK drops `+08:00` and makes the year 1 of no time at all. Here the offset counts, and no time is unset and
///    cannot be parsed.
#[test]
fn an_offset_counts_and_no_time_is_no_time() {
    let [far, near, none] = &times(&["2020-09-19T15:27:47+08:00", "2020-09-19T07:27:47Z", ""])[..] else {
        panic!("three times")
    };
    assert_eq!(far.parse().unwrap(), near.parse().unwrap());
    assert!(!far.is_unset() && none.is_unset());
    assert_eq!(none.parse().unwrap_err().kind(), ErrorKind::Decode);
}

/// i. Why a login was refused is lost in the Go SDK, because the identity service's code is a number. Here the call that
///    needed the login says it, with the code.
#[test]
fn why_a_login_was_refused_is_told() {
    let body = r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#;
    let log_in = |config: ConfigBuilder| config.credentials(Credentials::password("user A", "domain A", "***"));
    let called = call(vec![Answer::json(401, body)], log_in, |client| client.gateway(INSTANCE).show_app_quota(QUOTA));
    let error = called.error();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("401: The username or password is wrong."), "{error}");
    let causes = std::iter::successors(error.source(), |error: &&(dyn std::error::Error + 'static)| (**error).source());
    let codes: Vec<_> = causes.filter_map(|error| error.downcast_ref::<Error>()?.code()).collect();
    assert!(codes.contains(&"401"), "{codes:?}");
}

/// j. An empty id in the Go SDK's DELETE of a binding asks for another resource, and so does one that leads upwards. Here
///    each is refused by name, all of them together; a slash is escaped.
#[test]
fn a_delete_of_nothing_in_particular_is_not_sent() {
    let unbind = |client: apig::Client| client.gateway("").disassociate_app_quota_with_app("..", "");
    let called = call(Vec::new(), |config| config, unbind);
    assert_eq!(called.requests, []);
    let error = called.error();
    let places: Vec<_> = error.violations().iter().map(ToString::to_string).collect();
    let [instance, quota, app] = &places[..] else { panic!("{places:?}") };
    assert_eq!([instance, app], ["instance_id must not be empty", "app_id must not be empty"]);
    assert!(quota.starts_with("app_quota_id must not be `.`"), "{quota}");
}

/// k. `WithRetries(n)` of the Go SDK is read by nobody. Here what is configured is what the server counts, for the client
///    and for a single call.
#[test]
fn configured_retries_are_made() {
    for attempts in [1, 2, 5] {
        let retry = || Retry::standard().max_attempts(attempts).base_delay(Duration::ZERO);
        let answers = || (0..9).map(|_| refused(503, "")).collect();
        let called =
            call(answers(), |config| config.retry(retry()), |client| client.gateway(INSTANCE).show_app_quota(QUOTA));
        assert_eq!(called.requests.len(), attempts as usize);
        assert_eq!(called.error().attempts(), attempts);
        let one_call = |client: apig::Client| {
            client.with_options(CallOptions::new().retry(retry())).gateway(INSTANCE).show_app_quota(QUOTA)
        };
        assert_eq!(call(answers(), |config| config.retry(Retry::none()), one_call).requests.len(), attempts as usize);
    }
}

/// An answer with a temporary key that lives for some minutes from now.
fn short_lived(status: u16, id: &str, minutes: i64) -> Answer {
    let end = OffsetDateTime::now_utc() + Span::minutes(minutes);
    let (year, month, day) = end.to_calendar_date();
    let (hour, minute, second) = end.to_hms();
    let end = format!("{year}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", u8::from(month));
    let body = r#"{"credential":{"access":"ID","secret":"s","securitytoken":"t","expires_at":"END"}}"#;
    Answer::json(status, &body.replace("ID", id).replace("END", &end))
}

/// l. A key with less than 40 minutes to live is fetched anew for every call of the Python SDK, which is every key of the
///    shortest kind. Here it is fetched once and kept for most of its life, whatever that is.
#[test]
fn a_key_that_lives_for_minutes_is_fetched_once() {
    let server = Server::with(|request: &Recorded| match request.line() {
        "PUT /meta-data/latest/api/token" => Answer::new(200, &[], "session"),
        "GET /openstack/latest/securitykey" => short_lived(200, "OF-SERVER", 10),
        "POST /v3.0/OS-CREDENTIAL/securitytokens" => short_lived(201, "OF-TOKEN", 15),
        _ => ok(),
    });
    for (provided, fetches, id) in [
        (Credentials::provider(InstanceMetadata::new().endpoint(server.url())), 2, "Access=OF-SERVER,"),
        (Credentials::provider(TemporaryKey::new(Credentials::token(TOKEN))), 1, "Access=OF-TOKEN,"),
    ] {
        let before = server.requests().len();
        let config = builder(server.url()).iam_endpoint(server.url()).credentials(provided).build().unwrap();
        run(async {
            for client in [apig::Client::new(config.clone()), apig::Client::new(config)] {
                for _ in 0..3 {
                    client.gateway(INSTANCE).show_app_quota(QUOTA).await.unwrap();
                }
            }
        });
        let requests = &server.requests()[before..];
        let signed = |request: &&Recorded| request.header("authorization").is_some_and(|text| text.contains(id));
        assert_eq!((requests.len(), requests.iter().filter(signed).count()), (fetches + 6, 6), "{id}");
    }
}

/// m. Credentials for one call of the Python and Go SDKs stay in the shared client and serve all later calls. Here a
///    client never changes: what differs for a call is a clone's, or another client's.
#[test]
fn what_is_meant_for_one_call_stays_with_it() {
    let failures = (0..4).map(|_| refused(503, ""));
    let server = Server::start([ok(), ok(), ok()].into_iter().chain(failures).collect());
    let of = |token: &str| {
        let config = builder(server.url()).credentials(Credentials::token(token)).retry(eager().max_attempts(3));
        apig::Client::new(config.build().unwrap())
    };
    let (shared, other) = (of("shared"), of("other"));
    let once = shared.with_options(CallOptions::new().retry(Retry::none()).timeout(Duration::from_secs(60)));
    let attempts = run(async {
        for client in [&shared, &other, &once] {
            client.gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP]).await.unwrap();
        }
        let mut attempts = Vec::new();
        for client in [&once, &shared] {
            attempts.push(client.gateway(INSTANCE).show_app_quota(QUOTA).await.unwrap_err().attempts());
        }
        attempts
    });
    assert_eq!(attempts, [1, 3], "the clone's limits are its own");
    let requests = server.requests();
    let tokens: Vec<_> = requests.iter().map(|request| request.header("x-auth-token").unwrap()).collect();
    assert_eq!(tokens, ["shared", "other", "shared", "shared", "shared", "shared", "shared"]);
}

/// n. `"quotas": null`, which is how Go writes an empty list, is `None` in the Python SDK, and a loop over it fails. Here
///    it is `None` in one answer, and the end of the list for all who read on.
#[test]
fn a_list_that_is_null_is_empty() {
    let body = r#"{"total":0,"size":0,"quotas":null}"#;
    let server = Server::with(move |_| Answer::json(200, body));
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    let gateway = client.gateway(INSTANCE);
    let answer = run(gateway.list_app_quotas().send()).unwrap();
    assert_eq!((answer.quotas, answer.total, answer.size), (None, Some(0), Some(0)));
    assert_eq!(run(gateway.list_app_quotas().items().try_collect()).unwrap(), []);
    assert_eq!(server.requests().len(), 2);
}
