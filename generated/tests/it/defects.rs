//! What the vendor's own SDKs were measured to get wrong, one test for each, named after what is right here.
//!
//! `traps` has what the service makes easy to get wrong, `measured` what was seen going wrong, `complaints` what users
//! have reported. Each test says what the other SDKs do. The cases behind them are tested where they belong, too.

mod complaints;
mod measured;
mod traps;

use crate::server::{Answer, Recorded, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::apig::types::{AppQuotaCreate, TimeUnit};
use apig_sdk::{Config, ConfigBuilder, Credentials, Error, Retry, apig};
use std::time::Duration;

const KEY_ID: &str = "QTWAOYTTINDUT2QVKYUC";
const KEY_SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

fn key() -> Credentials {
    Credentials::access_key(KEY_ID, KEY_SECRET)
}

/// Tries again without delay, more often than usual.
fn eager() -> Retry {
    Retry::standard().max_attempts(5).base_delay(Duration::ZERO)
}

/// What came of a call, and what came to the server.
struct Called {
    result: Result<(), Error>,
    requests: Vec<Recorded>,
}

impl Called {
    fn error(self) -> Error {
        self.result.unwrap_err()
    }
}

/// Makes one call to a server that gives these answers.
fn call<T, O>(
    answers: Vec<Answer>,
    configure: impl FnOnce(ConfigBuilder) -> ConfigBuilder,
    operation: impl FnOnce(apig::Client) -> O,
) -> Called
where
    O: IntoFuture<Output = Result<T, Error>>,
{
    let server = Server::start(answers);
    let config: Config = configure(builder(server.url()).iam_endpoint(server.url()).retry(eager())).build().unwrap();
    let result = run(operation(apig::Client::new(config)).into_future()).map(drop);
    Called { result, requests: server.requests() }
}

/// Shows a quota.
fn show(answers: Vec<Answer>) -> Called {
    call(answers, |config| config, |client| client.gateway(INSTANCE).show_app_quota(QUOTA))
}

/// Binds an app, which is a POST.
fn bind(answers: Vec<Answer>) -> Called {
    call(answers, |config| config, |client| client.gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP]))
}

fn demo() -> AppQuotaCreate {
    AppQuotaCreate::default().name("demo").call_limits(7).time_unit(TimeUnit::Day).time_interval(1)
}

fn ok() -> Answer {
    Answer::json(200, "{}")
}

/// A refusal with the id that support asks for.
fn refused(status: u16, body: &str) -> Answer {
    Answer::new(status, &[("X-Request-Id", "f7b5")], body)
}
