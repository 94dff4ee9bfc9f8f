//! Tokens as a line of text, spaced as people write Rust. Must not know what the tokens say.

use std::fmt::{Display, Write};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// A declaration with `_` for the names of arguments.
pub fn without_argument_names(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                TokenTree::Group(Group::new(Delimiter::Parenthesis, unnamed(group.stream())))
            }
            token => token,
        })
        .collect()
}

/// A list of arguments with `_` for their names: what stands at the beginning, or after a comma, and before a colon.
fn unnamed(arguments: TokenStream) -> TokenStream {
    let is_punct = |token: &TokenTree, sign| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign && punct.spacing() == Spacing::Alone);
    let mut tokens: Vec<TokenTree> = arguments.into_iter().collect();
    for at in 0..tokens.len() {
        let begins =
            at.checked_sub(1).is_none_or(|before| tokens.get(before).is_some_and(|token| is_punct(token, ',')));
        let is_name = begins && tokens.get(at + 1).is_some_and(|next| is_punct(next, ':'));
        if let Some(TokenTree::Ident(name)) = tokens.get_mut(at)
            && is_name
        {
            *name = Ident::new("_", name.span());
        }
    }
    tokens.into_iter().collect()
}

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
            TokenTree::Ident(ident) => word(&ident, line, last),
            TokenTree::Literal(literal) => word(&literal, line, last),
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

fn word(text: &dyn Display, line: &mut String, last: &mut Last) {
    space(line, *last != Last::Open);
    // A string takes everything.
    write!(line, "{text}").ok();
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
    fn names_of_arguments_are_no_promise() {
        let check = |text: &str, promise: &str| {
            assert_eq!(super::line(super::without_argument_names(text.parse().unwrap())), promise);
        };
        check(
            "pub fn a::Client::get(&self, id: impl Into<String>, of: a::types::Of, r#in: BTreeMap<String, a::B>) -> a::Get",
            "pub fn a::Client::get(&self, _: impl Into<String>, _: a::types::Of, _: BTreeMap<String, a::B>) -> a::Get",
        );
        check("pub a::types::Of::id: Option<a::B>", "pub a::types::Of::id: Option<a::B>");
        check("pub a::types::Of::Unknown(a::B)", "pub a::types::Of::Unknown(a::B)");
    }

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
