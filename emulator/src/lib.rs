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
//! let quota = apig::Client::new(config).create_app_quota(emulator.instance_id()).name("demo").call_limits(1000);
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
//! | module | knows |
//! |---|---|
//! | `emulator`, `builder` | what a caller holds and sets |
//! | `server`, `crowd`, `payload`, `log`, `record` | connections, bytes, lines |
//! | `guard` | which hosts and pages are answered at all |
//! | `world` | the way of a request |
//! | `admin`, `page` | what is below `/_emulator`, and what browsers are shown |
//! | `spec`, `routes`, `input`, `check`, `escape`, `example`, `sample` | what the documents say of requests, and of answers |
//! | `authentication`, `identities`, `iam`, `federation` | who calls |
//! | `quotas`, `gateways`, `room` | what the operations do, and what is remembered |
//! | `answer`, `ended`, `times`, `ids` | errors, times and ids as the documents have them |
//! | `faults` | what goes wrong on demand |
//!
//! It guards nothing: its users, keys and tokens are no secrets. It listens on this machine only, unless told otherwise by
//! [`Builder::address`]; then, it is called by its address, or by a name that [`Builder::allow_host`] knows. Pages of other
//! sites and hosts of other names get no answer, since a browser carries their requests here.

mod admin;
mod answer;
mod authentication;
mod builder;
mod check;
mod crowd;
mod emulator;
mod ended;
mod escape;
mod example;
mod faults;
mod federation;
mod gateways;
mod guard;
mod iam;
mod identities;
mod ids;
mod input;
mod log;
mod page;
mod payload;
mod quotas;
mod record;
mod room;
mod routes;
mod sample;
mod server;
mod spec;
mod times;
mod world;

pub use builder::{ACCESS_KEY, Builder, DOMAIN, PASSWORD, PROJECT, SECRET_KEY, USER};
pub use emulator::{Emulator, StartError};
pub use ended::{EndedToken, UnknownCode};
pub use faults::{Fault, FaultError};
pub use federation::{ID_TOKEN, IDENTITY_PROVIDER};
