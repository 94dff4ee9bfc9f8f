//! Edits of operations and of the service: parameters, bodies, answers, paths, credentials, servers, words. Must not know data.

use super::Kind;
use crate::sweep::document::{Document, Node, str, yaml};
use crate::sweep::places::{Place, answers, below, operation, parameters, parameters_in};
use apig_codegen::diff::Rust::{Dangerous as Refused, Major, Minor, None as Same, Patch};
use apig_codegen::diff::Wire::{self, Breaking, Compatible, Dangerous, Documentation, None as Nothing};

const fn both(wire: Wire) -> (Wire, Wire) {
    (wire, wire)
}

pub const KINDS: &[Kind] = &[
    // Parameters.
    Kind::of(
        "optional parameter added",
        operation,
        |d, _| more(d, "parameters", "{name: one_more, in: query, description: One more., schema: {type: string}}"),
        both(Compatible),
        &[Minor],
    ),
    Kind::of(
        "required parameter added",
        operation,
        |d, _| {
            more(
                d,
                "parameters",
                "{name: one_more, in: query, required: true, description: One more., schema: {type: string}}",
            )
        },
        both(Breaking),
        &[Refused],
    ),
    Kind::of(
        "required header added",
        operation,
        |d, _| {
            more(
                d,
                "parameters",
                "{name: X-One-More, in: header, required: true, description: One more., schema: {type: string}}",
            )
        },
        both(Breaking),
        &[Refused],
    ),
    Kind::of(
        "parameter removed",
        query,
        |d, at| {
            let name = d.get(&at.path)?["name"].clone();
            let (list, all) = own(d)?;
            let kept: Vec<Node> = all.iter().filter(|one| named(d, one) != name).cloned().collect();
            (kept.len() < all.len()).then(|| *d.at(&list) = kept.into())
        },
        both(Dangerous),
        &[Major],
    ),
    Kind::of(
        "parameter renamed",
        query,
        |d, at| {
            let name = format!("{}_of_old", str(&d.get(&at.path)?["name"]));
            put(d, at, "name", name)
        },
        both(Breaking),
        &[Major],
    ),
    Kind::of(
        "parameter made required",
        query,
        |d, at| put(optional(d, at)?, at, "required", true),
        both(Breaking),
        &[Refused],
    ),
    Kind::of(
        "parameter made optional",
        query,
        |d, at| (*d.get(&at.path)?.get("required")? == true).then(|| put(d, at, "required", false))?,
        both(Compatible),
        &[Patch, Same],
    )
    .seldom(),
    Kind::of(
        "parameter moved to the headers",
        query,
        |d, at| put(d, at, "in", "header"),
        both(Breaking),
        &[Major, Patch],
    ),
    Kind::of(
        "parameter described otherwise",
        parameters,
        |d, at| put(d, at, "description", "Said otherwise."),
        both(Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "parameter shown otherwise",
        query,
        |d, at| {
            let schema = d.get(&at.path)?.get("schema")?;
            let is_free = schema.get("type")? == "string" && schema.get("format").or(schema.get("enum")).is_none();
            is_free.then(|| put(d, at, "example", "shown-otherwise"))?
        },
        both(Documentation),
        &[Patch, Same],
    )
    .seldom(),
    Kind::of("parameter deprecated", query, |d, at| put(d, at, "deprecated", true), both(Compatible), &[Minor]),
    Kind::of(
        "part of the path renamed",
        in_path,
        |d, at| {
            let name = str(&d.get(&at.path)?["name"]).to_owned();
            let new = format!("{name}_of_old");
            let path = d.at[1].replace(&format!("{{{name}}}"), &format!("{{{new}}}"));
            let method = d.at[2].clone();
            put(d, at, "name", new)?;
            d.move_to(&path, &method);
            Some(())
        },
        both(Nothing),
        &[Patch, Same, Major],
    ),
    // Bodies.
    Kind::of(
        "body made optional",
        operation,
        |d, _| body(d, "required", |old| (old == Some(&true.into())).then(|| false.into())),
        both(Compatible),
        &[Major, Patch],
    )
    .seldom(),
    Kind::of(
        "body removed",
        operation,
        |d, _| d.edited().as_mapping_mut()?.remove("requestBody").map(drop),
        both(Dangerous),
        &[Major],
    ),
    Kind::of("optional body added", operation, |d, _| new_body(d, false), both(Compatible), &[Minor]).rare(""),
    Kind::of("required body added", operation, |d, _| new_body(d, true), both(Breaking), &[Refused]).rare(""),
    Kind::of(
        "media type of the body changed",
        operation,
        |d, _| {
            let at = d.behind(&below(&d.at, &["requestBody"]));
            media(d, &at, "application/merge-patch+json")
        },
        both(Breaking),
        &[Patch, Same],
    ),
    Kind::of(
        "encoding of the body said",
        operation,
        |d, _| {
            let at = d.behind(&below(&d.at, &["requestBody"]));
            media(d, &at, "application/json; charset=utf-8")
        },
        both(Compatible),
        &[Patch, Same],
    ),
    // Answers.
    Kind::of(
        "success with another status",
        operation,
        |d, _| {
            let (old, success) = success(d)?;
            let new = if old == "202" { "200" } else { "202" };
            let responses = d.edited()["responses"].as_mapping_mut()?;
            responses.remove(old.as_str());
            responses.insert(new.into(), success);
            Some(())
        },
        both(Breaking),
        &[Patch, Same],
    ),
    Kind::of(
        "success added",
        operation,
        |d, _| {
            let (_, success) = success(d)?;
            status(d, "203", success)
        },
        both(Dangerous),
        &[Patch, Same, Major],
    ),
    Kind::of(
        "failure removed",
        operation,
        |d, _| {
            let responses = d.edited()["responses"].as_mapping_mut()?;
            let failure = responses.keys().map(str).find(|status| status.starts_with(['4', '5']))?.to_owned();
            responses.remove(failure.as_str()).map(drop)
        },
        both(Dangerous),
        &[Patch, Same, Major],
    ),
    Kind::of(
        "failure added",
        operation,
        |d, _| status(d, "418", yaml("{description: One more.}")),
        both(Compatible),
        &[Patch, Same],
    ),
    Kind::of(
        "body of an answer removed",
        answers,
        |d, at| d.at(&at.path).as_mapping_mut()?.remove("content").map(drop),
        both(Breaking),
        &[Major, Patch],
    ),
    Kind::of(
        "body of an answer added",
        answers,
        |d, at| {
            let answer = d.at(&at.path).as_mapping_mut().filter(|answer| !answer.contains_key("content"))?;
            answer.insert(
                "content".into(),
                yaml("{application/json: {schema: {type: object, properties: {one_more: {type: string}}}}}"),
            );
            Some(())
        },
        both(Compatible),
        &[Major, Minor, Patch, Same],
    ),
    Kind::of(
        "media type of an answer changed",
        answers,
        |d, at| media(d, &at.path, "application/problem+json"),
        both(Breaking),
        &[Patch, Same],
    ),
    Kind::of(
        "answer described otherwise",
        answers,
        |d, at| put(d, at, "description", "Said otherwise."),
        both(Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "header of an answer added",
        answers,
        |d, at| {
            header(d, at, |headers| {
                headers.insert("X-One-More".into(), yaml("{description: One more., schema: {type: string}}"));
                Some(())
            })
        },
        both(Compatible),
        &[Patch, Same],
    ),
    Kind::of("header of each answer removed", answers, |d, at| without_header(d, at, true), both(Breaking), &[Major])
        .rare("\"headers\""),
    Kind::of(
        "header of some answers removed",
        answers,
        |d, at| without_header(d, at, false),
        both(Dangerous),
        &[Patch, Same],
    )
    .rare("\"headers\""),
    Kind::of(
        "header of an answer renamed",
        answers,
        |d, at| {
            let headers = d.at(&at.path).get_mut("headers")?.as_mapping_mut()?;
            let is_required = |header: &Node| header.get("required").is_some_and(|is| *is == true);
            let name = headers.iter().find(|(_, header)| is_required(header))?.0.clone();
            let header = headers.remove(&name)?;
            headers.insert(format!("{}-Of-Old", str(&name)).into(), header);
            Some(())
        },
        both(Breaking),
        &[Major],
    )
    .rare("\"headers\""),
    Kind::of(
        "header of an answer made optional",
        answers,
        |d, at| {
            let headers = d.at(&at.path).get_mut("headers")?.as_mapping_mut()?;
            headers.values_mut().next()?.as_mapping_mut()?.remove("required").map(drop)
        },
        both(Breaking),
        &[Major],
    )
    .rare("\"headers\""),
    // The operation.
    Kind::of(
        "method changed",
        operation,
        |d, _| {
            let new = match d.at[2].as_str() {
                "get" => "post",
                "post" => "put",
                "put" => "patch",
                _ => "put",
            };
            let path = d.at[1].clone();
            (d.root["paths"][path.as_str()].get(new).is_none()).then(|| d.move_to(&path, new))
        },
        both(Breaking),
        &[Patch, Minor, Major],
    ),
    Kind::of(
        "path changed",
        operation,
        |d, _| {
            let (path, method) = (d.at[1].clone(), d.at[2].clone());
            let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
            let at = (1..parts.len()).rev().find(|at| !parts[*at].contains('{') && *at > 1)?;
            parts[at] += "-of-old";
            d.move_to(&parts.join("/"), &method);
            Some(())
        },
        both(Breaking),
        &[Patch],
    ),
    Kind::of(
        "operation removed",
        operation,
        |d, _| d.root["paths"][d.at[1].as_str()].as_mapping_mut()?.remove(d.at[2].as_str()).map(drop),
        both(Breaking),
        &[Major],
    )
    .of_two(),
    Kind::of(
        "operation added",
        operation,
        |d, _| {
            let new = yaml("{operationId: OneMore, summary: One More, responses: {'204': {description: Done.}}}");
            let item = d.root["paths"].as_mapping_mut()?;
            item.insert("/v9/one-more".into(), Node::Mapping([(Node::from("post"), new)].into_iter().collect()));
            Some(())
        },
        both(Compatible),
        &[Minor],
    ),
    Kind::of(
        "operation called otherwise",
        operation,
        |d, _| {
            let new = format!("{}OfOld", str(d.operation().get("operationId")?));
            said(d, "operationId", new)
        },
        both(Nothing),
        &[Major],
    ),
    Kind::of(
        "operation titled otherwise",
        operation,
        |d, _| said(d, "summary", "Said Otherwise"),
        both(Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "operation described otherwise",
        operation,
        |d, _| said(d, "description", "Said otherwise."),
        both(Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "operation sorted otherwise",
        operation,
        |d, _| said(d, "tags", yaml("[One More]")),
        both(Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "operation of another page",
        operation,
        |d, _| said(d, "externalDocs", yaml("{description: Another Page, url: 'https://example.com'}")),
        both(Documentation),
        &[Patch, Same],
    ),
    Kind::of(
        "operation deprecated",
        operation,
        |d, _| d.operation().get("deprecated").is_none().then(|| said(d, "deprecated", true))?,
        both(Compatible),
        &[Minor],
    ),
    Kind::of(
        "operation with a Rust name",
        operation,
        |d, _| d.operation().get("x-rust-name").is_none().then(|| said(d, "x-rust-name", "called_otherwise"))?,
        both(Nothing),
        &[Major],
    ),
    Kind::of("pagination removed", operation, |d, _| unsaid(d, "x-pagination"), both(Nothing), &[Major]),
    Kind::of(
        "waiter removed",
        operation,
        |d, _| {
            let waiters = d.edited().get_mut("x-waiters")?.as_sequence_mut()?;
            drop(waiters.pop());
            if waiters.is_empty() { unsaid(d, "x-waiters") } else { Some(()) }
        },
        both(Nothing),
        &[Major],
    )
    .rare("x-waiters"),
    Kind::of(
        "waiter more patient",
        operation,
        |d, _| {
            let waiter = d.edited().get_mut("x-waiters")?.as_sequence_mut()?.first_mut()?;
            waiter.as_mapping_mut()?.insert("timeout".into(), 7_777.into());
            Some(())
        },
        both(Nothing),
        &[Patch, Same],
    )
    .rare("x-waiters"),
    Kind::of(
        "operation at another server",
        operation,
        |d, _| said(d, "servers", yaml("[{url: 'https://elsewhere.example.com'}]")),
        both(Breaking),
        &[Patch, Same],
    ),
    // Who may call.
    Kind::of("credentials no longer asked for", operation, |d, _| secured(d, "[]"), both(Dangerous), &[Patch, Same]),
    Kind::of(
        "credentials made optional",
        operation,
        |d, _| secured(d, "[{Token: []}, {AkSk: []}, {}]"),
        both(Dangerous),
        &[Patch, Same],
    ),
    Kind::of("one kind of credentials refused", operation, |d, _| secured(d, "[{Token: []}]"), both(Breaking), &[Same]),
    Kind::of(
        "credentials asked for",
        operation,
        |d, _| {
            let ways = d.edited().get_mut("security")?.as_sequence_mut()?;
            let count = ways.len();
            ways.retain(|way| !way.as_mapping().is_some_and(serde_yaml::Mapping::is_empty));
            (ways.len() < count).then_some(())
        },
        both(Breaking),
        &[Refused],
    )
    .rare("\"security\":[{}"),
    Kind::of(
        "one more kind of credentials",
        operation,
        |d, _| {
            d.root["components"]["securitySchemes"]["OneMore"] = yaml("{type: http, scheme: basic}");
            secured(d, "[{Token: []}, {AkSk: []}, {OneMore: []}]")
        },
        both(Compatible),
        &[Patch, Same, Minor],
    ),
    Kind::of(
        "token in another header",
        operation,
        |d, _| {
            let token = d.root["components"]["securitySchemes"].get_mut("Token")?;
            token.as_mapping_mut()?.insert("name".into(), "X-Token-Of-Old".into());
            Some(())
        },
        both(Breaking),
        &[Patch, Same],
    ),
    // The service.
    Kind::of(
        "service without encryption, too",
        operation,
        |d, _| {
            d.root["servers"]
                .as_sequence_mut()?
                .push(yaml("{url: 'http://plain.example.com', description: One more.}"));
            Some(())
        },
        both(Dangerous),
        &[Patch, Same, Minor],
    )
    .changes(0),
    Kind::of(
        "service at another host",
        operation,
        |d, _| servers(d, |url| url.replace("https://", "https://other.")),
        both(Breaking),
        &[Patch, Same],
    )
    .changes(0),
    Kind::of(
        "service at one more host",
        operation,
        |d, _| {
            d.root["servers"]
                .as_sequence_mut()?
                .push(yaml("{url: 'https://one-more.example.com', description: One more.}"));
            Some(())
        },
        both(Compatible),
        &[Patch, Same, Minor],
    ),
    Kind::of(
        "region removed",
        operation,
        |d, _| {
            let server = d.root["servers"].as_sequence_mut()?.first_mut()?;
            let regions = server.get_mut("variables")?["region"]["enum"].as_sequence_mut()?;
            (regions.len() > 1).then(|| drop(regions.pop()))
        },
        both(Breaking),
        &[Patch],
    ),
    Kind::of(
        "base path moved",
        operation,
        |d, _| {
            let first = format!("/{}", d.at[1].split('/').nth(1).filter(|part| !part.contains('{'))?);
            let (path, method) = (d.at[1].strip_prefix(&first)?.to_owned(), d.at[2].clone());
            servers(d, |url| format!("{}{first}", url.trim_end_matches('/')))?;
            d.move_to(&path, &method);
            Some(())
        },
        both(Nothing),
        &[Patch, Same],
    ),
    Kind::of("service titled otherwise", operation, |d, _| info(d, "title"), both(Documentation), &[Patch, Same]),
    Kind::of("service of another version", operation, |d, _| info(d, "version"), both(Documentation), &[Patch, Same]),
    Kind::of(
        "service described otherwise",
        operation,
        |d, _| info(d, "description"),
        both(Documentation),
        &[Patch, Same],
    ),
];

fn query(d: &Document) -> Vec<Place> {
    parameters_in(d, "query")
}

fn in_path(d: &Document) -> Vec<Place> {
    parameters_in(d, "path")
}

fn put(d: &mut Document, at: &Place, key: &str, value: impl Into<Node>) -> Option<()> {
    let value = value.into();
    let mapping = d.at(&at.path).as_mapping_mut()?;
    (mapping.insert(key.into(), value.clone()) != Some(value)).then_some(())
}

fn optional<'d>(d: &'d mut Document, at: &Place) -> Option<&'d mut Document> {
    (d.get(&at.path)?.get("required") != Some(&true.into())).then_some(d)
}

/// The list of the operation's own parameters.
fn own(d: &Document) -> Option<(Vec<String>, Vec<Node>)> {
    let list = below(&d.at, &["parameters"]);
    Some((list.clone(), d.get(&list)?.as_sequence()?.clone()))
}

/// The name of a parameter, behind its reference.
fn named(d: &Document, parameter: &Node) -> Node {
    let to = parameter.get("$ref").and_then(crate::sweep::document::reference);
    to.and_then(|to| d.get(&to)).unwrap_or(parameter)["name"].clone()
}

fn said(d: &mut Document, key: &str, value: impl Into<Node>) -> Option<()> {
    d.edited().as_mapping_mut()?.insert(key.into(), value.into());
    Some(())
}

fn unsaid(d: &mut Document, key: &str) -> Option<()> {
    d.edited().as_mapping_mut()?.remove(key).map(drop)
}

fn more(d: &mut Document, key: &str, item: &str) -> Option<()> {
    let operation = d.edited().as_mapping_mut()?;
    operation.entry(key.into()).or_insert_with(|| Vec::<Node>::new().into()).as_sequence_mut()?.push(yaml(item));
    Some(())
}

fn body(d: &mut Document, key: &str, new: impl Fn(Option<&Node>) -> Option<Node>) -> Option<()> {
    let at = d.behind(&below(&d.at, &["requestBody"]));
    let new = new(d.get(&at)?.get(key))?;
    d.at(&at).as_mapping_mut()?.insert(key.into(), new);
    Some(())
}

fn new_body(d: &mut Document, required: bool) -> Option<()> {
    let is_free = d.operation().get("requestBody").is_none() && ["post", "put", "patch"].contains(&d.at[2].as_str());
    let schema = "{type: object, properties: {one_more: {type: string}}}";
    is_free.then(|| {
        said(
            d,
            "requestBody",
            yaml(&format!("{{required: {required}, content: {{application/json: {{schema: {schema}}}}}}}")),
        )
    })?
}

fn media(d: &mut Document, owner: &[String], new: &str) -> Option<()> {
    d.get(owner)?;
    let content = d.at(owner).get_mut("content")?.as_mapping_mut()?;
    let inner = content.remove("application/json")?;
    content.insert(new.into(), inner);
    Some(())
}

fn header(d: &mut Document, at: &Place, edit: impl Fn(&mut serde_yaml::Mapping) -> Option<()>) -> Option<()> {
    let answer = d.at(&at.path).as_mapping_mut()?;
    edit(answer.entry("headers".into()).or_insert_with(|| serde_yaml::Mapping::new().into()).as_mapping_mut()?)
}

fn without_header(d: &mut Document, at: &Place, required: bool) -> Option<()> {
    let headers = d.at(&at.path).get_mut("headers")?.as_mapping_mut()?;
    let is_required = |header: &Node| header.get("required").is_some_and(|is| *is == true);
    let name = headers.iter().find(|(_, header)| is_required(header) == required)?.0.clone();
    headers.remove(&name).map(drop)
}

fn success(d: &Document) -> Option<(String, Node)> {
    let responses = d.operation()["responses"].as_mapping()?;
    let mut successes = responses.iter().filter(|(status, _)| str(status).starts_with('2'));
    let (status, answer) = successes.next().filter(|_| successes.next().is_none())?;
    Some((str(status).to_owned(), answer.clone()))
}

fn status(d: &mut Document, status: &str, answer: Node) -> Option<()> {
    let responses = d.edited()["responses"].as_mapping_mut()?;
    responses.insert(status.into(), answer).is_none().then_some(())
}

fn secured(d: &mut Document, security: &str) -> Option<()> {
    d.operation().get("security").is_none().then(|| said(d, "security", yaml(security)))?
}

fn servers(d: &mut Document, edit: impl Fn(&str) -> String) -> Option<()> {
    for server in d.root["servers"].as_sequence_mut()? {
        let url = edit(str(&server["url"]));
        server["url"] = url.into();
    }
    Some(())
}

fn info(d: &mut Document, key: &str) -> Option<()> {
    d.root["info"].as_mapping_mut()?.insert(key.into(), "said otherwise".into());
    Some(())
}
