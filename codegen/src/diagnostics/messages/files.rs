//! Messages about files that cannot be read, or hold nothing to read.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// The root document, or a file that a `$ref` names, cannot be read.
pub fn unreadable_file(span: Span, path: &str, reason: &str, suggestion: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error("unreadable-file", span, format!("cannot read `{path}`: {reason}"))
        .help("paths are relative to the file that names them, with `/` between folders");
    match suggestion {
        Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")).patch(span, suggestion),
        None => diagnostic,
    }
}

/// Bytes that are no UTF-8.
pub fn not_utf8(span: Span, at: usize, byte: u8) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("not-utf8", span, format!("the file is not UTF-8: byte {} starts no character", at + 1))
            .label("the last readable character")
            .help("save the file as UTF-8");
    match byte {
        0x91 | 0x92 => {
            diagnostic.help("the byte after it is a typographic `'` of Windows-1252, as copied from a document")
        }
        0x93 | 0x94 => {
            diagnostic.help("the byte after it is a typographic `\"` of Windows-1252, as copied from a document")
        }
        0x96 | 0x97 => diagnostic.help("the byte after it is a dash of Windows-1252, as copied from a document"),
        0xa0 => diagnostic.help("the byte after it is a no-break space of Windows-1252, as copied from a document"),
        _ => diagnostic,
    }
}

/// A file without a document.
pub fn empty_file(span: Span) -> Diagnostic {
    Diagnostic::error("empty-file", span, "the file is empty")
        .help("a document starts with `openapi: 3.0.3`; spec/README.md shows the rest")
}

/// More than one YAML document in a file.
pub fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::error("several-documents", span, "the file holds more than one YAML document")
        .label("the second one starts here")
        .help("put each into a file of its own")
}
