//! Renders types.

use super::RUNTIME;
use super::code::{Code, Word, code};
use crate::rust::{Answer, Ident, Int, Runtime, Type, Upload};

/// The file that names a type, which decides on the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Beside the other types: `TimeUnit`.
    Types,
    /// In an operation's file: `types::TimeUnit`.
    Operations,
    /// At the root of the crate, where the service has this module: `apig::types::TimeUnit`.
    Crate(&'a Ident),
}

impl Scope<'_> {
    /// The name of a type of the same service.
    pub fn name(self, ident: &Ident) -> Code {
        match self {
            Scope::Types => code!("{}", ident),
            Scope::Operations => code!("types::{}", ident),
            Scope::Crate(service) => code!("{}::types::{}", service, ident),
        }
    }

    /// The name of an operation, or of its own answer, which stands beside the client.
    pub fn beside_client(self, ident: &Ident) -> Code {
        match self {
            Scope::Types | Scope::Operations => Code::from(ident),
            Scope::Crate(service) => code!("{}::{}", service, ident),
        }
    }

    /// What stands before what is rare of the runtime; the root of the crate shows it as its own.
    pub fn runtime(self) -> Option<Code> {
        match self {
            Scope::Types | Scope::Operations => Some(code!("{}::", RUNTIME)),
            Scope::Crate(_) => None,
        }
    }

    /// A type.
    pub fn ty(self, ty: &Type) -> Code {
        let generic = |outer, inner: &Type| code!("{}<{}>", Word(outer), self.ty(inner));
        match ty {
            Type::Unit => code!("()"),
            Type::Bool => code!("bool"),
            Type::Int(int) => code!("{}", Word(int_name(*int))),
            Type::F32 => code!("f32"),
            Type::F64 => code!("f64"),
            Type::String => code!("String"),
            Type::Runtime(ty) => self.runtime_type(*ty),
            Type::Value => code!("Value"),
            Type::Object => code!("Map<String, Value>"),
            Type::Upload(upload) => code!(
                "{}",
                Word(match upload {
                    Upload::Body => "Body",
                    Upload::Part => "Part",
                    Upload::Multipart => "Multipart",
                })
            ),
            Type::Vec(inner) => generic("Vec", inner),
            Type::Option(inner) => generic("Option", inner),
            Type::Nullable(inner) => generic("Nullable", inner),
            Type::Box(inner) => generic("Box", inner),
            Type::Map(inner) => code!("BTreeMap<String, {}>", self.ty(inner)),
            Type::Named(ident) | Type::Union(ident) => self.name(ident),
            Type::Answer(answer, inner) => {
                let inner = inner.as_ref().map(|inner| code!("<{}>", self.ty(inner)));
                // Every operation's file has it.
                let runtime = self.runtime().filter(|_| *answer != Answer::Response);
                code!("{}{}{}", runtime, Word(answer_name(*answer)), inner)
            }
        }
    }

    /// What few documents need is not imported, so that a type of a document may have its name.
    fn runtime_type(self, ty: Runtime) -> Code {
        let (name, is_imported) = match ty {
            Runtime::DateTime => ("DateTime", true),
            Runtime::Date => ("Date", false),
            Runtime::Base64 => ("Base64", true),
            Runtime::Decimal => ("Decimal", false),
            Runtime::Secret => ("Secret", true),
        };
        match self {
            Scope::Types | Scope::Operations if !is_imported => code!("{}::{}", RUNTIME, Word(name)),
            Scope::Types | Scope::Operations | Scope::Crate(_) => code!("{}", Word(name)),
        }
    }

    /// The type of an argument, and how it becomes the type that is stored.
    pub fn argument(self, ty: &Type, argument: &Ident) -> (Code, Code) {
        match ty {
            Type::String | Type::Runtime(_) | Type::Upload(_) | Type::Union(_) | Type::Value => {
                (self.inside(ty), code!("{}.into()", argument))
            }
            Type::Vec(items) => {
                let ty = code!("impl IntoIterator<Item = {}>", self.inside(items));
                (ty, code!("{}::list({})", RUNTIME, argument))
            }
            Type::Map(values) => self.entries(values, argument),
            Type::Object => self.entries(&Type::Value, argument),
            Type::Box(inner) => {
                let (ty, value) = self.argument(inner, argument);
                (ty, code!("Box::new({})", value))
            }
            Type::Unit
            | Type::Bool
            | Type::Int(_)
            | Type::F32
            | Type::F64
            | Type::Option(_)
            | Type::Nullable(_)
            | Type::Named(_)
            | Type::Answer(..) => (self.ty(ty), code!("{}", argument)),
        }
    }

    fn entries(self, values: &Type, argument: &Ident) -> (Code, Code) {
        let ty = code!("impl IntoIterator<Item = (impl Into<String>, {})>", self.inside(values));
        (ty, code!("{}::map({})", RUNTIME, argument))
    }

    /// What an argument takes in place of a type.
    fn inside(self, ty: &Type) -> Code {
        let plain = self.ty(ty);
        if is_converted(ty) { code!("impl Into<{}>", plain) } else { plain }
    }
}

fn answer_name(answer: Answer) -> &'static str {
    match answer {
        Answer::Download => "Download",
        Answer::Events => "Events",
        Answer::Records => "Records",
        Answer::Redirect => "Redirect",
        Answer::Response => "Response",
    }
}

fn int_name(int: Int) -> &'static str {
    match int {
        Int::I32 => "i32",
        Int::I64 => "i64",
        Int::U32 => "u32",
        Int::U64 => "u64",
        Int::I128 => "i128",
        Int::U128 => "u128",
    }
}

/// Whether text or the like is taken in place of a type.
fn is_converted(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Runtime(_) | Type::Value | Type::Upload(_) | Type::Union(_))
}
