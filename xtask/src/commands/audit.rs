//! Runs `cargo xtask audit`: reads pages of documentation, and says what they and the spec do not say alike. Knows the command line and
//! what is printed. Must not know what is compared.

use crate::commands::job;
use crate::printing::ending::counted;
use crate::printing::machine_readable::{ascii, escaped, log};
use crate::printing::report::{Format, hint};
use crate::reading::pages;
use crate::reading::paths::{self, Locations, Target};
use crate::reading::spec_files;
use crate::terminal;
use apig_codegen::{Examples, Job, Report, Severity};
use apig_pages::audit::{Audit, Source, Spec};
use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

const HELP: &str = "\
Examples:
  cargo xtask audit pages/CreateAppQuota.html
      says what the page and spec/ do not say alike, each with both places
  cargo xtask audit api-ref/source --service apig
      the same for all pages below a folder, which are the whole reference of one service: an operation without a page is told, too
  cargo xtask audit pages --format github
      for CI: annotates the pull request

A page is a file of text, Markdown, reStructuredText or HTML: .txt, .md, .rst, .html. spec/audit.yaml says which differences are meant,
and spec/sdks.tsv what is known without a page.
An operation that the spec lacks is a warning. Exit codes: 0 nothing differs, 1 something does, 2 wrong usage.";

pub fn command() -> Command {
    Command::new("audit")
        .after_help(HELP)
        .arg(
            Arg::new("page")
                .value_name("PAGE")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("Pages, or folders with pages in them or below"),
        )
        .arg(
            Arg::new("service")
                .long("service")
                .value_name("NAME")
                .help("The pages are the whole reference of this service, such as `apig`"),
        )
        .arg(Format::argument())
}

/// Why a run ended early, and with which exit code.
struct Failure(u8, String);

pub fn run(matches: &ArgMatches) -> ExitCode {
    let started = Instant::now();
    let format = Format::of(matches);
    let outcome = paths::find(&Target::Project).map_err(|reason| Failure(1, reason));
    let outcome = outcome.and_then(|locations| Ok((compare(matches, &locations)?, locations.spec_prefix)));
    let time = started.elapsed().as_millis();
    match outcome {
        Ok(((pages, audit), shown)) => {
            print(&audit, pages, format, &shown, time);
            ExitCode::from(u8::from(audit.report.has_errors()))
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

/// How many pages were compared, and what came of it.
fn compare(matches: &ArgMatches, locations: &Locations) -> Result<(usize, Audit), Failure> {
    let service = matches.get_one::<String>("service").map(String::as_str);
    if let Some(service) = service {
        locations.document_of(service).map_err(|unknown| Failure(2, unknown))?;
    }
    let paths: Vec<&PathBuf> = matches.get_many::<PathBuf>("page").into_iter().flatten().collect();
    let texts = pages::read(&paths).map_err(|reason| Failure(1, reason))?;
    let pages: Vec<Source<'_>> = texts.iter().map(|(path, text)| Source { path, text }).collect();
    // Whether an example fits its schema, `gen` tells; here it is whether it is the page's.
    let (strict, examples) = (locations.strict, Examples::Unchecked);
    let job = Job { strict, examples, ..job::read(&locations.documents) };
    let root = spec_files::Root::open(&locations.spec).map_err(|reason| Failure(1, reason))?;
    Ok((pages.len(), Spec::read(&job, &|path| root.read(path)).audit(&pages, service)))
}

fn print(audit: &Audit, pages: usize, format: Format, shown: &str, time: u128) {
    let report = &audit.report;
    let text = match format {
        Format::Json => return terminal::out(&object(audit, pages, shown, time).to_string()),
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
    let found = match report.diagnostics().len() {
        0 => "nothing differs".to_owned(),
        count => counted(count, "finding"),
    };
    let others = match audit.others {
        0 => String::new(),
        count => format!(" and {} without an operation", counted(count, "page")),
    };
    let (pages, facts) = (counted(pages - audit.others, "page"), counted(audit.facts, "fact"));
    terminal::out(&format!("{found} ({pages}{others}, {facts}, {time} ms)"));
}

fn object(audit: &Audit, pages: usize, shown: &str, time: u128) -> Value {
    let all = audit.report.diagnostics();
    let errors = all.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let diagnostics = audit.report.json(shown);
    json!({
        "success": errors == 0,
        "errors": errors,
        "warnings": all.len() - errors,
        "pages": pages,
        "pages_without_operation": audit.others,
        "facts": audit.facts,
        "diagnostics": serde_json::from_str(&diagnostics).unwrap_or(Value::String(diagnostics)),
        "error": Value::Null,
        "milliseconds": u64::try_from(time).unwrap_or(u64::MAX),
    })
}
