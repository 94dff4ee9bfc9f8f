//! Runs `cargo xtask diff`: compares two versions of the spec, and says what changed between them. Knows the command
//! line and the order of the steps. Must not know how versions are read or how changes are printed.

mod changelog;
mod edit;
mod git;
mod github;
mod html;
mod human;
mod json;
mod markdown;
mod outcome;
mod versions;

use crate::printing::report::{Format, labelled};
use crate::terminal;
use apig_codegen::Report;
use clap::{Arg, ArgAction, ArgMatches, Command};
use markdown::Links;
use outcome::{FailOn, Outcome};
use std::process::ExitCode;
use std::time::Instant;
use versions::Readable;

const HELP: &str = "\
Examples:
  cargo xtask diff
      what the working tree changes, compared with where it left main
  cargo xtask diff v0.1.0
      compared with a revision: a tag, a branch, a commit
  cargo xtask diff v0.1.0 v0.2.0 --format markdown
      two revisions, as the text of a pull request or a release
  cargo xtask diff --format html > changes.html
      a page with both sides of each change, to read in a browser
  cargo xtask diff old.yaml new.yaml --fail-on any
      two documents, or two folders of them; exits with 1 if callers break

Each change has two verdicts. On the wire, for programs in any language: breaking, dangerous, compatible, documentation.
For programs that use the Rust crate: silent (they compile, and something else is sent or returned), major, dangerous (they
compile, and calls that worked are refused before anything is sent), minor, patch. `spec/CHANGES.md` has the reasons.

OLD and NEW are paths if they exist as such, and revisions of git otherwise.";

pub fn command() -> Command {
    let version = |name: &'static str, help: &'static str| Arg::new(name).value_name(name).help(help);
    Command::new("diff")
        .about("Says what changed in the spec, and what that does to callers")
        .after_help(HELP)
        .arg(version("OLD", "Revision, document or folder to compare with [default: where HEAD left main]"))
        .arg(version("NEW", "Revision, document or folder that is newer [default: the working tree]"))
        .arg(
            Arg::new("details")
                .long("details")
                .action(ArgAction::SetTrue)
                .help("List the operations and the Rust items of each change, too"),
        )
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("WHAT")
                .value_parser(["wire", "rust", "any", "dangerous", "never"])
                .default_value("never")
                .help("Exit with 1 if a change breaks callers: on the wire, in Rust, in any way, or if it is dangerous to them"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "markdown", "html", "json", "github"])
                .default_value("human")
                .help("How to print: for people, for a pull request, as a page, one JSON object, or annotations"),
        )
        .arg(
            Arg::new("links")
                .long("links")
                .value_name("URL")
                .value_parser(address)
                .help("In markdown, places are links to NEW below here: https://github.com/OWNER/REPO/blob/COMMIT"),
        )
        .arg(
            Arg::new("links-before")
                .long("links-before")
                .value_name("URL")
                .value_parser(address)
                .help("The same for OLD"),
        )
}

/// An address that can stand in a link of markdown.
fn address(typed: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
    if typed.starts_with("https://") && typed.chars().all(is_plain) {
        return Ok(typed.trim_end_matches('/').to_owned());
    }
    Err("an address that begins with https:// and has no query is needed".to_owned())
}

pub fn run(matches: &ArgMatches) -> ExitCode {
    let started = Instant::now();
    let format = matches.get_one::<String>("format").map_or("human", String::as_str);
    let typed = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (mut outcome, versions) = match compare(typed("OLD"), typed("NEW")) {
        Ok(outcome) => outcome,
        Err(reason) => {
            let kind = if format == "github" { Format::Github } else { Format::Human };
            terminal::err(&labelled("error", terminal::Colour::Red, &reason, kind));
            return ExitCode::FAILURE;
        }
    };
    outcome.time = started.elapsed();
    let address = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let links = Links { before: address("links-before"), after: address("links") };
    print(&outcome, &versions, format, matches.get_flag("details"), links);
    let fail_on = match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("wire") => FailOn::Wire,
        Some("rust") => FailOn::Rust,
        Some("any") => FailOn::Any,
        Some("dangerous") => FailOn::Dangerous,
        Some(_) | None => FailOn::Never,
    };
    if outcome.passes(fail_on) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What users of the crate notice of what changed since a revision: a section of the changelog.
pub fn changelog(from: Option<&str>) -> Result<String, String> {
    let (outcome, _) = compare(from, None)?;
    if outcome.failed() {
        Err(format!("{}; `cargo xtask diff` lists them", outcome.sentence()))
    } else {
        Ok(changelog::text(&outcome))
    }
}

/// The comparison, and the two versions.
fn compare(old: Option<&str>, new: Option<&str>) -> Result<(Outcome, [Readable; 2]), String> {
    let (before, after) = versions::named(old, new)?;
    let packages = (versions::package_version(&before), versions::package_version(&after));
    let (before, after) = (Readable::open(&before)?, Readable::open(&after)?);
    let (old, new) = (|path: &str| before.read(path), |path: &str| after.read(path));
    let comparison = apig_codegen::diff((&before.job, &old), (&after.job, &new));
    Ok((Outcome::new(comparison, before.names.clone(), after.names.clone(), packages), [before, after]))
}

fn print(outcome: &Outcome, [old, new]: &[Readable; 2], format: &str, details: bool, links: Links<'_>) {
    // What compiles is read with warnings by `gen`; here only errors are printed.
    if outcome.comparison.before.has_errors() {
        // No annotations: the lines are those of files as they were.
        let format = if format == "github" { "human" } else { format };
        print_errors(&outcome.comparison.before, &outcome.before.path, format);
    }
    if outcome.comparison.after.has_errors() {
        print_errors(&outcome.comparison.after, &outcome.after.path, format);
    }
    match format {
        "json" => terminal::out(&json::text(outcome)),
        "markdown" => terminal::out(&markdown::text(outcome, links)),
        "html" => {
            let text = |version: &Readable, path: &str| {
                version.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            };
            match html::text(outcome, (&|path| text(old, path), &|path| text(new, path))) {
                Ok(page) => terminal::out(&page),
                Err(error) => terminal::error(&format!("the page cannot be made: {error:#}")),
            }
        }
        "github" => terminal::out(&github::text(outcome)),
        _ => terminal::out(&human::text(outcome, details, terminal::out_has_colours())),
    }
}

fn print_errors(report: &Report, shown: &str, format: &str) {
    let text = match format {
        "json" => report.json(shown),
        "github" => report.github(shown),
        _ => report.human(terminal::err_style(), shown),
    };
    terminal::err(text.trim_end_matches('\n'));
}
