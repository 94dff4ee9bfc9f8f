//! Authenticates attempts, and learns what came of them. Knows tokens, signatures and the server's clock. Must not know where
//! credentials come from (`credentials`) or how a request is signed (`signing`).

mod rejection;

use super::host::Host;
use super::project::is_in_project;
use super::{Account, TokenHeader};
use crate::credentials::IdentityContext;
use crate::gate::{self, Turn};
use crate::identity::HEADERS;
use crate::signing::{Signed, Signer};
use crate::{
    AccessKey, Authenticate, AuthenticatedCall, Authenticating, Credentials, Error, Identity, Judgement, Readying,
    Response, Secret, SendErrand,
};
use bytes::Bytes;
use http::Uri;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use rejection::Fix;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

const PROJECT: HeaderName = HeaderName::from_static("x-project-id");
const DOMAIN: HeaderName = HeaderName::from_static("x-domain-id");

/// What stands before the signature in `Authorization`.
const SIGNATURE: &str = "Signature=";

/// How the identity service takes a token.
const LOGIN: TokenHeader = TokenHeader { name: "X-Auth-Token", prefix: "" };

impl Authenticate for Account {
    fn begin<'a>(&'a self, call: AuthenticatedCall<'a>) -> Result<Box<dyn Authenticating + 'a>, Error> {
        let host = Host { account: self, sender: call.sender, option: call.path_parameter };
        let attempting = Attempting {
            service: call.service.name(),
            token: self.token,
            takes_signatures: self.takes_signatures,
            ..Attempting::new(host, By::Client(self.credentials()?), call.uri, call.call.path)
        };
        Ok(Box::new(attempting))
    }

    fn sets_header(&self, name: &str) -> bool {
        HEADERS.contains(&name) || self.token.is_some_and(|token| name.eq_ignore_ascii_case(token.name))
    }
}

impl Account {
    fn credentials(&self) -> Result<&Credentials, Error> {
        self.config.credentials().ok_or_else(|| Error::no_credentials("none were given"))
    }
}

enum By<'a> {
    /// What the client is configured with.
    Client(&'a Credentials),
    /// What a login is made with, instead of the client's own; the identity service takes both kinds.
    Login(Arc<Identity>),
}

/// Authenticates one call.
pub(super) struct Attempting<'a> {
    host: Host<'a>,
    by: By<'a>,
    uri: Uri,
    /// The URL template.
    path: &'static str,
    service: &'static str,
    token: Option<TokenHeader>,
    takes_signatures: bool,
    /// What the attempt is made with.
    identity: Option<Arc<Identity>>,
    /// What time it is for the server, as far as it is known.
    now: SystemTime,
    /// A key's turn among the calls that use it.
    turn: Option<Turn>,
    /// The time that the attempt before was signed with.
    signed_at: Option<SystemTime>,
    signed: Option<Signed>,
    signature: String,
    /// Whether credentials or clock were corrected. Once is enough: a second time would not help either, and
    /// failures lock the account.
    is_fixed: bool,
}

impl<'a> Attempting<'a> {
    /// For the identity service, unless the service is told.
    fn new(host: Host<'a>, by: By<'a>, uri: &Uri, path: &'static str) -> Self {
        Self {
            now: host.account.config.clock().now(),
            host,
            by,
            uri: uri.clone(),
            path,
            service: "iam",
            token: Some(LOGIN),
            takes_signatures: true,
            identity: None,
            turn: None,
            signed_at: None,
            signed: None,
            signature: String::new(),
            is_fixed: false,
        }
    }

    /// Asks the identity service as the client.
    pub fn of_client(
        account: &'a Account,
        uri: &Uri,
        path: &'static str,
        sender: &'a dyn SendErrand,
    ) -> Result<Self, Error> {
        let host = Host { account, sender, option: None };
        Ok(Self::new(host, By::Client(account.credentials()?), uri, path))
    }

    /// Asks the identity service with an identity of its own.
    pub fn of_login(host: Host<'a>, identity: Arc<Identity>, uri: &Uri) -> Self {
        Self::new(host, By::Login(identity), uri, "")
    }

    async fn get_ready(&mut self) -> Result<(), Error> {
        loop {
            let identity = match &self.by {
                By::Login(identity) => Arc::clone(identity),
                By::Client(credentials) => match credentials.fixed_identity() {
                    Some(identity) => identity,
                    None => credentials.identity(&IdentityContext { host: &self.host }).await?,
                },
            };
            self.identity = Some(Arc::clone(&identity));
            // Whoever went ahead, or a login, may have set it right.
            self.now = self.host.account.config.clock().now();
            let Identity::AccessKey(key) = &*identity else { return Ok(()) };
            if self.turn.is_some() {
                return Ok(());
            }
            let gate = gate::of_key(self.host.account.config.realm(&self.uri), key);
            match gate.turn(Some(gate::PATIENCE)).await {
                Ok(turn) => self.turn = Some(turn),
                Err(error) if self.fix(&error).is_some() => continue,
                Err(error) => return Err(error),
            }
            self.now = self.host.account.config.clock().now();
            return Ok(());
        }
    }

    /// The time to sign with: a second later than that of the attempt before, since two within a second would have one
    /// signature.
    fn signing_time(&mut self) -> SystemTime {
        let next = self.signed_at.and_then(|last| last.checked_add(Duration::from_secs(1)));
        let time = next.map_or(self.now, |next| next.max(self.now));
        self.signed_at = Some(time);
        time
    }

    fn sign(&mut self, key: &AccessKey, request: &mut http::Request<Bytes>) -> Result<Signed, Error> {
        if !self.takes_signatures {
            return Err(Error::credentials(format!("the service {} takes no signed requests", self.service)));
        }
        let at = self.signing_time();
        if let By::Client(_) = self.by {
            let account = self.host.account;
            // The documents demand it for projects within a region's own project, and the vendor's SDKs send it always.
            // Outside of projects, services of whole accounts ask for the account in its place.
            let domain = account.config.domain_id().filter(|_| !is_in_project(self.path)).map(|id| (DOMAIN, id));
            if let Some((name, id)) = domain.or_else(|| Some((PROJECT, account.project_id(self.host.option)?))) {
                let value =
                    HeaderValue::from_str(id).map_err(|_| Error::credentials(format!("`{name}` is no header")))?;
                request.headers_mut().insert(name, value);
            }
        }
        Signer::new(key).sign(request, at)
    }
}

impl Authenticating for Attempting<'_> {
    fn ready(&mut self) -> Readying<'_> {
        Box::pin(self.get_ready())
    }

    /// What the operation has set by itself stays.
    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        self.signed = None;
        let Some(identity) = self.identity.clone() else { return Ok(()) };
        match &*identity {
            Identity::Token(token) => match self.token {
                Some(header) => header.set(&token.value, request)?,
                None => return Err(Error::credentials(format!("the service {} takes no token", self.service))),
            },
            Identity::AccessKey(_) if request.headers().contains_key(AUTHORIZATION) => {}
            Identity::AccessKey(key) => self.signed = Some(self.sign(key, request)?),
        }
        // Of a signed request, this is what makes the header a secret.
        let authorization = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let signature = authorization.and_then(|text| text.rsplit_once(SIGNATURE));
        self.signature = signature.map(|(_, signature)| signature.to_owned()).unwrap_or_default();
        Ok(())
    }

    fn secrets(&self) -> Vec<Cow<'_, str>> {
        let own = match self.identity.as_deref() {
            Some(Identity::Token(token)) => [token.value.expose(), ""],
            Some(Identity::AccessKey(key)) => {
                [key.secret.expose(), key.security_token.as_ref().map_or("", Secret::expose)]
            }
            None => ["", ""],
        };
        own.into_iter().chain([self.signature.as_str()]).map(Cow::Borrowed).collect()
    }

    /// Says why a signature was rejected, if the server tells what it has read.
    fn explain(&self, error: Error) -> Error {
        let difference = |signed: &Signed| signed.difference(error.message()?);
        match self.signed.as_ref().and_then(difference) {
            Some(difference) => error.noting(difference),
            None => error,
        }
    }

    fn judge(&mut self, outcome: Result<Response, Error>) -> Judgement {
        let fix = outcome.as_ref().err().and_then(|error| self.fix(error));
        let outcome = match (outcome, fix) {
            (Err(error), Some(fix)) => {
                // A new identity has a gate of its own.
                self.turn = self.turn.take().filter(|_| fix == Fix::Clock);
                return Judgement::Again(error);
            }
            (outcome, _) => outcome,
        };
        if let (true, Ok(_), Some(identity), By::Client(credentials)) =
            (self.is_fixed, &outcome, &self.identity, &self.by)
        {
            credentials.helped(identity);
        }
        let outcome = match self.turn.take() {
            Some(turn) => turn.learn(gate::of_signature(&outcome), outcome),
            None => outcome,
        };
        match outcome {
            // The same key would only be rejected again, and five failures lock it for minutes.
            Err(error) if self.is_signature(&error) => Judgement::Final(error),
            outcome => Judgement::Stands(outcome),
        }
    }
}
