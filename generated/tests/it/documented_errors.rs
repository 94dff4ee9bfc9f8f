//! Every error that the documents show, from the operation that shows it. Both services show the same.

use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::{Config, Error, ErrorKind};

/// Code and message.
type Shown = (&'static str, &'static str);

const NAME_TAKEN: Shown = ("APIG.3325", "The API quota name already exists");
const BAD_ID: Shown =
    ("APIG.2012", "Invalid parameter value,parameterName:instance_id. Please refer to the support documentation");
const BAD_NAME: Shown =
    ("APIG.2012", "Invalid parameter value,parameterName:name. Please refer to the support documentation");
const BAD_APP_NAME: Shown =
    ("APIG.2012", "Invalid parameter value,parameterName:app_name. Please refer to the support documentation");
const NO_INSTANCE: Shown = ("APIG.3030", "The instance does not exist;id:f0fa1789-3b76-433b-a787-9892951c620ec");
const NO_QUOTA: Shown = ("APIG.3093", "App quota c900c5612dbe451bb43cbcc49cfaf2f3 does not exist");
const THE_NO_QUOTA: Shown = ("APIG.3093", "The App quota c900c5612dbe451bb43cbcc49cfaf2f3 does not exist");
const NO_APP: Shown = ("APIG.3002", "App 98df09fb-d459-4cbf-83a7-2b55ca6f3d5d does not exist");

/// What each operation shows for 400 and for 404.
#[rustfmt::skip]
const SPECIFIC: [(&str, Shown, Option<Shown>); 10] = [
    ("CreateAppQuota",              NAME_TAKEN,   Some(NO_INSTANCE)),
    ("ListAppQuotas",               BAD_NAME,     None),
    ("ShowAppQuota",                BAD_ID,       Some(NO_QUOTA)),
    ("UpdateAppQuota",              NAME_TAKEN,   Some(NO_QUOTA)),
    ("DeleteAppQuota",              BAD_ID,       Some(NO_QUOTA)),
    ("AssociateAppsForAppQuota",    BAD_ID,       Some(THE_NO_QUOTA)),
    ("ListAppQuotaBoundApps",       BAD_APP_NAME, Some(THE_NO_QUOTA)),
    ("DisassociateAppQuotaWithApp", BAD_ID,       Some(THE_NO_QUOTA)),
    ("ListAppQuotaBindableApps",    BAD_ID,       Some(THE_NO_QUOTA)),
    ("ShowAppBoundAppQuota",        BAD_ID,       Some(NO_APP)),
];

/// What all operations show.
const COMMON: [(u16, &str, Shown); 3] = [
    (401, "Unauthorized", ("APIG.1002", "Incorrect token or token resolution failed")),
    (403, "Forbidden", ("APIG.1005", "No permissions to request this method")),
    (500, "Internal Server Error", ("APIG.9999", "System error")),
];

struct Documented {
    service: &'static str,
    operation: &'static str,
    status: u16,
    reason: &'static str,
    code: &'static str,
    message: &'static str,
}

impl Documented {
    fn body(&self) -> String {
        format!(r#"{{"error_code":"{}","error_msg":"{}"}}"#, self.code, self.message)
    }

    fn error(&self) -> Error {
        error(self.service, self.operation, self.status, &self.body())
    }
}

fn documented() -> Vec<Documented> {
    let services = [("apig", cfg!(feature = "apig")), ("roma", cfg!(feature = "roma"))];
    let mut all = Vec::new();
    for (service, _) in services.into_iter().filter(|(_, enabled)| *enabled) {
        for (operation, bad, missing) in SPECIFIC {
            let specific = [(400, "Bad Request", Some(bad)), (404, "Not Found", missing)];
            let common = COMMON.map(|(status, reason, shown)| (status, reason, Some(shown)));
            for (status, reason, shown) in specific.into_iter().chain(common) {
                let Some((code, message)) = shown else { continue };
                all.push(Documented { service, operation, status, reason, code, message });
            }
        }
    }
    all
}

macro_rules! call {
    ($service:ident.$gateway:ident, $feature:literal) => {
        #[cfg(feature = $feature)]
        async fn $service(config: Config, operation: &str) -> Result<(), Error> {
            use apig_sdk::$service::types::{AppQuotaCreate, TimeUnit};
            let gateway = apig_sdk::$service::Client::new(config).$gateway(INSTANCE);
            let quota = AppQuotaCreate::default().name("ClientQuota_demo").call_limits(1000);
            let quota = quota.time_unit(TimeUnit::Day).time_interval(1);
            match operation {
                "CreateAppQuota" => gateway.create_app_quota().body(quota).await.map(drop),
                "ListAppQuotas" => gateway.list_app_quotas().await.map(drop),
                "ShowAppQuota" => gateway.show_app_quota(QUOTA).await.map(drop),
                "UpdateAppQuota" => gateway.update_app_quota(QUOTA).body(quota).await.map(drop),
                "DeleteAppQuota" => gateway.delete_app_quota(QUOTA).await,
                "AssociateAppsForAppQuota" => {
                    gateway.associate_apps_for_app_quota(QUOTA).app_ids([APP]).await.map(drop)
                }
                "ListAppQuotaBoundApps" => gateway.list_app_quota_bound_apps(QUOTA).await.map(drop),
                "DisassociateAppQuotaWithApp" => gateway.disassociate_app_quota_with_app(QUOTA, APP).await,
                "ListAppQuotaBindableApps" => gateway.list_app_quota_bindable_apps(QUOTA).await.map(drop),
                "ShowAppBoundAppQuota" => gateway.show_app_bound_app_quota(APP).await.map(drop),
                other => panic!("there is no {other}"),
            }
        }
    };
}

call!(apig.gateway, "apig");
call!(roma.instance, "roma");

fn error(service: &str, operation: &str, status: u16, body: &str) -> Error {
    let headers = [("Content-Type", "application/json"), ("X-Request-Id", "f7b5"), ("X-Other", "x")];
    let server = Server::start(vec![Answer::new(status, &headers, body)]);
    let config = builder(server.url()).build().unwrap();
    let result = match service {
        #[cfg(feature = "apig")]
        "apig" => run(apig(config, operation)),
        #[cfg(feature = "roma")]
        "roma" => run(roma(config, operation)),
        other => panic!("there is no {other}"),
    };
    result.unwrap_err()
}

#[test]
fn the_documents_show_that_many_errors() {
    let services = usize::from(cfg!(feature = "apig")) + usize::from(cfg!(feature = "roma"));
    assert_eq!(documented().len(), services * 49, "five for each operation, but ListAppQuotas shows no 404");
}

#[test]
fn every_documented_error_keeps_all_its_parts() {
    for shown in documented() {
        let error = shown.error();
        assert_eq!(error.kind(), ErrorKind::Api, "{} {}", shown.operation, shown.status);
        assert_eq!(error.call().unwrap().name, shown.operation);
        assert_eq!(error.status().unwrap(), shown.status);
        assert_eq!(error.code(), Some(shown.code));
        assert_eq!(error.message(), Some(shown.message));
        assert_eq!(error.request_id(), Some("f7b5"));
        assert_eq!(error.response().unwrap().headers()["x-other"], "x");
        assert_eq!(error.body(), Some(shown.body().as_bytes()));
    }
}

#[test]
fn every_documented_error_is_shown_in_the_servers_words() {
    for Documented { service, operation, status, reason, code, message } in documented() {
        let body = format!(r#"{{"error_msg":"{message}","error_code":"{code}"}}"#);
        let shown = error(service, operation, status, &body).to_string();
        assert_eq!(shown, format!("{operation}: {status} {reason}: {code}: {message} (request id f7b5)"));
    }
}

#[test]
fn every_documented_error_has_the_predicates_of_its_status() {
    for shown in documented() {
        let error = shown.error();
        assert_eq!(error.is_not_found(), shown.status == 404);
        assert_eq!(error.is_unauthorized(), shown.status == 401);
        assert_eq!(error.is_forbidden(), shown.status == 403);
        assert_eq!(error.is_server_error(), shown.status == 500);
        assert_eq!(error.is_already_exists(), shown.code == "APIG.3325", "which comes with 400");
        assert!(!error.is_throttled() && !error.is_timeout() && !error.is_connect());
    }
}

#[cfg(feature = "apig")]
#[test]
fn the_documented_schema_of_an_error_decodes() {
    let body = r#"{"error_code":"APIG.3093","error_msg":"gone","new":1}"#;
    let decoded: apig_sdk::apig::types::ErrorBody = error("apig", "ShowAppQuota", 404, body).decode_body().unwrap();
    assert_eq!(decoded.error_code.as_deref(), Some("APIG.3093"));
    assert_eq!(decoded.error_msg.as_deref(), Some("gone"));
    assert_eq!(apig_sdk::serde_json::to_string(&decoded).unwrap(), r#"{"error_code":"APIG.3093","error_msg":"gone"}"#);
}
