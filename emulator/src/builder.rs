//! How an emulator is set up: address, who there is, what there is, what goes wrong. Knows every option and its
//! default.

mod callers;

use crate::emulator::{Emulator, StartError};
use crate::ended::EndedToken;
use crate::faults::{Fault, Faults};
use crate::gateways::{App, Gateways};
use crate::guard::Hosts;
use crate::identities::{Failures, Grant, Identities, Key, Project, User};
use crate::ids::Ids;
use crate::log::{Log, Watchers};
use crate::spec::Spec;
use crate::times::Clock;
use crate::world::World;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, mpsc};
use std::time::Duration;
use std::{io, thread};

/// Name of the default user.
pub const USER: &str = "emulator";
/// Name of the default user's account.
pub const DOMAIN: &str = "emulator";
/// Password of the default user. It guards nothing.
pub const PASSWORD: &str = "emulator";
/// Name of the project that is shown where one is chosen.
pub const PROJECT: &str = "eu-de";
/// ID of the default user's access key.
pub const ACCESS_KEY: &str = "EMULATORACCESSKEY";
/// The secret key of it. It guards nothing.
pub const SECRET_KEY: &str = "emulator-secret-key";

/// The gateway and the apps of the documents' examples.
const INSTANCE: &str = "eddc4d25480b4cd6b512f270a1b8b341";
const APPS: [(&str, &str); 2] =
    [("98df09fb-d459-4cbf-83a7-2b55ca6f3d5d", "app-demo"), ("ac18a23f-8f06-40ac-8093-f790de2ba95b", "app-test")];

/// Sets up an emulator.
#[derive(Debug)]
#[must_use]
pub struct Builder {
    address: IpAddr,
    port: u16,
    connections: usize,
    hosts: Hosts,
    spec: Option<PathBuf>,
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
    watchers: Watchers,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            connections: 1_024,
            hosts: Hosts::default(),
            spec: None,
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
            watchers: Watchers::default(),
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

    /// A folder with another spec than the one that the emulator was built with.
    pub fn spec(mut self, folder: impl Into<PathBuf>) -> Self {
        self.spec = Some(folder.into());
        self
    }

    /// Adds a gateway in place of the default one.
    pub fn instance(mut self, id: impl Into<String>) -> Self {
        self.instances.push(id.into());
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
        self.watchers.log = Some(Log::new(write));
        self
    }

    /// Is told each request as a line of JSON, without secrets.
    pub fn record(mut self, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.watchers.record = Some(Log::new(write));
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// The port is taken, or the spec is none.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let (emulator, serving) = self.listen().await?;
        tokio::spawn(serving);
        Ok(emulator)
    }

    /// Starts it on a thread of its own, for callers without async. It stops when it is dropped.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start); or there is no thread.
    pub fn start_blocking(self) -> Result<Emulator, StartError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(StartError::Thread)?;
        let (tell, told) = mpsc::channel();
        let serve = move || match runtime.block_on(self.listen()) {
            Ok((emulator, serving)) => {
                tell.send(Ok(emulator)).ok();
                runtime.block_on(serving);
            }
            Err(error) => {
                tell.send(Err(error)).ok();
            }
        };
        thread::Builder::new().name("apig-emulator".to_owned()).spawn(serve).map_err(StartError::Thread)?;
        told.recv().unwrap_or_else(|gone| Err(StartError::Thread(io::Error::other(gone))))
    }

    async fn listen(self) -> Result<(Emulator, impl Future<Output = ()> + Send + 'static), StartError> {
        let spec = match &self.spec {
            Some(folder) => Spec::in_folder(folder),
            None => Spec::embedded(),
        };
        let spec = spec.map_err(StartError::Spec)?;

        let mut gateways = Gateways::default();
        let default = if self.instances.is_empty() { Some(INSTANCE.to_owned()) } else { None };
        let instances: Vec<String> = self.instances.into_iter().chain(default).collect();
        instances.iter().for_each(|id| gateways.add_instance(id));
        let default =
            APPS.iter().filter(|_| self.apps.is_empty()).map(|(id, name)| ((*id).to_owned(), (*name).to_owned()));
        let apps: Vec<(String, String)> = default.chain(self.apps.iter().cloned()).collect();
        for (id, name) in apps {
            gateways.add_app(App { key: id.clone(), id, name, registered: self.clock.now() });
        }

        let user = User { name: USER.to_owned(), domain: DOMAIN.to_owned(), password: PASSWORD.into() };
        let users = [user].into_iter().chain(self.users).collect();
        let mut identities = {
            let (regions, (limit, lock)) = (spec.regions().map(str::to_owned).collect(), self.user_lock);
            Identities::new(users, regions, self.projects, Failures::new(limit, lock))
        };
        (identities.ended, identities.all_are_ended) = (self.ended, self.all_are_ended);
        for (id, secret) in self.keys {
            let grant = Grant { user: USER.to_owned(), domain: DOMAIN.to_owned(), project: None };
            identities.add_key(&id, Key { secret: secret.into(), grant, temporary: None });
        }

        let world = World {
            spec,
            hosts: self.hosts,
            is_guarded: self.is_guarded,
            clock: self.clock,
            token_life: self.token_life,
            ids: Ids::new(self.seed),
            gateways: Mutex::new(gateways),
            identities: Mutex::new(identities),
            failures: Mutex::new(Failures::new(self.key_lock.0, self.key_lock.1)),
            faults: Mutex::new(Faults::new(self.faults)),
            requests: AtomicU64::new(0),
        };
        let instance = instances.into_iter().next().unwrap_or_default();
        let address = SocketAddr::new(self.address, self.port);
        Emulator::listen(address, self.connections, world, instance, self.watchers).await
    }
}
