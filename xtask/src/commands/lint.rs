//! Runs `cargo xtask lint`: reads the documents, says what a careful reviewer would, and fixes what is mechanical.
//! Knows the command line and what is printed. Must not know any rule, or how files are written.

use crate::commands::job;
use crate::printing::ending::counted;
use crate::printing::machine_readable::{ascii, escaped, log};
use crate::printing::report::{Format, hint};
use crate::reading::paths::{self, Locations, Target};
use crate::reading::spec_files;
use crate::terminal::{self, Colour, paint, printable};
use crate::writing::file_replace::{Replacement, replace};
use apig_codegen::lint::{self, Fix};
use apig_codegen::{Job, Report, Severity};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

const HELP: &str = "\
Examples:
  cargo xtask lint
      reads spec/*/openapi.yaml and says what breaks a rule
  cargo xtask lint apig --fix
      mends what is wrong as messages say (misspelled words, missing quotes), and what is mechanical: order of keywords,
      full stops
  cargo xtask lint --spec petstore.yaml
      any other OpenAPI 3 document, by the preset `recommended`; another one (`extends: minimal`), rules and exceptions
      are in `lint.yaml` beside it
  cargo xtask lint --format github
      for CI: annotates the pull request

What `gen` refuses is told, too, and counted apart: exceptions are not held to it, and --fix mends it first.
spec/LINT.md lists the rules, spec/lint.yaml says which are off and what is excepted.
Exit codes: 0 no errors, 1 there is something to mend, 2 wrong usage.";

pub fn command() -> Command {
    Command::new("lint")
        .about("Says what a careful reviewer of the OpenAPI documents would say")
        .after_help(HELP)
        .arg(
            Arg::new("service")
                .value_name("SERVICE")
                .num_args(0..)
                .conflicts_with("spec")
                .help("Only the documents of these services, such as `apig` [default: all]"),
        )
        .arg(
            Arg::new("spec")
                .long("spec")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("This document; what it refers to must lie in its folder"),
        )
        .arg(job::spec_root())
        .arg(Arg::new("fix").long("fix").action(ArgAction::SetTrue).help(
            "Mend what messages have a patch for and what is mechanical, all or nothing, and say what was mended",
        ))
        .arg(Format::argument())
}

/// How a run went.
struct Outcome {
    report: Report,
    fixes: Vec<Fix>,
    services: usize,
}

/// Why a run ended early, and with which exit code.
struct Failure(u8, String);

pub fn run(matches: &ArgMatches) -> ExitCode {
    let started = Instant::now();
    let format = Format::of(matches);
    let (shown, outcome) = lint(matches);
    let time = started.elapsed().as_millis();
    match outcome {
        Ok(outcome) => {
            print(&outcome, format, &shown, time);
            ExitCode::from(u8::from(outcome.report.has_errors()))
        }
        Err(Failure(code, reason)) => {
            match format {
                Format::Json => terminal::out(&json!({ "success": false, "error": reason }).to_string()),
                Format::Sarif => terminal::out(&ascii(&log(&Report::default(), "", Some(&reason)))),
                Format::Github => terminal::err(&format!("::error::{}", escaped(&reason))),
                Format::Human => terminal::error(&reason),
            }
            ExitCode::from(code)
        }
    }
}

fn lint(matches: &ArgMatches) -> (String, Result<Outcome, Failure>) {
    let target = match matches.get_one::<PathBuf>("spec").cloned() {
        Some(spec) => {
            let root = matches.get_one::<PathBuf>("spec-root").cloned();
            Target::Document { spec, root, out: PathBuf::from("."), package: None, overlays: Vec::new() }
        }
        None => Target::Project,
    };
    match paths::find(&target) {
        Ok(locations) => (locations.spec_prefix.clone(), look(matches, &locations)),
        Err(reason) => (String::new(), Err(Failure(1, reason))),
    }
}

fn look(matches: &ArgMatches, locations: &Locations) -> Result<Outcome, Failure> {
    let services: Vec<String> = matches.get_many::<String>("service").into_iter().flatten().cloned().collect();
    for service in &services {
        locations.document_of(service).map_err(|unknown| Failure(2, unknown))?;
    }
    let job = Job { strict: locations.strict, ..job::read(&locations.documents) };
    let root = spec_files::Root::open(&locations.spec).map_err(|reason| Failure(1, reason))?;
    let read = |path: &str| root.read(path);
    let count = if services.is_empty() { locations.documents.len() } else { services.len() };
    if !matches.get_flag("fix") {
        let report = lint::lint(&job, &read, &services);
        return Ok(Outcome { report, fixes: Vec::new(), services: count });
    }
    let unchanged = |reason: String| Failure(1, format!("{reason}; nothing was changed"));
    let fixed = lint::fix(&job, &read, &services).map_err(unchanged)?;
    let mended = fixed.files.iter();
    let files: Vec<Replacement<'_>> = mended
        .map(|file| Replacement { path: file.path.as_ref(), before: Some(&file.before), after: &file.after })
        .collect();
    replace(&locations.spec, &files).map_err(unchanged)?;
    Ok(Outcome { report: fixed.report, fixes: fixed.fixes, services: count })
}

fn print(outcome: &Outcome, format: Format, shown: &str, time: u128) {
    let Outcome { report, fixes, .. } = outcome;
    let text = match format {
        Format::Json => return terminal::out(&object(outcome, shown, time).to_string()),
        Format::Sarif => return terminal::out(&ascii(&log(report, shown, None))),
        Format::Github => report.github(shown),
        Format::Human => report.human(terminal::err_style(), shown),
    };
    if !text.is_empty() {
        terminal::err(text.trim_end_matches('\n'));
    }
    if let (Format::Human, Some(hint)) = (format, hint(report)) {
        terminal::err(&format!("\n{hint}\n"));
    }
    let has_colours = terminal::out_has_colours();
    for fix in fixes {
        let place = format!("{shown}{}:{}:{}", fix.path, fix.at.line, fix.at.column);
        let message = printable(&format!("{place} {} ({})", fix.message, fix.rule));
        terminal::out(&format!("  {} {message}", paint("mended", Colour::Green, has_colours)));
    }
    terminal::out(&end(outcome, time));
}

/// How many errors and warnings there are.
fn counts(report: &Report) -> (usize, usize) {
    let all = report.diagnostics();
    let errors = all.iter().filter(|diagnostic| matches!(diagnostic.severity, Severity::Error)).count();
    (errors, all.len() - errors)
}

fn end(outcome: &Outcome, time: u128) -> String {
    let (errors, warnings) = counts(&outcome.report);
    let refused = lint::refused(&outcome.report);
    let services = counted(outcome.services, "document");
    let mended = if outcome.fixes.is_empty() { String::new() } else { format!(", {} mended", outcome.fixes.len()) };
    let found = match (errors - refused, warnings) {
        (0, 0) if refused > 0 => String::new(),
        (0, 0) => "nothing to mend".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let found = match (refused, found.is_empty()) {
        (0, _) => found,
        (refused, true) => format!("{} of `gen`", counted(refused, "error")),
        (refused, false) => format!("{} of `gen`, and {found} besides", counted(refused, "error")),
    };
    let fixable = outcome
        .report
        .diagnostics()
        .iter()
        .filter(|one| lint::rules().iter().any(|rule| rule.fixes && rule.id == one.code && one.patch.is_some()))
        // The others come first.
        .filter(|_| refused == 0);
    let hint = match fixable.count() {
        0 => String::new(),
        count => format!("; `--fix` mends {count}"),
    };
    format!("{found}{mended} ({services}, {time} ms){hint}")
}

fn object(outcome: &Outcome, shown: &str, time: u128) -> Value {
    let (errors, warnings) = counts(&outcome.report);
    let diagnostics = outcome.report.json(shown);
    let fixes = outcome.fixes.iter().map(|fix| {
        json!({ "path": format!("{shown}{}", fix.path), "line": fix.at.line, "column": fix.at.column, "rule": fix.rule, "message": fix.message })
    });
    json!({
        "success": errors == 0,
        "errors": errors,
        "refused": lint::refused(&outcome.report),
        "warnings": warnings,
        "diagnostics": serde_json::from_str(&diagnostics).unwrap_or(Value::String(diagnostics)),
        "fixes": fixes.collect::<Vec<_>>(),
        "error": Value::Null,
        "milliseconds": u64::try_from(time).unwrap_or(u64::MAX),
    })
}
