//! Reads credentials from environment variables. Knows which of them win. The names of Huawei Cloud's SDKs
//! (`HUAWEICLOUD_SDK_*`, `HUAWEICLOUD_OIDC_*`) are in `huawei`, those of Terraform (`HW_*`) and of Open Telekom Cloud
//! (`OS_*`) in `family`. Must not read a file.

mod family;
mod huawei;

use super::Credentials;
use super::discovery::{Discovery, Hints};
use crate::Error;
use crate::environment::Environment;
use family::{Family, OPEN_TELEKOM, TERRAFORM};

const SOURCE: &str = "environment";

/// Variables that say who calls in a way that is not supported: to go on without them would be to call as somebody else.
const UNSUPPORTED: [&str; 2] = ["OS_APPLICATION_CREDENTIAL_ID", "OS_APPLICATION_CREDENTIAL_NAME"];

impl Credentials {
    /// Credentials from environment variables; an empty variable counts as not set. The first of these that is there
    /// ([`default_chain`](Self::default_chain) looks at named profiles and clouds between 4 and 5):
    ///
    /// 1. an agency that trusts an OpenID Connect provider ([`OidcAgency`](crate::OidcAgency)):
    ///    `HUAWEICLOUD_OIDC_PROVIDER_URN` and `HUAWEICLOUD_OIDC_AGENCY_URN`, with `HUAWEICLOUD_OIDC_ID_TOKEN` or
    ///    `HUAWEICLOUD_OIDC_TOKEN_FILE`; if need be, with `HUAWEICLOUD_OIDC_SESSION_NAME`, `_DURATION_SECONDS`, `_POLICY`
    ///    and `_POLICY_IDS` (separated by commas), and with `HUAWEICLOUD_SDK_STS_ENDPOINT`;
    /// 2. a federated user ([`FederatedLogin`](crate::FederatedLogin)): `HUAWEICLOUD_SDK_IDP_ID` and
    ///    `HUAWEICLOUD_SDK_ID_TOKEN_FILE`;
    /// 3. `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, with `HUAWEICLOUD_SDK_SECURITY_TOKEN` for a temporary key;
    /// 4. the variables of Terraform's provider, in the order of 5: `HW_ASSUME_ROLE_IDP_ID` with
    ///    `HW_ASSUME_ROLE_ID_TOKEN` or `HW_ASSUME_ROLE_ID_TOKEN_FILE`; `HW_AUTH_TOKEN`; `HW_ACCESS_KEY`, `HW_SECRET_KEY`
    ///    and `HW_SECURITY_TOKEN`; `HW_USER_NAME` or `HW_USER_ID`, `HW_USER_PASSWORD`, `HW_DOMAIN_NAME` or
    ///    `HW_DOMAIN_ID`. Beside them, `HW_REGION_NAME`, `HW_PROJECT_ID`, `HW_PROJECT_NAME`, `HW_AUTH_URL` and `HW_CLOUD`
    ///    are heeded; with `HW_ASSUME_ROLE_AGENCY_NAME` and `HW_ASSUME_ROLE_DOMAIN_NAME` or `_DOMAIN_ID` they act for that
    ///    account, if `HW_ASSUME_ROLE_DURATION` is set with temporary keys of so many seconds;
    /// 5. a token: `OS_TOKEN`, `OS_TOKEN_ID` or `OS_AUTH_TOKEN`; else an access key: `OS_ACCESS_KEY`, `OS_ACCESS_KEY_ID`,
    ///    `OS_AK` or `AWS_ACCESS_KEY_ID`, with `OS_SECRET_KEY`, `OS_ACCESS_KEY_SECRET` or `OS_SK`, and with
    ///    `OS_SECURITY_TOKEN`, `OS_AKSK_SECURITY_TOKEN` or `OS_ST` for a temporary one; else a user: `OS_USERNAME` with
    ///    `OS_USER_DOMAIN_NAME`, `OS_DOMAIN_NAME`, `OS_USER_DOMAIN_ID` or `OS_DOMAIN_ID`, or `OS_USERID` or `OS_USER_ID`
    ///    alone; with `OS_PASSWORD`, and `OS_PASSCODE` where a second factor is asked for. The token is for the project of
    ///    the configuration, else for `OS_PROJECT_ID`, `OS_TENANT_ID`, `OS_PROJECT_NAME` or `OS_TENANT_NAME`, else for the
    ///    one that is named like the region. With `OS_AGENCY_NAME` and `OS_AGENCY_DOMAIN_NAME`, they act for that account,
    ///    in its project `OS_DELEGATED_PROJECT`.
    ///
    /// Tokens come from `OS_AUTH_URL` or `HW_AUTH_URL` if it is set beside them, else from the identity service of the
    /// region, which `HUAWEICLOUD_SDK_IAM_ENDPOINT` overrides.
    ///
    /// # Errors
    ///
    /// Nothing is set, or only a part of what belongs together, or something that cannot be done
    /// ([`ErrorKind::Credentials`](crate::ErrorKind::Credentials)). The error names variables and shows no values.
    pub fn from_env() -> Result<Self, Error> {
        match find_any(&Environment::of_process())? {
            Discovery::Credentials(credentials) => Ok(credentials),
            Discovery::Nothing(why) => Err(Error::credentials(format!("no credentials in the environment: {why}"))),
        }
    }
}

/// Looks for credentials among all variables.
pub(super) fn find_any(environment: &Environment) -> Result<Discovery, Error> {
    let why = match find(environment)? {
        discovery @ Discovery::Credentials(_) => return Ok(discovery),
        Discovery::Nothing(why) => why,
    };
    Ok(match find_open_telekom(environment)? {
        Discovery::Nothing(also) => Discovery::Nothing(format!("{why}; {also}")),
        discovery @ Discovery::Credentials(_) => discovery,
    })
}

/// Looks for credentials among the variables of the vendor's SDKs and of Terraform.
pub(super) fn find(environment: &Environment) -> Result<Discovery, Error> {
    if let Some(credentials) = huawei::find(environment)? {
        return Ok(Discovery::Credentials(credentials.with_hints(hints(environment))));
    }
    if let Some(credentials) = TERRAFORM.find(environment)? {
        return Ok(Discovery::Credentials(credentials.with_hints(of_terraform(environment))));
    }
    Ok(Discovery::Nothing(format!("neither {}, nor {} is set", huawei::ALL_NAMES, TERRAFORM.all_names(", nor "))))
}

/// Looks for credentials among the variables of OpenStack's tools. They come after the cloud that a variable names, as
/// for those tools: whoever has read in the variables of one cloud may name another one.
pub(super) fn find_open_telekom(environment: &Environment) -> Result<Discovery, Error> {
    if let Some(credentials) = OPEN_TELEKOM.find(environment)? {
        return Ok(Discovery::Credentials(credentials.with_hints(hints_of(environment, Some(&OPEN_TELEKOM)))));
    }
    if let Some((name, _)) = environment.first(&UNSUPPORTED) {
        let message = format!("{SOURCE}: {name} is set, but application credentials are not supported");
        return Err(Error::credentials(message));
    }
    Ok(Discovery::Nothing(format!("neither {} is set", OPEN_TELEKOM.all_names(", nor "))))
}

/// What stands beside credentials of Huawei Cloud's own variables, and of places that say no more than who calls.
pub(super) fn hints(environment: &Environment) -> Hints {
    hints_of(environment, None)
}

/// What stands beside credentials of Terraform's variables.
pub(super) fn of_terraform(environment: &Environment) -> Hints {
    hints_of(environment, Some(&TERRAFORM))
}

/// The region, wherever the environment names one: it is no secret, and other places leave it to the environment.
pub(super) fn region(environment: &Environment) -> Option<String> {
    [&TERRAFORM, &OPEN_TELEKOM].into_iter().find_map(|family| family.region(environment))
}

/// A project and an address of one family are of no use to another's credentials, or a password would go where it was
/// not meant to go.
fn hints_of(environment: &Environment, family: Option<&Family>) -> Hints {
    let of_family = family.map(|family| family.hints(environment)).unwrap_or_default();
    let own = |name: &str| environment.var(name);
    Hints {
        region: of_family.region.or_else(|| region(environment)),
        project_id: own("HUAWEICLOUD_SDK_PROJECT_ID").or(of_family.project_id),
        project_name: of_family.project_name,
        domain_id: own("HUAWEICLOUD_SDK_DOMAIN_ID").or(of_family.domain_id),
        identity_endpoint: own("HUAWEICLOUD_SDK_IAM_ENDPOINT").or(of_family.identity_endpoint),
    }
}
