//! Runs `cargo xtask transcribe`: drafts the YAML of operations from pages of documentation, and prints it or puts it into the spec.
//! Knows the command line and the order of the steps. Must not know what a page or a draft looks like.

use super::new::{self, insertion, insertion::Place, options, outline::Outline, scaffold};
use crate::reading::pages;
use crate::reading::paths::{self, Locations, Target};
use crate::terminal::{self, printable};
use apig_pages::draft::{Draft, Options, Spec, draft, lines};
use apig_pages::facts::{self, Column, of_page, table};
use apig_pages::page::Page;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use insertion::{Content, ServiceFiles};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
Examples:
  cargo xtask transcribe pages/CreateApp.html
      prints the YAML of the operation that the page describes; standard error says what needs a look
  cargo xtask transcribe pages/CreateApp.txt --operation CreateApp --file apps.yaml --write
      puts it into the spec, where `cargo xtask new` would
  cargo xtask transcribe api-ref/source/apps --service apig --without-words --write
      all pages of a folder, with TODO in place of words that must not be taken
  cargo xtask transcribe api-ref/source/apps --facts --without-words > apps.tsv
      what the pages state, as a table that `cargo xtask audit` takes in place of the pages
  cargo xtask transcribe pages --document > petstore.yaml
      a document of its own, of a service that has no spec here

A page is a file of text, Markdown, reStructuredText or HTML. What the spec has already is referred to; what a page does not say is
TODO; what was not understood is told. A draft is to be read: nothing that is in the spec is overwritten.
Exit codes: 0 done, 1 a page is no operation, or the generator would not accept the draft, 2 wrong usage.";

pub fn command() -> Command {
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new("transcribe")
        .after_help(HELP)
        .arg(
            Arg::new("page")
                .value_name("PAGE")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("Pages, or folders with pages in them or below"),
        )
        .arg(option("service", "NAME").help("The service of the operations [default: that of the nearest path]"))
        .arg(
            option("operation", "ID")
                .value_parser(options::identifier)
                .help("operationId, where the page does not show it; of a single page only"),
        )
        .arg(
            option("file", "FILE")
                .value_parser(options::file)
                .help("The resource file, such as apps.yaml [default: after the path]"),
        )
        .arg(flag("without-words").help("Take no words of the page, but TODO"))
        .arg(flag("write").help("Put the drafts into the spec, all or none"))
        .arg(flag("document").conflicts_with_all(["write", "service", "file"]).help("Print a document of its own"))
        .arg(
            flag("facts")
                .conflicts_with_all(["write", "service", "file", "document"])
                .help("Print what the pages state as a table, to be kept and audited in their place"),
        )
}

/// Why a run ended early, and with which exit code.
struct Failure(u8, String);

pub fn run(matches: &ArgMatches) -> ExitCode {
    match transcribe(matches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(code, reason)) => {
            terminal::error(&reason);
            ExitCode::from(code)
        }
    }
}

fn transcribe(matches: &ArgMatches) -> Result<(), Failure> {
    let paths: Vec<&PathBuf> = matches.get_many::<PathBuf>("page").into_iter().flatten().collect();
    let mut read = Vec::new();
    for path in &paths {
        let is_folder = path.is_dir();
        let mut groups = BTreeMap::new();
        let mut found = Vec::new();
        for (name, text) in pages::read(&[path]).map_err(|reason| Failure(1, reason))? {
            let page = apig_pages::page(&name, &text);
            match page.path {
                Some(_) => found.push((name, page)),
                // A folder has pages of other kinds, too. Its index is called after what the others are about.
                None if is_folder => {
                    if let (Some((folder, file)), Some(title)) = (name.rsplit_once('/'), page.title)
                        && file.starts_with("index.")
                    {
                        groups.insert(folder.to_owned(), title);
                    }
                }
                None => return Err(Failure(1, format!("{name}: no method and path stand below a heading \"URI\""))),
            }
        }
        for (name, page) in &mut found {
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            page.group = page.group.take().or_else(|| groups.get(folder).cloned());
        }
        read.extend(found);
    }
    let options = Options {
        operation: matches.get_one::<String>("operation").cloned(),
        without_words: matches.get_flag("without-words"),
        file: String::new(),
    };
    if options.operation.is_some() && read.len() != 1 {
        return Err(Failure(2, format!("--operation names one operation, and there are {} pages", read.len())));
    }
    if matches.get_flag("facts") {
        print_facts(&read, &options);
        return Ok(());
    }
    if matches.get_flag("document") {
        return alone(&read, &options);
    }
    let locations = paths::find(&Target::Project).map_err(|reason| Failure(1, reason))?;
    let service = service(matches, &read, &locations)?;
    let file = matches.get_one::<String>("file").map(String::as_str);
    into_spec(&read, &locations, &Into { service, file, is_written: matches.get_flag("write") }, &options)
        .map_err(|reason| Failure(1, reason))
}

/// The facts of the pages as a table. Of statuses the words are facts.
fn print_facts(pages: &[(String, Page)], options: &Options) {
    terminal::out(&table::header());
    for (_, page) in pages {
        let mut said = of_page(page);
        let of_others = said.iter_mut().filter(|fact| options.without_words && fact.place != facts::Place::Status);
        of_others.for_each(|fact| drop(fact.cells.remove(&Column::Words)));
        let name = options.operation.clone().or_else(|| page.name.as_ref().map(|name| name.text.clone()));
        // What a page does not name, its call tells from the others of the table.
        let call = || [&page.method, &page.path].map(|line| line.as_ref().map_or("-", |line| &line.text)).join(" ");
        let name = name.unwrap_or_else(call);
        table::lines(&name, &said).iter().for_each(|line| terminal::out(line));
    }
}

/// A document of nothing but these operations.
fn alone(pages: &[(String, Page)], options: &Options) -> Result<(), Failure> {
    let title = pages.iter().find_map(|(_, page)| page.group.as_ref()).map_or("TODO", |group| &group.text);
    let mut spec = Spec::alone(title);
    for (name, page) in pages {
        let options = Options { file: Spec::ALONE.to_owned(), ..options.clone() };
        let draft = draft(page, &spec, &options).map_err(|reason| Failure(1, format!("{name}: {reason}")))?;
        tell(name, &draft);
        spec.take(&draft);
    }
    spec.root().into_iter().flat_map(|root| lines(root, 0)).for_each(|line| terminal::out(&line));
    Ok(())
}

/// The service that was asked for, or the one whose paths have most in common with that of the first page.
fn service(matches: &ArgMatches, pages: &[(String, Page)], locations: &Locations) -> Result<String, Failure> {
    if let Some(service) = matches.get_one::<String>("service") {
        locations.document_of(service).map_err(|unknown| Failure(2, unknown))?;
        return Ok(service.clone());
    }
    let path = pages.iter().find_map(|(_, page)| page.path.as_ref()).map_or("", |path| &path.text);
    let mut best = (0, None);
    for document in &locations.documents {
        let Some((service, _)) = document.split_once('/') else { continue };
        let files = new::read(&locations.spec, service).map_err(|reason| Failure(1, reason))?;
        let common = Spec::new(service, &files).nearest(path).map_or(0, |(common, _)| common);
        if common > best.0 {
            best = (common, Some(service.to_owned()));
        }
    }
    best.1.ok_or_else(|| {
        let reason = "no service has a path like this one";
        Failure(2, format!("{reason}: --service says which it is, --document prints a document of its own"))
    })
}

/// Where drafts go.
struct Into<'a> {
    service: String,
    file: Option<&'a str>,
    is_written: bool,
}

fn into_spec(
    pages: &[(String, Page)],
    locations: &Locations,
    into: &Into<'_>,
    options: &Options,
) -> Result<(), String> {
    let old = new::read(&locations.spec, &into.service)?;
    let mut files = old.clone();
    let mut spec = Spec::new(&into.service, &old);
    for (name, page) in pages {
        let of_page = |reason: String| format!("{name}: {reason}");
        let (file, draft, changed) = drafted(page, into, &files, &spec, options).map_err(of_page)?;
        tell(name, &draft);
        if !into.is_written {
            print(&file, &draft);
            continue;
        }
        options::path(&draft.path).map_err(of_page)?;
        for (path, text) in changed.map_err(of_page)? {
            spec.update(&path, &text);
            files.insert(path, text);
        }
    }
    if !into.is_written {
        return Ok(());
    }
    let mut changed: Vec<(String, String)> =
        files.into_iter().filter(|(path, text)| old.get(path) != Some(text)).collect();
    changed.sort_by_key(|(path, _)| path.ends_with("/openapi.yaml"));
    // What a page says against itself, people settle: the draft shows them where.
    new::check_result(locations, &changed, false)?;
    new::write(&locations.spec, &old, &changed)
}

type Changed = Result<Vec<(String, String)>, String>;

/// The file that a draft is for, the draft, and what files become with it: an error if the operation is there already.
fn drafted(
    page: &Page,
    into: &Into<'_>,
    files: &ServiceFiles,
    spec: &Spec,
    options: &Options,
) -> Result<(String, Draft, Changed), String> {
    let text = |line: &Option<apig_pages::document::Line>| line.clone().unwrap_or_default().text;
    let (method, path) = (text(&page.method).to_ascii_lowercase(), text(&page.path));
    let is_there = spec.root().and_then(|root| root.get("paths")?.get(path.as_str())).is_some();
    let own = (!is_there).then(|| file_name(&path));
    let place = Place { service: &into.service, method: &method, path: &path, file: into.file.or(own.as_deref()) };
    let made = RefCell::new(None);
    let make = |file: &str, _: &Outline| {
        let draft = draft(page, spec, &Options { file: file.to_owned(), ..options.clone() })?;
        let below = |key: &str, value| std::iter::once(format!("{key}:")).chain(lines(value, 2)).collect();
        let operation = below(&draft.method, &draft.operation);
        let schemas = draft.schemas.iter().map(|(name, schema)| below(name, schema)).collect();
        made.replace(Some((file.to_owned(), draft)));
        Ok(Content { operation, schemas })
    };
    let changed = insertion::add(&place, files, &make);
    match made.into_inner() {
        Some((file, draft)) => Ok((file, draft, changed)),
        None => Err(changed.err().unwrap_or_default()),
    }
}

/// The draft as a part of its file.
fn print(file: &str, draft: &Draft) {
    terminal::out(&format!("# spec/{file}: {} {}", draft.method.to_uppercase(), printable(&draft.path)));
    terminal::out(&format!("{}:", draft.method));
    lines(&draft.operation, 2).iter().for_each(|line| terminal::out(line));
    for (name, schema) in &draft.schemas {
        terminal::out(&format!("\n{name}:"));
        lines(schema, 2).iter().for_each(|line| terminal::out(line));
    }
}

/// What needs a look.
fn tell(page: &str, draft: &Draft) {
    for note in &draft.notes {
        terminal::err(&format!("note: {page}:{}: {}", note.number, printable(&note.text)));
    }
}

/// `/v2/{project_id}/apigw/instances/{instance_id}/app-quotas/{id}` belongs into `app_quotas.yaml`.
fn file_name(path: &str) -> String {
    let first =
        scaffold::own_segments(path).into_iter().find(|segment| !segment.starts_with('{')).unwrap_or("operations");
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    format!("{}.yaml", first.chars().map(word).collect::<String>())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_is_called_after_what_is_in_it() {
        for (path, name) in [
            ("/v2/{project_id}/apigw/instances/{instance_id}/app-quotas/{id}", "app_quotas.yaml"),
            ("/v2/{project_id}/apigw/instances", "apigw.yaml"),
            ("/{id}", "operations.yaml"),
        ] {
            assert_eq!(super::file_name(path), name);
        }
    }
}
