//! Reads what a page means: which section says what, which table is what. Must not know how a page is laid out, nor YAML.

mod content;
mod field;
mod status;
mod uri;

use crate::document::{Block, Document, Line, Table};
use crate::page::{Example, Page, Parameter, Response, Unplaced};
use crate::words::{self, Part, Section};
use content::Tables;

/// What a page says of an operation.
pub fn page(document: &Document) -> Page {
    let mut reader = Reader::default();
    reader.page.name = document.name.clone().filter(|name| words::is_operation(&name.text));
    document.blocks.iter().for_each(|block| reader.block(block));
    reader.end_title();
    reader.into_page()
}

#[derive(Default)]
struct Reader {
    page: Page,
    /// Where we are; nowhere before the first section.
    section: Option<Section>,
    /// The section of the last heading, where items part it.
    headed: Option<Section>,
    /// The status that the lines above are about.
    status: Option<Line>,
    /// The sentence above, which may belong to the example below.
    above: Option<Line>,
    /// The item above, which may be the title of the table below.
    title: Option<Line>,
    request: Tables,
    responses: Vec<(Line, Tables)>,
    examples: Vec<(Line, Example)>,
}

impl Reader {
    fn into_page(self) -> Page {
        let Self { mut page, request, responses, examples, .. } = self;
        page.request = request.into_content(&mut page.unplaced);
        let success = status::of_success(&page.statuses);
        for (status, mut tables) in responses {
            let headers = std::mem::take(&mut tables.headers);
            let content = tables.into_content(&mut page.unplaced);
            let status = status::stated(status, &success);
            page.responses.push(Response { status, headers, content, examples: Vec::new() });
        }
        for (status, example) in examples {
            let status = status::stated(status, &success);
            let response = page.responses.iter_mut().find(|response| response.status.text == status.text);
            match response {
                Some(response) => response.examples.push(example),
                None => page.responses.push(Response { status, examples: vec![example], ..Response::default() }),
            }
        }
        page
    }

    /// The status of what comes next; nothing is its text where the page only says that it is the answer.
    fn status_of(&self, number: usize) -> Line {
        self.status.clone().unwrap_or_else(|| Line::new(number, ""))
    }

    fn unplaced(&mut self, line: &Line, reason: impl Into<String>) {
        self.page.unplaced.push(Unplaced { line: line.clone(), reason: reason.into() });
    }

    fn block(&mut self, block: &Block) {
        if !matches!(block, Block::Table(_)) {
            self.end_title();
        }
        match block {
            Block::Heading(line) => self.heading(line),
            Block::Text(lines) => lines.iter().for_each(|line| self.text(line)),
            Block::Code(lines) => self.code(lines),
            Block::Table(table) => self.table(table),
        }
    }

    fn heading(&mut self, line: &Line) {
        (self.status, self.above) = (None, None);
        match words::section(&line.text) {
            Some(section) => {
                (self.section, self.headed) = (Some(section), Some(section));
                self.outcome(line);
            }
            None if self.page.title.is_none() => self.page.title = Some(line.clone()),
            None if self.part(line) => {}
            None => {
                (self.section, self.headed) = (Some(Section::General), Some(Section::General));
                self.unplaced(line, "no section of this name is known");
            }
        }
    }

    /// Whether a part of the section begins with this line.
    fn part(&mut self, line: &Line) -> bool {
        let (Some((part, rest)), Some(headed)) = (words::part(&line.text), self.headed) else { return false };
        let Some(section) = headed.part(part) else { return false };
        self.outcome(line);
        self.section = Some(section);
        if part == Part::Examples {
            self.above = (!rest.is_empty()).then(|| Line::new(line.number, rest));
        }
        true
    }

    /// Takes note of whether what comes next is of success.
    fn outcome(&mut self, line: &Line) {
        match words::is_success(&line.text) {
            Some(true) => self.status = None,
            Some(false) => self.status = Some(Line::new(line.number, "default")),
            None => {}
        }
    }

    fn text(&mut self, line: &Line) {
        if self.part(line) {
            return;
        }
        match self.section {
            None => self.above_sections(line),
            Some(Section::Function) => self.page.function.push(line.clone()),
            Some(Section::Uri) => self.uri(line),
            Some(Section::Response | Section::ResponseExamples) if words::status_line(&line.text).is_some() => {
                let code = words::status_line(&line.text).unwrap_or_default();
                self.status = Some(Line::new(line.number, code));
                self.above = None;
            }
            Some(Section::Request | Section::Response) => {
                if !says_nothing(&line.text) && !self.title(line) {
                    self.unplaced(line, "words between tables");
                }
            }
            Some(Section::RequestExamples | Section::ResponseExamples) => {
                if !words::is_nothing(&line.text) && words::call(&line.text).is_none() {
                    self.above = Some(line.clone());
                }
            }
            Some(Section::Statuses) => status::line(line, "no row of a table of statuses", &mut self.page),
            Some(Section::UriExamples | Section::General) => {}
        }
    }

    /// The path of the page in the reference, its date, its title.
    fn above_sections(&mut self, line: &Line) {
        let parts: Vec<&str> = line.text.split("/ ").collect();
        if let Some(day) = line.text.strip_prefix("Updated on ") {
            let day = day.split_whitespace().next().unwrap_or_default();
            self.page.updated = Some(Line::new(line.number, day));
        } else if let [_, .., group, _] = parts.as_slice() {
            self.page.group = Some(Line::new(line.number, group.trim()));
        } else if self.page.title.is_none() {
            self.page.title = Some(line.clone());
        } else {
            self.unplaced(line, "words above the first section");
        }
    }

    /// Whether an item may be the title of the table below. If no table follows, it is words.
    fn title(&mut self, line: &Line) -> bool {
        let title = words::item(&line.text).map(|text| Line::new(line.number, text));
        let is_title = title.is_some();
        self.end_title();
        self.title = title;
        is_title
    }

    fn end_title(&mut self) {
        if let Some(line) = self.title.take() {
            self.unplaced(&line, "words between tables");
        }
    }

    fn code(&mut self, lines: &[Line]) {
        let Some(first) = lines.first() else { return };
        // The line of the call may stand above the body, also as a command.
        let is_call = |line: &&Line| {
            let text = line.text.trim();
            text.is_empty() || words::call(text).is_some() || text.starts_with("curl ") && !text.contains("{")
        };
        let body: Vec<&Line> = lines.iter().skip_while(is_call).collect();
        let number = body.first().map_or(first.number, |line| line.number);
        let text = || body.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        let example = |caption| Example { caption, number, text: text() };
        match self.section {
            Some(Section::Uri) => lines.iter().for_each(|line| self.uri(line)),
            Some(Section::Function) => self.page.function.extend(lines.iter().cloned()),
            Some(Section::UriExamples | Section::General) => {}
            // The sentence above a call is on the body below it.
            _ if body.is_empty() => {}
            Some(Section::RequestExamples | Section::Request) => {
                let caption = self.above.take();
                self.page.examples.push(example(caption));
            }
            Some(Section::ResponseExamples | Section::Response) => {
                let caption = self.above.take();
                self.examples.push((self.status_of(first.number), example(caption)));
            }
            Some(Section::Statuses) | None => {
                self.unplaced(first, "code where none is expected");
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let title = self.title.take().filter(|_| table.caption.is_none());
        let titled = title.map(|title| Table { caption: Some(title), ..table.clone() });
        let table = titled.as_ref().unwrap_or(table);
        // Below an example, too, a table is one of the section.
        match self.headed.and_then(|headed| headed.part(Part::Parameters)).or(self.section) {
            Some(Section::Uri | Section::UriExamples) => self.parameters(table),
            Some(Section::Request) => {
                for (location, field) in self.request.add(table, true, &mut self.page.unplaced) {
                    self.page.parameters.push(Parameter { location, field });
                }
            }
            Some(Section::Response) => {
                let number = table.caption.as_ref().or(table.header.first()).map_or(0, |line| line.number);
                let status = self.status_of(number);
                if self.responses.last().is_none_or(|(last, _)| last.text != status.text) {
                    self.responses.push((status, Tables::default()));
                }
                if let Some((_, tables)) = self.responses.last_mut() {
                    tables.add(table, false, &mut self.page.unplaced);
                }
            }
            Some(Section::Statuses) => status::table(table, &mut self.page),
            Some(Section::General | Section::Function) => {}
            Some(Section::RequestExamples | Section::ResponseExamples) | None => {
                self.table_unplaced(table, "a table where none is expected");
            }
        }
    }

    fn table_unplaced(&mut self, table: &Table, reason: &str) {
        if let Some(line) = table.caption.as_ref().or(table.header.first()) {
            self.unplaced(line, reason);
        }
    }
}

/// Whether a line says that there is nothing, or only where something is.
fn says_nothing(text: &str) -> bool {
    words::is_nothing(text) || words::is_reference(text) || words::caption(text).is_some()
}

impl Section {
    /// A part of it, if it has parts.
    fn part(self, part: Part) -> Option<Self> {
        match (self, part) {
            (Self::Uri, Part::Examples) => Some(Self::UriExamples),
            (Self::Request, Part::Examples) => Some(Self::RequestExamples),
            (Self::Response, Part::Examples) => Some(Self::ResponseExamples),
            (Self::Uri | Self::Request | Self::Response, Part::Parameters) => Some(self),
            (Self::RequestExamples | Self::ResponseExamples, _) => Some(self),
            (Self::Function | Self::UriExamples | Self::Statuses | Self::General, _) => None,
        }
    }
}
