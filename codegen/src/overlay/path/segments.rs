//! Reads what leads from level to level: names, wildcards, indices and slices. Must not know what a filter tests.

use super::words::{Parsed, Parser};
use super::{Segment, Selector};

impl Parser<'_> {
    pub fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.blanks();
            let descends = self.eat("..");
            let selectors = if self.eat("[") {
                self.selectors()?
            } else if descends || self.eat(".") {
                vec![self.shorthand()?]
            } else {
                self.at = before;
                return Ok(segments);
            };
            segments.push(Segment { descends, selectors });
        }
    }

    fn shorthand(&mut self) -> Parsed<Selector> {
        if self.eat("*") {
            return Ok(Selector::Wildcard);
        }
        if self.rest().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()) {
            let name = self.while_is(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || !c.is_ascii());
            return Ok(Selector::Name(name.to_owned()));
        }
        self.wrong("a name or `*` (other names stand in `['…']`)")
    }

    fn selectors(&mut self) -> Parsed<Vec<Selector>> {
        let mut selectors = Vec::new();
        loop {
            self.blanks();
            selectors.push(self.selector()?);
            self.blanks();
            if self.eat("]") {
                return Ok(selectors);
            }
            if !self.eat(",") {
                return self.wrong("`,` or `]`");
            }
        }
    }

    fn selector(&mut self) -> Parsed<Selector> {
        if self.eat("*") {
            return Ok(Selector::Wildcard);
        }
        if self.eat("?") {
            return self.nested(Self::or).map(Selector::Filter);
        }
        if let Some(name) = self.quoted()? {
            return Ok(Selector::Name(name));
        }
        let start = self.integer()?;
        self.blanks();
        if !self.eat(":") {
            return start.map_or_else(
                || self.wrong("a name in quotes, an index, a slice, `*` or `?`"),
                |at| Ok(Selector::Index(at)),
            );
        }
        self.blanks();
        let end = self.integer()?;
        self.blanks();
        let step = if self.eat(":") {
            self.blanks();
            self.integer()?
        } else {
            None
        };
        Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
    }
}
