//! Types circuit breakers. Knows their settings by their names in JSON.

use super::RuleParameter;
use crate::Value;
use crate::extra::json_text::objects;

objects! {
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
}
