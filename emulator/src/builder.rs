//! Collects how an emulator is set up: address, identities, gateways, faults. Knows every option and its default. Must
//! not know requests.

mod callers;
mod start;

use crate::answer::ended_token::EndedToken;
use crate::defaults::{ACCESS_KEY, SECRET_KEY};
use crate::guard::Hosts;
use crate::log::{Sink, Sinks};
use crate::state::faults::Fault;
use crate::state::identities::{Project, User};
use crate::times::Clock;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

/// Sets up an emulator.
#[derive(Debug)]
#[must_use]
pub struct Builder {
    address: IpAddr,
    port: u16,
    connections: usize,
    hosts: Hosts,
    spec: Option<PathBuf>,
    spec_root: Option<PathBuf>,
    overlays: Vec<PathBuf>,
    is_guarded: bool,
    /// How many failures lock, and for how long.
    key_lock: (u32, Duration),
    user_lock: (u32, Duration),
    ended: EndedToken,
    all_are_ended: bool,
    users: Vec<User>,
    keys: Vec<(String, String)>,
    projects: Vec<Project>,
    instances: Vec<String>,
    apps: Vec<(String, String)>,
    faults: Vec<Fault>,
    seed: u64,
    clock: Clock,
    token_life: Duration,
    starting: Duration,
    seed_state: Option<PathBuf>,
    sinks: Sinks,
}

impl Builder {
    fn new() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            connections: 1_024,
            hosts: Hosts::default(),
            spec: None,
            spec_root: None,
            overlays: Vec::new(),
            is_guarded: true,
            // "More than five consecutive times": the vendor's page on errors of IAM authentication.
            key_lock: (6, Duration::from_secs(5 * 60)),
            // The vendor's page "Why Is My Account Locked?", and the default of its login settings.
            user_lock: (5, Duration::from_secs(15 * 60)),
            ended: EndedToken::default(),
            all_are_ended: false,
            users: Vec::new(),
            keys: vec![(ACCESS_KEY.to_owned(), SECRET_KEY.to_owned())],
            projects: Vec::new(),
            instances: Vec::new(),
            apps: Vec::new(),
            faults: Vec::new(),
            seed: 0,
            clock: Clock::default(),
            token_life: Duration::from_secs(24 * 3600),
            starting: Duration::from_secs(3),
            seed_state: None,
            sinks: Sinks::default(),
        }
    }

    /// The address to listen on; by default 127.0.0.1, which only this machine reaches.
    pub fn address(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// The port to listen on; by default 0, which is any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// So many connections at once; by default 1,024. For one more, the one that is silent longest is closed.
    pub fn connections(mut self, most: usize) -> Self {
        self.connections = most.max(1);
        self
    }

    /// A name that the emulator goes by, beside `localhost` and every address; other names are refused, since whoever
    /// owns a name could let it point here and have a browser read the answers.
    pub fn allow_host(mut self, name: impl AsRef<str>) -> Self {
        self.hosts.add(name.as_ref());
        self
    }

    /// A folder with another spec than the one that the emulator was built with; or a file, which is a document of anybody,
    /// OpenAPI or Swagger 2.0, and may refer to what lies in its folder.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.spec = Some(path.into());
        self
    }

    /// Reads a document of anybody, and what it refers to, from this folder, which lies above the document's own.
    pub fn spec_root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.spec_root = Some(folder.into());
        self
    }

    /// Changes a document of anybody by an OpenAPI Overlay before it is read. Several are applied in order.
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.overlays.push(file.into());
        self
    }

    /// Adds a gateway in place of the default one.
    pub fn instance(mut self, id: impl Into<String>) -> Self {
        self.instances.push(id.into());
        self
    }

    /// How long it takes until a gateway that somebody creates runs; by default 3 seconds, where real ones take minutes.
    pub fn starting(mut self, time: Duration) -> Self {
        self.starting = time;
        self
    }

    /// Adds an app in place of the default ones. All gateways have the same apps.
    pub fn app(mut self, id: impl Into<String>, name: impl Into<String>) -> Self {
        self.apps.push((id.into(), name.into()));
        self
    }

    /// Lets something go wrong. Of several faults, the first that concerns a request strikes.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Begins with what `GET /_emulator/state` of another emulator has answered, in a file.
    pub fn seed_state(mut self, file: impl Into<PathBuf>) -> Self {
        self.seed_state = Some(file.into());
        self
    }

    /// Ids and the dice of faults come out alike for the same seed and the same requests.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the clock ahead by so many seconds, or back if it is negative.
    pub fn clock_ahead(mut self, seconds: i64) -> Self {
        self.clock.ahead = seconds;
        self
    }

    /// Is told a line per request, without secrets.
    pub fn log(mut self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.sinks.log = Some(Sink::new(write));
        self
    }

    /// Is told each request as a line of JSON, without secrets.
    pub fn record(mut self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.sinks.record = Some(Sink::new(write));
        self
    }
}
