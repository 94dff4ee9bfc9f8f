//! Reads the tests of a filter, with comparisons and functions. Must not know how they are applied.

use super::words::{Parsed, Parser};
use super::{Comparison, Operand, Query, Test};
use crate::yaml::{Number, Value, scalar_number};

impl Parser<'_> {
    /// A whole test.
    pub fn or(&mut self) -> Parsed<Test> {
        self.list("||", Self::and, Test::Or)
    }

    fn and(&mut self) -> Parsed<Test> {
        self.list("&&", Self::basic, Test::And)
    }

    fn list(
        &mut self,
        between: &str,
        item: impl Fn(&mut Self) -> Parsed<Test>,
        of: impl Fn(Vec<Test>) -> Test,
    ) -> Parsed<Test> {
        let first = item(self)?;
        let mut tests = vec![first];
        loop {
            self.blanks();
            if !self.eat(between) {
                break;
            }
            tests.push(item(self)?);
        }
        Ok(if tests.len() > 1 { of(tests) } else { tests.remove(0) })
    }

    fn basic(&mut self) -> Parsed<Test> {
        self.blanks();
        if self.eat("!") {
            return Ok(Test::Not(Box::new(self.nested(Self::basic)?)));
        }
        if self.eat("(") {
            let test = self.nested(Self::or)?;
            self.blanks();
            return if self.eat(")") { Ok(test) } else { self.wrong("`)`") };
        }
        for (name, whole) in [("match(", true), ("search(", false)] {
            if self.eat(name) {
                let text = self.operand()?;
                self.blanks();
                if !self.eat(",") {
                    return self.wrong("`,` and an expression");
                }
                let pattern = self.operand()?;
                self.close()?;
                return Ok(Test::Matches { text, pattern, whole });
            }
        }
        let left = self.operand()?;
        self.blanks();
        match (self.comparison(), left) {
            (Some(comparison), left) => Ok(Test::Compare(left, comparison, self.operand()?)),
            (None, Operand::Single(query)) => Ok(Test::Exists(query)),
            (None, Operand::Literal(_) | Operand::Length(_) | Operand::Count(_)) => {
                self.wrong("a comparison such as `==`")
            }
        }
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let all = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        all.into_iter().find(|(written, _)| self.eat(written)).map(|(_, comparison)| comparison)
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.blanks();
        if let Some(text) = self.quoted()? {
            return Ok(Operand::Literal(Value::String(text)));
        }
        for (name, count) in [("length(", false), ("count(", true), ("value(", true)] {
            if self.eat(name) {
                let inner = self.nested(Self::operand)?;
                self.close()?;
                return match (inner, name) {
                    (Operand::Single(query), "count(") => Ok(Operand::Count(query)),
                    (Operand::Single(query), "value(") => Ok(Operand::Single(query)),
                    (inner, _) if !count => Ok(Operand::Length(Box::new(inner))),
                    (_, _) => self.wrong("a query, `@…` or `$…`, in the brackets"),
                };
            }
        }
        if let Some(from_root) = [("$", true), ("@", false)].into_iter().find(|(mark, _)| self.eat(mark)) {
            return Ok(Operand::Single(Query { from_root: from_root.1, segments: self.segments()? }));
        }
        for (word, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)] {
            if self.eat(word) {
                return Ok(Operand::Literal(value));
            }
        }
        let written = self.while_is(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
        match scalar_number(written) {
            Some(number @ (Number::Integer(_) | Number::Float(_))) => Ok(Operand::Literal(Value::Number(number))),
            None => self.wrong("a query, a text in quotes, a number, `true`, `false` or `null`"),
        }
    }

    fn close(&mut self) -> Parsed<()> {
        self.blanks();
        if self.eat(")") { Ok(()) } else { self.wrong("`)`") }
    }
}
