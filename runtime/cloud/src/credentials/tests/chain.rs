//! Tests the order of the sources, and the error when none has anything.

use super::*;
use crate::environment::Environment;
use std::fs;
use std::path::Path;

#[cfg(feature = "profiles")]
const PROFILE: &str = "[basic]\nak = P\nsk = S\nproject_id = p1\n";
#[cfg(feature = "profiles")]
const CLOUDS: &str = "clouds: {otc: {auth: {ak: C, sk: S}}}";

/// A client that reaches no metadata service.
fn alone() -> Scripted {
    Scripted::default()
}

fn chain(variables: &[(&str, &str)], home: &Path) -> Credentials {
    Credentials::chain(Environment::of_test(variables, home), InstanceMetadata::new())
}

/// The access key's id, or the error in words.
fn id(credentials: &Credentials, host: &Scripted) -> String {
    match run(credentials.identity(&host.context())).as_deref() {
        Ok(Identity::AccessKey(key)) => key.id.clone(),
        Ok(Identity::Token(_)) => "a token".to_owned(),
        Err(error) => error.to_string(),
    }
}

const VARIABLES: &str = "environment: neither HUAWEICLOUD_OIDC_AGENCY_URN, nor HUAWEICLOUD_SDK_IDP_ID, nor \
                         HUAWEICLOUD_SDK_AK with HUAWEICLOUD_SDK_SK, nor HW_AUTH_TOKEN, nor HW_ACCESS_KEY with \
                         HW_SECRET_KEY, nor HW_USER_NAME with HW_USER_PASSWORD is set; ";
const OPEN_TELEKOM: &str = "environment: neither OS_TOKEN or OS_TOKEN_ID or OS_AUTH_TOKEN, nor OS_ACCESS_KEY or \
                            OS_ACCESS_KEY_ID or OS_AK with OS_SECRET_KEY or OS_ACCESS_KEY_SECRET or OS_SK, nor \
                            OS_USERNAME with OS_PASSWORD is set; ";
const METADATA: &str = "instance metadata (http://169.254.169.254): asking for the key of this server at 169.254.169.254 \
                        failed: nothing is there";

#[test]
fn nothing_anywhere() {
    let home = tempfile::tempdir().unwrap();
    let [named, lying] = if cfg!(feature = "profiles") {
        let named = "hcloud: HW_SHARED_CONFIG_FILE is not set; profile file: neither HUAWEICLOUD_SDK_PROFILE nor HUAWEICLOUD_SDK_CREDENTIALS_FILE is set; \
                     clouds.yaml: OS_CLOUD is not set; ";
        let home = home.path().display();
        [named.to_owned(), format!("profile file: {home}/.huaweicloud/credentials does not exist; ")]
    } else {
        ["files: the feature `profiles` is off; ".to_owned(), String::new()]
    };
    let pod = "pod identity: HC_CONTAINER_CREDENTIALS_FULL_URI is not set; ";
    let host = alone();
    assert_eq!(
        id(&chain(&[], home.path()), &host),
        format!("no credentials were found. {VARIABLES}{named}{OPEN_TELEKOM}{pod}{lying}{METADATA}")
    );
    assert_eq!(*host.asked.lock().unwrap(), ["PUT http://169.254.169.254/meta-data/latest/api/token"]);
}

#[cfg(feature = "profiles")]
#[test]
fn the_first_place_wins() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("clouds.yaml"), CLOUDS).unwrap();
    fs::create_dir(home.path().join(".huaweicloud")).unwrap();
    fs::write(home.path().join(".huaweicloud/credentials"), PROFILE).unwrap();
    let credentials = chain(&[], home.path());
    assert_eq!(id(&credentials, &alone()), "P");
    assert_eq!(credentials.hints().unwrap().project_id.as_deref(), Some("p1"));
    let cloud = ("OS_CLOUD", "otc");
    assert_eq!(id(&chain(&[cloud], home.path()), &alone()), "C");
    let named = ("HUAWEICLOUD_SDK_PROFILE", "basic");
    assert_eq!(id(&chain(&[cloud, named], home.path()), &alone()), "P");
    let variables = [cloud, named, ("HUAWEICLOUD_SDK_AK", "E"), ("HUAWEICLOUD_SDK_SK", "S")];
    assert_eq!(id(&chain(&variables, home.path()), &alone()), "E");
}

#[cfg(feature = "profiles")]
#[test]
fn what_was_found_stays() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".huaweicloud")).unwrap();
    let file = home.path().join(".huaweicloud/credentials");
    let credentials = chain(&[], home.path());
    assert!(id(&credentials, &alone()).starts_with("no credentials were found"));
    assert_eq!(credentials.hints().unwrap(), Hints::default());
    // Nothing had been found, so a file that appears counts.
    fs::write(&file, PROFILE).unwrap();
    assert_eq!(id(&credentials.clone(), &alone()), "P");
    fs::remove_file(&file).unwrap();
    assert_eq!(id(&credentials, &alone()), "P");
    assert_eq!(credentials.hints().unwrap().project_id.as_deref(), Some("p1"));
}

#[test]
fn what_is_half_there_is_not_skipped() {
    let home = tempfile::tempdir().unwrap();
    let host = alone();
    assert_eq!(
        id(&chain(&[("OS_AK", "s3cret")], home.path()), &host),
        "environment: OS_AK is set, but OS_SECRET_KEY or OS_ACCESS_KEY_SECRET or OS_SK is not"
    );
    if cfg!(feature = "profiles") {
        fs::create_dir(home.path().join(".huaweicloud")).unwrap();
        let file = home.path().join(".huaweicloud/credentials");
        fs::write(&file, "[basic]\nak = s3cret\n").unwrap();
        let path = file.display();
        let credentials = chain(&[], home.path());
        assert_eq!(id(&credentials, &host), format!("profile file: {path}, section [basic]: ak is set, but sk is not"));
        assert!(credentials.hints().is_err());
    }
    assert_eq!(host.asked.lock().unwrap().len(), 0);
}

#[test]
fn the_server_comes_last_and_its_key_is_renewed() {
    let key = |id: &str| {
        let body = format!(
            r#"{{"credential":{{"access":"{id}","secret":"S","securitytoken":"T","expires_at":"1970-01-02T00:00:00Z"}}}}"#
        );
        Ok(http::Response::new(body.into()))
    };
    let session = || Ok(http::Response::new("t1".into()));
    let host = Scripted::new(vec![Err(Error::no_credentials("busy")), session(), key("M1"), session(), key("M2")]);
    let home = tempfile::tempdir().unwrap();
    let credentials = chain(&[], home.path());
    assert!(id(&credentials, &host).ends_with("failed: there are no credentials: busy"));
    // The failure is remembered for a moment.
    assert!(id(&credentials, &host).ends_with("failed: there are no credentials: busy"));
    host.clock.advance(5);
    assert_eq!(id(&credentials, &host), "M1");
    assert_eq!(id(&credentials, &host), "M1");
    let used = run(credentials.identity(&host.context())).unwrap();
    assert!(credentials.renew(&used, true));
    assert_eq!(id(&credentials, &host), "M2");
    assert_eq!(host.asked.lock().unwrap().len(), 5);
    assert!(!chain(&[], home.path()).renew(&used, true));
}
