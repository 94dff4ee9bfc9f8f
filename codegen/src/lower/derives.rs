//! Decides which structs derive `Default`: those of which every field can be absent.

use crate::rust::{Field, Type};

/// Whether a struct of these fields can derive `Default`.
pub fn has_default(fields: &[Field]) -> bool {
    fields.iter().all(|field| match &field.ty {
        Type::Option(_) | Type::Nullable(_) | Type::Vec(_) | Type::Map(_) => true,
        Type::Unit
        | Type::Bool
        | Type::Int(_)
        | Type::F32
        | Type::F64
        | Type::String
        | Type::Runtime(_)
        | Type::Value
        | Type::Object
        | Type::Upload(_)
        | Type::Box(_)
        | Type::Named(_)
        | Type::Union(_)
        | Type::Answer(..) => false,
    })
}
