//! Is a client of one service. Knows where configuration and service meet: endpoint, user agent, limits. Must not know
//! how a call is carried out (`attempts`) or how bytes travel (`transport`).

use crate::call::attempts::{self, CallLimits, Job};
use crate::outcome::error::Error;
use crate::retry::Budget;
use crate::service::regions;
use crate::timer::Deadline;
use crate::validate::Violation;
use crate::{Authentication, Call, CallOptions, Config, Response, Secret, Service};
use bytes::Bytes;
use http::HeaderValue;
use std::fmt;
use std::sync::Arc;

/// A client of one service. Cheap to clone; two clients are equal when one is a clone of the other with the same
/// options.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    options: Option<Arc<CallOptions>>,
}

struct Inner {
    config: Config,
    service: &'static Service,
    /// The base URL, or why there is none.
    endpoint: Result<String, String>,
    user_agent: HeaderValue,
    budget: Budget,
}

impl Client {
    /// Makes a client; generated service clients wrap it.
    pub fn new(config: Config, service: &'static Service) -> Self {
        let endpoint = regions::choose(&config, service);
        let user_agent = user_agent(&config, service);
        let budget = Budget::new(config.retry_budget());
        Self { inner: Arc::new(Inner { config, service, endpoint, user_agent, budget }), options: None }
    }

    /// The configuration that the client was made with.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The service that the client speaks to.
    pub fn service(&self) -> &'static Service {
        self.inner.service
    }

    /// Makes a call: as many attempts as it takes.
    pub(crate) async fn execute(
        &self,
        request: http::Request<Bytes>,
        call: &Call,
        authentication: Authentication,
        is_secret: bool,
        deadline: Deadline,
    ) -> Result<Response, Error> {
        let is_idempotent = request.method().is_idempotent();
        let limits = self.limits();
        let job = Job { call, request, authentication, login: None, is_secret, is_idempotent, limits, deadline };
        attempts::run(self, &job).await
    }

    /// A clone with options of its own, in place of those that this one has. It shares connections, credentials and the
    /// retry budget.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self { inner: Arc::clone(&self.inner), options: Some(Arc::new(options)) }
    }

    /// A clone whose calls are made in another project, with the options that this one has.
    #[must_use]
    pub fn in_project(&self, id: impl Into<String>) -> Self {
        let options = self.options.as_deref().cloned().unwrap_or_default();
        self.with_options(options.project_id(id))
    }

    /// The base URL of the service: the endpoint of the configuration, else that of its region.
    ///
    /// # Errors
    ///
    /// The region is not known; the error lists near names.
    pub fn endpoint(&self) -> Result<&str, Error> {
        self.base().map_err(|message| Error::config(vec![Violation::new("region", message)]))
    }

    pub(crate) fn base(&self) -> Result<&str, &str> {
        self.inner.endpoint.as_deref().map_err(String::as_str)
    }

    /// The base URL of the identity service.
    pub(crate) fn identity_endpoint(&self) -> Result<String, Error> {
        let config = self.config();
        let url = match (regions::set_identity(config), self.service().identity, config.region()) {
            (Some(url), _, _) => url,
            (None, Some(identity), Some(region)) => identity.endpoint(region, config),
            (None, _, _) => Err("is not known: set it, or a `region`".to_owned()),
        };
        url.map_err(|message| Error::config(vec![Violation::new("iam_endpoint", message)]))
    }

    /// The project that calls are made in, if it is known already.
    pub(crate) fn project_id(&self) -> Option<&str> {
        self.set_project().or_else(|| self.config().found_project().get())
    }

    pub(crate) fn set_project(&self) -> Option<&str> {
        let own = self.options.as_deref().and_then(|options| options.project_id.as_deref());
        own.or_else(|| self.config().project_id())
    }

    /// The headers that are sent with every call, those that win last.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &(String, Secret)> {
        self.config().headers().iter().chain(self.options.iter().flat_map(|options| &options.headers))
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.inner.budget
    }

    pub(crate) fn limits(&self) -> CallLimits<'_> {
        let shared = self.shared_limits();
        let Some(own) = self.options.as_deref() else { return shared };
        CallLimits {
            timeout: own.timeout.unwrap_or(shared.timeout),
            attempt_timeout: own.attempt_timeout.unwrap_or(shared.attempt_timeout),
            retry: own.retry.as_ref().unwrap_or(shared.retry),
        }
    }

    /// What a call may cost that is made for all who share the configuration: not what one clone of a client was told.
    pub(crate) fn shared_limits(&self) -> CallLimits<'_> {
        let config = self.config();
        CallLimits { timeout: config.timeout(), attempt_timeout: config.attempt_timeout(), retry: config.retry() }
    }

    /// The SDK's own user agent with the application's behind it.
    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.inner.user_agent
    }
}

fn user_agent(config: &Config, service: &Service) -> HeaderValue {
    let own = HeaderValue::from_str(service.user_agent).unwrap_or(HeaderValue::from_static("apig-runtime"));
    match config.user_agent() {
        // The configuration has refused what no header can carry.
        Some(application) => HeaderValue::from_str(&format!("{} {application}", service.user_agent)).unwrap_or(own),
        None => own,
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.service().name)
            .field("endpoint", &self.inner.endpoint)
            .field("config", self.config())
            .field("options", &self.options)
            .finish()
    }
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        let options = |client: &Self| client.options.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.inner, &other.inner) && options(self) == options(other)
    }
}
