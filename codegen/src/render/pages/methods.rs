//! Prepares what the template of the clients' methods prints: those of one tag, in a block for each client.

use super::super::attributes::{alias, deprecated};
use super::super::code::{Code, code, documented, inner_docs};
use super::super::declared;
use super::super::types::Scope;
use super::super::{Printer, uses};
use super::{clients, waiters};
use crate::rust::{Alias, Group, Ident, Operation, Service};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The operations of a group.
pub fn operations<'a>(service: &'a Service, group: &'a Group) -> impl Iterator<Item = &'a Operation> + Clone {
    group.operations.iter().filter_map(|at| service.operations.get(*at))
}

/// The file that names the groups. Documentation shows them in its order.
pub fn list(service: &Service, printer: &Printer) -> Result<String, String> {
    let modules = service.groups.iter().map(|group| code!("mod {};", group.module));
    printer.print("service/methods.rs", context! { modules => modules.collect::<Vec<_>>() })
}

/// The file of a group.
pub fn page(package: &Ident, service: &Service, group: &Group, printer: &Printer) -> Result<String, String> {
    let all = operations(service, group);
    // In the order in which readers meet them.
    let mut owners: Vec<&Ident> = Vec::new();
    for operation in all.clone() {
        owners.extend((!owners.contains(&&operation.client)).then_some(&operation.client));
    }
    let block = |client: &&Ident| {
        let methods = all.clone().filter(|operation| operation.client == **client);
        let methods = methods.map(|operation| method(package, &service.ident, operation));
        Ok(context! {
            docs => documented(&group.docs, []),
            client => Code::from(*client),
            methods => methods.collect::<Result<Vec<_>, String>>()?,
        })
    };
    let view = context! {
        docs => inner_docs(std::slice::from_ref(&group.title)),
        uses => uses_of(&owners, all.clone()),
        blocks => owners.iter().map(block).collect::<Result<Vec<_>, String>>()?,
    };
    printer.print("service/methods/group.rs", view)
}

fn method(package: &Ident, service: &Ident, operation: &Operation) -> Result<Value, String> {
    Ok(context! {
        attributes => documented(&operation.docs, deprecated(operation.deprecated.as_ref())),
        ident => Code::from(&operation.ident),
        of_client => clients::held(&operation.client),
        signature => declared::call(operation, &operation.function, Scope::Operations),
        former => operation.formers.function.as_ref().map(|former| former_method(operation, former)),
        initializers => operation.fields.iter().map(clients::initializer).collect::<Vec<_>>(),
        waiters => waiters::views(package, service, operation)?,
    })
}

/// The method by the name that it had, which calls it.
fn former_method(operation: &Operation, former: &Alias) -> Value {
    let arguments = Code::list(declared::taken(&operation.fields).map(|field| Code::from(&field.ident)), ", ");
    context! {
        signature => declared::call(operation, &former.ident, Scope::Operations),
        call => code!("self.{}({})", operation.function, arguments),
        ..alias(former)
    }
}

fn uses_of<'a>(owners: &[&Ident], operations: impl Iterator<Item = &'a Operation>) -> Vec<Code> {
    let mut siblings: BTreeSet<&str> = owners.iter().map(|owner| owner.0.as_str()).chain(["types"]).collect();
    let mut names: Vec<Code> = owners.iter().map(|owner| Code::from(*owner)).collect();
    for operation in operations {
        siblings
            .extend([&operation.ident].into_iter().chain(operation.output.own_type()).map(|ident| ident.0.as_str()));
        names.push(declared::call(operation, &operation.function, Scope::Operations));
        names.extend(operation.fields.iter().map(clients::initializer));
        names.extend(operation.waiters.iter().map(|waiter| declared::waiter(waiter, operation, Scope::Operations)));
    }
    uses::from(&code!("super::super"), &Code::list(names, " "), &siblings, None)
}
