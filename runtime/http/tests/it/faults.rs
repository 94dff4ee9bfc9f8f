//! Tests what goes wrong on the way: each fault with its outcome, and how often the server has seen the request.
//!
//! Knows one GET and one POST, and what every failure has in common.

mod breaking;
mod broken;
mod connecting;
mod endless;
mod many;
mod reconnecting;
mod redirects;
mod reuse;
mod slow;
mod storm;
mod streams;
mod wire;

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use oaswright_runtime::{ConfigBuilder, Error, ErrorKind};
use std::time::{Duration, Instant};
use wire::{Faulty, Step};

/// Longer than anything takes on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);

/// A call that may be carried out twice, and one that must not.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    Get,
    Post,
}

const METHODS: [Method; 2] = [Method::Get, Method::Post];

impl Method {
    async fn call(self, client: &Client) -> Result<(), Error> {
        match self {
            Self::Get => client.list_quotas().send().await.map(drop),
            Self::Post => post(client, "demo").await,
        }
    }

    /// A good answer's body.
    fn body(self) -> &'static str {
        match self {
            Self::Get => "[]",
            Self::Post => "{}",
        }
    }

    /// How often a failure of this kind is sent: three times if nothing forbids it.
    fn attempts(self, kind: ErrorKind) -> u32 {
        match (self, kind) {
            (Self::Get, ErrorKind::Transport | ErrorKind::Timeout) => 3,
            _ => 1,
        }
    }
}

/// Makes a thing with this name.
async fn post(client: &Client, name: &str) -> Result<(), Error> {
    client.create_quota("i1").name(name).send().await.map(drop)
}

fn client(builder: ConfigBuilder) -> Client {
    Client::new(builder.build().unwrap())
}

/// How a call fails, and what of the answer is kept.
#[derive(Debug, PartialEq)]
struct Failure<'a> {
    kind: ErrorKind,
    status: Option<u16>,
    body: Option<&'a [u8]>,
}

impl<'a> Failure<'a> {
    fn of(error: &'a Error) -> Self {
        let status = error.status().map(|status| status.as_u16());
        Self { kind: error.kind(), status, body: error.body() }
    }
}

/// No answer: the connection broke, or what came is no HTTP.
const NO_ANSWER: Failure<'static> = Failure { kind: ErrorKind::Transport, status: None, body: None };

/// A part of an answer.
fn part(kind: ErrorKind, status: u16, body: &[u8]) -> Failure<'_> {
    Failure { kind, status: Some(status), body: Some(body) }
}

/// Makes a GET and a POST to a server that does this to every request: both must fail like this, and be sent as
/// often as they may.
fn fails(what: &str, steps: &[Step], failure: &Failure<'_>) {
    fails_with(what, steps, failure, |builder| builder);
}

fn fails_with(what: &str, steps: &[Step], failure: &Failure<'_>, adapt: fn(ConfigBuilder) -> ConfigBuilder) {
    for method in METHODS {
        let steps = steps.to_vec();
        let server = Faulty::start(move |_, _| steps.clone());
        let client = client(adapt(builder(server.url())));
        let error = run(method.call(&client)).unwrap_err();
        assert_eq!(Failure::of(&error), *failure, "{what}, {method:?}: {error}");
        assert!(!error.is_connect(), "{what}, {method:?}: the server has seen it");
        assert_presentable(&error);
        let attempts = method.attempts(failure.kind);
        assert_eq!((error.attempts(), server.requests().len()), (attempts, attempts as usize), "{what}, {method:?}");
    }
}

/// Makes a GET and a POST to a server that does this to every request: both must succeed and be sent once.
fn succeeds(what: &str, steps: fn(Method) -> Vec<Step>) {
    for method in METHODS {
        let server = Faulty::start(move |_, _| steps(method));
        let result = run(method.call(&client(builder(server.url()))));
        assert!(result.is_ok(), "{what}, {method:?}: {result:?}");
        assert_eq!(server.requests().len(), 1, "{what}, {method:?}");
    }
}

/// One short line without secrets.
fn assert_presentable(error: &Error) {
    let shown = error.to_string();
    assert!(!shown.contains('\n') && shown.len() < 1000, "{shown}");
    assert!(!format!("{shown} {error:?}").contains(TOKEN), "{shown}");
}

/// Waits, and lets other tasks run, until this is so.
async fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Runs a future as an application with many threads would.
fn run_on_threads<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(future)
}

/// How many files may be open, connections included; more than some systems begin with.
fn open_files() -> usize {
    const ENOUGH: u64 = 8000;
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        if current.is_some_and(|current| current < ENOUGH) {
            let current = Some(maximum.unwrap_or(ENOUGH).min(ENOUGH));
            let _ = setrlimit(Resource::Nofile, Rlimit { current, maximum });
        }
        getrlimit(Resource::Nofile).current.unwrap_or(ENOUGH).min(ENOUGH) as usize
    }
    #[cfg(not(unix))]
    {
        ENOUGH as usize
    }
}
