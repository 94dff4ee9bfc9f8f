//! Credentials from environment variables.
//!
//! Knows the names that the SDKs and tools of Huawei Cloud (`HUAWEICLOUD_SDK_*`) and of Open Telekom Cloud (`OS_*`)
//! use, and which of them win. Reads no file.

use super::found::{Found, Hints, half, pair};
use super::scope::Name;
use super::{Agency, Credentials, PasswordLogin};
use crate::environment::Environment;
use crate::error::Error;

const SOURCE: &str = "environment";

const TOKEN: [&str; 3] = ["OS_TOKEN", "OS_TOKEN_ID", "OS_AUTH_TOKEN"];
const ID: [&str; 3] = ["OS_ACCESS_KEY", "OS_ACCESS_KEY_ID", "OS_AK"];
/// The name that another cloud's tools use too: without a secret from here it says nothing, or every machine with
/// credentials of that cloud would be half set up for this one.
const FOREIGN_ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET: [&str; 3] = ["OS_SECRET_KEY", "OS_ACCESS_KEY_SECRET", "OS_SK"];
const SECURITY_TOKEN: [&str; 3] = ["OS_SECURITY_TOKEN", "OS_AKSK_SECURITY_TOKEN", "OS_ST"];
const USER: &str = "OS_USERNAME";
const USER_ID: [&str; 2] = ["OS_USERID", "OS_USER_ID"];
const PASSWORD: &str = "OS_PASSWORD";
const DOMAIN: [&str; 2] = ["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"];
const DOMAIN_ID: [&str; 2] = ["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID"];
const PROJECT_ID: [&str; 2] = ["OS_PROJECT_ID", "OS_TENANT_ID"];
const PROJECT_NAME: [&str; 2] = ["OS_PROJECT_NAME", "OS_TENANT_NAME"];
const REGION: [&str; 2] = ["OS_REGION_NAME", "OS_REGION_ID"];
const AGENCY: [&str; 2] = ["OS_AGENCY_NAME", "OS_TARGET_AGENCY_NAME"];

impl Credentials {
    /// Credentials from environment variables; an empty variable counts as not set. The first of these that is there:
    ///
    /// 1. `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, with `HUAWEICLOUD_SDK_SECURITY_TOKEN` for a temporary key;
    /// 2. a token: `OS_TOKEN`, `OS_TOKEN_ID` or `OS_AUTH_TOKEN`;
    /// 3. an access key: `OS_ACCESS_KEY`, `OS_ACCESS_KEY_ID`, `OS_AK` or `AWS_ACCESS_KEY_ID`, with `OS_SECRET_KEY`,
    ///    `OS_ACCESS_KEY_SECRET` or `OS_SK`, and with `OS_SECURITY_TOKEN`, `OS_AKSK_SECURITY_TOKEN` or `OS_ST` for a
    ///    temporary one;
    /// 4. a user: `OS_USERNAME` with `OS_USER_DOMAIN_NAME`, `OS_DOMAIN_NAME`, `OS_USER_DOMAIN_ID` or `OS_DOMAIN_ID`, or
    ///    `OS_USERID` or `OS_USER_ID` alone; with `OS_PASSWORD`, and `OS_PASSCODE` where a second factor is asked for.
    ///    The token is for the project of the configuration, else for `OS_PROJECT_ID`, `OS_TENANT_ID`, `OS_PROJECT_NAME`
    ///    or `OS_TENANT_NAME`, else for the one that is named like the region.
    ///
    /// Tokens come from `OS_AUTH_URL` if it is set, else from the identity service of the region. With `OS_AGENCY_NAME`
    /// and `OS_AGENCY_DOMAIN_NAME`, the user or key of `OS_*` acts for that account, in its project
    /// `OS_DELEGATED_PROJECT`.
    ///
    /// # Errors
    ///
    /// Nothing is set, or only a part of what belongs together
    /// ([`ErrorKind::Credentials`](crate::ErrorKind::Credentials)). The error names variables and shows no values.
    pub fn from_env() -> Result<Self, Error> {
        match find(&Environment::of_process())? {
            Found::Credentials(credentials) => Ok(credentials),
            Found::Nothing(why) => Err(Error::credentials(format!("no credentials in the environment: {why}"))),
        }
    }
}

/// Looks for credentials among the variables.
pub(super) fn find(environment: &Environment) -> Result<Found, Error> {
    let hints = hints(environment);
    let found = match huawei_key(environment)? {
        Some(credentials) => Some(credentials),
        None => open_telekom(environment)?,
    };
    Ok(match found {
        Some(credentials) => Found::Credentials(credentials.with_hints(hints)),
        None => Found::Nothing(format!(
            "neither HUAWEICLOUD_SDK_AK with HUAWEICLOUD_SDK_SK, nor {}, nor {} with {}, nor {USER} with {PASSWORD} is set",
            TOKEN.join(" or "),
            ID.join(" or "),
            SECRET.join(" or "),
        )),
    })
}

fn hints(environment: &Environment) -> Hints {
    let first = |names: &[&str]| environment.first(names).map(|(_, value)| value);
    Hints {
        region: first(&REGION).or_else(|| Hints::region_of_project(&first(&PROJECT_NAME)?)),
        project_id: first(&["HUAWEICLOUD_SDK_PROJECT_ID"]).or_else(|| first(&PROJECT_ID)),
        identity_endpoint: first(&["HUAWEICLOUD_SDK_IAM_ENDPOINT", "OS_AUTH_URL"]),
    }
}

fn huawei_key(environment: &Environment) -> Result<Option<Credentials>, Error> {
    let names = ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"];
    let [id, secret] = names.map(|name| environment.first(&[name]));
    let token = environment.first(&["HUAWEICLOUD_SDK_SECURITY_TOKEN"]);
    match (pair(SOURCE, id, secret, names)?, token) {
        (Some((id, secret)), Some((_, token))) => Ok(Some(Credentials::temporary_access_key(id, secret, token))),
        (Some((id, secret)), None) => Ok(Some(Credentials::access_key(id, secret))),
        (None, Some((name, _))) => Err(half(SOURCE, name, &names.join(" with "))),
        (None, None) => Ok(None),
    }
}

fn open_telekom(environment: &Environment) -> Result<Option<Credentials>, Error> {
    if let Some((_, token)) = environment.first(&TOKEN) {
        return Ok(Some(Credentials::token(token)));
    }
    let base = match key(environment)? {
        Some(credentials) => Some(credentials),
        None => user(environment)?,
    };
    match base {
        Some(base) => agency(environment, base).map(Some),
        None => Ok(None),
    }
}

fn key(environment: &Environment) -> Result<Option<Credentials>, Error> {
    let secret = environment.first(&SECRET);
    let foreign = || secret.as_ref().and_then(|_| environment.first(&[FOREIGN_ID]));
    let id = environment.first(&ID).or_else(foreign);
    let names = [ID.join(" or "), SECRET.join(" or ")];
    let token = environment.first(&SECURITY_TOKEN);
    match (pair(SOURCE, id, secret, [&names[0], &names[1]])?, token) {
        (Some((id, secret)), Some((_, token))) => Ok(Some(Credentials::temporary_access_key(id, secret, token))),
        (Some((id, secret)), None) => Ok(Some(Credentials::access_key(id, secret))),
        (None, Some((name, _))) => Err(half(SOURCE, name, &names.join(" with "))),
        (None, None) => Ok(None),
    }
}

fn user(environment: &Environment) -> Result<Option<Credentials>, Error> {
    let user = environment.first(&USER_ID).or_else(|| environment.first(&[USER]));
    let (user, password) = match (user, environment.var(PASSWORD)) {
        (None, None) => return Ok(None),
        (Some(user), Some(password)) => (user, password),
        (Some((name, _)), None) => return Err(half(SOURCE, name, PASSWORD)),
        (None, Some(_)) => return Err(half(SOURCE, PASSWORD, &format!("{USER} or {}", USER_ID.join(" or ")))),
    };
    let mut login = match (user, environment.first(&DOMAIN), environment.first(&DOMAIN_ID)) {
        ((USER, name), Some((_, domain)), _) => PasswordLogin::new(name, domain, password),
        ((USER, name), None, Some((_, domain))) => PasswordLogin::in_domain(name, Name::Id(domain), password),
        ((USER, _), None, None) => return Err(half(SOURCE, USER, &DOMAIN.join(" or "))),
        ((_, id), _, _) => PasswordLogin::with_user_id(id, password),
    };
    if let Some(passcode) = environment.var("OS_PASSCODE") {
        login = login.passcode(passcode);
    }
    let id = environment.first(&PROJECT_ID).map(|(_, id)| id);
    let name = environment.first(&PROJECT_NAME).map(|(_, name)| name);
    login = login.or_project(id, name);
    if let Some(url) = environment.var("OS_AUTH_URL") {
        login = login.identity_endpoint(url);
    }
    Ok(Some(Credentials::provider(login)))
}

/// Acts for the account that an agency names, if one does: to leave it out would be to act in the wrong account.
fn agency(environment: &Environment, base: Credentials) -> Result<Credentials, Error> {
    const DOMAIN: &str = "OS_AGENCY_DOMAIN_NAME";
    let Some((name, agency)) = environment.first(&AGENCY) else { return Ok(base) };
    let Some(domain) = environment.var(DOMAIN) else { return Err(half(SOURCE, name, DOMAIN)) };
    let mut agency = Agency::new(agency, domain, base);
    if let Some(project) = environment.var("OS_DELEGATED_PROJECT") {
        agency = agency.project_name(project);
    }
    if let Some(url) = environment.var("OS_AUTH_URL") {
        agency = agency.identity_endpoint(url);
    }
    Ok(Credentials::provider(agency))
}
