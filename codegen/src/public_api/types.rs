//! Lists the items of a type: itself, its fields or variants, its setters, and what it implements.

use super::{Names, PublicItem, PublicKind, implementation, impls};
use crate::api::Subject;
use crate::render::code::{Code, Word, code};
use crate::render::declared;
use crate::rust::{
    Field, Ident, Item, ItemKind, Setter, Skip, Struct, Target, TextList, Type, Union, UnionVariant, Variant,
};

/// The items of a type.
pub fn of_item(item: &Item, names: &Names<'_>) -> Vec<PublicItem> {
    let Item { name, module: _, ident, source: _, docs, deprecated, former, kind } = item;
    let module = names.module;
    let path = code!("{}::types::{}", module, ident);
    let subject = Subject::Type { name: name.clone() };
    let (word, mut items) = match kind {
        ItemKind::Struct(of) => (Word("struct"), of_struct(item, of, &path, names)),
        ItemKind::StringEnum(variants) => {
            let value = |variant: &Variant<String>| serde_json::Value::from(variant.value.as_str()).to_string();
            let mut items = of_enum(name, variants, value, &Type::String, &path, names);
            items.extend(PublicItem::functions(&path, "service/types/string_enum_impls.rs", &code!(""), &subject));
            items.extend(impls(&path, [code!("From<&str>")], &subject));
            (Word("enum"), items)
        }
        ItemKind::Union(union) => (Word("enum"), of_union(name, union, &path, names)),
        ItemKind::IntegerEnum(ty, variants) => {
            let mut items = of_enum(name, variants, |variant| variant.value.to_string(), ty, &path, names);
            items.extend(impls(&path, [code!("Copy")], &subject));
            (Word("enum"), items)
        }
    };
    let alias = former
        .as_ref()
        .map(|former| PublicItem::type_alias(former, &code!("{}::types", module), &path, subject.clone(), names));
    items.extend(alias);
    let rules = if let ItemKind::Struct(of) = kind { of.rules.as_slice() } else { &[] };
    let declaration = code!("#[non_exhaustive] pub {} {}", word, path);
    items.push(
        PublicItem::new(PublicKind::Type, path, declaration, subject)
            .deprecated(deprecated.as_ref())
            .behind_in(names, (docs, rules)),
    );
    items
}

fn of_struct(item: &Item, of: &Struct, path: &Code, names: &Names<'_>) -> Vec<PublicItem> {
    let Struct { fields, has_default, setters, checks, rules: _, lists, sent: _, origin, reused } = of;
    let subject = Subject::Type { name: item.name.clone() };
    let mut derived = vec!["Clone", "Debug", "PartialEq", "Serialize", "Deserialize<'_>"];
    derived.extend(has_default.then_some("Default"));
    derived.extend(checks.as_ref().map(|_| "Validate"));
    let derived = derived.into_iter().map(|name| code!("{}", Word(name)));
    let mut items: Vec<PublicItem> = impls(path, derived, &subject).collect();
    let made = origin.iter().map(|origin| &origin.ident).chain(reused.iter().map(|reused| &reused.ident));
    items.extend(made.map(|from| conversion(from, path, &subject, names)));
    items.extend(fields.iter().map(|field| {
        let Field { ident, docs, deprecated, ty, rename, skip } = field;
        let checks = checks.iter().flatten().filter(|check| check.field == *ident);
        PublicItem::member(path, ident, &declared::field(ident, ty, names.scope()), property(item, field))
            .deprecated(deprecated.as_ref())
            .shows(names.shown(ty))
            .behind_in(names, (docs, rename, skip, checks.collect::<Vec<_>>()))
    }));
    items.extend(lists.iter().map(|list| {
        let TextList { ident, docs, field, wrap: _, separator } = list;
        let subject = fields.iter().find(|one| one.ident == *field).map(|field| property(item, field));
        let subject = subject.unwrap_or_else(|| Subject::Type { name: item.name.clone() });
        PublicItem::function(path, &Code::from(ident), &declared::list(list), subject)
            .behind_in(names, (docs, separator))
    }));
    items.extend(setters.iter().map(|setter| of_setter(setter, path, target(item, &setter.target), names)));
    items
}

/// That a type is made of what comes back in its place.
fn conversion(from: &Ident, path: &Code, subject: &Subject, names: &Names<'_>) -> PublicItem {
    let name = code!("From<{}>", names.scope().name(from));
    implementation(path, &name, &name, subject).shows(names.shown(&Type::Named(from.clone())))
}

/// The fluent method that sets a field.
pub fn of_setter(setter: &Setter, owner: &Code, subject: Subject, names: &Names<'_>) -> PublicItem {
    let Setter { ident, docs, deprecated, target, ty, wrap, null } = setter;
    PublicItem::function(owner, &Code::from(ident), &declared::setter(setter, names.scope()), subject)
        .deprecated(deprecated.as_ref())
        .shows(if *null { Default::default() } else { names.shown(ty) })
        .behind_in(names, (docs, target, wrap, null))
}

/// What a setter of a type's field, there or on an operation, comes from.
pub fn target(item: &Item, target: &Target) -> Subject {
    let fields = match &item.kind {
        ItemKind::Struct(of) => of.fields.as_slice(),
        ItemKind::StringEnum(_) | ItemKind::IntegerEnum(..) | ItemKind::Union(_) => &[],
    };
    let (Target::Own(ident) | Target::Body(ident) | Target::OptionalBody(ident)) = target;
    let field = fields.iter().find(|field| field.ident == *ident);
    field.map_or_else(|| Subject::Type { name: item.name.clone() }, |field| property(item, field))
}

/// What a field comes from: a property, or all that are not listed.
fn property(item: &Item, field: &Field) -> Subject {
    if field.skip == Skip::Flatten {
        return Subject::Type { name: item.name.clone() };
    }
    let name = field.rename.as_deref().unwrap_or_else(|| field.ident.plain());
    Subject::Property { ty: item.name.clone(), name: name.to_owned() }
}

/// The items of an enum over types.
fn of_union(name: &str, union: &Union, path: &Code, names: &Names<'_>) -> Vec<PublicItem> {
    let Union { variants, unknown, tag, has_digits, is_checked, is_text, sent: _, origin } = union;
    let subject = Subject::Type { name: name.to_owned() };
    let mut traits: Vec<Code> =
        ["Clone", "Debug", "PartialEq", "Serialize", "Deserialize<'_>"].map(|name| code!("{}", Word(name))).into();
    traits.extend(is_checked.then(|| code!("Validate")));
    traits.extend(is_text.then(|| code!("Display")));
    let converted = union.converted().flat_map(|(ty, _)| {
        let text = (*ty == Type::String).then(|| code!("From<&str>"));
        std::iter::once(code!("From<{}>", names.ty(ty))).chain(text)
    });
    let mut items: Vec<PublicItem> = impls(path, traits.into_iter().chain(converted), &subject).collect();
    items.extend(origin.iter().map(|origin| conversion(&origin.ident, path, &subject, names)));
    items.extend(variants.iter().map(|variant| {
        let UnionVariant { ident, docs, name: wire, ty, shape, is_only: _, demands } = variant;
        let subject = Subject::Alternative { ty: name.to_owned(), name: wire.clone() };
        PublicItem::member(path, ident, &declared::union_variant(variant, names.scope()), subject)
            .shows(names.shown(ty))
            .behind_in(names, (docs, shape, demands))
    }));
    let unknown = code!("{}::{}", path, unknown);
    let declaration = code!("pub {}(Value)", unknown);
    // What is told apart at all: by which property, and which variant takes what none of them is for.
    let fallback = variants.iter().find(|variant| variant.shape.types.contains(&"fallback")).map(|one| &one.name);
    let behind = (tag, has_digits, fallback);
    items.push(PublicItem::new(PublicKind::Member, unknown, declaration, subject).behind_in(names, behind));
    items
}

/// What enums over strings and over integers have in common.
fn of_enum<T>(
    name: &str,
    variants: &[Variant<T>],
    value: impl Fn(&Variant<T>) -> String,
    holds: &Type,
    path: &Code,
    names: &Names<'_>,
) -> Vec<PublicItem> {
    let subject = Subject::Type { name: name.to_owned() };
    let holds = crate::render::types::Scope::Types.ty(holds);
    let traits = ["Clone", "Debug", "PartialEq", "Eq", "Hash", "Serialize", "Deserialize<'_>", "Display"];
    let traits = traits.into_iter().map(|name| code!("{}", Word(name))).chain([code!("From<{}>", holds)]);
    let mut items: Vec<PublicItem> = impls(path, traits, &subject).collect();
    let back = code!("From<{}> for {}", path, holds);
    let kind = PublicKind::Impl(back.as_str().to_owned());
    items.push(PublicItem::new(kind, path.clone(), code!("impl {}", back), subject.clone()));
    items.extend(variants.iter().map(|variant| {
        let Variant { ident, value: _, docs, former: _ } = variant;
        let value = value(variant);
        let subject = Subject::Value { ty: name.to_owned(), value: value.clone() };
        PublicItem::member(path, ident, &Code::from(ident), subject).behind_in(names, (docs, value))
    }));
    items.extend(variants.iter().filter_map(|variant| {
        let former = variant.former.as_ref()?;
        let constant = code!("{}::{}", path, former.ident);
        let subject = Subject::Value { ty: name.to_owned(), value: value(variant) };
        let item =
            PublicItem::new(PublicKind::Static, constant.clone(), code!("pub const {}: Self", constant), subject);
        Some(item.alias(former, &code!("{}::{}", path, variant.ident), names))
    }));
    let unknown = code!("{}::Unknown", path);
    items.push(PublicItem::new(PublicKind::Member, unknown.clone(), code!("pub {}({})", unknown, holds), subject));
    items
}
