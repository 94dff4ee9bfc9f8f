//! Holds an operation as it will be emitted: what it takes, checks and says. What it writes is in `request`, what it answers in
//! `answer`.

use super::{Alias, Call, Check, Deprecation, Docs, Example, Ident, Output, Paging, Setter, Type, Waiter, Write};

/// An operation, in a file of its own.
#[derive(Debug, PartialEq)]
pub struct Operation {
    /// Module that holds it.
    pub module: Ident,
    /// Name of its struct.
    pub ident: Ident,
    /// The client that has its method.
    pub client: Ident,
    /// The client's method.
    pub function: Ident,
    /// The names that they had.
    pub formers: FormerNames,
    /// `operationId`, or method and path if the document gives none.
    pub id: String,
    /// Name in errors and logs.
    pub name: String,
    /// File of the spec that it comes from, for the header.
    pub source: String,
    /// Documentation of the client's method.
    pub docs: Docs,
    /// The example, in the documentation of its struct.
    pub example: Call,
    /// What follows there.
    pub more_docs: Docs,
    /// Its first line, for the module.
    pub title: String,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// HTTP method: `GET`.
    pub method: &'static str,
    /// URL template.
    pub path: String,
    /// Where it is sent, if not where others are.
    pub server: Option<String>,
    /// Whether it carries credentials.
    pub authentication: Authentication,
    /// What it needs, if the service does not say it.
    pub security: Option<Vec<Vec<String>>>,
    /// Whether what it sends or answers holds a secret.
    pub secret: bool,
    /// Whether to be led elsewhere is what it answers.
    pub redirects: bool,
    /// The statuses, first and last, of answers that are read as they come.
    pub streamed: Vec<(u16, u16)>,
    /// Fields: path parameters, others, body.
    pub fields: Vec<OperationField>,
    pub setters: Vec<Setter>,
    pub checks: Vec<Check>,
    /// Whether the body checks itself.
    pub body: Option<BodyCheck>,
    /// How the request is written, in the order of the fields.
    pub writes: Vec<Write>,
    /// The statuses that mean success, as the document writes them.
    pub successes: Vec<String>,
    /// What comes back.
    pub output: Output,
    /// A failure whose body has a type.
    pub failure: Option<Failure>,
    /// How it is read page by page, if it is a list.
    pub paging: Option<Paging>,
    /// What one can wait for by it.
    pub waiters: Vec<Waiter>,
    /// Tests made from examples.
    pub examples: Vec<Example>,
}

/// The names that an operation had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormerNames {
    /// Of the client's method.
    pub function: Option<Alias>,
    /// Of its struct, and of the type of its answer, each with the name that it has.
    pub types: Vec<(Ident, Alias)>,
}

/// A client that holds the value of a part of the path, in a file of its own.
#[derive(Debug, PartialEq)]
pub struct PathClient {
    /// Name of the parameter in the document.
    pub parameter: String,
    /// The operations that have it in their paths, by their ids.
    pub operations: Vec<String>,
    pub module: Ident,
    pub ident: Ident,
    pub docs: Docs,
    /// The client that makes it.
    pub parent: Ident,
    /// The method of that one.
    pub function: Ident,
    pub function_docs: Docs,
    /// What it holds: what its parent does, and the argument of the method.
    pub fields: Vec<OperationField>,
}

/// A failure whose body has a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The first status that it answers to and the last, unless that is any.
    pub statuses: Option<(u16, u16)>,
    pub ty: Type,
}

/// Whether an operation carries credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Authentication {
    Required,
    Optional,
    None,
}

/// How a body checks itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyCheck {
    /// It is there.
    Plain,
    /// It may be absent.
    Optional,
}

/// A field of an operation.
#[derive(Debug, PartialEq)]
pub struct OperationField {
    pub ident: Ident,
    pub docs: Docs,
    pub ty: Type,
    /// Where its first value comes from.
    pub initial: Initial,
}

/// Where the first value of a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Initial {
    /// An argument of the client's method.
    Argument,
    /// A field of the client.
    Client(Ident),
    /// The type's default.
    Default,
    None,
}
