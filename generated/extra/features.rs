//! Types the settings of features of gateways, which are the string `config`: `on`, a number, or JSON. Knows the features that are
//! documented; what else there is stays in `more` and is sent again.
//!
//! ```no_run
//! # async fn example(client: apig_sdk::apig::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use apig_sdk::extra::features::{RateLimit, Settings};
//!
//! let gateway = client.gateway("instance");
//! let limit = RateLimit { api_limits: Some(500), ..RateLimit::default() };
//! gateway.create_feature_v2().name("ratelimit").enable(true).config(limit).await?;
//! for feature in gateway.list_features_v2().items().try_collect().await? {
//!     println!("{:?}: {:?}", feature.name, Settings::of(&feature)?);
//! }
//! # Ok(())
//! # }
//! ```

use super::json_text::{objects, texts};
use crate::apig::types::FeatureInfo;
use crate::{Secret, serde_json};

/// The settings of a feature, by its name. Those of most are a [`Switch`](Self::Switch).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is called as what it holds")]
pub enum Settings {
    AppJwt(AppJwt),
    AppToken(AppToken),
    BackendCertificate(BackendCertificate),
    BackendTimeout(BackendTimeout),
    BackendTokens(BackendTokens),
    Ciphers(Ciphers),
    CustomLog(CustomLog),
    ForwardedFor(ForwardedFor),
    Logs(Logs),
    PublicKey(PublicKey),
    RateLimit(RateLimit),
    RealIp(RealIp),
    ThrottleStrategy(ThrottleStrategy),
    TrustedHosts(TrustedHosts),

    /// `on` or `off`.
    Switch(bool),

    /// A number, such as the bytes of `request_body_size`.
    Number(i64),

    /// What is none of these.
    Other(String),
}

impl Settings {
    /// Reads the settings of the feature of this name.
    ///
    /// # Errors
    ///
    /// They are not the JSON that this feature has; the string is still there.
    pub fn read(name: &str, text: &str) -> Result<Self, serde_json::Error> {
        Ok(match (name, text) {
            (_, "on") => Self::Switch(true),
            (_, "off") => Self::Switch(false),
            ("app_jwt", _) => Self::AppJwt(text.parse()?),
            ("app_token", _) => Self::AppToken(text.parse()?),
            ("backend_client_certificate", _) => Self::BackendCertificate(text.parse()?),
            ("backend_timeout", _) => Self::BackendTimeout(text.parse()?),
            ("backend_token_allow", _) => Self::BackendTokens(text.parse()?),
            ("custom_log", _) => Self::CustomLog(text.parse()?),
            ("default_group_host_trustlist", _) => Self::TrustedHosts(text.parse()?),
            ("lts", _) => Self::Logs(text.parse()?),
            ("public_key", _) => Self::PublicKey(text.parse()?),
            ("ratelimit", _) => Self::RateLimit(text.parse()?),
            ("real_ip_from_xff", _) => Self::ForwardedFor(text.parse()?),
            ("real_ip_header_getter", _) => Self::RealIp(text.parse()?),
            ("ssl_ciphers", _) => Self::Ciphers(text.parse()?),
            ("throttle_strategy", _) => Self::ThrottleStrategy(text.parse()?),
            _ => text
                .parse()
                .map_or_else(|_| Self::Other(text.to_owned()), Self::Number),
        })
    }

    /// Reads the settings of a feature.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn of(feature: &FeatureInfo) -> Result<Self, serde_json::Error> {
        let [name, text] = [&feature.name, &feature.config]
            .map(|text| text.as_deref().unwrap_or_default());
        Self::read(name, text)
    }
}

texts! {
    AppJwt, AppToken, BackendCertificate, BackendTimeout, BackendTokens, Ciphers, CustomLog, ForwardedFor, Logs, PublicKey, RateLimit,
    RealIp, ThrottleStrategy, TrustedHosts,
}

objects! {
    /// Authentication of apps by JSON Web Tokens: `app_jwt`.
    AppJwt {
        /// `on` or `off`.
        "enable" enable: String,
        /// The header with the token; `Authorization` if there is none.
        "auth_header" auth_header: String,
    }

    /// Authentication of apps by tokens that the gateway issues: `app_token`.
    AppToken {
        /// `on` or `off`.
        "enable" enable: String,
        /// Seconds for which a token counts, 1 to 72000.
        "app_token_expire_time" app_token_expire_time: i64,
        /// Seconds for which it can be renewed, 1 to 72000.
        "refresh_token_expire_time" refresh_token_expire_time: i64,
        /// The path at which tokens are issued.
        "app_token_uri" app_token_uri: String,
        /// The key by which they are encrypted.
        "app_token_key" app_token_key: Secret,
    }

    /// How the gateway shows backends who it is: `backend_client_certificate`.
    BackendCertificate {
        /// `on` or `off`.
        "enable" enable: String,
        /// Certificates of authorities that backends must have.
        "ca" ca: String,
        /// The certificate that backends are shown.
        "content" content: String,
        /// Its private key.
        "key" key: Secret,
    }

    /// The longest time that backends may be given: `backend_timeout`.
    BackendTimeout {
        /// Milliseconds, 1 to 600000.
        "max_timeout" max_timeout: i64,
    }

    /// For whom tokens are passed to backends: `backend_token_allow`.
    BackendTokens {
        /// Regular expressions for the names of accounts.
        "backend_token_allow_users" backend_token_allow_users: Vec<String>,
    }

    /// How connections may be encrypted: `ssl_ciphers`.
    Ciphers {
        /// Suites such as `ECDHE-RSA-AES256-GCM-SHA384`, at least one.
        "ssl_ciphers" ssl_ciphers: Vec<String>,
    }

    /// What of requests is logged beside the usual: `custom_log`.
    CustomLog {
        /// Up to 10 parameters.
        "custom_logs" custom_logs: Vec<LoggedParameter>,
    }

    /// A parameter of requests that is logged.
    LoggedParameter {
        /// Where it is: `header`, `query` or `cookie`.
        "location" location: String,
        /// Its name there.
        "name" name: String,
    }

    /// Whether `X-Forwarded-For` says who calls: `real_ip_from_xff`.
    ForwardedFor {
        /// `on` or `off`.
        "enable" enable: String,
        /// Which of its addresses; -1 is the last one.
        "xff_index" xff_index: i64,
    }

    /// Where calls are logged: `lts`.
    Logs {
        /// ID of the log group.
        "group_id" group_id: String,
        /// ID of the log stream.
        "topic_id" topic_id: String,
        /// Name of the log group.
        "log_group" log_group: String,
        /// Name of the log stream.
        "log_stream" log_stream: String,
    }

    /// Signatures for backends by a pair of keys: `public_key`.
    PublicKey {
        /// `on` or `off`.
        "enable" enable: String,
        /// How paths begin at which the public key is shown.
        "public_key_uri_prefix" public_key_uri_prefix: String,
    }

    /// The limit of APIs that have no other: `ratelimit`.
    RateLimit {
        /// Calls of an API in a second, 1 to 1000000.
        "api_limits" api_limits: i64,
    }

    /// A header that says who calls: `real_ip_header_getter`.
    RealIp {
        /// `on` or `off`.
        "enable" enable: String,
        /// Which, `header:NAME`.
        "header_getter" header_getter: String,
    }

    /// How calls are counted: `throttle_strategy`.
    ThrottleStrategy {
        /// `on` or `off`.
        "enable" enable: String,
        /// `cluster`, or `local` for each node of the gateway alone.
        "strategy" strategy: String,
    }

    /// Hosts by which the group `DEFAULT` can be called: `default_group_host_trustlist`.
    TrustedHosts {
        /// `on` or `off`.
        "enable" enable: String,
        /// Addresses that are not the gateway's.
        "hosts" hosts: Vec<String>,
    }
}
