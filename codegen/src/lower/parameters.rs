//! Lowers parameters: the field and the setter of each, what is checked and said of it, and how it is written into the request. Must not
//! know what else an operation has, nor how that is printed.

use super::deprecation::{self, Instead, Told};
use super::names::{self, Namespace};
use super::types::type_of;
use super::{TypeTable, checks, docs, formers};
use crate::api::{self, Kind, Location, Parameter, PathPart, Scalar, Text, path_parts};
use crate::diagnostics::Diagnostics;
use crate::rust::{Check, Demand, Docs, How, Ident, Initial, OperationField, Setter, Style, Target, Type, Wrap, Write};

/// How a parameter is written.
pub fn write(parameter: &Parameter, field: Ident, types: &TypeTable<'_>) -> Write {
    let (name, how) = (parameter.name.clone(), how(parameter, types));
    let is_secret = parameter.schema.ty == api::Type::Scalar(Scalar::Text(Text::Secret));
    match parameter.location {
        Location::Path if is_secret && parameter.style == api::Style::Simple => Write::SecretPath { name, field },
        Location::Path => Write::Path { name, field, how },
        Location::Query => Write::Query { name, field, how },
        Location::QueryString => Write::QueryString { name, field, style: style(parameter) },
        Location::Header if is_secret => Write::SecretHeader { name, field },
        Location::Header => Write::Header { name, field, how },
        Location::Cookie => Write::Cookie { name, field, style: style(parameter) },
    }
}

/// How it is written, in the shortest way for what nearly all parameters are.
pub fn how(parameter: &Parameter, types: &TypeTable<'_>) -> How {
    let is_usual = !parameter.allow_reserved
        && match parameter.location {
            Location::Path | Location::Header => parameter.style == api::Style::Simple,
            Location::Query => parameter.style == api::Style::Form,
            Location::QueryString | Location::Cookie => false,
        };
    match &parameter.schema.ty {
        ty if is_usual && is_text(ty, types) => How::Text,
        api::Type::Array(items) if is_usual && is_text(&items.ty, types) => {
            if parameter.location == Location::Query && parameter.explode { How::Each } else { How::Commas }
        }
        api::Type::Scalar(_)
        | api::Type::Any
        | api::Type::FreeForm
        | api::Type::Array(_)
        | api::Type::Map(_)
        | api::Type::Named(_) => How::Styled(style(parameter)),
    }
}

/// Whether the Rust type has a text of its own: `Display`.
fn is_text(ty: &api::Type, types: &TypeTable<'_>) -> bool {
    match ty {
        api::Type::Scalar(Scalar::Text(Text::Secret)) => false,
        api::Type::Scalar(_) => true,
        api::Type::Named(id) => match types.kind(*id) {
            Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) => true,
            Some(Kind::Union(union)) => union.is_scalar(),
            Some(Kind::Object(_)) | None => false,
        },
        api::Type::Any | api::Type::FreeForm | api::Type::Array(_) | api::Type::Map(_) => false,
    }
}

fn style(parameter: &Parameter) -> Style {
    let (name, reserved) = match parameter.style {
        api::Style::Simple => ("SIMPLE", parameter.allow_reserved),
        api::Style::Label => ("LABEL", parameter.allow_reserved),
        api::Style::Matrix => ("MATRIX", parameter.allow_reserved),
        api::Style::Form => ("FORM", parameter.allow_reserved),
        api::Style::SpaceDelimited => ("SPACE_DELIMITED", parameter.allow_reserved),
        api::Style::PipeDelimited => ("PIPE_DELIMITED", parameter.allow_reserved),
        api::Style::DeepObject => ("DEEP_OBJECT", parameter.allow_reserved),
        api::Style::Cookie => ("FORM", true),
        api::Style::Json => ("JSON", parameter.allow_reserved),
    };
    // These two have one form.
    let exploded = parameter.explode && !matches!(parameter.style, api::Style::DeepObject | api::Style::Json);
    Style { name, exploded, reserved }
}

/// A path template as it goes into a URL: what no URL has is escaped, and what stands behind `#` is not sent.
pub fn on_the_wire(path: &str) -> String {
    let sent = path.split('#').next().unwrap_or(path);
    let mut wire = String::new();
    for part in path_parts(sent) {
        match part {
            PathPart::Name(name) => wire.extend(["{", name, "}"]),
            PathPart::Text(text) => text.bytes().for_each(|byte| match byte {
                b'{' | b'}' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'|' => wire.push_str(&format!("%{byte:02X}")),
                b'!'..=b'~' => wire.push(char::from(byte)),
                _ => wire.push_str(&format!("%{byte:02X}")),
            }),
        }
    }
    wire
}

/// What the parameters add to an operation.
#[derive(Default)]
pub struct ParameterParts {
    pub fields: Vec<OperationField>,
    pub setters: Vec<Setter>,
    pub checks: Vec<Check>,
    pub writes: Vec<Write>,
}

impl ParameterParts {
    pub fn add(&mut self, parameter: &Parameter, ident: &Ident, initial: Initial, types: &TypeTable<'_>) {
        let ty = type_of(&parameter.schema.ty, types);
        let field = ident.clone();
        let is_path = parameter.location == Location::Path;
        let value = checks::CheckedValue {
            name: &parameter.name,
            field: ident,
            required: parameter.required && !is_path,
            nullable: false,
        };
        if is_path && how(parameter, types) == How::Text {
            self.checks.push(Check { name: parameter.name.clone(), field: field.clone(), demand: Demand::Path });
        }
        self.checks.extend(checks::of(value, &parameter.schema, types));
        self.fields.push(OperationField {
            ident: field.clone(),
            docs: parameter_docs(parameter),
            ty: if is_path { ty.clone() } else { Type::Option(Box::new(ty.clone())) },
            initial,
        });
        if !is_path {
            self.setters.push(Setter {
                ident: names::setter(ident),
                docs: parameter_docs(parameter),
                deprecated: None,
                target: Target::Own(field.clone()),
                ty,
                wrap: Wrap::Option,
                null: false,
            });
        }
        self.writes.push(write(parameter, field, types));
    }

    /// What there is to say of parameters once all have their names: what each was called, and what replaces it.
    pub fn finish(
        &mut self,
        idents: &[(&Parameter, Ident)],
        fields: &mut Namespace,
        types: &TypeTable<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        for (parameter, ident) in idents {
            let target = Target::Own(ident.clone());
            let setter = self.setters.iter().find(|setter| setter.target == target);
            if let (Some(setter), Some(was)) = (setter, &parameter.was) {
                let former = fields.former(names::operation_field(&was.value), ident, was, diagnostics);
                let path = format!("Self::{}()", setter.ident.plain());
                let former = former.map(|former| formers::setter(setter, names::setter(&former), &path));
                self.setters.extend(former);
            }
            let told = deprecation::told(parameter.deprecated.as_ref(), |name| beside(name, idents, types));
            told.into_iter().for_each(|told| self.deprecate(ident, told));
        }
    }

    fn deprecate(&mut self, ident: &Ident, told: Told) {
        let fields = self.fields.iter_mut().filter(|field| field.ident == *ident);
        fields.for_each(|field| docs::paragraph_of(&mut field.docs, told.docs.clone()));
        let target = Target::Own(ident.clone());
        let own = |setter: &&mut Setter| setter.target == target && setter.deprecated.is_none();
        for setter in self.setters.iter_mut().filter(own) {
            docs::paragraph_of(&mut setter.docs, told.docs.clone());
            setter.deprecated = Some(told.mark.clone());
        }
    }
}

/// What replaces a parameter: another one, or a type.
fn beside(name: &str, idents: &[(&Parameter, Ident)], types: &TypeTable<'_>) -> Option<Instead> {
    let Some((parameter, ident)) = idents.iter().find(|(other, _)| other.name == name) else {
        return Instead::ty(name, types);
    };
    let method = names::setter(ident);
    Some(match parameter.location {
        Location::Path => Instead::at(ident, format!("Self::{}", ident.plain())),
        Location::Query | Location::QueryString | Location::Header | Location::Cookie => {
            Instead::at(&method, format!("Self::{}()", method.plain()))
        }
    })
}

/// What a field or a setter says of its parameter.
pub fn parameter_docs(parameter: &Parameter) -> Docs {
    let mut lines = parameter.description.as_deref().map(docs::text).unwrap_or_default();
    if lines.is_empty() {
        lines.push(docs::code(&parameter.name));
    }
    let mut notes: Vec<String> = docs::bounds(&parameter.schema).into_iter().collect();
    if parameter.required && parameter.location != Location::Path {
        notes.insert(0, "Required.".to_owned());
    }
    docs::paragraph_of(&mut lines, if notes.is_empty() { Vec::new() } else { vec![notes.join(" ")] });
    lines
}

/// An argument, as an item of a list.
pub fn argument_docs(parameter: &Parameter, ident: &Ident) -> Docs {
    let words = parameter.description.as_deref().map(docs::line).filter(|words| !words.is_empty());
    let bounds = docs::bounds(&parameter.schema);
    let words: Vec<String> = words.into_iter().chain(bounds).collect();
    let words = if words.is_empty() { docs::code(&parameter.name) } else { words.join(" ") };
    docs::wrapped(&format!("- `{}`: {words}", ident.plain()))
}

#[cfg(test)]
mod tests {
    use super::on_the_wire;

    #[test]
    fn paths() {
        for (path, wire) in [
            ("/a/{b}.json", "/a/{b}.json"),
            ("/x(id={id})", "/x(id={id})"),
            ("/a b/\u{e9}", "/a%20b/%C3%A9"),
            ("/a%20b", "/a%20b"),
            ("/a?b={b}", "/a?b={b}"),
            ("/a#b", "/a"),
            ("/{a", "/%7Ba"),
            ("/", "/"),
        ] {
            assert_eq!(on_the_wire(path), wire);
        }
    }
}
