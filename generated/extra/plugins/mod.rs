//! Types the settings of plug-ins, which are JSON inside of the string `plugin_content`. Knows the kinds of plug-ins, each with what the
//! documents say of it; what else there is stays in `more` and is sent again.
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

mod breaker;
mod headers;
mod logs;
mod proxies;
mod rate_limit;
mod third_auth;
mod tokens;

pub use breaker::{
    Breaker, BreakerCondition, BreakerRule, Downgrade, DowngradeHttp, DowngradeMock,
};
pub use headers::{Cors, ResponseHeader, ResponseHeaders};
pub use logs::{CallData, KafkaLog, LoggedAuthorizers, MetaConfig, SaslConfig};
pub use proxies::{CacheKey, CachedStatus, ClientCacheControl, ProxyCache, ProxyMirror};
pub use rate_limit::{LimitRule, RateLimit, SpecialLimit, SpecialLimits};
pub use third_auth::{
    AuthChannel, AuthMatch, AuthRequest, AuthRule, CarriedBody, Identities,
    IdentityName, ThirdAuth,
};
pub use tokens::{JwtAuth, OidcAuth};

use super::json_text::{objects, texts};
use crate::apig::types::{PluginInfo, PluginType};
use crate::{Value, serde_json};

/// The settings of a plug-in, by its kind.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is called as what it holds")]
pub enum Content {
    Breaker(Breaker),
    Cors(Cors),
    JwtAuth(JwtAuth),
    KafkaLog(KafkaLog),
    OidcAuth(OidcAuth),
    ProxyCache(ProxyCache),
    ProxyMirror(ProxyMirror),
    RateLimit(RateLimit),
    ResponseHeaders(ResponseHeaders),
    ThirdAuth(ThirdAuth),

    /// Those of a kind that is not known here.
    Other(Value),
}

impl Content {
    /// Reads the settings of a plug-in of this kind.
    ///
    /// # Errors
    ///
    /// They are not JSON of that kind; the string is still there.
    pub fn read(kind: &PluginType, text: &str) -> Result<Self, serde_json::Error> {
        Ok(match kind {
            PluginType::Breaker => Self::Breaker(text.parse()?),
            PluginType::Cors => Self::Cors(text.parse()?),
            PluginType::JwtAuth => Self::JwtAuth(text.parse()?),
            PluginType::KafkaLog => Self::KafkaLog(text.parse()?),
            PluginType::OidcAuth => Self::OidcAuth(text.parse()?),
            PluginType::ProxyCache => Self::ProxyCache(text.parse()?),
            PluginType::ProxyMirror => Self::ProxyMirror(text.parse()?),
            PluginType::RateLimit => Self::RateLimit(text.parse()?),
            PluginType::SetRespHeaders => Self::ResponseHeaders(text.parse()?),
            PluginType::ThirdAuth => Self::ThirdAuth(text.parse()?),
            PluginType::Unknown(_) => Self::Other(text.parse()?),
        })
    }

    /// Reads the settings of a plug-in.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn of(plugin: &PluginInfo) -> Result<Self, serde_json::Error> {
        let kind = plugin
            .plugin_type
            .clone()
            .unwrap_or_else(|| PluginType::from(""));
        Self::read(&kind, plugin.plugin_content.as_deref().unwrap_or_default())
    }
}

texts! {
    Breaker, Cors, JwtAuth, KafkaLog, OidcAuth, ProxyCache, ProxyMirror, RateLimit, ResponseHeaders, ThirdAuth,
}

objects! {
    /// What rules look at in a request.
    RuleParameter {
        /// Where it is: `path`, `method`, `header`, `query` or `system`.
        "type" kind: String,
        /// What rules call it.
        "name" name: String,
        /// Its name there, such as that of the header.
        "value" value: String,
    }
}
