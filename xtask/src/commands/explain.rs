//! Runs `cargo xtask explain`: says what a code means and why it matters, with an example. Knows the command line and
//! the look of an explanation. Must not know its words, which are the generator's.

use crate::terminal::{self, Colour, paint};
use apig_codegen::explain::{Category, Explanation, explain, explanations};
use apig_codegen::nearest;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::process::ExitCode;

const HELP: &str = "\
Examples:
  cargo xtask explain path-parameter
      what `error[path-parameter]` means, with an example of the mistake and one of the mend
  cargo xtask explain
      every code, in one line each: of messages, of the linter's rules, of changes that `diff` tells";

pub fn command() -> Command {
    Command::new("explain")
        .about("Says what the code of a message means, with an example")
        .after_help(HELP)
        .arg(Arg::new("id").value_name("CODE").help("The code in brackets, such as `unknown-keyword`"))
        .arg(
            Arg::new("list")
                .long("list")
                .action(ArgAction::SetTrue)
                .conflicts_with("id")
                .help("List all codes, as without CODE"),
        )
}

/// Explains one code, or lists them all.
pub fn run(matches: &ArgMatches) -> ExitCode {
    let Some(id) = matches.get_one::<String>("id") else {
        terminal::out(&list(terminal::out_has_colours()));
        return ExitCode::SUCCESS;
    };
    if let Some(explanation) = explain(id) {
        terminal::out(&text(&explanation, terminal::out_has_colours()));
        return ExitCode::SUCCESS;
    }
    terminal::error(&unknown(id));
    ExitCode::from(2)
}

fn list(has_colours: bool) -> String {
    let width = explanations().map(|(_, explanation)| explanation.id.len()).max().unwrap_or(0);
    let line = |Explanation { id, summary, .. }| {
        format!("  {}{}  {summary}", paint(id, Colour::Cyan, has_colours), " ".repeat(width - id.len()))
    };
    let section = |(title, kind): (&str, Category)| {
        let lines = explanations().filter(|(of, _)| *of == kind).map(|(_, explanation)| line(explanation));
        format!("{title}:\n{}", lines.collect::<Vec<_>>().join("\n"))
    };
    let sections = [
        ("Messages about documents", Category::Message),
        ("Rules of `cargo xtask lint`", Category::Rule),
        ("Changes that `cargo xtask diff` tells", Category::Change),
    ];
    sections.map(section).join("\n\n")
}

fn text(explanation: &Explanation, has_colours: bool) -> String {
    let Explanation { id, summary, rationale, bad, good } = explanation;
    let mut text = format!("{}: {summary}\n\n{rationale}", paint(id, Colour::Cyan, has_colours));
    for (name, example, colour) in [("Bad", bad, Colour::Red), ("Good", good, Colour::Green)] {
        if !example.is_empty() {
            let lines: Vec<String> = example.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect();
            text.push_str(&format!("\n\n{}:\n\n{}", paint(name, colour, has_colours), lines.join("\n")));
        }
    }
    text
}

fn unknown(id: &str) -> String {
    let id = terminal::printable(id);
    // `error[unknown-keyword]` is what one copies.
    let bare = id.rsplit('[').next().unwrap_or(&id).trim_end_matches(']').to_ascii_lowercase();
    let ids: Vec<&str> = explanations().map(|(_, explanation)| explanation.id).collect();
    let exact = ids.iter().find(|id| **id == bare).copied();
    match exact.or_else(|| nearest(&bare, ids.iter().copied())) {
        Some(suggestion) => format!("no code is called `{id}`; did you mean `cargo xtask explain {suggestion}`?"),
        None => format!("no code is called `{id}`; `cargo xtask explain` lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_comes_with_the_one_that_was_meant() {
        for (id, suggestion) in [
            ("unknown-keywords", "did you mean `cargo xtask explain unknown-keyword`?"),
            ("error[dangling-ref]", "did you mean `cargo xtask explain dangling-ref`?"),
            ("something else", "`cargo xtask explain` lists them all"),
            ("\u{1b}[31m", "`\u{fffd}[31m`"),
        ] {
            let message = unknown(id);
            assert!(message.contains(suggestion) && !message.contains('\u{1b}'), "{message}");
        }
    }

    #[test]
    fn an_explanation_is_plain_without_colours() {
        for (_, explanation) in explanations() {
            let plain = text(&explanation, false);
            assert!(plain.starts_with(&format!("{}: ", explanation.id)), "{plain}");
            assert!(!plain.contains('\u{1b}') && !plain.contains("```"), "{plain}");
            assert!(text(&explanation, true).contains('\u{1b}'));
        }
    }
}
