//! Reads what a new operation shall be: from options, or by questions. Knows which words are allowed, so that nothing
//! that passes here can be anything but a word in YAML. Must not know the spec.

use crate::terminal;
use clap::{Arg, ArgAction, ArgMatches};
use std::io::{self, BufRead, IsTerminal};

/// An operation that is to be added.
pub struct NewOperation {
    pub service: String,
    pub operation: String,
    pub method: String,
    pub path: String,
    /// The resource file; not needed where the path is there already.
    pub file: Option<String>,
    /// The schema of the body.
    pub body: Option<String>,
    /// The schema of the answer.
    pub answer: Option<String>,
    pub status: u16,
    pub query: Vec<String>,
    pub is_list: bool,
}

/// The mandatory options, and the questions for them.
const QUESTIONS: [(&str, &str); 4] = [
    ("service", "Service, a folder of spec/"),
    ("operation", "operationId, such as CreateApp"),
    ("method", "Method, such as post"),
    ("path", "Path, such as /v2/{project_id}/apps"),
];

/// As OpenAPI writes them.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub fn arguments() -> Vec<Arg> {
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    vec![
        option("service", "NAME").value_parser(word).help("The service: a folder of spec/"),
        option("operation", "ID").value_parser(identifier).help("operationId, the vendor's name of the operation"),
        option("method", "METHOD").value_parser(METHODS).ignore_case(true).help("HTTP method"),
        option("path", "PATH").value_parser(path).help("Path, with parameters in braces"),
        option("file", "FILE")
            .value_parser(file)
            .help("The resource file, such as apps.yaml; made when it does not exist"),
        option("body", "SCHEMA")
            .value_parser(identifier)
            .help("Schema of the request body; made when it does not exist"),
        option("response", "SCHEMA[:STATUS]")
            .value_parser(response)
            .help("Schema and status of the answer, or a status alone [default: 200 without body]"),
        option("query", "NAME").value_parser(word).action(ArgAction::Append).help("A query parameter; may be repeated"),
        Arg::new("list")
            .long("list")
            .action(ArgAction::SetTrue)
            .requires("response")
            .help("The answer is a list that comes page by page"),
    ]
}

type Answer = (Option<String>, u16);

/// The operation, or which options are missing. On a terminal there are questions for these.
pub fn read(matches: &ArgMatches) -> Result<NewOperation, String> {
    let [service, operation, method, path] = answers(matches)?;
    let (answer, status) = matches.get_one::<Answer>("response").cloned().unwrap_or((None, 200));
    let is_list = matches.get_flag("list");
    if is_list && answer.is_none() {
        return Err("--list needs the schema of the answer: --response SCHEMA".to_owned());
    }
    Ok(NewOperation {
        service,
        operation,
        method: method.to_ascii_lowercase(),
        path,
        file: matches.get_one::<String>("file").cloned(),
        body: matches.get_one::<String>("body").cloned(),
        answer,
        status,
        query: matches.get_many::<String>("query").into_iter().flatten().cloned().collect(),
        is_list,
    })
}

/// The answers to the questions, or all that is missing.
fn answers(matches: &ArgMatches) -> Result<[String; 4], String> {
    let mut asks = io::stdin().is_terminal();
    let answers = QUESTIONS.map(|(name, question)| {
        let given = matches.get_one::<String>(name).cloned();
        let answer = given.or_else(|| asks.then(|| ask(name, question)).flatten());
        // Who ends one answer without giving it ends them all.
        asks &= answer.is_some();
        answer
    });
    let unanswered = QUESTIONS.iter().zip(&answers).filter(|(_, answer)| answer.is_none());
    let missing: Vec<String> = unanswered.map(|((name, _), _)| format!("--{name}")).collect();
    match answers {
        [Some(service), Some(operation), Some(method), Some(path)] => Ok([service, operation, method, path]),
        _ => {
            let verb = if missing.len() == 1 { "is" } else { "are" };
            Err(format!("{} {verb} missing", missing.join(", ")))
        }
    }
}

/// Asks until the answer will do, or there are no more answers.
fn ask(name: &str, question: &str) -> Option<String> {
    loop {
        terminal::err(&format!("{question}:"));
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line).ok()? == 0 {
            return None;
        }
        let checked = match name {
            "service" => word(line.trim()),
            "operation" => identifier(line.trim()),
            "path" => path(line.trim()),
            _ if METHODS.contains(&&*line.trim().to_ascii_lowercase()) => Ok(line.trim().to_owned()),
            _ => Err(format!("one of: {}", METHODS.join(", "))),
        };
        match checked {
            Ok(answer) => return Some(answer),
            Err(reason) => terminal::err(&reason),
        }
    }
}

fn made_of(text: &str, more: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
}

fn word(text: &str) -> Result<String, String> {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let message = "a word: a letter, then letters, digits, `_`, `-` and `.`";
    if starts && made_of(text, "_-.") { Ok(text.to_owned()) } else { Err(message.to_owned()) }
}

pub fn identifier(text: &str) -> Result<String, String> {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let message = "a name: a letter, then letters, digits and `_`";
    if starts && made_of(text, "_") { Ok(text.to_owned()) } else { Err(message.to_owned()) }
}

pub fn path(text: &str) -> Result<String, String> {
    let segments = text.strip_prefix('/').unwrap_or_default().split('/');
    let is_parameter = |text: &str| {
        text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).is_some_and(|name| made_of(name, "_-."))
    };
    let mut all = segments.map(|segment| is_parameter(segment) || made_of(segment, "_-.~"));
    let message = "a path: `/`, and between slashes words or parameters in braces, `/v2/{project_id}/apps`";
    if text.starts_with('/') && all.all(|is_fine| is_fine) { Ok(text.to_owned()) } else { Err(message.to_owned()) }
}

pub fn file(text: &str) -> Result<String, String> {
    let is_fine = text.strip_suffix(".yaml").is_some_and(|name| made_of(name, "_-")) && text != "openapi.yaml";
    let message = "a file beside openapi.yaml, such as apps.yaml";
    if is_fine { Ok(text.to_owned()) } else { Err(message.to_owned()) }
}

fn response(text: &str) -> Result<Answer, String> {
    let status = |text: &str| text.parse().ok().filter(|status| (200..300).contains(status));
    if let Some(status) = status(text) {
        return Ok((None, status));
    }
    let (name, code) = text.split_once(':').unwrap_or((text, "200"));
    let code = status(code).ok_or("a status of success, 200 to 299")?;
    Ok((Some(identifier(name)?), code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_pass() {
        for good in ["/v2/{project_id}/apps", "/v3.0/OS-CREDENTIAL/securitytokens", "/a/{b}"] {
            assert_eq!(path(good).unwrap(), good);
        }
        for bad in ["", "/", "v2", "/a//b", "/a/", "/a b", "/{a", "/a{b}", "/a\n", "/a:", "/'"] {
            assert!(path(bad).is_err(), "{bad:?}");
        }
        for bad in ["openapi.yaml", "../a.yaml", "a/b.yaml", ".yaml", "a.json", "a.yaml\n"] {
            assert!(file(bad).is_err(), "{bad:?}");
        }
        assert_eq!(response("AppInfo:201"), Ok((Some("AppInfo".to_owned()), 201)));
        assert_eq!(response("204"), Ok((None, 204)));
        assert!(response("AppInfo:404").is_err() && response("a b").is_err() && identifier("é").is_err());
    }
}
