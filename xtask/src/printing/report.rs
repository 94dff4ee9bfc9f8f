//! Prints how a run went, in the format that was chosen. Knows that diagnostics go to standard error and results to
//! standard output. Must not know how the results came about.

use crate::printing::ending::{counted, failure, success};
use crate::printing::machine_readable::{annotation, escaped, object, sarif};
use crate::printing::summary::{Change, Summary};
use crate::terminal::{self, Colour, paint};
use apig_codegen::Report;
use clap::{Arg, ArgMatches};

/// For whom to print.
#[derive(Clone, Copy)]
pub enum Format {
    Human,
    Json,
    Github,
    Sarif,
}

impl Format {
    /// The option that chooses it.
    pub fn argument() -> Arg {
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(["human", "json", "github", "sarif"])
            .default_value("human")
            .help("How to print: for people, one JSON object, annotations of a pull request, or a SARIF 2.1.0 log")
    }

    /// The one that was chosen.
    pub fn of(matches: &ArgMatches) -> Self {
        match matches.get_one::<String>("format").map(String::as_str) {
            Some("json") => Self::Json,
            Some("github") => Self::Github,
            Some("sarif") => Self::Sarif,
            Some(_) | None => Self::Human,
        }
    }
}

/// GitHub shows ten errors of a step; the last one says how the run ended.
const MOST_ANNOTATIONS: usize = 9;

/// Prints one of the runs of a watch: errors have the screen to themselves, success is one line below what is there.
pub fn print_next(summary: &Summary, format: Format, had_failed: bool) {
    if matches!(format, Format::Json | Format::Github) {
        return print(summary, format);
    }
    if had_failed || !summary.is_success() {
        terminal::clear();
    }
    print_diagnostics(summary, format);
    if summary.is_success() && had_failed {
        terminal::out(&paint("the errors are gone", Colour::Green, terminal::out_has_colours()));
    }
    print_end(summary, format);
}

/// Says that a watch waits, and how to end it.
pub fn print_watching(files: usize, format: Format) {
    if matches!(format, Format::Human) {
        terminal::out(&format!("watching {}; Ctrl-C ends", counted(files, "file")));
    }
}

pub fn print(summary: &Summary, format: Format) {
    let has_colours = terminal::out_has_colours();
    let print_change: &dyn Fn(&Change) = match (format, summary.check) {
        (Format::Json, _) => return terminal::out(&object(summary).to_string()),
        (Format::Sarif, _) => return terminal::out(&sarif(summary)),
        (Format::Github, true) => &|change| terminal::out(&annotation(change, &summary.mend)),
        (Format::Github, false) | (Format::Human, _) => &|change| print_change(change, has_colours),
    };
    print_diagnostics(summary, format);
    if let (true, Some(report)) = (summary.lists_findings, &summary.diagnostics) {
        terminal::out(report.list(&summary.spec_prefix).trim_end());
    }
    let most = match (format, summary.check) {
        (Format::Github, true) => MOST_ANNOTATIONS,
        (Format::Github, false) | (Format::Human | Format::Json | Format::Sarif, _) => usize::MAX,
    };
    summary.changes.iter().take(most).for_each(print_change);
    if let more @ 1.. = summary.changes.len().saturating_sub(most) {
        terminal::out(&format!("… and {} more; GitHub shows no more of a step", counted(more, "file")));
    }
    print_end(summary, format);
}

fn print_diagnostics(summary: &Summary, format: Format) {
    let Some(report) = &summary.diagnostics else {
        return;
    };
    let text = match format {
        Format::Human => report.human(terminal::err_style(), &summary.spec_prefix),
        Format::Json | Format::Sarif => return,
        Format::Github => report.github(&summary.spec_prefix),
    };
    if !text.is_empty() {
        terminal::err(text.trim_end_matches('\n'));
    }
    if let (Format::Human, Some(hint)) = (format, hint(report)) {
        terminal::err(&format!("\n{hint}\n"));
    }
}

/// Where to read more, after messages for people: of the worst one.
pub fn hint(report: &Report) -> Option<String> {
    let worst = report.diagnostics().iter().min_by_key(|diagnostic| diagnostic.severity)?;
    Some(format!("`cargo xtask explain {}` says more", worst.code))
}

fn print_change(change: &Change, has_colours: bool) {
    let colour = match change.kind {
        "added" => Colour::Green,
        "removed" | "orphaned" | "missing" => Colour::Red,
        _ => Colour::Yellow,
    };
    terminal::out(&format!("  {} {}", paint(&format!("{:<8}", change.kind), colour, has_colours), change.path));
    for line in &change.detail {
        let line = match line.as_bytes().first() {
            Some(b'+') => paint(line, Colour::Green, has_colours),
            Some(b'-') => paint(line, Colour::Red, has_colours),
            Some(b'@') => paint(line, Colour::Cyan, has_colours),
            Some(_) | None => line.clone(),
        };
        terminal::out(&format!("    {line}"));
    }
}

fn print_end(summary: &Summary, format: Format) {
    for note in &summary.notes {
        terminal::err(&labelled("note", Colour::Cyan, note, format));
    }
    match failure(summary) {
        Some(reason) => terminal::err(&labelled("error", Colour::Red, &reason, format)),
        None => terminal::out(&success(summary)),
    }
}

/// A line that begins with a label, or an annotation.
pub fn labelled(label: &str, colour: Colour, text: &str, format: Format) -> String {
    match format {
        Format::Human | Format::Json | Format::Sarif => {
            let label = paint(label, colour, terminal::err_has_colours());
            format!("{label}: {text}")
        }
        Format::Github => {
            let label = if label == "note" { "notice" } else { label };
            format!("::{label}::{}", escaped(text))
        }
    }
}
