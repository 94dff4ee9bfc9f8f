//! Renders examples as programs: lines of documentation that are compiled, and what a `README.md` shows of them. Must not know how
//! expressions are written.

use super::code::{Code, Word, code, string};
use super::declared;
use super::expr::{self, imports};
use super::types::Scope;
use crate::format;
use crate::rust::{Call, Goal, Ident, Operation, SchemeKind, Service, Waiter};

/// An operation's example: a program that compiles and is not run.
pub fn call_example(operation: &Operation, module: &Ident, package: &Ident) -> Result<Vec<String>, String> {
    let package = &named_from_outside(package, module);
    let crate_ = &package.0;
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: {crate_}::{}::Client) -> Result<(), {crate_}::Error> {{", module.0),
    ];
    let all = expr::call(&operation.example);
    let imports = imports(&all, &code!("{}", package), &code!("{}::{}", package, module), &[]);
    if !imports.is_empty() {
        lines.extend(format::statements(imports.iter().map(Code::as_str))?);
        lines.push(String::new());
    }
    let client = client_of(&operation.example, &mut lines)?;
    let call = expr::called(&client, &operation.example);
    lines.extend(format::statements([code!("let answer = {}.send().await?;", call).as_str()])?);
    if operation.paging.is_some() {
        lines.extend(["", "// The whole list: pages are fetched as they are needed."].map(str::to_owned));
        lines.extend(format::statements([code!("let mut items = {}.items();", call).as_str()])?);
        let each = ["while let Some(item) = items.try_next().await? {", "    println!(\"{item:?}\");", "}"];
        lines.extend(each.map(str::to_owned));
    }
    lines.extend(["# let _ = answer;", "# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// The client that has the method of a call, and the lines that make it.
fn client_of(call: &Call, lines: &mut Vec<String>) -> Result<Code, String> {
    let mut client = code!("client");
    for (function, argument) in &call.clients {
        let made = code!("let {} = {}.{}({});", function, client, function, expr::of(argument));
        lines.extend(format::statements([made.as_str()])?);
        client = Code::from(function);
    }
    Ok(client)
}

/// A waiter's example: a program that waits, and shows how far it is where there is something to show.
pub fn waiter_example(waiter: &Waiter, module: &Ident, package: &Ident) -> Result<Vec<String>, String> {
    let package = &named_from_outside(package, module);
    let crate_ = &package.0;
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: {crate_}::{}::Client) -> Result<(), {crate_}::Error> {{", module.0),
    ];
    let client = client_of(&waiter.example, &mut lines)?;
    let call = expr::called(&client, &waiter.example);
    let gives_answer = matches!(&waiter.goal, Goal::State { reaches, .. } if !reaches.is_empty());
    let (lets, looks) = match gives_answer {
        true => ("let answer = ", ".on_look(|answer| println!(\"{answer:?}\"))"),
        false => ("", ""),
    };
    lines.extend(format::statements([code!("{}{}{}.await?;", Word(lets), call, Word(looks)).as_str()])?);
    lines.extend(gives_answer.then(|| "# let _ = answer;".to_owned()));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// The credentials of an example: for the first scheme that calls need.
fn credentials(service: &Service) -> Option<Code> {
    if service.signature || service.token.is_some() {
        return Some(code!(".credentials(Credentials::token(\"a token\"))"));
    }
    let needed = service.security.iter().flatten().next();
    let scheme = service.schemes.iter().find(|scheme| needed.is_none_or(|name| *name == scheme.name))?;
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::OAuth2 => Some(code!(".credentials(Credentials::bearer(\"a token\"))")),
        SchemeKind::Basic => Some(code!(".credentials(Credentials::basic(\"a user\", \"a password\"))")),
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
            Some(code!(".credentials(Credentials::api_key(\"a key\"))"))
        }
        SchemeKind::OAuth2Client { .. } => Some(code!(
            ".credentials(Credentials::client_credentials(ClientCredentials::new(\"a client\", \"its secret\")))"
        )),
        SchemeKind::Other => None,
    }
}

/// A client's example: how it is made.
pub fn client_example(service: &Service, package: &Ident) -> Result<Vec<String>, String> {
    let package = named_from_outside(package, &service.ident);
    let (crate_, module) = (&package.0, &service.ident);
    let credentials = credentials(service);
    let used = match &credentials {
        None => "",
        Some(code) if code.as_str().contains("ClientCredentials") => "ClientCredentials, Credentials, ",
        Some(_) => "Credentials, ",
    };
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# fn example() -> Result<(), {crate_}::Error> {{"),
        format!("use {crate_}::{{Config, {used}{}}};", module.0),
        String::new(),
    ];
    let place = match &service.region {
        Some(region) => code!(".region({})", string(region)),
        // The runtime knows it.
        None if service.servers.first().is_some_and(|server| server.url.starts_with("https://")) => code!(""),
        None => code!(".endpoint({})", string(&service.endpoint)),
    };
    let project = service.of_project.then(|| code!(".project_id(\"0605767b5b80d5762fb7c0186d9bede6\")"));
    let config = code!("let config = Config::builder(){}{}{}.build()?;", place, project, credentials,);
    let client = code!("let client = {}::Client::new(config);", module);
    lines.extend(format::statements([config.as_str(), client.as_str()])?);
    lines.extend(["# let _ = client;", "# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(lines)
}

/// An example of an error whose body has a type, if any operation has one.
pub fn error_example(service: &Service, package: &Ident) -> Result<Option<Vec<String>>, String> {
    let failing = service.operations.iter().filter_map(|one| Some((expr::call(&one.example), one.failure.as_ref()?)));
    let Some((call, failure)) = failing.min_by_key(|(call, _)| call.as_str().len()) else { return Ok(None) };
    let package = &named_from_outside(package, &service.ident);
    let (crate_, module) = (&package.0, &service.ident);
    let ty = Scope::Operations.ty(&failure.ty);
    let is_it = match failure.statuses {
        Some((first, last)) if first == last => code!("error.status().is_some_and(|status| status == {})", first),
        Some((first, last)) => {
            code!("error.status().is_some_and(|status| ({}..={}).contains(&status.as_u16()))", first, last)
        }
        None => code!("error.status().is_some()"),
    };
    let body = code!("let body: {} = error.decode_body()?;", ty);
    let imports = imports(&code!("{}; {}", call, body), &code!("{}", package), &code!("{}::{}", package, module), &[]);
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: {crate_}::{}::Client) -> Result<(), {crate_}::Error> {{", module.0),
    ];
    lines.extend(format::statements(imports.iter().map(Code::as_str))?);
    if !imports.is_empty() {
        lines.push(String::new());
    }
    lines.extend(format::statements([code!(
        "match {}.send().await {{ Ok(answer) => println!(\"{{answer:?}}\"), \
         Err(error) if {} => {{ {} println!(\"{{body:?}}\"); }} Err(error) => return Err(error), }}",
        call,
        is_it,
        body
    )
    .as_str()])?);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Ok(Some(lines))
}

/// The crate, whatever else has its name: a module that is imported may be called like it.
fn named_from_outside(package: &Ident, module: &Ident) -> Ident {
    if package == module { Ident(format!("::{}", package.0)) } else { package.clone() }
}

/// What both examples show, in one program: how a client is made, and the simplest call.
pub fn first_call(service: &Service, package: &Ident) -> Result<Vec<String>, String> {
    let is_import = |line: &&String| line.starts_with("use ");
    let taken = |operation: &&Operation| operation.example.clients.len() + declared::taken(&operation.fields).count();
    let Some(operation) = service.operations.iter().min_by_key(taken) else { return Ok(Vec::new()) };
    let client: Vec<String> = client_example(service, package)?.into_iter().filter(|line| is_visible(line)).collect();
    let call: Vec<String> =
        call_example(operation, &service.ident, package)?.into_iter().filter(|line| is_visible(line)).collect();
    // A list is another example.
    let call = call.split(|line| line.starts_with("// ")).next().unwrap_or_default();
    let mut lines: Vec<String> = client.iter().filter(is_import).cloned().collect();
    lines.extend(call.iter().filter(is_import).cloned());
    lines.push(String::new());
    let crate_ = named_from_outside(package, &service.ident).0;
    lines.push(format!("async fn first_call() -> Result<(), {crate_}::Error> {{"));
    let body = client.iter().chain(call).filter(|line| !is_import(line) && !line.is_empty());
    lines.extend(body.map(|line| format!("    {line}")));
    lines.extend(["    println!(\"{answer:?}\");", "    Ok(())", "}"].map(str::to_owned));
    Ok(lines)
}

/// How the body of an error is decoded, as a program has it; nothing if none has a type.
pub fn first_error(service: &Service, package: &Ident) -> Result<Vec<String>, String> {
    let Some(example) = error_example(service, package)? else { return Ok(Vec::new()) };
    Ok(example.into_iter().filter(|line| is_visible(line)).collect())
}

/// Whether readers of an example see the line.
fn is_visible(line: &str) -> bool {
    !line.starts_with("```") && !line.starts_with("# ")
}
