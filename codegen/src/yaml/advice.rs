//! What to say of text that is no YAML: where the mistake is rather than where the parser noticed it, and what to do.
//! Knows the slips that people make; must not know OpenAPI.

use crate::diagnostics::{Diagnostic, messages};
use crate::source::{FileId, Span};
use granit_parser::{ErrorKind, ScanError};

/// The message for what the parser says.
pub fn of(file: FileId, text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let place = |start: usize, end: usize| Span { file, start, end };
    let noticed = place(at, at);
    let speaks_of_tabs = matches!(
        error.kind(),
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    if let Some(tab) = tab_in_indentation(text, at, if speaks_of_tabs { 2 } else { 1 }) {
        return messages::yaml_syntax(place(tab, tab + 1), "a tab in the indentation")
            .help("indent with spaces; YAML allows no tabs here");
    }
    let open = open_at(text, at);
    let line = line_start(text, at);
    if let Some(quote) = open.quote
        && line_start(text, quote) < line
    {
        return messages::yaml_syntax(place(quote, quote + 1), "a quote that opens here is not closed on its line")
            .and(noticed, "so the text after it makes no sense")
            .help("close the quote, or write it twice if it belongs to the text");
    }
    let (reason, help) = words(error, text.get(line..).and_then(|rest| rest.lines().next()).unwrap_or_default());
    let diagnostic = messages::yaml_syntax(noticed, &reason);
    match open.bracket {
        Some(bracket) if line_start(text, bracket) < line => diagnostic
            .and(place(bracket, bracket + 1), "this is not closed before it")
            .help("close it, or mend what it holds"),
        Some(_) | None => diagnostic.help(help),
    }
}

/// The parser's words, or better ones, and what to do.
fn words(error: &ScanError, line: &str) -> (String, &'static str) {
    let own = |reason: &str, help: &'static str| (reason.to_owned(), help);
    match error.kind() {
        _ if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) => {
            own("a mark that git leaves at a conflict", "choose one of the two sides, and remove the marks")
        }
        ErrorKind::MappingValueNotAllowed if line.matches(": ").count() > 1 => {
            own("a second `: ` in the line", "put text that holds `: ` into quotes")
        }
        ErrorKind::MappingValueNotAllowed => own(
            "a `:` where no map can be",
            "the line is indented too far, or the one above lacks its `:` or the space after its `-`",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            own("a name without a value", "write `name: value`, with a space after the colon")
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => own(
            "the indentation fits no line above",
            "indent it like the other names of its map: compare with the lines above",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            own("text after the closing quote", "inside of single quotes, `'` is written `''`")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            own("text after the closing quote", "inside of double quotes, `\"` is written `\\\"`")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            own("an escape that YAML does not know", "write `\\\\` for a backslash, or use single quotes")
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => (
            format!("YAML does not allow the character {character:?}"),
            "remove it, or write it as an escape in double quotes",
        ),
        ErrorKind::UnexpectedCharacter { character } => {
            (format!("text cannot start with {character:?}"), "put the text into quotes")
        }
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnclosedQuotedScalar => {
            (error.info(), "close it, or put the text into quotes")
        }
        _ => (error.info(), "look at the indentation, brackets and quotes of this line and of the ones above"),
    }
}

/// A tab among the spaces that the line of `at` starts with, or the line after it; or near it, if the parser says so.
fn tab_in_indentation(text: &str, at: usize, lines: usize) -> Option<usize> {
    let mut start = line_start(text, at);
    for line in text.get(start..)?.split_inclusive('\n').take(lines) {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line.get(..indentation).and_then(|blanks| blanks.find('\t')) {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1)
}

/// What was opened before a place and is still open there.
#[derive(Default)]
struct Open {
    /// A quote; also one that closes in the line of the place.
    quote: Option<usize>,
    /// A bracket or brace.
    bracket: Option<usize>,
}

/// Reads quotes and brackets as far as `at`, roughly: well enough to point at one, never to decide.
fn open_at(text: &str, at: usize) -> Open {
    let noticed = line_start(text, at);
    let mut scan = Scan::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        if let (true, Some((opened, _))) = (start == noticed, scan.quote) {
            return Open { quote: Some(opened), bracket: None };
        }
        scan.line(start, line, at);
        start += line.len();
    }
    Open { quote: None, bracket: scan.brackets.last().copied() }
}

#[derive(Default)]
struct Scan {
    quote: Option<(usize, char)>,
    brackets: Vec<usize>,
    /// Inside of a `|` or `>` text: the indentation of the line that began it.
    block: Option<usize>,
}

impl Scan {
    fn line(&mut self, start: usize, line: &str, at: usize) {
        let indentation = line.len() - line.trim_start_matches(' ').len();
        if self.quote.is_none() && self.block.is_some_and(|block| indentation > block || line.trim().is_empty()) {
            return;
        }
        self.block = None;
        // Whether a value may start here, and what stands before.
        let (mut fresh, mut before) = (true, ' ');
        let mut characters = line.char_indices().peekable();
        while let Some((offset, c)) = characters.next() {
            if start + offset >= at {
                return;
            }
            if let Some((_, mark)) = self.quote {
                let doubled = c == '\'' && mark == c && characters.peek().is_some_and(|(_, next)| *next == c);
                if doubled || c == '\\' && mark == '"' {
                    characters.next();
                } else if c == mark {
                    self.quote = None;
                }
                (fresh, before) = (false, c);
                continue;
            }
            match c {
                '\'' | '"' if fresh => self.quote = Some((start + offset, c)),
                '[' | '{' if fresh => self.brackets.push(start + offset),
                ']' | '}' => drop(self.brackets.pop()),
                '#' if before.is_whitespace() => return,
                '|' | '>' if fresh && self.brackets.is_empty() => {
                    self.block = Some(indentation);
                    return;
                }
                _ => {}
            }
            let in_flow = !self.brackets.is_empty() && matches!(c, '[' | '{' | ',' | ':');
            fresh = in_flow || c == ' ' && (fresh || matches!(before, ':' | '-' | '?'));
            before = c;
        }
    }
}
