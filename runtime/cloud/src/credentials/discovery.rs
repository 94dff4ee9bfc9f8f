//! Holds what a source outside of the program has: credentials and hints, or nothing. Knows the words for what is half
//! set up. Must not know any source.

use super::Credentials;
use crate::Error;

/// What stands beside credentials in variables and files: a configuration that sets nothing else may take it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hints {
    pub region: Option<String>,
    pub project_id: Option<String>,
    pub project_name: Option<String>,
    /// The account, for calls outside of projects.
    pub domain_id: Option<String>,
    pub identity_endpoint: Option<String>,
}

impl Hints {
    /// The region of a project: its own project has its name, further ones are named `eu-de_test`.
    pub(crate) fn region_of_project(name: &str) -> Option<String> {
        let region = name.split_once('_').map_or(name, |(region, _)| region);
        // A project of any other name says nothing. All regions begin with two letters of a country or a continent.
        let is_region =
            region.find('-') == Some(2) && region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_region.then(|| region.to_owned())
    }
}

pub(super) enum Discovery {
    Credentials(Credentials),

    /// Nothing, and what was looked for.
    Nothing(String),
}

/// A value and the name under which it was found, such as that of a variable.
pub(super) type NamedValue = (&'static str, String);

/// Both halves of an access key, or neither; `names` are those of the missing half.
pub(super) fn pair(
    source: &str,
    id: Option<NamedValue>,
    secret: Option<NamedValue>,
    names: [&str; 2],
) -> Result<Option<(String, String)>, Error> {
    match (id, secret) {
        (None, None) => Ok(None),
        (Some((_, id)), Some((_, secret))) => Ok(Some((id, secret))),
        (Some((name, _)), None) => Err(half_set(source, name, names[1])),
        (None, Some((name, _))) => Err(half_set(source, name, names[0])),
    }
}

/// A whole access key, with its security token if it is a temporary one, or nothing of it.
pub(super) fn key(
    source: &str,
    id: Option<NamedValue>,
    secret: Option<NamedValue>,
    token: Option<NamedValue>,
    names: [&str; 2],
) -> Result<Option<Credentials>, Error> {
    match (pair(source, id, secret, names)?, token) {
        (Some((id, secret)), Some((_, token))) => Ok(Some(Credentials::temporary_access_key(id, secret, token))),
        (Some((id, secret)), None) => Ok(Some(Credentials::access_key(id, secret))),
        (None, Some((name, _))) => Err(half_set(source, name, &names.join(" with "))),
        (None, None) => Ok(None),
    }
}

/// Refuses OpenStack's ways of logging in that are not supported: the user beside them would be another one.
pub(super) fn check_auth_type(source: &str, auth_type: Option<NamedValue>) -> Result<(), Error> {
    const UNSUPPORTED: [&str; 6] = ["adfs", "applicationcredential", "kerberos", "oauth", "oidc", "saml"];
    match auth_type {
        Some((name, value)) if UNSUPPORTED.iter().any(|other| value.to_lowercase().contains(other)) => {
            let value = value.escape_debug();
            Err(Error::credentials(format!("{source}: {name} asks for `{value}`, which is not supported")))
        }
        Some(_) | None => Ok(()),
    }
}

/// A setting is there that is of no use without another one.
pub(super) fn half_set(source: &str, there: &str, missing: &str) -> Error {
    Error::credentials(format!("{source}: {there} is set, but {missing} is not"))
}
