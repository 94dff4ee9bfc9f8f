//! Writes to standard output and standard error: the only module that prints. Must not know what is printed.

use apig_codegen::Style;
use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};

/// Prints one line, or several, to standard output. Who has closed the pipe wants no more, and no complaint either.
pub fn out(text: &str) {
    writeln!(io::stdout().lock(), "{text}").ok();
}

/// The same for standard error, where commands are named as this one was called.
pub fn err(text: &str) {
    writeln!(io::stderr().lock(), "{}", as_called(text)).ok();
}

/// How this command was called: by cargo, in the project, or by itself where it was installed.
pub fn called() -> &'static str {
    if is_of_cargo() { "cargo xtask" } else { "oaswright" }
}

/// Whether cargo runs this command, or its tests.
pub fn is_of_cargo() -> bool {
    std::env::var_os("CARGO_PKG_NAME").is_some_and(|package| package == env!("CARGO_PKG_NAME"))
}

/// Text of ours that names commands, each as this one was called.
pub fn as_called(text: &str) -> Cow<'_, str> {
    match called() {
        "cargo xtask" => Cow::Borrowed(text),
        called => Cow::Owned(text.replace("cargo xtask", called)),
    }
}

/// Empties the screen, if there is one.
pub fn clear() {
    let is_screen = io::stdout().is_terminal() && io::stderr().is_terminal();
    if is_screen && std::env::var_os("TERM").is_none_or(|term| term != "dumb") {
        let mut out = io::stdout().lock();
        write!(out, "\u{1b}[2J\u{1b}[H").and_then(|()| out.flush()).ok();
    }
}

/// Prints why a run ended early to standard error.
pub fn error(reason: &str) {
    err(&format!("{}: {reason}", paint("error", Colour::Red, err_has_colours())));
}

/// How reports look on standard error.
pub fn err_style() -> Style {
    if err_has_colours() { Style::Colour } else { Style::Plain }
}

/// Whether standard output shows colours.
pub fn out_has_colours() -> bool {
    io::stdout().is_terminal() && colours_are_wanted()
}

/// Whether standard error shows colours.
pub fn err_has_colours() -> bool {
    io::stderr().is_terminal() && colours_are_wanted()
}

/// <https://no-color.org>: set and not empty means no.
fn colours_are_wanted() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

#[derive(Clone, Copy)]
pub enum Colour {
    Red,
    Green,
    Yellow,
    Cyan,
}

/// Paints `text`, or leaves it as it is.
pub fn paint(text: &str, colour: Colour, has_colours: bool) -> String {
    let code = match colour {
        Colour::Red => 31,
        Colour::Green => 32,
        Colour::Yellow => 33,
        Colour::Cyan => 36,
    };
    if has_colours { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Text from the disk (names of files, their lines) must not steer the terminal.
pub fn printable(text: &str) -> String {
    let acts = |c: char| c.is_control() && c != '\n' && c != '\t' || apig_codegen::is_bidi(c);
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// A path or word as a shell reads it.
pub fn quoted(text: &OsStr) -> String {
    let text = printable(&text.to_string_lossy());
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:@%+,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_codes_from_the_disk_are_defused() {
        assert_eq!(printable("a\u{1b}[31mb\r\n\tc\u{202e}"), "a\u{fffd}[31mb\u{fffd}\n\tc\u{fffd}");
    }

    #[test]
    fn commands_can_be_pasted() {
        let check = |text: &str| quoted(text.as_ref());
        assert_eq!(check("../a-b_c.yaml"), "../a-b_c.yaml");
        assert_eq!(check("my api.yaml"), "'my api.yaml'");
        assert_eq!(check("it's"), r"'it'\''s'");
    }

    #[test]
    fn paint_is_plain_without_colours() {
        assert_eq!(paint("x", Colour::Red, false), "x");
        assert_eq!(paint("x", Colour::Red, true), "\u{1b}[31mx\u{1b}[0m");
    }
}
