//! Checks parameters before anything is sent, all of them, so that a caller sees every mistake at once. Knows where
//! values stand and their bounds; the words are in `message`. Must not show a caller's text, which may be a secret, but
//! only numbers and lengths. Generic methods only unpack their arguments: they are compiled once per use.

mod form;
mod message;

pub(crate) use message::in_path;
use message::{Bounds, exact_multiple};
pub use message::{is_header_text, segment};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::ops::RangeBounds;

/// One thing that the service would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where, as the caller writes it: `name`, `auth.user`, `apps[3].name`, `labels["x"]`. Empty for the whole
    /// request body.
    pub place: String,

    /// What is wrong: "is required", "must have 3 to 255 characters, has 2".
    pub message: String,
}

impl Violation {
    /// What is wrong at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place.as_str() {
            "" => "the request body",
            place => place,
        };
        write!(f, "{place} {}", self.message)
    }
}

/// A value that knows its bounds.
pub trait Validate {
    /// Reports everything that the service would refuse.
    fn validate(&self, check: &mut Validator) {
        let _ = check;
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn validate(&self, check: &mut Validator) {
        (**self).validate(check);
    }
}

/// A number that is kept as text.
pub trait Digits {
    /// Whether it is a number.
    fn is_number(&self) -> bool;

    /// The nearest number of 64 bits, if there is one.
    fn to_f64(&self) -> Option<f64>;
}

/// Collects [`Violation`]s.
///
/// Every check takes the name of a field and passes when the value is `None`. An empty name means the place that
/// the validator is at: an item of an array, a value of a map.
#[derive(Debug, Default)]
pub struct Validator {
    place: String,
    violations: Vec<Violation>,
    /// The place of a value that is written though its field is empty.
    granted: Option<String>,
    /// Fields that go together.
    sets: Vec<message::Set>,
    /// What is sent instead of all that is checked from then on.
    instead: Option<String>,
}

impl Validator {
    /// What has been reported so far.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// Reports a violation in words of the caller's own.
    pub fn report(&mut self, name: &str, message: impl Into<String>) {
        if self.instead.is_none() {
            let length = self.enter(name);
            let violation = Violation::new(self.place.clone(), message);
            self.violations.push(violation);
            self.place.truncate(length);
        }
    }

    /// Whether another body is there, which is sent instead of the one that is checked behind this. There may be one.
    pub fn instead(&mut self, name: &str, is_there: bool) {
        match self.instead.take() {
            other if !is_there => self.instead = other,
            None => self.instead = Some(name.to_owned()),
            Some(other) => {
                self.report(name, format!("cannot be sent beside `{other}`"));
                self.instead = Some(other);
            }
        }
    }

    fn report_if(&mut self, name: &str, message: Option<String>) {
        if let Some(message) = message {
            self.report(name, message);
        }
    }

    fn report_unless(&mut self, name: &str, is_right: bool, message: &str) {
        self.report_if(name, (!is_right).then(|| message.to_owned()));
    }

    /// The value must be there.
    pub fn required<T: ?Sized>(&mut self, name: &str, value: Option<&T>) {
        if value.is_none() && !self.is_granted(name) {
            self.report(name, "is required");
        }
    }

    /// The value must fill a place of a URL's path: not empty, no `.` or `..`, no control character. A slash is escaped.
    pub fn path(&mut self, name: &str, value: &(impl Display + ?Sized)) {
        let message = in_path(&value.to_string());
        self.report_if(name, message.map(str::to_owned));
    }

    /// The text must have so many characters (not bytes).
    pub fn length(&mut self, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>, bounds: impl RangeBounds<usize>) {
        if let Some(value) = value {
            let count = value.as_ref().chars().count();
            self.report_if(name, Bounds::of(&bounds).count(count, "character", "characters"));
        }
    }

    /// The array must have so many items.
    pub fn items<T>(&mut self, name: &str, value: Option<&Vec<T>>, bounds: impl RangeBounds<usize>) {
        if let Some(value) = value {
            self.report_if(name, Bounds::of(&bounds).count(value.len(), "item", "items"));
        }
    }

    /// The map must have so many entries.
    pub fn properties<'a, M>(&mut self, name: &str, value: Option<&'a M>, bounds: impl RangeBounds<usize>)
    where
        &'a M: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        if let Some(value) = value {
            let count = value.into_iter().len();
            self.report_if(name, Bounds::of(&bounds).count(count, "entry", "entries"));
        }
    }

    /// The number must lie within the bounds.
    pub fn range<T: PartialOrd + Display>(&mut self, name: &str, value: Option<&T>, bounds: impl RangeBounds<T>) {
        if let Some(value) = value
            && !bounds.contains(value)
        {
            let message = Bounds::of(&bounds).number(value);
            self.report(name, message);
        }
    }

    /// The number must be one that JSON can say, neither NaN nor infinite, and lie within the bounds.
    pub fn number<T>(&mut self, name: &str, value: Option<&T>, bounds: impl RangeBounds<T>)
    where
        T: Copy + Into<f64> + PartialOrd + Display,
    {
        match value.copied().map(Into::<f64>::into) {
            Some(number) if !number.is_finite() => self.report(name, format!("must be a finite number, is {number}")),
            Some(_) | None => self.range(name, value, bounds),
        }
    }

    /// The same of a number that is kept with all its digits; bounds are compared as far as `f64` tells.
    pub fn decimal(&mut self, name: &str, value: Option<&impl Digits>, bounds: impl RangeBounds<f64>) {
        match value.map(|number| (number.is_number(), number.to_f64())) {
            Some((true, Some(number))) => self.range(name, Some(&number), bounds),
            Some((true, None)) | None => {}
            Some((false, _)) => self.report(name, "must be a number"),
        }
    }

    /// The number must be a multiple of another; fractions are compared as they are written.
    pub fn multiple_of(&mut self, name: &str, value: Option<&impl Display>, divisor: impl Display) {
        if let Some(value) = value {
            let (value, divisor) = (value.to_string(), divisor.to_string());
            if exact_multiple(&value, &divisor) == Some(false) {
                self.report(name, format!("must be a multiple of {divisor}, is {value}"));
            }
        }
    }

    /// The text must match a regular expression somewhere, as JSON Schema says.
    ///
    /// An expression that cannot be compiled is ignored: the generator warned of it.
    pub fn pattern(&mut self, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>, pattern: &str) {
        if let Some(value) = value
            && !message::matches(pattern, value.as_ref())
        {
            self.report(name, format!("must match `{pattern}`"));
        }
    }

    /// The text must be a UUID, in any of the ways that these are written.
    pub fn uuid(&mut self, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>) {
        if let Some(value) = value {
            self.report_unless(name, form::is_uuid(value.as_ref()), "must be a UUID");
        }
    }

    /// The text must be an IPv4 address, or a network of such.
    pub fn ipv4(&mut self, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>) {
        if let Some(value) = value {
            self.report_unless(name, form::is_ipv4(value.as_ref()), "must be an IPv4 address");
        }
    }

    /// The text must be an IPv6 address, or a network of such.
    pub fn ipv6(&mut self, name: &str, value: Option<&(impl AsRef<str> + ?Sized)>) {
        if let Some(value) = value {
            self.report_unless(name, form::is_ipv6(value.as_ref()), "must be an IPv6 address");
        }
    }

    /// No item of the array may stand in it twice.
    pub fn unique<T: PartialEq>(&mut self, name: &str, value: Option<&Vec<T>>) {
        for (second, item) in value.into_iter().flatten().enumerate() {
            let mut before = value.into_iter().flatten().take(second);
            if let Some(first) = before.position(|other| other == item) {
                self.report(name, format!("must not repeat an item: items {first} and {second} are equal"));
                return;
            }
        }
    }

    /// Checks the fields of an object.
    pub fn nested<T: Validate>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            let length = self.enter(name);
            value.validate(self);
            self.place.truncate(length);
        }
    }

    /// A field of a set, and whether it is there: for [`any_of`](Self::any_of) and [`one_of`](Self::one_of), which follow.
    pub fn part(&mut self, set: usize, name: &str, is_there: bool) {
        match self.sets.get_mut(set) {
            Some(set) => set.add(name, is_there),
            None => self.sets.push(message::Set::of(name, is_there)),
        }
    }

    /// One set of fields must be there, or several.
    pub fn any_of(&mut self) {
        let sets = std::mem::take(&mut self.sets);
        if !sets.iter().any(|set| set.is_there) {
            self.report("", format!("must have {}", message::sets(&sets)));
        }
    }

    /// One set of fields must be there, and no other.
    pub fn one_of(&mut self) {
        let sets = std::mem::take(&mut self.sets);
        match sets.iter().filter(|set| set.is_there).count() {
            0 => self.report("", format!("must have {}", message::sets(&sets))),
            1 => {}
            _ => self.report("", format!("must have only one of these: {}", message::sets(&sets))),
        }
    }

    /// Checks the fields of an object that is one of several types; the property that says which need not be set.
    pub fn tagged<T: Validate>(&mut self, tag: &str, value: &T) {
        let length = self.enter(tag);
        let outer = self.granted.replace(self.place.clone());
        self.place.truncate(length);
        value.validate(self);
        self.granted = outer;
    }

    fn is_granted(&mut self, name: &str) -> bool {
        let length = self.enter(name);
        let is_granted = self.granted.as_ref() == Some(&self.place);
        self.place.truncate(length);
        is_granted
    }

    /// Checks every item of an array.
    pub fn each<T>(&mut self, name: &str, value: Option<&Vec<T>>, mut item: impl FnMut(&mut Self, &T)) {
        for (index, value) in value.into_iter().flatten().enumerate() {
            let length = self.enter_at(name, format_args!("[{index}]"));
            item(self, value);
            self.place.truncate(length);
        }
    }

    /// Checks every value of a map.
    pub fn each_value<T>(
        &mut self,
        name: &str,
        value: Option<&BTreeMap<String, T>>,
        mut item: impl FnMut(&mut Self, &T),
    ) {
        for (key, value) in value.into_iter().flatten() {
            let length = self.enter_at(name, format_args!("[{key:?}]"));
            item(self, value);
            self.place.truncate(length);
        }
    }

    /// Goes to a field; the answer brings `place` back by `truncate`.
    fn enter(&mut self, name: &str) -> usize {
        let length = self.place.len();
        if length > 0 && !name.is_empty() {
            self.place.push('.');
        }
        self.place.push_str(name);
        length
    }

    fn enter_at(&mut self, name: &str, index: fmt::Arguments<'_>) -> usize {
        let length = self.enter(name);
        // Writing to a String cannot fail.
        let _ = self.place.write_fmt(index);
        length
    }
}

#[cfg(test)]
mod tests;
