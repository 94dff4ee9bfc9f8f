//! Tests which endpoint a configuration leads to, in tables.

use super::*;
use crate::Service;
use crate::account::Account;
use crate::environment::Environment;
use crate::transport::Offline;
use std::path::Path;

static THINGS: Regions = Regions {
    service: "things",
    entries: &[
        Region::new("eu-de", "https://things.eu-de.example.com", "Cloud"),
        Region::new("eu-nl", "https://things.eu-nl.example.com", "Cloud"),
        Region::new("eu-west-101", "https://things.eu-west-101.example.eu", "Cloud"),
    ],
};

static IAM: Regions =
    Regions { service: "iam", entries: &[Region::new("eu-de", "https://iam.eu-de.example.com", "Cloud")] };

static SERVICE: Service = Service::new("things", "sdk/1").signature().regions(&THINGS).identity(&IAM);

/// The endpoints that a configuration leads to: the service's, and its identity service's.
fn endpoints(
    region: Option<&str>,
    endpoint: Option<&str>,
    iam_endpoint: Option<&str>,
    variables: &[(&str, &str)],
) -> [Result<String, String>; 2] {
    let mut builder = Config::builder().transport(Offline);
    if let Some(region) = region {
        builder = builder.region(region);
    }
    if let Some(url) = endpoint {
        builder = builder.endpoint(url);
    }
    if let Some(url) = iam_endpoint {
        builder = builder.iam_endpoint(url);
    }
    let environment = Environment::of_test(variables, Path::new("/nowhere"));
    let config = builder.environment(environment).build().unwrap();
    let own = SERVICE.client(config.clone()).endpoint().map(str::to_owned).map_err(|error| error.to_string());
    let account = Account { config, token: None, takes_signatures: true, identity: Some(&IAM) };
    [own, account.identity_endpoint().map_err(|error| error.to_string())]
}

#[test]
fn an_endpoint_that_is_set_wins_over_the_environment_and_that_over_the_table() {
    let variable = ("HUAWEICLOUD_SDK_REGION_THINGS_EU_DE", "https://a.example.com/, https://b.example.com");
    let own = Some("https://own.example.com");
    for (region, endpoint, variables, url) in [
        (Some("eu-de"), None, &[][..], "https://things.eu-de.example.com"),
        (Some("eu-west-101"), None, &[variable], "https://things.eu-west-101.example.eu"),
        (Some("eu-de"), None, &[variable], "https://a.example.com"),
        (Some("eu-de"), own, &[variable], "https://own.example.com"),
        (Some("new-1"), own, &[], "https://own.example.com"),
        (None, own, &[variable], "https://own.example.com"),
        (
            Some("new-1"),
            None,
            &[("HUAWEICLOUD_SDK_REGION_THINGS_NEW_1", "https://n.example.com")],
            "https://n.example.com",
        ),
    ] {
        assert_eq!(endpoints(region, endpoint, None, variables)[0], Ok(url.to_owned()), "{region:?}");
    }
}

#[test]
fn the_identity_service_has_its_own() {
    let variable = ("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://v.example.com/v3/");
    let of_region = ("HUAWEICLOUD_SDK_REGION_IAM_EU_DE", "https://r.example.com");
    let own = Some("https://own.example.com/v3");
    for (iam_endpoint, variables, url) in [
        (None, &[][..], "https://iam.eu-de.example.com"),
        (None, &[of_region], "https://r.example.com"),
        (None, &[variable, of_region], "https://v.example.com"),
        (own, &[variable, of_region], "https://own.example.com"),
    ] {
        assert_eq!(endpoints(Some("eu-de"), None, iam_endpoint, variables)[1], Ok(url.to_owned()));
    }
}

#[test]
fn a_client_of_the_identity_service_sends_passwords_where_logins_go() {
    static IDENTITY: Service = Service::new("iam", "sdk/1").signature().regions(&IAM).identity(&IAM);
    for (endpoint, iam_endpoint, variables, url) in [
        (None, None, &[][..], "https://iam.eu-de.example.com"),
        (None, None, &[("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://v.example.com/v3")], "https://v.example.com"),
        (None, Some("https://own.example.com/v3"), &[], "https://own.example.com"),
        (Some("https://all.example.com"), Some("https://own.example.com"), &[], "https://all.example.com"),
    ] {
        let builder = Config::builder().transport(Offline).region("eu-de");
        let builder = if let Some(url) = endpoint { builder.endpoint(url) } else { builder };
        let builder = if let Some(url) = iam_endpoint { builder.iam_endpoint(url) } else { builder };
        let environment = Environment::of_test(variables, Path::new("/nowhere"));
        let client = IDENTITY.client(builder.environment(environment).build().unwrap());
        assert_eq!(client.endpoint().unwrap(), url);
    }
}

#[test]
fn unknown_regions_are_errors_that_help() {
    const START: &str = "the configuration is wrong: region has no known endpoint of things in ";
    for (region, end) in [
        ("eu-ed", "`eu-ed`: did you mean `eu-de` or `eu-nl` or `eu-west-101`? (`endpoint` serves for any other)"),
        ("EU-DE", "`EU-DE`: did you mean `eu-de` or `eu-nl` or `eu-west-101`? (`endpoint` serves for any other)"),
        ("xyz", "`xyz`: use `endpoint` for a region that is not in the table"),
    ] {
        assert_eq!(endpoints(Some(region), None, None, &[])[0], Err(format!("{START}{end}")));
    }
    let wrong = [("HUAWEICLOUD_SDK_REGION_THINGS_EU_DE", "http://a.example.com")];
    let error = endpoints(Some("eu-de"), None, None, &wrong)[0].clone().unwrap_err();
    assert!(
        error.contains("variable HUAWEICLOUD_SDK_REGION_THINGS_EU_DE, which must begin with `https://`"),
        "{error}"
    );
    let error = endpoints(None, Some("https://a.example.com"), None, &[])[1].clone().unwrap_err();
    assert_eq!(error, "the configuration is wrong: iam_endpoint is not known: set it, or a `region`");
}
