//! Acts as a trust agency, on the word of an OpenID Connect provider. Knows the one request of the security token
//! service (STS), and where that is.

use super::id_token::IdToken;
use super::{IdentityContext, ProvideCredentials, Providing, iam};
use crate::Error;
use crate::Identity;
use crate::Secret;
use serde::Serialize;
use std::time::Duration;

const PATH: &str = "/v5/agencies/assume-with-oidc";
const SESSION: &str = "oidc-sts-session";

/// What the service takes, and what it is asked for unless something else is set.
const SHORTEST: Duration = Duration::from_secs(15 * 60);
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
const DURATION: Duration = Duration::from_secs(60 * 60);

/// Signs with a temporary access key of a trust agency, which the security token service (STS) makes for the token of an
/// OpenID Connect provider; the program needs no secret of this cloud. The key is renewed before it expires.
///
/// ```
/// use apig_runtime::{Credentials, IdToken, OidcAgency};
///
/// let token = IdToken::file("/var/run/secrets/tokens/id-token");
/// let agency = OidcAgency::new("iam::1234:oidcProvider:github", "iam::1234:agency:deploy", token);
/// let credentials = Credentials::provider(agency);
/// ```
#[derive(Debug)]
pub struct OidcAgency {
    provider: String,
    agency: String,
    token: IdToken,
    session: String,
    duration: Duration,
    policy: Option<String>,
    policy_ids: Vec<String>,
    endpoint: Option<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    provider_urn: &'a str,
    agency_urn: &'a str,
    agency_session_name: &'a str,
    id_token: &'a Secret,
    duration_seconds: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    policy_ids: &'a [String],
}

impl OidcAgency {
    /// The agency of this URN, which trusts the identity provider of that URN.
    pub fn new(provider_urn: impl Into<String>, agency_urn: impl Into<String>, token: IdToken) -> Self {
        Self {
            provider: provider_urn.into(),
            agency: agency_urn.into(),
            token,
            session: SESSION.to_owned(),
            duration: DURATION,
            policy: None,
            policy_ids: Vec::new(),
            endpoint: None,
        }
    }

    /// The name under which audits show what is done with the keys; `oidc-sts-session` unless set.
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session = name.into();
        self
    }

    /// How long each key is to be good: 1 hour unless set, 15 minutes to 12 hours, and no longer than the agency allows.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// A policy, as JSON text, beyond which the keys give no right.
    #[must_use]
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.policy = Some(policy.into());
        self
    }

    /// IDs of policies beyond which the keys give no right.
    #[must_use]
    pub fn policy_ids<T: Into<String>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.policy_ids = ids.into_iter().map(Into::into).collect();
        self
    }

    /// The base URL of the security token service in place of the region's. It must begin with `https://`, except on
    /// this machine.
    #[must_use]
    pub fn sts_endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    async fn assume(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        if !(SHORTEST..=LONGEST).contains(&self.duration) {
            let seconds = self.duration.as_secs();
            return Err(Error::credentials(format!(
                "a key of an agency is good for 900 to 43200 seconds, not for {seconds}"
            )));
        }
        let endpoint = self.endpoint(context)?;
        let body = Body {
            provider_urn: &self.provider,
            agency_urn: &self.agency,
            agency_session_name: &self.session,
            id_token: &self.token.read()?,
            duration_seconds: self.duration.as_secs(),
            policy: self.policy.as_deref(),
            policy_ids: &self.policy_ids,
        };
        let request = iam::request(&endpoint, PATH, &body)?;
        let response = context.send("AssumeAgencyWithOidc", request).await;
        let key = response.and_then(|response| iam::access_key(&response));
        let what = || format!("assuming the agency `{}`", self.agency);
        Ok(Identity::AccessKey(key.map_err(|error| iam::failed(&what(), &endpoint, error))?))
    }

    /// The service stands beside the identity service, in the same domain.
    fn endpoint(&self, context: &IdentityContext<'_>) -> Result<String, Error> {
        if let Some(url) = &self.endpoint {
            return iam::checked(url, "security token service");
        }
        let identity = context.identity_endpoint()?;
        match (identity.strip_prefix("https://iam."), context.region()) {
            (Some(rest), Some(region)) if rest.strip_prefix(region).is_some_and(|rest| rest.starts_with('.')) => {
                Ok(format!("https://sts.{rest}"))
            }
            _ => Err(Error::credentials(
                "the endpoint of the security token service is not known: set `OidcAgency::sts_endpoint` or the \
                 variable HUAWEICLOUD_SDK_STS_ENDPOINT",
            )),
        }
    }
}

impl ProvideCredentials for OidcAgency {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.assume(context))
    }
}
