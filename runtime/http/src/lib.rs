//! What a generated crate needs beside its own code: configuration, transport, retries, paging, checks and errors.
//!
//! Generated code describes operations; this crate carries them out. It knows HTTP and JSON, and nothing of any service
//! or provider: no path, field or error code of one stands here.
//!
//! A module uses those of lower floors only; a test holds the modules to this table.
//!
//! | floor | module | knows | must not know |
//! |---|---|---|---|
//! | 1 | `lock`, `timer` | the locks of std, Tokio's timer | what is locked or waited for |
//! | 1 | `secret` | how to keep text out of `Debug` and out of memory | what it is for |
//! | 1 | `endpoint` | which base URLs are safe to send a token to | whose they are |
//! | 1 | `http_date` | times in headers | what happened then |
//! | 1 | `validate` | the checks made before anything is sent, and their words | where values come from |
//! | 2 | `outcome` | what a call comes to: a response, or the one error type | how it was carried out |
//! | 2 | `server` | the servers that a document names, and which is wanted | who calls |
//! | 2 | `upload` | bodies that are sent as they are, and how parts are framed | requests |
//! | 3 | `service` | what generated code says of a service | how it is called |
//! | 3 | `value` | values that JSON cannot say plainly: times, Base64, `null` | where they stand |
//! | 3 | `transport` | how a request gets over the wire; alone, an HTTP client | what a response means |
//! | 3 | `retry` | which failures are tried again, and when | how to send or sleep |
//! | 4 | `fields` | how generated types are written and read as JSON | which types there are |
//! | 4 | `hooks` | who looks on, and what they are shown | how a call is carried out |
//! | 4 | `authentication` | how requests are authenticated, and what a refusal leads to | how attempts are made |
//! | 4 | `testing` | a transport for tests of code that uses the SDK | sockets |
//! | 5 | `config` | what a caller may set, and what is wrong with it | how a call is carried out |
//! | 6 | `call` | the one way from an operation, or a request by hand, to its response | any service |
//! | 7 | `blocking` | the same without async | what a call does |
//! | 7 | `missing_feature` | what the compiler says where a feature is missing | what the feature does |
//! | 7 | `support` | what packages on top of this one share with it | what they are |
//! | 8 | `stream` | answers that come piece by piece | how a call is made |
//! | 8 | `list` | what takes several calls: a list page by page, a state that comes about | how one is made |
//!
//! # Features
//!
//! - `reqwest` (default): the HTTP client. Without it, [`ConfigBuilder::transport`] must be given one.
//! - `http2`: HTTP/2 with servers that offer it. It adds a twelfth to the time of a first build.
//! - `test-util`: `testing`, a transport for tests that gives scripted answers.
//! - `tracing`: spans of calls and attempts, with status, request id and duration.
//! - `blocking`: calls that wait on the thread they are made on, for programs without an async runtime.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod authentication;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod config;
mod endpoint;
#[doc(hidden)]
pub mod fields;
mod hooks;
mod http_date;
mod list;
mod lock;
mod missing_feature;
mod outcome;
mod retry;
mod secret;
mod server;
mod service;
mod stream;
#[doc(hidden)]
pub mod support;
#[cfg(feature = "test-util")]
pub mod testing;
mod timer;
pub mod transport;
mod upload;
mod validate;
mod value;

pub use authentication::client_credentials::ClientCredentials;
pub use authentication::credentials::Credentials;
pub use authentication::{
    Answering, Authenticate, AuthenticatedCall, Authenticating, Errand, Judgement, Readying, SendErrand,
};
#[cfg(feature = "blocking")]
pub use blocking::{Blocking, block_on, send_blocking};
pub use call::client::{Client, ClientParts};
pub use call::operation::{Authentication, Operation, Sending, send, send_with_response};
pub use call::options::CallOptions;
pub use call::parameter::{Finding, Known, PathParameter};
pub use call::raw::RawRequest;
pub use call::request::{Request, Style};
pub use config::{Config, ConfigBuilder};
pub use hooks::{FinishedCall, Hook, PreparedRequest, ReceivedAnswer, SentRequest};
pub use list::paginate::{Follow, Items, Page, Pages, Paginate, Place};
pub use list::waiter::{State, Waiter};
pub use missing_feature::FeatureBlocking;
pub use outcome::call::Call;
pub use outcome::dialect::Dialect;
pub use outcome::error::{Error, ErrorKind};
pub use outcome::redirect::Redirect;
pub use outcome::response::Response;
pub use retry::{Attempt, Retry, Verdict};
pub use secret::Secret;
pub use server::{Server, ServerVariable};
pub use service::{Scheme, Security, Service};
pub use stream::download::Download;
pub use stream::events::{Event, Events};
pub use stream::records::Records;
pub use upload::{Body, Multipart, Part};
pub use validate::{Validate, Validator, Violation};
pub use value::base64::Base64;
pub use value::collections::{list, map};
pub use value::date::Date;
pub use value::date_time::DateTime;
pub use value::decimal::Decimal;
pub use value::nullable::Nullable;

pub use http::Method;
pub use serde_json::{Map, Value};
pub use {bytes, http, serde_json, time};
// What the macros of `fields` expand to.
#[doc(hidden)]
pub use serde;

#[cfg(feature = "reqwest")]
pub use reqwest;
