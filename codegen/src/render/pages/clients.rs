//! Prepares what the template of a client prints that holds the value of a part of the path.

use super::super::code::{Code, code, documented, inner_docs};
use super::super::declared;
use super::super::types::Scope;
use super::super::{Printer, uses};
use crate::rust::{Ident, Initial, OperationField, PathClient, Type};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The file of a client.
pub fn page(client: &PathClient, printer: &Printer) -> Result<String, String> {
    let PathClient { parameter: _, operations: _, module: _, ident, docs, parent, function: _, function_docs, fields } =
        client;
    let signature = declared::client(client, Scope::Operations);
    let types = fields.iter().map(|field| Scope::Operations.ty(&field.ty));
    let names = Code::list(types.chain([code!("CallOptions Client"), Code::from(parent), signature.clone()]), " ");
    let field = |field: &OperationField| super::super::field(&field.docs, &field.ident, &field.ty);
    let first: Vec<String> = docs.iter().take_while(|line| !line.is_empty()).cloned().collect();
    let view = context! {
        docs => inner_docs(&first),
        uses => uses::of(&names, &BTreeSet::from(["Client", &parent.0, "types"]), None),
        parent => Code::from(parent),
        of_parent => held(parent),
        function_docs => documented(function_docs, []),
        signature,
        initializers => fields.iter().map(initializer).collect::<Vec<_>>(),
        struct_docs => documented(docs, []),
        ident => Code::from(ident),
        fields => fields.iter().map(field).collect::<Vec<Value>>(),
    };
    printer.print("service/path_client.rs", view)
}

/// The client of the service that a client is, or holds.
pub fn held(client: &Ident) -> Code {
    if client.0 == "Client" { code!("self.clone()") } else { code!("self.client.clone()") }
}

/// How a field gets its first value.
pub fn initializer(field: &OperationField) -> Code {
    let ident = &field.ident;
    match &field.initial {
        Initial::Argument => {
            let (_, value) = Scope::Operations.argument(&field.ty, ident);
            if value.as_str() == ident.0 { value } else { code!("{}: {}", ident, value) }
        }
        Initial::Client(held) => {
            let clone = (!is_copied(&field.ty)).then(|| code!(".clone()"));
            code!("{}: self.{}{}", ident, held, clone)
        }
        Initial::Default => code!("{}: {}::default()", ident, Scope::Operations.ty(&field.ty)),
        Initial::None => code!("{}: None", ident),
    }
}

fn is_copied(ty: &Type) -> bool {
    match ty {
        Type::Unit | Type::Bool | Type::Int(_) | Type::F32 | Type::F64 => true,
        Type::String
        | Type::Runtime(_)
        | Type::Value
        | Type::Object
        | Type::Upload(_)
        | Type::Vec(_)
        | Type::Option(_)
        | Type::Nullable(_)
        | Type::Box(_)
        | Type::Map(_)
        | Type::Named(_)
        | Type::Union(_)
        | Type::Answer(..) => false,
    }
}
