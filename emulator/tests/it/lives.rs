//! Tests what gateways keep: each file in `lives/` is a life of one family, request by request, with the refusals and the cascades
//! of the documents.
//!
//! A request is `METHOD path body`, its answer `STATUS body` on the next line; both may go on over indented lines. Paths begin below
//! the gateway, or below the project with `/`; those of IAM at the root; `//` and a host is a call of a published API, whose body is that of its headers. Bodies
//! are JSON; with `form ` before it, an object is sent as a form. What an answer is told to hold it must hold, and may hold more: `"*"`
//! is anything, `"$name"` is kept the first time and must be the same from then on; `$name` stands in paths and bodies, too. `# ` begins
//! a comment.
//!
//! `! apig roma` at the top says at which services the life is lived, each time by a gateway of its own; without it, at `apig`. With the
//! name of a service before it, a request is sent to that one only, and the others leave it out. `$codes` is what the codes of published
//! APIs begin with, `$instance` the gateway.
//!
//! Each answer that means success is judged by the spec as well.

use crate::properties::services;
use crate::properties::wire::{Answer, PROJECT, Wire};
use apig_codegen::api::{Format, Service, Status};
use apig_codegen::{Sender, refused};
use apig_emulator::Emulator;
use apig_sdk::serde_json::{self, Value};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// A request, and what is said of its answer.
struct Step {
    line: usize,
    request: String,
    answer: String,
}

fn steps(text: &str) -> Vec<Step> {
    let (mut steps, mut parts): (Vec<Step>, Vec<(usize, String)>) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        match parts.last_mut() {
            Some((_, part)) if line.starts_with(' ') => part.push_str(line),
            _ if line.starts_with("# ") || line.trim().is_empty() => {}
            Some(_) | None => parts.push((number + 1, line.to_owned())),
        }
    }
    let mut parts = parts.into_iter();
    while let Some((line, request)) = parts.next() {
        if !request.starts_with("! ") {
            steps.push(Step { line, request, answer: parts.next().unwrap_or_default().1 });
        }
    }
    steps
}

/// At which services a life is lived.
pub fn places(text: &str) -> Vec<&str> {
    let said = text.lines().find_map(|line| line.strip_prefix("! "));
    said.unwrap_or("apig").split_whitespace().collect()
}

/// The request, if it is one for this service.
fn for_service<'a>(request: &'a str, service: &str) -> Option<&'a str> {
    match request.split_once(' ') {
        Some((name, rest)) if name.starts_with(|letter: char| letter.is_ascii_lowercase()) => {
            (name == service).then_some(rest)
        }
        Some(_) | None => Some(request),
    }
}

/// Puts in what has been kept; a name that nothing is kept under yet stays.
fn filled(text: &str, kept: &BTreeMap<String, String>) -> String {
    let mut parts = text.split('$');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        filled.push_str(&kept.get(name).cloned().unwrap_or_else(|| format!("${name}")));
        filled.push_str(rest);
    }
    filled
}

/// Where an answer is not what is said of it.
fn differs(said: &Value, is: &Value, at: &str, kept: &mut BTreeMap<String, String>) -> Option<String> {
    match (said, is) {
        (Value::String(any), is) if any == "*" => is.is_null().then(|| format!("{at} is missing")),
        (Value::String(name), Value::String(is)) if name.starts_with('$') => {
            kept.insert(name[1..].to_owned(), is.clone());
            None
        }
        (Value::Object(said), Value::Object(is)) => said.iter().find_map(|(name, said)| {
            differs(said, is.get(name).unwrap_or(&Value::Null), &format!("{at}.{name}"), kept)
        }),
        (Value::Array(said), Value::Array(is)) if said.len() == is.len() => said
            .iter()
            .zip(is)
            .enumerate()
            .find_map(|(at_item, (said, is))| differs(said, is, &format!("{at}[{at_item}]"), kept)),
        (said, is) => (said != is).then(|| format!("{at} is {is}, not {said}")),
    }
}

/// What the spec says against an answer.
fn misshapen(service: &Service, method: &str, path: &str, status: u16, body: &Value) -> Option<String> {
    let path: Vec<&str> = path.split('?').next().unwrap_or_default().split('/').collect();
    let fits = |template: &str| {
        let template: Vec<&str> = template.split('/').collect();
        template.len() == path.len()
            && template.iter().zip(&path).all(|(one, other)| one.starts_with('{') || one == other)
    };
    let literals = |template: &str| std::cmp::Reverse(template.matches('{').count());
    let of_method = service.operations.iter().filter(|one| format!("{:?}", one.method).to_uppercase() == method);
    let Some(operation) = of_method.filter(|one| fits(&one.path)).max_by_key(|one| literals(&one.path)) else {
        return Some("the spec has no such operation".to_owned());
    };
    let Some(documented) = operation.successes.iter().find(|one| one.status == Status::Code(status)) else {
        return Some(format!("{} has no {status}", operation.id));
    };
    // A file may hold JSON, but it is no value of a schema.
    if documented.format != Some(Format::Json) {
        return None;
    }
    let refusal = refused(body, documented.schema.as_ref()?, &service.types, Sender::Server)?;
    Some(format!("{}: {} {}", operation.id, refusal.path, refusal.reason))
}

/// Calls a published API.
fn call(wire: &Wire, method: &str, called: &str, headers: &Value) -> Answer {
    let (host, path) = called.split_once('/').unwrap_or((called, ""));
    let mut head = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: 0\r\n");
    for (name, value) in headers.as_object().into_iter().flatten() {
        write!(head, "{name}: {}\r\n", value.as_str().unwrap_or_default()).unwrap();
    }
    wire.raw(&format!("{head}\r\n"), &[])
}

/// Sends the fields of an object as the parts of a form.
fn send_form(wire: &Wire, method: &str, target: &str, fields: &Value) -> Answer {
    let mut body = String::new();
    for (name, value) in fields.as_object().into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        write!(body, "--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
    }
    body.push_str("--part--\r\n");
    let head = format!("{method} {target} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n", body.len());
    wire.raw(&format!("{head}content-type: multipart/form-data; boundary=part\r\n\r\n"), body.as_bytes())
}

/// A gateway that a life begins with.
pub fn begin() -> Emulator {
    Emulator::builder().no_auth().starting(Duration::ZERO).start_blocking().unwrap()
}

/// Lives one life; how many requests it took and what was kept, or what went otherwise than it says.
pub fn live(
    emulator: &Emulator,
    wire: &Wire,
    text: &str,
    service: &Service,
) -> Result<(usize, BTreeMap<String, String>), String> {
    let codes = if service.name == "roma" { "APIC" } else { "APIG" };
    let known = [("codes", codes), ("instance", emulator.instance_id())];
    let (mut kept, mut count) = (BTreeMap::from(known.map(|(name, text)| (name.to_owned(), text.to_owned()))), 0);
    for Step { line, request, answer } in steps(text) {
        let Some(request) = for_service(&request, &service.name) else { continue };
        let wrong = |text: String| format!("{line}: {request}\n    {text}");
        let request = filled(request, &kept);
        let (method, rest) = request.split_once(' ').ok_or_else(|| wrong("no path".to_owned()))?;
        let (path, body) = rest.split_once(' ').unwrap_or((rest, ""));
        let segment = if service.name == "roma" { "apic" } else { "apigw" };
        let target = match path.strip_prefix('/') {
            _ if service.name == "iam" => path.to_owned(),
            Some(of_project) => format!("/v2/{PROJECT}/{segment}/{of_project}"),
            None => format!("/v2/{PROJECT}/{segment}/instances/{}/{path}", emulator.instance_id()),
        };
        let json =
            |text: &str| if text.trim().is_empty() { Ok(Value::Null) } else { serde_json::from_str::<Value>(text) };
        let form = body.strip_prefix("form ");
        // Client applications of ROMA Connect are made where integration applications are, which is no part of this API.
        let is_made_elsewhere = service.name == "roma" && (method, path) == ("POST", "apps");
        let body = json(form.unwrap_or(body)).map_err(|error| wrong(format!("the body is no JSON: {error}")))?;
        let got = match path.strip_prefix("//") {
            None if is_made_elsewhere => {
                emulator.add_app(&format!("app-{line}"), body["name"].as_str().unwrap_or_default());
                Answer { status: 201, ..wire.exchange("GET", &format!("{target}/app-{line}"), None) }
            }
            Some(called) => call(wire, method, called, &body),
            None if form.is_some() => send_form(wire, method, &target, &body),
            None => wire.exchange(method, &target, Some(&body).filter(|body| !body.is_null())),
        };
        let answer = filled(&answer, &kept);
        let (status, said) = answer.split_once(' ').unwrap_or((&answer, ""));
        let said = json(said).map_err(|error| wrong(format!("the answer is no JSON: {error}")))?;
        if got.status.to_string() != status {
            return Err(wrong(got.to_string()));
        }
        let is = if got.json().is_null() { got.body.as_str().into() } else { got.json() };
        if let Some(difference) = differs(&said, &is, "", &mut kept).filter(|_| !said.is_null()) {
            return Err(wrong(format!("{difference}: {got}")));
        }
        if got.is_success()
            && !path.starts_with("//")
            && !is_made_elsewhere
            && let Some(misshapen) = misshapen(service, method, &target, got.status, &got.json())
        {
            return Err(wrong(format!("{misshapen}: {got}")));
        }
        count += 1;
    }
    Ok((count, kept))
}

#[test]
fn lives_of_all_families() {
    let all = services();
    let (mut failed, mut requests, mut lives) = (String::new(), 0, 0);
    let mut files: Vec<_> =
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/lives")).unwrap().collect();
    files.sort_by_key(|file| file.as_ref().unwrap().path());
    for file in files {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for place in places(&text) {
            lives += 1;
            let service = all.iter().find(|service| service.name == place).unwrap();
            let emulator = begin();
            match live(&emulator, &Wire::new(&emulator), &text, service) {
                Ok((count, _)) => requests += count,
                Err(text) => writeln!(failed, "{place}, {}:{text}", path.display()).unwrap(),
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(requests > lives, "{requests} requests in {lives} lives");
    eprintln!("{requests} requests in {lives} lives");
}
