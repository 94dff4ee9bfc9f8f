//! Tests random requests, made from the spec: what it allows is accepted, by the SDK's checks and by the emulator, and
//! a single violation is refused by name. The dice fall alike in every run; what fails is printed as small as it gets.
//!
//! `values` makes what is allowed, `mistakes` what is not, `wire` sends it, `sdk` builds it with the SDK.

mod answers;
mod mistakes;
mod sdk;
mod values;
pub mod wire;

use apig_codegen::api::{Format, Location, Operation, Service};
use apig_codegen::{Document, Examples, Job, ReadError, RuntimeChoice};
use apig_emulator::Emulator;
use apig_sdk::serde_json::{Map, Value, json};
use mistakes::Kind;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};
use std::cell::Cell;
use std::thread;
use wire::{Answer, Wire};

/// So many requests for each operation, and so many with each single mistake: of those that the SDK builds as well, and of all
/// others.
const VALID: (u32, u32) = (64, 6);
const SPOILED: (u32, u32) = (8, 1);

/// What an operation is called with: a value for each parameter by name, and the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    parameters: Map<String, Value>,
    body: Option<Value>,
}

pub fn services() -> Vec<Service> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/");
    let roots = ["apig", "iam", "roma"].map(|name| Document::new(format!("{name}/openapi.yaml")));
    let job = Job {
        runtime: RuntimeChoice::Cloud,
        package: String::new(),
        documents: roots.into(),
        command: String::new(),
        spec_root: folder.to_owned(),
        front_page: false,
        extra: false,
        strict: true,
        examples: Examples::Checked,
    };
    let (services, report) =
        apig_codegen::read(&job, &|path| std::fs::read(format!("{folder}{path}")).map_err(|_| ReadError::NotFound));
    assert!(!report.has_errors());
    services
}

/// Those whose requests are tried: all but those with a form, which is no JSON.
fn tried() -> Vec<Service> {
    let mut services = services();
    for service in &mut services {
        let is_json = |operation: &Operation| operation.body.as_ref().is_none_or(|body| body.format == Format::Json);
        service.operations.retain(is_json);
    }
    services
}

/// Whether the SDK builds its requests, too: the table in `sdk` has it. Of others, `interop` compares what both SDKs send.
fn is_built(service: &str, operation: &Operation) -> bool {
    service == "iam" || operation.tags.iter().any(|tag| tag.contains("Quota")) || operation.id == "ShowAppBoundAppQuota"
}

/// Runs a property of many cases, and says which request it was that failed.
fn check<S: Strategy>(name: &str, cases: u32, strategy: S, property: impl Fn(S::Value) -> TestCaseResult) {
    let config = Config { cases, failure_persistence: None, max_local_rejects: 1_000_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::XorShift));
    match runner.run(&strategy, property) {
        Ok(()) => {}
        Err(TestError::Fail(reason, case)) => panic!("{name}: {reason}\n{case:#?}"),
        Err(TestError::Abort(reason)) => panic!("{name}: no such request can be made: {reason}"),
    }
}

/// A gateway with a quota that an app is bound to, and with nothing else.
fn prepared(wire: &Wire, service: &Service, emulator: &Emulator) -> String {
    assert_eq!(wire.exchange("DELETE", "/_emulator/state", None).status, 204);
    let segment = if service.name == "roma" { "apic" } else { "apigw" };
    let quotas = format!("/v2/{}/{segment}/instances/{}/app-quotas", sdk::PROJECT, emulator.instance_id());
    let terms = json!({"name": "prepared", "call_limits": 1, "time_unit": "DAY", "time_interval": 1});
    let quota = wire.exchange("POST", &quotas, Some(&terms)).json()["app_quota_id"].as_str().unwrap().to_owned();
    let bound =
        wire.exchange("POST", &format!("{quotas}/{quota}/binding-apps"), Some(&json!({"app_ids": [values::APP]})));
    assert_eq!(bound.status, 201);
    quota
}

/// Whether an answer is an error that tells how things are, not that the request is wrong. Not each page lists all: that of the list of
/// quotas has no 404.
fn is_about_state(answer: &Answer) -> bool {
    [400, 403, 404, 409, 412].contains(&answer.status)
        && !["", "APIG.2012", "IAM.0011"].contains(&answer.code().as_str())
}

#[test]
fn what_the_spec_allows_is_accepted() {
    let emulator = Emulator::builder().no_auth().start_blocking().unwrap();
    let (wire, config) = (Wire::new(&emulator), sdk::config(&emulator));
    let (mut operations, mut requests) = (0, 0);
    for service in tried().iter().filter(|service| service.name != "iam") {
        for operation in &service.operations {
            let name = format!("{} {}", service.name, operation.id);
            let succeeded = Cell::new(0);
            let is_built = is_built(&service.name, operation);
            let cases = if is_built { VALID.0 } else { VALID.1 };
            check(&name, cases, values::case(service, operation, emulator.instance_id()), |case| {
                if !is_built {
                    // Another one may have deleted the gateway.
                    wire.exchange("DELETE", "/_emulator/state", None);
                    let answer = wire.call(operation, &case);
                    prop_assert!(answer.is_success() || is_about_state(&answer), "{answer}");
                    return Ok(());
                }
                let case = values::with_quota(case, &prepared(&wire, service, &emulator));
                let built = sdk::built(&config, service, operation, &case);
                let request = built
                    .expect("the SDK has no room for a value")
                    .map_err(|error| TestCaseError::fail(format!("the SDK refuses it: {:?}", error.violations())))?;
                let answer = wire.send(&request);
                prop_assert!(answer.is_success() || is_about_state(&answer), "{answer}");
                succeeded.set(succeeded.get() + u32::from(answer.is_success()));
                prop_assert!(!answer.is_success() || echoes(operation, &case, &answer), "{answer}");
                Ok(())
            });
            assert!(!is_built || succeeded.get() * 2 > cases, "{name}: only {} of {cases} succeeded", succeeded.get());
            operations += 1;
            requests += cases;
        }
    }
    assert!(operations >= 200, "there are {operations}");
    eprintln!("{requests} requests for {operations} operations");
}

/// Whether what was written stands in the answer as it was sent.
fn echoes(operation: &Operation, case: &Case, answer: &Answer) -> bool {
    let sent = case.body.as_ref().filter(|_| ["CreateAppQuota", "UpdateAppQuota"].contains(&operation.id.as_str()));
    let answer = answer.json();
    sent.and_then(Value::as_object).is_none_or(|sent| sent.iter().all(|(name, value)| answer[name] == *value))
}

/// What came of requests with a single mistake.
#[derive(Default)]
struct Mistaken {
    kinds: usize,
    requests: usize,
    refused_by_sdk: usize,
}

#[test]
fn a_single_mistake_is_refused_by_name() {
    let services = tried();
    let all = in_halves(&services, mistaken);
    let sum = |count: fn(&Mistaken) -> usize| all.iter().map(count).sum::<usize>();
    let (kinds, requests, by_sdk) = (sum(|one| one.kinds), sum(|one| one.requests), sum(|one| one.refused_by_sdk));
    assert!(requests > 500 && by_sdk > 200, "{requests} requests, {by_sdk} refused by the SDK");
    eprintln!("{kinds} mistakes in {requests} requests, {by_sdk} of which the SDK refused before it sent them");
}

/// What comes of all operations, half of them on each of two cores.
fn in_halves<T: Send>(services: &[Service], half: impl Fn(&[(&Service, &Operation)]) -> T + Sync) -> [T; 2] {
    let half = &half;
    let threads = [0, 1].map(|thread| {
        let operations = services.iter().flat_map(|service| service.operations.iter().map(move |one| (service, one)));
        let operations: Vec<_> = operations.skip(thread).step_by(2).collect();
        move || half(&operations)
    });
    thread::scope(|scope| threads.map(|thread| scope.spawn(thread)).map(|thread| thread.join().unwrap()))
}

/// Cases that many mistakes are made in, since each takes longer to make than to send. The smallest is the first, which failures
/// shrink to.
fn a_few(cases: &BoxedStrategy<Case>) -> Vec<Case> {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::XorShift));
    let mut some: Vec<Case> = (0..8).map(|_| cases.new_tree(&mut runner).unwrap().current()).collect();
    some.sort_by_key(|case| format!("{case:?}").len());
    some
}

/// Tries all mistakes that can be made in requests of operations.
fn mistaken(operations: &[(&Service, &Operation)]) -> Mistaken {
    let emulator = Emulator::builder().no_auth().start_blocking().unwrap();
    let (wire, config) = (Wire::new(&emulator), sdk::config(&emulator));
    let (requests, refused_by_sdk, mut kinds) = (Cell::new(0), Cell::new(0), 0);
    for (service, operation) in operations {
        let cases = values::case(service, operation, emulator.instance_id());
        let some = a_few(&cases);
        for mistake in mistakes::of(service, operation) {
            let fitting: Vec<Case> = some.iter().filter(|case| mistake.has_its_place_in(case)).cloned().collect();
            let cases = if fitting.is_empty() { cases.clone() } else { select(fitting).boxed() };
            let name = format!("{} {}: {} {:?}", service.name, operation.id, mistake.place, mistake.kind);
            kinds += 1;
            let spoiled = (cases, mistake.value.clone());
            let spoiled = spoiled.prop_filter_map("its place", |(case, value)| mistake.made_in(case, value));
            let is_built = is_built(&service.name, operation);
            check(&name, if is_built { SPOILED.0 } else { SPOILED.1 }, spoiled, |case| {
                let answer = wire.call(operation, &case);
                requests.set(requests.get() + 1);
                prop_assert_eq!(answer.status, 400, "{}", &answer);
                prop_assert!(answer.refuses(service, &mistake.place), "{answer}");
                if !is_built {
                    return Ok(());
                }
                // What Rust's types have no room for, the compiler refuses.
                let Ok(built) = sdk::built(&config, service, operation, &case) else { return Ok(()) };
                if let Err(error) = &built {
                    let places: Vec<&str> = error.violations().iter().map(|found| found.place.as_str()).collect();
                    prop_assert_eq!(places, [mistake.place.as_str()]);
                    refused_by_sdk.set(refused_by_sdk.get() + 1);
                }
                let is_open = matches!(mistake.kind, Kind::Enum | Kind::Null | Kind::Type);
                prop_assert!(built.is_err() || is_open, "the SDK would send it");
                Ok(())
            });
        }
    }
    Mistaken { kinds, requests: requests.get(), refused_by_sdk: refused_by_sdk.get() }
}

/// The value of a path parameter is never missing, and has one type; what it holds else is checked like all others.
fn is_in_path(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|one| one.name == name && one.location == Location::Path)
}
