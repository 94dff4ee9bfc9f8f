//! Reads the variables of Huawei Cloud's own SDKs. Knows their names.

use super::SOURCE;
use crate::Error;
use crate::credentials::discovery::{half_set, key, pair};
use crate::credentials::{Credentials, FederatedLogin, IdToken, OidcAgency};
use crate::environment::Environment;
use std::time::Duration;

const PROVIDER: &str = "HUAWEICLOUD_OIDC_PROVIDER_URN";
const AGENCY: &str = "HUAWEICLOUD_OIDC_AGENCY_URN";
const TOKEN: &str = "HUAWEICLOUD_OIDC_ID_TOKEN";
const TOKEN_FILE: &str = "HUAWEICLOUD_OIDC_TOKEN_FILE";
const DURATION: &str = "HUAWEICLOUD_OIDC_DURATION_SECONDS";
const IDP: [&str; 2] = ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"];
const KEY: [&str; 2] = ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"];

/// The names that would have given credentials.
pub(super) const ALL_NAMES: &str = "HUAWEICLOUD_OIDC_AGENCY_URN, nor HUAWEICLOUD_SDK_IDP_ID, nor HUAWEICLOUD_SDK_AK with \
                                 HUAWEICLOUD_SDK_SK";

pub(super) fn find(environment: &Environment) -> Result<Option<Credentials>, Error> {
    if let Some(agency) = oidc_agency(environment)? {
        return Ok(Some(Credentials::provider(agency)));
    }
    let [provider, file] = IDP.map(|name| environment.first(&[name]));
    if let Some((provider, file)) = pair(SOURCE, provider, file, IDP)? {
        return Ok(Some(Credentials::provider(FederatedLogin::new(provider, IdToken::file(file)))));
    }
    let [id, secret] = KEY.map(|name| environment.first(&[name]));
    key(SOURCE, id, secret, environment.first(&["HUAWEICLOUD_SDK_SECURITY_TOKEN"]), KEY)
}

fn oidc_agency(environment: &Environment) -> Result<Option<OidcAgency>, Error> {
    let Some((there, _)) = environment.first(&[AGENCY, PROVIDER, TOKEN, TOKEN_FILE]) else { return Ok(None) };
    let needed = |name: &str| environment.var(name).ok_or_else(|| half_set(SOURCE, there, name));
    let (provider, agency) = (needed(PROVIDER)?, needed(AGENCY)?);
    let token = match (environment.var(TOKEN), environment.var(TOKEN_FILE)) {
        (Some(token), _) => IdToken::new(token),
        (None, Some(file)) => IdToken::file(file),
        (None, None) => return Err(half_set(SOURCE, there, &format!("{TOKEN} or {TOKEN_FILE}"))),
    };
    let mut agency = OidcAgency::new(provider, agency, token);
    if let Some(name) = environment.var("HUAWEICLOUD_OIDC_SESSION_NAME") {
        agency = agency.session_name(name);
    }
    if let Some(duration) = seconds(environment, DURATION)? {
        agency = agency.duration(duration);
    }
    if let Some(policy) = environment.var("HUAWEICLOUD_OIDC_POLICY") {
        agency = agency.policy(policy);
    }
    if let Some(ids) = environment.var("HUAWEICLOUD_OIDC_POLICY_IDS") {
        agency = agency.policy_ids(ids.split(',').map(str::trim).filter(|id| !id.is_empty()));
    }
    if let Some(url) = environment.var("HUAWEICLOUD_SDK_STS_ENDPOINT") {
        agency = agency.sts_endpoint(url);
    }
    Ok(Some(agency))
}

/// A duration, in whole seconds.
pub(super) fn seconds(environment: &Environment, name: &str) -> Result<Option<Duration>, Error> {
    let Some(text) = environment.var(name) else { return Ok(None) };
    match text.parse() {
        Ok(seconds) => Ok(Some(Duration::from_secs(seconds))),
        Err(_) => Err(Error::credentials(format!("{SOURCE}: {name} is no whole number of seconds"))),
    }
}
