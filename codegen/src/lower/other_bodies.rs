//! Lowers the media types that a caller may choose for a body: each is a field of its own, and what is set there is sent instead of
//! the usual body. Must not know that one.

use super::names::{self, Namespace, Wanted};
use super::{TypeTable, bodies, checks, docs, media_types};
use crate::api;
use crate::diagnostics::Diagnostics;
use crate::rust::{Check, Demand, Ident, Initial, OperationField, Setter, Target, Type, Wrap, Write};

/// What other bodies add to an operation.
#[derive(Default)]
pub struct OtherBodies {
    /// The fields that hold them.
    pub fields: Vec<OperationField>,
    pub setters: Vec<Setter>,
    /// Checks, behind which those of the usual body stand.
    pub checks: Vec<Check>,
    /// How they are written, behind the usual body.
    pub writes: Vec<Write>,
}

/// Lowers them; `taken` are the names that the operation has already.
pub fn lower(body: &api::Body, taken: &[&Ident], types: &TypeTable<'_>) -> OtherBodies {
    let mut names = Namespace::new("the parameters", "x-rust-name");
    taken.iter().for_each(|ident| names.take(ident, Wanted::plain(ident.plain(), body.span)));
    let mut lowered = OtherBodies::default();
    let mut choices = Vec::new();
    for other in &body.others {
        let api::OtherBody { name, format, schema, encodings, media_type, span } = other;
        let (format, ty) = bodies::written((*format, media_type), schema, encodings, types);
        // The name is ours, so nobody misses it.
        let wire = names::other_body(name);
        let ident = names.place(names::method, Wanted::plain(&wire, *span), &mut Diagnostics::default());
        let usual = media_types::usual(&format).to_owned();
        let sent = media_types::of_body(media_type, &format).unwrap_or(usual);
        let mut words =
            vec![format!("The body as {}, which is sent instead of the usual one.", docs::code(media_type))];
        if media_type.contains('*') && matches!(ty, Type::Upload(_)) {
            words.push("It says by itself of which media type it is.".to_owned());
        }
        let words = docs::wrapped(&words.join(" "));
        let check = |name: &str, demand| Check { name: name.to_owned(), field: ident.clone(), demand };
        if !matches!(ty, Type::Upload(_)) {
            let demands = checks::demands_of(schema, types);
            lowered.checks.extend(demands.into_iter().map(|demand| match demand {
                Demand::Nested => check("", demand),
                demand => check(ident.plain(), demand),
            }));
        }
        choices.push(check(ident.plain(), Demand::Instead));
        lowered.setters.push(Setter {
            ident: ident.clone(),
            docs: words.clone(),
            deprecated: None,
            target: Target::Own(ident.clone()),
            ty: ty.clone(),
            wrap: Wrap::Option,
            null: false,
        });
        lowered.writes.push(Write::OtherBody { field: ident.clone(), format, media_type: sent });
        let (ty, initial) = (Type::Option(Box::new(ty)), Initial::None);
        lowered.fields.push(OperationField { ident, docs: words, ty, initial });
    }
    lowered.checks.extend(choices);
    lowered
}
