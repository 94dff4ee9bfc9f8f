//! Looks up the project of a region, once. Knows the one request that turns a name into an id, and that a region has a
//! project of its own, of the same name.

use super::Account;
use super::authentication::Attempting;
use crate::{Call, Errand, Error, ErrorKind, Finding, Known, Method, PathParameter, SendErrand, Violation};
use bytes::Bytes;
use http::Uri;
use http::header::{ACCEPT, HeaderValue, USER_AGENT};
use oaswright_runtime::support::escape;
use serde::Deserialize;

/// What stands in URL templates that need a project.
const NAME: &str = "project_id";

const CALL: Call = Call::new("KeystoneListProjects", Method::GET, "/v3/projects");

const MISSING: &str = "is required: set it with `Config::builder().project_id(..)`";
const SET: &str = "set it with `Config::builder().project_id(..)`";

#[derive(Deserialize)]
struct Projects {
    projects: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    id: String,
}

/// Whether a call of this URL template is made in a project: what ends with its id is about it.
pub(super) fn is_in_project(path: &str) -> bool {
    path.contains("{project_id}/")
}

impl PathParameter for Account {
    fn name(&self) -> &'static str {
        NAME
    }

    fn known(&self, option: Option<&str>) -> Known {
        let config = &self.config;
        let can_ask =
            || config.region().is_some() && config.credentials().is_some() && self.identity_endpoint().is_ok();
        match self.project_id(option) {
            Some(id) => Known::Value(id.to_owned()),
            None if can_ask() => Known::ToBeFound(MISSING),
            None => Known::Missing(MISSING),
        }
    }

    fn find<'a>(&'a self, sender: &'a dyn SendErrand) -> Finding<'a> {
        Box::pin(self.look_up_project(sender))
    }
}

impl Account {
    /// Asks for the project of the region, once for all clients of the configuration. The error is that of the call that
    /// needs it, which was not sent, whatever the identity service answered.
    async fn look_up_project(&self, sender: &dyn SendErrand) -> Result<String, Error> {
        let config = &self.config;
        let region = config.region().unwrap_or_default();
        let answer = config.found_project().find(self.look_up(config.project_name().unwrap_or(region), sender));
        let error = match answer.await {
            Ok(id) => return Ok(id),
            // What they say is as true of the call; an answer is not.
            Err(error) if matches!(error.kind(), ErrorKind::Config | ErrorKind::Timeout) => return Err(error),
            Err(error) => error.during(CALL),
        };
        let what = match config.project_name() {
            Some(name) => format!("finding the project `{name}` failed"),
            None => format!("finding the project of region `{region}` failed"),
        };
        Err(Error::credentials_because(what, error).noting(format!("to have no need of it, {SET}")))
    }

    async fn look_up(&self, name: &str, sender: &dyn SendErrand) -> Result<String, Error> {
        let url = format!("{}{}?name={}", self.identity_endpoint()?, CALL.path, escape(name));
        let mistake = |message: String| Error::config(vec![Violation::new(NAME, message)]);
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = Uri::try_from(url).map_err(|error| mistake(format!("cannot be looked up: {error}")))?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().insert(USER_AGENT, sender.user_agent().clone());
        let attempting = Attempting::of_client(self, request.uri(), CALL.path, sender);
        let errand = Errand::new(CALL.name, request).path(CALL.path).authenticating(Box::new(attempting?));
        let answer: Projects = sender.send(errand).await?.json()?;
        match answer.projects.as_slice() {
            [project] => Ok(project.id.clone()),
            [] => Err(mistake(format!("cannot be looked up: no project is named `{name}`; {SET}"))),
            [..] => {
                let ids: Vec<&str> = answer.projects.iter().map(|project| project.id.as_str()).collect();
                let ids = ids.join(", ");
                Err(mistake(format!("cannot be looked up: several projects are named `{name}` ({ids}); {SET}")))
            }
        }
    }
}
