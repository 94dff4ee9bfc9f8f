//! Reads JSONPath (RFC 9535), with all selectors and the functions `length`, `count`, `value`, `match` and `search`. Must not know
//! what is selected from.
//!
//! The crates that do the same bring a second `syn` or a parser generator, which would be a third of a first build.

use crate::yaml::{Number, Value, scalar_number};

/// Brackets within one another: deeper queries select nothing that a document has, and a stack has an end.
const MAX_DEPTH: usize = 50;

/// A path from the root or, in a filter, from the value that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub from_root: bool,
    pub segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Whether it looks at all levels below, not only at the next.
    pub descends: bool,
    pub selectors: Vec<Selector>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    Filter(Test),
}

/// Whether a value is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Or(Vec<Test>),
    And(Vec<Test>),
    Not(Box<Test>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    /// Whether the text is an expression's match: all of it, or a part.
    Matches {
        text: Operand,
        pattern: Operand,
        whole: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Literal(Value),
    /// The one value that a query selects.
    Single(Query),
    Length(Box<Operand>),
    Count(Query),
}

/// What is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub at: usize,
    pub expected: &'static str,
}

/// Reads a whole expression.
pub fn parse(text: &str) -> Result<Query, Mistake> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    if !parser.eat("$") {
        return parser.wrong("`$`, the root of the document");
    }
    let segments = parser.segments()?;
    match parser.rest() {
        "" => Ok(Query { from_root: true, segments }),
        _ => parser.wrong("`.name`, `[…]` or the end"),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, Mistake>;

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong<T>(&self, expected: &'static str) -> Parsed<T> {
        Err(Mistake { at: self.at, expected })
    }

    fn eat(&mut self, what: &str) -> bool {
        let is_there = self.rest().starts_with(what);
        if is_there {
            self.at += what.len();
        }
        is_there
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn while_is(&mut self, is: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !is(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
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

    fn integer(&mut self) -> Parsed<Option<i64>> {
        let start = self.at;
        self.eat("-");
        let digits = self.while_is(|c| c.is_ascii_digit());
        if digits.is_empty() && self.at == start {
            return Ok(None);
        }
        match self.text.get(start..self.at).and_then(|text| text.parse().ok()) {
            Some(integer) => Ok(Some(integer)),
            None => self.wrong("an integer"),
        }
    }

    /// A text in quotes, if one begins here.
    fn quoted(&mut self) -> Parsed<Option<String>> {
        let Some(quote) = self.rest().chars().next().filter(|c| matches!(c, '\'' | '"')) else { return Ok(None) };
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.rest().chars().next() else { return self.wrong("a quote at the end of the text") };
            self.at += c.len_utf8();
            match c {
                _ if c == quote => return Ok(Some(text)),
                '\\' => text.push(self.escaped(quote)?),
                _ => text.push(c),
            }
        }
    }

    fn escaped(&mut self, quote: char) -> Parsed<char> {
        let Some(c) = self.rest().chars().next() else { return self.wrong("a character behind `\\`") };
        let found = match c {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' | '\\' => c,
            'u' => return self.unicode(),
            _ if c == quote => c,
            _ => return self.wrong("one of `\\b`, `\\f`, `\\n`, `\\r`, `\\t`, `\\/`, `\\\\`, `\\uXXXX`"),
        };
        self.at += c.len_utf8();
        Ok(found)
    }

    /// `uXXXX`, or two of them for a character beyond 16 bits.
    fn unicode(&mut self) -> Parsed<char> {
        let mut units = Vec::new();
        while units.len() < 2 && (self.eat("u") || (!units.is_empty() && self.eat("\\u"))) {
            let Some(unit) = self.rest().get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok()) else {
                return self.wrong("four hexadecimal digits");
            };
            self.at += 4;
            units.push(unit);
            if !(0xd800..0xdc00).contains(&unit) {
                break;
            }
        }
        match char::decode_utf16(units).next() {
            Some(Ok(c)) => Ok(c),
            Some(Err(_)) | None => self.wrong("a whole character"),
        }
    }

    fn or(&mut self) -> Parsed<Test> {
        self.list("||", Self::and, Test::Or)
    }

    /// One level deeper, where that is not too deep.
    fn nested<T>(&mut self, read: impl Fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return self.wrong("query that is less deep");
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
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
