//! What of a crate is as it is in another one, so that what was made of it there need not be made again. Must not know
//! what that is.

use super::{Crate, Example, Ident, Operation, Service};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What of a crate is the same in another one.
#[derive(Debug, Default)]
pub struct Same<'a> {
    /// Whether they are called the same.
    pub name: bool,
    /// Whether what they say of themselves is, with the names of their services.
    pub library: bool,
    /// Whether their tables of endpoints are.
    pub endpoints: bool,
    services: BTreeMap<&'a Ident, SameService<'a>>,
}

/// What of a service is the same in the one of its module in another crate.
#[derive(Debug, Default)]
pub struct SameService<'a> {
    /// Whether all of it is.
    pub whole: bool,
    /// Whether they have types of the same names.
    pub type_names: bool,
    /// Whether they have the same examples.
    pub examples: bool,
    /// The names of types that are the same.
    pub types: BTreeSet<&'a Ident>,
    /// The names of operations that are the same.
    pub operations: BTreeSet<&'a Ident>,
    /// And of those that are but for what is said of them.
    pub declared: BTreeSet<&'a Ident>,
}

impl<'a> Same<'a> {
    /// Compares two crates.
    pub fn between(crate_: &'a Crate, other: &'a Crate) -> Self {
        let by_module: BTreeMap<&Ident, &Arc<Service>> =
            other.services.iter().map(|service| (&service.ident, service)).collect();
        let services = crate_.services.iter().filter_map(|service| {
            Some((&service.ident, SameService::between(service, by_module.get(&service.ident)?)))
        });
        let modules = |crate_: &'a Crate| crate_.services.iter().map(|service| &service.ident);
        Self {
            name: crate_.name == other.name,
            library: crate_.docs == other.docs
                && crate_.front_page == other.front_page
                && modules(crate_).eq(modules(other)),
            endpoints: crate_.endpoints == other.endpoints,
            services: services.collect(),
        }
    }

    /// What of a service is the same; `None` if the other crate has no such service.
    pub fn of(&self, service: &Service) -> Option<&SameService<'a>> {
        self.services.get(&service.ident)
    }
}

impl<'a> SameService<'a> {
    fn between(service: &'a Arc<Service>, other: &'a Arc<Service>) -> Self {
        let whole = Arc::ptr_eq(service, other) || service == other;
        let types: BTreeMap<_, _> = other.types.iter().map(|item| (&item.ident, item)).collect();
        let operations: BTreeMap<_, _> =
            other.operations.iter().map(|operation| (&operation.ident, operation)).collect();
        let same_types = service.types.iter().filter(|item| whole || types.get(&item.ident) == Some(item));
        let is_same = |operation: &&Operation| whole || operations.get(&operation.ident) == Some(operation);
        let same_operations = service.operations.iter().filter(is_same);
        let is_declared = |operation: &&Operation| {
            let other = operations.get(&operation.ident);
            whole || other.is_some_and(|other| operation.but_for_words() == other.but_for_words())
        };
        Self {
            whole,
            type_names: whole || names(service).eq(names(other)),
            examples: whole || examples(service).eq(examples(other)),
            types: same_types.map(|item| &item.ident).collect(),
            operations: same_operations.map(|operation| &operation.ident).collect(),
            declared: service.operations.iter().filter(is_declared).map(|operation| &operation.ident).collect(),
        }
    }
}

fn names(service: &Service) -> impl Iterator<Item = &Ident> {
    service.types.iter().map(|item| &item.ident)
}

fn examples(service: &Service) -> impl Iterator<Item = &Example> {
    service.operations.iter().flat_map(|operation| &operation.examples)
}
