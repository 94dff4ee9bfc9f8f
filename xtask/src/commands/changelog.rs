//! Runs `cargo xtask changelog`: writes what users of the crate notice of a comparison into the changelog. Knows the command line and
//! where in the file it stands. Must not know how versions are compared.

use super::diff;
use crate::reading::paths;
use crate::terminal::{self, Colour, paint};
use crate::writing::file_replace::{Replacement, replace};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::fs;
use std::process::ExitCode;

const FILE: &str = "CHANGELOG.md";
/// What stands around the section, so that it is replaced the next time.
const START: &str = "<!-- From the spec, by `cargo xtask changelog --write`; what people wrote stands below. -->\n";
const END: &str = "<!-- end of what is from the spec -->\n";
/// Below this line it is put the first time.
const UNRELEASED: &str = "## [Unreleased]";

const HELP: &str = "\
Examples:
  cargo xtask changelog
      what users of the crate notice of the changes of the spec since the last release (a tag such as v0.1.0), or since HEAD left main
      if there is none, and what they do about it
  cargo xtask changelog --write
      the same, into CHANGELOG.md, in place of what it wrote there before; what people wrote stays
  cargo xtask changelog v0.1.0
      since a revision: a tag, a branch, a commit

Grouped: what compiles and does something else, what breaks, what went as announced, what is refused from now on, what is deprecated,
added, changed.";

pub fn command() -> Command {
    Command::new("changelog")
        .about("Writes what users of the crate notice of the spec's changes")
        .after_help(HELP)
        .arg(
            Arg::new("FROM").value_name("FROM").help(
                "Revision, document or folder to compare with [default: the last release, or where HEAD left main]",
            ),
        )
        .arg(
            Arg::new("write")
                .long("write")
                .action(ArgAction::SetTrue)
                .help("Write it into CHANGELOG.md, below `Unreleased`, instead of printing it"),
        )
        .arg(diff::today_argument())
}

pub fn run(matches: &ArgMatches) -> ExitCode {
    match changelog(matches) {
        Ok(said) => {
            terminal::out(&said);
            ExitCode::SUCCESS
        }
        Err(reason) => {
            terminal::error(&reason);
            ExitCode::FAILURE
        }
    }
}

/// What is printed: the section, or that it was written.
fn changelog(matches: &ArgMatches) -> Result<String, String> {
    let section = diff::changelog(matches)?;
    if !matches.get_flag("write") {
        return Ok(if section.is_empty() { "nothing that users of the crate notice".to_owned() } else { section });
    }
    let root = paths::workspace()?;
    let path = root.join(FILE);
    let before = fs::read_to_string(&path).map_err(|error| format!("cannot read {FILE}: {error}"))?;
    let after = placed(&before, &section)?;
    if before == after {
        return Ok(format!("{FILE} is up to date"));
    }
    let replacement = Replacement { path: FILE.as_ref(), before: Some(before.as_bytes()), after: after.as_bytes() };
    replace(&root, &[replacement])?;
    Ok(format!("  {} {FILE}", paint("changed", Colour::Green, terminal::out_has_colours())))
}

/// The file with the section in it.
fn placed(file: &str, section: &str) -> Result<String, String> {
    let block = if section.is_empty() { String::new() } else { format!("{START}\n{section}\n\n{END}\n") };
    if let Some((head, rest)) = file.split_once(START) {
        let (_, tail) = rest.split_once(END).ok_or_else(|| {
            format!(
                "{FILE} has the start of what is from the spec, and not its end: put `{}` behind it",
                END.trim_end()
            )
        })?;
        return Ok(format!("{head}{block}{}", tail.trim_start_matches('\n')));
    }
    let at = file.find(UNRELEASED).ok_or_else(|| format!("{FILE} has no section `{UNRELEASED}`: add it"))?;
    let (head, rest) = file.split_at(at);
    let (heading, tail) = rest.split_once('\n').unwrap_or((rest, ""));
    Ok(format!("{head}{heading}\n\n{block}{}", tail.trim_start_matches('\n')))
}

#[cfg(test)]
mod tests {
    use super::placed;

    #[test]
    fn it_is_put_below_unreleased_and_replaced_there() {
        let file = "# Changelog\n\n## [Unreleased] - ReleaseDate\n\n### Added\n\n- By hand.\n";
        let first = placed(file, "### Breaking\n\n- One.").unwrap();
        assert!(
            first.contains("ReleaseDate\n\n<!-- From") && first.ends_with("-->\n\n### Added\n\n- By hand.\n"),
            "{first}"
        );
        let second = placed(&first, "### Breaking\n\n- Two.").unwrap();
        assert_eq!(second, first.replace("One", "Two"));
        assert_eq!(placed(&second, "").unwrap(), file);
        assert!(placed("# Changelog\n", "x").unwrap_err().contains("## [Unreleased]"));
        assert!(
            placed(
                "<!-- From the spec, by `cargo xtask changelog --write`; what people wrote stands below. -->\n",
                "x"
            )
            .is_err()
        );
    }
}
