//! The hand-written half of the SDK: configuration, credentials, transport, checks and errors.
//!
//! Generated code describes operations; this crate carries them out. It knows HTTP and JSON, and nothing of
//! any service: no path, field or error code of one stands here, except the few codes that the error
//! predicates name.
//!
//! | module | knows |
//! |---|---|
//! | `config`, `endpoint` | what a caller may set, and what is wrong with it |
//! | `credentials` | where secrets come from, and how long they are kept |
//! | `environment` | variables, the home directory, small files |
//! | `operation`, `raw` | the one way from an operation value, or a request by hand, to its answer |
//! | `attempts`, `exchange`, `authentication`, `retry`, `timer` | a call as a series of attempts, and what a failure leads to |
//! | `hooks`, `observe` | who looks on, and what they are shown |
//! | `regions`, `project` | where a service answers, and the id of the region's project |
//! | `request`, `response` | HTTP messages as operations see them |
//! | `standing`, `pause`, `remembered` | what keeps many calls from failing many times for one reason |
//! | `signing` | how an access key signs a request, and what a server says of it |
//! | `testing` | a transport for tests of code that uses the SDK |
//! | `validate` | the checks made before anything is sent |
//! | `error` | the one error type, and the shapes of API error bodies |
//! | `transport` | how a request gets over the wire: the only module that knows an HTTP client |
//! | `paginate`, `waiter` | what takes several calls: a list page by page, a state that comes about |
//! | `blocking` | the same without async |
//! | `date_time`, `base64`, `nullable` | values that JSON cannot say plainly |
//! | `absent` | what the compiler says where a feature is missing |
//! | `collect` | lists and maps from whatever a caller has |
//!
//! # Features
//!
//! - `reqwest` (default): the HTTP client. Without it, [`ConfigBuilder::transport`] must be given one.
//! - `http2`: HTTP/2 with servers that offer it. It adds a twelfth to the time of a first build.
//! - `test-util`: `testing`, a transport for tests that gives scripted answers.
//! - `profiles` (default): credentials from files: `~/.huaweicloud/credentials` and `clouds.yaml`.
//! - `tracing`: spans of calls and attempts, with status, request id and duration.
//! - `blocking`: calls that wait on the thread they are made on, for programs without an async runtime.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod absent;
mod attempts;
mod authentication;
mod base64;
#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod collect;
mod config;
mod credentials;
mod date_time;
mod endpoint;
mod environment;
mod error;
mod exchange;
mod hooks;
mod host;
mod identity;
mod lock;
mod nullable;
mod observe;
mod operation;
mod options;
mod paginate;
mod pause;
mod project;
mod raw;
mod regions;
mod remembered;
mod request;
mod response;
mod retry;
mod secret;
mod service;
pub mod signing;
mod standing;
#[cfg(feature = "test-util")]
pub mod testing;
mod timer;
pub mod transport;
mod validate;
mod waiter;

pub use absent::FeatureBlocking;
pub use base64::Base64;
#[cfg(feature = "blocking")]
pub use blocking::{Blocking, block_on, send_blocking};
pub use client::Client;
pub use collect::{list, map};
pub use config::{Config, ConfigBuilder};
pub use credentials::{
    Agency, Credentials, FederatedLogin, IdToken, IdentityContext, InstanceMetadata, OidcAgency, PasswordLogin,
    PodIdentity, ProvideCredentials, Providing, TemporaryKey,
};
pub use date_time::DateTime;
pub use error::{Error, ErrorKind};
pub use hooks::{FinishedCall, Hook, PreparedRequest, ReceivedAnswer, SentRequest};
pub use identity::{AccessKey, Identity, Token};
pub use nullable::Nullable;
pub use operation::{Authentication, Call, Operation, Sending, send, send_with_response};
pub use options::CallOptions;
pub use paginate::{Items, Page, Pages, Paginate};
pub use raw::RawRequest;
pub use regions::{Region, Regions};
pub use request::Request;
pub use response::Response;
pub use retry::{Attempt, Retry, Verdict};
pub use secret::Secret;
pub use service::{Service, TokenHeader};
pub use validate::{Validate, Validator, Violation};
pub use waiter::Waiter;

pub use http::Method;
pub use serde_json::{Map, Value};
pub use {bytes, http, serde_json, time};

#[cfg(feature = "reqwest")]
pub use reqwest;
