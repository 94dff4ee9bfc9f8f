//! Finds former names that both versions have. They are meant for one minor version of the crate. Must not know which versions are
//! compared.

use super::finding::locate;
use super::services::Version;
use super::{KeptName, Subject, words};
use crate::api::{Definition, Json, Kind, Service, Variant, whole};
use crate::source::Spanned;
use std::collections::BTreeSet;

/// The former names of the newer services that the older ones of the same names have, too, for the same.
pub fn names(before: Version<'_>, after: Version<'_>) -> Vec<KeptName> {
    let mut kept = Vec::new();
    for service in after.services {
        let old = before.services.iter().find(|old| old.name == service.name);
        let olds: BTreeSet<(Subject, &str)> =
            old.into_iter().flat_map(formers).map(|(subject, was)| (subject, was.value.as_str())).collect();
        for (subject, was) in formers(service) {
            if olds.contains(&(subject.clone(), was.value.as_str())) {
                let message = format!("{} has the former name {}", words::subject(&subject), words::quoted(&was.value));
                kept.push(KeptName { message, at: locate(after.sources, was.span) });
            }
        }
    }
    kept
}

/// All that has a former name.
fn formers(service: &Service) -> impl Iterator<Item = (Subject, &Spanned<String>)> {
    let operations = service.operations.iter().flat_map(|operation| {
        let own = (Subject::Operation { id: operation.id.clone() }, &operation.was);
        let parameters = operation.parameters.iter().map(|parameter| {
            let (operation, name) = (operation.id.clone(), parameter.name.clone());
            (Subject::Parameter { operation, location: parameter.location.name(), name }, &parameter.was)
        });
        std::iter::once(own).chain(parameters)
    });
    let types = service.types.iter().flat_map(|definition| {
        let own = (Subject::Type { name: definition.name.clone() }, &definition.was);
        std::iter::once(own).chain(members(definition))
    });
    operations.chain(types).filter_map(|(subject, was)| Some((subject, was.as_ref()?)))
}

fn members(definition: &Definition) -> Vec<(Subject, &Option<Spanned<String>>)> {
    let ty = || definition.name.clone();
    match &definition.kind {
        Kind::Object(object) => {
            let of = |name: &String| Subject::Property { ty: ty(), name: name.clone() };
            object.properties.iter().map(|property| (of(&property.name), &property.was)).collect()
        }
        Kind::StringEnum(variants) => values(variants, ty, |text| text.clone().into()),
        Kind::IntegerEnum(_, variants) => values(variants, ty, |number| whole(*number)),
        Kind::Union(_) => Vec::new(),
    }
}

fn values<T>(
    variants: &[Variant<T>],
    ty: impl Fn() -> String,
    json: fn(&T) -> Json,
) -> Vec<(Subject, &Option<Spanned<String>>)> {
    let of = |variant: &Variant<T>| Subject::Value { ty: ty(), value: json(&variant.value).to_string() };
    variants.iter().map(|variant| (of(variant), &variant.was)).collect()
}
