//! Parses YAML texts into events. Knows granit-parser. Must not know what the events are for.
//!
//! The parser is generic, so it would be compiled with the generator, which development builds do not optimize, and take a seventh of
//! a run. The workspace's profile has this crate optimized.

use granit_parser::{Event, Options, Parser, ScanError, Span, StrInput};

/// The events of a text, each with its place, until the first error.
pub struct Events<'t>(Parser<'t, StrInput<'t>>);

impl<'t> Events<'t> {
    /// The events of a text, within the limits of the options.
    pub fn new(text: &'t str, options: Options) -> Self {
        Self(Parser::new_from_str_with_options(text, options))
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = Result<(Event<'t>, Span), ScanError>;

    // Inlined, it would be compiled with its callers again.
    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}
