//! Slips of pages: each changes what the rows of an operation say, in one way. Must not know how a page is laid out.

#![allow(clippy::ptr_arg, reason = "slips have one type, whether they take rows away or not")]

use crate::support::{OURS, Random, Row};
use serde_json::Value;

/// A way to say something else; nothing if the operation has nothing to say it of.
pub type Slip = fn(&mut Vec<Row>, &mut Random, bool) -> Option<String>;

/// All of them, each with its name.
pub const SLIPS: [(&str, Slip); 18] = [
    ("a row is gone", drop_row),
    ("a row is new", add_row),
    ("a row has another name", rename_row),
    ("another type", change_type),
    ("mandatory or not", flip_mandatory),
    ("another minimum", |rows, random, _| bound(rows, random, 2)),
    ("another maximum", |rows, random, _| bound(rows, random, 3)),
    ("another default", |rows, random, _| bound(rows, random, 4)),
    ("another value", change_value),
    ("a status is gone", drop_status),
    ("another status", change_status),
    ("another example", change_example),
    ("an example is gone", drop_example),
    ("another title", |rows, _, _| operation(rows, "title", |text| format!("{text} Now"))),
    ("another method", |rows, _, _| operation(rows, "method", |_| "PATCH".to_owned())),
    ("another path", |rows, _, _| operation(rows, "path", |text| text.replace("/v", "/w"))),
    ("another day", |rows, _, _| operation(rows, "updated", |text| text.replace("-0", "-1").replace("-11-", "-12-"))),
    ("other words", change_words),
];

/// Whether it is a row of a table of parameters or fields.
fn is_field(row: &Row) -> bool {
    row.cells[0] != "-"
}

fn pick(rows: &[Row], random: &mut Random, fits: impl Fn(&Row) -> bool) -> Option<usize> {
    let fitting: Vec<usize> = (0..rows.len()).filter(|at| fits(&rows[*at])).collect();
    random.of(&fitting).copied()
}

/// Whether a row describes something within another one.
fn is_inside(row: &Row, outer: &Row) -> bool {
    let rest = row.name.strip_prefix(&outer.name).unwrap_or_default();
    row.place == outer.place && (rest.starts_with('.') || rest.starts_with("[]"))
}

fn said(row: &Row) -> String {
    format!("{} {}", row.place, row.name)
}

fn drop_row(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let at = pick(rows, random, is_field)?;
    let gone = rows.remove(at);
    rows.retain(|row| !is_inside(row, &gone));
    Some(said(&gone))
}

fn add_row(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let at = pick(rows, random, |row| row.cells[0] == "String" && row.place != "header" && row.cells[5] == "-")?;
    let new = Row { name: format!("{}_new", rows[at].name), ..rows[at].clone() };
    let text = said(&new);
    rows.insert(at, new);
    Some(text)
}

fn rename_row(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let old = rows[pick(rows, random, is_field)?].clone();
    let name = format!("{}_x", old.name);
    for row in rows.iter_mut().filter(|row| **row == old || is_inside(row, &old)) {
        row.name = row.name.replacen(&old.name, &name, 1);
    }
    Some(said(&old))
}

fn change_type(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    const TYPES: [&str; 5] = ["String", "Integer", "Long", "Boolean", "Array of strings"];
    let at = pick(rows, random, |row| TYPES.contains(&row.cells[0].as_str()))?;
    let others: Vec<&str> = TYPES.into_iter().filter(|ty| *ty != rows[at].cells[0]).collect();
    (*random.of(&others)?).clone_into(&mut rows[at].cells[0]);
    Some(format!("{} is {}", said(&rows[at]), rows[at].cells[0]))
}

fn flip_mandatory(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let at = pick(rows, random, |row| row.cells[1] != "-" && !row.place.starts_with("header 2"))?;
    let other = if rows[at].cells[1] == "Yes" { "No" } else { "Yes" };
    other.clone_into(&mut rows[at].cells[1]);
    Some(said(&rows[at]))
}

/// A number of a row is another one, or gone, or new.
fn bound(rows: &mut Vec<Row>, random: &mut Random, column: usize) -> Option<String> {
    let is_sent = |row: &Row| ["query", "body"].contains(&row.place.as_str());
    let has = |row: &Row| row.cells[column] != "-";
    let takes = |row: &Row| is_sent(row) && ["Integer", "Long"].contains(&row.cells[0].as_str());
    let is_new = random.below(4) == 0;
    let at = pick(rows, random, |row| if is_new { takes(row) && !has(row) } else { has(row) })?;
    let number = rows[at].cells[column].parse::<i64>().unwrap_or(6) + 1;
    rows[at].cells[column] = if !is_new && random.below(3) == 0 { "-".to_owned() } else { number.to_string() };
    Some(format!("{} is {}", said(&rows[at]), rows[at].cells[column]))
}

fn change_value(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let at = pick(rows, random, |row| row.cells[5] != "-")?;
    let values: Vec<String> = rows[at].cells[5].split(',').map(str::to_owned).collect();
    let (old, new) = (random.of(&values)?, if values[0] == "1" { "7" } else { "WEEK" });
    rows[at].cells[5] = rows[at].cells[5].replacen(old.as_str(), new, 1);
    rows[at].cells[6] = rows[at].cells[6].replacen(old.as_str(), new, 1);
    Some(format!("{}: {old}", said(&rows[at])))
}

fn belongs_to(row: &Row, status: &str) -> bool {
    row.place == "status" && row.name == status || row.place.ends_with(&format!(" {status}"))
}

fn drop_status(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let status = rows[pick(rows, random, |row| row.place == "status")?].name.clone();
    rows.retain(|row| !belongs_to(row, &status));
    Some(status)
}

fn change_status(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let status = rows[pick(rows, random, |row| row.place == "status")?].name.clone();
    let other = if status.starts_with('2') { "202" } else { "409" };
    for row in rows.iter_mut().filter(|row| belongs_to(row, &status)) {
        row.name = if row.place == "status" { other.to_owned() } else { row.name.clone() };
        row.place = row.place.replace(&status, other);
    }
    Some(status)
}

fn is_example(row: &Row) -> bool {
    row.place.starts_with("example")
}

fn change_example(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let at = pick(rows, random, is_example)?;
    let mut json: Value = serde_json::from_str(rows[at].text()).unwrap();
    let count = leaves(&mut json).len();
    let mut all = leaves(&mut json);
    let leaf = &mut all[random.below(count)];
    **leaf = match &**leaf {
        Value::String(text) => Value::from(format!("{text}!")),
        Value::Number(number) => Value::from(number.as_i64().unwrap_or_default() + 1),
        _ => Value::from("other"),
    };
    rows[at].cells[6] = json.to_string();
    Some(said(&rows[at]))
}

fn leaves(json: &mut Value) -> Vec<&mut Value> {
    match json {
        Value::Object(entries) => entries.values_mut().flat_map(leaves).collect(),
        Value::Array(items) => items.iter_mut().flat_map(leaves).collect(),
        leaf => vec![leaf],
    }
}

/// The last of those that are numbered, so that the others keep their numbers.
fn drop_example(rows: &mut Vec<Row>, random: &mut Random, _: bool) -> Option<String> {
    let place = rows[pick(rows, random, is_example)?].place.clone();
    let at = rows.iter().rposition(|row| row.place == place)?;
    Some(said(&rows.remove(at)))
}

fn operation(rows: &mut [Row], name: &str, change: impl Fn(&str) -> String) -> Option<String> {
    let row = rows.iter_mut().find(|row| row.place == "operation" && row.name == name)?;
    row.cells[6] = change(row.text());
    Some(row.text().to_owned())
}

/// Words are compared where they are the page's own.
fn change_words(rows: &mut Vec<Row>, random: &mut Random, is_transcribed: bool) -> Option<String> {
    let has_words = |row: &Row| is_field(row) || row.place == "status" || row.name == "function";
    let at = pick(rows, random, |row| is_transcribed && has_words(row) && row.text() != OURS)?;
    let text = rows[at].text().to_owned();
    let other = text.replacen("is ", "is not ", 1);
    rows[at].cells[6] = if other == text { format!("Former {text}") } else { other };
    Some(said(&rows[at]))
}
