//! Tokens as a line of text, spaced as people write Rust. Must not know what the tokens say.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What was printed last, as far as it decides on the space that follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Something that nothing has to be kept apart from.
    Open,
    /// A name or a literal.
    Word,
    /// Something that a space follows.
    Spaced,
}

/// One line.
pub fn line(tokens: TokenStream) -> String {
    let mut line = String::new();
    print(tokens, &mut line, &mut Last::Open);
    line
}

fn print(tokens: TokenStream, line: &mut String, last: &mut Last) {
    let mut before = None;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                space(line, *last == Last::Spaced);
                line.push_str(open);
                *last = Last::Open;
                print(group.stream(), line, last);
                line.push_str(close);
                *last = if group.delimiter() == Delimiter::Bracket { Last::Spaced } else { Last::Word };
            }
            TokenTree::Ident(ident) => word(&ident.to_string(), line, last),
            TokenTree::Literal(literal) => word(&literal.to_string(), line, last),
            TokenTree::Punct(punct) => {
                let sign = punct.as_char();
                let joint = punct.spacing() == Spacing::Joint;
                *last = match (sign, before) {
                    ('>', Some('-')) => after(" ->", 1, line),
                    ('-', _) if joint => after("-", 0, line),
                    ('=' | '+', _) => after(&format!(" {sign}"), 0, line),
                    (',', _) => after(",", 0, line),
                    (':', Some(':')) => {
                        line.push(sign);
                        Last::Open
                    }
                    (':', _) if !joint => after(":", 0, line),
                    ('>', _) => {
                        line.push(sign);
                        Last::Word
                    }
                    ('&' | '\'' | '#', _) => {
                        space(line, *last != Last::Open && !line.ends_with('<'));
                        line.push(sign);
                        Last::Open
                    }
                    _ => {
                        line.push(sign);
                        Last::Open
                    }
                };
                before = joint.then_some(sign);
                continue;
            }
        }
        before = None;
    }
}

/// Prints a sign in the place of the last `replaced` characters, and asks for a space.
fn after(sign: &str, replaced: usize, line: &mut String) -> Last {
    line.truncate(line.len().saturating_sub(replaced));
    line.push_str(sign);
    Last::Spaced
}

fn word(text: &str, line: &mut String, last: &mut Last) {
    space(line, *last != Last::Open);
    line.push_str(text);
    *last = Last::Word;
}

fn space(line: &mut String, wanted: bool) {
    if wanted {
        line.push(' ');
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_read_as_people_write_them() {
        for text in [
            "pub async fn apig::Call::send(self) -> Result<(apig::types::Answer, Response), Error>",
            "pub fn apig::Client::new(&self, id: impl Into<String>, all: impl IntoIterator<Item = (impl Into<String>, i32)>) -> Self",
            "#[deprecated] #[non_exhaustive] pub struct apig::types::r#type",
            "impl Deserialize<'_> for apig::types::Unit",
            "impl From<&str> for apig::types::Unit",
            "pub apig::types::Unit::all: BTreeMap<String, Option<Vec<Nullable<i64>>>>",
            "pub apig::types::Unit::Unknown(String)",
            "pub fn apig::Client::endpoint(&self) -> Result<&str, Error>",
            "impl IntoFuture<Output = Result<(), Error>, IntoFuture = Sending<()>> for apig::Call",
        ] {
            assert_eq!(super::line(text.parse().unwrap()), text);
        }
    }
}
