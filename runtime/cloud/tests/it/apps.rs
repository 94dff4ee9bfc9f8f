//! Has a list of apps, and a project that is shown, as they would be generated.

use crate::sdk::Client;
use apig_runtime::{Error, Method, Operation, Page, Paginate, Request, Response, Validator, Waiter};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct App {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppsAnswer {
    pub total: Option<i64>,
    pub apps: Option<Vec<App>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListApps {
    client: Client,
    pub offset: Option<i64>,
}

impl ListApps {
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), offset: None }
    }

    pub fn until_unbound_or_gone(self, app_id: &str) -> Waiter<Self> {
        Waiter::absent_or_not_found(self, |app| app.app_id.as_deref(), app_id, "the app was not unbound")
    }
}

impl Operation for ListApps {
    type Output = AppsAnswer;
    const NAME: &'static str = "ListApps";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/{project_id}/apps";

    fn client(&self) -> &apig_runtime::Client {
        self.client.runtime()
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, request: &mut Request) {
        request.path_of_client("project_id");
        request.query("offset", self.offset.as_ref());
    }

    fn decode(response: &Response) -> Result<Self::Output, Error> {
        response.json()
    }
}

impl Paginate for ListApps {
    type Item = App;

    fn offset(&self) -> Option<i64> {
        self.offset
    }

    fn set_offset(&mut self, offset: i64) {
        self.offset = Some(offset);
    }

    fn page(output: Self::Output) -> Page<App> {
        Page::new(output.total, output.apps.unwrap_or_default())
    }

    fn key(item: &App) -> Option<&str> {
        item.app_id.as_deref()
    }
}

/// A call about a project that the caller names, which is none in it.
#[derive(Clone, Debug)]
pub struct ShowProject {
    pub client: Client,
    pub project_id: String,
}

impl Operation for ShowProject {
    type Output = ();
    const NAME: &'static str = "ShowProject";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v3/projects/{project_id}";

    fn client(&self) -> &apig_runtime::Client {
        self.client.runtime()
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, request: &mut Request) {
        request.path("project_id", &self.project_id);
    }

    fn decode(_: &Response) -> Result<(), Error> {
        Ok(())
    }
}
