//! Renders what will be emitted to text: pieces of code here, pages by minijinja. The only module that knows minijinja.
//! Must not decide a name, a type or a word.

mod attributes;
mod checks;
pub mod code;
pub mod declared;
mod expr;
mod output;
mod pages;
mod programs;
mod setters;
pub mod smoke;
pub mod types;
mod uses;

use crate::cores::on_all_cores;
use crate::format;
use crate::rust::{Crate, Docs, Ident, Service, Type};
use crate::tree::Tree;
use code::{Code, Word, code, documented};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context};
use std::sync::LazyLock;
use types::Scope;

/// The templates, by the name that `include` knows.
const TEMPLATES: &[(&str, &str)] = &[
    ("endpoints.rs", include_str!("../../templates/endpoints.rs.jinja")),
    ("lib.rs", include_str!("../../templates/lib.rs.jinja")),
    ("lib/cloud.rs", include_str!("../../templates/lib/cloud.rs.jinja")),
    ("lib/runtime.rs", include_str!("../../templates/lib/runtime.rs.jinja")),
    ("service.rs", include_str!("../../templates/service.rs.jinja")),
    ("service/client.rs", include_str!("../../templates/service/client.rs.jinja")),
    ("service/examples.rs", include_str!("../../templates/service/examples.rs.jinja")),
    ("service/examples/support.rs", include_str!("../../templates/service/examples/support.rs.jinja")),
    ("service/facts.rs", include_str!("../../templates/service/facts.rs.jinja")),
    ("service/in_project.rs", include_str!("../../templates/service/in_project.rs.jinja")),
    ("service/methods.rs", include_str!("../../templates/service/methods.rs.jinja")),
    ("service/methods/former.rs", include_str!("../../templates/service/methods/former.rs.jinja")),
    ("service/methods/group.rs", include_str!("../../templates/service/methods/group.rs.jinja")),
    ("service/methods/method.rs", include_str!("../../templates/service/methods/method.rs.jinja")),
    ("service/operation.rs", include_str!("../../templates/service/operation.rs.jinja")),
    ("service/operation/answer.rs", include_str!("../../templates/service/operation/answer.rs.jinja")),
    ("service/operation/call.rs", include_str!("../../templates/service/operation/call.rs.jinja")),
    ("service/operation/follow.rs", include_str!("../../templates/service/operation/follow.rs.jinja")),
    ("service/operation/lists.rs", include_str!("../../templates/service/operation/lists.rs.jinja")),
    ("service/operation/output.rs", include_str!("../../templates/service/operation/output.rs.jinja")),
    ("service/operation/paging.rs", include_str!("../../templates/service/operation/paging.rs.jinja")),
    ("service/operation/received.rs", include_str!("../../templates/service/operation/received.rs.jinja")),
    ("service/operation/send.rs", include_str!("../../templates/service/operation/send.rs.jinja")),
    ("service/operation/value.rs", include_str!("../../templates/service/operation/value.rs.jinja")),
    ("service/operation/waiter.rs", include_str!("../../templates/service/operation/waiter.rs.jinja")),
    ("service/operation/wire.rs", include_str!("../../templates/service/operation/wire.rs.jinja")),
    ("service/path_client.rs", include_str!("../../templates/service/path_client.rs.jinja")),
    ("service/path_client/options.rs", include_str!("../../templates/service/path_client/options.rs.jinja")),
    ("service/reach.rs", include_str!("../../templates/service/reach.rs.jinja")),
    ("smoke.rs", include_str!("../../templates/smoke.rs.jinja")),
    ("smoke/call.rs", include_str!("../../templates/smoke/call.rs.jinja")),
    ("smoke/credentials.rs", include_str!("../../templates/smoke/credentials.rs.jinja")),
    ("smoke/gate.rs", include_str!("../../templates/smoke/gate.rs.jinja")),
    ("smoke/main.rs", include_str!("../../templates/smoke/main.rs.jinja")),
    ("smoke/nothing.rs", include_str!("../../templates/smoke/nothing.rs.jinja")),
    ("smoke/reason.rs", include_str!("../../templates/smoke/reason.rs.jinja")),
    ("service/setter.rs", include_str!("../../templates/service/setter.rs.jinja")),
    ("service/types.rs", include_str!("../../templates/service/types.rs.jinja")),
    ("service/types/former.rs", include_str!("../../templates/service/types/former.rs.jinja")),
    ("service/types/former_values.rs", include_str!("../../templates/service/types/former_values.rs.jinja")),
    ("service/types/integer_enum.rs", include_str!("../../templates/service/types/integer_enum.rs.jinja")),
    ("service/types/integer_enum_impls.rs", include_str!("../../templates/service/types/integer_enum_impls.rs.jinja")),
    ("service/types/json.rs", include_str!("../../templates/service/types/json.rs.jinja")),
    ("service/types/request.rs", include_str!("../../templates/service/types/request.rs.jinja")),
    ("service/types/string_enum.rs", include_str!("../../templates/service/types/string_enum.rs.jinja")),
    (
        "service/types/string_enum_conversions.rs",
        include_str!("../../templates/service/types/string_enum_conversions.rs.jinja"),
    ),
    ("service/types/string_enum_impls.rs", include_str!("../../templates/service/types/string_enum_impls.rs.jinja")),
    ("service/types/struct_origin.rs", include_str!("../../templates/service/types/struct_origin.rs.jinja")),
    ("service/types/struct.rs", include_str!("../../templates/service/types/struct.rs.jinja")),
    ("service/types/union.rs", include_str!("../../templates/service/types/union.rs.jinja")),
    ("service/types/union_origin.rs", include_str!("../../templates/service/types/union_origin.rs.jinja")),
    ("service/types/union_check.rs", include_str!("../../templates/service/types/union_check.rs.jinja")),
    ("service/types/union_request.rs", include_str!("../../templates/service/types/union_request.rs.jinja")),
    ("service/types/union_text.rs", include_str!("../../templates/service/types/union_text.rs.jinja")),
    ("service/types/union_variant.rs", include_str!("../../templates/service/types/union_variant.rs.jinja")),
];

/// Stands for the runtime in pieces and pages, until it is known which one the crate has. No code holds it, as none holds
/// [`format::SEAM`].
const RUNTIME: Word = Word("\u{1}");

/// Renders and formats the whole crate. The error is a defect of ours, with the file that it is in.
pub fn render(crate_: &Crate, command: &str, spec_root: &str) -> Result<Tree, String> {
    let printer = PRINTER.as_ref().map_err(Clone::clone)?;
    let pages = pages::all(crate_);
    let texts = on_all_cores(&pages, |page| {
        let header = header(command, spec_root, page.sources.iter().copied());
        let text = page.print(printer).map(|text| text.replace(RUNTIME.0, crate_.runtime.ident()));
        let text = text.and_then(|text| format::page(header, &text));
        text.map_err(|error| format!("{}: {error}", page.path))
    });
    let mut tree = Tree::default();
    for (page, text) in pages.iter().zip(texts) {
        tree.insert(page.path.clone(), text?);
    }
    if tree.files().count() == pages.len() { Ok(tree) } else { Err("two files have one name".to_owned()) }
}

/// A first call of a crate's first service, as a program has it, and how the body of an error is decoded, if it has one.
pub fn first_examples(crate_: &Crate) -> Result<[Vec<String>; 2], String> {
    let first = |service: &&Service| !service.operations.is_empty();
    match crate_.services.iter().find(first) {
        Some(service) => {
            Ok([programs::first_call(service, &crate_.name)?, programs::first_error(service, &crate_.name)?])
        }
        None => Ok([Vec::new(), Vec::new()]),
    }
}

/// What a template prints as a field of an operation or of its answer.
fn field(docs: &Docs, ident: &Ident, ty: &Type) -> Value {
    context! { docs => documented(docs, []), declaration => declared::field(ident, ty, Scope::Operations) }
}

/// The first line of a generated file, and an empty one.
pub fn header<'a>(command: &str, spec_root: &str, sources: impl Iterator<Item = &'a str>) -> String {
    let plain = |text: &str| text.replace(|c: char| c.is_control() || crate::text::is_bidi(c), " ");
    let sources: Vec<String> = sources.map(|source| format!("{spec_root}{}", plain(source))).collect();
    format!("{} by `{}` from {}. Do not edit.\n\n", crate::tree::MARK, plain(command), sources.join(", "))
}

static PRINTER: LazyLock<Result<Printer, String>> = LazyLock::new(|| Printer::new().map_err(|error| describe(&error)));

/// The templates, ready to print.
struct Printer {
    environment: Environment<'static>,
}

impl Printer {
    fn new() -> Result<Self, Error> {
        let mut environment = Environment::new();
        // Lines of tags alone are no lines of the page; what is included ends with the line that it ends with.
        let syntax =
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
        environment.set_syntax(syntax);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_formatter(only_code);
        environment.add_global("runtime", Value::from(code!("{}", RUNTIME)));
        for (name, text) in TEMPLATES {
            environment.add_template(name, text)?;
        }
        Ok(Self { environment })
    }

    fn print(&self, template: &str, view: Value) -> Result<String, String> {
        let print = || self.environment.get_template(template)?.render(view);
        print().map_err(|error| describe(&error))
    }
}

/// Templates print code that was lexed already, and nothing else.
fn only_code(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.downcast_object_ref::<Code>() {
        Some(code) => out.write_str(code.as_str()).map_err(Error::from),
        None => Err(Error::new(ErrorKind::InvalidOperation, "a template may print code only")),
    }
}

fn describe(error: &Error) -> String {
    format!("template {}:{}: {error}", error.name().unwrap_or("?"), error.line().unwrap_or(0))
}
