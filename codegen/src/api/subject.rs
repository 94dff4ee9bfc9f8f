//! Names what a change or a public item of the crate is about, and what contains it. Must not know what changed.

/// What a change, or a public item of the crate, is about; names are those of the documents.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Subject {
    Service,
    Server {
        url: String,
    },
    Region {
        name: String,
    },
    /// What operations are sorted under.
    Tag {
        name: String,
    },
    Operation {
        id: String,
    },
    /// A parameter of an operation; `location` is `path`, `query` or `header`.
    Parameter {
        operation: String,
        location: &'static str,
        name: String,
    },
    Body {
        operation: String,
    },
    /// An answer; its status is written as in the document.
    Answer {
        operation: String,
        status: String,
    },
    Header {
        operation: String,
        status: String,
        name: String,
    },
    Waiter {
        operation: String,
        name: String,
    },
    /// A type with a name: the component's, or the one made for an inline type.
    Type {
        name: String,
    },
    Property {
        ty: String,
        name: String,
    },
    /// A value of an enum, as JSON writes it.
    Value {
        ty: String,
        value: String,
    },
    /// A type of a union.
    Alternative {
        ty: String,
        name: String,
    },
}

impl Subject {
    /// What it is a part of.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::Service => None,
            Self::Server { .. }
            | Self::Region { .. }
            | Self::Tag { .. }
            | Self::Operation { .. }
            | Self::Type { .. } => Some(Self::Service),
            Self::Parameter { operation, .. }
            | Self::Body { operation }
            | Self::Answer { operation, .. }
            | Self::Waiter { operation, .. } => Some(Self::Operation { id: operation.clone() }),
            Self::Header { operation, status, .. } => {
                Some(Self::Answer { operation: operation.clone(), status: status.clone() })
            }
            Self::Property { ty, .. } | Self::Value { ty, .. } | Self::Alternative { ty, .. } => {
                Some(Self::Type { name: ty.clone() })
            }
        }
    }

    /// The same as a part of something else of the kind that it is a part of.
    pub fn of(mut self, whole: &Self) -> Self {
        match (&mut self, whole) {
            (
                Self::Parameter { operation, .. }
                | Self::Body { operation }
                | Self::Answer { operation, .. }
                | Self::Waiter { operation, .. },
                Self::Operation { id },
            ) => operation.clone_from(id),
            (Self::Header { operation, status, .. }, Self::Answer { operation: id, status: of }) => {
                operation.clone_from(id);
                status.clone_from(of);
            }
            (
                Self::Property { ty, .. } | Self::Value { ty, .. } | Self::Alternative { ty, .. },
                Self::Type { name },
            ) => ty.clone_from(name),
            (_, _) => {}
        }
        self
    }

    /// What it is a part of, the nearest first, without the service, of which everything is a part.
    pub fn ancestors(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(self.parent(), Self::parent).filter(|subject| *subject != Self::Service)
    }

    /// The operation or the type that it is, or is a part of.
    pub fn root(&self) -> Self {
        self.ancestors().last().unwrap_or_else(|| self.clone())
    }
}
