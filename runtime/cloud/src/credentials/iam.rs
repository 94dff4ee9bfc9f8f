//! Makes the requests of all logins at the identity service (IAM). Knows the wire format: where, with which bodies, and
//! what comes back. Must not know who logs in, or when.

use super::IdentityContext;
use super::scope::{Name, Target};
use crate::Error;
use crate::{AccessKey, DateTime, Response, Secret, Token};
use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use oaswright_runtime::support::Endpoint;
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// Without a catalog of all services, which has hundreds of entries and which nobody here reads.
pub(super) const TOKENS: &str = "/v3/auth/tokens?nocatalog=true";
pub(super) const ID_TOKENS: &str = "/v3.0/OS-AUTH/id-token/tokens";
pub(super) const SECURITY_TOKENS: &str = "/v3.0/OS-CREDENTIAL/securitytokens";

/// The names under which the exchanges stand in errors and logs.
pub(super) const CREATE_TOKEN: &str = "CreateToken";
pub(super) const CREATE_KEY: &str = "CreateTemporaryAccessKey";

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A body grows in steps, and each step would leave a copy of the secrets in it behind; tokens have up to 10 KiB.
const BODY: usize = 32 * 1024;

#[derive(Serialize)]
pub(super) struct Body<'a> {
    pub auth: Auth<'a>,
}

#[derive(Serialize)]
pub(super) struct Auth<'a> {
    pub identity: Proof<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Target>,
}

/// How one proves who one is; the fields beside `methods` are those that it names.
#[derive(Default, Serialize)]
pub(super) struct Proof<'a> {
    pub methods: &'a [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<OfUser<PasswordUser<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp: Option<OfUser<PasscodeUser<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assume_role: Option<AssumeRole<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenProof<'a>>,
}

#[derive(Serialize)]
pub(super) struct OfUser<T> {
    pub user: T,
}

#[derive(Serialize)]
pub(super) struct PasswordUser<'a> {
    #[serde(flatten)]
    pub user: &'a Name,
    pub password: &'a Secret,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<&'a Name>,
}

#[derive(Serialize)]
pub(super) struct PasscodeUser<'a> {
    #[serde(flatten)]
    pub user: &'a Name,
    pub passcode: &'a Secret,
}

#[derive(Serialize)]
pub(super) struct AssumeRole<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain_id: Option<&'a str>,
    pub agency_name: &'a str,
}

#[derive(Serialize)]
pub(super) struct TokenProof<'a> {
    pub id: &'a Secret,
    pub duration_seconds: u64,
}

/// A login with the token of another identity provider.
#[derive(Serialize)]
pub(super) struct IdTokenBody<'a> {
    pub auth: IdTokenAuth<'a>,
}

#[derive(Serialize)]
pub(super) struct IdTokenAuth<'a> {
    pub id_token: IdTokenProof<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'a Target>,
}

#[derive(Serialize)]
pub(super) struct IdTokenProof<'a> {
    pub id: &'a Secret,
}

/// The identity service: the one that was asked for, else the client's.
pub(super) fn endpoint(own: Option<&str>, context: &IdentityContext<'_>) -> Result<String, Error> {
    let Some(url) = own else { return context.identity_endpoint() };
    // As `OS_AUTH_URL` is written for other tools, with the version behind it.
    let base = url.trim_end_matches('/');
    checked(base.strip_suffix("/v3").unwrap_or(base), "identity service")
}

/// The base URL of a service that is sent secrets.
pub(super) fn checked(url: &str, service: &str) -> Result<String, Error> {
    match Endpoint::parse(url, false) {
        Ok(endpoint) => Ok(endpoint.as_str().to_owned()),
        // Nothing permits plain HTTP here, as `allow_http` does for the service's endpoint.
        Err(_) if Endpoint::parse(url, true).is_ok() => Err(Error::credentials(format!(
            "the endpoint of the {service} must begin with `https://`: over plain HTTP anyone on the way reads the password"
        ))),
        Err(message) => Err(Error::credentials(format!("the endpoint of the {service} {message}"))),
    }
}

/// The request that asks for a token or a key.
pub(super) fn request(endpoint: &str, path: &str, body: &impl Serialize) -> Result<http::Request<Bytes>, Error> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(BODY));
    let unsendable = |error: String| Error::credentials(format!("the login cannot be sent: {error}"));
    serde_json::to_writer(&mut *bytes, body).map_err(|error| unsendable(error.to_string()))?;
    http::Request::builder()
        .method(Method::POST)
        .uri([endpoint, path].concat())
        .header(ACCEPT, JSON)
        .header(CONTENT_TYPE, JSON)
        .body(Bytes::from_owner(bytes))
        .map_err(|error| unsendable(error.to_string()))
}

/// Says whose login failed, and where.
pub(super) fn failed(what: &str, endpoint: &str, error: Error) -> Error {
    let host = endpoint.split_once("://").map_or(endpoint, |(_, host)| host);
    Error::credentials_because(format!("{what} at {host} failed"), error)
}

/// The token of an answer, with its end.
pub(super) fn token(response: &Response) -> Result<Token, Error> {
    #[derive(Deserialize)]
    struct Answer {
        token: Expiry,
    }
    #[derive(Deserialize)]
    struct Expiry {
        expires_at: DateTime,
    }
    let Some(token) = response.header("x-subject-token") else {
        return Err(unusable(response, "the answer has no header `X-Subject-Token`"));
    };
    // What serde says of a body may quote it, and the error would keep the answer with the token in its header.
    let answer: Answer =
        response.json().map_err(|_| unusable(response, "the answer's body has no text at `token.expires_at`"))?;
    Ok(Token::new(token).expires_at(instant(response, &answer.token.expires_at)?))
}

/// The temporary access key of an answer, with its end: of the identity service and of an instance's metadata, and under
/// other names of the security token service and of a pod's agent.
pub(super) fn access_key(response: &Response) -> Result<AccessKey, Error> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(alias = "credentials")]
        credential: Credential,
    }
    #[derive(Deserialize)]
    struct Credential {
        #[serde(alias = "access_key_id", alias = "accessKeyId")]
        access: String,
        #[serde(alias = "secret_access_key", alias = "secretAccessKey")]
        secret: Secret,
        #[serde(alias = "security_token", alias = "securityToken")]
        securitytoken: Secret,
        #[serde(alias = "expiration")]
        expires_at: DateTime,
    }
    let Answer { credential } = response.json().map_err(|_| {
        unusable(response, "the answer's body has no access key with its secret, its security token and its end")
    })?;
    let end = instant(response, &credential.expires_at)?;
    Ok(AccessKey::new(credential.access, credential.secret).security_token(credential.securitytoken).expires_at(end))
}

fn instant(response: &Response, time: &DateTime) -> Result<SystemTime, Error> {
    let instant = || {
        let time = time.parse().ok()?;
        let seconds = u64::try_from(time.unix_timestamp()).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, time.nanosecond()))
    };
    instant().ok_or_else(|| unusable(response, "the answer's `expires_at` is no time"))
}

/// A successful answer of no use. Keeps nothing of it but its id: it holds secrets.
fn unusable(response: &Response, why: &str) -> Error {
    match response.request_id() {
        Some(id) => Error::credentials(format!("{why} (request id {id})")),
        None => Error::credentials(why),
    }
}
