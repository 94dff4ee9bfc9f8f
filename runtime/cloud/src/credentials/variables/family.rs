//! Reads the variables of tools that name a token, a key or a user in the same ways, under names of their own. Knows
//! the names, and what belongs together.

use super::SOURCE;
use super::huawei::seconds;
use crate::Error;
use crate::credentials::discovery::{Hints, NamedValue, check_auth_type, half_set, key, pair};
use crate::credentials::scope::Name;
use crate::credentials::{Agency, Credentials, FederatedLogin, IdToken, PasswordLogin, TemporaryKey};
use crate::environment::Environment;

type Names = &'static [&'static str];

/// The names of one family; of several for one thing, the first that is set counts. Empty for what it does not have.
pub(super) struct Family {
    auth_type: Names,
    token: Names,
    id: Names,
    /// A name that another cloud's tools use too: without a secret from here it says nothing, or every machine with
    /// credentials of that cloud would be half set up for this one.
    foreign_id: Names,
    secret: Names,
    security_token: Names,
    user: Names,
    user_id: Names,
    password: Names,
    passcode: Names,
    domain: Names,
    domain_id: Names,
    /// The account itself, where that of the user may be another one.
    account_id: Names,
    project_id: Names,
    project_name: Names,
    region: Names,
    auth_url: Names,
    cloud: Names,
    idp: Names,
    id_token: Names,
    id_token_file: Names,
    agency: Names,
    agency_domain: Names,
    agency_domain_id: Names,
    agency_project: Names,
    agency_duration: Names,
}

/// Terraform's provider for Huawei Cloud.
pub(super) static TERRAFORM: Family = Family {
    auth_type: &[],
    token: &["HW_AUTH_TOKEN"],
    id: &["HW_ACCESS_KEY"],
    foreign_id: &[],
    secret: &["HW_SECRET_KEY"],
    security_token: &["HW_SECURITY_TOKEN"],
    user: &["HW_USER_NAME"],
    user_id: &["HW_USER_ID"],
    password: &["HW_USER_PASSWORD"],
    passcode: &[],
    domain: &["HW_DOMAIN_NAME"],
    domain_id: &["HW_DOMAIN_ID"],
    account_id: &["HW_DOMAIN_ID"],
    project_id: &["HW_PROJECT_ID"],
    project_name: &["HW_PROJECT_NAME"],
    region: &["HW_REGION_NAME"],
    auth_url: &["HW_AUTH_URL"],
    cloud: &["HW_CLOUD"],
    idp: &["HW_ASSUME_ROLE_IDP_ID"],
    id_token: &["HW_ASSUME_ROLE_ID_TOKEN"],
    id_token_file: &["HW_ASSUME_ROLE_ID_TOKEN_FILE"],
    agency: &["HW_ASSUME_ROLE_AGENCY_NAME"],
    agency_domain: &["HW_ASSUME_ROLE_DOMAIN_NAME"],
    agency_domain_id: &["HW_ASSUME_ROLE_DOMAIN_ID"],
    agency_project: &["HW_PROJECT_NAME"],
    agency_duration: &["HW_ASSUME_ROLE_DURATION"],
};

/// The tools of Open Telekom Cloud, which took them over from OpenStack.
pub(super) static OPEN_TELEKOM: Family = Family {
    auth_type: &["OS_AUTH_TYPE"],
    token: &["OS_TOKEN", "OS_TOKEN_ID", "OS_AUTH_TOKEN"],
    id: &["OS_ACCESS_KEY", "OS_ACCESS_KEY_ID", "OS_AK"],
    foreign_id: &["AWS_ACCESS_KEY_ID"],
    secret: &["OS_SECRET_KEY", "OS_ACCESS_KEY_SECRET", "OS_SK"],
    security_token: &["OS_SECURITY_TOKEN", "OS_AKSK_SECURITY_TOKEN", "OS_ST"],
    user: &["OS_USERNAME"],
    user_id: &["OS_USERID", "OS_USER_ID"],
    password: &["OS_PASSWORD"],
    passcode: &["OS_PASSCODE"],
    domain: &["OS_USER_DOMAIN_NAME", "OS_DOMAIN_NAME"],
    domain_id: &["OS_USER_DOMAIN_ID", "OS_DOMAIN_ID"],
    account_id: &["OS_DOMAIN_ID"],
    project_id: &["OS_PROJECT_ID", "OS_TENANT_ID"],
    project_name: &["OS_PROJECT_NAME", "OS_TENANT_NAME"],
    region: &["OS_REGION_NAME", "OS_REGION_ID"],
    auth_url: &["OS_AUTH_URL"],
    cloud: &[],
    idp: &[],
    id_token: &[],
    id_token_file: &[],
    agency: &["OS_AGENCY_NAME", "OS_TARGET_AGENCY_NAME"],
    agency_domain: &["OS_AGENCY_DOMAIN_NAME"],
    agency_domain_id: &[],
    agency_project: &["OS_DELEGATED_PROJECT"],
    agency_duration: &[],
};

impl Family {
    pub(super) fn find(&self, environment: &Environment) -> Result<Option<Credentials>, Error> {
        let base = match self.federated(environment)? {
            Some(base) => Some(base),
            None => self.fixed_or_user(environment)?,
        };
        match (base, environment.first(self.agency)) {
            (Some(base), _) => {
                check_auth_type(SOURCE, environment.first(self.auth_type))?;
                self.agency(environment, base).map(Some)
            }
            (None, Some((name, _))) => Err(half_set(SOURCE, name, &self.all_names(", or "))),
            (None, None) => Ok(None),
        }
    }

    /// The names that would have given credentials.
    pub(super) fn all_names(&self, separator: &str) -> String {
        let [token, id, secret, user, password] =
            [self.token, self.id, self.secret, self.user, self.password].map(|names| names.join(" or "));
        [token, format!("{id} with {secret}"), format!("{user} with {password}")].join(separator)
    }

    pub(super) fn region(&self, environment: &Environment) -> Option<String> {
        let of_project = || Hints::region_of_project(&value(environment, self.project_name)?);
        value(environment, self.region).or_else(of_project)
    }

    pub(super) fn hints(&self, environment: &Environment) -> Hints {
        let region = self.region(environment);
        // With an agency, calls are made in a project of the other account.
        let is_agency = environment.first(self.agency).is_some();
        let of_cloud = || Some(format!("https://iam.{}.{}", region.as_ref()?, value(environment, self.cloud)?));
        Hints {
            identity_endpoint: value(environment, self.auth_url).or_else(of_cloud),
            project_id: value(environment, self.project_id),
            project_name: value(environment, if is_agency { self.agency_project } else { self.project_name }),
            domain_id: value(environment, self.account_id),
            region,
        }
    }

    fn federated(&self, environment: &Environment) -> Result<Option<Credentials>, Error> {
        let first = |names: Names| environment.first(names);
        let token = match (first(self.id_token), first(self.id_token_file)) {
            (Some((name, token)), _) => Some((name, IdToken::new(token))),
            (None, Some((name, file))) => Some((name, IdToken::file(file))),
            (None, None) => None,
        };
        let (provider, token) = match (first(self.idp), token) {
            (None, None) => return Ok(None),
            (Some((_, provider)), Some((_, token))) => (provider, token),
            (Some((name, _)), None) => return Err(half_set(SOURCE, name, &either(self.id_token, self.id_token_file))),
            (None, Some((name, _))) => return Err(half_set(SOURCE, name, &self.idp.join(" or "))),
        };
        let mut login = FederatedLogin::new(provider, token);
        if let Some(url) = self.hints(environment).identity_endpoint {
            login = login.identity_endpoint(url);
        }
        Ok(Some(Credentials::provider(login)))
    }

    fn fixed_or_user(&self, environment: &Environment) -> Result<Option<Credentials>, Error> {
        if let Some((_, token)) = environment.first(self.token) {
            return Ok(Some(Credentials::token(token)));
        }
        let secret = environment.first(self.secret);
        let foreign = || secret.as_ref().and_then(|_| environment.first(self.foreign_id));
        let id = environment.first(self.id).or_else(foreign);
        let names = [self.id.join(" or "), self.secret.join(" or ")];
        let token = environment.first(self.security_token);
        match key(SOURCE, id, secret, token, [&names[0], &names[1]])? {
            Some(credentials) => Ok(Some(credentials)),
            None => self.user(environment),
        }
    }

    fn user(&self, environment: &Environment) -> Result<Option<Credentials>, Error> {
        let by_id = environment.first(self.user_id);
        let is_id = by_id.is_some();
        let user = by_id.or_else(|| environment.first(self.user));
        let there = user.as_ref().map(|(name, _)| *name);
        let names = [&either(self.user, self.user_id), &*self.password.join(" or ")];
        let Some((user, password)) = pair(SOURCE, user, environment.first(self.password), names)? else {
            return Ok(None);
        };
        let domain = value(environment, self.domain).map(Name::Name);
        let mut login = match domain.or_else(|| value(environment, self.domain_id).map(Name::Id)) {
            _ if is_id => PasswordLogin::with_user_id(user, password),
            Some(domain) => PasswordLogin::in_domain(user, domain, password),
            None => return Err(half_set(SOURCE, there.unwrap_or_default(), &self.domain.join(" or "))),
        };
        if let Some(passcode) = value(environment, self.passcode) {
            login = login.passcode(passcode);
        }
        if let Some(url) = self.hints(environment).identity_endpoint {
            login = login.identity_endpoint(url);
        }
        let [id, name] = [self.project_id, self.project_name].map(|names| value(environment, names));
        Ok(Some(Credentials::provider(login.or_project(id, name))))
    }

    /// Acts for the account that an agency names, if one does: to leave it out would be to act in the wrong account.
    fn agency(&self, environment: &Environment, base: Credentials) -> Result<Credentials, Error> {
        let domain = environment.first(self.agency_domain).map(|(name, domain)| (name, Name::Name(domain)));
        let by_id = || environment.first(self.agency_domain_id).map(|(name, domain)| (name, Name::Id(domain)));
        let (agency, domain) = match (environment.first(self.agency), domain.or_else(by_id)) {
            (None, None) => return Ok(base),
            (Some((_, agency)), Some((_, domain))) => (agency, domain),
            (Some((name, _)), None) => {
                return Err(half_set(SOURCE, name, &either(self.agency_domain, self.agency_domain_id)));
            }
            (None, Some((name, _))) => return Err(half_set(SOURCE, name, &self.agency.join(" or "))),
        };
        let mut agency = Agency::in_domain(agency, domain, base);
        if let Some(project) = value(environment, self.agency_project) {
            agency = agency.project_name(project);
        }
        let url = self.hints(environment).identity_endpoint;
        if let Some(url) = &url {
            agency = agency.identity_endpoint(url);
        }
        let agency = Credentials::provider(agency);
        let mut duration = None;
        for name in self.agency_duration {
            duration = seconds(environment, name)?;
        }
        let Some(duration) = duration else { return Ok(agency) };
        let mut key = TemporaryKey::new(agency).duration(duration);
        if let Some(url) = url {
            key = key.identity_endpoint(url);
        }
        Ok(Credentials::provider(key))
    }
}

fn value(environment: &Environment, names: Names) -> Option<String> {
    environment.first(names).map(|(_, value): NamedValue| value)
}

fn either(one: Names, other: Names) -> String {
    [one, other].concat().join(" or ")
}
