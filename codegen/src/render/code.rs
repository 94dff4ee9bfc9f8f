//! Holds code, the only text that a template may print. It is made of other code, of names that `lower` made, and of
//! words of this program; text from a specification becomes code only as a literal made here. Must not know what the
//! code means.

use crate::format::SEAM;
use crate::rust::Ident;
use minijinja::value::{Object, ObjectRepr, Value};
use proc_macro2::Literal;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// Rust source on one line, or on lines that [`SEAM`] joins: the only thing a template may print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code(String);

/// `code!("self.{} = {};", field, value)`: code out of pieces, each of which is a [`Piece`].
///
/// The template goes through `concat!`, so that it cannot name variables by itself: those are not looked at.
macro_rules! code {
    ($template:literal $(, $piece:expr)* $(,)?) => {
        $crate::render::code::Code::of(format_args!(concat!($template) $(, $crate::render::code::DisplayPiece(&$piece))*))
    };
}
pub(crate) use code;

/// What code may be made of. A `String` is not.
pub trait Piece {
    fn write(&self, out: &mut Formatter<'_>) -> fmt::Result;
}

/// A piece, to be formatted.
pub struct DisplayPiece<'a, T: ?Sized>(pub &'a T);

impl<T: Piece + ?Sized> Display for DisplayPiece<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.write(out)
    }
}

impl Piece for Code {
    fn write(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// `None` writes nothing.
impl<T: Piece> Piece for Option<T> {
    fn write(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |piece| piece.write(out))
    }
}

impl<T: Piece + ?Sized> Piece for &T {
    fn write(&self, out: &mut Formatter<'_>) -> fmt::Result {
        (**self).write(out)
    }
}

/// Names come from `lower::names`, which makes identifiers only; anything else would be a defect there, and no code.
impl Piece for Ident {
    fn write(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let is_word = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
        let is_name = self.plain().bytes().all(is_word) && !self.plain().starts_with(|c: char| c.is_ascii_digit());
        if is_name { out.write_str(&self.0) } else { write!(out, "{}", Literal::string(&self.0)) }
    }
}

/// A word that this program knows, or a number.
macro_rules! words {
    ($($ty:ty),*) => {
        $(impl Piece for $ty {
            fn write(&self, out: &mut Formatter<'_>) -> fmt::Result {
                write!(out, "{self}")
            }
        })*
    };
}

/// A word of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub &'static str);

impl Piece for Word {
    fn write(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

words!(bool, i64, i128, u16, u64, Literal);

impl Code {
    /// What [`code!`] makes.
    pub fn of(pieces: fmt::Arguments<'_>) -> Self {
        Self(fmt::format(pieces))
    }

    /// Pieces with something between them.
    pub fn list(pieces: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut pieces = pieces.into_iter();
        let mut list = pieces.next().unwrap_or_default();
        for piece in pieces {
            list.0.push_str(between);
            list.0.push_str(&piece.0);
        }
        list
    }

    /// A declaration of a template as the list of public items has it: on one line, without the path to the runtime.
    pub fn of_template(text: &'static str, output: &Self) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let line = words.join(" ").replace("( ", "(").replace(", )", ")").replace("{{ runtime }}::", "");
        Self(line.replace("{{ output }}", output.as_str()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl Object for Code {
    /// Code counts as present even where it is empty: a template tests whether it is there, not its text.
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Code> for Value {
    fn from(code: Code) -> Self {
        Self::from_object(code)
    }
}

impl From<&Ident> for Code {
    fn from(ident: &Ident) -> Self {
        code!("{}", ident)
    }
}

/// Documentation of the item that follows, and its attributes: a line each, so that no text can break out of it.
pub fn documented(docs: &[String], attributes: impl IntoIterator<Item = Code>) -> Code {
    let mut lines = comments("///", docs);
    attributes.into_iter().for_each(|attribute| end(&mut lines, &attribute.0));
    closed(lines)
}

/// Documentation of the file.
pub fn inner_docs(docs: &[String]) -> Code {
    closed(comments("//!", docs))
}

/// Lines of documentation.
fn comments(mark: &str, docs: &[String]) -> String {
    let mut lines = String::with_capacity(docs.iter().map(|line| mark.len() + line.len() + 2).sum());
    for text in docs {
        lines.push_str(mark);
        let text = text.trim_end_matches(' ');
        if !text.is_empty() {
            lines.push(' ');
        }
        // `lower` left no control characters; any other would end the comment.
        lines.extend(text.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }));
        lines.push(SEAM);
    }
    lines
}

fn end(lines: &mut String, line: &str) {
    lines.push_str(line);
    lines.push(SEAM);
}

/// A piece of several lines; one of none takes the line with it that it is alone on.
fn closed(mut lines: String) -> Code {
    lines.push(SEAM);
    Code(lines)
}

/// A string literal.
pub fn string(text: &str) -> Code {
    Code(Literal::string(text).to_string())
}

/// A string literal without escapes, where the text can be read that way.
pub fn raw_string(text: &str) -> Code {
    // Nothing in it ends such a literal, and nothing is a control character.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("\"#");
    if is_plain { Code(format!("r#\"{text}\"#")) } else { string(text) }
}

/// A number as an expression.
pub fn integer(integer: impl Into<i128>) -> Code {
    code!("{}", integer.into())
}

/// A number as an expression.
pub fn float(float: f64) -> Code {
    let sign = if float.is_sign_negative() { "-" } else { "" };
    code!("{}{}", Word(sign), Literal::f64_unsuffixed(float.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text is one literal, which says the same.
    fn says(code: &Code, text: &str) {
        let tokens: Vec<_> = code.0.parse::<proc_macro2::TokenStream>().unwrap().into_iter().collect();
        assert_eq!(tokens.len(), 1, "{}", code.0);
        assert_eq!(syn::parse_str::<syn::LitStr>(&code.0).unwrap().value(), text);
        assert!(!code.0.contains(SEAM) && !code.0.contains('\n'), "{}", code.0);
    }

    #[test]
    fn literals_say_what_the_text_says_and_nothing_else() {
        for text in [
            "",
            "a",
            "\"",
            "\\",
            "\\\"",
            "a\"; panic!(); \"",
            "\"#; panic!(); r#\"",
            "r#\"a\"#",
            "'\u{b}\u{0}\n\r\t",
            "é\u{202e}\u{2028}\u{fffd}",
            "{}{{ a }}{% b %}",
            "*/ // /*",
            "a\\u{41}",
        ] {
            says(&string(text), text);
            says(&raw_string(text), text);
        }
    }

    #[test]
    fn what_is_no_name_is_a_literal() {
        for name in ["a", "A1", "_a", "r#type"] {
            assert_eq!(code!("{}", Ident(name.to_owned())).as_str(), name);
        }
        for name in ["1a", "a b", "a;b", "a::b", "é"] {
            says(&code!("{}", Ident(name.to_owned())), name);
        }
    }

    #[test]
    fn no_documentation_leaves_its_lines() {
        let docs = ["a\nb\u{b}c", "", "  ", " d  "].map(str::to_owned);
        let seam = SEAM;
        assert_eq!(
            documented(&docs, [code!("#[deprecated]")]).as_str(),
            format!("/// a b c{seam}///{seam}///{seam}///  d{seam}#[deprecated]{seam}{seam}")
        );
    }
}
