//! Finds the places of findings in the files: lines of a page, and the values of keywords of the spec. Must not know what is found.

use apig_codegen::{FileId, Report, Span};

/// The lines of a page, and of the spec, among the files of a report.
#[derive(Clone, Copy)]
pub struct Lines<'r> {
    pub report: &'r Report,
    pub page: FileId,
}

impl Lines<'_> {
    /// A line of the page.
    pub fn line(self, number: usize) -> Span {
        self.report.line(self.page, number)
    }

    /// Where a value stands at the end of the span of its keyword, if it is written like this and without quotes.
    pub fn value(self, keyword: Span, value: &str) -> Option<Span> {
        let before = self.report.text(keyword).strip_suffix(value)?;
        before.ends_with([' ', ':']).then_some(Span { start: keyword.end - value.len(), ..keyword })
    }
}
