//! Lowers types: how each is mapped, and what structs and enums have. Must not know which operations use them.

use super::deprecation::{self, Instead};
use super::fields::{
    FieldShape, additional_field, additional_setter, deprecated, field, former_setters, setters_of, wrapped,
};
use super::members::{FieldNames, Members};
use super::{TypeTable, checks, derives, docs, formers, reuse};
use crate::api::{self, Definition, Kind, Precision, Property, Scalar, Text, TypeId, Width};
use crate::rust::{
    self, Docs, Field, Held, Ident, Int, Item, ItemKind, Origin, Runtime, Skip, Struct, Type, Variant, Wrap,
};

/// Lowers a definition. `usage` replaces a missing description.
pub fn lower(id: TypeId, definition: &Definition, usage: Option<String>, types: &TypeTable<'_>) -> Item {
    let (ident, members) = (types.ident(id), types.members(id));
    let kind = match &definition.kind {
        Kind::Object(object) => ItemKind::Struct(struct_of(id, definition, object, types)),
        Kind::Union(union) => ItemKind::Union(super::unions::lower(id, definition, union, types)),
        Kind::StringEnum(variants) => ItemKind::StringEnum(variants_of(variants, members)),
        Kind::IntegerEnum(width, variants) => {
            let ty = Type::Int(int(width_of(*width, variants)));
            ItemKind::IntegerEnum(ty, variants_of(variants, members))
        }
    };
    let words = definition.description.as_deref().map(docs::text).filter(|docs| !docs.is_empty());
    let mut words = words.unwrap_or_else(|| docs::wrapped(&usage.unwrap_or_else(|| docs::code(&definition.name))));
    let told = deprecation::told(definition.deprecated.as_ref(), |name| Instead::ty(name, types));
    docs::paragraph_of(&mut words, told.as_ref().map(|told| told.docs.clone()).unwrap_or_default());
    docs::paragraph_of(&mut words, docs_of_twin(id, types));
    docs::paragraph_of(&mut words, reuse::docs_of(id, types));
    Item {
        name: definition.name.clone(),
        module: types.module(id),
        ident,
        source: definition.path.clone(),
        docs: words,
        deprecated: told.map(|told| told.mark),
        former: types.former(id).map(|former| formers::alias(former, &types.ident(id), types.ident(id).plain())),
        kind,
    }
}

/// What is sent in place of a type that comes back.
pub fn sent_as(id: TypeId, types: &TypeTable<'_>) -> Option<TypeId> {
    // Of a multipart body there are only parts.
    let is_emitted = |id: &TypeId| types.definition(*id).is_some_and(|definition| definition.in_request);
    types.twins.sent(id).filter(is_emitted)
}

/// Where the other one of two types is that were one in the document.
fn docs_of_twin(id: TypeId, types: &TypeTable<'_>) -> Docs {
    let link = |id: TypeId| format!("[`{0}`](super::{0})", types.ident(id).plain());
    let sent = sent_as(id, types).map(|id| format!("Converts into {}, which is what is sent.", link(id)));
    let received = types.twins.received(id).map(|id| format!("Made of {}, which is what comes back.", link(id)));
    sent.or(received).map(|words| docs::wrapped(&words)).unwrap_or_default()
}

/// A document that counts beyond the width it gives means the numbers; and what servers add may be as wide.
pub fn width_of(width: Width, variants: &[api::Variant<i128>]) -> Width {
    let holds = |width: &Width| {
        let (least, most) = width.limits();
        variants.iter().all(|variant| (least..=most).contains(&variant.value))
    };
    let first = match width {
        Width::Int32 => Width::Int32,
        Width::Int64 | Width::Uint32 => Width::Int64,
        Width::Uint64 => Width::Uint64,
        Width::Int128 | Width::Uint128 => Width::Int128,
    };
    [first, Width::Int64, Width::Uint64].into_iter().find(holds).unwrap_or(Width::Int128)
}

fn variants_of<T: Clone + ToString>(variants: &[api::Variant<T>], members: &Members) -> Vec<Variant<T>> {
    let lower = |((variant, ident), former): ((&api::Variant<T>, &Ident), &Option<Ident>)| {
        let shown = variant.value.to_string();
        let words = variant.description.as_deref().map(docs::text).filter(|words| !words.is_empty());
        let docs =
            words.unwrap_or_else(|| vec![if shown.is_empty() { "Empty.".to_owned() } else { docs::code(&shown) }]);
        let former = former.clone().map(|former| formers::alias(former, ident, &format!("Self::{}", ident.plain())));
        Variant { ident: ident.clone(), value: variant.value.clone(), docs, former }
    };
    variants.iter().zip(&members.variants).zip(&members.formers).map(lower).collect()
}

fn struct_of(id: TypeId, definition: &Definition, object: &api::Object, types: &TypeTable<'_>) -> Struct {
    let members = types.members(id);
    let (mut fields, mut setters, mut formers) = (Vec::new(), Vec::new(), Vec::new());
    let (mut demands, mut lists) = (Vec::new(), Vec::new());
    let named = object.properties.iter().zip(&members.fields);
    for (property, names) in named.filter(|(property, _)| definition.has(property)) {
        let ident = &names.field;
        let shape = FieldShape::of(property, definition, id, types);
        let told = deprecated(property, (definition, object), id, types);
        fields.push(field(property, ident, &shape, (definition, told.as_ref())));
        lists.extend(list_of(property, names, &shape));
        if definition.in_request && !property.read_only {
            let own = setters_of(property, names, &shape, told.as_ref());
            formers.extend(former_setters(&own, names, id, types));
            setters.extend(own);
            let value = checks::CheckedValue {
                name: &property.name,
                field: ident,
                required: property.required,
                nullable: shape.wrap == Wrap::Nullable,
            };
            demands.extend(checks::of(value, &property.schema, types));
        }
    }
    if let (Some(additional), Some(names)) = (&object.additional, &members.additional) {
        let field = additional_field(additional, names, types);
        if definition.in_request {
            let value = checks::CheckedValue { name: "", field: &field.ident, required: false, nullable: false };
            let constraints = api::Constraints::default();
            let ty = api::Type::Map(additional.clone());
            let all = api::Schema { constraints, ..api::Schema::plain(ty) };
            demands.extend(checks::of(value, &all, types));
            setters.push(additional_setter(&field, names));
        }
        fields.push(field);
    }
    setters.extend(formers);
    let rules = object.rules.iter().filter(|_| definition.in_request).filter_map(|rule| rule_of(rule, &fields));
    Struct {
        has_default: derives::has_default(&fields),
        rules: rules.collect(),
        fields,
        lists,
        setters,
        checks: definition.in_request.then_some(demands),
        sent: sent_as(id, types).map(|sent| types.ident(sent)),
        origin: origin_of(id, definition, types),
        reused: types.reuse.received(id).filter_map(|received| reuse::lower(received, id, types)).collect(),
    }
}

/// The method that goes through the values of which a text is a list.
fn list_of(property: &Property, names: &FieldNames, shape: &FieldShape) -> Option<rust::TextList> {
    let separator = property.schema.separator.clone()?;
    let words = format!(
        "The values in {}, which {} separates, in their order; none if it is empty or not there.",
        docs::code(names.field.plain()),
        docs::code(&separator)
    );
    let (ident, field, docs) = (names.list.clone()?, names.field.clone(), docs::wrapped(&words));
    Some(rust::TextList { ident, docs, field, wrap: shape.wrap, separator })
}

/// What comes back in place of a struct that is sent.
fn origin_of(id: TypeId, sent: &Definition, types: &TypeTable<'_>) -> Option<Origin> {
    let id = types.twins.received(id)?;
    let received = types.definition(id)?;
    let object = match &received.kind {
        Kind::Object(object) => object,
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => return None,
    };
    let held = object
        .properties
        .iter()
        .filter(|property| sent.has(property))
        .map(|property| Held { ty: wrapped(&FieldShape::of(property, received, id, types)), null: property.required });
    let names = types.members(id).additional.as_ref();
    let additional = object
        .additional
        .iter()
        .zip(names)
        .map(|(additional, names)| Held { ty: additional_field(additional, names, types).ty, null: false });
    Some(Origin { ident: types.ident(id), held: held.chain(additional).collect() })
}

/// A rule about fields that are there; of others, nothing can be demanded.
fn rule_of(rule: &api::Rule, fields: &[Field]) -> Option<rust::Rule> {
    let api::Rule { only_one, sets, span: _ } = rule;
    let is_sent = |field: &&Field| matches!(field.skip, Skip::None | Skip::Absent);
    let field = |name: &String| {
        let is_it = |field: &&Field| field.rename.as_deref().unwrap_or_else(|| field.ident.plain()) == name;
        let field = fields.iter().filter(is_sent).find(is_it)?;
        Some((name.clone(), field.ident.clone()))
    };
    let set = |names: &Vec<String>| names.iter().map(field).collect::<Option<Vec<_>>>();
    Some(rust::Rule { only_one: *only_one, sets: sets.iter().map(set).collect::<Option<_>>()? })
}

/// The Rust type, without the wrapping of what can be absent.
pub fn type_of(ty: &api::Type, types: &TypeTable<'_>) -> Type {
    match ty {
        api::Type::Scalar(scalar) => scalar_of(*scalar),
        api::Type::Any => Type::Value,
        api::Type::FreeForm => Type::Object,
        api::Type::Array(items) => Type::Vec(Box::new(item(items, types))),
        api::Type::Map(values) => Type::Map(Box::new(item(values, types))),
        api::Type::Named(id) => match types.kind(*id) {
            Some(Kind::Union(_)) => Type::Union(types.ident(*id)),
            Some(Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..)) | None => Type::Named(types.ident(*id)),
        },
    }
}

/// The Rust type of an item of a list or a map, or of an answer: it may be `null`.
pub fn item(schema: &api::Schema, types: &TypeTable<'_>) -> Type {
    let ty = type_of(&schema.ty, types);
    if schema.nullable && ty != Type::Value { Type::Option(Box::new(ty)) } else { ty }
}

fn scalar_of(scalar: Scalar) -> Type {
    match scalar {
        Scalar::Boolean => Type::Bool,
        Scalar::Integer(width) => Type::Int(int(width)),
        Scalar::Number(Precision::Float) => Type::F32,
        Scalar::Number(Precision::Double) => Type::F64,
        Scalar::Text(Text::Plain | Text::Binary) => Type::String,
        Scalar::Number(Precision::Decimal) => Type::Runtime(Runtime::Decimal),
        Scalar::Text(Text::DateTime) => Type::Runtime(Runtime::DateTime),
        Scalar::Text(Text::Date) => Type::Runtime(Runtime::Date),
        Scalar::Text(Text::Base64) => Type::Runtime(Runtime::Base64),
        Scalar::Text(Text::Secret) => Type::Runtime(Runtime::Secret),
    }
}

fn int(width: Width) -> Int {
    match width {
        Width::Int32 => Int::I32,
        Width::Int64 => Int::I64,
        Width::Uint32 => Int::U32,
        Width::Uint64 => Int::U64,
        Width::Int128 => Int::I128,
        Width::Uint128 => Int::U128,
    }
}
