//! Names what types have: fields and their setters, variants. Decided once, for the page of the type and for all that mentions
//! it. Must not know types in Rust.

use super::names::{self, Namespace, Place, Wanted};
use crate::api::{Definition, Kind, Object, Property, Variant};
use crate::diagnostics::Diagnostics;
use crate::rust::Ident;
use std::collections::BTreeMap;

/// The names of what a type has, in the order of its definition.
#[derive(Debug, Default)]
pub struct Members {
    /// Of the properties of an object.
    pub fields: Vec<FieldNames>,
    /// Of the property that holds all others.
    pub additional: Option<FieldNames>,
    /// Of the values of an enum.
    pub variants: Vec<Ident>,
    /// What these were called.
    pub formers: Vec<Option<Ident>>,
    /// Where each property is.
    positions: BTreeMap<String, usize>,
}

/// The names of a field.
#[derive(Clone, Debug)]
pub struct FieldNames {
    pub field: Ident,
    /// The method that sets it.
    pub setter: Ident,
    /// The method that sets it to `null`, if it may be.
    pub null: Option<Ident>,
    /// The method that goes through its values, if its text is a list of them.
    pub list: Option<Ident>,
    /// What the first two were called.
    pub formers: [Option<Ident>; 2],
}

impl Members {
    pub fn of(definition: &Definition, diagnostics: &mut Diagnostics) -> Self {
        match &definition.kind {
            Kind::Object(object) => Self::of_object(definition, object, diagnostics),
            Kind::StringEnum(variants) => Self::of_enum(variants, |value| value.clone(), diagnostics),
            // Each variant has several names to choose from.
            Kind::Union(_) => Self::default(),
            Kind::IntegerEnum(_, variants) => Self::of_enum(variants, |value| names::number(*value), diagnostics),
        }
    }

    /// The names of the field of a property.
    pub fn field(&self, property: &str) -> Option<&FieldNames> {
        self.fields.get(*self.positions.get(property)?)
    }

    fn of_object(definition: &Definition, object: &Object, diagnostics: &mut Diagnostics) -> Self {
        let mut fields = Namespace::new("the properties", "x-rust-name");
        let mut setters = Namespace::new("the setters of", "x-rust-name");
        let mut members = Self::default();
        for (at, property) in object.properties.iter().enumerate() {
            let (wire, span) = (property.name.as_str(), property.span);
            let requested = property.rust_name.as_deref();
            let field = fields.name(names::field, wire, requested, span, diagnostics);
            let is_set = definition.in_request && !property.read_only;
            let mut method = |ident: Ident| {
                if is_set {
                    setters.claim(names::method, &ident, Wanted::plain(wire, span), diagnostics)
                } else {
                    ident
                }
            };
            let setter = method(names::setter(&field));
            let null = property.schema.nullable.then(|| method(names::with(&field, "null")));
            members.fields.push(FieldNames { field, setter, null, list: None, formers: [None, None] });
            members.positions.insert(property.name.clone(), at);
        }
        if object.additional.is_some() {
            // The name is ours, so nobody misses it.
            let mut unheard = Diagnostics::default();
            let place = Place::Behind("properties");
            let wanted = Wanted { place, ..Wanted::plain("additional", definition.span) };
            let field = fields.claim(names::field, &names::additional(), wanted, &mut unheard);
            let setter = setters.claim(names::method, &names::setter(&field), wanted, &mut unheard);
            let (null, list, formers) = (None, None, [None, None]);
            members.additional = Some(FieldNames { field, setter, null, list, formers });
        }
        // Setters have their names first: they are seen more often.
        let mut unheard = Diagnostics::default();
        for (property, names) in object.properties.iter().zip(&mut members.fields) {
            let wanted = Wanted::plain(&property.name, property.span);
            let claim = |list: Ident| setters.claim(names::method, &list, wanted, &mut unheard);
            names.list = property.schema.separator.is_some().then(|| names::list(&names.field)).map(claim);
        }
        let is_set = |property: &&Property| definition.in_request && !property.read_only;
        for (property, names) in object.properties.iter().zip(&mut members.fields).filter(|(one, _)| is_set(one)) {
            let Some(was) = &property.was else { continue };
            let field = names::field(&was.value);
            let setter = setters.former(names::setter(&field), &names.setter, was, diagnostics);
            let null = names.null.as_ref();
            let null = null.and_then(|now| setters.former(names::with(&field, "null"), now, was, &mut unheard));
            names.formers = [setter, null];
        }
        members
    }

    fn of_enum<T>(variants: &[Variant<T>], name: impl Fn(&T) -> String, diagnostics: &mut Diagnostics) -> Self {
        let mut scope = Namespace::new("the values", "x-enum-varnames");
        let mut ident = |variant: &Variant<T>| {
            let (wire, requested) = (name(&variant.value), variant.name.as_deref());
            scope.name(names::variant, &wire, requested, variant.span, diagnostics)
        };
        let idents: Vec<Ident> = variants.iter().map(&mut ident).collect();
        let former = |(variant, now): (&Variant<T>, &Ident)| {
            let was = variant.was.as_ref()?;
            scope.former(names::variant(&was.value), now, was, diagnostics)
        };
        let formers = variants.iter().zip(&idents).map(former).collect();
        Self { variants: idents, formers, ..Self::default() }
    }
}
