//! The project of a region, found once and remembered.
//!
//! Knows the one request that names need to become ids. A region has a project of its own, of the same name.

use crate::attempts::{self, Job};
use crate::client::Client;
use crate::error::Error;
use crate::remembered::Remembered;
use crate::request::escape;
use crate::timer::{self, Deadline};
use crate::validate::Violation;
use crate::{Authentication, Call};
use bytes::Bytes;
use http::header::{ACCEPT, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use serde::Deserialize;
use std::future::Future;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::sync::Mutex;

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

/// How long a failure is told to everybody before the identity service is asked again.
const PAUSE: Duration = Duration::from_secs(5);

/// The project of a configuration's region: asked for by one task while the others wait, who are told the same.
#[derive(Default)]
pub(crate) struct FoundProject {
    id: OnceLock<String>,
    asking: Mutex<()>,
    failure: Remembered,
}

impl FoundProject {
    pub fn get(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// Asks, unless somebody has or does. Whoever is dropped while he asks leaves it to the next one.
    async fn find(&self, ask: impl Future<Output = Result<String, Error>>) -> Result<(), Error> {
        let _asking = self.asking.lock().await;
        if self.id.get().is_some() {
            return Ok(());
        }
        if let Some(error) = self.failure.told(PAUSE) {
            return Err(error);
        }
        match ask.await {
            Ok(id) => {
                self.id.get_or_init(|| id);
                Ok(())
            }
            Err(error) => Err(self.failure.keep(error)),
        }
    }
}

/// Whether a call of this URL template is made in a project.
pub(crate) fn is_in_project(path: &str) -> bool {
    path.contains(SEGMENT)
}

impl Client {
    /// Whether a call of this URL template must find the project first.
    pub(crate) fn lacks_project(&self, path: &str) -> bool {
        is_in_project(path) && self.project_id().is_none() && self.can_find_project()
    }

    /// Whether there is enough to ask the identity service.
    pub(crate) fn can_find_project(&self) -> bool {
        let config = self.config();
        config.region().is_some() && config.credentials().is_some() && self.identity_endpoint().is_ok()
    }

    /// Asks for the project of the region, once for all clients of the configuration.
    pub(crate) async fn find_project(&self, deadline: Deadline) -> Result<(), Error> {
        let Some(region) = self.config().region() else {
            return Ok(());
        };
        let found = self.config().found_project().find(self.ask(self.config().project_name().unwrap_or(region)));
        match timer::within(deadline.left(), found).await {
            Some(found) => found.map_err(|error| error.during(CALL)),
            None => Err(attempts::out_of_time(self.limits().timeout, None).during(CALL)),
        }
    }

    async fn ask(&self, name: &str) -> Result<String, Error> {
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
        let found: Projects = response.json()?;
        let set = "set it with `Config::builder().project_id(..)`";
        match found.projects.as_slice() {
            [project] => Ok(project.id.clone()),
            [] => Err(mistake(format!("cannot be looked up: no project is named `{name}`; {set}"))),
            [..] => {
                let ids: Vec<&str> = found.projects.iter().map(|project| project.id.as_str()).collect();
                let ids = ids.join(", ");
                Err(mistake(format!("cannot be looked up: several projects are named `{name}` ({ids}); {set}")))
            }
        }
    }
}
