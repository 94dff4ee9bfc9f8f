//! The project of a region, found once and remembered.
//!
//! Knows the one request that names need to become ids. A region has a project of its own, of the same name.

use crate::attempts::{self, Job};
use crate::client::Client;
use crate::error::Error;
use crate::request::escape;
use crate::validate::Violation;
use crate::{Authentication, Call};
use bytes::Bytes;
use http::header::{ACCEPT, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use serde::Deserialize;

/// The segment of a URL template that needs a project.
const SEGMENT: &str = "{project_id}";

const CALL: Call = Call { name: "KeystoneListProjects", method: Method::GET, path: "/v3/projects" };

#[derive(Deserialize)]
struct Projects {
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

impl Client {
    /// Whether a call of this URL template must find the project first.
    pub(crate) fn lacks_project(&self, path: &str) -> bool {
        path.contains(SEGMENT) && self.project_id().is_none() && self.can_find_project()
    }

    /// Whether there is enough to ask the identity service.
    pub(crate) fn can_find_project(&self) -> bool {
        let config = self.config();
        config.region().is_some() && config.credentials().is_some() && self.identity_endpoint().is_ok()
    }

    /// Asks for the project of the region, once for all clients of the configuration.
    pub(crate) async fn find_project(&self) -> Result<(), Error> {
        let Some(region) = self.config().region() else {
            return Ok(());
        };
        self.config().found_project().get_or_try_init(|| self.ask(region)).await.map(drop)
    }

    async fn ask(&self, region: &str) -> Result<String, Error> {
        let url = format!("{}{}?name={}", self.identity_endpoint()?, CALL.path, escape(region));
        let mistake = |message: String| Error::config(vec![Violation::new("project_id", message)]).during(CALL);
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = Uri::try_from(url).map_err(|error| mistake(format!("cannot be looked up: {error}")))?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().insert(USER_AGENT, self.user_agent().clone());
        let job = Job {
            call: &CALL,
            request,
            authentication: Authentication::Required,
            login: None,
            is_secret: false,
            is_idempotent: true,
            limits: self.limits(),
        };
        let response = attempts::run(self, &job).await.map_err(|error| error.during(CALL))?;
        let found: Projects = response.json().map_err(|error| error.during(CALL))?;
        let set = "set it with `Config::builder().project_id(..)`";
        match found.projects.as_slice() {
            [project] => Ok(project.id.clone()),
            [] => Err(mistake(format!("cannot be looked up: no project is named `{region}`; {set}"))),
            [..] => {
                let ids: Vec<&str> = found.projects.iter().map(|project| project.id.as_str()).collect();
                let ids = ids.join(", ");
                Err(mistake(format!("cannot be looked up: several projects are named `{region}` ({ids}); {set}")))
            }
        }
    }
}
