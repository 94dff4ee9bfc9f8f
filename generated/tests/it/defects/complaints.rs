//! What users of the vendor's SDKs complain of.

use super::{call, key, ok};
use crate::support::{INSTANCE, QUOTA, run};
use apig_sdk::apig::types::TimeUnit;
use apig_sdk::transport::Offline;
use apig_sdk::{Config, Credentials, ErrorKind, apig, iam, roma};

/// A region that is not in the table is a panic in the Go SDK. Here it is an error that lists near names, of the client
/// and of every call, and nothing is sent.
#[test]
fn an_unknown_region_is_an_error_with_near_names() {
    let config = |region: &str| {
        let builder = Config::builder().region(region).project_id("p").credentials(Credentials::token("t"));
        builder.transport(Offline).build()
    };
    let client = apig::Client::new(config("eu-dee").unwrap());
    let error = client.endpoint().unwrap_err();
    assert!(error.to_string().contains("no known endpoint of apig in `eu-dee`: did you mean `eu-de`"), "{error}");
    let error = run(client.gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Violations, 0));
    assert!(error.to_string().contains("`eu-de`"), "{error}");

    let long = "x".repeat(1000);
    for name in ["", " ", "EU-DE", "eu-de\n", "ü", "\u{0}", "..", "{region}", "a/b", &long] {
        // Some are refused by the configuration, the others by the clients.
        if let Ok(config) = config(name) {
            assert!(apig::Client::new(config.clone()).endpoint().is_err(), "{name:?}");
            assert!(iam::Client::new(config.clone()).endpoint().is_err(), "{name:?}");
            assert!(roma::Client::new(config).endpoint().is_err(), "{name:?}");
        }
    }
}

/// A region missing from the vendor's table cannot be used. Here an endpoint serves for it.
#[test]
fn an_endpoint_serves_for_a_region_that_is_not_known() {
    let config = Config::builder().region("xx-new-1").endpoint("https://apig.example.com").transport(Offline);
    assert_eq!(apig::Client::new(config.build().unwrap()).endpoint().unwrap(), "https://apig.example.com");
}

/// A DELETE with a body, or with the type of one, does not match its signature at the server. Here it has neither.
#[test]
fn a_delete_has_no_body_and_no_content_type() {
    let called =
        call(vec![ok()], |config| config.credentials(key()), |client| client.gateway(INSTANCE).delete_app_quota(QUOTA));
    called.result.unwrap();
    let request = &called.requests[0];
    assert!(request.body.is_empty());
    for name in ["content-type", "x-sdk-content-sha256", "transfer-encoding"] {
        assert_eq!(request.header(name), None, "{name}");
    }
    let authorization = request.header("authorization").unwrap();
    assert!(authorization.contains("SignedHeaders=host;x-project-id;x-sdk-date,"), "{authorization}");
}

/// An enum goes into a URL of the Go SDK as JSON, with quotes and a line break. Here it is the word itself.
#[test]
fn an_enum_is_written_as_its_word() {
    for (unit, word) in [(TimeUnit::Day, "DAY"), (TimeUnit::Unknown("WEEK".to_owned()), "WEEK")] {
        assert_eq!(unit.to_string(), word);
    }
}
