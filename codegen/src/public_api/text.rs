//! The list as a text that is checked in: a line for each item, in the order of their keys. Must not know what items are.

use super::{Kind, Names, PublicItem, operations, services, types};
use crate::rust::{Crate, Ident, Same};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item's line in the text.
#[derive(Debug)]
pub struct Line {
    key: (String, Kind),
    text: String,
}

/// The lines of a type or an operation, by service, whether it is a type, and name.
pub type Lines = BTreeMap<(Ident, bool, Ident), Arc<[Line]>>;

impl Line {
    fn of(item: PublicItem) -> Self {
        Self { key: item.key(), text: format!("{}\n", item.line()) }
    }
}

/// The text, after the first line of every generated file. What is the same as in another crate is taken from its lines, and
/// all lines come back.
pub fn text(crate_: &Crate, header: &str, same: &Same<'_>, known: &Lines) -> (String, Lines) {
    let mut general: Vec<Line> = services::of_crate(crate_).into_iter().map(Line::of).collect();
    let mut lines = Lines::new();
    for service in &crate_.services {
        general.extend(services::of_service(service).into_iter().map(Line::of));
        let (names, same) = (Names::of(service), same.of(service));
        let mut take = |is_type: bool, ident: &Ident, is_same: bool, list: &dyn Fn() -> Vec<PublicItem>| {
            let key = (service.ident.clone(), is_type, ident.clone());
            let known = known.get(&key).filter(|_| is_same);
            let found = known.map_or_else(|| list().into_iter().map(Line::of).collect(), Clone::clone);
            lines.insert(key, found);
        };
        for item in &service.types {
            let is_same = same.is_some_and(|same| same.types.contains(&item.ident));
            take(true, &item.ident, is_same, &|| types::of_item(item, &names));
        }
        for operation in &service.operations {
            let is_same = same.is_some_and(|same| same.declared.contains(&operation.ident));
            take(false, &operation.ident, is_same, &|| operations::of_operation(operation, &names));
        }
    }
    let mut all: Vec<&Line> = general.iter().chain(lines.values().flat_map(|lines| lines.iter())).collect();
    all.sort_by(|a, b| a.key.cmp(&b.key));
    let text = std::iter::once(header).chain(all.into_iter().map(|line| line.text.as_str())).collect();
    (text, lines)
}
