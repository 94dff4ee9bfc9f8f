//! Types authentication by a service of one's own. Knows its settings by their names in JSON.

use super::RuleParameter;
use crate::extra::json_text::objects;

objects! {
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
