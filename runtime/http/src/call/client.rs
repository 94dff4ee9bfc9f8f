//! Is a client of one service. Knows where configuration and service meet: endpoint, user agent, limits. Must not know
//! how a call is carried out (`attempts`) or how bytes travel (`transport`).

use crate::authentication::Authenticate;
use crate::call::attempts::{self, By, CallLimits, Job};
use crate::call::operation::Terms;
use crate::call::parameter::PathParameter;
use crate::call::repeated::Repeated;
use crate::outcome::error::Error;
use crate::retry::Budget;
use crate::server;
use crate::timer::Deadline;
use crate::validate::Violation;
use crate::{Authentication, Call, CallOptions, Config, Response, Secret, Security, Service};
use bytes::Bytes;
use http::HeaderValue;
use std::borrow::Cow;
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
    endpoint: Result<String, Violation>,
    authenticate: Option<Arc<dyn Authenticate>>,
    parameter: Option<Arc<dyn PathParameter>>,
    user_agent: HeaderValue,
    budget: Budget,
}

/// What a client is made of, where another package knows more of it than a configuration says.
pub struct ClientParts {
    /// How to reach the service.
    pub config: Config,

    /// The service.
    pub service: &'static Service,

    /// Its base URL, without a slash at its end, or why there is none.
    pub endpoint: Result<String, Violation>,

    /// How calls are authenticated.
    pub authenticate: Option<Arc<dyn Authenticate>>,

    /// What fills the parameter of URLs that is the client's own.
    pub parameter: Option<Arc<dyn PathParameter>>,
}

impl ClientParts {
    /// Makes the client.
    pub fn assemble(self) -> Client {
        let Self { config, service, endpoint, authenticate, parameter } = self;
        let user_agent = user_agent(&config, service);
        let budget = Budget::new(config.retry_budget());
        let inner = Inner { config, service, endpoint, authenticate, parameter, user_agent, budget };
        Client { inner: Arc::new(inner), options: None }
    }
}

impl Client {
    /// Makes a client; generated service clients wrap it.
    pub fn new(config: Config, service: &'static Service) -> Self {
        let endpoint = match config.endpoint() {
            Some(url) => Ok(url.to_owned()),
            None => server::choose(service.servers, config.servers(), config.allows_http()),
        };
        let authenticate =
            config.credentials().map(|credentials| Arc::new(credentials.clone()) as Arc<dyn Authenticate>);
        ClientParts { config, service, endpoint, authenticate, parameter: None }.assemble()
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
        by: (Authentication, Option<Security>),
        terms: Terms,
        deadline: Deadline,
    ) -> Result<Response, Error> {
        let (authentication, security) = by;
        let is_idempotent = request.method().is_idempotent();
        let again = Repeated::of(self, &request, call, by, terms);
        let job = Job { call, request, terms, is_idempotent, limits: self.limits(), deadline, again };
        attempts::run(self, &job, By::Client(authentication, security.unwrap_or(self.service().security))).await
    }

    /// A clone with options of its own, in place of those that this one has. It shares connections, credentials and the
    /// retry budget.
    #[must_use]
    pub fn with_options(&self, options: impl Into<CallOptions>) -> Self {
        Self { inner: Arc::clone(&self.inner), options: Some(Arc::new(options.into())) }
    }

    /// A clone with another value of the parameter of URLs that is the client's own, with the options that this one has.
    #[must_use]
    pub fn with_path_parameter(&self, value: impl Into<String>) -> Self {
        let options = self.options.as_deref().cloned().unwrap_or_default();
        self.with_options(options.path_parameter(value))
    }

    /// The base URL of the service: that of the configuration, else that of the API's server.
    ///
    /// # Errors
    ///
    /// There is none, or none that calls can be sent to.
    pub fn endpoint(&self) -> Result<&str, Error> {
        self.base().map_err(|violation| Error::config(vec![violation.clone()]))
    }

    pub(crate) fn base(&self) -> Result<&str, &Violation> {
        self.inner.endpoint.as_deref()
    }

    /// The base URL of calls that may have a server of their own.
    pub(crate) fn base_of(&self, server: Option<&str>) -> Result<Cow<'_, str>, Violation> {
        let base = self.base().map_err(Clone::clone);
        let Some(server) = server else { return base.map(Cow::from) };
        let config = self.config();
        match base {
            Err(_) if !server.starts_with('/') => server::own("", server, false, config.allows_http()),
            base => server::own(base?, server, config.endpoint().is_some(), config.allows_http()),
        }
    }

    pub(crate) fn authenticate(&self) -> Option<&dyn Authenticate> {
        self.inner.authenticate.as_deref()
    }

    pub(crate) fn parameter(&self) -> Option<&dyn PathParameter> {
        self.inner.parameter.as_deref()
    }

    /// What the options say of the client's own parameter.
    pub(crate) fn path_parameter(&self) -> Option<&str> {
        self.options.as_deref()?.path_parameter.as_deref()
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

impl Service {
    /// A client of it.
    pub fn client(&'static self, config: Config) -> Client {
        Client::new(config, self)
    }
}

fn user_agent(config: &Config, service: &Service) -> HeaderValue {
    let own = HeaderValue::from_str(service.user_agent).unwrap_or(HeaderValue::from_static("oaswright-runtime"));
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
