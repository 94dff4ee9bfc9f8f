//! From what will be emitted to text: quote for anything recursive or quoted, minijinja for the page. The only module that
//! knows minijinja; must not decide a name, a type or a word.

mod attributes;
mod checks;
mod code;
mod expr;
mod output;
mod pages;
mod setters;
pub mod types;
mod uses;

use crate::format;
use crate::rust::Crate;
use crate::tree::Tree;
use code::Tokens;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

/// The templates, by the name that `include` knows.
const TEMPLATES: &[(&str, &str)] = &[
    ("endpoints.rs", include_str!("../../../templates/endpoints.rs.jinja")),
    ("lib.rs", include_str!("../../../templates/lib.rs.jinja")),
    ("service.rs", include_str!("../../../templates/service.rs.jinja")),
    ("service/client.rs", include_str!("../../../templates/service/client.rs.jinja")),
    ("service/examples.rs", include_str!("../../../templates/service/examples.rs.jinja")),
    ("service/facts.rs", include_str!("../../../templates/service/facts.rs.jinja")),
    ("service/operation.rs", include_str!("../../../templates/service/operation.rs.jinja")),
    ("service/operation/answer.rs", include_str!("../../../templates/service/operation/answer.rs.jinja")),
    ("service/operation/call.rs", include_str!("../../../templates/service/operation/call.rs.jinja")),
    ("service/operation/lists.rs", include_str!("../../../templates/service/operation/lists.rs.jinja")),
    ("service/operation/output.rs", include_str!("../../../templates/service/operation/output.rs.jinja")),
    ("service/operation/paging.rs", include_str!("../../../templates/service/operation/paging.rs.jinja")),
    ("service/operation/send.rs", include_str!("../../../templates/service/operation/send.rs.jinja")),
    ("service/operation/waiter.rs", include_str!("../../../templates/service/operation/waiter.rs.jinja")),
    ("service/setter.rs", include_str!("../../../templates/service/setter.rs.jinja")),
    ("service/types.rs", include_str!("../../../templates/service/types.rs.jinja")),
    ("service/types/integer_enum.rs", include_str!("../../../templates/service/types/integer_enum.rs.jinja")),
    (
        "service/types/integer_enum_impls.rs",
        include_str!("../../../templates/service/types/integer_enum_impls.rs.jinja"),
    ),
    ("service/types/string_enum.rs", include_str!("../../../templates/service/types/string_enum.rs.jinja")),
    ("service/types/string_enum_impls.rs", include_str!("../../../templates/service/types/string_enum_impls.rs.jinja")),
    ("service/types/struct.rs", include_str!("../../../templates/service/types/struct.rs.jinja")),
];

/// A file as the templates left it.
struct Page {
    path: String,
    sources: Vec<String>,
    text: String,
}

/// Renders and formats the whole crate. The error is a defect of ours, told with the file it is in.
pub fn render(crate_: &Crate, command: &str, spec_root: &str) -> Result<Tree, String> {
    let printer = Printer::new().map_err(|error| describe(&error))?;
    let pages = pages::all(crate_, &printer)?;
    let finish = |page: &Page| -> Result<(String, String), String> {
        let text = format::file(&page.text).map_err(|error| format!("{}: {error}", page.path))?;
        Ok((
            page.path.clone(),
            format!("{}{text}", header(command, spec_root, page.sources.iter().map(String::as_str))),
        ))
    };
    let mut tree = Tree::default();
    for finished in on_all_cores(&pages, finish) {
        let (path, text) = finished?;
        tree.insert(path, text);
    }
    if tree.files().count() == pages.len() { Ok(tree) } else { Err("two files have one name".to_owned()) }
}

/// Formatting is half of all the work, and each file is formatted by itself. Order does not matter: a tree is sorted.
/// Items are dealt out like cards, because neighbours are alike: small types here, large operations there.
fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |core: usize| items.iter().skip(core).step_by(cores).map(&work).collect::<Vec<R>>();
    std::thread::scope(|scope| {
        let share = &share;
        let others: Vec<_> = (1..cores.min(items.len())).map(|core| scope.spawn(move || share(core))).collect();
        let mut results = share(0);
        // The files of a thread that panicked are missing; whoever counts them sees it.
        results.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        results
    })
}

/// The first line of a generated file, and an empty one.
pub fn header<'a>(command: &str, spec_root: &str, sources: impl Iterator<Item = &'a str>) -> String {
    let plain = |text: &str| text.replace(|c: char| c.is_control() || crate::text::is_bidi(c), " ");
    let sources: Vec<String> = sources.map(|source| format!("{spec_root}{}", plain(source))).collect();
    format!("{} by `{}` from {}. Do not edit.\n\n", crate::tree::MARK, plain(command), sources.join(", "))
}

/// The templates, ready to print.
struct Printer {
    environment: Environment<'static>,
}

impl Printer {
    fn new() -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_formatter(only_code);
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
    match value.downcast_object_ref::<Tokens>() {
        Some(tokens) => write!(out, "{tokens}").map_err(Error::from),
        None => Err(Error::new(ErrorKind::InvalidOperation, "a template may print code only")),
    }
}

fn describe(error: &Error) -> String {
    format!("template {}:{}: {error}", error.name().unwrap_or("?"), error.line().unwrap_or(0))
}
