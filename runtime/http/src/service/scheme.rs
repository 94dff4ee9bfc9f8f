//! Holds the security schemes of a service, as its document describes them. Plain data. Must not know who calls.

/// What calls need, as alternatives: of each, the schemes that are needed together, by their names. An empty one means that a call may
/// go without credentials.
pub type Security = &'static [&'static [&'static str]];

/// Says what an operation needs: `security! { ["appKey", "appId"] or ["session"] or [] }`.
#[doc(hidden)]
#[macro_export]
macro_rules! security {
    ($([$($scheme:literal),*]) or +) => {
        const SECURITY: ::core::option::Option<$crate::Security> =
            ::core::option::Option::Some(&[$(&[$($scheme),*]),+]);
    };
}

/// A security scheme of a document.
#[derive(Debug)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

/// How a scheme takes what proves who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A secret under a name of its own.
    Key(Place, &'static str),
    /// A bearer token, which this URL may issue.
    OAuth2(Option<&'static str>),
    /// Something that has to be brought along.
    Other,
}

/// Where a secret stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Header,
    Query,
    Cookie,
}

impl Scheme {
    /// A token: `Authorization: Bearer …`.
    pub const fn bearer(name: &'static str) -> Self {
        Self { name, kind: Kind::Bearer }
    }

    /// A name and a password: `Authorization: Basic …`.
    pub const fn basic(name: &'static str) -> Self {
        Self { name, kind: Kind::Basic }
    }

    /// A key in a header.
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self { name, kind: Kind::Key(Place::Header, header) }
    }

    /// A key in the query. Nothing but the transport sees it there.
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self { name, kind: Kind::Key(Place::Query, parameter) }
    }

    /// A key in a cookie.
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self { name, kind: Kind::Key(Place::Cookie, cookie) }
    }

    /// A bearer token of OAuth 2.0.
    pub const fn oauth2(name: &'static str) -> Self {
        Self { name, kind: Kind::OAuth2(None) }
    }

    /// The same, where the document says which URL issues tokens for client credentials.
    pub const fn oauth2_client(name: &'static str, token_url: &'static str) -> Self {
        Self { name, kind: Kind::OAuth2(Some(token_url)) }
    }

    /// A way of authenticating that only [`Credentials::by`](crate::Credentials::by) can bring along.
    pub const fn other(name: &'static str) -> Self {
        Self { name, kind: Kind::Other }
    }
}
