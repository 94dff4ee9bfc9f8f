//! Starts an emulator. Knows how options become its state, and which user and apps there are by default. Must not know
//! requests.

use super::Builder;
use crate::defaults::{APPS, DOMAIN, INSTANCE, PASSWORD, USER};
use crate::emulator::{Emulator, StartError};
use crate::spec::Spec;
use crate::state::State;
use crate::state::access_keys::Key;
use crate::state::dump;
use crate::state::faults::Faults;
use crate::state::gateways::{App, Gateways};
use crate::state::identities::{Failures, Grant, Identities, User};
use crate::state::ids::Ids;
use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, mpsc};
use std::{io, thread};

impl Emulator {
    /// Starts an emulator as it is by default, on a free port of this machine's own address.
    ///
    /// # Errors
    ///
    /// There is no free port.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// As [`start`](Self::start), for tests without async: see [`Builder::start_blocking`].
    ///
    /// # Errors
    ///
    /// There is no free port, or no thread.
    pub fn start_blocking() -> Result<Self, StartError> {
        Self::builder().start_blocking()
    }

    /// An emulator that is set up otherwise.
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl Builder {
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
        let (sender, receiver) = mpsc::channel();
        let serve = move || match runtime.block_on(self.listen()) {
            Ok((emulator, serving)) => {
                sender.send(Ok(emulator)).ok();
                runtime.block_on(serving);
            }
            Err(error) => {
                sender.send(Err(error)).ok();
            }
        };
        thread::Builder::new().name("apig-emulator".to_owned()).spawn(serve).map_err(StartError::Thread)?;
        receiver.recv().unwrap_or_else(|gone| Err(StartError::Thread(io::Error::other(gone))))
    }

    async fn listen(self) -> Result<(Emulator, impl Future<Output = ()> + Send + 'static), StartError> {
        let spec = match &self.spec {
            Some(file) if file.is_file() => Spec::in_file(file, self.spec_root.as_deref(), &self.overlays),
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

        if let Some(file) = &self.seed_state {
            let wrong = |error: String| StartError::State(format!("`{}`: {error}", file.display()));
            let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
            let dump = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
            dump::read(&mut gateways, &dump).map_err(wrong)?;
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
            identities.keys.put(id, Key::new(secret.into(), grant, self.clock.now()));
        }

        let state = State {
            spec,
            hosts: self.hosts,
            is_guarded: self.is_guarded,
            clock: self.clock,
            token_life: self.token_life,
            starting: self.starting,
            ids: Ids::new(self.seed),
            gateways: Mutex::new(gateways),
            identities: Mutex::new(identities),
            failures: Mutex::new(Failures::new(self.key_lock.0, self.key_lock.1)),
            faults: Mutex::new(Faults::new(self.faults)),
            requests: AtomicU64::new(0),
        };
        let instance = instances.into_iter().next().unwrap_or_default();
        let address = SocketAddr::new(self.address, self.port);
        Emulator::listen(address, self.connections, state, instance, self.sinks).await
    }
}
