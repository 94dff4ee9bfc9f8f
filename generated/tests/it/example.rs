//! The programs that the README shows, run as their reader would run them, and request by request; `examples` runs all of
//! them against the emulator.

use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, PROJECT, QUOTA, TOKEN};
use std::env::consts::EXE_SUFFIX;
use std::path::Path;
use std::process::{Command, Output};

/// The example, which `cargo test` builds beside the tests. Where only this binary was asked for, cargo builds the other.
pub fn example(name: &str) -> Command {
    let tests = std::env::current_exe().unwrap();
    let built = tests.ancestors().nth(2).unwrap().join(format!("examples/{name}{EXE_SUFFIX}"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.rs"));
    let changed = |file: &Path| std::fs::metadata(file).and_then(|file| file.modified()).ok();
    if changed(&built) >= changed(&source) {
        return Command::new(built);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", "apig-sdk", "--all-features", "--example", name]);
    cargo
}

/// Runs one of the two programs of the README; nothing but the environment tells it where to go.
fn run_quota(service: &str, answers: Vec<Answer>) -> (Output, Vec<String>) {
    let server = Server::start(answers);
    let output = example(&format!("{service}_quota"))
        .args([INSTANCE, APP])
        .env("HUAWEICLOUD_SDK_REGION_APIG_EU_DE", server.url())
        .env("HUAWEICLOUD_SDK_REGION_ROMA_CN_NORTH_4", server.url())
        .env("HUAWEICLOUD_SDK_IAM_ENDPOINT", server.url())
        .env("OS_TOKEN", TOKEN)
        .output()
        .unwrap();
    let requests = server.requests();
    let lines = requests.iter().map(|request| {
        assert_eq!(request.header("x-auth-token"), Some(TOKEN));
        format!("{} {}", request.line(), String::from_utf8_lossy(&request.body))
    });
    let lines = lines.collect();
    (output, lines)
}

fn projects() -> Answer {
    Answer::json(200, &format!(r#"{{"projects":[{{"id":"{PROJECT}"}}]}}"#))
}

#[test]
fn the_examples_create_bind_wait_list_and_delete() {
    for (service, segment, region) in [("apig", "apigw", "eu-de"), ("roma", "apic", "cn-north-4")] {
        let app = format!(r#"{{"app_id":"{APP}","name":"app-demo"}}"#);
        let bound = || Answer::json(200, &format!(r#"{{"total":1,"size":1,"apps":[{app}]}}"#));
        let (output, lines) = run_quota(
            service,
            vec![
                projects(),
                Answer::json(201, &format!(r#"{{"app_quota_id":"{QUOTA}"}}"#)),
                Answer::json(201, "{}"),
                bound(),
                bound(),
                Answer::new(204, &[], ""),
            ],
        );
        assert_eq!(String::from_utf8_lossy(&output.stdout), "bound: app-demo\n", "{output:?}");
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let quotas = format!("/v2/{PROJECT}/{segment}/instances/{INSTANCE}/app-quotas");
        let expected = [
            format!("GET /v3/projects?name={region} "),
            format!(r#"POST {quotas} {{"name":"demo","call_limits":1000,"time_unit":"DAY","time_interval":1}}"#),
            format!(r#"POST {quotas}/{QUOTA}/binding-apps {{"app_ids":["{APP}"]}}"#),
            format!("GET {quotas}/{QUOTA}/bound-apps?limit=500 "),
            format!("GET {quotas}/{QUOTA}/bound-apps "),
            format!("DELETE {quotas}/{QUOTA} "),
        ];
        assert_eq!(lines, expected, "{service}");
    }
}

#[test]
fn an_example_fails_with_what_the_server_said() {
    let taken = r#"{"error_code":"APIG.3325","error_msg":"The API quota name already exists"}"#;
    let (output, _) = run_quota("apig", vec![projects(), Answer::json(400, taken)]);
    assert!(!output.status.success() && output.stdout.is_empty());
    let shown = String::from_utf8_lossy(&output.stderr);
    assert!(shown.contains("APIG.3325: The API quota name already exists"), "{shown}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn the_readme_shows_the_examples_and_they_are_short() {
    let program = |text: &'static str| text.split_once("\n\n").unwrap().1;
    let apig = program(include_str!("../../examples/apig_quota.rs"));
    let roma = program(include_str!("../../examples/roma_quota.rs"));
    assert!(apig.lines().count() <= 20, "{}", apig.lines().count());
    assert!(include_str!("../../../README.md").contains(apig), "copy the example into README.md");
    assert_eq!(
        apig.replace(" apig::", " roma::")
            .replace(" apig,", " roma,")
            .replace("eu-de", "cn-north-4")
            .replace("gateway", "instance"),
        roma,
        "only the service differs"
    );
}
