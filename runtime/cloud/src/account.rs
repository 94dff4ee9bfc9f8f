//! Does what a client must do for all its calls: authenticates them, and finds the project that they are made in. Must not
//! know any service, or how calls are carried out.

mod authentication;
mod host;
mod project;
mod token_header;

pub(crate) use token_header::TokenHeader;

use crate::{Config, Error, Regions, Violation, regions};

/// As whom a client calls, and in which project.
pub(crate) struct Account {
    pub config: Config,
    /// How its service takes tokens, if it does.
    pub token: Option<TokenHeader>,
    /// Whether its service takes signed requests.
    pub takes_signatures: bool,
    pub identity: Option<&'static Regions>,
}

impl Account {
    /// The base URL of the identity service.
    pub fn identity_endpoint(&self) -> Result<String, Error> {
        let config = &self.config;
        let url = match (regions::set_identity(config), self.identity, config.region()) {
            (Some(url), _, _) => url,
            (None, Some(identity), Some(region)) => identity.endpoint(region, config),
            (None, _, _) => Err("is not known: set it, or a `region`".to_owned()),
        };
        url.map_err(|message| Error::config(vec![Violation::new("iam_endpoint", message)]))
    }

    /// The project that calls are made in, if it is known already.
    fn project_id<'a>(&'a self, option: Option<&'a str>) -> Option<&'a str> {
        self.set_project(option).or_else(|| self.config.found_project().get())
    }

    fn set_project<'a>(&'a self, option: Option<&'a str>) -> Option<&'a str> {
        option.or_else(|| self.config.project_id())
    }
}
