//! Reads credentials from the configuration file of the command line tool hcloud, as Terraform's provider does. Knows
//! where the file is named, and which names are in it.

use super::discovery::{Discovery, Hints, half_set, key};
use super::scope::Name;
use super::{Agency, Credentials, variables};
use crate::Error;
use crate::Secret;
use crate::environment::Environment;
use serde::Deserialize;
use std::path::PathBuf;

const FILE: &str = "HW_SHARED_CONFIG_FILE";
const PROFILE: &str = "HW_PROFILE";

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct File {
    current: String,
    profiles: Vec<Profile>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Profile {
    name: String,
    access_key_id: String,
    secret_access_key: Secret,
    security_token: Secret,
    region: String,
    project_id: String,
    domain_id: String,
    agency_name: String,
    agency_domain_name: String,
    agency_domain_id: String,
    sso_auth: SingleSignOn,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Key {
    access_key_id: String,
    secret_access_key: Secret,
    security_token: Secret,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct SingleSignOn {
    sts_token: Key,
}

/// Looks for credentials in the file that a variable names; then they must be there.
pub(super) fn find(environment: &Environment) -> Result<Discovery, Error> {
    let Some(named) = environment.var(FILE) else { return Ok(Discovery::Nothing(format!("{FILE} is not set"))) };
    let in_home = |path: &str| environment.in_home(path);
    let path = named.strip_prefix("~/").and_then(in_home).unwrap_or_else(|| PathBuf::from(&named));
    let mistake = |what: String| Error::credentials(format!("hcloud: {} {what}", path.display()));
    let text = environment.read(&path).map_err(|error| mistake(error.to_string()))?;
    let text = text.ok_or_else(|| mistake(format!("does not exist, but {FILE} names it")))?;
    // What serde says of a text may quote it.
    let file: File = serde_json::from_str(&text)
        .map_err(|error| mistake(format!("has a mistake at line {}, column {}", error.line(), error.column())))?;
    let (name, why) = match environment.var(PROFILE) {
        Some(name) => (name, PROFILE),
        None => (file.current, "its `current`"),
    };
    let profile = file.profiles.into_iter().find(|profile| profile.name == name);
    let escaped = name.escape_debug();
    let profile = profile.ok_or_else(|| mistake(format!("has no profile `{escaped}`, which {why} names")))?;
    let source = format!("hcloud: {}, profile `{escaped}`", path.display());
    profile.credentials(&source, variables::of_terraform(environment)).map(Discovery::Credentials)
}

impl Profile {
    /// The credentials, beside which the environment may say what the profile does not.
    fn credentials(self, source: &str, environment: Hints) -> Result<Credentials, Error> {
        const KEY: [&str; 2] = ["accessKeyId", "secretAccessKey"];
        let own = Key {
            access_key_id: self.access_key_id,
            secret_access_key: self.secret_access_key,
            security_token: self.security_token,
        };
        let Key { access_key_id, secret_access_key, security_token } =
            if own.access_key_id.is_empty() { self.sso_auth.sts_token } else { own };
        let named = |name, value: String| some(value).map(|value| (name, value));
        let [secret, token] = [secret_access_key, security_token].map(|secret| secret.expose().to_owned());
        let base =
            key(source, named(KEY[0], access_key_id), named(KEY[1], secret), named("securityToken", token), KEY)?;
        let base = base.ok_or_else(|| Error::credentials(format!("{source} has neither accessKeyId nor ssoAuth")))?;
        let domain = some(self.agency_domain_name).map(Name::Name);
        let credentials = match (some(self.agency_name), domain.or_else(|| some(self.agency_domain_id).map(Name::Id))) {
            (None, _) => base,
            (Some(agency), Some(domain)) => {
                let agency = Agency::in_domain(agency, domain, base);
                Credentials::provider(match &environment.identity_endpoint {
                    Some(url) => agency.identity_endpoint(url),
                    None => agency,
                })
            }
            (Some(_), None) => return Err(half_set(source, "agencyName", "agencyDomainName or agencyDomainId")),
        };
        let hints = Hints {
            region: some(self.region).or(environment.region),
            project_id: some(self.project_id).or(environment.project_id),
            domain_id: some(self.domain_id).or(environment.domain_id),
            ..environment
        };
        Ok(credentials.with_hints(hints))
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
