//! Gives each operation its names: those of its method, its struct, its file, its answer. Must not know what it sends.

use super::clients::{self, Client, ClientNames};
use super::names::{self, Namespace, Place, Wanted};
use super::operations::route;
use crate::api::{Operation, Waiter};
use crate::diagnostics::Diagnostics;
use crate::rust::Ident;

/// The names of an operation.
#[derive(Clone)]
pub struct CallNames {
    /// The client's method.
    pub function: Ident,
    /// Its struct.
    pub name: Ident,
    /// The module of its struct.
    pub module: Ident,
    /// The type of its answer, if it needs one of its own.
    pub output: Ident,
    /// What they were called.
    pub formers: FormerCallNames,
    /// The client's methods that wait.
    pub waiters: Vec<Ident>,
    /// The clients that lead to its method, in the order of its path.
    pub clients: Vec<ClientNames>,
}

/// What the method of an operation, its struct and the type of its answer were called.
#[derive(Clone, Default)]
pub struct FormerCallNames {
    pub function: Option<Ident>,
    pub name: Option<Ident>,
    pub output: Option<Ident>,
}

impl CallNames {
    /// The client that has its method.
    pub fn client(&self) -> Ident {
        self.clients.last().map_or_else(|| Ident("Client".to_owned()), |client| client.ident.clone())
    }

    /// Its method, with that client.
    pub fn method(&self) -> String {
        format!("{}::{}", self.client().plain(), self.function.plain())
    }
}

/// Names operations, what they answer, and their waiters: those with an id first, then clients. The other names are those of
/// structs.
pub fn name<'a>(
    operations: &'a [Operation],
    diagnostics: &mut Diagnostics,
) -> (Vec<CallNames>, Vec<Client<'a>>, Namespace) {
    let mut functions = Namespace::new("the operations", "x-rust-name");
    let mut structs = Namespace::new("the operations", "x-rust-name");
    let mut waiters = Namespace::new("the waiters", "name");
    let mut files = Namespace::new("the operations", "x-rust-name");
    let mut of_clients = Namespace::new("the clients", "x-rust-client");
    let mut clients = clients::find(operations);
    let mut named: Vec<Option<CallNames>> = operations.iter().map(|_| None).collect();
    for have_ids in [true, false] {
        let routes = operations.iter().map(route);
        let of_round = operations.iter().zip(routes).zip(&mut named);
        for ((operation, route), slot) in of_round.filter(|((one, route), _)| (one.id != *route) == have_ids) {
            let (place, requested) = (Place::Instead(&route), operation.rust_name.as_deref());
            let wanted = Wanted { requested, place, ..Wanted::plain(&operation.id, operation.span) };
            let function = functions.place(names::function, wanted, diagnostics);
            // Two operations whose names clash here clashed as functions already, and have been reported.
            let name = structs.place(names::operation, wanted, &mut Diagnostics::default());
            waiters.take(&function, wanted);
            of_clients.take(&name, wanted);
            let wait = |waiter: &Waiter| {
                let ident = waiters.name(names::waiter, &waiter.name, None, waiter.span, diagnostics);
                // For the operations that follow.
                functions.take(&ident, Wanted::plain(&waiter.name, waiter.span));
                ident
            };
            let waiters = operation.waiters.iter().map(wait).collect();
            let (module, output) = (files.file(&function), name.clone());
            let formers = FormerCallNames::default();
            *slot = Some(CallNames { function, name, module, output, formers, waiters, clients: Vec::new() });
        }
        if have_ids {
            let others = (&mut of_clients, &mut structs, &mut functions);
            clients::name(&mut clients, others, &mut files, diagnostics);
        }
    }
    let mut named: Vec<CallNames> = named.into_iter().flatten().collect();
    // Only now, because an operation further down may have the name.
    for (operation, names) in operations.iter().zip(&mut named) {
        names.clients = clients::of_operation(&clients, operation);
        let wanted = Wanted::plain(&operation.id, operation.span);
        // Most answers need no type of their own, and then it does not matter whether another has the name.
        names.output =
            structs.claim(names::operation, &names::output(&names.name), wanted, &mut Diagnostics::default());
    }
    // What is called so now has precedence over what was.
    for (operation, names) in operations.iter().zip(&mut named) {
        let Some(was) = &operation.was else { continue };
        let function = functions.former(names::function(&was.value), &names.function, was, diagnostics);
        let mut unheard = Diagnostics::default();
        let former = names::operation(&was.value);
        let output = structs.former(names::output(&former), &names.output, was, &mut unheard);
        let name = structs.former(former, &names.name, was, &mut unheard);
        names.formers = FormerCallNames { function, name, output };
    }
    (named, clients, structs)
}
