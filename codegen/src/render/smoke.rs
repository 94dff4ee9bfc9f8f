//! Renders a program that calls every operation. Must not know where the calls come from.

use super::code::{Code, code, string};
use super::{PRINTER, Printer, RUNTIME, expr, header};
use crate::format;
use crate::rust::{
    Crate, Decode, Ident, Operation, Output, OutputField, RuntimePackage, Scheme, SchemeKind, Service, SmokeCall,
    Source,
};
use minijinja::{Value, context};

/// The whole file.
pub fn program(
    (crate_, service): (&Crate, &Service),
    calls: &[SmokeCall<'_>],
    (command, spec_root): (&str, &str),
) -> Result<String, String> {
    let printer: &Printer = PRINTER.as_ref().map_err(Clone::clone)?;
    let (package, module) = (&crate_.name, &service.ident);
    let exprs: Vec<Code> = calls.iter().map(|call| expr::call(&call.call)).collect();
    let all = Code::list(exprs.iter().cloned(), " ");
    let uses = expr::imports(&all, &code!("{}", package), &code!("{}::{}", package, module), &[]);
    let name = |at: usize| Ident(format!("call_{}", at + 1));
    let row = |(at, call): (usize, &SmokeCall<'_>)| {
        code!("({}, {}, {}),", string(&call.operation.id), string(call.what), name(at))
    };
    let view = |(at, (call, expr)): (usize, (&SmokeCall<'_>, Code))| {
        context! { function => code!("{}", name(at)), statements => statements(expr, call.operation, package, module) }
    };
    let (cloud, general) = match crate_.runtime {
        RuntimePackage::Cloud => (Some(code!("")), None),
        RuntimePackage::General => (None, Some(code!(""))),
    };
    let view = context! {
        package => code!("{}", package),
        service => code!("{}", module),
        uses,
        cloud,
        general,
        credentials => credentials(service),
        project => if service.of_project { code!(".project_id(\"project\")") } else { code!("") },
        rows => calls.iter().enumerate().map(row).collect::<Vec<_>>(),
        calls => calls.iter().zip(exprs).enumerate().map(view).collect::<Vec<Value>>(),
    };
    let text = printer.print("smoke.rs", view)?.replace(RUNTIME.0, crate_.runtime.ident());
    format::page(header(command, spec_root, std::iter::once(service.source.as_str())), &text)
}

/// Something for each scheme.
fn credentials(service: &Service) -> Vec<Code> {
    let of = |scheme: &Scheme| {
        let made = match &scheme.kind {
            SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OAuth2Client { .. } => {
                code!("Credentials::bearer(\"a token\")")
            }
            SchemeKind::Basic => code!("Credentials::basic(\"a user\", \"a password\")"),
            SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
                code!("Credentials::api_key(\"a key\")")
            }
            SchemeKind::Other => code!("Credentials::by(Nothing)"),
        };
        code!("let all = all.and({}.of_scheme({}));", made, string(&scheme.name))
    };
    service.schemes.iter().map(of).collect()
}

/// Sends a call, and reads all that it answers.
fn statements(call: Code, operation: &Operation, package: &Ident, module: &Ident) -> Vec<Code> {
    let sent = code!("{}.send_blocking()", call);
    match &operation.output {
        Output::One(answered) if answered.decode.streams() => vec![code!("each({}?.into_blocking())", sent)],
        Output::WithHeaders { fields, .. } if fields.iter().filter_map(body).any(Decode::streams) => {
            vec![code!("each({}?.body.into_blocking())", sent)]
        }
        Output::ByStatus { ident, variants } if variants.iter().any(|variant| variant.answered.decode.streams()) => {
            let mut lines = vec![code!("match {}? {{", sent)];
            for variant in variants.iter().filter(|variant| variant.answered.decode.streams()) {
                let path = code!("{}::{}::{}::{}", package, module, ident, variant.ident);
                lines.push(code!("    {}(answer) => each(answer.into_blocking()),", path));
            }
            lines.extend([code!("    _ => Ok(()),"), code!("}}")]);
            lines
        }
        Output::One(_) | Output::WithHeaders { .. } | Output::ByStatus { .. } => vec![code!("{}.map(drop)", sent)],
    }
}

fn body(field: &OutputField) -> Option<Decode> {
    match field.source {
        Source::Header(_) => None,
        Source::Body(decode) => Some(decode),
    }
}
