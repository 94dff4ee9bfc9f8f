//! What is made without a network: configurations, credentials, clients, operations, types.

use super::{KEY_SECRET, MARK, PASSCODE, PASSWORD, SESSION, TOKEN, assert_hidden, debug, told};
use apig_sdk::iam::types::*;
use apig_sdk::testing::{Canned, Expected, Replay};
use apig_sdk::transport::Offline;
use apig_sdk::{AccessKey, Agency, Config, Credentials, Identity, PasswordLogin, Secret, TemporaryKey, Token};
use apig_sdk::{CallOptions, ConfigBuilder, InstanceMetadata, Operation, Retry, apig, http::Method, iam, roma};
use std::fs::{read_dir, read_to_string};
use std::path::Path;

fn login() -> PasswordLogin {
    PasswordLogin::new("user A", "domain A", PASSWORD).passcode(PASSCODE)
}

fn key() -> AccessKey {
    AccessKey::new("AK", KEY_SECRET).security_token(SESSION)
}

/// Every kind of credentials.
fn all() -> Vec<Credentials> {
    let password = || Credentials::password("user A", "domain A", PASSWORD);
    vec![
        Credentials::token(TOKEN),
        Credentials::access_key("AK", KEY_SECRET),
        Credentials::temporary_access_key("AK", KEY_SECRET, SESSION),
        password(),
        Credentials::agency("agency", "domain B", password()),
        Credentials::provider(login()),
        Credentials::provider(Agency::new("agency", "domain B", Credentials::token(TOKEN))),
        Credentials::provider(TemporaryKey::new(Credentials::token(TOKEN))),
        Credentials::provider(InstanceMetadata::new()),
        Credentials::default_chain(),
    ]
}

fn builder() -> ConfigBuilder {
    Config::builder().endpoint("https://apig.example.com").project_id("p").transport(Offline)
}

#[test]
fn credentials_and_what_they_are_made_of() {
    assert_hidden(&[
        ("PasswordLogin", debug(&login())),
        ("PasswordLogin", debug(&PasswordLogin::with_user_id("u", PASSWORD))),
        ("Agency", debug(&Agency::new("agency", "domain B", Credentials::token(TOKEN)))),
        ("TemporaryKey", debug(&TemporaryKey::new(Credentials::token(TOKEN)))),
        ("Token", debug(&Token::new(TOKEN))),
        ("AccessKey", debug(&key())),
        ("Identity", debug(&[Identity::Token(Token::new(TOKEN)), Identity::AccessKey(key())])),
        ("Secret", debug(&Some(Secret::from(PASSWORD)))),
        ("Credentials", debug(&all())),
    ]);
}

#[test]
fn configurations_and_clients() {
    for credentials in all() {
        let builder = || builder().credentials(credentials.clone());
        let config = builder().build().unwrap();
        let options = CallOptions::new().retry(Retry::none());
        let client = apig::Client::new(config.clone());
        let gateway = client.gateway("i");
        assert_hidden(&[
            ("ConfigBuilder", debug(&builder())),
            ("Config", debug(&config)),
            ("apig::Client", debug(&client)),
            ("iam::Client", debug(&iam::Client::new(config.clone()))),
            ("roma::Client", debug(&roma::Client::new(config))),
            ("with options", debug(&client.with_options(options))),
            ("operation", debug(&gateway.show_app_quota("q"))),
            ("waiter", debug(&gateway.wait_until_app_bound("q", "a"))),
        ]);
    }
}

#[test]
fn mistakes_in_a_configuration() {
    for builder in [
        builder().endpoint(format!("https://user:{TOKEN}@apig.example.com")),
        builder().iam_endpoint(format!("https://apig.example.com?token={TOKEN}")),
        builder().credentials(Credentials::token(format!("{TOKEN}\n"))),
        builder().credentials(Credentials::access_key(String::new(), KEY_SECRET)),
        builder().credentials(Credentials::access_key("AK", format!("{KEY_SECRET}\n"))),
        builder().credentials(Credentials::temporary_access_key("AK", KEY_SECRET, format!("{SESSION}\n"))),
    ] {
        let shown = debug(&builder);
        assert_hidden(&[("ConfigBuilder", shown), ("its error", told(&builder.build().unwrap_err()))]);
    }
}

/// Operations and types of IAM, with a secret wherever one fits.
#[test]
fn operations_and_types() {
    let client = iam::Client::new(builder().build().unwrap());
    let user = PasswordUser::default()
        .name("user A")
        .password(PASSWORD)
        .domain(PasswordUserDomain::default().name("domain A"));
    let totp = TotpUser::default().name("user A").passcode(PASSCODE);
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password]);
    let identity = identity.password(PasswordMethod::default().user(user.clone()));
    let identity = identity.totp(TotpMethod::default().user(totp.clone()));
    let login = client.keystone_create_user_token().auth(UserTokenAuth::default().identity(identity));
    let token = TemporaryAccessKeyToken::default().id(TOKEN);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token.clone());
    let temporary = client.create_temporary_access_key().auth(TemporaryAccessKeyAuth::default().identity(identity));
    let validated = client.keystone_validate_token().x_subject_token(TOKEN);
    let request = login.to_request().unwrap();
    assert!(String::from_utf8_lossy(request.body()).contains(MARK));
    let too_many = TotpUser::default().passcode(PASSCODE.repeat(1000));
    let mut refused = login.clone();
    refused.body.auth.as_mut().unwrap().identity.as_mut().unwrap().totp = Some(TotpMethod::default().user(too_many));
    assert_hidden(&[
        ("PasswordUser", debug(&user)),
        ("TotpUser", debug(&totp)),
        ("TemporaryAccessKeyToken", debug(&token)),
        ("KeystoneCreateUserToken", debug(&login)),
        ("its body", debug(&login.body)),
        ("its headers", debug(&request.headers())),
        ("KeystoneValidateToken", debug(&validated)),
        ("its headers", debug(&validated.to_request().unwrap().headers())),
        ("CreateCredentialResult", debug(&answer::<CreateCredentialResult>("secret"))),
        ("CreateTemporaryAccessKey", debug(&temporary)),
        ("its body", debug(&temporary.body)),
        ("its violations", refused.to_request().err().map_or("-".to_owned(), |error| told(&error))),
    ]);
}

/// What a gateway or an instance is sent, and what it answers, with a secret wherever one fits.
macro_rules! gateway {
    ($service:ident.$client:ident) => {{
        use apig_sdk::$service::types::*;
        let client = apig_sdk::$service::Client::new(builder().build().unwrap());
        let gateway = client.$client("i");
        [
            ("CreateAppCodeV2", debug(&gateway.create_app_code_v2("a").app_code(KEY_SECRET))),
            ("AppCodeCreate", debug(&AppCodeCreate::default().app_code(KEY_SECRET))),
            ("CreateSignatureKeyV2", debug(&gateway.create_signature_key_v2().sign_secret(KEY_SECRET))),
            ("UpdateSignatureKeyV2", debug(&gateway.update_signature_key_v2("s").sign_secret(KEY_SECRET))),
            ("BaseSignature", debug(&BaseSignature::default().sign_secret(KEY_SECRET))),
            ("AssociateCertificateV2", debug(&gateway.associate_certificate_v2("g", "d").private_key(KEY_SECRET))),
            ("CertForm", debug(&CertForm::default().private_key(KEY_SECRET))),
            ("CreateCertificateV2", debug(&client.create_certificate_v2().private_key(KEY_SECRET))),
            ("UpdateCertificateV2", debug(&client.update_certificate_v2("c").private_key(KEY_SECRET))),
            ("CertificateForm", debug(&CertificateForm::default().private_key(KEY_SECRET))),
            ("its other key", debug(&CertificateForm::default().private_key_sign(KEY_SECRET))),
            ("DebugApiV2", debug(&gateway.debug_api_v2("a").app_secret(KEY_SECRET))),
            ("ApiDebugInfo", debug(&ApiDebugInfo::default().app_secret(KEY_SECRET))),
            ("AppInfo", debug(&answer::<AppInfo>("app_secret"))),
            ("AppInfoWithBindNum", debug(&answer::<AppInfoWithBindNum>("app_secret"))),
            ("AppCodeBaseInfo", debug(&answer::<AppCodeBaseInfo>("app_code"))),
            ("SignatureKeyInfo", debug(&answer::<SignatureKeyInfo>("sign_secret"))),
            ("SignatureWithBindNum", debug(&answer::<SignatureWithBindNum>("sign_secret"))),
            ("SignApiBindingInfo", debug(&answer::<SignApiBindingInfo>("sign_secret"))),
        ]
    }};
}

#[test]
fn operations_and_types_of_both_gateways() {
    assert_hidden(&gateway!(apig.gateway));
    assert_hidden(&gateway!(roma.instance));
}

/// What API Gateway alone is sent, and answers.
#[test]
fn operations_and_types_of_api_gateway() {
    use apig_sdk::apig::types::*;
    let client = apig::Client::new(builder().build().unwrap());
    assert_hidden(&[
        ("AppCreate", debug(&AppCreate::default().app_secret(KEY_SECRET))),
        ("CreateAnAppV2", debug(&client.gateway("i").create_an_app_v2().app_secret(KEY_SECRET))),
        ("UpdateAppV2", debug(&client.gateway("i").update_app_v2("a").app_secret(KEY_SECRET))),
        ("ResettingAppSecretV2", debug(&client.gateway("i").resetting_app_secret_v2("a").app_secret(KEY_SECRET))),
        ("AppResetCreate", debug(&AppResetCreate::default().app_secret(KEY_SECRET))),
        ("CreateAiApiKey", debug(&client.gateway("i").create_ai_api_key("a").ai_api_key(KEY_SECRET))),
        ("AiApiKeyCreate", debug(&AiApiKeyCreate::default().ai_api_key(KEY_SECRET))),
        ("NacosUserInfo", debug(&NacosUserInfo::default().password(KEY_SECRET))),
        ("AiApiKeyBaseInfo", debug(&answer::<AiApiKeyBaseInfo>("ai_api_key"))),
        ("RespNacosUserInfo", debug(&answer::<RespNacosUserInfo>("password"))),
    ]);
}

/// What ROMA Connect alone is sent, and answers.
#[test]
fn operations_and_types_of_roma_connect() {
    use apig_sdk::roma::types::*;
    let client = roma::Client::new(builder().build().unwrap());
    let instance = client.instance("i");
    assert_hidden(&[
        ("CreateAppConfigV2", debug(&instance.create_app_config_v2("a").config_value(KEY_SECRET))),
        ("UpdateAppConfigV2", debug(&instance.update_app_config_v2("a", "c").config_value(KEY_SECRET))),
        ("AppConfigCreateRequestV2", debug(&AppConfigCreateRequestV2::default().config_value(KEY_SECRET))),
        ("AppConfigModifyRequestV2", debug(&AppConfigModifyRequestV2::default().config_value(KEY_SECRET))),
        ("AppConfigInfoV2", debug(&answer::<AppConfigInfoV2>("config_value"))),
        ("LdDatasourceInfo", debug(&answer::<LdDatasourceInfo>("password"))),
    ]);
}

/// What is read out of an answer whose field of this name is a secret.
fn answer<T: serde::de::DeserializeOwned>(name: &str) -> T {
    apig_sdk::serde_json::from_value(apig_sdk::serde_json::json!({ name: KEY_SECRET })).unwrap()
}

/// A script, what came of it, and what is said when it was not followed.
#[test]
fn the_transport_for_tests() {
    let answer = Canned::json(201, format!(r#"{{"secret":"{KEY_SECRET}"}}"#)).header("x-subject-token", TOKEN);
    let expected = Expected::new(Method::POST, "/v3/auth/tokens").header("x-auth-token", TOKEN);
    let expected = expected.json(apig_sdk::serde_json::json!({ "auth": { "token": { "id": TOKEN } } }));
    let replay = Replay::new().expect(expected.clone(), answer.clone());
    let config = builder().credentials(Credentials::token(PASSCODE)).transport(replay.clone()).build().unwrap();
    let token = TemporaryAccessKeyToken::default().id(SESSION);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token);
    let call = iam::Client::new(config).create_temporary_access_key();
    let error =
        crate::support::run(call.auth(TemporaryAccessKeyAuth::default().identity(identity)).send()).unwrap_err();
    assert!(error.to_string().contains("is not the expected one"), "{error}");
    assert!(replay.requests()[0].header("x-auth-token").unwrap().contains(MARK));
    assert_hidden(&[
        ("Canned", debug(&answer)),
        ("Expected", format!("{expected} {}", debug(&expected))),
        ("Replay", debug(&replay)),
        ("Recorded", debug(&replay.requests())),
        ("ReplayError", told(&replay.finish().unwrap_err())),
        ("the call", told(&error)),
    ]);
}

/// The generated files that mention a secret. Whoever adds one adds its types to the tests here.
#[test]
fn every_generated_type_with_a_secret_is_looked_at() {
    fn find(folder: &Path, found: &mut Vec<String>) {
        for entry in read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                find(&path, found);
            } else if read_to_string(&path).unwrap().contains("<Secret>") {
                let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
                let name = path.strip_prefix(source).unwrap();
                found.push(name.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/"));
            }
        }
    }
    let mut found = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    assert_eq!(
        found,
        [
            "apig/associate_certificate_v2.rs",
            "apig/create_ai_api_key.rs",
            "apig/create_an_app_v2.rs",
            "apig/create_app_code_v2.rs",
            "apig/create_certificate_v2.rs",
            "apig/create_signature_key_v2.rs",
            "apig/debug_api_v2.rs",
            "apig/resetting_app_secret_v2.rs",
            "apig/types/ai_api_key_base_info.rs",
            "apig/types/ai_api_key_create.rs",
            "apig/types/api_debug_info.rs",
            "apig/types/app_code_base_info.rs",
            "apig/types/app_code_create.rs",
            "apig/types/app_create.rs",
            "apig/types/app_info.rs",
            "apig/types/app_info_with_bind_num.rs",
            "apig/types/app_reset_create.rs",
            "apig/types/base_signature.rs",
            "apig/types/cert_form.rs",
            "apig/types/certificate_form.rs",
            "apig/types/nacos_user_info.rs",
            "apig/types/resp_nacos_user_info.rs",
            "apig/types/sign_api_binding_info.rs",
            "apig/types/signature_key_info.rs",
            "apig/types/signature_with_bind_num.rs",
            "apig/update_app_v2.rs",
            "apig/update_certificate_v2.rs",
            "apig/update_signature_key_v2.rs",
            "iam/keystone_validate_token.rs",
            "iam/types/create_credential_result.rs",
            "iam/types/password_user.rs",
            "iam/types/temporary_access_key_token.rs",
            // In an answer, so in `answers`.
            "iam/types/temporary_credential.rs",
            "iam/types/totp_user.rs",
            "roma/associate_certificate_v2.rs",
            "roma/create_app_code_v2.rs",
            "roma/create_app_config_v2.rs",
            "roma/create_certificate_v2.rs",
            "roma/create_signature_key_v2.rs",
            "roma/debug_api_v2.rs",
            "roma/types/api_debug_info.rs",
            "roma/types/app_code_base_info.rs",
            "roma/types/app_code_create.rs",
            "roma/types/app_config_create_request_v2.rs",
            "roma/types/app_config_info_v2.rs",
            "roma/types/app_config_modify_request_v2.rs",
            "roma/types/app_info.rs",
            "roma/types/app_info_with_bind_num.rs",
            "roma/types/base_signature.rs",
            "roma/types/cert_form.rs",
            "roma/types/certificate_form.rs",
            "roma/types/ld_datasource_info.rs",
            "roma/types/sign_api_binding_info.rs",
            "roma/types/signature_key_info.rs",
            "roma/types/signature_with_bind_num.rs",
            "roma/update_app_config_v2.rs",
            "roma/update_certificate_v2.rs",
            "roma/update_signature_key_v2.rs",
        ]
    );
}
