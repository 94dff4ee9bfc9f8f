//! Renders what callers can name, once for the page and for the list of public items: signatures, fields and variants,
//! as a scope names them, and what templates declare in every crate. Must not know which of the two prints it.

use super::TEMPLATES;
use super::code::{Code, Word, code};
use super::types::Scope;
use crate::rust::{
    Goal, Ident, Initial, Operation, OperationField, Output, PathClient, RuntimePackage, Setter, StatusVariant,
    TextList, Type, UnionVariant, Waiter,
};

/// `name: String`
pub fn field(ident: &Ident, ty: &Type, scope: Scope<'_>) -> Code {
    code!("{}: {}", ident, scope.ty(ty))
}

/// `Created(types::App)`
pub fn variant(variant: &StatusVariant, scope: Scope<'_>) -> Code {
    let ty = &variant.answered.ty;
    let holds = (*ty != Type::Unit).then(|| code!("({})", scope.ty(ty)));
    code!("{}{}", variant.ident, holds)
}

/// `Cat(types::Cat)`
pub fn union_variant(variant: &UnionVariant, scope: Scope<'_>) -> Code {
    code!("{}({})", variant.ident, scope.ty(&variant.ty))
}

/// `name(self, name: impl Into<String>) -> Self`; a setter without argument sets `null`.
pub fn setter(setter: &Setter, scope: Scope<'_>) -> Code {
    let argument = (!setter.null).then(|| code!(", {}", argument(&setter.ty, &setter.ident, scope)));
    // That it changes itself is for nobody else to know.
    let mutable = (!matches!(scope, Scope::Crate(_))).then_some(Word("mut "));
    code!("{}({}self{}) -> Self", setter.ident, mutable, argument)
}

/// `env_ids(&self) -> impl Iterator<Item = &str>`
pub fn list(list: &TextList) -> Code {
    code!("{}(&self) -> impl Iterator<Item = &str>", list.ident)
}

/// `show_app(&self, id: impl Into<String>) -> ShowApp`, by the name that it has or had.
pub fn call(operation: &Operation, name: &Ident, scope: Scope<'_>) -> Code {
    let answers = scope.beside_client(&operation.ident);
    code!("{}(&self{}) -> {}", name, arguments(&operation.fields, scope), answers)
}

/// `gateway(&self, id: impl Into<String>) -> Gateway`
pub fn client(client: &PathClient, scope: Scope<'_>) -> Code {
    let makes = scope.beside_client(&client.ident);
    code!("{}(&self{}) -> {}", client.function, arguments(&client.fields, scope), makes)
}

/// `wait_until_app_is(&self, id: impl Into<String>, status: impl Into<String>) -> Waiter<ListApps>`; for a state, what gives
/// the answer is `Waiter<ShowApp, types::App>`.
pub fn waiter(waiter: &Waiter, operation: &Operation, scope: Scope<'_>) -> Code {
    let (arguments, shows) = (arguments(&operation.fields, scope), scope.beside_client(&operation.ident));
    let (value, gives) = match &waiter.goal {
        Goal::Item { value, .. } => (Some(code!(", {}: impl Into<String>", value)), None),
        Goal::State { reaches, .. } => (None, (!reaches.is_empty()).then(|| code!(", {}", answer(operation, scope)))),
    };
    let runtime = scope.runtime();
    code!("{}(&self{}{}) -> {}Waiter<{}{}>", waiter.function, arguments, value, runtime, shows, gives)
}

/// What an operation answers.
fn answer(operation: &Operation, scope: Scope<'_>) -> Code {
    match &operation.output {
        Output::One(answered) => scope.ty(&answered.ty),
        Output::ByStatus { ident, .. } | Output::WithHeaders { ident, .. } => scope.beside_client(ident),
    }
}

/// The fields of an operation, or of a client, that the function which makes it takes.
pub fn taken(fields: &[OperationField]) -> impl Iterator<Item = &OperationField> {
    fields.iter().filter(|field| match field.initial {
        Initial::Argument => true,
        Initial::Client(_) | Initial::Default | Initial::None => false,
    })
}

/// A comma before each.
fn arguments(fields: &[OperationField], scope: Scope<'_>) -> Code {
    Code::list(taken(fields).map(|field| code!(", {}", argument(&field.ty, &field.ident, scope))), "")
}

fn argument(ty: &Type, ident: &Ident, scope: Scope<'_>) -> Code {
    code!("{}: {}", ident, scope.argument(ty, ident).0)
}

/// The functions that a template declares: the name of each, and its signature as it is seen from the root of the crate.
/// `output` is what it prints by that name.
pub fn functions(template: &str, output: &Code) -> Vec<(&'static str, Code)> {
    let declarations = text(template).split("pub fn ").skip(1);
    let signatures = declarations.filter_map(|rest| rest.split(" {\n").next());
    let named =
        signatures.filter_map(|signature| Some((signature.split('(').next()?, Code::of_template(signature, output))));
    named.collect()
}

/// What of the runtime the root of the crate shows.
pub fn exports(runtime: RuntimePackage) -> impl Iterator<Item = Word> {
    let template = match runtime {
        RuntimePackage::Cloud => "lib/cloud.rs",
        RuntimePackage::General => "lib/runtime.rs",
    };
    let exports = text(template).split("pub use {{ runtime }}::").skip(1).filter_map(|rest| rest.split(';').next());
    let names = exports.flat_map(|names| names.split(|c: char| !(c.is_alphanumeric() || c == '_')));
    names.filter(|name| !name.is_empty()).map(Word)
}

fn text(template: &str) -> &'static str {
    TEMPLATES.iter().find(|(name, _)| *name == template).map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_declare_functions() {
        let declared = |template| {
            let found = functions(template, &code!("types::App"));
            found.into_iter().map(|(name, code)| (name, code.into_string())).collect::<Vec<_>>()
        };
        let send = declared("service/operation/send.rs");
        assert!(
            send.contains(&(
                "send_with_response",
                "send_with_response(self) -> Sending<(types::App, Response)>".into()
            ))
        );
        let reach = "request(&self, method: Method, path: &'static str) -> RawRequest";
        assert!(declared("service/reach.rs").contains(&("request", reach.into())));
        assert_eq!(declared("service/facts.rs"), []);
    }

    #[test]
    fn the_root_shows_the_runtime() {
        let exports: Vec<&str> = exports(RuntimePackage::Cloud).map(|Word(name)| name).collect();
        for name in ["AccessKey", "transport", "block_on", "reqwest"] {
            assert!(exports.contains(&name), "{name}: {exports:?}");
        }
        assert!(exports.len() > 50 && !exports.contains(&"as"), "{exports:?}");
    }
}
