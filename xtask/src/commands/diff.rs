//! Runs `cargo xtask diff`: compares two versions of the spec, and says what changed between them. Knows the order of the steps. Must
//! not know how versions are read or how changes are printed.

mod agreed;
mod changelog;
mod edit;
mod git;
mod github;
mod html;
mod human;
mod json;
mod markdown;
mod options;
mod outcome;
mod today;
mod versions;

use crate::printing::report::{Format, labelled};
use crate::terminal::{self, Colour, paint, printable};
use agreed::{Agreed, Named, Sides};
use apig_codegen::{Report, Severity};
use clap::ArgMatches;
use markdown::Links;
pub use options::{command, today as today_argument};
use outcome::{FailOn, Outcome, Versions};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use versions::{Readable, Version};

pub fn run(matches: &ArgMatches) -> ExitCode {
    let started = Instant::now();
    let format = matches.get_one::<String>("format").map_or("human", String::as_str);
    let kind = if format == "github" { Format::Github } else { Format::Human };
    let failure = |reason: &str| terminal::err(&labelled("error", Colour::Red, reason, kind));
    let typed = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let file = |name: &str| matches.get_one::<PathBuf>(name).map(PathBuf::as_path);
    let fail_on = options::fail_on(matches);
    let named = Named { accepted: file("accepted"), config: file("config"), accepts: matches.get_flag("accept") };
    let (mut outcome, versions) = match compare([typed("OLD"), typed("NEW")], typed("today"), named) {
        Ok(outcome) => outcome,
        Err(reason) => {
            failure(&reason);
            return ExitCode::FAILURE;
        }
    };
    let strictness = if fail_on == FailOn::Never || named.accepts { Severity::Warning } else { Severity::Error };
    // What is not known may be what was accepted.
    let is_known = outcome.comparison.judges_rust;
    let unused = if is_known { outcome.agreed.unused(&outcome.edits(), strictness) } else { Vec::new() };
    outcome.agreed.files.extend(unused);
    outcome.time = started.elapsed();
    for (report, folder) in
        outcome.agreed.files.reports().into_iter().filter(|(report, _)| !report.diagnostics().is_empty())
    {
        print_errors(report, folder, format);
    }
    if let Some(reason) = typed("reason") {
        let fail_on = if fail_on == FailOn::Never { FailOn::Any } else { fail_on };
        return match accept(&outcome, fail_on, named, reason) {
            Ok(()) => ExitCode::SUCCESS,
            Err(reason) => {
                failure(&reason);
                ExitCode::FAILURE
            }
        };
    }
    let links = Links { before: typed("links-before"), after: typed("links") };
    print(&outcome, &versions, format, matches.get_flag("details"), links);
    if let (true, Some((needed, now))) = (fail_on.includes_rust(), outcome.too_small()) {
        failure(&format!("{needed} is needed: Cargo.toml says {now}"));
    }
    if outcome.passes(fail_on) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Adds to what is accepted, and says so.
fn accept(outcome: &Outcome, fail_on: FailOn, named: Named<'_>, reason: &str) -> Result<(), String> {
    if outcome.failed() || outcome.comparison.after.has_errors() {
        return Err(outcome.sentence());
    }
    if outcome.agreed.files.have_errors() {
        return Err("nothing was accepted".to_owned());
    }
    let edits = outcome.failing(fail_on);
    if edits.is_empty() {
        terminal::out("nothing is to be accepted");
        return Ok(());
    }
    agreed::accept(named, outcome, &edits, reason)?;
    let has_colours = terminal::out_has_colours();
    for edit in &edits {
        let accepted = paint("accepted", Colour::Green, has_colours);
        terminal::out(&format!("  {accepted} {}: {}", printable(&edit.services()), printable(&edit.change.message)));
    }
    if let Some((needed, now)) = outcome.too_small() {
        terminal::out(&format!("Cargo.toml says {now}: raise it to {needed}"));
    }
    Ok(())
}

/// What users of the crate notice of what changed since a revision: a section of the changelog.
pub fn changelog(matches: &ArgMatches) -> Result<String, String> {
    let typed = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (outcome, _) = compare([typed("FROM"), None], typed("today"), Named::default())?;
    if outcome.agreed.files.have_errors() {
        return Err("spec/accepted.yaml or spec/diff.yaml has errors; `cargo xtask diff` lists them".to_owned());
    }
    if outcome.comparison.judges_rust {
        Ok(changelog::text(&outcome))
    } else {
        let broken = outcome.broken();
        Err(format!("no crate can be made of both versions: {broken}, which `cargo xtask diff` lists"))
    }
}

/// The comparison, and the two versions.
fn compare(
    [old, new]: [Option<&str>; 2],
    today: Option<&str>,
    named: Named<'_>,
) -> Result<(Outcome, [Readable; 2]), String> {
    let ([before, after], release) = versions::named(old, new)?;
    let was = release.as_ref().map(|release| release.numbers.map(|number| number.to_string()).join("."));
    let versions = Versions {
        is_released: was.is_some(),
        was: was.or_else(|| versions::package_version(&before)),
        now: versions::package_version(&after),
    };
    let is_project = before.is_project() && after.is_project();
    let released = release.filter(|release| before.commit() == Some(&release.commit)).map(|release| release.numbers);
    let is_written = matches!(after, Version::WorkingTree);
    let (before, after) = (Readable::open(&before)?, Readable::open(&after)?);
    let agreed = Agreed::read(named, Sides { old: &before, new: &after, is_project, is_written, released })?;
    let (old, new) = (|path: &str| before.read(path), |path: &str| after.read(path));
    let comparison = apig_codegen::diff((&before.job, &old), (&after.job, &new));
    let names = [before.names.clone(), after.names.clone()];
    let today = today.map_or_else(today::today, str::to_owned);
    Ok((Outcome::new(comparison, names, versions, agreed, today), [before, after]))
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
