//! Reads what stands below "URI": method and path, and the parameters of both path and query. Must not know other sections.

use super::{Reader, field, says_nothing};
use crate::document::{Line, Table};
use crate::page::{Location, Parameter};
use crate::words;

impl Reader {
    /// A line: method and path, or half of both.
    pub(super) fn uri(&mut self, line: &Line) {
        let at = |text: &str| Line::new(line.number, text);
        let (method, path) = match words::call(&line.text).map(|(method, path)| (Some(method), Some(path))) {
            Some(call) => call,
            None => words::half_call(&line.text).unwrap_or_default(),
        };
        let page = &mut self.page;
        if method.is_some() && page.method.is_some() || path.is_some() && page.path.is_some() {
            self.unplaced(line, "a second method and path");
        } else if method.is_some() || path.is_some() {
            page.method = page.method.take().or(method.map(at));
            page.path = page.path.take().or(path.map(at));
        } else if !says_nothing(&line.text) && !self.title(line) {
            self.unplaced(line, "neither method and path nor a table");
        }
    }

    /// A table: those that name a part of the path, and those of the query.
    pub(super) fn parameters(&mut self, table: &Table) {
        let path = self.page.path.as_ref().map_or("", |path| path.text.as_str()).to_owned();
        let caption = table.caption.as_ref().map(|caption| caption.text.to_ascii_lowercase());
        for field in field::rows(table, &mut self.page.unplaced) {
            let is_in_path = match &caption {
                Some(caption) if caption.contains("query") => false,
                Some(caption) if caption.contains("path") => true,
                Some(_) | None => path.contains(&format!("{{{}}}", field.name.text)),
            };
            let location = if is_in_path { Location::Path } else { Location::Query };
            self.page.parameters.push(Parameter { location, field });
        }
    }
}
