//! Chooses what a token is for: a project, or a whole account. Knows which of several wishes wins, and how the identity
//! service writes it.

use super::IdentityContext;
use crate::Error;
use serde::Serialize;

/// What a token is to be for.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// What the caller asked for.
    pub chosen: Option<Target>,
    /// What stood beside the credentials, for when nothing was asked for and the client has no project either.
    pub fallback: Option<Target>,
}

/// A project or an account; serialises as the identity service reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Target {
    Project(Name),
    Domain(Name),
}

/// How something is named.
#[derive(Clone, Debug, PartialEq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Name {
    Id(String),
    Name(String),
}

impl Scope {
    /// The project of the client unless something else was asked for: calls in one project with a token for another
    /// are refused. The region's own project has the region's name.
    pub(super) fn target(&self, context: &IdentityContext<'_>) -> Result<Target, Error> {
        let of_client = || context.project_id().map(|id| Target::Project(Name::Id(id.to_owned())));
        let of_region = || context.region().map(|region| Target::Project(Name::Name(region.to_owned())));
        self.chosen.clone().or_else(of_client).or_else(|| self.fallback.clone()).or_else(of_region).ok_or_else(|| {
            Error::credentials(
                "a token is for a project, and none is known: set `project_id` or `region` of the configuration, or \
                 `project_id` or `project_name` of the login",
            )
        })
    }
}
