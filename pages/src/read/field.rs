//! Reads a row of a table: name, type, and what the words of its cell say of bounds, defaults and values. Must not know which table
//! it is.

use crate::document::{Cell, Line, Table};
use crate::page::{Field, Type, Unplaced};
use crate::words::{self, Column};

/// The rows of a table of parameters or fields.
pub fn rows(table: &Table, unplaced: &mut Vec<Unplaced>) -> Vec<Field> {
    let columns: Vec<Option<Column>> = table.header.iter().map(|name| words::column(&name.text)).collect();
    for (name, _) in table.header.iter().zip(&columns).filter(|(_, column)| column.is_none()) {
        unplaced.push(Unplaced { line: name.clone(), reason: "no column of this name is known".to_owned() });
    }
    table.rows.iter().filter_map(|row| field(row, &columns, unplaced)).collect()
}

fn field(row: &[Cell], columns: &[Option<Column>], unplaced: &mut Vec<Unplaced>) -> Option<Field> {
    let mut field = Field::default();
    let mut note = |line: &Line, reason: &str| {
        unplaced.push(Unplaced { line: line.clone(), reason: reason.to_owned() });
    };
    for (cell, column) in row.iter().zip(columns) {
        let Some(first) = cell.first() else { continue };
        let text = || cell.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        match column {
            Some(Column::Name) => field.name = Line::new(first.number, text()),
            Some(Column::Mandatory) => match words::yes_or_no(&first.text) {
                Some(mandatory) => field.mandatory = Some(mandatory),
                None => note(first, "neither Yes nor No"),
            },
            Some(Column::Type) => {
                field.ty = words::ty(&text()).unwrap_or_else(|| {
                    note(first, "no type of this name is known");
                    Type::Other(text())
                });
            }
            Some(Column::Description) => describe(&mut field, cell),
            Some(Column::Status | Column::ErrorCode) | None => {}
        }
    }
    if field.name.text.is_empty() {
        if let Some(line) = row.iter().flatten().next() {
            note(line, "a row without a name");
        }
        return None;
    }
    if field.ty == Type::Boolean {
        // `true` and `false`, where they are listed at all.
        field.values = None;
    }
    if field.values.as_ref().is_some_and(Vec::is_empty) {
        field.values = in_words(&field.description);
        if field.values.is_none() {
            note(&field.name, "no values stand behind \"Enumeration values\"");
        }
    }
    Some(field)
}

/// What the words of a cell announce.
const MARKERS: [&str; 6] = ["Minimum", "Maximum", "Default", "Enumeration values", "Array length", "Array Length"];

/// The first marker in a text, at its begin or behind a space: what is before it, the marker, what is behind its colon.
fn marker(text: &str) -> Option<(&str, &'static str, &str)> {
    let found = MARKERS.into_iter().filter_map(|marker| {
        let mut places = text.match_indices(marker);
        places.find_map(|(at, _)| {
            let before = text.get(..at)?;
            let behind = text.get(at + marker.len()..)?.strip_prefix(':')?;
            (before.is_empty() || before.ends_with(' ')).then_some((before.trim(), marker, behind.trim()))
        })
    });
    found.min_by_key(|(before, ..)| before.len())
}

fn describe(field: &mut Field, cell: &Cell) {
    let mut is_list = false;
    for line in cell {
        let mut rest = line.text.as_str();
        if is_list && let Some(value) = rest.strip_prefix("- ") {
            field.values.get_or_insert_default().push(Line::new(line.number, value.trim()));
            continue;
        }
        let mut words = String::new();
        while let Some((before, name, behind)) = marker(rest) {
            let value = marker(behind).map_or(behind, |(value, ..)| value);
            if !announces(field, name, Line::new(line.number, value)) {
                break;
            }
            words = [words.as_str(), before].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            is_list = name == "Enumeration values";
            rest = behind.get(value.len()..).unwrap_or_default().trim();
        }
        let text = [words.as_str(), rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            field.description.push(Line::new(line.number, text));
        }
    }
    let says = |word: &str| field.description.iter().any(|line| line.text.to_ascii_lowercase().contains(word));
    field.is_deprecated = says("deprecated") || says("has been discarded");
}

/// Takes what a marker announces. A sentence in the place of a value is none.
fn announces(field: &mut Field, name: &str, value: Line) -> bool {
    let is_word = !value.text.is_empty() && !value.text.contains(char::is_whitespace);
    match name {
        "Minimum" if is_word => field.minimum = Some(value),
        "Maximum" if is_word => field.maximum = Some(value),
        "Default" if !value.text.is_empty() && !value.text.contains(". ") => field.default = Some(value),
        "Array length" | "Array Length" => match value.text.split_once('-') {
            Some((least, most)) => {
                let line = |text: &str| Line::new(value.number, text.trim());
                field.items = Some((line(least), line(most)));
            }
            None => return false,
        },
        "Enumeration values" => {
            let values = value.text.split([' ', ',']).filter(|value| !value.is_empty() && *value != "-");
            let values: Vec<Line> = values.map(|text| Line::new(value.number, text.trim_start_matches('-'))).collect();
            field.values = Some(values);
        }
        _ => return false,
    }
    true
}

/// The values that a sentence lists: "The options are SECOND, MINUTE, HOUR, and DAY."
fn in_words(description: &[Line]) -> Option<Vec<Line>> {
    for line in description {
        let list = ["options are ", "options include ", "Options: ", "values are ", "value can be ", "can be "]
            .into_iter()
            .find_map(|words| line.text.split_once(words));
        let Some((_, list)) = list else { continue };
        let sentence = list.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let parts = sentence.split([',', ';']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" or "));
        let parts = parts.map(|part| part.trim().trim_start_matches("and ").trim_start_matches("or ").trim());
        let values: Vec<Line> =
            parts.filter(|part| !part.is_empty()).map(|part| Line::new(line.number, part)).collect();
        if !values.is_empty() && values.iter().all(|value| words::is_name(&value.text)) {
            return Some(values);
        }
    }
    None
}
