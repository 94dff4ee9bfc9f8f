//! Runs many tasks against an emulator in which everything goes wrong now and then, for as long as one likes: nothing
//! is lost, nothing is done twice, nothing grows, and nobody logs in more often than needed. Any difference is printed,
//! and the program ends with 1.
//!
//! `cargo run -p apig-emulator --example soak` takes two minutes; `-- --minutes 30` is the long one; `--tasks` and `--seed`
//! set the rest.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod model;
mod task;
mod watch;

use apig_emulator::{ACCESS_KEY, DOMAIN, Emulator, EndedToken, PASSWORD, SECRET_KEY, USER};
use apig_sdk::serde_json::{self, Value};
use apig_sdk::{Config, Credentials, Error, Identity, IdentityContext, ProvideCredentials, Providing, Token, apig};
use model::{Found, Model};
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use task::{CALL_TIME, Task};
use tokio::time::sleep;
use watch::{Looker, Watch};

/// What goes wrong: a request in five.
const FAULTS: [&str; 16] = [
    "status=503, rate=0.03",
    "status=500, rate=0.02",
    "status=502, rate=0.01",
    "status=504, rate=0.01",
    "status=500, code=APIG.9008, rate=0.01",
    "status=429, retry-after=0, rate=0.02",
    "throttle, rate=0.005",
    "drop, rate=0.02",
    "drop-after, rate=0.02",
    "truncate, rate=0.02",
    "latency=300ms, rate=0.02",
    "latency=4s, rate=0.002",
    "latency=200ms, drop-after, rate=0.005",
    "expire, rate=0.0002",
    "lag=2, rate=0.02, operation=AssociateAppsForAppQuota",
    "lag=300ms, rate=0.02, operation=DisassociateAppQuotaWithApp",
];

const REGIONS: [&str; 2] = ["eu-de", "eu-nl"];
const CALLERS: [&str; 3] = ["token", "password", "key"];
/// So often all tokens end.
const TOKENS_END: Duration = Duration::from_secs(20);

/// Gets tokens from somewhere else than IAM.
struct Elsewhere {
    emulator: Arc<Emulator>,
    caller: String,
    region: &'static str,
    watch: Arc<Watch>,
}

impl ProvideCredentials for Elsewhere {
    fn provide<'a>(&'a self, _context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(async {
            self.watch.login(&self.caller);
            let token = self.emulator.token(self.region).ok_or_else(|| Error::no_credentials("no such project"))?;
            Ok(Identity::Token(Token::new(token)))
        })
    }
}

/// The number behind a name on the command line.
fn number<T: FromStr>(name: &str, default: T) -> T {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    arguments.next().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn main() -> ExitCode {
    let time = Duration::from_secs_f64(60.0 * number("--minutes", 2.0));
    let (tasks, seed) = (number("--tasks", 50), number("--seed", 0));
    let watch = Arc::new(Watch::default());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let result = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(soak(tasks, time, seed, &watch)));
    if let Err(error) = result {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    watch.judge();
    report(&watch);
    if watch.counts().findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn soak(tasks: usize, time: Duration, seed: u64, watch: &Arc<Watch>) -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = Emulator::builder().seed(seed);
    for fault in FAULTS {
        builder = builder.fault(fault.parse()?);
    }
    for task in 0..tasks {
        builder = builder.app(format!("app{task}"), format!("app{task}"));
    }
    let emulator = Arc::new(builder.start().await?);
    let mut clients = Vec::new();
    for (region, caller) in REGIONS.into_iter().flat_map(|region| CALLERS.map(|caller| (region, caller))) {
        clients.push(client(&emulator, region, caller, watch)?);
    }
    println!("{tasks} tasks, {} clients, {} s", clients.len(), time.as_secs());
    watch.sample();
    let end = Instant::now() + time;
    let running: Vec<_> = (0..tasks)
        .map(|number| {
            let task = Task {
                number,
                client: clients[number % clients.len()].clone(),
                gateway: emulator.instance_id().to_owned(),
                watch: Arc::clone(watch),
                dice: fastrand::Rng::with_seed(seed + number as u64),
                model: Model::new(format!("app{number}")),
                end,
                made: 0,
                succeeded: Instant::now(),
            };
            tokio::spawn(task.run())
        })
        .collect();
    drop(clients);
    disturb(&emulator, end, watch).await;
    let mut models = Vec::new();
    for task in running {
        models.push(task.await?);
    }
    // What nobody waits for any more arrives meanwhile.
    sleep(Duration::from_secs(5)).await;
    watch.sample();
    let state: Value = serde_json::from_str(&emulator.state())?;
    for (number, model) in models.iter_mut().enumerate() {
        let region = REGIONS[(number / CALLERS.len()) % REGIONS.len()];
        let found = found(&state, &emulator.project_id(region).unwrap_or_default(), &format!("t{number:03}_"));
        for (what, case) in model.compare(&found) {
            watch.finding(what, format!("at the end: {case}"));
        }
    }
    if emulator.refused_logins() + emulator.refused_signatures() > 0 {
        let counts = (emulator.refused_logins(), emulator.refused_signatures());
        watch.finding("good credentials were refused", format!("{counts:?}"));
    }
    println!("requests {}, logins at IAM {}", emulator.requests(), emulator.logins());
    Ok(())
}

fn client(
    emulator: &Arc<Emulator>,
    region: &'static str,
    caller: &str,
    watch: &Arc<Watch>,
) -> Result<apig::Client, Error> {
    let (name, watch) = (format!("{caller} {region}"), Arc::clone(watch));
    let credentials = match caller {
        "token" => {
            let (emulator, caller, watch) = (Arc::clone(emulator), name.clone(), Arc::clone(&watch));
            Credentials::provider(Elsewhere { emulator, caller, region, watch })
        }
        "password" => Credentials::password(USER, DOMAIN, PASSWORD),
        _ => Credentials::access_key(ACCESS_KEY, SECRET_KEY),
    };
    let config = Config::builder().endpoint(emulator.url()).iam_endpoint(emulator.url()).region(region);
    let config = config.credentials(credentials).timeout(CALL_TIME).attempt_timeout(Duration::from_secs(2));
    Ok(apig::Client::new(config.hook(Looker { caller: name, watch }).build()?))
}

/// Ends all tokens now and then, each time answered in another way, and looks at memory and files.
async fn disturb(emulator: &Emulator, end: Instant, watch: &Watch) {
    let mut answers = EndedToken::ALL.into_iter().rev().cycle();
    let mut next = Instant::now() + TOKENS_END;
    while Instant::now() < end {
        sleep(Duration::from_millis(500)).await;
        watch.sample();
        // Whoever has to recover gets the time for it.
        if Instant::now() > next && next + TOKENS_END < end {
            next += TOKENS_END;
            answers.next().into_iter().for_each(|answer| emulator.answer_ended_tokens(answer));
            emulator.expire_tokens();
        }
    }
}

/// What the emulator has of a task.
fn found(state: &Value, project: &str, prefix: &str) -> Vec<Found> {
    let gateways = state["gateways"].as_array().into_iter().flatten();
    let quotas = gateways.filter(|gateway| gateway["project_id"] == project);
    let quotas = quotas.flat_map(|gateway| gateway["quotas"].as_array().into_iter().flatten());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of_task = quotas.filter(|quota| quota["name"].as_str().is_some_and(|name| name.starts_with(prefix)));
    of_task
        .map(|quota| Found {
            id: text(&quota["app_quota_id"]),
            name: text(&quota["name"]),
            limit: quota["call_limits"].as_i64().and_then(|limit| i32::try_from(limit).ok()).unwrap_or_default(),
            apps: Some(quota["apps"].as_array().into_iter().flatten().map(text).collect()),
        })
        .collect()
}

fn report(watch: &Watch) {
    let counts = watch.counts();
    let (attempts, failed) = (counts.attempts, counts.without_success);
    println!("calls {}, attempts {attempts}, repeated {}, without success {failed}", counts.calls, counts.repeated);
    println!("slowest call {:.1} s", counts.slowest.as_secs_f64());
    for (label, (count, case)) in &counts.failed {
        println!("failed  {label:<24} {count:<6} first: {case}");
    }
    for (caller, times) in &counts.logins {
        println!("logins  {caller:<24} {}", times.len());
    }
    if let (Some(first), Some(last)) = (counts.samples.first(), counts.samples.last()) {
        let most = counts.samples.iter().map(|sample| sample.files).max().unwrap_or_default();
        println!("memory {} MiB at the start, {} MiB at the end", first.resident >> 20, last.resident >> 20);
        println!("open files {} at the start, {most} at most, {} at the end", first.files, last.files);
    }
    for (what, (count, case)) in &counts.findings {
        println!("WRONG   {what}: {count}; first: {case}");
    }
    println!("{}", if counts.findings.is_empty() { "all is well" } else { "something is wrong" });
}
