//! Says who fills which part of the path of a request: to callers, that is the meaning of an argument. Must not know how calls are
//! declared.

use crate::api::Subject;
use crate::render::declared;
use crate::rust::{Ident, Initial, Operation, Write};
use std::fmt;

/// The method and the path of a request, and who fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Request {
    pub method: &'static str,
    /// The URL template, as the document has it.
    pub path: String,
    /// In the order of the path: who fills a parameter, and its name.
    pub filled: Vec<(Filler, String)>,
}

/// Who fills a parameter of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filler {
    /// An argument of the call, counted from 0.
    Argument(usize),
    /// A client of a part of the path, by the name of its field.
    Client(String),
}

impl Request {
    /// The parameters of its operation that this field of a client fills.
    pub fn filled_by(&self, operation: &str, client: &Ident) -> Vec<Subject> {
        let filler = Filler::Client(client.plain().to_owned());
        let filled = self.filled.iter().filter(|(other, _)| *other == filler).map(|(_, name)| name.clone());
        filled.map(|name| Subject::Parameter { operation: operation.to_owned(), location: "path", name }).collect()
    }

    /// That of an operation.
    pub fn of(operation: &Operation) -> Self {
        let written = operation.writes.iter().filter_map(|write| match write {
            Write::Path { name, field, .. } | Write::SecretPath { name, field } => Some((name, field)),
            Write::ProjectId
            | Write::Query { .. }
            | Write::QueryString { .. }
            | Write::Header { .. }
            | Write::Cookie { .. }
            | Write::SecretHeader { .. }
            | Write::Accept(_)
            | Write::Body { .. }
            | Write::OtherBody { .. }
            | Write::Multipart { .. }
            | Write::FurtherParts { .. }
            | Write::Part { .. } => None,
        });
        let filled = written.filter_map(|(name, ident)| {
            let field = operation.fields.iter().find(|field| field.ident == *ident)?;
            let filler = match &field.initial {
                Initial::Argument => {
                    Filler::Argument(declared::taken(&operation.fields).position(|taken| taken.ident == *ident)?)
                }
                Initial::Client(of) => Filler::Client(of.plain().to_owned()),
                Initial::Default | Initial::None => return None,
            };
            Some((filler, name.clone()))
        });
        Self { method: operation.method, path: operation.path.clone(), filled: filled.collect() }
    }
}

/// The arguments, and the path that they fill.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_argument = |filler: &Filler| match filler {
            Filler::Argument(_) => true,
            Filler::Client(_) => false,
        };
        let arguments = self.filled.iter().filter(|(filler, _)| is_argument(filler));
        let arguments: Vec<&str> = arguments.map(|(_, name)| name.as_str()).collect();
        write!(f, "`({})` to `{} {}`", arguments.join(", "), self.method, self.path)
    }
}
