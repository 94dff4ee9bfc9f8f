//! Runs `cargo xtask bundle`: one self-contained document, for tools that read no others. Knows the command line and
//! where the text goes. Must not know how it is made.

use crate::commands::job::spec_root;
use crate::reading::paths::{self, Target};
use crate::reading::spec_files;
use crate::terminal;
use crate::writing::named_file;
use apig_codegen::{Document, ReadError, Severity, Syntax};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

const HELP: &str = "\
Examples:
  cargo xtask bundle apig > apig.yaml
      spec/apig/openapi.yaml and all that it refers to, as YAML
  cargo xtask bundle roma --out roma.json
      as JSON, because of the file's name; the file is replaced in one step, and only if there is no error
  cargo xtask bundle --spec petstore.yaml --json | jq .paths
      any OpenAPI 3 document, as JSON on standard output

What stands in other files becomes #/components/…, path items are written in their places. Of several components with one
name, each is called after its file, too. Everything else is left as it was written, comments apart.";

pub fn command() -> Command {
    Command::new("bundle")
        .about("Writes the documents of a service as one that refers to no other file")
        .after_help(HELP)
        .arg(
            Arg::new("service")
                .value_name("SERVICE")
                .required_unless_present("spec")
                .conflicts_with("spec")
                .help("A service of the project: the name of its folder below spec/"),
        )
        .arg(
            Arg::new("spec")
                .long("spec")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Bundle this document; what it refers to must lie in its folder"),
        )
        .arg(spec_root())
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write to this file, as JSON if it ends in .json [default: standard output]"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Write JSON, whatever the file is called"))
}

/// A document on this disk.
struct Source {
    folder: PathBuf,
    folder_label: String,
    path: String,
    strict: bool,
}

pub fn run(matches: &ArgMatches) -> ExitCode {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let source = match (path("spec"), matches.get_one::<String>("service")) {
        (Some(spec), _) => file(spec, path("spec-root").map(PathBuf::as_path)),
        (None, service) => match project(service.map_or("", String::as_str)) {
            Ok(Ok(source)) => Ok(source),
            Ok(Err(unknown)) => return failure(&unknown, 2),
            Err(reason) => Err(reason),
        },
    };
    let is_json = |out: &PathBuf| out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let json = matches.get_flag("json") || path("out").is_some_and(is_json);
    let syntax = if json { Syntax::Json } else { Syntax::Yaml };
    match source.and_then(|source| bundle(&source, syntax, path("out").map(PathBuf::as_path))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => failure(&reason, 1),
    }
}

fn failure(reason: &str, code: u8) -> ExitCode {
    terminal::error(reason);
    ExitCode::from(code)
}

fn file(spec: &Path, root: Option<&Path>) -> Result<Source, String> {
    let (folder, folder_label, path) = paths::of_file(spec, root)?;
    // A document of somebody else is not ours to fix.
    Ok(Source { folder, folder_label, path, strict: false })
}

/// The document of a service, or why there is no such service.
fn project(service: &str) -> Result<Result<Source, String>, String> {
    let locations = paths::find(&Target::Project)?;
    let source = |path: &str| Source {
        folder: locations.spec.clone(),
        folder_label: locations.spec_prefix.clone(),
        path: path.to_owned(),
        strict: locations.strict,
    };
    Ok(locations.document_of(service).map(source))
}

fn bundle(source: &Source, syntax: Syntax, out: Option<&Path>) -> Result<(), String> {
    let root = spec_files::Root::open(&source.folder)?;
    let read_files = Mutex::new(Vec::new());
    let read = |path: &str| -> Result<Vec<u8>, ReadError> {
        read_files.lock().unwrap_or_else(PoisonError::into_inner).push(source.folder.join(path));
        root.read(path)
    };
    let document = Document::new(&source.path);
    let bundle = apig_codegen::bundle(&document, source.strict, syntax, &read);
    let style = terminal::err_style();
    let messages = bundle.report.human(style, &source.folder_label);
    if !messages.is_empty() {
        terminal::err(messages.trim_end_matches('\n'));
    }
    let Some(text) = bundle.text else {
        let is_error = |diagnostic: &&apig_codegen::Diagnostic| diagnostic.severity == Severity::Error;
        let errors = bundle.report.diagnostics().iter().filter(is_error).count();
        return Err(format!("{errors} error{} in the spec; nothing was written", if errors == 1 { "" } else { "s" }));
    };
    match out {
        Some(out) => named_file::write(out, &text, &read_files.into_inner().unwrap_or_else(PoisonError::into_inner)),
        None => {
            terminal::out(text.trim_end_matches('\n'));
            Ok(())
        }
    }
}
