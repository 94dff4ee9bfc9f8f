//! Lays a composed page out in the ways in which the vendor's pages come. Must not know what a page says.

use super::composed::Part;

/// A way to lay a page out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Layout {
    /// Tables of pipes, with pipes at their edges.
    Pipes,
    /// The same without pipes before the rows, and with rows that a lost list breaks in two.
    OpenPipes,
    /// A cell in each line, parted by empty lines; tables have titles.
    Stacked,
    /// A cell in each line, with a pipe behind it.
    StackedPipes,
    Markdown,
    Rst,
    Html,
}

pub const LAYOUTS: [Layout; 7] = [
    Layout::Pipes,
    Layout::OpenPipes,
    Layout::Stacked,
    Layout::StackedPipes,
    Layout::Markdown,
    Layout::Rst,
    Layout::Html,
];

impl Layout {
    /// The name of a file in this layout.
    pub fn file(self) -> &'static str {
        match self {
            Self::Pipes | Self::OpenPipes | Self::Stacked | Self::StackedPipes => "page.txt",
            Self::Markdown => "page.md",
            Self::Rst => "page.rst",
            Self::Html => "page.html",
        }
    }

    /// Whether lists in cells survive.
    pub fn has_lists(self) -> bool {
        matches!(self, Self::Stacked | Self::Rst | Self::Html)
    }

    /// The text of a page.
    pub fn print(self, parts: &[Part]) -> String {
        let mut printer = Printer { layout: self, tables: 0, lines: Vec::new() };
        parts.iter().for_each(|part| printer.part(part));
        printer.lines.join("\n") + "\n"
    }
}

struct Printer {
    layout: Layout,
    tables: usize,
    lines: Vec<String>,
}

impl Printer {
    /// Adds lines, and an empty one where the layout parts paragraphs.
    fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        self.lines.extend(lines);
        if matches!(self.layout, Layout::Stacked | Layout::Rst | Layout::Markdown) {
            self.lines.push(String::new());
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Title(text) => self.heading(text, 1),
            Part::Heading(text) => self.heading(text, 2),
            Part::Text(text) => {
                let is_status = text.starts_with("Status code: ");
                let line = match self.layout {
                    Layout::Rst | Layout::Markdown if is_status => format!("**{text}**"),
                    Layout::Rst | Layout::Markdown => text.replace('*', "\\*"),
                    Layout::Html => format!("<p>{}</p>", escaped(text)),
                    Layout::Pipes | Layout::OpenPipes | Layout::Stacked | Layout::StackedPipes => text.clone(),
                };
                self.add([line]);
            }
            Part::Code(json) => self.code(json),
            Part::Table { caption, header, rows } => {
                self.tables += usize::from(!caption.is_empty());
                match self.layout {
                    Layout::Pipes | Layout::OpenPipes => self.pipes(header, rows),
                    Layout::Stacked => self.stacked(caption, header, rows),
                    Layout::StackedPipes => self.stacked_pipes(header, rows),
                    Layout::Markdown => {
                        self.caption(caption);
                        self.pipes(header, rows);
                    }
                    Layout::Rst => self.grid(caption, header, rows),
                    Layout::Html => self.html(caption, header, rows),
                }
            }
        }
    }

    fn heading(&mut self, text: &str, level: usize) {
        match self.layout {
            Layout::Rst => {
                let line = if level == 1 { "=" } else { "-" };
                self.add([text.to_owned(), line.repeat(text.chars().count())]);
            }
            Layout::Markdown => self.add([format!("{} {text}", "#".repeat(level))]),
            Layout::Html => self.add([format!("<h{level}>{}</h{level}>", escaped(text))]),
            Layout::Pipes | Layout::OpenPipes | Layout::Stacked | Layout::StackedPipes => self.add([text.to_owned()]),
        }
    }

    /// A table without a title is not counted.
    fn caption(&mut self, caption: &str) {
        if !caption.is_empty() {
            self.add([format!("Table {} {caption}", self.tables)]);
        }
    }

    fn code(&mut self, json: &str) {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let pretty = format!("{value:#}");
        match self.layout {
            Layout::Rst => {
                self.add([".. code-block::".to_owned()]);
                self.add(pretty.lines().map(|line| format!("   {line}")));
            }
            Layout::Markdown => self.add([format!("```json\n{pretty}\n```")]),
            Layout::Html => self.add([format!("<pre class=\"screen\">{}</pre>", escaped(&pretty))]),
            Layout::Pipes | Layout::Stacked => self.add(pretty.lines().map(str::to_owned)),
            Layout::OpenPipes | Layout::StackedPipes => self.add([json.to_owned()]),
        }
    }

    fn pipes(&mut self, header: &[&str], rows: &[Vec<Vec<String>>]) {
        let edge = if self.layout == Layout::OpenPipes { "" } else { "| " };
        let row = |cells: &mut dyn Iterator<Item = String>| {
            let cells: Vec<String> = cells.collect();
            format!("{edge}{} |", cells.join(" | "))
        };
        let names = row(&mut header.iter().map(|name| (*name).to_owned()));
        let rule = format!("{}{}|", edge.trim(), vec!["---"; header.len()].join("|"));
        // A list that is lost leaves the end of its line.
        let is_lost = self.layout != Layout::Markdown;
        let lost = |text: String| match is_lost {
            true => text.replace("Enumeration values: |", "Enumeration values:\n|"),
            false => text.replace('*', "\\*").replace('_', "\\_"),
        };
        let rows = rows.iter().map(|cells| lost(row(&mut cells.iter().map(|cell| cell.join(" ")))));
        let lines: Vec<String> = [names, rule].into_iter().chain(rows).collect();
        self.add(lines);
    }

    fn stacked_pipes(&mut self, header: &[&str], rows: &[Vec<Vec<String>>]) {
        let names = header.iter().map(|name| format!("{name} |"));
        let rule = format!("{}|", vec!["---"; header.len()].join("|"));
        let cells = rows.iter().flatten().map(|cell| format!("{} |", cell.join(" ")));
        let cells = cells.map(|cell| cell.replace("Enumeration values: |", "Enumeration values:\n|"));
        let lines: Vec<String> = names.chain([rule]).chain(cells).collect();
        self.add(lines);
    }

    fn stacked(&mut self, caption: &str, header: &[&str], rows: &[Vec<Vec<String>>]) {
        self.caption(caption);
        header.iter().for_each(|name| self.add([(*name).to_owned()]));
        for line in rows.iter().flatten().flatten() {
            self.add([line.strip_prefix("- ").map_or_else(|| line.clone(), |item| format!("  • {item}"))]);
        }
    }

    fn html(&mut self, caption: &str, header: &[&str], rows: &[Vec<Vec<String>>]) {
        let title = if caption.is_empty() {
            String::new()
        } else {
            format!("<caption><b>Table {} </b>{}</caption>", self.tables, escaped(caption))
        };
        let names: String = header.iter().map(|name| format!("<th><p>{name}</p></th>")).collect();
        self.add([format!("<div class=\"tablenoborder\"><table>{title}<thead><tr>{names}</tr></thead><tbody>")]);
        for row in rows {
            let line = |line: &String| match line.strip_prefix("- ") {
                Some(item) => format!("<ul><li>{}</li></ul>", escaped(item)),
                None => format!("<p>{}</p>", escaped(line)),
            };
            let cells = row.iter().map(|cell| format!("<td>{}</td>", cell.iter().map(line).collect::<String>()));
            self.add([format!("<tr>{}</tr>", cells.collect::<String>())]);
        }
        self.add(["</tbody></table></div>".to_owned()]);
    }

    fn grid(&mut self, caption: &str, header: &[&str], rows: &[Vec<Vec<String>>]) {
        if !caption.is_empty() {
            self.add([format!(".. table:: **Table {}** {caption}", self.tables)]);
        }
        let indent = if caption.is_empty() { "" } else { "   " };
        // Paragraphs of a cell are parted by an empty line, items of a list are not.
        let cell = |lines: &Vec<String>| {
            let mut text: Vec<String> = Vec::new();
            for line in lines {
                let escaped = line.replace('*', "\\*");
                let is_item = escaped.starts_with("- ");
                let follows_item = text.last().is_some_and(|last| last.starts_with("- "));
                if !(text.is_empty() || is_item && follows_item) {
                    text.push(String::new());
                }
                text.push(escaped.strip_prefix("- ").map_or_else(|| escaped.clone(), |item| format!("-  **{item}**")));
            }
            text
        };
        let names = header.iter().map(|name| vec![(*name).to_owned()]).collect();
        let all: Vec<Vec<Vec<String>>> =
            std::iter::once(names).chain(rows.iter().map(|row| row.iter().map(cell).collect())).collect();
        let width = |column: usize| all.iter().flat_map(|row| &row[column]).map(|line| line.chars().count()).max();
        let widths: Vec<usize> = (0..header.len()).map(|column| width(column).unwrap_or_default()).collect();
        let rule = |mark: &str| {
            let cells: Vec<String> = widths.iter().map(|width| mark.repeat(width + 2)).collect();
            format!("{indent}+{}+", cells.join("+"))
        };
        let mut lines = vec![rule("-")];
        for (at, row) in all.iter().enumerate() {
            for line in 0..row.iter().map(Vec::len).max().unwrap_or_default() {
                let text = |column: usize| row[column].get(line).map_or("", String::as_str);
                let cells: Vec<String> =
                    widths.iter().enumerate().map(|(column, width)| format!(" {:<width$} ", text(column))).collect();
                lines.push(format!("{indent}|{}|", cells.join("|")));
            }
            lines.push(rule(if at == 0 { "=" } else { "-" }));
        }
        self.add(lines);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
