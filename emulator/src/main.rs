//! Is the program `apig-emulator`. Knows the command line, what it prints and when to stop. Must not know what the
//! emulator does.

use apig_emulator::{ACCESS_KEY, Builder, DOMAIN, Emulator, EndedToken, Fault, PASSWORD, PROJECT, SECRET_KEY, USER};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::fs::File;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

const PORT: &str = "8787";

const EXAMPLES: &str = "\
Examples:
  apig-emulator
      listens on http://127.0.0.1:8787 and prints how to try it
  apig-emulator --port 0 --no-auth
      takes any free port, and everybody for somebody who may do everything
  apig-emulator --app 7f3e:checkout --instance my-gateway
      has this app and this gateway in place of those of the documents' examples
  apig-emulator --spec petstore.yaml
      answers for any OpenAPI document, by its examples and schemas, and refuses what it forbids
  apig-emulator --fault 'status=503, rate=0.1' --fault 'lag=3' --seed 7
      fails now and then, and shows bindings after three looks
  apig-emulator --address 0.0.0.0 --allow-host gateway.test
      answers other machines, by its address or by this name, as a container needs it
  apig-emulator --record requests.jsonl
      writes down what clients send: method, path, query, headers and body, without secrets
  curl -H 'X-Emulator-Fault: throttle, times=1' …
      asks for a fault in a single request

What can go wrong: latency=200ms, status=503, code=…, message=…, throttle, retry-after=2, drop, drop-after,
truncate, expire, lag=3 or lag=500ms; how often and where: times=2, rate=0.1, operation=ShowAppQuota, method=GET.

GET / lists the operations, and shows a browser the whole reference with forms to try it; GET /_emulator shows what there
is; GET /_emulator/spec/apig.json is the document of a service; POST /_emulator/apps {\"app_id\", \"name\"} and POST
/_emulator/instances {\"instance_id\"} add to what there is; DELETE /_emulator/quotas starts afresh with quotas, DELETE /_emulator/state with everything; GET and PUT
/_emulator/state write down all that there is and take it. A published API answers at http://GROUP.apic.localhost:PORT/, and
below /_emulator/call/GROUP/ for clients that cannot resolve that name. DELETE /_emulator/tokens
ends all tokens, or the one in X-Subject-Token; PUT /_emulator/tokens {\"ended\": \"APIG.0307\", \"refuse\": true} says how an
ended one is answered, and whether each one is answered so.

Exit codes: 0 stopped by Ctrl-C, 1 it could not start, 2 wrong usage.";

fn main() -> ExitCode {
    let matches = match command_line().try_get_matches() {
        Ok(matches) => matches,
        Err(answer) => {
            // Help, too, arrives here. Who has closed the pipe does not want it.
            answer.print().ok();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2));
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = runtime.map_err(|error| format!("cannot start threads: {error}"));
    match result.and_then(|runtime| runtime.block_on(run(&matches))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            writeln!(io::stderr().lock(), "error: {reason}").ok();
            ExitCode::FAILURE
        }
    }
}

fn command_line() -> Command {
    let many = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).action(ArgAction::Append).help(help)
    };
    let pair = |name, value, help| many(name, value, help).value_parser(pair_of);
    Command::new("apig-emulator")
        .about("An API Gateway, a ROMA Connect and an IAM in memory, to test against")
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(EXAMPLES)
        .arg(
            number("port", "PORT", "The port to listen on; 0 for any that is free")
                .value_parser(value_parser!(u16))
                .default_value(PORT),
        )
        .arg(
            number("address", "IP", "The address to listen on; others than this machine reach 0.0.0.0")
                .value_parser(value_parser!(IpAddr))
                .default_value("127.0.0.1"),
        )
        .arg(many(
            "allow-host",
            "NAME",
            "A name to be called by, beside localhost and addresses; other names are refused",
        ))
        .arg(Arg::new("no-auth").long("no-auth").action(ArgAction::SetTrue).help("Let everybody do everything"))
        .arg(Arg::new("quiet").long("quiet").action(ArgAction::SetTrue).help("Print no line per request"))
        .arg(
            number("record", "FILE", "Write each request to this file, as a line of JSON without secrets")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            number(
                "spec",
                "PATH",
                "A document of anybody; or a folder with another spec: DIR/openapi.yaml, or DIR/*/openapi.yaml",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            number("spec-root", "DIR", "What the document refers to lies below this folder, above its own")
                .value_parser(value_parser!(PathBuf))
                .requires("spec"),
        )
        .arg(
            many("overlay", "FILE", "Apply this OpenAPI Overlay to the document before it is read")
                .value_parser(value_parser!(PathBuf))
                .requires("spec"),
        )
        .arg(many("instance", "ID", "A gateway, in place of the default one"))
        .arg(pair("app", "ID:NAME", "An app, in place of the default ones"))
        .arg(pair("project", "ID:NAME", "A project, or another id for the one of a region"))
        .arg(pair("access-key", "ID:SECRET", "Another access key of the default user"))
        .arg(many("user", "NAME:DOMAIN:PASSWORD", "Another user").value_parser(triple_of))
        .arg(many("fault", "WORDS", "What is to go wrong").value_parser(|text: &str| text.parse::<Fault>()))
        .arg(
            number("seed", "NUMBER", "For other ids and other dice")
                .value_parser(value_parser!(u64))
                .default_value("0"),
        )
        .arg(
            number("seed-state", "FILE", "Begin with what GET /_emulator/state of another emulator has answered")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            number("starting", "SECONDS", "How long it takes until a new gateway runs")
                .value_parser(value_parser!(u64))
                .default_value("3"),
        )
        .arg(
            number("clock-ahead", "SECONDS", "How far the emulator's clock is ahead")
                .value_parser(value_parser!(i64))
                .allow_hyphen_values(true)
                .default_value("0"),
        )
        .arg(
            number("token-life", "SECONDS", "For how long tokens are good")
                .value_parser(value_parser!(u64))
                .default_value("86400"),
        )
        .arg(
            number("ended-token", "CODE", "How services answer a token that has ended")
                .value_parser(EndedToken::ALL.map(EndedToken::code))
                .default_value(EndedToken::default().code()),
        )
        .arg(
            Arg::new("refuse-tokens")
                .long("refuse-tokens")
                .action(ArgAction::SetTrue)
                .help("Let services answer each token as if it had ended"),
        )
}

fn number(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn pair_of(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once(':').map(|(one, other)| (one.to_owned(), other.to_owned()));
    pair.filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .ok_or_else(|| "two parts with a colon between them".to_owned())
}

fn triple_of(text: &str) -> Result<(String, String, String), String> {
    let parts = pair_of(text).and_then(|(name, rest)| Ok((name, pair_of(&rest)?)));
    let (name, (domain, password)) = parts.map_err(|_| "three parts with colons between them".to_owned())?;
    Ok((name, domain, password))
}

fn builder(matches: &ArgMatches) -> Builder {
    let pairs = |name: &str| matches.get_many::<(String, String)>(name).into_iter().flatten();
    let mut builder = Emulator::builder();
    builder = matches.get_one("port").into_iter().fold(builder, |builder, port| builder.port(*port));
    builder = matches.get_one("address").into_iter().fold(builder, |builder, address| builder.address(*address));
    builder = matches.get_one("seed").into_iter().fold(builder, |builder, seed| builder.seed(*seed));
    builder = matches.get_one("clock-ahead").into_iter().fold(builder, |builder, ahead| builder.clock_ahead(*ahead));
    builder = matches.get_many::<String>("allow-host").into_iter().flatten().fold(builder, Builder::allow_host);
    let starting = matches.get_one("starting").copied().map(Duration::from_secs);
    builder = starting.into_iter().fold(builder, Builder::starting);
    builder = matches.get_one::<PathBuf>("seed-state").into_iter().fold(builder, Builder::seed_state);
    let life = matches.get_one("token-life").copied().map(Duration::from_secs);
    builder = life.into_iter().fold(builder, Builder::token_life);
    builder = matches.get_one::<PathBuf>("spec").into_iter().fold(builder, Builder::spec);
    builder = matches.get_one::<PathBuf>("spec-root").into_iter().fold(builder, Builder::spec_root);
    builder = matches.get_many::<PathBuf>("overlay").into_iter().flatten().fold(builder, Builder::overlay);
    builder = matches.get_many::<String>("instance").into_iter().flatten().fold(builder, Builder::instance);
    builder = pairs("app").fold(builder, |builder, (id, name)| builder.app(id, name));
    builder = pairs("project").fold(builder, |builder, (id, name)| builder.project(id, name));
    builder = pairs("access-key").fold(builder, |builder, (id, secret)| builder.access_key(id, secret));
    let users = matches.get_many::<(String, String, String)>("user").into_iter().flatten();
    builder = users.fold(builder, |builder, (name, domain, password)| builder.user(name, domain, password));
    builder = matches.get_many("fault").into_iter().flatten().cloned().fold(builder, Builder::fault);
    let ended = matches.get_one::<String>("ended-token").and_then(|code| code.parse().ok());
    builder = ended.into_iter().fold(builder, Builder::ended_token);
    if matches.get_flag("refuse-tokens") {
        builder = builder.refuse_tokens();
    }
    if matches.get_flag("no-auth") {
        builder = builder.no_auth();
    }
    if !matches.get_flag("quiet") {
        builder = builder.log(say);
    }
    builder
}

async fn run(matches: &ArgMatches) -> Result<(), String> {
    let mut builder = builder(matches);
    if let Some(path) = matches.get_one::<PathBuf>("record") {
        let file = File::create(path).map_err(|error| format!("cannot write `{}`: {error}", path.display()))?;
        // Each line at once: who reads the file need not wait for the end. A full disk ends the record, not the tests.
        builder = builder.record(move |line| drop((&file).write_all(format!("{line}\n").as_bytes())));
    }
    let emulator = builder.start().await.map_err(|error| error.to_string())?;
    // Before the first line is printed: who reads it may stop the program at once.
    let told_to_stop = told_to_stop().map_err(|error| format!("cannot listen for Ctrl-C: {error}"))?;
    say(&welcome(&emulator, matches.get_flag("no-auth")));
    told_to_stop.await;
    say("stopping");
    emulator.stop().await;
    Ok(())
}

fn welcome(emulator: &Emulator, is_open: bool) -> String {
    let (url, (operations, services)) = (emulator.url(), emulator.operations());
    if emulator.is_anybodys() {
        return welcome_to_anybody(emulator, &url, operations);
    }
    let project = emulator.project_id(PROJECT).unwrap_or_else(|| "PROJECT".to_owned());
    let quotas = format!("{url}/v2/{project}/apigw/instances/{}/app-quotas", emulator.instance_id());
    let mut lines = vec![
        format!("{url} answers {operations} operations of {}. Stop it with Ctrl-C.", services.join(", ")),
        String::new(),
    ];
    match emulator.token(PROJECT).filter(|_| !is_open) {
        Some(token) => {
            lines.push(format!("  export OS_TOKEN={token}"));
            lines.push(format!("  curl -H \"X-Auth-Token: $OS_TOKEN\" {quotas}"));
            lines.push(format!(
                "  user {USER}, domain {DOMAIN}, password {PASSWORD}; access key {ACCESS_KEY}, {SECRET_KEY}"
            ));
        }
        None => lines.push(format!("  curl {quotas}")),
    }
    lines.push(format!("  region {PROJECT}, project {project}"));
    lines.push(format!("  instance {}, apps {}", emulator.instance_id(), emulator.app_ids().join(", ")));
    let forms = if cfg!(page) { ", and forms to try it" } else { "" };
    lines.push(format!("  everything that can be called{forms}: {url}/"));
    lines.push(String::new());
    lines.push("  the SDK and its examples come here, by the access key, after".to_owned());
    lines.push(format!("  export HUAWEICLOUD_SDK_AK={ACCESS_KEY} HUAWEICLOUD_SDK_SK={SECRET_KEY}"));
    lines.push(format!("  export HUAWEICLOUD_SDK_IAM_ENDPOINT={url} HUAWEICLOUD_SDK_REGION_APIG_EU_DE={url}"));
    lines.push(format!("  export HUAWEICLOUD_SDK_REGION_ROMA_CN_NORTH_4={url}"));
    lines.push(String::new());
    lines.join("\n")
}

/// Of a document that is not this cloud's there is no more to say than where it is.
fn welcome_to_anybody(emulator: &Emulator, url: &str, operations: usize) -> String {
    let warnings = emulator.warnings().map(|warnings| format!("  warnings of the document: {warnings}"));
    let forms = if cfg!(page) { ", and forms to try it" } else { "" };
    let mut lines = vec![
        format!("{url} answers {operations} operations. Stop it with Ctrl-C."),
        String::new(),
        format!("  everything that can be called{forms}: {url}/"),
        "  nothing is remembered, and any credentials will do".to_owned(),
    ];
    lines.extend(warnings);
    lines.push(String::new());
    lines.join("\n")
}

/// Prints. Who has closed the pipe wants no more, and no complaint either.
fn say(line: &str) {
    writeln!(io::stdout().lock(), "{line}").ok();
}

/// Listens for signals from now on, not from the first wait on.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command_line().debug_assert();
        for wrong in [&["--port", "x"][..], &["--fault", "nonsense"], &["--user", "a:b"], &["--app", "a"], &["extra"]] {
            assert!(command_line().try_get_matches_from(["apig-emulator"].iter().chain(wrong)).is_err(), "{wrong:?}");
        }
    }
}
