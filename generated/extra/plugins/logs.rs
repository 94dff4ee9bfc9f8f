//! Types the plug-in that pushes logs to Kafka. Knows its settings by their names in JSON.

use crate::Secret;
use crate::extra::json_text::objects;
use std::collections::BTreeMap;

objects! {
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
}
