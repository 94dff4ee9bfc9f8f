//! A client of one service.
//!
//! Knows where the configuration and the service meet: the user agent, the credentials' header, the limits.
//! Does not know how bytes travel (`transport`).

use crate::error::Error;
use crate::transport::{Limits, TransportError};
use crate::{Authentication, Call, Config, Response, Service};
use bytes::Bytes;
use std::fmt;
use std::sync::Arc;

/// A client of one service. Cheap to clone; two clients are equal when one is a clone of the other.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    service: &'static Service,
}

impl Client {
    /// Makes a client; generated service clients wrap it.
    pub fn new(config: Config, service: &'static Service) -> Self {
        Self { inner: Arc::new(Inner { config, service }) }
    }

    /// The configuration that the client was made with.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The service that the client speaks to.
    pub fn service(&self) -> &'static Service {
        self.inner.service
    }

    /// Adds credentials, sends, and sorts answers from errors.
    pub(crate) async fn execute(
        &self,
        request: Result<http::Request<Bytes>, Error>,
        authentication: Authentication,
        call: &Call,
    ) -> Result<Response, Error> {
        let exchange = async {
            let mut request = request?;
            match authentication {
                Authentication::Required => self.authenticate(&mut request)?,
                Authentication::Optional if self.config().credentials().is_some() => self.authenticate(&mut request)?,
                Authentication::Optional | Authentication::None => {}
            }
            self.exchange(request).await
        };
        let response = exchange.await.map_err(|error| error.during(call.clone()))?;
        if response.status().is_success() { Ok(response) } else { Err(Error::api(response).during(call.clone())) }
    }

    fn authenticate(&self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        let Some(credentials) = self.config().credentials() else {
            return Err(Error::credentials(
                "the operation needs credentials: give some to `Config::builder().credentials(..)`",
            ));
        };
        let Some(header) = &self.service().token else {
            return Err(Error::credentials(format!("the service {} takes no token", self.service().name)));
        };
        credentials.apply(header, request)
    }

    async fn exchange(&self, mut request: http::Request<Bytes>) -> Result<Response, Error> {
        let config = self.config();
        let limits = Limits { timeout: config.timeout(), max_body_size: config.max_body_size() };
        request.extensions_mut().insert(limits);
        let mut response = config.transport().send(request).await?;
        // The default transport stops reading at the limit; another one may not know of it.
        if response.body().len() > limits.max_body_size {
            response.body_mut().truncate(limits.max_body_size);
            return Err(TransportError::too_large(limits.max_body_size).answered(response).into());
        }
        Ok(Response::from(response))
    }

    /// The SDK's own user agent with the application's behind it.
    pub(crate) fn user_agent(&self) -> String {
        let own = self.service().user_agent;
        match self.config().user_agent() {
            Some(application) => format!("{own} {application}"),
            None => own.to_owned(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("service", &self.service().name).field("config", self.config()).finish()
    }
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}
