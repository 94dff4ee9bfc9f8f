//! Logs in with a user's password. Knows what a user may have to give. Must not know the wire format (`iam`).

use super::iam::{self, Auth, Body, OfUser, PasscodeUser, PasswordUser, Proof};
use super::scope::{Name, Scope, Target};
use super::{IdentityContext, ProvideCredentials, Providing};
use crate::Error;
use crate::gate::{self, Gate, Realm, SecretKind};
use crate::{Identity, Secret};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Logs a user in at the identity service (IAM) for a token, which is good for a day.
///
/// Five refused logins within a quarter of an hour lock an account. So until one of a user with this password succeeded,
/// they go one at a time in a process; after one that was refused, all fail for 5 minutes, then for 10 and for 15.
///
/// The token is for the project of the configuration, else for the one that is named like the region.
/// [`Credentials::password`](crate::Credentials::password) is the short form without options.
///
/// ```
/// use apig_runtime::{Credentials, PasswordLogin};
///
/// let login = PasswordLogin::new("user A", "domain A", "its password").project_name("eu-de_test");
/// let credentials = Credentials::provider(login);
/// ```
#[derive(Debug)]
pub struct PasswordLogin {
    user: Name,
    domain: Option<Name>,
    password: Secret,
    passcode: Option<Secret>,
    passcode_is_used: AtomicBool,
    scope: Scope,
    endpoint: Option<String>,
}

impl PasswordLogin {
    /// A user by name, in the account (domain) of this name.
    pub fn new(user: impl Into<String>, domain: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::of(Name::Name(user.into()), Some(Name::Name(domain.into())), password.into())
    }

    /// A user by id, which needs no domain.
    pub fn with_user_id(id: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::of(Name::Id(id.into()), None, password.into())
    }

    pub(super) fn in_domain(user: String, domain: Name, password: impl Into<Secret>) -> Self {
        Self::of(Name::Name(user), Some(domain), password.into())
    }

    fn of(user: Name, domain: Option<Name>, password: Secret) -> Self {
        Self {
            user,
            domain,
            password,
            passcode: None,
            passcode_is_used: AtomicBool::new(false),
            scope: Scope::default(),
            endpoint: None,
        }
    }

    /// The code of a second factor (TOTP), for users who must give one; best with
    /// [`with_user_id`](Self::with_user_id), which is what every cloud takes.
    ///
    /// It is good for one login within seconds, so the token cannot be renewed when its day is over.
    #[must_use]
    pub fn passcode(mut self, passcode: impl Into<Secret>) -> Self {
        self.passcode = Some(passcode.into());
        self
    }

    /// Asks for a token for this project.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.scope.chosen = Some(Target::Project(Name::Id(id.into())));
        self
    }

    /// Asks for a token for the project of this name, such as `eu-de` or `eu-de_test`.
    #[must_use]
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.scope.chosen = Some(Target::Project(Name::Name(name.into())));
        self
    }

    /// Asks for a token for a whole account, which services without projects take.
    #[must_use]
    pub fn domain_scope(mut self, domain: impl Into<String>) -> Self {
        self.scope.chosen = Some(Target::Domain(Name::Name(domain.into())));
        self
    }

    /// The base URL of the identity service, such as `https://iam.eu-de.otc.t-systems.com`, in place of the region's; a
    /// `/v3` at its end is taken off. It must begin with `https://`, except on this machine.
    #[must_use]
    pub fn identity_endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The project for when neither the caller nor the client names one.
    pub(super) fn or_project(mut self, id: Option<String>, name: Option<String>) -> Self {
        self.scope.fallback = id.map(Name::Id).or(name.map(Name::Name)).map(Target::Project);
        self
    }

    async fn log_in(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        let what = match (&self.user, &self.domain) {
            (Name::Id(user), _) => format!("logging in as the user with id `{user}`"),
            (Name::Name(user), Some(Name::Name(domain))) => format!("logging in as user `{user}` of domain `{domain}`"),
            (Name::Name(user), _) => format!("logging in as user `{user}`"),
        };
        if self.passcode_is_used.load(Ordering::Relaxed) {
            // To try would count as a failed login, and enough of those lock the account.
            return Err(Error::credentials(format!(
                "{what} once more needs a new passcode: make new credentials with one"
            )));
        }
        let endpoint = iam::endpoint(self.endpoint.as_deref(), context)?;
        let request = iam::request(&endpoint, iam::TOKENS, &self.body(self.scope.target(context)?))?;
        let turn =
            self.gate(&endpoint, context).turn(None).await.map_err(|error| iam::failed(&what, &endpoint, error))?;
        let response = context.send(iam::CREATE_TOKEN, request).await;
        let response = turn.learn(gate::of_login(&response), response);
        let token = response.and_then(|response| {
            self.passcode_is_used.store(self.passcode.is_some(), Ordering::Relaxed);
            iam::token(&response)
        });
        Ok(Identity::Token(token.map_err(|error| iam::failed(&what, &endpoint, error))?))
    }

    /// The gate of the password, wherever it logs in for: refused logins lock the account.
    fn gate(&self, endpoint: &str, context: &IdentityContext<'_>) -> Arc<Gate> {
        let host = endpoint.split_once("://").map_or(endpoint, |(_, rest)| rest);
        let realm = Realm::of(host.split('/').next().unwrap_or_default(), context.host.simulated());
        let passcode = self.passcode.as_ref().map(Secret::expose);
        gate::of(realm, SecretKind::Login, (&self.user, &self.domain, self.password.expose(), passcode))
    }

    fn body(&self, target: Target) -> Body<'_> {
        let passcode = |passcode| OfUser { user: PasscodeUser { user: &self.user, passcode } };
        Body {
            auth: Auth {
                identity: Proof {
                    methods: if self.passcode.is_some() { &["password", "totp"] } else { &["password"] },
                    password: Some(OfUser {
                        user: PasswordUser { user: &self.user, password: &self.password, domain: self.domain.as_ref() },
                    }),
                    totp: self.passcode.as_ref().map(passcode),
                    ..Proof::default()
                },
                scope: Some(target),
            },
        }
    }
}

impl ProvideCredentials for PasswordLogin {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.log_in(context))
    }
}
