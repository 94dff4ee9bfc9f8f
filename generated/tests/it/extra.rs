//! What people wrote beside the generated code: JSON inside of strings, and batches of which some things failed.

use apig_sdk::apig::types::{
    BatchDeleteAclV2Response, ErrorBody, FeatureToggle, PluginCreate, PluginInfo, PluginType,
    ShowAsyncTaskResultResponse,
};
use apig_sdk::extra::Batch;
use apig_sdk::extra::features::{self, Settings};
use apig_sdk::extra::plugins::{
    Breaker, Content, Cors, JwtAuth, KafkaLog, OidcAuth, ProxyCache, ProxyMirror, RateLimit, ResponseHeader,
    ResponseHeaders, ThirdAuth,
};
use apig_sdk::extra::tasks::{Export, TaskResult};
use apig_sdk::serde_json::{Value, from_str, from_value, json, to_value};

const CORS: &str =
    r#"{"allow_origin": "*","allow_methods": "GET,POST,PUT","max_age": 172800,"allow_credentials": true}"#;
const HEADERS: &str = r#"{"response_headers":[{"name":"x-demo","value":"sss","action":"append"}]}"#;
const RATE_LIMIT: &str = r#"{"scope":"basic","default_time_unit":"minute","default_interval":1,"api_limit":50,"app_limit":0,
    "user_limit":0,"ip_limit":0,"algorithm":"counter","specials":[{"type":"app","policies":[{"key":"e9","limit":10}]}],
    "parameters":[{"id":"3w","value":"reqPath","type":"path","name":"reqPath"}],
    "rules":[{"match_regex":"[\"Host\",\"==\",\"www.abc.com\"]","rule_name":"u8mb","time_unit":"second","interval":2,"limit":5}]}"#;
const KAFKA: &str = r#"{"broker_list":["0.0.0.0:11"],"topic":"topic","key":"","max_retry_count":0,"retry_backoff":1,
    "sasl_config":{"security_protocol":"PLAINTEXT","sasl_mechanisms":"PLAIN","sasl_username":"u","sasl_password":"s3cr3t","ssl_ca_content":""},
    "meta_config":{"system":{"start_time":true,"api_id":false},"call_data":{"log_request_header":false,"request_header_filter":"",
    "custom_authorizer":{"frontend":[],"backend":["b"]}}}}"#;
const BREAKER: &str = r#"{"breaker_condition":{"breaker_type":"timeout","breaker_mode":"counter","unhealthy_condition":"",
    "unhealthy_threshold":30,"min_call_threshold":20,"unhealthy_percentage":51,"time_window":15,"open_breaker_time":15},
    "downgrade_default":{"type":"http","http_info":{"isVpc":false,"address":"10.10.10.10","scheme":"HTTP","timeout":5000}},
    "scope":"basic"}"#;
const THIRD_AUTH: &str = r#"{"auth_request":{"method":"POST","protocol":"HTTP","url_domain":"abc.com:1234","timeout":10,"path":"/check",
    "vpc_channel_enabled":false,"vpc_channel_info":{"vpc_proxy_host":"abc.com","vpc_id":"3c11"}},
    "identities":{"headers":[{"name":"token"}],"query":[{"name":"user"}]},"carry_body":{"enabled":true,"max_body_size":10000},
    "carry_path_enabled":false,"return_resp_body_enabled":true,"carry_resp_headers":["x-message-result"],
    "simple_auth_mode_enabled":false,"match_auth":{"key":"x-message-result","value":"success"},"rule_enabled":true,"rule_type":"allow",
    "parameters":[],"rules":[{"match_regex":"[\"OR\", [\"reqPath\", \"~~\", \"/a/*\"]]"}]}"#;
const PROXY_CACHE: &str = r#"{"cache_key":{"system_params":[],"parameters":["custom_param"],"headers":[]},
    "cache_http_status_and_ttl":[{"http_status":[202,203],"ttl":5}],"client_cache_control":{"mode":"off","datas":[]},
    "cacheable_headers":["X-Custom-Header"]}"#;
const PROXY_MIRROR: &str = r#"{"protocol":"HTTPS","host":"192.0.2.1","sample_ratio":0.5,"timeout":5000,
    "mirror_request_body_enabled":true,"path":"/ab","path_concat_mode":"replace"}"#;
const JWT_AUTH: &str = r#"{"jwks":"{\"keys\":[]}","token_location":"header","token_name":"Authorization","token_prefix":"Bearer",
    "token_expiration_tolerance":"0","token_pass_through_enabled":false,"missing_token_skip_auth_enabled":false,
    "ignore_expiration_validation_enabled":false,"jwks_service":{"any":1},"carry_payload":{},"claims_to_headers":[],"blacklist":[]}"#;
const OIDC_AUTH: &str = r#"{"client_id":"c","client_secret":"s3cr3t","discovery":"https://idp.example.com/.well-known/openid-configuration",
    "redirect_api_id":"a1","logout_api_id":"a2","scope":"openid email profile","access_token_expires_in":3600,
    "jwt_cache_enabled":true,"jwks_enabled":true,"public_key":"","redirect_after_logout_uri":"https://example.com/",
    "slient_renew_access_token_enabled":true}"#;

/// What is read of a text is sent again with nothing lost, and goes into a struct, not into what is left over.
fn check<T>(text: &str, more: impl Fn(&T) -> usize)
where
    T: std::str::FromStr<Err = apig_sdk::serde_json::Error> + Into<String>,
{
    let read: T = text.parse().unwrap();
    assert_eq!(more(&read), 0, "{text}");
    assert_eq!(from_str::<Value>(&read.into()).unwrap(), from_str::<Value>(text).unwrap());
}

#[test]
fn settings_of_plugins_are_read_and_sent() {
    check::<Cors>(CORS, |it| it.more.len());
    check::<ResponseHeaders>(HEADERS, |it| it.more.len());
    check::<RateLimit>(RATE_LIMIT, |it| it.more.len() + it.rules.as_ref().unwrap()[0].more.len());
    check::<KafkaLog>(KAFKA, |it| it.more.len() + it.meta_config.as_ref().unwrap().more.len());
    check::<Breaker>(BREAKER, |it| it.more.len() + it.downgrade_default.as_ref().unwrap().more.len());
    check::<ThirdAuth>(THIRD_AUTH, |it| it.more.len() + it.auth_request.as_ref().unwrap().more.len());
    check::<ProxyCache>(PROXY_CACHE, |it| it.more.len() + it.cache_key.as_ref().unwrap().more.len());
    check::<ProxyMirror>(PROXY_MIRROR, |it| it.more.len());
    check::<JwtAuth>(JWT_AUTH, |it| it.more.len());
    check::<OidcAuth>(OIDC_AUTH, |it| it.more.len());
    let (kafka, oidc): (KafkaLog, OidcAuth) = (KAFKA.parse().unwrap(), OIDC_AUTH.parse().unwrap());
    assert!(!format!("{kafka:?}{oidc:?}").contains("s3cr3t"));
    // What is new to us is kept.
    check::<Cors>(r#"{"allow_origin":"*","new":[1]}"#, |it| it.more.len() - 1);
}

#[test]
fn a_plugin_says_which_settings_it_has() {
    let plugin = |kind: &str, text: &str| -> PluginInfo {
        from_value(json!({"plugin_type": kind, "plugin_content": text})).unwrap()
    };
    let Content::Cors(cors) = Content::of(&plugin("cors", CORS)).unwrap() else { panic!("cors") };
    assert_eq!((cors.max_age, cors.allow_origin.as_deref()), (Some(172_800), Some("*")));
    // As the documents show it.
    let escaped = HEADERS.replace('"', "\\\"");
    let header = ResponseHeader {
        name: Some("x-demo".to_owned()),
        value: Some("sss".to_owned()),
        action: Some("append".to_owned()),
        ..ResponseHeader::default()
    };
    let headers = ResponseHeaders { response_headers: Some(vec![header]), ..ResponseHeaders::default() };
    assert_eq!(Content::of(&plugin("set_resp_headers", &escaped)).unwrap(), Content::ResponseHeaders(headers));
    let kinds = [
        ("breaker", BREAKER),
        ("cors", CORS),
        ("jwt_auth", JWT_AUTH),
        ("kafka_log", KAFKA),
        ("oidc_auth", OIDC_AUTH),
        ("proxy_cache", PROXY_CACHE),
        ("proxy_mirror", PROXY_MIRROR),
        ("rate_limit", RATE_LIMIT),
        ("set_resp_headers", HEADERS),
        ("third_auth", THIRD_AUTH),
    ];
    for (kind, text) in kinds {
        assert!(!matches!(Content::of(&plugin(kind, text)).unwrap(), Content::Other(_)), "{kind}");
    }
    assert_eq!(Content::of(&plugin("of_tomorrow", "{\"a\":1}")).unwrap(), Content::Other(json!({"a": 1})));
    for text in ["", "{", "[]", "{\\\"", "on"] {
        assert!(Content::read(&PluginType::Cors, text).is_err(), "{text}");
    }
}

#[test]
fn settings_go_where_a_string_goes() {
    let cors = Cors { allow_credentials: Some(true), ..Cors::default() };
    let typed = PluginCreate::default().plugin_content(cors);
    assert_eq!(typed, PluginCreate::default().plugin_content(r#"{"allow_credentials":true}"#));
}

/// The documented example of each feature.
const FEATURES: [(&str, &str); 14] = [
    ("app_jwt", r#"{"enable":"on","auth_header":"Authorization"}"#),
    (
        "app_token",
        r#"{"enable":"on","app_token_expire_time":3600,"app_token_uri":"/v1/t","refresh_token_expire_time":7200}"#,
    ),
    ("backend_client_certificate", r#"{"enable":"on","ca":"","content":"","key":"s3cr3t"}"#),
    ("backend_timeout", r#"{"max_timeout":500}"#),
    ("backend_token_allow", r#"{"backend_token_allow_users":["user_name"]}"#),
    ("custom_log", r#"{"custom_logs":[{"location":"header","name":"a1234"}]}"#),
    ("default_group_host_trustlist", r#"{"enable":"on","hosts":["192.0.2.1","192.0.2.2"]}"#),
    ("lts", r#"{"group_id":"","topic_id":"","log_group":"","log_stream":""}"#),
    ("public_key", r#"{"enable":"on","public_key_uri_prefix":"/apigw/authadv/v2/public-key/"}"#),
    ("ratelimit", r#"{"api_limits":500}"#),
    ("real_ip_from_xff", r#"{"enable":"on","xff_index":1}"#),
    ("real_ip_header_getter", r#"{"enable":"on","header_getter":"header:testIP"}"#),
    ("ssl_ciphers", r#"{"ssl_ciphers":["ECDHE-ECDSA-AES256-GCM-SHA384"]}"#),
    ("throttle_strategy", r#"{"enable":"on","strategy":"local"}"#),
];

#[test]
fn settings_of_features_are_read_and_sent() {
    let read = |name: &str, text: &str| Settings::of(&from_value(json!({"name": name, "config": text})).unwrap());
    for (name, text) in FEATURES {
        let shown = format!("{:?}", read(name, text).unwrap());
        // Its name stands for its struct, and all of it is known.
        assert!(
            !shown.starts_with("Other") && shown.contains("more: {}") && !shown.contains("s3cr3t"),
            "{name}: {shown}"
        );
        assert!(read(name, "{").is_err(), "{name}");
    }
    assert_eq!(read("app_api_key", "on").unwrap(), Settings::Switch(true));
    assert_eq!(read("ratelimit", "off").unwrap(), Settings::Switch(false));
    assert_eq!(read("request_body_size", "104857600").unwrap(), Settings::Number(104_857_600));
    assert_eq!(read("of_tomorrow", "{}").unwrap(), Settings::Other("{}".to_owned()));
    let limit = features::RateLimit { api_limits: Some(500), ..features::RateLimit::default() };
    let toggle = FeatureToggle::default().name("ratelimit").config(limit.clone());
    assert_eq!(read("ratelimit", toggle.config.as_deref().unwrap()).unwrap(), Settings::RateLimit(limit));
}

#[test]
fn results_of_tasks() {
    let result = |kind: &str, status: &str, text: &str| {
        let answer = json!({"task_type": kind, "task_status": status, "task_result": text});
        TaskResult::of(&from_value::<ShowAsyncTaskResultResponse>(answer).unwrap())
    };
    let import = r#"{"success":[{"id":"a","action":"create"}],"failure":[{"path":"/x","error_code":"APIG.3202"}],"group_id":"g"}"#;
    let Some(TaskResult::Import(import)) = result("import_api", "succeed", import).unwrap() else { panic!("import") };
    assert_eq!((import.group_id.as_deref(), import.is_complete()), (Some("g"), false));
    let export =
        Export { file_name: Some("n".to_owned()), file_type: Some(".json".to_owned()), content: Some("{}".to_owned()) };
    let shown = r#"{"FileName":"n","FileType":".json","Comment":"{}"}"#;
    assert_eq!(result("export_api", "succeed", shown).unwrap(), Some(TaskResult::Export(export.clone())));
    let listed = result("export_api", "succeed", r#"{"file_type":".json","content":"{}"}"#).unwrap();
    assert_eq!(listed, Some(TaskResult::Export(Export { file_name: None, ..export })));
    let failed: ErrorBody = from_value(json!({"error_code": "APIG.3201", "error_msg": "m"})).unwrap();
    let text = r#"{"error_code":"APIG.3201","error_msg":"m"}"#;
    assert_eq!(result("import_api", "failed", text).unwrap(), Some(TaskResult::Failed(failed)));
    assert_eq!(result("import_api", "processing", "").unwrap(), None);
    assert_eq!(result("new_kind", "succeed", "{}").unwrap(), None);
    assert!(result("import_api", "succeed", "no JSON").is_err());
}

#[test]
fn what_of_a_batch_has_failed() {
    let answer = |json: Value| from_value::<BatchDeleteAclV2Response>(json).unwrap();
    let partial = answer(json!({"success_count": 1, "failure": [{"acl_id": "a", "error_code": "APIG.9999"}]}));
    assert_eq!(partial.failures()[0].error_code.as_deref(), Some("APIG.9999"));
    assert!(!partial.is_complete() && partial.clone().complete() == Err(partial));
    for whole in [json!({"success_count": 2, "failure": []}), json!({"failure": null}), json!({})] {
        let whole = answer(whole);
        assert!(whole.is_complete() && whole.failures().is_empty() && whole.clone().complete() == Ok(whole));
    }
    assert_eq!(to_value(answer(json!({}))).unwrap(), json!({}));
}

#[test]
fn values_in_one_string() {
    let api = json!({"run_env_id": "a|b", "run_env_name": "A|B", "publish_time": "2020-07-31T12:42:51Z|"});
    let api: apig_sdk::apig::types::ShowDetailsOfApiV2Response = from_value(api).unwrap();
    assert_eq!(api.run_env_ids().zip(api.run_env_names()).collect::<Vec<_>>(), [("a", "A"), ("b", "B")]);
    // As many times as ids, though one is not there.
    assert_eq!(api.publish_times().collect::<Vec<_>>(), ["2020-07-31T12:42:51Z", ""]);
    assert_eq!(api.publish_ids().count(), 0);
    let gateway = json!({"available_zone_ids": "[xx-xxx-7a, xx-xxx-7b]"});
    let gateway: apig_sdk::apig::types::ShowDetailsOfInstanceV2Response = from_value(gateway).unwrap();
    assert_eq!(gateway.available_zone_ids().collect::<Vec<_>>(), ["xx-xxx-7a", "xx-xxx-7b"]);
}
