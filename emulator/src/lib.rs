//! An API Gateway, a ROMA Connect and an IAM in memory, to test against. It behaves as the documents say, and is driven
//! by the same spec that the SDK is made of: what is not in `spec/` is not here.
//!
//! ```
//! use apig_emulator::{Emulator, PASSWORD};
//! use apig_sdk::{Config, Credentials, apig, apig::types::TimeUnit};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::start().await?;
//! let config = Config::builder().endpoint(emulator.url()).iam_endpoint(emulator.url()).region("eu-de");
//! let config = config.credentials(Credentials::password("emulator", "emulator", PASSWORD)).build()?;
//! let gateway = apig::Client::new(config).gateway(emulator.instance_id());
//! let quota = gateway.create_app_quota().name("demo").call_limits(1000);
//! let quota = quota.time_unit(TimeUnit::Day).time_interval(1).await?;
//! assert_eq!(quota.name.as_deref(), Some("demo"));
//! # Ok(())
//! # }
//! ```
//!
//! All services answer at one address. There are a user with an access key, a project for every region, one gateway and
//! two apps, each as in the documents' examples; [`Builder`] has more. Whatever can go wrong goes wrong on demand: see
//! [`Fault`].
//!
//! A module uses those of lower floors only; a test holds the modules to this table.
//!
//! | floor | module | knows | must not know |
//! |---|---|---|---|
//! | 1 | `lock` | that a panic does not spoil what a mutex guards | what that is |
//! | 1 | `defaults` | names and ids that there are by default | what they are for |
//! | 1 | `times` | the clock, and the shapes of times in the documents | requests |
//! | 1 | `answer` | statuses, and codes and texts of errors | what leads to them |
//! | 2 | `guard` | which hosts and pages are answered at all | what is asked |
//! | 2 | `spec` | what the documents say of requests and values | what operations do |
//! | 3 | `state` | what requests share: gateways, identities, faults, ids | requests |
//! | 4 | `outcome` | an answer and how it is delivered | how it came about |
//! | 4 | `authentication` | who calls, by token or signature | what the caller wants |
//! | 4 | `operations` | what the operations do | how callers prove who they are |
//! | 4 | `admin` | what is below `/_emulator`, and the page for browsers | secrets |
//! | 5 | `published` | how calls of published APIs are judged and answered | how APIs are configured |
//! | 5 | `anybody` | what a document of anybody says of a request | how requests are read |
//! | 6 | `dispatch` | the order in which a request is judged | sockets |
//! | 6 | `log` | lines about requests, for people and for programs | secrets |
//! | 7 | `server` | connections and bytes | what is asked and answered |
//! | 8 | `emulator` | what a caller holds | how it is set up |
//! | 9 | `builder` | what a caller sets, and its defaults | requests |
//!
//! A document of anybody is served as well: `Emulator::builder().spec("petstore.yaml")`, or `apig-emulator --spec petstore.yaml`.
//! Then there is nothing of this cloud. Requests are judged by what the document says of parameters, bodies and media types, and
//! answered with what it says of answers, by its examples or by values that its schemas allow. Of the security schemes that an operation
//! names, those of one alternative must be in the request, whatever they hold: nothing is verified. Paths are those of the document, as
//! they stand and behind the path of a server's URL. What is wrong is answered with the documented error that fits (400, 422, 401,
//! `4XX`, `default`), else with `application/problem+json`; the header `X-Emulator-Reason` says what it is.
//!
//! It guards nothing: its users, keys and tokens are no secrets. It listens on this machine only, unless told otherwise by
//! [`Builder::address`]; then, it is called by its address, or by a name that [`Builder::allow_host`] knows. Pages of other
//! sites and hosts of other names get no answer, since a browser carries their requests here.

mod admin;
mod answer;
mod anybody;
mod authentication;
mod builder;
mod defaults;
mod dispatch;
mod emulator;
mod guard;
mod lock;
mod log;
mod operations;
mod outcome;
mod published;
mod server;
mod spec;
mod state;
mod times;

pub use answer::ended_token::{EndedToken, UnknownCode};
pub use builder::Builder;
pub use defaults::{ACCESS_KEY, DOMAIN, PASSWORD, PROJECT, SECRET_KEY, USER};
pub use emulator::{Emulator, StartError};
pub use operations::federation::{ID_TOKEN, IDENTITY_PROVIDER};
pub use state::faults::{Fault, FaultError};
