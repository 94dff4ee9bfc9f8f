//! What people wrote beside the generated code: JSON inside of strings, and batches of which some things failed.

use apig_sdk::apig::types::{
    BatchDeleteAclV2Response, ErrorBody, PluginCreate, PluginInfo, PluginType, ShowAsyncTaskResultResponse,
};
use apig_sdk::extra::Batch;
use apig_sdk::extra::plugins::{
    Breaker, Content, Cors, KafkaLog, RateLimit, ResponseHeader, ResponseHeaders, ThirdAuth,
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
    let kafka: KafkaLog = KAFKA.parse().unwrap();
    assert!(!format!("{kafka:?}").contains("s3cr3t"));
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
    assert_eq!(Content::of(&plugin("proxy_cache", "{\"a\":1}")).unwrap(), Content::Other(json!({"a": 1})));
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
