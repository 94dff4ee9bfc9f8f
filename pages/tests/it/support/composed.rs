//! Composes the page of an operation from the rows of the table of facts, as the vendor's pages are composed. Must not know how a page
//! is laid out.

use super::table::{Cells, OURS};
use std::collections::BTreeMap;

/// What the table says of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub place: String,
    pub name: String,
    pub cells: Cells,
}

impl Row {
    pub fn text(&self) -> &str {
        &self.cells[6]
    }
}

/// A part of a page.
pub enum Part {
    /// A page's own title.
    Title(String),
    Heading(&'static str),
    Text(String),
    Code(String),
    Table {
        caption: String,
        header: Vec<&'static str>,
        rows: Vec<Vec<Vec<String>>>,
    },
}

/// The facts of a page, and the names that its objects have.
pub struct Facts<'f> {
    pub rows: &'f [Row],
    /// By place and name, where the table has none: the documents of IAM give objects no names.
    pub types: &'f BTreeMap<(String, String), String>,
    /// Whether the layout keeps lists.
    pub has_lists: bool,
}

impl Facts<'_> {
    /// The whole page.
    pub fn page(&self) -> Vec<Part> {
        let operation = |name: &str| {
            let row = self.rows.iter().find(|row| row.place == "operation" && row.name == name);
            row.map(|row| words(row.text())).unwrap_or_default()
        };
        let mut parts = Vec::new();
        if !operation("updated").is_empty() {
            parts.push(Part::Text(format!("Help Center/ Gateway/ API Reference/ Quotas/ {}", operation("title"))));
            parts.push(Part::Text(format!("Updated on {} GMT+08:00", operation("updated"))));
        }
        parts.push(Part::Title(operation("title")));
        parts.extend([Part::Heading("Function"), Part::Text(operation("function"))]);
        parts.extend([Part::Heading("Calling Method"), Part::Text("For details, see Calling APIs.".to_owned())]);
        parts.push(Part::Heading("URI"));
        parts.push(Part::Text(format!("{} {}", operation("method"), operation("path"))));
        parts.extend(self.fields("path", "Path Parameters", true));
        parts.extend(self.fields("query", "Query Parameters", true));
        parts.push(Part::Heading("Request Parameters"));
        parts.extend(self.fields("header", "Request header parameters", true));
        parts.extend(self.fields("body", "Request body parameters", true));
        parts.push(Part::Heading("Response Parameters"));
        for status in self.statuses() {
            let kind = if status.starts_with('2') { "response" } else { "error" };
            let headers = self.fields(&format!("header {status}"), "Response header parameters", false);
            let body = self.fields(&format!("{kind} {status}"), "Response body parameters", false);
            if !headers.is_empty() || !body.is_empty() {
                parts.push(Part::Text(format!("Status code: {status}")));
                parts.extend(headers);
                parts.extend(body);
            }
        }
        parts.push(Part::Heading("Example Requests"));
        let requests: Vec<&Row> = self.rows.iter().filter(|row| row.place == "example request").collect();
        parts.extend(requests.is_empty().then(|| Part::Text("None".to_owned())));
        parts.extend(requests.iter().map(|row| Part::Code(row.text().to_owned())));
        parts.push(Part::Heading("Example Responses"));
        for status in self.statuses() {
            parts.push(Part::Text(format!("Status code: {status}")));
            parts.push(Part::Text(self.status(status)));
            let place = format!("example {status}");
            parts
                .extend(self.rows.iter().filter(|row| row.place == place).map(|row| Part::Code(row.text().to_owned())));
        }
        parts.push(Part::Heading("Status Codes"));
        let rows = self.statuses().map(|status| vec![vec![status.to_owned()], vec![self.status(status)]]).collect();
        parts.push(Part::Table { caption: String::new(), header: vec!["Status Code", "Description"], rows });
        parts.extend([Part::Heading("Error Codes"), Part::Text("See Error Codes.".to_owned())]);
        parts
    }

    fn statuses(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter(|row| row.place == "status").map(|row| row.name.as_str())
    }

    fn status(&self, status: &str) -> String {
        let row = self.rows.iter().find(|row| row.place == "status" && row.name == status);
        row.map(|row| words(row.text())).unwrap_or_default()
    }

    /// The tables of a place: its own, then one for each object in it, the outer ones first.
    fn fields(&self, place: &str, caption: &str, is_sent: bool) -> Vec<Part> {
        let rows: Vec<&Row> = self.rows.iter().filter(|row| row.place == place).collect();
        let mut tables = Vec::new();
        let mut open = vec![(String::new(), caption.to_owned())];
        let mut at = 0;
        while let Some((prefix, caption)) = open.get(at).cloned() {
            at += 1;
            let inside: Vec<&Row> = rows.iter().copied().filter(|row| leaf(row, &prefix).is_some()).collect();
            for row in &inside {
                let ty = self.type_of(row);
                let name = ty.trim_start_matches("Array of ").split(" object").next().unwrap_or_default().to_owned();
                let is_known = open.iter().any(|(_, known)| *known == name);
                if ty.contains(" object") && !is_known {
                    let list = if ty.starts_with("Array") { "[]" } else { "" };
                    open.push((format!("{}{list}.", row.name), name));
                }
            }
            let header = if is_sent {
                vec!["Parameter", "Mandatory", "Type", "Description"]
            } else {
                vec!["Parameter", "Type", "Description"]
            };
            let cells = inside.iter().map(|row| {
                let name = vec![leaf(row, &prefix).unwrap_or_default().to_owned()];
                let mandatory = is_sent.then(|| vec![row.cells[1].clone()]);
                [name].into_iter().chain(mandatory).chain([vec![self.type_of(row)], self.description(row)]).collect()
            });
            if !inside.is_empty() {
                tables.push(Part::Table { caption, header, rows: cells.collect() });
            }
        }
        tables
    }

    fn type_of(&self, row: &Row) -> String {
        let named = self.types.get(&(row.place.clone(), row.name.clone()));
        match (row.cells[0].as_str(), named) {
            ("Object" | "Array of objects", Some(named)) => named.clone(),
            (ty, _) => match ty.strip_prefix("Array of ") {
                Some(name) if name.starts_with(char::is_uppercase) => format!("{ty} objects"),
                Some(_) | None => ty.to_owned(),
            },
        }
    }

    /// The words of a cell, and what stands below them.
    fn description(&self, row: &Row) -> Vec<String> {
        let [_, _, minimum, maximum, default, values, text] = &row.cells;
        let listed: Vec<&str> = values.split(',').filter(|value| *value != "-").collect();
        let mut lines: Vec<String> = if self.has_lists {
            let mut items = text.split(" • ");
            let first = items.next().map(words);
            first.into_iter().chain(items.map(|item| format!("- {item}"))).collect()
        } else {
            vec![words(text)]
        };
        if text == OURS && !listed.is_empty() {
            lines = vec![format!("The options are {}.", listed.join(", "))];
        }
        let cells = [("Minimum", minimum), ("Maximum", maximum), ("Default", default)];
        lines.extend(cells.iter().filter(|(_, cell)| *cell != "-").map(|(name, cell)| format!("{name}: {cell}")));
        // Of the numbers, the words say what each means.
        if values.contains(char::is_alphabetic) {
            lines.push("Enumeration values:".to_owned());
            lines.extend(listed.iter().filter(|_| self.has_lists).map(|value| format!("- {value}")));
        }
        lines
    }
}

fn leaf<'r>(row: &'r Row, prefix: &str) -> Option<&'r str> {
    row.name.strip_prefix(prefix).filter(|leaf| !leaf.contains('.'))
}

/// The words of the page, of which the table has none where the spec's are ours.
fn words(text: &str) -> String {
    if text == OURS { "In the words of the page.".to_owned() } else { text.to_owned() }
}
