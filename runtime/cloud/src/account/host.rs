//! Sends the requests of credentials through a client: safe to repeat, and never shown. Knows both sides. Must not know
//! what is in them.

use super::Account;
use super::authentication::Attempting;
use crate::credentials::{CredentialClient, ResponseFuture};
use crate::{Errand, Error, Identity, SendErrand};
use bytes::Bytes;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A client, as credentials need it.
#[derive(Clone, Copy)]
pub(super) struct Host<'a> {
    pub account: &'a Account,
    pub sender: &'a dyn SendErrand,
    /// The project of the client's options.
    pub option: Option<&'a str>,
}

impl CredentialClient for Host<'_> {
    fn region(&self) -> Option<&str> {
        self.account.config.region()
    }

    fn project_id(&self) -> Option<&str> {
        self.account.set_project(self.option)
    }

    fn identity_endpoint(&self) -> Result<String, Error> {
        self.account.identity_endpoint()
    }

    fn now(&self) -> SystemTime {
        self.account.config.clock().now()
    }

    fn simulated(&self) -> Option<usize> {
        self.account.config.simulated()
    }

    fn send<'a>(&'a self, name: &'static str, request: http::Request<Bytes>) -> ResponseFuture<'a> {
        self.sender.send(Errand::new(name, request).secret())
    }

    fn send_once<'a>(
        &'a self,
        name: &'static str,
        time: Duration,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        self.sender.send(Errand::new(name, request).secret().once_within(time))
    }

    fn send_as<'a>(
        &'a self,
        name: &'static str,
        identity: &'a Identity,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        let attempting = Attempting::of_login(*self, Arc::new(identity.clone()), request.uri());
        self.sender.send(Errand::new(name, request).secret().authenticating(Box::new(attempting)))
    }
}
