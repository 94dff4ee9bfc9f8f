//! Is the handle of a running emulator: stops it, and tells what its callers need. Must not know how it is set up,
//! which `builder` does.

use crate::admin;
use crate::answer::ended_token::EndedToken;
use crate::defaults::{DOMAIN, USER};
use crate::lock::lock;
use crate::log::Sinks;
use crate::server;
use crate::spec::Owner;
use crate::state::State;
use crate::state::gateways::App;
use crate::state::identities::{Grant, Issued, Project};
use crate::state::ids;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::watch;

/// A gateway that runs in this process, until it is dropped.
#[derive(Debug)]
pub struct Emulator {
    address: SocketAddr,
    state: Arc<State>,
    instance: String,
    /// Everything that serves holds the other end.
    stop: watch::Sender<bool>,
}

/// Why an emulator did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// Something else listens there.
    AddressInUse(SocketAddr),
    /// One cannot listen there.
    Listen(SocketAddr, std::io::Error),
    /// There is no thread for it.
    Thread(std::io::Error),
    /// The spec is none; the text is what the generator says of it.
    Spec(String),
    /// What it is to begin with cannot be read; the text says why.
    State(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddressInUse(address) => {
                write!(
                    f,
                    "port {} of {} is taken: choose another one, or 0 for any that is free",
                    address.port(),
                    address.ip()
                )
            }
            Self::Listen(address, error) => write!(f, "cannot listen on {address}: {error}"),
            Self::Thread(error) => write!(f, "cannot start a thread: {error}"),
            Self::Spec(text) => write!(f, "the spec cannot be used: {text}"),
            Self::State(text) => write!(f, "the state cannot be used: {text}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, error) | Self::Thread(error) => Some(error),
            Self::AddressInUse(_) | Self::Spec(_) | Self::State(_) => None,
        }
    }
}

impl Emulator {
    /// An emulator that listens, and what has to run for it to answer.
    pub(crate) async fn listen(
        address: SocketAddr,
        connections: usize,
        state: State,
        instance: String,
        sinks: Sinks,
    ) -> Result<(Self, impl Future<Output = ()> + Send + 'static), StartError> {
        let (listener, address) = server::bind(address).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => StartError::AddressInUse(address),
            _ => StartError::Listen(address, error),
        })?;
        let (state, (stop, stopped)) = (Arc::new(state), watch::channel(false));
        let serving = server::serve(listener, connections, Arc::clone(&state), sinks, stopped);
        Ok((Self { address, state, instance, stop }, serving))
    }

    /// The base URL of all services, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The id of a gateway that there is.
    pub fn instance_id(&self) -> &str {
        &self.instance
    }

    /// The ids of the apps that there are, in the order in which they were added.
    pub fn app_ids(&self) -> Vec<String> {
        lock(&self.state.gateways).apps().iter().map(|app| app.id.clone()).collect()
    }

    /// The id of the project of the default user's account that has this name, such as `eu-de`.
    pub fn project_id(&self, name: &str) -> Option<String> {
        self.project(name).map(|project| project.id)
    }

    /// The id of the default user's account.
    pub fn domain_id(&self) -> String {
        ids::of_name(DOMAIN)
    }

    fn project(&self, name: &str) -> Option<Project> {
        lock(&self.state.identities).projects(DOMAIN).find(|project| project.name == name)
    }

    /// Issues a token to the default user for the project of this name.
    pub fn token(&self, project: &str) -> Option<String> {
        let grant = Grant { user: USER.to_owned(), domain: DOMAIN.to_owned(), project: Some(self.project(project)?) };
        let start = self.state.clock.now();
        let issued = Issued {
            grant,
            methods: vec!["password".to_owned()],
            start,
            end: start.checked_add(self.state.token_life)?,
        };
        Some(lock(&self.state.identities).issue(&self.state.ids, issued))
    }

    /// Adds an app, which all gateways have then.
    pub fn add_app(&self, id: &str, name: &str) {
        let registered = self.state.clock.now();
        let app = App { id: id.to_owned(), name: name.to_owned(), key: id.to_owned(), registered };
        lock(&self.state.gateways).add_app(app);
    }

    /// Ends all tokens, as if their day were over.
    pub fn expire_tokens(&self) {
        lock(&self.state.identities).expire_tokens();
    }

    /// Ends a token now; whether it had not ended before.
    pub fn expire_token(&self, token: &str) -> bool {
        lock(&self.state.identities).expire_token(token, self.state.clock.now())
    }

    /// From now on, services answer like this to a token that has ended.
    pub fn answer_ended_tokens(&self, answer: EndedToken) {
        lock(&self.state.identities).ended = answer;
    }

    /// From now on, services answer to each token as if it had ended, or they do so no more.
    pub fn refuse_tokens(&self, refuse: bool) {
        lock(&self.state.identities).all_are_ended = refuse;
    }

    /// What there is, as JSON: the answer to `GET /_emulator`.
    pub fn state(&self) -> String {
        admin::overview(&self.state).to_string()
    }

    /// How often IAM has issued a token to somebody who asked for one.
    pub fn logins(&self) -> u64 {
        lock(&self.state.identities).logins()
    }

    /// How often IAM has refused a user and a password.
    pub fn refused_logins(&self) -> u64 {
        lock(&self.state.identities).failures.refused()
    }

    /// How many signatures were refused, for whatever reason.
    pub fn refused_signatures(&self) -> u64 {
        lock(&self.state.failures).refused()
    }

    /// How many requests have come for the API so far.
    pub fn requests(&self) -> u64 {
        self.state.requests.load(Ordering::Relaxed)
    }

    /// How many operations can be called, and of which services.
    pub fn operations(&self) -> (usize, Vec<&str>) {
        let services = self.state.spec.services().iter().map(|service| service.name.as_str());
        (self.state.spec.operations(), services.collect())
    }

    /// How many warnings there are of the documents, by their code, in a line.
    pub fn warnings(&self) -> Option<&str> {
        self.state.spec.warnings()
    }

    /// Whether it knows no more than the document of anybody that it was given.
    pub fn is_anybodys(&self) -> bool {
        self.state.spec.owner() == Owner::Anybody
    }

    /// Stops it, after the answers that are under way. To drop it does the same, without waiting.
    pub async fn stop(self) {
        self.stop.send(true).ok();
        self.stop.closed().await;
    }
}
