//! Gets credentials from the first source that has some. Knows the order: sources that are named go before those that
//! are only there. One that is half set up is an error and not skipped, since whoever set it up means it.

use super::discovery::Discovery;
use super::{Credentials, Hints, IdentityContext, InstanceMetadata, pod_identity, variables};
#[cfg(feature = "profiles")]
use super::{clouds, hcloud, profile};
use crate::Error;
use crate::Identity;
use crate::environment::Environment;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

pub(super) struct Chain {
    environment: Environment,
    metadata: Credentials,
    metadata_url: String,
    chosen: OnceLock<Credentials>,
}

impl Credentials {
    /// Credentials from the first of these places that has some, looked for when they are first needed:
    ///
    /// 1. environment variables of the vendor's SDKs and of Terraform: see [`from_env`](Self::from_env), 1 to 4;
    /// 2. the configuration file of the tool hcloud that `HW_SHARED_CONFIG_FILE` names, as Terraform reads it: its profile
    ///    that `HW_PROFILE` names, else its `current` one;
    /// 3. the profile that `HUAWEICLOUD_SDK_PROFILE` names, or the file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names: see
    #[cfg_attr(feature = "profiles", doc = "   [`from_profile`](Self::from_profile);")]
    #[cfg_attr(not(feature = "profiles"), doc = "   the feature `profiles`;")]
    /// 4. the cloud that `OS_CLOUD` names in `clouds.yaml`;
    /// 5. environment variables of OpenStack's tools (`OS_*`): see [`from_env`](Self::from_env), 5;
    /// 6. the pod that the program runs in, where `HC_CONTAINER_CREDENTIALS_FULL_URI` is set: see
    ///    [`PodIdentity`](crate::PodIdentity);
    /// 7. the profile file `~/.huaweicloud/credentials`, if it is there;
    /// 8. the server that the program runs on: see [`InstanceMetadata`].
    ///
    /// A place that is half set up, such as a file with a mistake in it, is an error and not skipped, which
    /// [`ConfigBuilder::build`](crate::ConfigBuilder::build) tells. So is nothing at all: then the first call fails with
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials), and says what was looked for and where. Without the
    /// feature `profiles` files are not looked at; a variable that names one is an error then.
    pub fn default_chain() -> Self {
        Self::chain(Environment::of_process(), InstanceMetadata::new())
    }

    pub(super) fn chain(environment: Environment, metadata: InstanceMetadata) -> Self {
        let metadata_url = metadata.url().to_owned();
        let metadata = Self::provider(metadata);
        let chain = Chain { environment, metadata, metadata_url, chosen: OnceLock::new() };
        Self { kind: super::Origin::Chain(Arc::new(chain)), hints: None }
    }
}

impl Chain {
    pub(super) async fn identity(&self, context: &IdentityContext<'_>) -> Result<Arc<Identity>, Error> {
        let nothing = match self.discover()? {
            Ok(credentials) => return credentials.identity(context).await,
            Err(nothing) => nothing,
        };
        match self.metadata.identity(context).await {
            Ok(identity) => {
                self.chosen.get_or_init(|| self.metadata.clone());
                Ok(identity)
            }
            Err(error) => {
                let message =
                    format!("no credentials were found. {nothing}; instance metadata ({})", self.metadata_url);
                Err(Error::credentials_because(message, error))
            }
        }
    }

    pub(super) fn helped(&self, used: &Arc<Identity>) {
        if let Some(credentials) = self.chosen.get() {
            credentials.helped(used);
        }
    }

    pub(super) fn renew(&self, used: &Arc<Identity>, is_expired: bool) -> bool {
        self.chosen.get().is_some_and(|credentials| credentials.renew(used, is_expired))
    }

    /// What stands beside the credentials, or the mistake because of which there are none.
    pub(super) fn hints(&self) -> Result<Hints, Error> {
        match self.discover()? {
            Ok(credentials) => {
                let own = credentials.hints.as_deref().cloned().unwrap_or_default();
                Ok(Hints { region: own.region.or_else(|| variables::region(&self.environment)), ..own })
            }
            // The server's own say nothing of it.
            Err(_) => Ok(variables::hints(&self.environment)),
        }
    }

    /// Looks at variables and files, until there is something; else says what was looked for.
    fn discover(&self) -> Result<Result<&Credentials, String>, Error> {
        if let Some(credentials) = self.chosen.get() {
            return Ok(Ok(credentials));
        }
        let mut nothing = String::new();
        for (source, find) in SOURCES {
            match find(&self.environment)? {
                Discovery::Credentials(credentials) => return Ok(Ok(self.chosen.get_or_init(|| credentials))),
                Discovery::Nothing(why) => {
                    let separator = if nothing.is_empty() { "" } else { "; " };
                    // Writing to a string does not fail.
                    let _ = write!(nothing, "{separator}{source}: {why}");
                }
            }
        }
        Ok(Err(nothing))
    }
}

type Find = fn(&Environment) -> Result<Discovery, Error>;

const SOURCES: &[(&str, Find)] = &[
    ("environment", variables::find),
    #[cfg(feature = "profiles")]
    ("hcloud", hcloud::find),
    #[cfg(feature = "profiles")]
    ("profile file", profile::find_named),
    #[cfg(feature = "profiles")]
    ("clouds.yaml", clouds::find),
    #[cfg(not(feature = "profiles"))]
    ("files", no_files),
    ("environment", variables::find_open_telekom),
    ("pod identity", pod_identity::find),
    #[cfg(feature = "profiles")]
    ("profile file", profile::find),
];

/// Files that are asked for and cannot be read.
#[cfg(not(feature = "profiles"))]
fn no_files(environment: &Environment) -> Result<Discovery, Error> {
    const NAMES: [&str; 4] =
        ["HW_SHARED_CONFIG_FILE", "HUAWEICLOUD_SDK_PROFILE", "HUAWEICLOUD_SDK_CREDENTIALS_FILE", "OS_CLOUD"];
    match environment.first(&NAMES) {
        Some((name, _)) => Err(Error::credentials(format!("{name} is set, but the feature `profiles` is off"))),
        None => Ok(Discovery::Nothing("the feature `profiles` is off".to_owned())),
    }
}
