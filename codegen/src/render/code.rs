//! Code: text of tokens that a template may print. Text from a specification gets into code only as a literal made here.

use crate::format::{SEAM, line};
use minijinja::value::{Object, ObjectRepr, Value};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use std::fmt;
use std::sync::Arc;

/// Rust source, lexed already, on lines that [`SEAM`] joins: the only thing a template may print.
#[derive(Debug)]
pub struct Code(String);

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Object for Code {
    /// Code is code even where it is empty: a template asks whether it is there, not what it says.
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Tokens as a value for a template, on one line.
pub fn code(tokens: impl ToTokens) -> Value {
    Value::from_object(Code(line(tokens.into_token_stream())))
}

/// Documentation of the item that follows, and its attributes, where they are not empty: a line each, so that no text can
/// break out of it.
pub fn documented(docs: &[String], attributes: impl IntoIterator<Item = TokenStream>) -> Value {
    let attributes = attributes.into_iter().filter(|attribute| !attribute.is_empty()).map(line);
    lines(docs.iter().map(|text| comment("///", text)).chain(attributes))
}

/// Documentation of the file.
pub fn inner_docs(docs: &[String]) -> Value {
    lines(docs.iter().map(|text| comment("//!", text)))
}

/// A line of documentation.
fn comment(mark: &str, text: &str) -> String {
    // `lower` left no control characters; any other would end the comment.
    let text = text.replace(|c: char| c.is_control() && c != '\t', " ");
    let space = if text.is_empty() { "" } else { " " };
    format!("{mark}{space}{}", text.trim_end_matches(' '))
}

/// A piece of several lines; one of none takes the line with it that it is alone on.
fn lines(lines: impl Iterator<Item = String>) -> Value {
    let seam = SEAM.to_string();
    Value::from_object(Code(lines.flat_map(|line| [line, seam.clone()]).collect::<String>() + &seam))
}

/// A string literal.
pub fn string(text: &str) -> Literal {
    Literal::string(text)
}

/// A string literal without escapes, where the text can be read that way.
pub fn raw_string(text: &str) -> Literal {
    let plain = text.chars().all(|c| matches!(c, ' '..='~')) && !text.contains("\"#");
    // Not joined to other code: what does not come back as one literal is escaped as usual.
    let raw = plain.then(|| format!("r#\"{text}\"#").parse().ok()).flatten();
    raw.unwrap_or_else(|| string(text))
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

impl ToTokens for crate::rust::Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // Names come from `lower::names`, which makes identifiers only; anything else would be a defect there.
        let is_plain = self.0.starts_with(|c: char| c.is_ascii_alphabetic()) && self.0.bytes().all(is_word);
        if is_plain {
            // Not lexed: a file has hundreds.
            return tokens.append(proc_macro2::Ident::new(&self.0, Span::call_site()));
        }
        match self.0.parse::<TokenStream>() {
            Ok(ident) => tokens.extend(ident),
            Err(_) => string(&self.0).to_tokens(tokens),
        }
    }
}
