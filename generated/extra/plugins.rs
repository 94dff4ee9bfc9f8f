//! Types the settings of plug-ins, which are JSON inside of the string `plugin_content`. Knows the kinds that are documented, each with
//! what its examples hold; what else there is stays in `more` and is sent again.
//!
//! ```no_run
//! # async fn example(client: apig_sdk::apig::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use apig_sdk::apig::types::{PluginScope, PluginType};
//! use apig_sdk::extra::plugins::{Content, Cors};
//!
//! let cors = Cors { allow_origin: Some("*".to_owned()), max_age: Some(86_400), ..Cors::default() };
//! let plugin = client.gateway("instance").create_plugin().plugin_name("demo").plugin_type(PluginType::Cors);
//! let plugin = plugin.plugin_scope(PluginScope::Global).plugin_content(cors).await?;
//! if let Content::Cors(cors) = Content::of(&plugin)? {
//!     println!("{:?}", cors.allow_origin);
//! }
//! # Ok(())
//! # }
//! ```

use crate::apig::types::{PluginInfo, PluginType};
use crate::{Secret, Value, runtime, serde_json};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Structs of which every field may be absent, with its name in JSON.
macro_rules! objects {
    ($($(#[$docs:meta])* $type:ident { $($(#[$of_field:meta])* $name:literal $field:ident: $holds:ty,)* })*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $type {
            $($(#[$of_field])* pub $field: Option<$holds>,)*

            /// Everything that has another name.
            pub more: BTreeMap<String, Value>,
        }

        runtime::json_object!($type { $($name: optional $field,)* _: rest more });
    )*};
}

/// What `plugin_content` is made of, and read as.
macro_rules! contents {
    ($($variant:ident = $kind:ident),* $(,)?) => {
        /// The settings of a plug-in, by its kind.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each is called as what it holds")]
        pub enum Content {
            $($variant($variant),)*

            /// Those of a kind whose settings are not documented.
            Other(Value),
        }

        impl Content {
            /// Reads the settings of a plug-in of this kind.
            ///
            /// # Errors
            ///
            /// They are not JSON of that kind; the string is still there.
            pub fn read(kind: &PluginType, text: &str) -> Result<Self, serde_json::Error> {
                match kind {
                    $(PluginType::$kind => text.parse().map(Self::$variant),)*
                    PluginType::ProxyCache
                    | PluginType::ProxyMirror
                    | PluginType::OidcAuth
                    | PluginType::JwtAuth
                    | PluginType::Unknown(_) => text.parse().map(Self::Other),
                }
            }

            /// Reads the settings of a plug-in.
            ///
            /// # Errors
            ///
            /// As [`read`](Self::read).
            pub fn of(plugin: &PluginInfo) -> Result<Self, serde_json::Error> {
                let kind = plugin.plugin_type.clone().unwrap_or_else(|| PluginType::from(""));
                Self::read(&kind, plugin.plugin_content.as_deref().unwrap_or_default())
            }
        }

        $(impl FromStr for $variant {
            type Err = serde_json::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // The documents escape some of their examples twice.
                match text.strip_prefix("{\\\"") {
                    Some(_) => serde_json::from_str(&serde_json::from_str::<String>(&format!("\"{text}\""))?),
                    None => serde_json::from_str(text),
                }
            }
        }

        /// The JSON that is sent.
        impl From<$variant> for String {
            fn from(content: $variant) -> Self {
                // Text, numbers and maps with texts as keys are always JSON.
                serde_json::to_string(&content).unwrap_or_default()
            }
        })*
    };
}

contents! {
    Cors = Cors,
    ResponseHeaders = SetRespHeaders,
    KafkaLog = KafkaLog,
    Breaker = Breaker,
    RateLimit = RateLimit,
    ThirdAuth = ThirdAuth,
}

objects! {
    /// Cross-origin resource sharing: the headers by which browsers are told what is allowed. Lists are separated by commas.
    Cors {
        /// `Access-Control-Allow-Origin`: origins, or `*` for all.
        "allow_origin" allow_origin: String,
        /// `Access-Control-Allow-Methods`: HTTP methods.
        "allow_methods" allow_methods: String,
        /// `Access-Control-Allow-Headers`: headers that requests may have.
        "allow_headers" allow_headers: String,
        /// `Access-Control-Expose-Headers`: headers of answers that scripts may read.
        "expose_headers" expose_headers: String,
        /// `Access-Control-Max-Age`: how many seconds browsers keep this.
        "max_age" max_age: i64,
        /// `Access-Control-Allow-Credentials`: whether requests may carry credentials.
        "allow_credentials" allow_credentials: bool,
    }

    /// Changes of the headers that answers have.
    ResponseHeaders {
        /// What is changed, in order.
        "response_headers" response_headers: Vec<ResponseHeader>,
    }

    /// A change of a header of answers.
    ResponseHeader {
        /// The header.
        "name" name: String,
        /// Its value.
        "value" value: String,
        /// What is done with it: `append`, `override`.
        "action" action: String,
    }

    /// Logs of calls that are pushed to Kafka.
    KafkaLog {
        /// Addresses of brokers, `host:port`.
        "broker_list" broker_list: Vec<String>,
        /// The topic.
        "topic" topic: String,
        /// What chooses the partition; empty for all of them.
        "key" key: String,
        /// How often a push is tried again, 0 to 5.
        "max_retry_count" max_retry_count: i64,
        /// Seconds between two tries, 1 to 10.
        "retry_backoff" retry_backoff: i64,
        /// How the gateway logs in.
        "sasl_config" sasl_config: SaslConfig,
        /// What is logged.
        "meta_config" meta_config: MetaConfig,
    }

    /// How the gateway logs in to Kafka.
    SaslConfig {
        /// `PLAINTEXT`, `SASL_PLAINTEXT` or `SASL_SSL`.
        "security_protocol" security_protocol: String,
        /// `PLAIN`, for example.
        "sasl_mechanisms" sasl_mechanisms: String,
        /// The user.
        "sasl_username" sasl_username: String,
        /// The password of the user.
        "sasl_password" sasl_password: Secret,
        /// The certificate of the authority, for `SASL_SSL`.
        "ssl_ca_content" ssl_ca_content: String,
    }

    /// What is logged of calls.
    MetaConfig {
        /// Fields of the gateway, such as `request_id`, each with whether it is logged.
        "system" system: BTreeMap<String, bool>,
        /// What is logged of requests and answers.
        "call_data" call_data: CallData,
    }

    /// What is logged of requests and answers.
    CallData {
        /// Whether headers of requests are logged.
        "log_request_header" log_request_header: bool,
        /// Which, separated by commas; `*` stands for any characters.
        "request_header_filter" request_header_filter: String,
        /// Whether parameters of the query are logged.
        "log_request_query_string" log_request_query_string: bool,
        /// Which, in the same way.
        "request_query_string_filter" request_query_string_filter: String,
        /// Whether bodies of requests are logged.
        "log_request_body" log_request_body: bool,
        /// Whether headers of answers are logged.
        "log_response_header" log_response_header: bool,
        /// Which, in the same way.
        "response_header_filter" response_header_filter: String,
        /// Whether bodies of answers are logged.
        "log_response_body" log_response_body: bool,
        /// Fields of what custom authorizers answer.
        "custom_authorizer" custom_authorizer: LoggedAuthorizers,
    }

    /// Fields of what custom authorizers answer.
    LoggedAuthorizers {
        /// Those of authorizers of the frontend.
        "frontend" frontend: Vec<String>,
        /// Those of authorizers of the backend.
        "backend" backend: Vec<String>,
    }

    /// A circuit breaker: what opens it, and what answers while it is open.
    Breaker {
        /// What opens it, if no rule says otherwise.
        "breaker_condition" breaker_condition: BreakerCondition,
        /// What answers then; without it, it is status 503.
        "downgrade_default" downgrade_default: Downgrade,
        /// What rules look at.
        "downgrade_parameters" downgrade_parameters: Vec<RuleParameter>,
        /// Rules for some requests, which come first.
        "downgrade_rules" downgrade_rules: Vec<BreakerRule>,
        /// `basic`: each API for itself; `share`: all APIs together.
        "scope" scope: String,
    }

    /// What opens a circuit breaker.
    BreakerCondition {
        /// What counts: `timeout`, or what `unhealthy_condition` says.
        "breaker_type" breaker_type: String,
        /// How it is counted: `counter` or `percentage`.
        "breaker_mode" breaker_mode: String,
        /// The condition, as an expression.
        "unhealthy_condition" unhealthy_condition: String,
        /// How many calls open it, for `counter`.
        "unhealthy_threshold" unhealthy_threshold: i64,
        /// How many calls there must be, for `percentage`.
        "min_call_threshold" min_call_threshold: i64,
        /// The share of calls that opens it, for `percentage`.
        "unhealthy_percentage" unhealthy_percentage: i64,
        /// Seconds in which it is counted.
        "time_window" time_window: i64,
        /// Seconds for which it is open.
        "open_breaker_time" open_breaker_time: i64,
    }

    /// What answers while a circuit breaker is open. Other backends than these two are in `more`.
    Downgrade {
        /// Which backend answers: `http`, `mock`, …
        "type" kind: String,
        /// An HTTP backend.
        "http_info" http_info: DowngradeHttp,
        /// An answer without a backend.
        "mock_info" mock_info: DowngradeMock,
    }

    /// An HTTP backend.
    DowngradeHttp {
        /// Whether it is reached by a load balance channel.
        "isVpc" is_vpc: bool,
        /// That channel.
        "vpc_channel_id" vpc_channel_id: String,
        /// Its address otherwise.
        "address" address: String,
        /// `HTTP` or `HTTPS`.
        "scheme" scheme: String,
        /// The HTTP method.
        "method" method: String,
        /// The path.
        "path" path: String,
        /// Milliseconds to wait.
        "timeout" timeout: i64,
    }

    /// An answer without a backend.
    DowngradeMock {
        /// Its status.
        "status_code" status_code: i64,
        /// Its body.
        "result_content" result_content: String,
        /// Its headers.
        "headers" headers: Vec<Value>,
    }

    /// A rule of a circuit breaker.
    BreakerRule {
        /// Its name.
        "rule_name" rule_name: String,
        /// The names of the parameters that it looks at.
        "parameters" parameters: Vec<String>,
        /// Which requests it is for: JSON inside of a string, `["reqPath","==","/test"]`.
        "match_regex" match_regex: String,
        /// What answers.
        "downgrade_backend" downgrade_backend: Downgrade,
        /// What opens it.
        "breaker_condition" breaker_condition: BreakerCondition,
    }

    /// What rules look at in a request.
    RuleParameter {
        /// Where it is: `path`, `method`, `header`, `query` or `system`.
        "type" kind: String,
        /// What rules call it.
        "name" name: String,
        /// Its name there, such as that of the header.
        "value" value: String,
    }

    /// Limits of calls.
    RateLimit {
        /// `basic`: each API for itself; `share`: all APIs together.
        "scope" scope: String,
        /// How it is counted, such as `counter`.
        "algorithm" algorithm: String,
        /// The period, in the next field's unit.
        "default_interval" default_interval: i64,
        /// `second`, `minute`, …
        "default_time_unit" default_time_unit: String,
        /// Calls of an API in a period.
        "api_limit" api_limit: i64,
        /// Calls of one app in a period.
        "app_limit" app_limit: i64,
        /// Calls of one user in a period.
        "user_limit" user_limit: i64,
        /// Calls from one IP address in a period.
        "ip_limit" ip_limit: i64,
        /// Other limits for some apps and users.
        "specials" specials: Vec<SpecialLimits>,
        /// What rules look at.
        "parameters" parameters: Vec<RuleParameter>,
        /// Limits for some requests.
        "rules" rules: Vec<LimitRule>,
    }

    /// Limits for some apps, or for some users.
    SpecialLimits {
        /// `app` or `user`.
        "type" kind: String,
        /// The limit of each.
        "policies" policies: Vec<SpecialLimit>,
    }

    /// The limit of an app or a user.
    SpecialLimit {
        /// ID of the app or the user.
        "key" key: String,
        /// Calls in a period.
        "limit" limit: i64,
    }

    /// A limit for some requests.
    LimitRule {
        /// Its name.
        "rule_name" rule_name: String,
        /// Which requests it is for: JSON inside of a string, `["Host","==","www.example.com"]`.
        "match_regex" match_regex: String,
        /// The period, in the next field's unit.
        "interval" interval: i64,
        /// As `default_time_unit`.
        "time_unit" time_unit: String,
        /// Calls in a period.
        "limit" limit: i64,
    }

    /// Authentication by a service of one's own.
    ThirdAuth {
        /// How that is asked.
        "auth_request" auth_request: AuthRequest,
        /// So many failures within 5 minutes block an IP address for the rest of them.
        "custom_forbid_limit" custom_forbid_limit: i64,
        /// What of the request it is told; all headers and parameters otherwise.
        "identities" identities: Identities,
        /// Whether it is told the body.
        "carry_body" carry_body: CarriedBody,
        /// Whether requests pass while it does not answer, or answers 5xx.
        "auth_downgrade_enabled" auth_downgrade_enabled: bool,
        /// Whether the path of the request is added to its own.
        "carry_path_enabled" carry_path_enabled: bool,
        /// Whether callers see what it answers to a failure.
        "return_resp_body_enabled" return_resp_body_enabled: bool,
        /// Headers of its answer that the backend is sent.
        "carry_resp_headers" carry_resp_headers: Vec<String>,
        /// Whether each status 2xx lets a request pass.
        "simple_auth_mode_enabled" simple_auth_mode_enabled: bool,
        /// The header that lets a request pass otherwise.
        "match_auth" match_auth: AuthMatch,
        /// Whether rules say which requests need it.
        "rule_enabled" rule_enabled: bool,
        /// `allow`: the rules say which requests do not need it, and all others do.
        "rule_type" rule_type: String,
        /// What rules look at.
        "parameters" parameters: Vec<RuleParameter>,
        /// The rules.
        "rules" rules: Vec<AuthRule>,
    }

    /// How a service for authentication is asked.
    AuthRequest {
        /// `GET`, `POST`, `PUT` or `HEAD`.
        "method" method: String,
        /// `HTTP` or `HTTPS`.
        "protocol" protocol: String,
        /// Its address, `host:port`.
        "url_domain" url_domain: String,
        /// Milliseconds to wait.
        "timeout" timeout: i64,
        /// The path.
        "path" path: String,
        /// Whether it is reached by a load balance channel.
        "vpc_channel_enabled" vpc_channel_enabled: bool,
        /// That channel.
        "vpc_channel_info" vpc_channel_info: AuthChannel,
    }

    /// The load balance channel of a service for authentication.
    AuthChannel {
        /// The host that requests name.
        "vpc_proxy_host" vpc_proxy_host: String,
        /// ID of the channel.
        "vpc_id" vpc_id: String,
    }

    /// What of a request a service for authentication is told.
    Identities {
        /// Headers.
        "headers" headers: Vec<IdentityName>,
        /// Parameters of the query.
        "query" query: Vec<IdentityName>,
    }

    /// A header, or a parameter of the query.
    IdentityName {
        /// Its name.
        "name" name: String,
    }

    /// Whether a service for authentication is told the body.
    CarriedBody {
        /// Whether it is.
        "enabled" enabled: bool,
        /// The largest that is, in bytes.
        "max_body_size" max_body_size: i64,
    }

    /// A header that lets a request pass.
    AuthMatch {
        /// Its name.
        "key" key: String,
        /// Its value.
        "value" value: String,
    }

    /// A rule that says which requests need authentication.
    AuthRule {
        /// Its name.
        "rule_name" rule_name: String,
        /// Which requests it is for: JSON inside of a string.
        "match_regex" match_regex: String,
    }
}
