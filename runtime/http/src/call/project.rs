//! Looks up the project of a region, once. Knows the one request that turns a name into an id, and that a region has a
//! project of its own, of the same name.

use crate::call::attempts::{self, Job};
use crate::call::client::Client;
use crate::call::request::escape;
use crate::outcome::error::Error;
use crate::timer::{self, Deadline};
use crate::validate::Violation;
use crate::{Authentication, Call, ErrorKind};
use bytes::Bytes;
use http::header::{ACCEPT, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use serde::Deserialize;

/// The segment of a URL template that needs a project.
const SEGMENT: &str = "{project_id}";

const CALL: Call = Call { name: "KeystoneListProjects", method: Method::GET, path: "/v3/projects" };

const SET: &str = "set it with `Config::builder().project_id(..)`";

#[derive(Deserialize)]
struct Projects {
    projects: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    id: String,
}

/// Whether a call of this URL template is made in a project.
pub(crate) fn is_in_project(path: &str) -> bool {
    path.contains(SEGMENT)
}

/// What a call has for `{project_id}`. Asked for once in a call: another one may find the project meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Project {
    Resolved(String),

    /// It is to be asked for before anything is sent.
    LookUp,

    /// There is not enough to ask for it, or no need.
    None,
}

impl Client {
    /// The project for a call of this URL template.
    pub(crate) fn project(&self, path: &str) -> Project {
        let config = self.config();
        let can_ask =
            || config.region().is_some() && config.credentials().is_some() && self.identity_endpoint().is_ok();
        match self.project_id() {
            _ if !is_in_project(path) => Project::None,
            Some(id) => Project::Resolved(id.to_owned()),
            None if can_ask() => Project::LookUp,
            None => Project::None,
        }
    }

    /// Asks for the project of the region, once for all clients of the configuration. The error is that of the call that
    /// needs it, which was not sent, whatever the identity service answered.
    pub(crate) async fn look_up_project(&self, deadline: Deadline) -> Result<String, Error> {
        let config = self.config();
        let region = config.region().unwrap_or_default();
        let answer = config.found_project().find(self.look_up(config.project_name().unwrap_or(region)));
        let error = match timer::within(deadline.left(), answer).await {
            Some(Ok(id)) => return Ok(id),
            // What they say is as true of the call; an answer is not.
            Some(Err(error)) if matches!(error.kind(), ErrorKind::Config | ErrorKind::Timeout) => return Err(error),
            Some(Err(error)) => error.during(CALL),
            None => return Err(attempts::out_of_time(self.limits().timeout, None)),
        };
        let what = match config.project_name() {
            Some(name) => format!("finding the project `{name}` failed"),
            None => format!("finding the project of region `{region}` failed"),
        };
        Err(Error::credentials_because(what, error).noting(format!("to have no need of it, {SET}")))
    }

    async fn look_up(&self, name: &str) -> Result<String, Error> {
        let url = format!("{}{}?name={}", self.identity_endpoint()?, CALL.path, escape(name));
        let mistake = |message: String| Error::config(vec![Violation::new("project_id", message)]);
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = Uri::try_from(url).map_err(|error| mistake(format!("cannot be looked up: {error}")))?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().insert(USER_AGENT, self.user_agent().clone());
        let limits = self.shared_limits();
        let job = Job {
            call: &CALL,
            request,
            authentication: Authentication::Required,
            login: None,
            is_secret: false,
            is_idempotent: true,
            deadline: Deadline::after(limits.timeout),
            limits,
        };
        let response = attempts::run(self, &job).await?;
        let answer: Projects = response.json()?;
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
