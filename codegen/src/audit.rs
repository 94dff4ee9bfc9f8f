//! Reads `audit.yaml`: what is known of a comparison with the pages that a spec transcribes. Knows how the file is written. Must not
//! know pages, or what is found in them.

use crate::api::Service;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, nearest};
use crate::grammar::Object;
use crate::job::{Read, ReadError};
use crate::openapi::{Fields, FromNode, repair};
use crate::resolve::Files;
use crate::source::{Span, Spanned};
use crate::yaml::Node;

/// Where the file is, below the spec root.
const PATH: &str = "audit.yaml";

/// The code of what can be wrong with the file.
const CODE: &str = "audit-config";

/// The file's content.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The operations whose words are the page's, as `<service>/<operationId>`.
    pub transcribed: Vec<String>,
    /// The contradictions that are known.
    pub exceptions: Vec<Exception>,
}

/// A contradiction that is known.
#[derive(Clone, Debug)]
pub struct Exception {
    /// `<service>/<operationId>`.
    pub operation: String,
    /// What is behind that: place and name, with everything below them.
    pub fact: String,
    /// Where the file says so.
    pub span: Span,
}

/// An exception as it is written.
struct Written(Spanned<String>);

impl FromNode for Written {
    const OBJECT: Object = Object::AuditException;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (at, reason) = (fields.string("at"), fields.string("reason"));
        fields.require_all(node.span);
        if let Some(reason) = reason.filter(|reason| reason.value.trim().is_empty()) {
            fields.diagnostics.push(wrong(reason.span, "an exception without a reason").help("say why both are right"));
        }
        fields.finish();
        at.map(Self)
    }
}

/// The file as it is written.
#[derive(Default)]
struct File {
    transcribed: Vec<Spanned<String>>,
    exceptions: Vec<Written>,
}

impl FromNode for File {
    const OBJECT: Object = Object::AuditConfig;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let file = Self { transcribed: fields.strings("transcribed"), exceptions: fields.all("exceptions") };
        fields.finish();
        Some(file)
    }
}

fn wrong(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(CODE, Severity::Error, span, message)
}

/// Reads the file, if there is one.
pub fn config(files: &mut Files<'_>, read: &Read<'_>, services: &[Service]) -> Config {
    if matches!(read(PATH), Err(ReadError::NotFound)) {
        return Config::default();
    }
    let Some(loaded) = files.load(PATH, None) else { return Config::default() };
    let mut node = loaded.node.clone();
    repair(File::OBJECT, &mut node, &files.sources, &mut files.diagnostics);
    let File { transcribed, exceptions } = File::read(&node, &mut files.diagnostics).unwrap_or_default();
    let of = |service: &Service| {
        let name = service.name.clone();
        service.operations.iter().map(move |operation| format!("{name}/{}", operation.id)).collect::<Vec<_>>()
    };
    let known: Vec<String> = services.iter().flat_map(of).collect();
    let mut is_known = |name: &str, span: Span| {
        let is_known = known.iter().any(|known| known == name);
        if !is_known {
            let message = wrong(span, format!("there is no operation `{name}`"));
            files.diagnostics.push(match nearest(name, known.iter().map(String::as_str)) {
                Some(suggestion) => message.help(format!("did you mean `{suggestion}`?")),
                None => message.help("write `<service>/<operationId>`"),
            });
        }
        is_known
    };
    let transcribed = transcribed.into_iter().filter(|name| is_known(&name.value, name.span));
    let transcribed = transcribed.map(|name| name.value).collect();
    let exceptions = exceptions.into_iter().filter_map(|Written(at)| {
        let (operation, fact) = at.value.split_once(' ').unwrap_or((&at.value, ""));
        let exception = Exception { operation: operation.to_owned(), fact: fact.trim().to_owned(), span: at.span };
        is_known(operation, at.span).then_some(exception)
    });
    Config { transcribed, exceptions: exceptions.collect() }
}
