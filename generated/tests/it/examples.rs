//! Every program in `examples/`, run as a process against the emulator, with what the emulator tells its users to export.

use crate::example::example;
use apig_emulator::{ACCESS_KEY, Builder, Emulator, SECRET_KEY};
use apig_sdk::{Config, Credentials, apig, apig::types::TimeUnit};
use std::process::Command;

const APP: &str = "98df09fb-d459-4cbf-83a7-2b55ca6f3d5d";

/// Runs an example with these arguments, and compares what it prints; `…` stands for one word of any kind.
fn check(emulator: &Emulator, name: &str, arguments: &[&str], expected: &str) {
    let run = against(&mut example(name), emulator).args(arguments).output().unwrap();
    let (printed, complaints) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && complaints.is_empty(), "{name}: {printed}{complaints}");
    let masked = masked(&printed, expected);
    assert_eq!(masked, expected, "{name} printed:\n{printed}");
}

fn against<'a>(command: &'a mut Command, emulator: &Emulator) -> &'a mut Command {
    command
        .env("HUAWEICLOUD_SDK_AK", ACCESS_KEY)
        .env("HUAWEICLOUD_SDK_SK", SECRET_KEY)
        .env("HUAWEICLOUD_SDK_IAM_ENDPOINT", emulator.url())
        .env("HUAWEICLOUD_SDK_REGION_APIG_EU_DE", emulator.url())
        .env("HUAWEICLOUD_SDK_REGION_ROMA_CN_NORTH_4", emulator.url())
        // A proxy is for other hosts; nobody listens there.
        .env("http_proxy", "http://127.0.0.1:1")
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
}

/// What was printed, with `…` in place of the words that are other ones in every run.
fn masked(printed: &str, expected: &str) -> String {
    let line = |(printed, expected): (&str, &str)| {
        let expected: Vec<&str> = expected.split(' ').collect();
        let words = printed.split(' ').enumerate();
        let words = words.map(|(index, word)| if expected.get(index) == Some(&"…") { "…" } else { word });
        words.collect::<Vec<_>>().join(" ") + "\n"
    };
    printed.lines().zip(expected.lines().chain(std::iter::repeat(""))).map(line).collect()
}

fn start(builder: Builder) -> Emulator {
    builder.start_blocking().unwrap()
}

fn client(emulator: &Emulator) -> apig::Client {
    let config = Config::builder().endpoint(emulator.url()).iam_endpoint(emulator.url()).region("eu-de");
    apig::Client::new(config.credentials(Credentials::access_key(ACCESS_KEY, SECRET_KEY)).build().unwrap())
}

#[test]
fn quick_start() {
    let emulator = start(Emulator::builder());
    check(&emulator, "apig_quota", &[emulator.instance_id(), APP], "bound: app-demo\n");
    #[cfg(feature = "roma")]
    check(&emulator, "roma_quota", &[emulator.instance_id(), APP], "bound: app-demo\n");
}

#[test]
fn a_quick_start_that_fails_leaves_nothing_behind() {
    let emulator = start(Emulator::builder());
    let gateway = emulator.instance_id();
    for name in ["apig_quota", "roma_quota"].into_iter().filter(|name| cfg!(feature = "roma") || *name == "apig_quota")
    {
        for _ in 0..2 {
            let run = against(&mut example(name), &emulator).args([gateway, "nobody"]).output().unwrap();
            let complaint = String::from_utf8_lossy(&run.stderr);
            assert!(!run.status.success() && complaint.contains("App nobody does not exist"), "{name}: {complaint}");
        }
        check(&emulator, name, &[gateway, APP], "bound: app-demo\n");
    }
}

#[test]
fn bind_and_wait() {
    let late = "lag=2, operation=AssociateAppsForAppQuota".parse().unwrap();
    let emulator = start(Emulator::builder().fault(late));
    check(&emulator, "bind_and_wait", &[emulator.instance_id(), APP], "bound\nunbound\n");
}

#[test]
fn paging() {
    let emulator = start(Emulator::builder());
    let (client, runtime) = (client(&emulator), tokio::runtime::Builder::new_current_thread().enable_all().build());
    let create = async {
        for name in ["report-1", "report-2", "shop", "mail", "search"] {
            let quota = client.gateway(emulator.instance_id()).create_app_quota().name(name).call_limits(1);
            quota.time_unit(TimeUnit::Day).time_interval(1).await.unwrap();
        }
    };
    runtime.unwrap().block_on(create);
    let expected = "report-1: 0 apps\nreport-2: 0 apps\nshop: 0 apps\nmail: 0 apps\nsearch: 0 apps\n\
        2 of 5\n2 of 5\n1 of 5\n2 with \"report\" in their names\n";
    check(&emulator, "paging", &[emulator.instance_id()], expected);
}

#[test]
fn own_credentials() {
    let emulator = start(Emulator::builder());
    let file = std::env::temp_dir().join(format!("apig-sdk-token-{}", std::process::id()));
    // As an editor leaves it, with a line break.
    std::fs::write(&file, emulator.token("eu-de").unwrap() + "\n").unwrap();
    check(&emulator, "own_credentials", &[file.to_str().unwrap(), emulator.instance_id()], "0 quotas\n");
    std::fs::remove_file(&file).unwrap();
    let run =
        against(&mut example("own_credentials"), &emulator).args([file.to_str().unwrap(), "any"]).output().unwrap();
    let complaint = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && complaint.contains("there are no credentials: cannot read "), "{complaint}");
}

#[test]
fn error_handling() {
    let emulator = start(Emulator::builder());
    let expected = "\
name: must have 3 to 255 characters, has 2
call_limits: must be from 1 to 2147483647, is 0
time_interval: is required
None
exists already: true; in the service's words: APIG.3325 The API quota name already exists
for the support: …
";
    check(&emulator, "error_handling", &[emulator.instance_id()], expected);
}

#[cfg(feature = "blocking")]
#[test]
fn bindable_apps() {
    let emulator = start(Emulator::builder());
    check(&emulator, "bindable_apps", &[emulator.instance_id()], "app-demo\napp-test\n");
}

#[cfg(feature = "iam")]
#[test]
fn rotate_access_key() {
    let emulator = start(Emulator::builder());
    check(&emulator, "rotate_access_key", &[ACCESS_KEY], "… is Some(Active)\n");
}

#[test]
fn testing_with_the_emulator() {
    let emulator = start(Emulator::builder());
    check(&emulator, "testing_with_the_emulator", &[], "passed, after … requests\n");
    assert_eq!(emulator.requests(), 0, "it starts its own");
}

#[test]
fn every_example_is_run() {
    let here = include_str!("examples.rs");
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".rs")) else { continue };
        assert!(here.contains(&format!("\"{name}\", &[")), "{name}");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! ") && text.contains(&format!("--example {name}")), "{name} says how to run it");
    }
}

#[test]
fn publishing_an_api() {
    let hello = r#"{"hello": "world"}"#;
    let expected = |codes: &str| {
        let throttled = format!("429 Too Many Requests: {codes}.0308: The throttling threshold has been reached");
        format!("1: {hello}\n2: {hello}\n3: GET /hello: {throttled} (request id …\n")
    };
    let emulator = start(Emulator::builder());
    check(&emulator, "publish_an_api", &[], &expected("APIG"));
    #[cfg(feature = "roma")]
    check(&emulator, "roma_publish", &[], &expected("APIC"));
    for text in [include_str!("../../examples/publish_an_api.rs"), include_str!("../../examples/roma_publish.rs")] {
        assert!(text.lines().count() <= 60, "{text}");
    }
}
