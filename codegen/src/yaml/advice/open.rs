//! Finds quotes and brackets that are open at an offset. Reads roughly: well enough to point at one, never to decide.

use super::lines::line_start;

/// What was opened before an offset and is still open there.
#[derive(Default)]
pub struct OpenAt {
    /// A quote; also one that closes in the line of the offset.
    pub quote: Option<usize>,
    /// A bracket or brace.
    pub bracket: Option<usize>,
}

/// Reads quotes and brackets as far as `at`.
pub fn open_at(text: &str, at: usize) -> OpenAt {
    let noticed = line_start(text, at);
    let mut scan = Scan::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        if let (true, Some((opened, _))) = (start == noticed, scan.quote) {
            return OpenAt { quote: Some(opened), bracket: None };
        }
        scan.line(start, line, at);
        start += line.len();
    }
    OpenAt { quote: scan.quote.map(|(opened, _)| opened), bracket: scan.brackets.last().copied() }
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
        // Whether a value may start here, and the character before.
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
