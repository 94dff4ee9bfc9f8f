//! Reads which statuses a page lists, in a table or in words, and which an answer has that has none beside it. Must not know sections.

use crate::document::{Line, Table};
use crate::page::{Page, Status, Unplaced};
use crate::words;

/// Rows of a table of statuses: the second cell is what the first is called.
pub fn table(table: &Table, page: &mut Page) {
    for row in &table.rows {
        let first = |at: usize| row.get(at).and_then(|cell: &Vec<Line>| cell.first());
        match (first(0), first(1)) {
            (Some(code), text) if words::is_status(&code.text) => {
                let text = text.cloned().unwrap_or_else(|| Line::new(code.number, ""));
                page.statuses.push(Status { code: code.clone(), text });
            }
            (Some(code), _) => line(code, "no status", page),
            (None, _) => {}
        }
    }
}

/// `204`, `400 Bad Request`, or words that say nothing of a status.
pub fn line(line: &Line, reason: &str, page: &mut Page) {
    let is_idle = |text: &str| {
        let words = text.trim_start_matches("- ").to_ascii_lowercase();
        let says_more = !["normal", "abnormal"].contains(&words.as_str()) && !words.contains("2xx");
        !says_more || words::is_reference(text) || words::caption(text).is_some()
    };
    match words::status(&line.text) {
        Some((code, text)) => {
            page.statuses.push(Status { code: Line::new(line.number, code), text: Line::new(line.number, text) });
        }
        None if is_idle(&line.text) => {}
        None => page.unplaced.push(Unplaced { line: line.clone(), reason: reason.to_owned() }),
    }
}

/// The status of success, among those that the page lists. Where it lists none, all of them are meant.
pub fn of_success(statuses: &[Status]) -> String {
    let listed = statuses.iter().find(|status| status.code.text.starts_with('2'));
    listed.map_or_else(|| "2XX".to_owned(), |status| status.code.text.clone())
}

/// The status of an answer: that of success, where none stands beside it.
pub fn stated(status: Line, success: &str) -> Line {
    if status.text.is_empty() { Line::new(status.number, success) } else { status }
}
