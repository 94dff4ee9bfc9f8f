//! Every error that the documents of API Gateway show, from the operation that shows it.

use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::apig::types::{ErrorBody, TimeUnit};
use apig_sdk::{Config, Error, ErrorKind, apig, serde_json};

const CREATE: &str = "CreateAppQuota";
const SHOW: &str = "ShowAppQuota";
const LIST: &str = "ListAppQuotaBindableApps";
const ASSOCIATE: &str = "AssociateAppsForAppQuota";

const BAD_ID: &str = "Invalid parameter value,parameterName:instance_id. Please refer to the support documentation";
const BAD_TOKEN: &str = "Incorrect token or token resolution failed";
const FORBIDDEN: &str = "No permissions to request this method";
const NO_INSTANCE: &str = "The instance does not exist;id:f0fa1789-3b76-433b-a787-9892951c620ec";
const NO_QUOTA: &str = "App quota c900c5612dbe451bb43cbcc49cfaf2f3 does not exist";
const THE_NO_QUOTA: &str = "The App quota c900c5612dbe451bb43cbcc49cfaf2f3 does not exist";

#[rustfmt::skip]
const DOCUMENTED: [(&str, u16, &str, &str, &str); 20] = [
    (CREATE,    400, "Bad Request",           "APIG.3325", "The API quota name already exists"),
    (CREATE,    401, "Unauthorized",          "APIG.1002", BAD_TOKEN),
    (CREATE,    403, "Forbidden",             "APIG.1005", FORBIDDEN),
    (CREATE,    404, "Not Found",             "APIG.3030", NO_INSTANCE),
    (CREATE,    500, "Internal Server Error", "APIG.9999", "System error"),
    (SHOW,      400, "Bad Request",           "APIG.2012", BAD_ID),
    (SHOW,      401, "Unauthorized",          "APIG.1002", BAD_TOKEN),
    (SHOW,      403, "Forbidden",             "APIG.1005", FORBIDDEN),
    (SHOW,      404, "Not Found",             "APIG.3093", NO_QUOTA),
    (SHOW,      500, "Internal Server Error", "APIG.9999", "System error"),
    (LIST,      400, "Bad Request",           "APIG.2012", BAD_ID),
    (LIST,      401, "Unauthorized",          "APIG.1002", BAD_TOKEN),
    (LIST,      403, "Forbidden",             "APIG.1005", FORBIDDEN),
    (LIST,      404, "Not Found",             "APIG.3093", THE_NO_QUOTA),
    (LIST,      500, "Internal Server Error", "APIG.9999", "System error"),
    (ASSOCIATE, 400, "Bad Request",           "APIG.2012", BAD_ID),
    (ASSOCIATE, 401, "Unauthorized",          "APIG.1002", BAD_TOKEN),
    (ASSOCIATE, 403, "Forbidden",             "APIG.1005", FORBIDDEN),
    (ASSOCIATE, 404, "Not Found",             "APIG.3093", THE_NO_QUOTA),
    (ASSOCIATE, 500, "Internal Server Error", "APIG.9999", "System error"),
];

async fn call(config: Config, operation: &str) -> Result<(), Error> {
    let client = apig::Client::new(config);
    match operation {
        CREATE => {
            let quota = client.create_app_quota(INSTANCE).name("ClientQuota_demo").call_limits(1000);
            quota.time_unit(TimeUnit::Day).time_interval(1).await.map(drop)
        }
        SHOW => client.show_app_quota(INSTANCE, QUOTA).await.map(drop),
        LIST => client.list_app_quota_bindable_apps(INSTANCE, QUOTA).await.map(drop),
        ASSOCIATE => client.associate_apps_for_app_quota(INSTANCE, QUOTA).app_ids([APP]).await.map(drop),
        other => panic!("there is no {other}"),
    }
}

fn error(operation: &str, status: u16, body: &str) -> Error {
    let headers = [("Content-Type", "application/json"), ("X-Request-Id", "f7b5"), ("X-Other", "x")];
    let server = Server::start(vec![Answer::new(status, &headers, body)]);
    let config = builder(server.url()).build().unwrap();
    run(call(config, operation)).unwrap_err()
}

#[test]
fn every_documented_error_keeps_all_its_parts() {
    for (operation, status, _, code, message) in DOCUMENTED {
        let body = format!(r#"{{"error_code":"{code}","error_msg":"{message}"}}"#);
        let error = error(operation, status, &body);
        assert_eq!(error.kind(), ErrorKind::Api, "{operation} {status}");
        assert_eq!(error.call().unwrap().name, operation);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.code(), Some(code));
        assert_eq!(error.message(), Some(message));
        assert_eq!(error.request_id(), Some("f7b5"));
        assert_eq!(error.response().unwrap().headers()["x-other"], "x");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[test]
fn every_documented_error_is_shown_in_the_servers_words() {
    for (operation, status, reason, code, message) in DOCUMENTED {
        let body = format!(r#"{{"error_msg":"{message}","error_code":"{code}"}}"#);
        let shown = error(operation, status, &body).to_string();
        assert_eq!(shown, format!("{operation}: {status} {reason}: {code}: {message} (request id f7b5)"));
    }
}

#[test]
fn every_documented_error_has_the_predicates_of_its_status() {
    for (operation, status, _, code, message) in DOCUMENTED {
        let error = error(operation, status, &format!(r#"{{"error_code":"{code}","error_msg":"{message}"}}"#));
        assert_eq!(error.is_not_found(), status == 404);
        assert_eq!(error.is_unauthorized(), status == 401);
        assert_eq!(error.is_forbidden(), status == 403);
        assert_eq!(error.is_server_error(), status == 500);
        assert_eq!(error.is_already_exists(), code == "APIG.3325", "which comes with 400");
        assert!(!error.is_throttled() && !error.is_timeout() && !error.is_connect());
    }
}

#[test]
fn the_documented_schema_of_an_error_decodes() {
    let body = r#"{"error_code":"APIG.3093","error_msg":"gone","new":1}"#;
    let decoded: ErrorBody = error(SHOW, 404, body).decode_body().unwrap();
    assert_eq!(decoded.error_code.as_deref(), Some("APIG.3093"));
    assert_eq!(decoded.error_msg.as_deref(), Some("gone"));
    assert_eq!(serde_json::to_string(&decoded).unwrap(), r#"{"error_code":"APIG.3093","error_msg":"gone"}"#);
}
