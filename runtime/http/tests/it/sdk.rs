//! Has hand-written code that looks like the generated one, to test the runtime through.

use oaswright_runtime::{
    Authentication, CallOptions, Config, ConfigBuilder, Credentials, DateTime, Dialect, Error, Method, Operation,
    Request, Response, Retry, Scheme, Sending, Service, Validate, Validator,
};
use serde::{Deserialize, Serialize};
use std::future::IntoFuture;
use std::time::Duration;

static SERVICE: Service = Service::new("apig", "apig-sdk/0.1.0")
    .schemes(&[Scheme::header("token", "X-Auth-Token")])
    .security(&[&["token"]])
    .dialect(&SlowDownWithAnyStatus);

/// A service whose statuses mislead.
#[derive(Debug)]
struct SlowDownWithAnyStatus;

impl Dialect for SlowDownWithAnyStatus {
    fn is_throttled(&self, error: &Error) -> bool {
        error.status().is_some_and(|status| status == 429) || error.code() == Some("APIG.9008")
    }
}

pub const TOKEN: &str = "MIIF-s3cret-token";

#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    runtime: oaswright_runtime::Client,
}

impl Client {
    pub fn new(config: Config) -> Self {
        Self { runtime: SERVICE.client(config) }
    }

    pub fn with_options(&self, options: CallOptions) -> Self {
        Self { runtime: self.runtime.with_options(options) }
    }

    pub fn create_quota(&self, instance_id: impl Into<String>) -> CreateQuota {
        CreateQuota { client: self.clone(), instance_id: instance_id.into(), body: QuotaCreate::default() }
    }

    pub fn runtime(&self) -> &oaswright_runtime::Client {
        &self.runtime
    }

    pub fn list_quotas(&self) -> ListQuotas {
        ListQuotas { client: self.clone(), name: None, tag: None, ids: None, limit: None, trace: None }
    }

    pub fn delete_quota(&self, id: impl Into<String>) -> DeleteQuota {
        DeleteQuota { client: self.clone(), id: id.into() }
    }
}

/// A configuration with everything a call needs; it does not wait between attempts.
pub fn builder(url: impl Into<String>) -> ConfigBuilder {
    let retry = Retry::standard().base_delay(Duration::ZERO);
    Config::builder().endpoint(url).credentials(Credentials::api_key(TOKEN)).retry(retry)
}

pub fn client(url: impl Into<String>) -> Client {
    Client::new(builder(url).build().unwrap())
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct QuotaCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_limits: Option<i32>,
}

impl Validate for QuotaCreate {
    fn validate(&self, check: &mut Validator) {
        check.required("name", self.name.as_ref());
        check.length("name", self.name.as_ref(), 3..=255);
        check.range("call_limits", self.call_limits.as_ref(), 1..=2147483647);
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Quota {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_limits: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_time: Option<DateTime>,
}

#[derive(Clone, Debug, PartialEq)]
#[must_use = "an operation does nothing until it is sent"]
#[non_exhaustive]
pub struct CreateQuota {
    client: Client,
    pub instance_id: String,
    pub body: QuotaCreate,
}

impl CreateQuota {
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.name = Some(name.into());
        self
    }

    pub fn call_limits(mut self, call_limits: i32) -> Self {
        self.body.call_limits = Some(call_limits);
        self
    }

    pub async fn send(self) -> Result<Quota, Error> {
        oaswright_runtime::send(self).await
    }
}

impl Operation for CreateQuota {
    type Output = Quota;
    const NAME: &'static str = "CreateQuota";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/p1/instances/{instance_id}/quotas";

    fn client(&self) -> &oaswright_runtime::Client {
        &self.client.runtime
    }

    fn validate(&self, check: &mut Validator) {
        check.path("instance_id", &self.instance_id);
        self.body.validate(check);
    }

    fn build(&self, request: &mut Request) {
        request.path("instance_id", &self.instance_id);
        request.json(&self.body);
    }

    fn decode(response: &Response) -> Result<Self::Output, Error> {
        response.json()
    }
}

impl IntoFuture for CreateQuota {
    type Output = Result<Quota, Error>;
    type IntoFuture = Sending<Quota>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListQuotas {
    client: Client,
    pub name: Option<String>,
    pub tag: Option<Vec<String>>,
    pub ids: Option<Vec<String>>,
    pub limit: Option<i32>,
    pub trace: Option<String>,
}

impl ListQuotas {
    pub async fn send(self) -> Result<Vec<Quota>, Error> {
        oaswright_runtime::send(self).await
    }

    pub async fn send_with_response(self) -> Result<(Vec<Quota>, Response), Error> {
        oaswright_runtime::send_with_response(self).await
    }
}

impl Operation for ListQuotas {
    type Output = Vec<Quota>;
    const NAME: &'static str = "ListQuotas";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/p1/quotas";

    fn client(&self) -> &oaswright_runtime::Client {
        &self.client.runtime
    }

    fn validate(&self, check: &mut Validator) {
        check.range("limit", self.limit.as_ref(), 1..=500);
    }

    fn build(&self, request: &mut Request) {
        request.query("name", self.name.as_ref());
        request.query_each("tag", self.tag.as_ref());
        request.query_list("ids", self.ids.as_ref());
        request.query("limit", self.limit.as_ref());
        request.header("X-Trace", self.trace.as_ref());
    }

    fn decode(response: &Response) -> Result<Self::Output, Error> {
        match response.status().as_u16() {
            200 => response.json(),
            _ => Err(response.unexpected_status()),
        }
    }
}

/// Without credentials, without a body either way.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeleteQuota {
    client: Client,
    pub id: String,
}

impl DeleteQuota {
    pub async fn send(self) -> Result<(), Error> {
        oaswright_runtime::send(self).await
    }
}

impl Operation for DeleteQuota {
    type Output = ();
    const NAME: &'static str = "DeleteQuota";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/quotas/{id}";
    const AUTHENTICATION: Authentication = Authentication::None;

    fn client(&self) -> &oaswright_runtime::Client {
        &self.client.runtime
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, request: &mut Request) {
        request.path("id", &self.id);
    }

    fn decode(response: &Response) -> Result<Self::Output, Error> {
        response.empty()
    }
}
