//! Credentials from wherever they are: one place after another.
//!
//! Knows the order. A place that has something wins and stays; one that is half there is an error and not skipped,
//! since whoever set it up means it.

use super::found::Found;
use super::{Credentials, Hints, IdentityContext, InstanceMetadata, variables};
#[cfg(feature = "profiles")]
use super::{clouds, profile};
use crate::Identity;
use crate::environment::Environment;
use crate::error::Error;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

pub(super) struct Chain {
    environment: Environment,
    metadata: Credentials,
    metadata_place: String,
    chosen: OnceLock<Credentials>,
}

impl Credentials {
    /// Credentials from the first of these places that has some, looked for when they are first needed:
    ///
    /// 1. environment variables: see [`from_env`](Self::from_env);
    /// 2. the profile file `~/.huaweicloud/credentials`, or the one that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names;
    /// 3. the cloud that `OS_CLOUD` names in `clouds.yaml`;
    /// 4. the server that the program runs on: see [`InstanceMetadata`].
    ///
    /// A place that is half set up, such as a file with a mistake in it, is an error and not skipped. So is nothing at
    /// all: then the first call fails with [`ErrorKind::Credentials`](crate::ErrorKind::Credentials), and says what was
    /// looked for and where. Without the feature `profiles` the files are not looked at.
    pub fn default_chain() -> Self {
        Self::chain(Environment::of_process(), InstanceMetadata::new())
    }

    pub(super) fn chain(environment: Environment, metadata: InstanceMetadata) -> Self {
        let metadata_place = metadata.place().to_owned();
        let metadata = Self::provider(metadata);
        let chain = Chain { environment, metadata, metadata_place, chosen: OnceLock::new() };
        Self { kind: super::Kind::Chain(Arc::new(chain)), hints: None }
    }
}

impl Chain {
    pub(super) async fn identity(&self, context: &IdentityContext<'_>) -> Result<Arc<Identity>, Error> {
        let nothing = match self.look()? {
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
                    format!("no credentials were found. {nothing}; instance metadata ({})", self.metadata_place);
                Err(Error::credentials_because(message, error))
            }
        }
    }

    pub(super) fn renew(&self, used: &Arc<Identity>, is_expired: bool) -> bool {
        self.chosen.get().is_some_and(|credentials| credentials.renew(used, is_expired))
    }

    /// What stands beside the credentials; a mistake is told to the first call.
    pub(super) fn hints(&self) -> Option<Arc<Hints>> {
        self.look().ok()?.ok()?.hints()
    }

    /// Looks at variables and files, until there is something; else says what was looked for.
    fn look(&self) -> Result<Result<&Credentials, String>, Error> {
        if let Some(credentials) = self.chosen.get() {
            return Ok(Ok(credentials));
        }
        let mut nothing = String::new();
        for (place, find) in PLACES {
            match find(&self.environment)? {
                Found::Credentials(credentials) => return Ok(Ok(self.chosen.get_or_init(|| credentials))),
                Found::Nothing(why) => {
                    let separator = if nothing.is_empty() { "" } else { "; " };
                    // Writing to a string does not fail.
                    let _ = write!(nothing, "{separator}{place}: {why}");
                }
            }
        }
        Ok(Err(nothing))
    }
}

type Find = fn(&Environment) -> Result<Found, Error>;

const PLACES: &[(&str, Find)] = &[
    ("environment", variables::find),
    #[cfg(feature = "profiles")]
    ("profile file", profile::find),
    #[cfg(feature = "profiles")]
    ("clouds.yaml", clouds::find),
];
