//! Types limits of calls. Knows their settings by their names in JSON.

use super::RuleParameter;
use crate::extra::json_text::objects;

objects! {
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
}
