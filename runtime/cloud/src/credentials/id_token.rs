//! Reads a token that another identity provider issued, each time anew. Knows where it is. Must not know what it is
//! exchanged for.

use crate::Error;
use crate::Secret;
use crate::environment::read;
use std::path::PathBuf;

/// A token of another identity provider, such as a cluster's service account: it is exchanged for credentials of this
/// cloud by a [`FederatedLogin`](crate::FederatedLogin), an [`OidcAgency`](crate::OidcAgency) or a
/// [`PodIdentity`](crate::PodIdentity).
#[derive(Clone, Debug)]
pub struct IdToken(Source);

#[derive(Clone, Debug)]
enum Source {
    Text(Secret),
    File(PathBuf),
}

impl IdToken {
    /// A token as it is. Once it has expired, credentials cannot be renewed with it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(Source::Text(token.into()))
    }

    /// The token in a file of at most 1 MiB, read anew for each exchange, since whoever issues it writes a new one
    /// before it expires. White space around it is left out.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Source::File(path.into()))
    }

    pub(super) fn read(&self) -> Result<Secret, Error> {
        let path = match &self.0 {
            Source::Text(token) => return Ok(token.clone()),
            Source::File(path) => path,
        };
        let mistake = |what: String| Error::credentials(format!("the token file {} {what}", path.display()));
        let text = read(path).map_err(|error| mistake(error.to_string()))?;
        let text = text.ok_or_else(|| mistake("does not exist".to_owned()))?;
        match text.trim() {
            "" => Err(mistake("is empty".to_owned())),
            token => Ok(token.into()),
        }
    }
}
