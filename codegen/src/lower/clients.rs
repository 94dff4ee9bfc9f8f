//! Makes clients of the parameters of paths that ask for one: each holds its value, and those of the clients before it. Must
//! not know what operations send.

use super::names::{self, Namespace, Wanted};
use super::types::type_of;
use super::{TypeTable, docs, parameters};
use crate::api::{Location, Operation, Parameter};
use crate::diagnostics::Diagnostics;
use crate::rust::{Docs, Ident, Initial, OperationField, PathClient};

/// A client of what is below a part of a path.
pub struct Client<'a> {
    /// The client that makes it, if it is not the one of the service.
    parent: Option<usize>,
    parameter: &'a Parameter,
    /// The paths of its operations up to the parameter, each once.
    prefixes: Vec<&'a str>,
    operations: Vec<&'a str>,
    names: ClientNames,
}

/// What a client is called.
#[derive(Clone, Debug, Default)]
pub struct ClientNames {
    /// Its struct.
    pub ident: Ident,
    /// The method that makes it.
    pub function: Ident,
    /// The field that holds the value of its parameter.
    pub field: Ident,
    pub module: Ident,
}

/// The parameters of an operation that have clients, in the order of its path.
pub fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.client.is_some())
}

/// The parameters that are arguments of an operation's method, of those in the path.
pub fn is_argument(parameter: &Parameter) -> bool {
    parameter.location == Location::Path && parameter.client.is_none() && !parameter.of_client
}

/// The clients of a service. Those that hold the same, and are called the same, are one.
pub fn find(operations: &[Operation]) -> Vec<Client<'_>> {
    let mut clients: Vec<Client<'_>> = Vec::new();
    for operation in operations {
        let mut parent = None;
        for parameter in parameters(operation) {
            let at = position(&clients, parent, parameter).unwrap_or(clients.len());
            if at == clients.len() {
                let (prefixes, operations, names) = (Vec::new(), Vec::new(), ClientNames::default());
                clients.push(Client { parent, parameter, prefixes, operations, names });
            }
            let prefix = prefix(&operation.path, &parameter.name);
            if let Some(client) = clients.get_mut(at) {
                client.operations.push(&operation.id);
                client.prefixes.extend((!client.prefixes.contains(&prefix)).then_some(prefix));
            }
            parent = Some(at);
        }
    }
    clients
}

/// The names of an operation's clients, in the order of its path.
pub fn of_operation(clients: &[Client<'_>], operation: &Operation) -> Vec<ClientNames> {
    let mut parent = None;
    let names = parameters(operation).filter_map(|parameter| {
        parent = position(clients, parent, parameter);
        parent.and_then(|at| clients.get(at)).map(|client| client.names.clone())
    });
    names.collect()
}

fn position(clients: &[Client<'_>], parent: Option<usize>, parameter: &Parameter) -> Option<usize> {
    let is_it = |client: &Client<'_>| {
        let Parameter { name, client: of, schema, .. } = client.parameter;
        client.parent == parent
            && *name == parameter.name
            && *of == parameter.client
            && schema.ty == parameter.schema.ty
    };
    clients.iter().position(is_it)
}

/// The path up to a parameter.
fn prefix<'a>(path: &'a str, name: &str) -> &'a str {
    let in_braces = format!("{{{name}}}");
    path.find(&in_braces).and_then(|at| path.get(..at + in_braces.len())).unwrap_or(path)
}

/// Names clients. `structs` and `functions` are the names that operations and their methods have; `taken` knows the former for
/// messages.
pub fn name(
    clients: &mut [Client<'_>],
    (taken, structs, functions): (&mut Namespace, &mut Namespace, &mut Namespace),
    files: &mut Namespace,
    diagnostics: &mut Diagnostics,
) {
    for at in 0..clients.len() {
        let Some(Client { parameter, parent, .. }) = clients.get(at) else { continue };
        let wire = parameter.client.as_deref().unwrap_or_default();
        let span = parameter.places.at("x-rust-client").unwrap_or(parameter.span);
        let ident = taken.name(names::operation, wire, Some(wire), span, diagnostics);
        let wanted = Wanted::plain(wire, span);
        structs.take(&ident, wanted);
        // Of the same name as an operation's method is only what has the name of its struct, too.
        let function = names::client(ident.plain());
        let function = functions.claim(names::client, &function, wanted, &mut Diagnostics::default());
        let module = files.file(&function);
        let mut fields = Namespace::new("the parameters", "x-rust-name");
        for above in above(clients, *parent) {
            fields.take(&above.names.field, Wanted::plain(&above.parameter.name, span));
        }
        let (name, requested) = (&parameter.name, parameter.rust_name.as_deref());
        let field = fields.name(names::operation_field, name, requested, span, &mut Diagnostics::default());
        if let Some(client) = clients.get_mut(at) {
            client.names = ClientNames { ident, function, field, module };
        }
    }
}

/// The clients that lead to what is below one, from the one of the service on.
fn above<'c, 'a>(clients: &'c [Client<'a>], last: Option<usize>) -> Vec<&'c Client<'a>> {
    let at = |at: Option<usize>| at.and_then(|at| clients.get(at));
    let mut above: Vec<_> = std::iter::successors(at(last), |client| at(client.parent)).collect();
    above.reverse();
    above
}

/// Lowers the clients of a service.
pub fn lower(clients: &[Client<'_>], types: &TypeTable<'_>) -> Vec<PathClient> {
    let lower = |client: &Client<'_>| {
        let parameter = client.parameter;
        let field = |client: &Client<'_>, initial| OperationField {
            ident: client.names.field.clone(),
            docs: parameters::parameter_docs(client.parameter),
            ty: type_of(&client.parameter.schema.ty, types),
            initial,
        };
        let above = above(clients, client.parent);
        let from_parent = |client: &&Client<'_>| field(client, Initial::Client(client.names.field.clone()));
        let fields = above.iter().map(from_parent).chain([field(client, Initial::Argument)]).collect();
        let ClientNames { ident, function, field, module } = client.names.clone();
        let parent = above.last().map_or_else(|| Ident("Client".to_owned()), |parent| parent.names.ident.clone());
        let below = match client.prefixes.as_slice() {
            [one] => docs::code(one),
            _ => docs::code(&format!("{{{}}}", parameter.name)),
        };
        let link = format!("[`{}::{}`]", parent.plain(), function.plain());
        PathClient {
            docs: struct_docs(&below, &link),
            function_docs: function_docs(&below, parameter, &field),
            parameter: parameter.name.clone(),
            operations: client.operations.iter().map(|id| (*id).to_owned()).collect(),
            ident,
            function,
            module,
            parent,
            fields,
        }
    };
    clients.iter().map(lower).collect()
}

fn struct_docs(below: &str, link: &str) -> Docs {
    let mut lines = docs::wrapped(&format!("Client of what is at and below {below}. It is cheap to clone."));
    docs::paragraph_of(&mut lines, docs::wrapped(&format!("{link} makes it.")));
    lines
}

fn function_docs(below: &str, parameter: &Parameter, field: &Ident) -> Docs {
    let mut lines = docs::wrapped(&format!("The client of what is at and below {below}. Nothing is sent."));
    docs::paragraph_of(&mut lines, vec!["# Arguments".to_owned(), String::new()]);
    lines.extend(parameters::argument_docs(parameter, field));
    lines
}
