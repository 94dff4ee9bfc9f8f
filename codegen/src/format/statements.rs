//! Statements and imports that prettyplease breaks otherwise than rustfmt: printed here, as rustfmt would.
//!
//! They are taken out of the syntax tree, with a macro in their place that fills a line of its own, and put into the
//! printed text where its line is. Must not know what is called, set or imported.

use super::{WIDTH, statement};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprAssign, ExprClosure, ExprMethodCall, Item, ItemUse, Stmt, UseTree, parse_quote};

const PLACE: &str = "put_here_";

/// What was taken out of a file.
#[derive(Default)]
pub struct Statements(Vec<Taken>);

enum Taken {
    Call(ExprMethodCall),
    Assignment(ExprAssign),
    Use(ItemUse),
}

impl VisitMut for Statements {
    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        if !is_taken(statement) {
            return visit_mut::visit_stmt_mut(self, statement);
        }
        let place = self.place();
        match std::mem::replace(statement, parse_quote!(#place!();)) {
            Stmt::Expr(Expr::MethodCall(call), _) => self.0.push(Taken::Call(call)),
            Stmt::Expr(Expr::Assign(assignment), _) => self.0.push(Taken::Assignment(assignment)),
            // Not taken: see above.
            other => *statement = other,
        }
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        let Item::Use(import) = item else { return visit_mut::visit_item_mut(self, item) };
        if names(&import.tree).is_none() || !may_be_long(&import.tree) {
            return;
        }
        let (place, attributes) = (self.place(), std::mem::take(&mut import.attrs));
        if let Item::Use(import) = std::mem::replace(item, parse_quote!(#(#attributes)* #place!();)) {
            self.0.push(Taken::Use(import));
        }
    }
}

/// `variable.method(…);` or `place = value;`, if it might not fit on a line: both printers agree on what does.
fn is_taken(statement: &Stmt) -> bool {
    let is_one = match statement {
        Stmt::Expr(Expr::MethodCall(call), Some(_)) => matches!(*call.receiver, Expr::Path(_)),
        Stmt::Expr(Expr::Assign(_), Some(_)) => true,
        // syn's enum is open; prettyplease prints the rest.
        _ => false,
    };
    is_one && may_be_long(statement)
}

/// Whether tokens might not fit on a line. Printed with a space between any two, and as deep as statements get, they take
/// more room than they will.
fn may_be_long(tokens: &impl ToTokens) -> bool {
    const DEEPEST: usize = 12;
    DEEPEST + tokens.to_token_stream().to_string().chars().count() > WIDTH
}

impl Statements {
    fn place(&self) -> proc_macro2::Ident {
        format_ident!("{PLACE}{}", self.0.len())
    }

    /// The lines that stand for a line of the printed file, if that was put in the place of something.
    pub fn lines(&self, line: &str) -> Option<Vec<String>> {
        let number = line.trim_start().strip_prefix(PLACE)?.strip_suffix("!();")?;
        let indent = " ".repeat(line.len() - line.trim_start().len());
        Some(match self.0.get(number.parse::<usize>().ok()?)? {
            Taken::Call(call) => print_call(call, &indent),
            Taken::Assignment(assignment) => print_assignment(assignment, &indent),
            Taken::Use(import) => print_use(import),
        })
    }
}

fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}

/// A call: on one line, or with the block of its last argument below, or with each argument on a line.
fn print_call(call: &ExprMethodCall, indent: &str) -> Vec<String> {
    let start = format!("{indent}{}.{}(", text(&call.receiver), call.method);
    let plain = call.args.iter().filter(|argument| block(argument).is_none());
    let arguments: Vec<String> = plain.map(text).collect();
    let Some(closure) = call.args.last().and_then(block) else {
        let line = format!("{start}{});", arguments.join(", "));
        return if fits(&line) { vec![line] } else { below(start, arguments, Vec::new(), indent) };
    };
    let head = head(closure);
    let line = format!("{start}{}, {head}", arguments.join(", "));
    if fits(&line) {
        return [vec![line], inside(closure, indent), vec![format!("{indent}}});")]].concat();
    }
    let deeper = format!("{indent}    ");
    let last = [vec![format!("{deeper}{head}")], inside(closure, &deeper), vec![format!("{deeper}}},")]].concat();
    below(start, arguments, last, indent)
}

/// Each argument on a line.
fn below(start: String, arguments: Vec<String>, last: Vec<String>, indent: &str) -> Vec<String> {
    let arguments = arguments.into_iter().map(|argument| format!("{indent}    {argument},"));
    std::iter::once(start).chain(arguments).chain(last).chain([format!("{indent});")]).collect()
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
    let inputs: Vec<String> = closure.inputs.iter().map(|input| quote!(#input).to_string()).collect();
    format!("|{}| {{", inputs.join(", "))
}

/// The statements of a closure's block.
fn inside(closure: &ExprClosure, indent: &str) -> Vec<String> {
    let Expr::Block(block) = &*closure.body else { return Vec::new() };
    let indent = format!("{indent}    ");
    let lines = |inner: &Stmt| match inner {
        Stmt::Expr(Expr::MethodCall(call), Some(_)) => print_call(call, &indent),
        other => statement(&quote!(#other)).iter().map(|line| format!("{indent}{line}")).collect(),
    };
    block.block.stmts.iter().flat_map(lines).collect()
}

/// An assignment: on one line, or with the value on the next.
fn print_assignment(assignment: &ExprAssign, indent: &str) -> Vec<String> {
    let (place, value) = (text(&assignment.left), text(&assignment.right));
    let line = format!("{indent}{place} = {value};");
    if fits(&line) { vec![line] } else { vec![format!("{indent}{place} ="), format!("{indent}    {value};")] }
}

/// An expression on one line.
fn text(expression: &Expr) -> String {
    let lines = statement(&quote!(let _ = #expression;)).join("\n");
    let text = lines.strip_prefix("let _ = ").unwrap_or(&lines);
    text.strip_suffix(';').unwrap_or(text).to_owned()
}

/// The path and the names of `path::{A, B}`.
fn names(tree: &UseTree) -> Option<(String, Vec<String>)> {
    match tree {
        UseTree::Path(path) => names(&path.tree).map(|(rest, names)| (format!("{}::{rest}", path.ident), names)),
        UseTree::Group(group) => {
            let name =
                |tree: &UseTree| if let UseTree::Name(name) = tree { Some(name.ident.to_string()) } else { None };
            Some((String::new(), group.items.iter().map(name).collect::<Option<_>>()?))
        }
        UseTree::Name(_) | UseTree::Rename(_) | UseTree::Glob(_) => None,
    }
}

/// An import of several names: on one line, or with as many on a line as it holds.
fn print_use(import: &ItemUse) -> Vec<String> {
    let Some((path, names)) = names(&import.tree) else { return Vec::new() };
    let visibility = import.vis.to_token_stream().to_string();
    let start = format!("{visibility} use {path}{{");
    let line = format!("{}{}}};", start.trim_start(), names.join(", "));
    if fits(&line) {
        return vec![line];
    }
    let mut lines = vec![start.trim_start().to_owned()];
    let mut current = String::new();
    for name in names {
        // rustfmt leaves the last column of such a line free.
        if !fits(&format!("    {current} {name}, ")) {
            lines.push(format!("    {current}"));
            current.clear();
        }
        let space = if current.is_empty() { "" } else { " " };
        current.push_str(&format!("{space}{name},"));
    }
    lines.extend([format!("    {current}"), "};".to_owned()]);
    lines
}
