//! Allows clippy's lints on names and numbers of a document, which are not ours to change, where they occur. Must not
//! know OpenAPI.

use crate::rust::{Goal, Ident, Initial, Item, ItemKind, Operation, Output, Service, Type};

/// The lints that a service's modules allow.
pub fn of(service: &Service) -> Vec<&'static str> {
    let operations = &service.operations;
    let outputs = operations.iter().filter_map(|operation| match &operation.output {
        Output::ByStatus { variants, .. } => Some(variants),
        Output::One(_) | Output::WithHeaders { .. } => None,
    });
    let overlap =
        outputs.clone().any(|variants| variants.iter().any(|variant| variant.statuses.0 != variant.statuses.1));
    let has_unions = service.types.iter().any(|item| matches!(item.kind, ItemKind::Union(_)));
    let methods = methods(service);
    let has_former = |item: &Item| match &item.kind {
        ItemKind::StringEnum(variants) => variants.iter().any(|variant| variant.former.is_some()),
        ItemKind::IntegerEnum(_, variants) => variants.iter().any(|variant| variant.former.is_some()),
        ItemKind::Struct(_) | ItemKind::Union(_) => false,
    };
    let has_constants = service.types.iter().any(has_former);
    let is_deprecated = service.types.iter().any(|item| item.deprecated.is_some() || item.former.is_some())
        || operations.iter().any(|operation| operation.deprecated.is_some() || !operation.formers.types.is_empty())
        || setters(service).any(|setter| setter.deprecated.is_some())
        || fields(service).any(|field| field.deprecated.is_some());
    let of_clients = service.clients.iter().map(|client| &client.module);
    let mut modules = operations.iter().map(|operation| &operation.module).chain(of_clients);
    let mut types = fields(service).map(|field| &field.ty).chain(setters(service).map(|setter| &setter.ty));
    [
        (methods.iter().any(|name| is_digits(name)), "clippy::just_underscores_and_digits"),
        (outputs.count() > 0 || has_unions, "clippy::large_enum_variant"),
        (overlap, "clippy::match_overlapping_arm"),
        (modules.any(|module| *module == service.ident), "clippy::module_inception"),
        (operations.iter().any(|operation| arguments(operation) > MAX_ARGUMENTS), "clippy::too_many_arguments"),
        (types.any(|ty| depth(ty) > MAX_DEPTH), "clippy::type_complexity"),
        (methods.iter().any(|name| sounds_like_a_conversion(name)), "clippy::wrong_self_convention"),
        (is_deprecated, "deprecated"),
        (has_constants, "non_upper_case_globals"),
    ]
    .into_iter()
    .filter_map(|(occurs, lint)| occurs.then_some(lint))
    .collect()
}

/// clippy's limit, without `self`.
const MAX_ARGUMENTS: usize = 6;

/// Types in one another, up to which clippy surely says nothing.
const MAX_DEPTH: usize = 4;

fn setters(service: &Service) -> impl Iterator<Item = &crate::rust::Setter> {
    let of_types = structs(service).flat_map(|item| &item.setters);
    service.operations.iter().flat_map(|operation| &operation.setters).chain(of_types)
}

fn fields(service: &Service) -> impl Iterator<Item = &crate::rust::Field> {
    structs(service).flat_map(|item| &item.fields)
}

fn structs(service: &Service) -> impl Iterator<Item = &crate::rust::Struct> {
    service.types.iter().filter_map(|item| match &item.kind {
        ItemKind::Struct(item) => Some(item),
        ItemKind::StringEnum(_) | ItemKind::IntegerEnum(..) | ItemKind::Union(_) => None,
    })
}

/// Names of methods and of their arguments.
fn methods(service: &Service) -> Vec<&str> {
    let functions = service.operations.iter().map(|operation| &operation.function);
    let of_clients = service.clients.iter().map(|client| &client.function);
    let arguments = service.operations.iter().flat_map(|operation| operation.fields.iter().map(|field| &field.ident));
    let setters = setters(service).map(|setter| &setter.ident);
    functions.chain(of_clients).chain(arguments).chain(setters).map(Ident::plain).collect()
}

fn arguments(operation: &Operation) -> usize {
    let own = operation.fields.iter().filter(|field| field.initial == Initial::Argument).count();
    let takes_value = operation.waiters.iter().any(|waiter| matches!(waiter.goal, Goal::Item { .. }));
    own + usize::from(takes_value)
}

fn is_digits(name: &str) -> bool {
    name.chars().all(|c| c == '_' || c.is_ascii_digit())
}

fn sounds_like_a_conversion(name: &str) -> bool {
    name == "new" || ["as_", "from_", "into_", "is_", "to_"].iter().any(|prefix| name.starts_with(prefix))
}

fn depth(ty: &Type) -> usize {
    1 + ty.inner().map_or(0, depth)
}
