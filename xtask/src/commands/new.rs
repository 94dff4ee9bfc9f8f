//! Runs `cargo xtask new`: adds an operation to the spec. Knows the order of the steps: ask, insert, check that the
//! generator accepts the result, write. Must not know YAML.

pub mod insertion;
pub mod options;
pub mod outline;
pub mod scaffold;

use crate::commands::job;
use crate::disk;
use crate::reading::paths::{self, Locations, Target};
use crate::reading::spec_files;
use crate::terminal::{self, Colour, paint, printable};
use crate::writing::file_replace::{Replacement, replace};
use crate::writing::manifest;
use apig_codegen::{Job, ReadError};
use clap::{Arg, ArgAction, ArgMatches, Command};
use insertion::{Place, ServiceFiles};
use options::NewOperation;
use outline::Outline;
use similar::TextDiff;
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
Examples:
  cargo xtask new --service apig --operation CreateApp --method post \\
      --path '/v2/{project_id}/apigw/instances/{instance_id}/apps' --file apps.yaml \\
      --body AppCreate --response AppInfo:201
  cargo xtask new --service apig --operation ListApps --method get \\
      --path '/v2/{project_id}/apigw/instances/{instance_id}/apps' --file apps.yaml \\
      --response ListAppsResponse --list --query name --dry-run

What is there already (parameters, schemas, error responses) is referred to; what is not is made, with TODO in the place of
the page's words; `cargo xtask lint` finds what was left. Without options, a terminal is asked.";

pub fn command() -> Command {
    Command::new("new")
        .about("Adds an operation to the spec, to be filled in")
        .after_help(HELP)
        .args(options::arguments())
        .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Write nothing; print the difference"))
}

/// Adds the operation, and says what was changed.
pub fn run(matches: &ArgMatches) -> ExitCode {
    let request = match options::read(matches) {
        Ok(request) => request,
        Err(missing) => {
            terminal::error(&format!("{missing}; `cargo xtask new --help` has examples"));
            return ExitCode::from(2);
        }
    };
    let added = paths::find(&Target::Project).and_then(|locations| {
        if let Err(unknown) = locations.document_of(&request.service) {
            terminal::error(&format!("{unknown} (CONTRIBUTING.md says how to add one)"));
            return Ok(ExitCode::from(2));
        }
        add(&request, &locations, matches.get_flag("dry-run")).map(|()| ExitCode::SUCCESS)
    });
    added.unwrap_or_else(|error| {
        terminal::error(&format!("{error}; nothing was changed"));
        ExitCode::FAILURE
    })
}

fn add(request: &NewOperation, locations: &Locations, is_dry: bool) -> Result<(), String> {
    let files = read(&locations.spec, &request.service)?;
    check_operation(&request.service, &request.operation, locations)?;
    let place = Place {
        service: &request.service,
        method: &request.method,
        path: &request.path,
        file: request.file.as_deref(),
    };
    let make = |file: &str, outline: &Outline| Ok(insertion::frame(request, &files, file, outline));
    let changed = insertion::add(&place, &files, &make)?;
    check_result(locations, &changed, true)?;
    if is_dry {
        changed.iter().for_each(|(path, text)| print_difference(path, files.get(path), text));
        return Ok(());
    }
    write(&locations.spec, &files, &changed)
}

/// The files of the service and those beside its folder.
pub fn read(spec: &Path, service: &str) -> Result<ServiceFiles, String> {
    let root = spec_files::Root::open(spec)?;
    let mut files = ServiceFiles::new();
    for (folder, prefix) in [(spec.to_owned(), String::new()), (spec.join(service), format!("{service}/"))] {
        let entries = disk::entries(&folder).map_err(|error| disk::failed("read", &folder, &error))?;
        for name in entries.iter().filter_map(|(name, _)| name.to_str()) {
            let path = format!("{prefix}{name}");
            if !name.ends_with(".yaml") || name.starts_with('.') {
                continue;
            }
            let text = root.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            files.insert(path.clone(), text.ok_or_else(|| format!("cannot read `spec/{}`", printable(&path)))?);
        }
    }
    Ok(files)
}

/// An operation that the spec has is not added again.
fn check_operation(service: &str, id: &str, locations: &Locations) -> Result<(), String> {
    let root = spec_files::Root::open(&locations.spec)?;
    let job = job::generate(locations, manifest::read(&locations.folder)?.as_ref())?;
    let (services, _) = apig_codegen::read(&job, &|path| root.read(path));
    let path = format!("{service}/openapi.yaml");
    let mut operations = services.iter().filter(|service| service.path == path).flat_map(|service| &service.operations);
    match operations.find(|operation| operation.id == id) {
        Some(operation) => Err(format!("`{id}` is there already, in `spec/{}`", operation.defined_in)),
        None => Ok(()),
    }
}

/// What the generator would not accept is not written. What is only a fault, such as an example that breaks its own rule, is told:
/// `strict` says whether it is refused, too.
pub fn check_result(locations: &Locations, changed: &[(String, String)], strict: bool) -> Result<(), String> {
    let root = spec_files::Root::open(&locations.spec)?;
    let job = Job { strict, ..job::generate(locations, manifest::read(&locations.folder)?.as_ref())? };
    let read = |path: &str| -> Result<Vec<u8>, ReadError> {
        let new = changed.iter().find(|(changed, _)| changed == path);
        new.map_or_else(|| root.read(path), |(_, text)| Ok(text.clone().into_bytes()))
    };
    let report = apig_codegen::generate(&job, &read).report;
    if !report.diagnostics().is_empty() {
        terminal::err(report.human(terminal::err_style(), &locations.spec_prefix).trim_end());
    }
    if !report.has_errors() {
        return Ok(());
    }
    Err("the generator would not accept the spec with this operation".to_owned())
}

pub fn print_difference(path: &str, old: Option<&String>, new: &str) {
    let before = if old.is_some() { format!("a/spec/{path}") } else { "/dev/null".to_owned() };
    let old = old.map_or("", String::as_str);
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().header(&before, &format!("b/spec/{path}")).to_string();
    let has_colours = terminal::out_has_colours();
    for line in printable(&text).lines() {
        let colour = match line.as_bytes().first() {
            Some(b'+') => Colour::Green,
            Some(b'-') => Colour::Red,
            Some(b'@') => Colour::Cyan,
            Some(_) | None => {
                terminal::out(line);
                continue;
            }
        };
        terminal::out(&paint(line, colour, has_colours));
    }
}

/// Writes all files or none, and says which. What is referred to comes before what refers to it: whenever a run is killed, the spec
/// is whole.
pub fn write(spec: &Path, old: &ServiceFiles, changed: &[(String, String)]) -> Result<(), String> {
    let before = |path: &String| old.get(path).map(String::as_bytes);
    let files: Vec<Replacement<'_>> = changed
        .iter()
        .map(|(path, text)| Replacement { path: path.as_ref(), before: before(path), after: text.as_bytes() })
        .collect();
    replace(spec, &files)?;
    for (path, _) in changed {
        let kind = if old.contains_key(path) { "changed" } else { "added" };
        terminal::out(&format!("  {kind:<8} spec/{path}"));
    }
    terminal::out(
        "replace each TODO by the words of the page, then run `cargo xtask gen`; `cargo xtask lint` asks for what is left",
    );
    Ok(())
}
