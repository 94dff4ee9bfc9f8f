//! Holds the command line of `cargo xtask diff`. Must not know what is done with it.

use super::outcome::FailOn;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  cargo xtask diff
      what the working tree changes, compared with the last release (a tag such as v0.1.0), or with where it left main if there is none
  cargo xtask diff v0.1.0
      compared with a revision: a tag, a branch, a commit
  cargo xtask diff v0.1.0 v0.2.0 --format markdown
      two revisions, as the text of a pull request or a release
  cargo xtask diff --format html > changes.html
      a page with both sides of each change, to read in a browser
  cargo xtask diff old.yaml new.yaml --fail-on any
      two documents, or two folders of them; exits with 1 if callers break
  cargo xtask diff --accept --reason \"The vendor has removed it.\"
      what breaks callers now is meant: spec/accepted.yaml says so from now on, and it fails no more

Each change has two verdicts. On the wire, for programs in any language: breaking, dangerous, compatible, documentation.
For programs that use the Rust crate: silent (they compile, and something else is sent or returned), major, dangerous (they
compile, and calls that worked are refused before anything is sent), minor, patch. `spec/CHANGES.md` has the reasons.

What is meant although it breaks callers stands in spec/accepted.yaml; kinds of changes that are not as bad here as spec/CHANGES.md says,
or worse, stand in spec/diff.yaml. An entry that accepts nothing is an error where --fail-on is given.

A break needs its version: --fail-on rust, any and dangerous fail, too, where Cargo.toml says less than what changed since the last release
asks for. What is added needs none before the release, unless the version is raised already.

A version with errors, of which no crate can be made, is compared on the wire as far as it can be read: operations with an error in
them, or in what they refer to, are listed as not compared. Whatever --fail-on asks for, such a NEW fails, and such an OLD does not:
nobody has a crate of it.

OLD and NEW are paths if they exist as such, and revisions of git otherwise.";

pub fn command() -> Command {
    let version = |name: &'static str, help: &'static str| Arg::new(name).value_name(name).help(help);
    Command::new("diff")
        .about("Says what changed in the spec, and what that does to callers")
        .after_help(HELP)
        .arg(version("OLD", "Revision, document or folder to compare with [default: the last release, or where HEAD left main]"))
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
            Arg::new("accept")
                .long("accept")
                .action(ArgAction::SetTrue)
                .requires("reason")
                .conflicts_with("format")
                .help("Accept what --fail-on would fail for, by default what breaks callers in any way: add it to spec/accepted.yaml"),
        )
        .arg(Arg::new("reason").long("reason").value_name("TEXT").requires("accept").help("Why it is meant").value_parser(sentence))
        .arg(
            Arg::new("accepted")
                .long("accepted")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("What is accepted [default: spec/accepted.yaml; none for other documents]"),
        )
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("How bad kinds of changes are [default: spec/diff.yaml; none for other documents]"),
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
        .arg(today())
}

/// The day by which announcements are judged.
pub fn today() -> Arg {
    Arg::new("today")
        .long("today")
        .value_name("DAY")
        .value_parser(super::today::typed)
        .help("The day by which it is judged whether what vanished was due: 2027-06-30 [default: this day]")
}

/// An address that can stand in a link of markdown.
fn address(typed: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%".contains(c);
    if typed.starts_with("https://") && typed.chars().all(is_plain) {
        return Ok(typed.trim_end_matches('/').to_owned());
    }
    Err("an address that begins with https:// and has no query is needed".to_owned())
}

/// A reason that says something.
fn sentence(typed: &str) -> Result<String, String> {
    let text = typed.trim();
    if text.is_empty() { Err("a sentence is needed".to_owned()) } else { Ok(text.to_owned()) }
}

/// What makes the run fail.
pub fn fail_on(matches: &ArgMatches) -> FailOn {
    match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("wire") => FailOn::Wire,
        Some("rust") => FailOn::Rust,
        Some("any") => FailOn::Any,
        Some("dangerous") => FailOn::Dangerous,
        Some(_) | None => FailOn::Never,
    }
}
