//! A file in pieces that stand by themselves: one that is as it was need not be formatted again. Must not know what the
//! code means, nor how it is formatted.

use std::sync::Arc;

/// Top-level items as a template left them, and formatted.
#[derive(Clone, Debug)]
pub struct Piece {
    raw: Arc<str>,
    text: Arc<str>,
}

/// Formats a file; pieces that are `known` are taken from there. Nothing else than formatting it as a whole, because it is
/// only taken apart between items that a blank line separates.
pub fn format(
    raw: &str,
    known: &[Piece],
    format: impl Fn(&str) -> Result<String, String>,
) -> Result<Vec<Piece>, String> {
    let piece = |raw: &str| Ok::<_, String>(Piece { raw: raw.into(), text: format(raw)?.into() });
    let pieces = split(raw).into_iter().enumerate().map(|(at, part)| {
        let piece = known.iter().find(|known| *known.raw == *part).cloned().or_else(|| piece(part).ok())?;
        // What says something of the file stands at its start.
        let is_of_file = ["//!", "#!["].iter().any(|start| piece.text.starts_with(start));
        (at == 0 || !is_of_file).then_some(piece)
    });
    // The seams were guessed; where that was wrong, a piece is no file.
    pieces.collect::<Option<_>>().map_or_else(|| Ok(vec![piece(raw)?]), Ok)
}

/// The file that they are.
pub fn join(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| &*piece.text).collect::<Vec<_>>().join("\n")
}

/// Takes a file apart after each line that ends with the brace that closes an item.
fn split(raw: &str) -> Vec<&str> {
    let (mut parts, mut start, mut end, mut depth) = (Vec::new(), 0, 0, 0);
    for line in raw.split_inclusive('\n') {
        end += line.len();
        depth = depth_after(line, depth);
        if depth == 0 && line.trim_end().ends_with('}') {
            parts.extend(raw.get(start..end));
            start = end;
        }
    }
    parts.extend(raw.get(start..).filter(|rest| !rest.trim().is_empty()));
    parts
}

/// How many braces are open after a line, if texts end in the line in which they begin.
fn depth_after(line: &str, mut depth: usize) -> usize {
    if !line.contains('{') && !line.contains('}') || line.trim_start().starts_with("//") {
        return depth;
    }
    let (mut bytes, mut is_text) = (line.bytes(), false);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_text = !is_text,
            b'\\' if is_text => drop(bytes.next()),
            b'{' if !is_text => depth += 1,
            b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails where a piece is not what a whole file can be; counts what is formatted.
    fn formatted(raw: &str, known: &[Piece]) -> (Vec<Piece>, usize) {
        let count = std::cell::Cell::new(0);
        let pieces = format(raw, known, |raw| {
            count.set(count.get() + 1);
            crate::format::file(raw)
        });
        (pieces.unwrap_or_default(), count.get())
    }

    #[test]
    fn pieces_are_what_the_whole_is() {
        for (raw, pieces) in [
            ("", 0),
            ("use a::b;\n", 1),
            ("//! Docs.\nuse a::b; use c::{d};\nstruct A {\n}\nimpl A {\nfn b() {\n}\n}\n", 2),
            ("struct A {\n}\n\n\nuse a::b;\nmod c;\npub use d::e;\n", 2),
            ("/// A { \"brace.\nstruct A {\n}\n#[doc = \" } \\\" }\"]\nstruct B;", 2),
            ("mod a {\nconst B: char = '}';\nstruct C {\n}\n}\nstruct D {\n}\n", 1),
            ("const A: &str = \"\n{ {\";\nstruct B {\n}\nstruct C {\n}\n", 1),
        ] {
            let (found, _) = formatted(raw, &[]);
            assert_eq!(join(&found), crate::format::file(raw).unwrap_or_default(), "{raw}");
            assert_eq!(found.len(), pieces, "{raw}");
        }
    }

    #[test]
    fn a_piece_that_is_known_is_not_formatted_again() {
        let raw = "use a::b;\nstruct A {\n}\nstruct B {\n}\nstruct C {\n}\n";
        let (known, all) = formatted(raw, &[]);
        assert_eq!(all, 3);
        let changed = raw.replace("struct B", "/// Docs.\nstruct B");
        let (found, some) = formatted(&changed, &known);
        assert_eq!((join(&found), some), (crate::format::file(&changed).unwrap_or_default(), 1));
    }

    #[test]
    fn what_is_wrong_is_told_of_the_whole() {
        let raw = "struct A {\n}\nstruct B {\n;\n}\n";
        let whole = crate::format::file(raw).err();
        assert!(whole.is_some());
        assert_eq!(format(raw, &[], crate::format::file).err(), whole);
        // What opens a file does so nowhere else.
        assert!(format("struct A {\n}\n#![allow(a)]\nstruct B;\n", &[], crate::format::file).is_err());
    }
}
