//! Stores files, and turns byte offsets into lines and columns. Knows text. Must not know YAML or OpenAPI.

mod places;

pub use places::Places;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// One of the files that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a file.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// On one line, so that a dump of a model can leave it out.
impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Span({}:{}..{})", self.file.0, self.start, self.end)
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A position as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A text.
#[derive(Debug)]
pub struct File {
    path: String,
    text: String,
    /// Made for the first message about it: most files have none.
    index: OnceLock<Index>,
}

/// What turns offsets into lines and columns.
#[derive(Debug)]
struct Index {
    /// Byte offset at which each line starts.
    lines: Vec<usize>,
    /// How many characters start before each [`BLOCK`], so that a column is counted at once even in a line of megabytes.
    characters: Vec<usize>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 256;

/// A mark on the text need not be longer, in bytes.
const LONGEST_MARK: usize = 300;

impl Index {
    fn of(text: &str) -> Self {
        let lines = std::iter::once(0).chain(ends_of_lines(text)).collect();
        let mut before = 0;
        let count = |block: &[u8]| {
            let here = before;
            before += starts(block);
            here
        };
        let mut characters: Vec<usize> = text.as_bytes().chunks(BLOCK).map(count).collect();
        characters.push(before);
        Self { lines, characters }
    }
}

impl File {
    fn new(path: &str, text: String) -> Self {
        Self { path: path.to_owned(), text, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.text))
    }

    /// How many characters start before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.index().characters.get(block).copied().unwrap_or(0) + starts(rest)
    }
}

/// A text without its byte order mark.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Where lines end: after `\n`, and after a `\r` alone, which is a line's end to YAML.
fn ends_of_lines(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = |(at, byte): (usize, &u8)| {
        let ends = *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        ends.then_some(at + 1)
    };
    bytes.iter().enumerate().filter_map(ends)
}

/// How many of these bytes start a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// All files that were read, so that a [`Span`] can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<FileId, Arc<File>>,
    /// The least number of a file.
    first: u32,
    /// Those that do not lie below the spec root.
    outside: BTreeSet<FileId>,
}

impl Sources {
    /// None yet. Their numbers will be others than those of [`Sources::default`], which can be [`joined`](Self::join) then.
    pub fn apart() -> Self {
        Self { first: 1 << 31, ..Self::default() }
    }

    /// Takes in all files of the default numbers.
    pub fn join(&mut self, other: &Self) {
        self.files.extend(other.files.iter().map(|(id, file)| (*id, Arc::clone(file))));
        self.outside.extend(&other.outside);
    }

    /// Adds a file. A byte order mark is dropped here, so that offsets count from the first real character.
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        self.add_again(Arc::new(File::new(path, without_mark(text).to_owned())))
    }

    /// Whether a file was read from these bytes.
    pub fn is(&self, id: FileId, bytes: &[u8]) -> bool {
        std::str::from_utf8(bytes).is_ok_and(|text| without_mark(text) == self.text(id))
    }

    /// Adds a file that need not lie below the spec root: its path is shown as it is.
    pub fn add_outside(&mut self, path: &str, text: &str) -> FileId {
        let id = self.add(path, text);
        self.outside.insert(id);
        id
    }

    /// The path as it is shown, with the spec root before it.
    pub fn shown_path(&self, id: FileId, spec_root: &str) -> String {
        let root = if self.outside.contains(&id) { "" } else { spec_root };
        format!("{root}{}", self.path(id))
    }

    /// Takes in a file that was [`added`](Self::add) elsewhere.
    pub fn add_again(&mut self, file: Arc<File>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX).saturating_add(self.first));
        self.files.insert(id, file);
        id
    }

    /// A file, to be added elsewhere.
    pub fn get(&self, id: FileId) -> Option<Arc<File>> {
        self.files.get(&id).map(Arc::clone)
    }

    fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(&id).map(|file| &**file)
    }

    /// The file that was added last with that path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().rfind(|(_, file)| file.path == path).map(|(id, _)| *id)
    }

    /// The path, relative to the spec root.
    pub fn path(&self, id: FileId) -> &str {
        self.file(id).map_or("", |file| &file.path)
    }

    /// Whether it is JSON, by its name.
    pub fn is_json(&self, id: FileId) -> bool {
        let ending = self.path(id).rsplit_once('.').map_or("", |(_, ending)| ending);
        ending.eq_ignore_ascii_case("json")
    }

    /// The whole text.
    pub fn text(&self, id: FileId) -> &str {
        self.file(id).map_or("", |file| &file.text)
    }

    /// Line and column of a byte offset.
    pub fn position(&self, id: FileId, offset: usize) -> Position {
        let Some(file) = self.file(id) else { return Position { line: 1, column: 1 } };
        let lines = &file.index().lines;
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines.get(line - 1).copied().unwrap_or(0);
        let column = file.characters_before(offset).saturating_sub(file.characters_before(start)) + 1;
        Position { line, column }
    }

    /// The byte offset of a line and column as other parsers report them (both from 1, column in characters).
    pub fn offset(&self, id: FileId, line: usize, column: usize) -> usize {
        let Some(file) = self.file(id) else { return 0 };
        let Some(start) = file.index().lines.get(line.saturating_sub(1)).copied() else { return file.text.len() };
        let rest = file.text.get(start..).unwrap_or("");
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }

    /// The part of a span that is worth marking: of one line, not endless, and not nothing. A span without text reaches up
    /// to the end of its line, one at the end of the file goes back to the last character.
    pub fn visible(&self, span: Span) -> Span {
        let text = self.text(span.file);
        let written = text.trim_end().len();
        let (start, end) = if span.start < written {
            (self.floor(span.file, span.start), span.end)
        } else {
            let last = text.get(..written).and_then(|text| text.char_indices().next_back());
            last.map_or((0, 0), |(at, c)| (at, at + c.len_utf8()))
        };
        let longest = start + LONGEST_MARK;
        let until = self.floor(span.file, if end > start { end.min(longest) } else { longest });
        let line = text.get(start..until).unwrap_or("").split(['\n', '\r']).next().unwrap_or("");
        let shown = if end > start { line } else { line.trim_end() };
        Span { start, end: start + shown.len(), ..span }
    }

    /// The last offset at or before this one where a character starts.
    pub fn floor(&self, id: FileId, offset: usize) -> usize {
        let text = self.text(id);
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_long_lines_too() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", &format!("\n{}x", "é".repeat(3 * BLOCK + 1)));
        assert_eq!(sources.position(file, 1 + 2 * (3 * BLOCK + 1)), Position { line: 2, column: 3 * BLOCK + 2 });
    }

    #[test]
    fn marks_stay_in_their_line_and_in_the_file() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "ab: 'c\n  d'\nef: \n\n");
        for (start, end, expected) in [(0, 0, (0, 6)), (4, 11, (4, 6)), (16, 16, (14, 15)), (99, 99, (14, 15))] {
            let span = sources.visible(Span { file, start, end });
            assert_eq!((span.start, span.end), expected, "{start}..{end}");
        }
    }

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
