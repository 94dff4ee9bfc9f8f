//! Checks what is said of things that should no longer be used: until when they are there, since when they are so, and whether there
//! is what replaces them. Must not know where that is written.

use super::values::has_form;
use crate::api::{Definition, Deprecation, Kind, Operation, Property, Schema, Text, release};
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages, nearest};
use crate::source::Span;
use std::collections::BTreeSet;

/// Checks all deprecations of a service, and leaves out what is wrong.
pub fn check(operations: &mut [Operation], types: &mut [Definition], diagnostics: &mut Diagnostics) {
    let schemas = schemas(operations, types);
    let mut check = Check { diagnostics, told: BTreeSet::new() };
    // What uses a schema has what is said of that.
    for definition in types.iter_mut().filter(|definition| definition.component) {
        check.one(&mut definition.deprecated, &definition.name, "schema that operations use", &schemas);
    }
    let with = |names: BTreeSet<String>| names.union(&schemas).cloned().collect::<BTreeSet<_>>();
    for properties in types.iter_mut().map(properties_of).filter(|all| all.iter().any(|one| one.deprecated.is_some())) {
        let beside = with(properties.iter().map(|property| property.name.clone()).collect());
        for property in properties {
            check.one(&mut property.deprecated, &property.name, "property of the object, and no schema,", &beside);
        }
    }
    let ids: BTreeSet<String> = operations.iter().map(|operation| operation.id.clone()).collect();
    for operation in operations {
        check.one(&mut operation.deprecated, &operation.id, "operation", &ids);
        if operation.parameters.iter().any(|parameter| parameter.deprecated.is_some()) {
            let beside = with(operation.parameters.iter().map(|parameter| parameter.name.clone()).collect());
            for parameter in &mut operation.parameters {
                let what = "parameter of the operation, and no schema,";
                check.one(&mut parameter.deprecated, &parameter.name, what, &beside);
            }
        }
        for answer in operation.successes.iter_mut().chain(&mut operation.failures) {
            let beside: BTreeSet<String> = answer.headers.iter().map(|header| header.name.clone()).collect();
            for header in &mut answer.headers {
                check.one(&mut header.deprecated, &header.name, "header of the answer", &beside);
            }
        }
    }
}

fn properties_of(definition: &mut Definition) -> &mut [Property] {
    match &mut definition.kind {
        Kind::Object(object) => &mut object.properties,
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => &mut [],
    }
}

/// The names of the components that are in use, whatever they are.
fn schemas(operations: &[Operation], types: &[Definition]) -> BTreeSet<String> {
    let components = types.iter().filter(|definition| definition.component).map(|definition| definition.name.clone());
    let parameters = operations.iter().flat_map(|operation| &operation.parameters).map(|parameter| &parameter.schema);
    let properties = types.iter().flat_map(|definition| match &definition.kind {
        Kind::Object(object) => object.properties.as_slice(),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => &[],
    });
    let used = parameters.chain(properties.map(|property| &property.schema));
    components.chain(used.filter_map(|schema: &Schema| schema.reference.clone())).collect()
}

struct Check<'d> {
    diagnostics: &'d mut Diagnostics,
    /// Where a replacement is not found.
    told: BTreeSet<Span>,
}

impl Check<'_> {
    /// `beside` are the names of what may be used in the place of something, itself among them.
    fn one(&mut self, deprecation: &mut Option<Deprecation>, own: &str, what: &str, beside: &BTreeSet<String>) {
        let Some(Deprecation { since, sunset, replaced_by }) = deprecation else { return };
        if let Some(day) = sunset.take_if(|day| !has_form(Text::Date, &day.value)) {
            self.diagnostics.push(messages::no_day(day.span, &day.value));
        }
        // Of a release: clippy asks for that.
        if let Some(version) = since.take_if(|version| release(&version.value).is_none()) {
            self.diagnostics.push(messages::no_version(version.span, &version.value));
        }
        let is_there = |name: &str| name != own && beside.contains(name);
        if let Some(name) = replaced_by.take_if(|name| !is_there(&name.value))
            && self.told.insert(name.span)
        {
            let others = beside.iter().map(String::as_str).filter(|other| *other != own);
            let suggestion = nearest(&name.value, others.take_while(|_| self.told.len() <= MOST_SLIPS));
            self.diagnostics.push(messages::unknown_replacement(name.span, &name.value, what, suggestion));
        }
    }
}
