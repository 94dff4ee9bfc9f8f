//! Holds who calls, and picks what an operation asks for. Must not know how any of it is fetched.

use super::client_credentials::ClientCredentials;
use super::written::Written;
use super::{Authenticate, AuthenticatedCall, Authenticating, Judgement, Readying};
use crate::outcome::error::Error;
use crate::outcome::response::Response;
use crate::secret::Secret;
use crate::service::scheme::{Kind, Scheme};
use crate::validate::is_header_text;
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Who calls. Cheap to clone; shows no secret in `Debug`.
///
/// A document describes security schemes, and each operation says which of them it takes. What is given here is used for a scheme
/// of its kind, or for the one that [`of_scheme`](Self::of_scheme) names; [`and`](Self::and) joins several. Where an operation
/// takes two of one kind together, both have to be named.
///
/// ```
/// use oaswright_runtime::Credentials;
///
/// let one = Credentials::bearer("a token");
/// let two = Credentials::api_key("a key").of_scheme("appKey").and(Credentials::api_key("an id").of_scheme("appId"));
/// # let _ = (one, two);
/// ```
#[derive(Clone)]
pub struct Credentials {
    entries: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    scheme: Option<Arc<str>>,
    means: Means,
}

#[derive(Clone)]
enum Means {
    Bearer(Secret),
    Basic(Arc<str>, Secret),
    Key(Secret),
    Login(Arc<ClientCredentials>),
    Other(Arc<dyn Authenticate>),
}

impl Credentials {
    /// A bearer token, also one of OAuth 2.0. It is sent as it is and never renewed.
    ///
    /// A text that no header can carry, such as one with the line break of the file it was read from, is reported by
    /// [`ConfigBuilder::build`](crate::ConfigBuilder::build).
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self::of(Means::Bearer(token.into()))
    }

    /// A name and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::of(Means::Basic(user.into().into(), password.into()))
    }

    /// A key, which goes where the document says: into a header, the query or a cookie.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self::of(Means::Key(key.into()))
    }

    /// Tokens of OAuth 2.0 for this program itself: fetched when they are needed, and again before they expire.
    pub fn client_credentials(login: ClientCredentials) -> Self {
        Self::of(Means::Login(Arc::new(login)))
    }

    /// Any other way of authenticating. Unless a scheme is named, all that an operation asks for is left to it.
    pub fn by(way: impl Authenticate) -> Self {
        Self::of(Means::Other(Arc::new(way)))
    }

    /// Says which security scheme of the document it is for.
    #[must_use]
    pub fn of_scheme(mut self, name: impl Into<String>) -> Self {
        let name: Arc<str> = name.into().into();
        self.entries.iter_mut().for_each(|entry| entry.scheme = Some(Arc::clone(&name)));
        self
    }

    /// These, and others.
    #[must_use]
    pub fn and(mut self, others: Credentials) -> Self {
        self.entries.extend(others.entries);
        self
    }

    fn of(means: Means) -> Self {
        Self { entries: vec![Entry { scheme: None, means }] }
    }

    /// What is for each of the schemes that are needed together.
    fn entries<'a>(&'a self, schemes: &[&'a Scheme]) -> Option<Vec<(&'a Entry, &'a Scheme)>> {
        let mut pairs: Vec<(&Entry, &Scheme)> = Vec::new();
        for scheme in schemes {
            let entry = self.entry(scheme)?;
            // Which of two keys it is, nobody said: one must not be shown where the other is asked for.
            if entry.scheme.is_none() && pairs.iter().any(|(other, _)| std::ptr::eq(*other, entry)) {
                return None;
            }
            pairs.push((entry, scheme));
        }
        Some(pairs)
    }

    /// What is for a scheme: rather what names it.
    fn entry(&self, scheme: &Scheme) -> Option<&Entry> {
        let named = |entry: &&Entry| entry.scheme.as_deref() == Some(scheme.name);
        let is_of_kind = |entry: &&Entry| entry.scheme.is_none() && entry.means.fits(scheme.kind);
        self.entries.iter().find(named).or_else(|| self.entries.iter().find(is_of_kind))
    }
}

impl Means {
    fn fits(&self, kind: Kind) -> bool {
        match self {
            Self::Bearer(_) | Self::Login(_) => matches!(kind, Kind::Bearer | Kind::OAuth2(_)),
            Self::Basic(..) => kind == Kind::Basic,
            Self::Key(_) => matches!(kind, Kind::Key(..)),
            Self::Other(_) => false,
        }
    }

    fn part<'a>(&'a self, scheme: &Scheme, call: AuthenticatedCall<'a>) -> Result<Box<dyn Authenticating + 'a>, Error> {
        Ok(match (self, scheme.kind) {
            (Self::Key(key), Kind::Key(place, name)) => Box::new(Written::Key(place, name, key)),
            (Self::Bearer(token), _) => Box::new(Written::Bearer(token)),
            (Self::Basic(user, password), _) => Box::new(Written::Basic(user, password)),
            (Self::Login(login), Kind::OAuth2(url)) => login.begin(url, call)?,
            (Self::Login(login), _) => login.begin(None, call)?,
            (Self::Other(way), _) => way.begin(call)?,
            (Self::Key(_), _) => {
                let text = format!("the scheme `{}` takes no key: what is for it must be of another kind", scheme.name);
                return Err(Error::credentials(text));
            }
        })
    }

    fn mistake(&self) -> Option<&'static str> {
        match self {
            Self::Bearer(token) => mistake_of_token(token),
            Self::Basic(user, _) if user.contains(':') => Some("must not have a user with a colon"),
            Self::Basic(..) => None,
            Self::Key(key) if key.expose().is_empty() => Some("must not have an empty key"),
            Self::Key(key) if key.expose().contains(char::is_control) => {
                Some("have a key with characters that none has (is there a line break at its end?)")
            }
            Self::Key(_) => None,
            Self::Login(login) => login.mistake(),
            Self::Other(way) => way.mistake(),
        }
    }
}

/// What is wrong with a token, in words that do not show it.
pub fn mistake_of_token(token: &Secret) -> Option<&'static str> {
    match token.expose() {
        "" => Some("must not have an empty token"),
        token if !is_header_text(token) => {
            Some("have a token with characters that a header cannot carry (is there a line break at its end?)")
        }
        _ => None,
    }
}

impl Authenticate for Credentials {
    fn begin<'a>(&'a self, call: AuthenticatedCall<'a>) -> Result<Box<dyn Authenticating + 'a>, Error> {
        let scheme = |name: &&str| call.service.schemes.iter().find(|scheme| scheme.name == *name);
        let alternatives: Vec<_> = call.security.iter().filter(|schemes| !schemes.is_empty()).collect();
        for alternative in &alternatives {
            let schemes: Option<Vec<&Scheme>> = alternative.iter().map(scheme).collect();
            if let Some(pairs) = schemes.and_then(|schemes| self.entries(&schemes)) {
                let parts = pairs.into_iter().map(|(entry, scheme)| entry.means.part(scheme, call));
                return Ok(Box::new(Together { parts: parts.collect::<Result<_, _>>()? }));
            }
        }
        for entry in &self.entries {
            if let (None, Means::Other(way)) = (&entry.scheme, &entry.means) {
                return way.begin(call);
            }
        }
        if alternatives.len() < call.security.len() {
            return Ok(Box::new(Together { parts: Vec::new() }));
        }
        let needed: Vec<String> = alternatives.iter().map(|schemes| format!("`{}`", schemes.join("` and `"))).collect();
        let needed = if needed.is_empty() { "a scheme that is not known".to_owned() } else { needed.join(", or ") };
        let text = format!(
            "the operation takes {needed}, and nothing that was given is for that (`of_scheme` says what is for which)"
        );
        Err(Error::credentials(text))
    }

    fn mistake(&self) -> Option<&'static str> {
        self.entries.iter().find_map(|entry| entry.means.mistake())
    }

    fn sets_header(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| match &entry.means {
            Means::Other(way) => way.sets_header(name),
            Means::Bearer(_) | Means::Basic(..) | Means::Key(_) | Means::Login(_) => false,
        })
    }
}

/// What an alternative needs, together.
struct Together<'a> {
    parts: Vec<Box<dyn Authenticating + 'a>>,
}

impl Authenticating for Together<'_> {
    fn ready(&mut self) -> Readying<'_> {
        Box::pin(async {
            for part in &mut self.parts {
                part.ready().await?;
            }
            Ok(())
        })
    }

    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        self.parts.iter_mut().try_for_each(|part| part.apply(request))
    }

    fn secrets(&self) -> Vec<Cow<'_, str>> {
        self.parts.iter().flat_map(|part| part.secrets()).collect()
    }

    fn explain(&self, error: Error) -> Error {
        self.parts.iter().fold(error, |error, part| part.explain(error))
    }

    fn judge(&mut self, outcome: Result<Response, Error>) -> Judgement {
        self.parts.iter_mut().fold(Judgement::Stands(outcome), |judgement, part| match judgement {
            Judgement::Stands(outcome) => part.judge(outcome),
            Judgement::Again(_) | Judgement::Final(_) => judgement,
        })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(<redacted>)")
    }
}
