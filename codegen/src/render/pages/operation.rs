//! Prepares what the template of operations prints.

use super::super::attributes::alias;
use super::super::code::{Code, Word, code, documented, inner_docs, string};
use super::super::types::Scope;
use super::super::{Printer, checks, output, programs, uses};
use crate::render::RUNTIME;
use crate::rust::{Alias, Authentication, BodyCheck, BodyFormat, How, Ident, Operation, PartFormat, Style, Write};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// The file of an operation.
pub fn page(package: &Ident, service: &Ident, operation: &Operation, printer: &Printer) -> Result<String, String> {
    // Its path, because nothing else in the file mentions the client.
    let method = format!("{}::{}", operation.client.plain(), operation.function.plain());
    let method = format!("[`{method}`](super::{method})");
    let mut words = vec![format!("A call of {method}; [`send`](Self::send) or `.await` sends it.")];
    words.extend([String::new(), "# Example".to_owned(), String::new()]);
    words.extend(programs::call_example(operation, service, package)?);
    if !operation.more_docs.is_empty() {
        words.push(String::new());
        words.extend(operation.more_docs.iter().cloned());
    }
    let statements = checks::of_operation(&operation.checks, &operation.fields);
    let body_check = operation.body.map(|body| match body {
        BodyCheck::Plain => code!("self.body.validate(check);"),
        BodyCheck::Optional => code!("check.nested(\"\", self.body.as_ref());"),
    });
    let checks: Vec<Code> = statements.into_iter().chain(body_check).collect();
    let writes: Vec<Code> = operation.writes.iter().flat_map(write).collect();
    let output = output::ty(&operation.output);
    let uses = operation_uses(operation, &checks, &output);
    let view = context! {
        docs => inner_docs(std::slice::from_ref(&operation.title)),
        uses,
        struct_docs => documented(&words, []),
        ident => Code::from(&operation.ident),
        formers => operation.formers.types.iter().map(former).collect::<Vec<_>>(),
        fields => operation.fields.iter().map(|field| super::super::field(&field.docs, &field.ident, &field.ty)).collect::<Vec<_>>(),
        setters => super::setters_of(&operation.setters, Scope::Operations),
        output,
        outputs => output::view(&operation.output, &method),
        answer => output::fields(&operation.output, &method),
        name => string(&operation.name),
        method => code!("{}", Word(operation.method)),
        path => string(&operation.path),
        server => operation.server.as_deref().map(|server| code!("Some({})", string(server))),
        authentication => authentication(operation.authentication),
        security => operation.security.as_ref().map(|security| needs(security)),
        streamed => streamed(&operation.streamed),
        redirects => operation.redirects.then(|| code!("true")),
        secret => operation.secret.then(|| code!("true")),
        check => if checks.is_empty() { code!("_check") } else { code!("check") },
        checks,
        request => if writes.is_empty() { code!("_request") } else { code!("request") },
        writes,
        paging => operation.paging.as_ref().map(super::paging::view),
        decode => output::decode(&operation.output),
    };
    printer.print("service/operation.rs", view)
}

fn former((now, former): &(Ident, Alias)) -> Value {
    context! { now => Code::from(now), ..alias(former) }
}

/// `["a", "b"] or ["c"]`
fn needs(alternatives: &[Vec<String>]) -> Code {
    let together = |names: &Vec<String>| code!("[{}]", Code::list(names.iter().map(|name| string(name)), ", "));
    Code::list(alternatives.iter().map(together), " or ")
}

fn streamed(statuses: &[(u16, u16)]) -> Option<Code> {
    let statuses = statuses.iter().map(|(first, last)| code!("({}, {})", first, last));
    (statuses.len() > 0).then(|| code!("&[{}]", Code::list(statuses, ", ")))
}

/// Nothing where it is what the trait says anyway.
fn authentication(authentication: Authentication) -> Option<Code> {
    match authentication {
        Authentication::Required => None,
        Authentication::Optional => Some(code!("Authentication::Optional")),
        Authentication::None => Some(code!("Authentication::None")),
    }
}

fn operation_uses(operation: &Operation, statements: &[Code], output: &Code) -> Vec<Code> {
    let types = operation.fields.iter().map(|field| Scope::Operations.ty(&field.ty));
    let setters = operation.setters.iter().map(|setter| Scope::Operations.argument(&setter.ty, &setter.ident).0);
    let variants = output::inside(&operation.output);
    let null = operation.setters.iter().any(|setter| setter.null || setter.wrap == crate::rust::Wrap::Nullable);
    let null = null.then(|| code!("Nullable"));
    let calls_validate = operation.body == Some(BodyCheck::Plain) || checks::call_validate(&operation.checks);
    let validate = calls_validate.then(|| code!("Validate"));
    let item = operation.paging.as_ref().map(|paging| Scope::Operations.ty(&paging.item));
    let always = code!("Client Error Method Operation Request Response Sending Validator {}", output);
    let rare = [authentication(operation.authentication), item, null, validate].into_iter().flatten();
    let names = types.chain(setters).chain(variants).chain(statements.iter().cloned()).chain(rare).chain([always]);
    let names = Code::list(names, " ");
    uses::of(&names, &BTreeSet::from(["Client", "types"]), None)
}

/// Says how a property of a form is written, if not as usual.
fn form_style((name, written): &(String, Style)) -> Code {
    code!("request.form_style({}, {});", string(name), style(*written))
}

/// One statement each.
fn write(write: &Write) -> Vec<Code> {
    let statement = match write {
        Write::ProjectId => code!("request.path_of_client(\"project_id\");"),
        Write::Path { name, field, how } => of_parameter("path", name, *how, &code!("&self.{}", field)),
        Write::Query { name, field, how } => of_parameter("query", name, *how, &optional(field)),
        Write::QueryString { name: _, field, style: how } => {
            code!("request.query_string({}, {});", style(*how), optional(field))
        }
        Write::Header { name, field, how } => of_parameter("header", name, *how, &optional(field)),
        Write::Cookie { name, field, style: how } => {
            code!("request.cookie({}, {}, {});", string(name), style(*how), optional(field))
        }
        Write::SecretPath { name, field } => code!("request.secret_path({}, &self.{});", string(name), field),
        Write::SecretHeader { name, field } => {
            code!("request.secret_header({}, self.{}.as_ref());", string(name), field)
        }
        Write::Body { field, optional, format, media_type } => {
            let body = match (format, optional) {
                (BodyFormat::Json, false) => code!("request.json(&self.{});", field),
                (BodyFormat::Json, true) => code!("request.json_optional(self.{}.as_ref());", field),
                (BodyFormat::Form(_), false) => code!("request.form(&self.{});", field),
                (BodyFormat::Form(_), true) => code!("request.form_optional(self.{}.as_ref());", field),
                (BodyFormat::Text, _) => code!("request.text(self.{}.as_ref());", field),
                (BodyFormat::Lines, _) => code!("request.lines(self.{}.as_ref());", field),
                (BodyFormat::Sequence, _) => code!("request.sequence(self.{}.as_ref());", field),
                (BodyFormat::Bytes, _) => code!("request.bytes(self.{}.as_ref());", field),
                (BodyFormat::Multipart, _) => code!("request.parts(self.{}.as_ref());", field),
            };
            let media_type = media_type.as_deref().map(|name| code!("request.content_type({});", string(name)));
            let styles = if let BodyFormat::Form(styles) = format { styles.as_slice() } else { &[] };
            return styles.iter().map(form_style).chain([body]).chain(media_type).collect();
        }
        Write::OtherBody { field, format, media_type } => {
            let (function, styles) = match format {
                BodyFormat::Json => ("json_optional", &[][..]),
                BodyFormat::Form(styles) => ("form_optional", styles.as_slice()),
                BodyFormat::Text => ("text", &[][..]),
                BodyFormat::Lines => ("lines", &[][..]),
                BodyFormat::Sequence => ("sequence", &[][..]),
                BodyFormat::Bytes => ("bytes", &[][..]),
                BodyFormat::Multipart => ("parts", &[][..]),
            };
            let (body, media_type) = (optional(field), string(media_type));
            let body = code!("request.instead({}, Request::{}, {});", body, Word(function), media_type);
            return styles.iter().map(form_style).chain([body]).collect();
        }
        Write::Multipart { media_type, optional } => {
            let function = Word(if *optional { "multipart_optional" } else { "multipart" });
            code!("request.{}({});", function, string(media_type))
        }
        Write::FurtherParts { field } => code!("request.further_parts({});", optional(field)),
        Write::Part { owner: _, name, field, format, list, media_type } => {
            let function = Word(match (format, list) {
                (PartFormat::Json, false) => "json_part",
                (PartFormat::Json, true) => "json_parts",
                (PartFormat::Text, false) => "text_part",
                (PartFormat::Text, true) => "text_parts",
                (PartFormat::Bytes, false) => "bytes_part",
                (PartFormat::Bytes, true) => "bytes_parts",
            });
            let media_type = string(media_type.as_deref().unwrap_or_default());
            code!("request.{}({}, self.{}.as_ref(), {});", function, string(name), field, media_type)
        }
        Write::Accept(media_types) => code!("request.accept({});", string(media_types)),
    };
    vec![statement]
}

fn optional(field: &Ident) -> Code {
    code!("self.{}.as_ref()", field)
}

/// `request.query_each("tag", self.tag.as_ref());`
fn of_parameter(place: &'static str, name: &str, how: How, value: &Code) -> Code {
    let (ending, style) = match how {
        How::Text => ("", None),
        How::Each => ("_each", None),
        How::Commas => ("_list", None),
        How::Styled(how) => ("_styled", Some(code!("{}, ", style(how)))),
    };
    code!("request.{}{}({}, {}{});", Word(place), Word(ending), string(name), style, value)
}

/// `runtime::Style::FORM.exploded()`
fn style(style: Style) -> Code {
    let exploded = style.exploded.then(|| code!(".exploded()"));
    let reserved = style.reserved.then(|| code!(".reserved()"));
    code!("{}::Style::{}{}{}", RUNTIME, Word(style.name), exploded, reserved)
}
