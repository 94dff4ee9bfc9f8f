//! The operations of the table of facts, as pages. Must not know what is compared with them.

use super::{Facts, Layout, Row, facts, files, services};
use apig_pages::facts::of_spec;
use std::collections::BTreeMap;

/// The names of types, by operation, place and name, in the words of pages.
type Types = BTreeMap<String, BTreeMap<(String, String), String>>;

/// The facts of each operation, by service and name, and how its objects are called.
pub struct Operations {
    pub rows: BTreeMap<String, Vec<Row>>,
    types: Types,
}

pub fn operations() -> Operations {
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for ([service, operation, place, name], cells) in facts() {
        rows.entry(format!("{service}/{operation}")).or_default().push(Row { place, name, cells });
    }
    let mut types = Types::new();
    for service in services(&files()).0 {
        for operation in &service.operations {
            let facts = of_spec(&service, operation).into_iter();
            let named = facts.filter_map(|fact| Some(((fact.place.to_string(), fact.name), fact.ty?.0.to_string())));
            types.insert(format!("{}/{}", service.name, operation.id), named.collect());
        }
    }
    Operations { rows, types }
}

impl Operations {
    /// The page of an operation that says this, and its name.
    pub fn page(&self, layout: Layout, name: &str, rows: &[Row]) -> (String, String) {
        let facts = Facts { rows, types: &self.types[name], has_lists: layout.has_lists() };
        (format!("{name}.{}", layout.file()), layout.print(&facts.page()))
    }

    /// The pages of a service, or of all if none is named.
    pub fn pages(&self, layout: Layout, service: &str) -> Vec<(String, String)> {
        let of_service = self.rows.iter().filter(|(name, _)| name.starts_with(service));
        of_service.map(|(name, rows)| self.page(layout, name, rows)).collect()
    }
}
