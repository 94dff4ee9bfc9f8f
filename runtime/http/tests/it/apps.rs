//! Serves a list of apps that changes while it is read: the operation, as it would be generated, and the server.

use crate::sdk::{Client, builder};
use crate::server::{Answer, Recorded, Server};
use oaswright_runtime::{Error, Items, Method, Operation, Page, Pages, Paginate, Request, Response, Validator, Waiter};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};

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
    pub limit: Option<i32>,
    pub name: Option<String>,
}

impl ListApps {
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), offset: None, limit: None, name: None }
    }

    pub fn at(url: impl Into<String>) -> Self {
        Self::new(&Client::new(builder(url).build().unwrap()))
    }

    pub fn offset(mut self, offset: i64) -> Self {
        self.offset = Some(offset);
        self
    }

    pub fn limit(mut self, limit: i32) -> Self {
        self.limit = Some(limit);
        self
    }

    pub fn name(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    pub fn pages(self) -> Pages<Self> {
        Pages::new(self)
    }

    pub fn items(self) -> Items<Self> {
        Items::new(self)
    }

    pub fn until_bound(self, app_id: &str) -> Waiter<Self> {
        Waiter::present(self, |app| app.app_id.as_deref(), app_id, "the app was not bound")
    }

    pub fn until_unbound_or_gone(self, app_id: &str) -> Waiter<Self> {
        Waiter::absent_or_not_found(self, |app| app.app_id.as_deref(), app_id, "the app was not unbound")
    }

    pub fn until_unbound(self, app_id: &str) -> Waiter<Self> {
        Waiter::absent(self, |app| app.app_id.as_deref(), app_id, "the app was not unbound")
    }
}

impl Operation for ListApps {
    type Output = AppsAnswer;
    const NAME: &'static str = "ListApps";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/p1/apps";

    fn client(&self) -> &oaswright_runtime::Client {
        self.client.runtime()
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, request: &mut Request) {
        request.query("offset", self.offset.as_ref());
        request.query("limit", self.limit.as_ref());
        request.query("name", self.name.as_ref());
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

/// The ids of apps, with blanks between.
pub fn ids<'a>(apps: impl IntoIterator<Item = &'a App>) -> String {
    apps.into_iter().map(|app| app.app_id.as_deref().unwrap_or("?")).collect::<Vec<_>>().join(" ")
}

/// The body of an answer: ids with blanks between.
pub fn page(apps: &str, total: Option<i64>) -> String {
    let app = |id: &str| App { app_id: Some(id.to_owned()) };
    let answer = AppsAnswer { total, apps: Some(apps.split_whitespace().map(app).collect()) };
    serde_json::to_string(&answer).unwrap()
}

/// The list of an honest server, which a test may change at any time. Like the real one it takes a limit for 3 that it
/// finds too large.
#[derive(Clone, Default)]
pub struct List(pub Arc<Mutex<Vec<String>>>);

impl List {
    pub fn of(ids: &str) -> Self {
        let list = Self::default();
        list.set(ids);
        list
    }

    pub fn set(&self, ids: &str) {
        *self.0.lock().unwrap() = ids.split_whitespace().map(str::to_owned).collect();
    }

    pub fn remove(&self, id: &str) {
        self.0.lock().unwrap().retain(|known| known != id);
    }

    pub fn server(&self) -> Server {
        let list = self.clone();
        Server::with(move |request| list.answer(request))
    }

    fn answer(&self, request: &Recorded) -> Answer {
        let number = |name: &str| query(request, name).and_then(|text| text.parse::<usize>().ok());
        let list = self.0.lock().unwrap();
        let shown = list.iter().skip(number("offset").unwrap_or(0)).take(number("limit").unwrap_or(2).min(3));
        let shown: Vec<&str> = shown.map(String::as_str).collect();
        Answer::json(200, &page(&shown.join(" "), i64::try_from(list.len()).ok()))
    }
}

/// A parameter of a request's query.
pub fn query<'r>(request: &'r Recorded, name: &str) -> Option<&'r str> {
    let (_, query) = request.line().split_once('?')?;
    query.split('&').filter_map(|pair| pair.split_once('=')).find_map(|(key, value)| (key == name).then_some(value))
}

/// The offsets that were asked for, with blanks between; `-` where none was.
pub fn offsets(server: &Server) -> String {
    let requests = server.requests();
    requests.iter().map(|request| query(request, "offset").unwrap_or("-")).collect::<Vec<_>>().join(" ")
}
