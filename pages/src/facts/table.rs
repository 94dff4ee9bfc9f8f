//! Writes facts as a table that people can read and keep where a page itself must not be kept, and reads it back: a line for each fact,
//! with tabs between its cells. Must not know pages or the spec.

use super::{Column, Fact, Place};
use crate::document::Line;
use crate::page::Page;
use crate::words;

/// The columns of a table, behind operation, place, name and type.
const COLUMNS: [Column; 10] = Column::ALL;

/// Stands for what nothing is said of.
const NOTHING: &str = "-";

/// What messages need of an operation's page, and the facts of it.
pub type Stated = (Page, Vec<Fact<usize>>);

/// The first line of a table.
pub fn header() -> String {
    let names = COLUMNS.map(Column::name);
    ["operationId", "place", "name", "type"].into_iter().chain(names).collect::<Vec<_>>().join("\t")
}

/// The lines of an operation's facts.
pub fn lines<At: Clone>(operation: &str, facts: &[Fact<At>]) -> Vec<String> {
    let cell = |text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if text.is_empty() { NOTHING.to_owned() } else { text }
    };
    let line = |fact: &Fact<At>| {
        let ty = fact.ty.as_ref().map_or_else(|| NOTHING.to_owned(), |(ty, _)| ty.to_string());
        let cells = COLUMNS.map(|column| {
            let text = fact.cell(column).unwrap_or_default();
            if column == Column::Value { on_one_line(text).unwrap_or_else(|| cell(text)) } else { cell(text) }
        });
        let first = [operation.to_owned(), fact.place.to_string(), cell(&fact.name), ty];
        first.into_iter().chain(cells).collect::<Vec<_>>().join("\t")
    };
    facts.iter().map(line).collect()
}

/// JSON without white space, its keys in their order.
fn on_one_line(text: &str) -> Option<String> {
    let value: serde_yaml::Value = serde_json::from_str(text).ok()?;
    serde_json::to_string(&value).ok()
}

/// The operations of a table: of each what a page would say first, and its facts, with their lines. An error names the line.
pub fn read(text: &str) -> Result<Vec<Stated>, (usize, String)> {
    let mut operations: Vec<(String, Vec<Fact<usize>>)> = Vec::new();
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if line.starts_with('#') || line.trim().is_empty() || line == header() {
            continue;
        }
        let (operation, fact) = fact(line, number).map_err(|reason| (number, reason))?;
        match operations.last_mut().filter(|(last, _)| *last == operation) {
            Some((_, facts)) => facts.push(fact),
            None => operations.push((operation, vec![fact])),
        }
    }
    Ok(operations.into_iter().map(|(name, facts)| (page(&name, &facts), facts)).collect())
}

fn fact(line: &str, number: usize) -> Result<(String, Fact<usize>), String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [operation, place, name, ty, rest @ ..] = cells.as_slice() else {
        return Err("fewer than four cells".to_owned());
    };
    if rest.len() != COLUMNS.len() {
        return Err(format!("{} cells, and not {}", cells.len(), COLUMNS.len() + 4));
    }
    let place = self::place(place).ok_or_else(|| format!("`{place}` is no place of an operation"))?;
    let mut fact = Fact::new(place, *name, number);
    if *ty != NOTHING {
        fact.ty = Some((words::ty(ty).ok_or_else(|| format!("`{ty}` is no type"))?, number));
    }
    for (column, cell) in COLUMNS.into_iter().zip(rest).filter(|(_, cell)| **cell != NOTHING) {
        fact = fact.with(column, Some(*cell), number);
    }
    Ok(((*operation).to_owned(), fact))
}

/// The place of this name, as [`Place`] is shown.
fn place(text: &str) -> Option<Place> {
    let status = |prefix: &str| text.strip_prefix(prefix).filter(|status| words::is_status(status)).map(str::to_owned);
    let place = match text {
        "operation" => Place::Operation,
        "path" => Place::Path,
        "query" => Place::Query,
        "header" => Place::Header,
        "body" => Place::Body,
        "example request" => Place::RequestExample,
        "status" => Place::Status,
        _ => {
            return status("header ")
                .map(Place::ResponseHeader)
                .or_else(|| status("example ").map(Place::ResponseExample))
                .or_else(|| status("response ").or_else(|| status("error ")).map(Place::Response));
        }
    };
    Some(place)
}

/// What messages need of the page.
fn page(name: &str, facts: &[Fact<usize>]) -> Page {
    let value = |name: &str| {
        let fact = facts.iter().find(|fact| fact.place == Place::Operation && fact.name == name)?;
        Some(Line::new(fact.at, fact.cell(Column::Value)?))
    };
    let first = facts.first().map_or(1, |fact| fact.at);
    Page {
        name: Some(Line::new(first, name)),
        title: value("title"),
        method: value("method"),
        path: value("path"),
        ..Page::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::of_page;

    #[test]
    fn what_is_written_is_read_back() {
        let page = crate::page("a.txt", include_str!("../../tests/draft/create.txt"));
        let facts = of_page(&page);
        let table = [header()].into_iter().chain(lines("CreateWidget", &facts)).collect::<Vec<_>>().join("\n");
        let read = read(&table).unwrap();
        let [(stub, again)] = read.as_slice() else { panic!("one operation") };
        assert_eq!((stub.method.clone().unwrap().text.as_str(), again.len()), ("POST", facts.len()));
        assert_eq!(lines("CreateWidget", again), lines("CreateWidget", &facts));
        for (fact, again) in facts.iter().zip(again) {
            assert_eq!(fact.ty.as_ref().map(|(ty, _)| ty), again.ty.as_ref().map(|(ty, _)| ty), "{}", fact.name);
        }
    }

    #[test]
    fn what_is_no_fact_is_told_with_its_line() {
        let wrong = |line: &str| read(&format!("# A table.\n{line}")).unwrap_err();
        assert_eq!(wrong("A\tpath"), (2, "fewer than four cells".to_owned()));
        let row = |place: &str, ty: &str| format!("A\t{place}\tn\t{ty}{}", "\t-".repeat(10));
        assert_eq!(wrong(&row("shelf", "String")), (2, "`shelf` is no place of an operation".to_owned()));
        assert_eq!(wrong(&row("path", "Text")), (2, "`Text` is no type".to_owned()));
        assert!(read(&row("response 200", "Array of X objects")).is_ok());
    }
}
