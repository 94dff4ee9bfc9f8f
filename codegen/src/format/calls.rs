//! Statements, arms and imports that prettyplease breaks otherwise than rustfmt. Must not know what is called, set, matched or imported.

use super::{fits, line};
use quote::ToTokens;
use syn::{Arm, Expr, ExprAssign, ExprClosure, ExprMethodCall, Stmt};

/// The lines of a statement, if it is one of these.
pub fn lines(statement: &Stmt, indent: usize) -> Option<Vec<String>> {
    match statement {
        Stmt::Expr(Expr::MethodCall(call), Some(_)) if matches!(*call.receiver, Expr::Path(_)) => {
            Some(of_call(call, indent))
        }
        Stmt::Expr(Expr::Assign(assignment), Some(_)) => Some(of_assignment(assignment, indent)),
        // syn's enum is open; prettyplease prints the rest.
        _ => None,
    }
}

/// A call: on one line, or with the block of its last argument below, or with each argument on a line.
fn of_call(call: &ExprMethodCall, indent: usize) -> Vec<String> {
    let start = format!("{}.{}(", text(&call.receiver), call.method);
    let plain = call.args.iter().filter(|argument| block(argument).is_none());
    let arguments: Vec<String> = plain.map(text).collect();
    let Some(closure) = call.args.last().and_then(block) else {
        let line = format!("{start}{});", arguments.join(", "));
        return if fits(&line, indent) {
            vec![at(indent, &line)]
        } else {
            below(&start, arguments, Vec::new(), indent)
        };
    };
    let head = head(closure);
    let line = format!("{start}{}, {head}", arguments.join(", "));
    if fits(&line, indent) {
        return [vec![at(indent, &line)], inside(closure, indent), vec![at(indent, "});")]].concat();
    }
    let deeper = indent + 4;
    let last = [vec![at(deeper, &head)], inside(closure, deeper), vec![at(deeper, "},")]].concat();
    below(&start, arguments, last, indent)
}

/// Each argument on a line.
fn below(start: &str, arguments: Vec<String>, last: Vec<String>, indent: usize) -> Vec<String> {
    let arguments = arguments.into_iter().map(|argument| at(indent + 4, &format!("{argument},")));
    std::iter::once(at(indent, start)).chain(arguments).chain(last).chain([at(indent, ");")]).collect()
}

/// A closure whose body is a block.
fn block(argument: &Expr) -> Option<&ExprClosure> {
    match argument {
        Expr::Closure(closure) if matches!(*closure.body, Expr::Block(_)) => Some(closure),
        // syn's enum is open; no other argument has a block.
        _ => None,
    }
}

/// `|check, item| {`
fn head(closure: &ExprClosure) -> String {
    let inputs: Vec<String> = closure.inputs.iter().map(|input| line(input.to_token_stream())).collect();
    format!("|{}| {{", inputs.join(", "))
}

/// The statements of a closure's block, which are calls.
fn inside(closure: &ExprClosure, indent: usize) -> Vec<String> {
    let Expr::Block(block) = &*closure.body else { return Vec::new() };
    let indent = indent + 4;
    let of_one = |inner: &Stmt| lines(inner, indent).unwrap_or_else(|| vec![at(indent, &text(inner))]);
    block.block.stmts.iter().flat_map(of_one).collect()
}

/// An assignment: on one line, or with the value on the next.
fn of_assignment(assignment: &ExprAssign, indent: usize) -> Vec<String> {
    let (place, value) = (text(&assignment.left), text(&assignment.right));
    let line = format!("{place} = {value};");
    if fits(&line, indent) {
        vec![at(indent, &line)]
    } else {
        vec![at(indent, &format!("{place} =")), at(indent + 4, &format!("{value};"))]
    }
}

/// An arm of a match: on one line, or with the value in a block.
pub fn of_arm(arm: &Arm, indent: usize) -> Vec<String> {
    let (pattern, value) = (text(&arm.pat), text(&arm.body));
    let line = format!("{pattern} => {value},");
    if fits(&line, indent) {
        return vec![at(indent, &line)];
    }
    vec![at(indent, &format!("{pattern} => {{")), at(indent + 4, &value), at(indent, "}")]
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

/// On one line.
fn text(code: &impl ToTokens) -> String {
    line(code.to_token_stream())
}

fn at(indent: usize, line: &str) -> String {
    format!("{:indent$}{line}", "")
}
