//! Formats pages: they stay as their templates lay them out, and lines that do not fit are broken as rustfmt breaks
//! them. Must not know what the code means.
//!
//! rustfmt has to agree with what comes of it, given `generated/rustfmt.toml`. No page is read back: what is looked at
//! closely is a line that is too long, or that holds a block.

mod broken;
mod calls;
mod scan;

pub use scan::{call, literal, split};

/// Stands between the lines of a piece, each of which is indented as the first is. No code holds it: documentation has no
/// control characters, and literals escape them.
pub const SEAM: char = '\u{b}';

/// Where lines are broken.
const WIDTH: usize = 89;

/// A page as it is printed below its first lines, from what the templates make of it. Of several empty lines one is left, and none where a block
/// begins or ends; one that holds nothing ends on its line.
pub fn page(header: String, text: &str) -> Result<String, String> {
    let mut page = header;
    page.reserve(text.len() + text.len() / 8);
    let (mut after_gap, mut begins) = (false, true);
    for line in text.split('\n') {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if content.is_empty() {
            after_gap = true;
        }
        for part in content.split(SEAM).filter(|part| !part.is_empty()) {
            if begins && matches!(part, "}" | "});") && page.ends_with("{\n") {
                page.truncate(page.len() - 1);
                put(&mut page, 0, part);
                (after_gap, begins) = (false, false);
                continue;
            }
            if after_gap && !begins && !part.starts_with('}') {
                page.push('\n');
            }
            (after_gap, begins) = (false, part.ends_with('{') && !part.starts_with("//"));
            if is_ready(part, indent) {
                put(&mut page, indent, part);
            } else {
                broken::lines(part, indent)?.iter().for_each(|line| put(&mut page, 0, line));
            }
        }
    }
    Ok(page)
}

fn put(page: &mut String, indent: usize, line: &str) {
    page.extend(std::iter::repeat_n(' ', indent));
    page.push_str(line);
    page.push('\n');
}

/// Statements as lines without indentation.
pub fn statements<'a>(statements: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>, String> {
    const INDENT: usize = 4;
    let mut lines = Vec::new();
    for statement in statements {
        if is_ready(statement, INDENT) {
            lines.push(statement.to_owned());
        } else {
            let broken = broken::lines(statement, INDENT)?;
            lines.extend(broken.iter().map(|line| line.get(INDENT..).unwrap_or(line).to_owned()));
        }
    }
    Ok(lines)
}

/// Whether a line is printed as it is.
fn is_ready(line: &str, indent: usize) -> bool {
    // Comments are never broken; blocks always are, and literals of structs but for short ones.
    let holds = |c: char, word: &str| line.contains(c) && line.contains(word);
    let is_whole = !holds('{', "{ ") && !holds('!', "json!") || is_short_literal(line);
    line.starts_with("//") || fits(line, indent) && is_whole
}

/// A literal that rustfmt leaves on its line.
fn is_short_literal(line: &str) -> bool {
    const SHORT: usize = 18;
    let fields = line.strip_prefix("Self { ").and_then(|line| line.strip_suffix(" }"));
    fields.is_some_and(|fields| fields.len() <= SHORT)
}

fn fits(line: &str, indent: usize) -> bool {
    // rustfmt leaves the last columns of a list of imports free.
    let free = if line.ends_with("};") && is_import(line) { 2 } else { 0 };
    let columns = indent + line.len() + free;
    columns <= WIDTH || columns - line.len() + line.chars().count() <= WIDTH
}

fn is_import(line: &str) -> bool {
    line.starts_with("use ") || line.starts_with("pub use ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lay_out(text: &str) -> Result<String, String> {
        page(String::new(), text)
    }

    #[test]
    fn pages_are_as_they_are_laid_out() {
        for (text, printed) in [
            ("", ""),
            ("\n\nuse a::b;\n\n\nuse c::d;\n\n", "use a::b;\n\nuse c::d;\n"),
            ("struct A {\n\n    b: C,\n\n}\n", "struct A {\n    b: C,\n}\n"),
            ("impl A {\n\n}\n\nfn b() {\n}\nstruct C;", "impl A {}\n\nfn b() {}\nstruct C;\n"),
            ("a!(b {\n    \n});\n", "a!(b {});\n"),
            ("/// Opens {\n}\n", "/// Opens {\n}\n"),
            ("//! Opens {\n\nuse a::b;\n", "//! Opens {\n\nuse a::b;\n"),
            ("    /// A.\u{b}///\u{b}/// B.\u{b}\u{b}\n    c\n", "    /// A.\n    ///\n    /// B.\n    c\n"),
            ("a\n    \u{b}\nb\n\n\u{b}\n\nc\n", "a\nb\n\nc\n"),
        ] {
            assert_eq!(lay_out(text).as_deref(), Ok(printed), "{text}");
        }
    }

    /// A line of each kind, at the last width at which it fits and at the next.
    #[test]
    fn what_does_not_fit_is_broken() {
        for (line, broken) in [
            (
                "    pub fn a(mut self, N: B) -> Self {",
                "    pub fn a(\n        mut self,\n        N: B,\n    ) -> Self {",
            ),
            ("        self.a = Some(N);", "        self.a =\n            Some(N);"),
            ("        check.a(\"b\", N);", "        check.a(\n            \"b\",\n            N,\n        );"),
            ("    const A: &'static str = \"N\";", "    const A: &'static str =\n        \"N\";"),
            ("    pub a: Option<N>,", "    pub a: Option<\n        N,\n    >,"),
            ("    #[serde(rename = \"N\", default)]", "    #[serde(\n        rename = \"N\",\n        default\n    )]"),
            ("            a: b::c(N),", "            a: b::c(\n                N,\n            ),"),
            ("        A::new(\"b\", N),", "        A::new(\n            \"b\",\n            N,\n        ),"),
            ("            A::B => N,", "            A::B => {\n                N\n            }"),
        ] {
            let name = |columns: usize| "n".repeat(columns - (line.len() - 1));
            let fits = line.replace('N', &name(WIDTH));
            assert_eq!(lay_out(&fits), Ok(format!("{fits}\n")));
            let longer = name(WIDTH + 1);
            assert_eq!(lay_out(&line.replace('N', &longer)), Ok(broken.replace('N', &longer) + "\n"));
        }
    }

    #[test]
    fn imports_are_broken_two_columns_earlier() {
        let line = |columns: usize| format!("use a::{{B, {}}};", "n".repeat(columns - 13));
        assert_eq!(lay_out(&line(WIDTH - 2)), Ok(line(WIDTH - 2) + "\n"));
        let broken = line(WIDTH - 1).replace("{B", "{\n    B").replace("};", ",\n};\n");
        assert_eq!(lay_out(&line(WIDTH - 1)), Ok(broken));
    }

    #[test]
    fn names_are_left_as_they_are() {
        let name = "n".repeat(WIDTH);
        for line in [
            "fn N() {",
            "pub static N: A = A::new(",
            "pub struct N {",
            "mod N;",
            "pub use a::N;",
            "    N {",
            "    \"N\",",
            "    \"a\": optional N,",
        ] {
            let line = line.replace('N', &name);
            assert_eq!(lay_out(&line), Ok(format!("{line}\n")));
        }
    }

    #[test]
    fn what_is_no_rust_is_told() {
        assert!(lay_out(&format!("    {} = ;", "a".repeat(WIDTH))).is_err());
    }
}
