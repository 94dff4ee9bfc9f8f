//! Breaks statements, arms, functions and imports as rustfmt does. Must not know what is called, set, matched or
//! imported.

use super::scan::{call, literal, split};
use super::{fits, is_ready};

/// The lines of a statement, if it is one of these.
pub fn lines(statement: &str, indent: usize) -> Option<Vec<String>> {
    let code = statement.strip_suffix(';')?;
    match code.split_once(" = ") {
        Some((name, value)) if name.starts_with("let ") => of_binding(name, value, indent),
        Some((place, value)) if place.starts_with("self.") => Some(of_assignment(place, value, indent)),
        Some(_) | None => of_call(code, indent),
    }
}

/// A call: on one line, or with the block of its last argument below, or with each argument on a line.
fn of_call(code: &str, indent: usize) -> Option<Vec<String>> {
    let is_path = |text: &str| text.chars().all(|c| c == '_' || c.is_alphanumeric());
    let (head, arguments, "") = call(code)? else { return None };
    head.split_once('.').filter(|(of, method)| is_path(of) && is_path(method))?;
    let start = format!("{head}(");
    let mut arguments = split(arguments, ',');
    let Some((head, block)) = arguments.pop_if(|last| last.starts_with('|')).and_then(closure) else {
        let line = format!("{code};");
        let lines =
            if fits(&line, indent) { vec![at(indent, &line)] } else { below(&start, &arguments, Vec::new(), indent) };
        return Some(lines);
    };
    let line = format!("{start}{}, {head}", arguments.join(", "));
    if fits(&line, indent) {
        return Some([vec![at(indent, &line)], inside(block, indent), vec![at(indent, "});")]].concat());
    }
    let deeper = indent + 4;
    let last = [vec![at(deeper, head)], inside(block, deeper), vec![at(deeper, "},")]].concat();
    Some(below(&start, &arguments, last, indent))
}

/// Each argument on a line.
fn below(start: &str, arguments: &[&str], last: Vec<String>, indent: usize) -> Vec<String> {
    let arguments = arguments.iter().map(|argument| at(indent + 4, &format!("{argument},")));
    std::iter::once(at(indent, start)).chain(arguments).chain(last).chain([at(indent, ");")]).collect()
}

/// `|check, item| {`, and the statements of the block.
fn closure(argument: &str) -> Option<(&str, &str)> {
    let block = argument.strip_suffix(" }")?;
    block.find("{ ").and_then(|open| Some((block.get(..=open)?, block.get(open + 2..)?)))
}

/// The statements of a closure's block, which are calls.
fn inside(block: &str, indent: usize) -> Vec<String> {
    let indent = indent + 4;
    let of_one = |statement: &str| {
        let statement = format!("{statement};");
        lines(&statement, indent).unwrap_or_else(|| vec![at(indent, &statement)])
    };
    split(block, ';').into_iter().flat_map(of_one).collect()
}

/// A binding of what a call makes of one literal, or of a chain of calls, each of which fits on a line.
fn of_binding(name: &str, value: &str, indent: usize) -> Option<Vec<String>> {
    let deeper = indent + 4;
    if let Some((function, argument, "")) = call(value)
        && literal(argument) == Some(argument.len())
        && !function.contains('.')
    {
        return Some(vec![
            at(indent, &format!("{name} = {function}(")),
            at(deeper, &format!("{argument},")),
            at(indent, ");"),
        ]);
    }
    let mut calls = split(value, '.').into_iter();
    let mut lines = vec![format!("{name} = {}", calls.next()?)];
    lines.extend(calls.map(|call| format!(".{call}")));
    lines.last_mut()?.push(';');
    let indents = std::iter::once(indent).chain(std::iter::repeat(deeper));
    let fits = lines.len() > 1 && lines.iter().zip(indents.clone()).all(|(line, indent)| is_ready(line, indent));
    fits.then(|| lines.iter().zip(indents).map(|(line, indent)| at(indent, line)).collect())
}

/// An assignment: on one line, or with the value on the next.
fn of_assignment(place: &str, value: &str, indent: usize) -> Vec<String> {
    let line = format!("{place} = {value};");
    if fits(&line, indent) {
        vec![at(indent, &line)]
    } else {
        vec![at(indent, &format!("{place} =")), at(indent + 4, &format!("{value};"))]
    }
}

/// An arm of a match: on one line, or with the value in a block.
pub fn of_arm(line: &str, indent: usize) -> Option<Vec<String>> {
    let code = line.strip_suffix(',')?;
    let (pattern, value) = match literal(code) {
        Some(length) => (code.get(..length)?, code.get(length..)?.strip_prefix(" => ")?),
        None => code.split_once(" => ")?,
    };
    if fits(line, indent) {
        return Some(vec![at(indent, line)]);
    }
    Some(vec![at(indent, &format!("{pattern} => {{")), at(indent + 4, value), at(indent, "}")])
}

/// The first line of a function, with each argument on a line, if all of them fit.
pub fn of_function(line: &str, indent: usize) -> Option<Vec<String>> {
    let (start, arguments, end) = call(line).filter(|(_, arguments, _)| !arguments.is_empty())?;
    let arguments = split(arguments, ',').into_iter().map(|argument| (indent + 4, format!("{argument},")));
    let all = std::iter::once((indent, format!("{start}("))).chain(arguments).chain([(indent, format!("){end}"))]);
    let all: Vec<_> = all.collect();
    let fits = all.iter().all(|(indent, line)| fits(line, *indent));
    fits.then(|| all.iter().map(|(indent, line)| at(*indent, line)).collect())
}

/// An import of several names: as many on a line as it holds.
pub fn of_import(import: &str) -> Option<Vec<String>> {
    let (path, names) = import.strip_suffix("};")?.split_once("::{")?;
    let mut lines = vec![format!("{path}::{{")];
    let mut current = String::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        // rustfmt leaves the last column of such a line free.
        if !fits(&format!("{current} {name}, "), 4) {
            lines.push(at(4, &current));
            current.clear();
        }
        let space = if current.is_empty() { "" } else { " " };
        current.push_str(&format!("{space}{name},"));
    }
    lines.extend([at(4, &current), "};".to_owned()]);
    Some(lines)
}

fn at(indent: usize, line: &str) -> String {
    format!("{:indent$}{line}", "")
}
