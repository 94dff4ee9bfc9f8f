//! Tests credentials from files, in homes made for the test.

use super::*;
use crate::credentials::discovery::Discovery;
use crate::credentials::{clouds, profile};
use crate::environment::Environment;
use std::fs;

type Find = fn(&Environment) -> Result<Discovery, Error>;

/// What comes of these files and variables, in words: the home's path is shown as `~`.
fn look(find: Find, files: &[(&str, &str)], variables: &[(&str, &str)]) -> Result<Credentials, String> {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let words = |words: String| words.replace(&*home.path().to_string_lossy(), "~");
    match find(&Environment::of_test(variables, home.path())) {
        Ok(Discovery::Credentials(credentials)) => Ok(credentials),
        Ok(Discovery::Nothing(why)) => Err(words(format!("nothing: {why}"))),
        Err(error) => Err(words(error.to_string())),
    }
}

fn fixed(credentials: &Credentials) -> Identity {
    let identity = run(credentials.identity(&Scripted::default().context())).unwrap();
    (*identity).clone()
}

const PROFILE: &str = ".huaweicloud/credentials";

#[test]
fn profiles() {
    let key = || AccessKey::new("A", "S;#=:%");
    for (text, expected) in [
        ("[basic]\nak = A\nsk = S;#=:%\n", key()),
        ("; comment\n# comment\n[global]\nAK=A\r\nSK: S;#=:%\r\n[basic]\nproject_id = x\n", key()),
        ("[global]\nak=G\nsk=G\n[basic]\nak=A\nsk=S;#=:%\nsecurity_token=T==\n", key().security_token("T==")),
        ("\u{feff}[Basic]\nak=A\nsk=S;#=:%\nsecurity_token=\n", key()),
    ] {
        let found = look(profile::find, &[(PROFILE, text)], &[]).unwrap();
        assert_eq!(fixed(&found), Identity::AccessKey(expected), "{text}");
    }
    let text = "[basic]\nak=A\nsk=S\nproject_id=p1\niam_endpoint=https://iam.example.com\n";
    let hints = look(profile::find, &[(PROFILE, text)], &[]).unwrap().hints().unwrap();
    assert_eq!(hints.project_id.as_deref(), Some("p1"));
    assert_eq!(hints.identity_endpoint.as_deref(), Some("https://iam.example.com"));
    let named = [("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "own")];
    assert!(look(profile::find_named, &[("own", text)], &named).is_ok());
}

#[test]
fn named_profiles() {
    let text = "[basic]\nak=A\nsk=S\n[Basic-Dev]\nak=D\nsk=S\n[global-dev]\nak=G\nsk=S\ndomain_id=d1\n[none]\nx=1\n";
    for (name, id, domain) in [("basic", "A", None), ("basic-dev", "D", None), ("global-dev", "G", Some("d1"))] {
        let found = look(profile::find_named, &[(PROFILE, text)], &[("HUAWEICLOUD_SDK_PROFILE", name)]).unwrap();
        assert_eq!(fixed(&found), Identity::AccessKey(AccessKey::new(id, "S")));
        assert_eq!(found.hints().unwrap().domain_id.as_deref(), domain);
    }
    for (name, words) in [("other", "no section [other]"), ("none", "neither `ak` nor `idp_id` in [none]")] {
        let error = look(profile::find_named, &[(PROFILE, text)], &[("HUAWEICLOUD_SDK_PROFILE", name)]).unwrap_err();
        let words =
            format!("profile file: ~/.huaweicloud/credentials has {words}, but HUAWEICLOUD_SDK_PROFILE names it");
        assert_eq!(error, words);
    }
}

#[test]
fn profiles_that_are_of_no_use() {
    let named = [("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "own")];
    for (files, variables, words) in [
        (&[][..], &[][..], "nothing: ~/.huaweicloud/credentials does not exist"),
        (
            &[(PROFILE, "[other]\nak=s3cret\n")],
            &[],
            "nothing: ~/.huaweicloud/credentials has neither `ak` nor `idp_id` in [basic] or [global]",
        ),
        (
            &[(PROFILE, "")],
            &[],
            "nothing: ~/.huaweicloud/credentials has neither `ak` nor `idp_id` in [basic] or [global]",
        ),
        (
            &[(PROFILE, "[basic]\nak=s3cret\n")],
            &[],
            "profile file: ~/.huaweicloud/credentials, section [basic]: ak is set, but sk is not",
        ),
        (
            &[(PROFILE, "[basic]\nsk=s3cret\n[global]\nak=A\nsk=S")],
            &[],
            "profile file: ~/.huaweicloud/credentials, section [basic]: sk is set, but ak is not",
        ),
        (
            &[(PROFILE, "[basic]\nidp_id=i\nak=A\nsk=s3cret\n")],
            &[],
            "profile file: ~/.huaweicloud/credentials, section [basic]: idp_id is set, but id_token_file is not",
        ),
        (
            &[(PROFILE, "[basic]\nsecurity_token=s3cret\n")],
            &[],
            "profile file: ~/.huaweicloud/credentials, section [basic]: security_token is set, but ak with sk is not",
        ),
        (
            &[(PROFILE, "[basic\nak=s3cret\n")],
            &[],
            "profile file: ~/.huaweicloud/credentials has a mistake: line 1: Found opening bracket for section name but \
             no closing bracket",
        ),
        (
            &[(PROFILE, "[basic]\n=s3cret\n")],
            &[],
            "profile file: ~/.huaweicloud/credentials has a mistake: line 2:0: Key cannot be empty",
        ),
        (
            &[(PROFILE, "[basic]\nak=A\nsk=S\n")],
            &named,
            "profile file: own does not exist, but HUAWEICLOUD_SDK_CREDENTIALS_FILE names it",
        ),
    ] {
        let find: Find = if variables.is_empty() { profile::find } else { profile::find_named };
        assert_eq!(look(find, files, variables).unwrap_err(), words);
    }
    let unreadable = look(profile::find, &[(".huaweicloud/credentials/below", "")], &[]).unwrap_err();
    assert!(unreadable.starts_with("profile file: ~/.huaweicloud/credentials cannot be read: "), "{unreadable}");
}

const OTC: &[(&str, &str)] = &[("OS_CLOUD", "otc")];

#[test]
fn clouds_with_fixed_credentials() {
    let key = || Identity::AccessKey(AccessKey::new("A", "S"));
    let token = || Identity::Token(Token::new("T"));
    let home = ".config/openstack/clouds.yaml";
    for (files, expected) in [
        (&[("clouds.yaml", "clouds: {otc: {auth: {ak: A, sk: S}}}")][..], key()),
        (&[("clouds.yml", "clouds: {otc: {auth: {ak: A, sk: S}}}")], key()),
        (&[(home, "clouds: {otc: {auth: {token: T, ak: A, sk: S}}}")], token()),
        (&[("clouds.yaml", "clouds: {otc: {auth: {token: T}}}"), (home, "clouds: {otc: {auth: {token: U}}}")], token()),
        (
            &[
                ("clouds.yaml", "clouds: {otc: {auth: {ak: A, sk: wrong}}}"),
                ("secure.yaml", "clouds: {otc: {auth: {sk: S}}, other: {auth: {ak: X}}}"),
            ],
            key(),
        ),
        (&[("clouds.yaml", "x: &x {auth: {token: T}}\nclouds: {otc: {<<: *x, region_name: eu-de}}")], token()),
        (
            &[("clouds.yaml", "clouds: {otc: {auth: {ak: A, sk: S, security_token: T}}}")],
            Identity::AccessKey(AccessKey::new("A", "S").security_token("T")),
        ),
    ] {
        let found = look(clouds::find, files, OTC).unwrap();
        assert_eq!(fixed(&found), expected, "{files:?}");
    }
}

#[test]
fn what_stands_beside_them_in_clouds() {
    for (cloud, region, project_id, identity_endpoint) in [
        ("profile: otc, region_name: eu-nl", Some("eu-nl"), None, Some("https://iam.eu-nl.otc.t-systems.com/v3")),
        ("profile: other, region_name: eu-nl", Some("eu-nl"), None, None),
        ("profile: otc", Some("eu-de"), None, Some("https://iam.eu-de.otc.t-systems.com/v3")),
    ] {
        let text = format!("clouds: {{otc: {{auth: {{token: T, project_name: eu-de_x}}, {cloud}}}}}");
        let hints = look(clouds::find, &[("clouds.yaml", &text)], OTC).unwrap().hints().unwrap();
        assert_eq!(hints.region.as_deref(), region);
        assert_eq!(hints.project_id.as_deref(), project_id);
        assert_eq!(hints.identity_endpoint.as_deref(), identity_endpoint);
    }
    let text = "clouds: {otc: {auth: {token: T, project_id: 0123e4, auth_url: 'https://iam.example.com/v3'}}}";
    let hints = look(clouds::find, &[("clouds.yaml", text)], OTC).unwrap().hints().unwrap();
    assert_eq!(hints.project_id.as_deref(), Some("0123e4"));
    assert_eq!(hints.identity_endpoint.as_deref(), Some("https://iam.example.com/v3"));
}

#[test]
fn clouds_that_are_of_no_use() {
    let of = |auth: &str| format!("clouds: {{otc: {{auth: {{{auth}}}}}}}");
    for (auth, words) in [
        ("", "has neither token, nor ak and sk, nor username and password below auth"),
        ("ak: s3cret", "ak is set, but sk is not"),
        ("sk: s3cret, username: u, password: s3cret", "sk is set, but ak is not"),
        ("username: u", "username is set, but password is not"),
        ("password: s3cret", "password is set, but username or user_id is not"),
        ("username: u, password: s3cret", "username is set, but user_domain_name is not"),
        (
            "ak: a, sk: s3cret, target_agency_name: a",
            "target_agency_name is set, but target_domain_name or target_domain_id is not",
        ),
    ] {
        let error = look(clouds::find, &[("clouds.yaml", &of(auth))], OTC).unwrap_err();
        let error = error.strip_prefix("clouds.yaml: clouds.yaml, cloud otc").unwrap();
        assert_eq!(error.trim_start_matches([':', ' ']), words);
    }
    for (files, variables, words) in [
        (&[][..], &[][..], "nothing: OS_CLOUD is not set"),
        (
            &[],
            OTC,
            "clouds.yaml: cloud otc is asked for, but there is no such file in the current directory, in \
             ~/.config/openstack or in /etc/openstack",
        ),
        (
            &[("clouds.yaml", "clouds: {otc: {auth_type: v3oidcpassword, auth: {token: s3cret}}}")],
            OTC,
            "clouds.yaml: clouds.yaml, cloud otc: auth_type asks for `v3oidcpassword`, which is not supported",
        ),
        (
            &[("clouds.yaml", "clouds: {otc: {auth: {token: s3cret, target_domain_id: d}}}")],
            OTC,
            "clouds.yaml: clouds.yaml, cloud otc: target_domain_id is set, but target_agency_name is not",
        ),
        (
            &[("clouds.yaml", "clouds: {otc: {auth: {security_token: s3cret, username: u, password: s3cret}}}")],
            OTC,
            "clouds.yaml: clouds.yaml, cloud otc: security_token is set, but ak with sk is not",
        ),
        (&[("clouds.yaml", "clouds: {other: {}}")], OTC, "clouds.yaml: clouds.yaml has no cloud otc"),
        (
            &[(".config/openstack/clouds.yaml", "")],
            OTC,
            "clouds.yaml: ~/.config/openstack/clouds.yaml has no cloud otc",
        ),
        (
            &[("clouds.yaml", "clouds:\n  otc:\n    auth: {password: s3cret: s3cret}")],
            OTC,
            "clouds.yaml: clouds.yaml has a mistake at line 3, column 28 (text with special characters needs quotes)",
        ),
        (
            &[("clouds.yaml", "clouds: {otc: {auth: {token: T}}}"), ("secure.yaml", "a: !s3cret x")],
            OTC,
            "clouds.yaml: secure.yaml has a tag (`!`) at line 1, column",
        ),
    ] {
        let error = look(clouds::find, files, variables).unwrap_err();
        assert!(error.starts_with(words), "{error}");
        assert!(!error.contains(MARK), "{error}");
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_user_of_a_cloud_logs_in() {
    use server::Answer;
    let answer = || Answer::new(201, &[("X-Subject-Token", "t")], r#"{"token":{"expires_at":"2015-11-10T00:42:57Z"}}"#);
    let wire = Wire::new(vec![answer(), answer()]);
    let text = format!(
        "clouds:\n  otc:\n    auth:\n      auth_url: {}/v3\n      username: U\n      user_domain_name: D\n      \
         project_name: eu-de_x\n      target_agency_name: a\n      target_domain_id: d\n      \
         target_project_name: eu-nl\n",
        wire.server.url()
    );
    let secure = "clouds: {otc: {auth: {password: P}}}";
    let found = look(clouds::find, &[("clouds.yaml", &text), ("secure.yaml", secure)], OTC).unwrap();
    run(found.identity(&wire.context())).unwrap();
    let bodies: Vec<String> =
        wire.server.requests().into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect();
    assert_eq!(
        bodies,
        [
            r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"U","password":"P","domain":{"name":"D"}}}},"scope":{"project":{"name":"eu-de_x"}}}}"#,
            r#"{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_id":"d","agency_name":"a"}},"scope":{"project":{"name":"eu-nl"}}}}"#,
        ]
    );
}
