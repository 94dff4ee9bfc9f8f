//! What this cloud adds to what every generated crate needs: signatures, credentials of its identity service (IAM), projects,
//! profiles, the metadata of servers, regions.
//!
//! All of `oaswright_runtime` is here, too; what has the same name here knows the cloud. No path, field or error code of a
//! service stands here, except of the identity service, and the few codes whose status misleads.
//!
//! A module uses those of lower floors only; a test holds the modules to this table.
//!
//! | floor | module | knows | must not know |
//! |---|---|---|---|
//! | 1 | `environment` | variables, the home directory, small files | names of variables and files |
//! | 1 | `timestamp` | times in signatures and messages | what happened then |
//! | 1 | `clock` | how far the server's clock is from ours | who is told the time |
//! | 1 | `identity` | what proves who calls: a token, or a key that signs | where it comes from |
//! | 1 | `options` | what the calls of one clone of a client may do differently | what comes of it |
//! | 2 | `signing` | how an access key signs a request | where keys come from |
//! | 3 | `dialect` | codes whose status misleads, and what servers repeat of a signature | calls |
//! | 4 | `gate` | what keeps many calls from failing many times for one reason | servers, clocks |
//! | 5 | `credentials` | where secrets come from, and how long they are kept | services |
//! | 5 | `found_project` | how a project that was found is kept | how it is looked up |
//! | 6 | `config` | what a caller may set, and what is wrong with it | how a call is carried out |
//! | 7 | `regions` | where a service answers, region by region | how it is called |
//! | 8 | `account` | what a client does for all its calls: it authenticates them, and finds their project | services |
//! | 9 | `service` | what generated code says of a service | how it is called |
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

mod account;
mod clock;
mod config;
mod credentials;
mod dialect;
mod environment;
mod found_project;
mod gate;
mod identity;
mod options;
mod regions;
mod service;
pub mod signing;
mod timestamp;

pub use config::{Config, ConfigBuilder};
pub use credentials::{
    Agency, Credentials, FederatedLogin, IdToken, IdentityContext, InstanceMetadata, OidcAgency, PasswordLogin,
    PodIdentity, ProvideCredentials, Providing, TemporaryKey,
};
pub use identity::{AccessKey, Identity, Token};
pub use oaswright_runtime::*;
pub use options::CallOptions;
pub use regions::{Region, Regions};
pub use service::Service;
