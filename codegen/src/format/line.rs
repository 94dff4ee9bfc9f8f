//! Tokens as a line of text, spaced as people write Rust. Must not know what the tokens say.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use std::fmt::{Display, Write};

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

/// One line.
pub fn line(tokens: TokenStream) -> String {
    let mut line = Line { text: String::new(), space: Space::None, in_arguments: false };
    line.print(tokens);
    line.text
}

/// What goes between what was printed last and what follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    /// Nothing.
    None,
    /// A space, if a name or a literal follows.
    Word,
    /// A space.
    Always,
}

struct Line {
    text: String,
    space: Space,
    /// Whether the arguments of a closure were opened.
    in_arguments: bool,
}

impl Line {
    fn print(&mut self, tokens: TokenStream) {
        let mut sign = String::new();
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Ident(ident) => self.word(&ident),
                TokenTree::Literal(literal) => self.word(&literal),
                TokenTree::Punct(punct) => {
                    let c = punct.as_char();
                    // What closes types stands by itself, and so does what opens a lifetime.
                    let ends = punct.spacing() == Spacing::Alone
                        || matches!(c, '<' | '&' | '\'' | '#')
                        || c == '>' && sign.is_empty();
                    sign.push(c);
                    if ends {
                        self.sign(&sign);
                        sign.clear();
                    }
                }
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let content = group.stream();
        let is_import = self.text.ends_with("::");
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            // Those of an import have no spaces inside.
            Delimiter::Brace if content.is_empty() || is_import => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        let is_block = group.delimiter() == Delimiter::Brace && !is_import;
        self.open(self.space == Space::Always || is_block && self.space == Space::Word);
        self.text.push_str(open);
        self.space = Space::None;
        self.print(content);
        self.text.push_str(close);
        self.space = Space::Word;
    }

    fn word(&mut self, word: &dyn Display) {
        self.open(self.space != Space::None);
        // A string takes everything.
        write!(self.text, "{word}").ok();
        self.space = Space::Word;
    }

    fn sign(&mut self, sign: &str) {
        let (before, after) = match sign {
            "," | ";" | ":" => (false, Space::Always),
            "->" | "=>" | "=" | "+" => (true, Space::Always),
            ">" | "?" => (false, Space::Word),
            "|" if self.in_arguments => (false, Space::Always),
            "|" | "&" | "-" | "\'" | "#" => {
                (self.space == Space::Always || self.space == Space::Word && sign != "-", Space::None)
            }
            _ => (self.space == Space::Always, Space::None),
        };
        if sign == "|" {
            self.in_arguments = !self.in_arguments;
        }
        self.open(before);
        self.text.push_str(sign);
        self.space = after;
    }

    fn open(&mut self, space: bool) {
        if space {
            self.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{line, without_argument_names};

    #[test]
    fn names_of_arguments_are_no_promise() {
        let check = |text: &str, promise: &str| {
            assert_eq!(line(without_argument_names(text.parse().unwrap())), promise);
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
            assert_eq!(line(text.parse().unwrap()), text);
        }
    }

    #[test]
    fn statements_read_as_people_write_them() {
        for text in [
            "self.body.get_or_insert_default().a = Some(apig_runtime::list(b));",
            "check.range(\"a b\", self.a.as_ref(), -5..=-1);",
            "check.number(\"\", Some(item), (Bound::Excluded(1.5), Bound::Unbounded));",
            "check.each(\"a\", Some(&self.a), |check, item| { item.validate(check); });",
            "let a: types::A<'_> = client.a([1, -2], vec![], ()).b(&c?.d).send().await?;",
            "#![allow(a, b::c)]",
            "#[serde(rename = \"a\", skip_serializing_if = \"Option::is_none\")]",
            "pub use a::{B, C};",
            "const A: &'static str = \"a\";",
            "impl From<&str> for A {}",
            "Waiter::absent(self.a(), |item| item.as_ref()?.b.as_deref(), 1..)",
            "200 => response.json().map(|()| A::B)",
        ] {
            assert_eq!(line(text.parse().unwrap()), text);
        }
    }
}
