//! Files, and places in them: turns byte offsets into lines and columns. Knows text; must not know YAML or OpenAPI.

/// One of the files that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of text in a file, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place as people name it: both numbers start at 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

#[derive(Debug)]
struct File {
    path: String,
    text: String,
    /// Byte offset at which each line starts.
    lines: Vec<usize>,
}

/// All files that were read, so that a [`Span`] can be shown.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<File>,
}

impl Sources {
    /// Takes a file in. A byte order mark is dropped here, so that offsets count from the first real character.
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(File { path: path.to_owned(), text, lines });
        id
    }

    fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// The path as it was asked for, relative to the spec root.
    pub fn path(&self, id: FileId) -> &str {
        self.file(id).map_or("", |file| &file.path)
    }

    /// The whole text.
    pub fn text(&self, id: FileId) -> &str {
        self.file(id).map_or("", |file| &file.text)
    }

    /// Line and column of a byte offset.
    pub fn position(&self, id: FileId, offset: usize) -> Position {
        let Some(file) = self.file(id) else { return Position { line: 1, column: 1 } };
        let line = file.lines.partition_point(|start| *start <= offset).max(1);
        let start = file.lines.get(line - 1).copied().unwrap_or(0);
        let column = file.text.get(start..offset).map_or(0, |before| before.chars().count()) + 1;
        Position { line, column }
    }

    /// The byte offset of a line and column as other parsers report them (both from 1, column in characters).
    pub fn offset(&self, id: FileId, line: usize, column: usize) -> usize {
        let Some(file) = self.file(id) else { return 0 };
        let Some(start) = file.lines.get(line.saturating_sub(1)).copied() else { return file.text.len() };
        let rest = file.text.get(start..).unwrap_or("");
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }

    /// Makes an empty span wide enough to be seen: up to the end of its line.
    pub fn visible(&self, span: Span) -> Span {
        let text = self.text(span.file);
        let start = span.start.min(text.len());
        if span.end > start {
            return Span { start, end: span.end.min(text.len()), ..span };
        }
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("").trim_end();
        Span { start, end: start + line.len(), ..span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_lines_and_columns_and_back() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "\u{feff}ab\r\nç d\n");
        for (offset, line, column) in [(0, 1, 1), (1, 1, 2), (4, 2, 1), (6, 2, 2), (7, 2, 3), (9, 3, 1)] {
            assert_eq!(sources.position(file, offset), Position { line, column }, "offset {offset}");
            assert_eq!(sources.offset(file, line, column), offset, "{line}:{column}");
        }
    }
}
