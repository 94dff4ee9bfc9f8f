//! Words what a type without a description is used for: the operations that send or answer it, or the field that holds
//! it.

use super::calls::CallNames;
use super::{TypeTable, docs};
use crate::api::{Answer, Kind, Operation, Schema, TypeId};

/// What each type is used for, as a sentence.
pub fn of_types(operations: &[Operation], calls: &[CallNames], types: &TypeTable<'_>) -> Vec<Option<String>> {
    let usages = Usages::of(operations, calls, types);
    let sentence = |id: usize| usages.sentence(id);
    (0..types.definitions.len()).map(sentence).collect()
}

/// What uses a type, as links.
#[derive(Clone, Default)]
struct Usage {
    bodies: Vec<String>,
    answers: Vec<String>,
    errors: Vec<String>,
    fields: Vec<String>,
}

struct Usages(Vec<Usage>);

impl Usages {
    fn of(operations: &[Operation], calls: &[CallNames], types: &TypeTable<'_>) -> Self {
        let mut usages = Self(vec![Usage::default(); types.definitions.len()]);
        for (operation, call) in operations.iter().zip(calls) {
            let link = format!("[`{0}`](super::super::{1}::{0})", call.function.plain(), call.client().plain());
            if let Some(body) = &operation.body {
                let others = body.others.iter().map(|other| &other.schema);
                let bodies = std::iter::once(&body.schema).chain(others);
                bodies.for_each(|schema| usages.add(schema, |usage| &mut usage.bodies, (&link, &link)));
            }
            let schemas = |answers: &[Answer]| answers.iter().filter_map(|answer| answer.schema.clone()).collect();
            let (successes, failures): (Vec<Schema>, Vec<Schema>) =
                (schemas(&operation.successes), schemas(&operation.failures));
            successes.iter().for_each(|schema| usages.add(schema, |usage| &mut usage.answers, (&link, &link)));
            for header in operation.successes.iter().flat_map(|answer| &answer.headers) {
                let label = format!("Header {} of the answer of {link}", docs::code(&header.name));
                header.schema.iter().for_each(|schema| usages.add(schema, |usage| &mut usage.fields, (&label, &link)));
            }
            failures.iter().for_each(|schema| usages.add(schema, |usage| &mut usage.errors, (&link, &link)));
            for parameter in &operation.parameters {
                let label = format!("{} of {link}", docs::code(&parameter.name));
                let kind = format!("Parameter {label}");
                usages.add(&parameter.schema, |usage| &mut usage.fields, (&kind, &link));
            }
        }
        for ((definition, ident), members) in types.definitions.iter().zip(&types.idents).zip(&types.members) {
            let object = match &definition.kind {
                Kind::Object(object) => object,
                Kind::Union(union) => {
                    let link = format!("[`{0}`](super::{0})", ident.plain());
                    let variants = union.alternatives.iter().map(|one| &one.schema);
                    variants.for_each(|schema| {
                        usages.add(schema, |usage| &mut usage.fields, (&format!("Variant of {link}"), &link))
                    });
                    continue;
                }
                Kind::StringEnum(_) | Kind::IntegerEnum(..) => continue,
            };
            let owner = format!("[`{0}`](super::{0})", ident.plain());
            for property in object.properties.iter().filter(|property| definition.has(property)) {
                let name = docs::code(&property.name);
                usages.add(&property.schema, |usage| &mut usage.fields, (&format!("{name} of {owner}"), &owner));
            }
            if let (Some(additional), Some(names)) = (&object.additional, &members.additional) {
                let label = format!("`{}` of {owner}", names.field.plain());
                usages.add(additional, |usage| &mut usage.fields, (&label, &owner));
            }
        }
        usages
    }

    /// Adds a link, once. It ends as `owner` does, and those that do so stand together.
    fn add(&mut self, schema: &Schema, list: fn(&mut Usage) -> &mut Vec<String>, (link, owner): (&str, &str)) {
        let Some(TypeId(id)) = schema.ty.named_inside() else { return };
        if let Some(links) = self.0.get_mut(id).map(list)
            && !links.iter().rev().take_while(|other| other.ends_with(owner)).any(|other| other == link)
        {
            links.push(link.to_owned());
        }
    }

    fn sentence(&self, id: usize) -> Option<String> {
        let Usage { bodies, answers, errors, fields } = self.0.get(id)?;
        let parts: Vec<String> = [("request body of", bodies), ("answer of", answers)]
            .into_iter()
            .filter_map(|(what, links)| list(links).map(|links| format!("{what} {links}")))
            .collect();
        let sentence = match (parts.is_empty(), errors.len()) {
            (false, _) => parts.join("; "),
            (true, 0) => list(fields)?,
            (true, 1) => format!("error of {}", errors.first()?),
            (true, _) => "body of error answers".to_owned(),
        };
        let mut letters = sentence.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        Some(first.into_iter().chain(letters).chain(['.']).collect())
    }
}

/// The first links, and how many more there are.
fn list(links: &[String]) -> Option<String> {
    match links {
        [] => None,
        [one] => Some(one.clone()),
        [one, two] => Some(format!("{one} and {two}")),
        [one, two, rest @ ..] => Some(format!("{one}, {two} and {} more", rest.len())),
    }
}
