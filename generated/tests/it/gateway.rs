//! A gateway in memory: quotas of apps at both services' URLs, and the identity service in front of them.
//!
//! Knows the documents, and nothing of the SDK. What is bound or unbound shows in lists only after some looks, as at the
//! real one. A program finds it by the environment: `HUAWEICLOUD_SDK_REGION_APIG_EU_DE`,
//! `HUAWEICLOUD_SDK_REGION_ROMA_CN_NORTH_4` and `HUAWEICLOUD_SDK_IAM_ENDPOINT` are all its [`url`](Gateway::url).

use crate::server::{Answer, Recorded, Server};
use apig_sdk::serde_json::{Value, from_slice, json};
use std::sync::Mutex;

pub const DOMAIN: &str = "domain A";
pub const USER: &str = "user A";
pub const PASSWORD: &str = "s3cr3t password";
pub const PROJECT: &str = "0605767b5b80d5762fb7c0186d9bede6";
pub const INSTANCE: &str = "eddc4d25480b4cd6b512f270a1b8b341";
pub const APPS: [&str; 5] = ["app-1", "app-2", "app-3", "app-4", "app-5"];

const TOKEN: &str = "MIIF-s3cr3t";
const CREATED: &str = "2020-09-19T07:27:47Z";

/// So many lists are answered as if nothing had been bound or unbound yet.
const LOOKS: u32 = 2;

/// The gateway, until it is dropped.
pub struct Gateway(Server);

/// Starts a gateway without quotas.
pub fn start() -> Gateway {
    let state: Mutex<State> = Mutex::default();
    Gateway(Server::with(move |request| state.lock().unwrap().answer(request)))
}

impl Gateway {
    /// The base URL of all its services.
    pub fn url(&self) -> String {
        self.0.url()
    }

    /// The requests so far, as `GET /v2/quotas?limit=1`.
    pub fn lines(&self) -> Vec<String> {
        self.0.requests().iter().map(|request| request.line().to_owned()).collect()
    }
}

#[derive(Default)]
struct State {
    made: usize,
    quotas: Vec<Value>,
    bindings: Vec<Binding>,
}

struct Binding {
    quota: String,
    app: &'static str,
    is_bound: bool,
    /// So many lists still show the opposite.
    looks: u32,
}

type Failure = (u16, &'static str, &'static str);
type Outcome = Result<(u16, Value), Failure>;

const NO_QUOTA: Failure = (404, "APIG.3093", "App quota does not exist");
const NO_BINDING: Failure = (404, "APIG.3094", "The app is not bound to the quota");

impl State {
    fn answer(&mut self, request: &Recorded) -> Answer {
        let (method, target) = request.line().split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let body: Value = from_slice(&request.body).unwrap_or_default();
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        if (method, &parts[..]) == ("POST", &["v3", "auth", "tokens"]) {
            return log_in(&body["auth"]);
        }
        let outcome = match &parts[..] {
            _ if request.header("x-auth-token") != Some(TOKEN) => Err((401, "APIG.1002", "Incorrect token")),
            ["v3", "projects"] => Ok((200, projects(query))),
            ["v2", PROJECT, "apigw" | "apic", "instances", INSTANCE, rest @ ..] => {
                self.route(method, rest, query, &body)
            }
            _ => Err((404, "APIG.3030", "The instance does not exist")),
        };
        match outcome {
            Ok((204, _)) => Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"),
            Ok((status, body)) => Answer::json(status, &body.to_string()),
            Err((status, code, message)) => {
                Answer::json(status, &json!({ "error_code": code, "error_msg": message }).to_string())
            }
        }
    }

    fn route(&mut self, method: &str, path: &[&str], query: &str, body: &Value) -> Outcome {
        match (method, path) {
            ("POST", ["app-quotas"]) => self.create(body),
            ("GET", ["app-quotas"]) => Ok((200, page("quotas", &self.quotas, query))),
            ("GET", ["app-quotas", id]) => Ok((200, self.quotas[self.find(id)?].clone())),
            ("PUT", ["app-quotas", id]) => {
                let index = self.find(id)?;
                self.quotas[index] = described(id, body);
                Ok((200, self.quotas[index].clone()))
            }
            ("DELETE", ["app-quotas", id]) => {
                self.quotas.remove(self.find(id)?);
                self.bindings.retain(|binding| binding.quota != *id);
                Ok((204, Value::Null))
            }
            ("POST", ["app-quotas", id, "binding-apps"]) => self.bind(id, &body["app_ids"]),
            ("DELETE", ["app-quotas", id, "bound-apps", app]) => {
                let mut of_quota = self.bindings.iter_mut().filter(|binding| binding.is_bound && binding.quota == *id);
                let binding = of_quota.find(|binding| binding.app == *app).ok_or(NO_BINDING)?;
                (binding.is_bound, binding.looks) = (false, LOOKS);
                Ok((204, Value::Null))
            }
            ("GET", ["app-quotas", id, list @ ("bound-apps" | "bindable-apps")]) => {
                self.find(id)?;
                let shown: Vec<&str> = self.look(id);
                let apps = APPS.iter().filter(|app| shown.contains(app) == (*list == "bound-apps"));
                let apps: Vec<Value> = apps.map(|app| json!({ "app_id": app, "name": app, "status": 1 })).collect();
                Ok((200, page("apps", &apps, query)))
            }
            ("GET", ["apps", app, "bound-quota"]) => {
                let binding = self.bindings.iter().find(|binding| binding.is_bound && binding.app == *app);
                let quota = &binding.ok_or(NO_BINDING)?.quota;
                Ok((200, self.quotas[self.find(quota)?].clone()))
            }
            _ => Err((405, "APIG.0106", "The method is not supported")),
        }
    }

    fn find(&self, id: &str) -> Result<usize, Failure> {
        self.quotas.iter().position(|quota| quota["app_quota_id"] == id).ok_or(NO_QUOTA)
    }

    fn create(&mut self, body: &Value) -> Outcome {
        if self.quotas.iter().any(|quota| quota["name"] == body["name"]) {
            return Err((400, "APIG.3325", "The API quota name already exists"));
        }
        self.made += 1;
        let quota = described(&format!("quota-{}", self.made), body);
        self.quotas.push(quota.clone());
        Ok((201, quota))
    }

    fn bind(&mut self, id: &str, ids: &Value) -> Outcome {
        self.find(id)?;
        let known =
            |wanted: &Value| APPS.into_iter().find(|app| wanted == app).ok_or((404, "APIG.3002", "No such app"));
        let apps = ids.as_array().into_iter().flatten().map(known).collect::<Result<Vec<_>, _>>()?;
        self.bindings.retain(|binding| !apps.contains(&binding.app));
        self.bindings.extend(apps.iter().map(|app| Binding {
            quota: id.to_owned(),
            app,
            is_bound: true,
            looks: LOOKS,
        }));
        let applies = apps.iter().map(|app| json!({ "app_id": app, "app_quota_id": id, "bound_time": CREATED }));
        Ok((201, json!({ "applies": applies.collect::<Vec<_>>() })))
    }

    /// The apps of a quota that a list shows, which is a look.
    fn look(&mut self, id: &str) -> Vec<&'static str> {
        let of_quota = self.bindings.iter_mut().filter(|binding| binding.quota == id);
        let look = |binding: &mut Binding| {
            let is_shown = binding.is_bound == (binding.looks == 0);
            binding.looks = binding.looks.saturating_sub(1);
            is_shown.then_some(binding.app)
        };
        of_quota.filter_map(look).collect()
    }
}

fn log_in(auth: &Value) -> Answer {
    let user = json!({ "name": USER, "password": PASSWORD, "domain": { "name": DOMAIN } });
    if auth["identity"]["password"]["user"] != user || !auth["scope"]["project"].is_object() {
        let error = json!({ "code": 401, "message": "The username or password is wrong.", "title": "Unauthorized" });
        return Answer::json(401, &json!({ "error": error }).to_string());
    }
    Answer::new(201, &[("X-Subject-Token", TOKEN)], r#"{"token":{"expires_at":"2999-11-09T01:42:57.527363Z"}}"#)
}

/// Every region has a project of its name.
fn projects(query: &str) -> Value {
    json!({ "projects": [{ "id": PROJECT, "name": query.trim_start_matches("name=") }] })
}

fn described(id: &str, body: &Value) -> Value {
    let mut quota = body.clone();
    (quota["app_quota_id"], quota["create_time"]) = (json!(id), json!(CREATED));
    quota
}

/// A page of a list, as the documents have it: 20 items unless said otherwise, 500 at most.
fn page(name: &str, items: &[Value], query: &str) -> Value {
    let number =
        |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
    let limit = number("limit").filter(|limit| *limit > 0).unwrap_or(20).min(500);
    let page: Vec<&Value> = items.iter().skip(number("offset").unwrap_or(0)).take(limit).collect();
    json!({ "total": items.len(), "size": page.len(), name: page })
}
