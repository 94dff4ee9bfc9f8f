//! Ends the reading of a map: what is missing in it, and what of it nobody has asked for. Must not know which keywords there are.

use super::Fields;
use crate::diagnostics::{MOST_SLIPS, messages, nearest};
use crate::grammar::{Holds, Need, Status, is_ours};
use crate::openapi::misplaced;
use crate::openapi::wrong::wrong_type;
use crate::source::Span;
use crate::yaml::Value;

impl Fields<'_, '_> {
    /// Reports a keyword that is missing, or says nothing.
    pub fn require(&mut self, key: &str, span: Span) {
        match self.object.get(key).map(|member| &member.value) {
            None => self.diagnostics.push(messages::missing_keyword(span, self.kind.what(), key)),
            Some(node) if node.value == Value::Null => {
                let expected = if self.kind.reads(key) == Some(Holds::Text) { "a string" } else { "a map" };
                self.diagnostics.push(wrong_type(node, &format!("`{key}`"), expected));
            }
            Some(_) => {}
        }
    }

    /// Reports a keyword that is missing, and without which nothing is lost.
    pub fn miss(&mut self, key: &str, span: Span) {
        if !self.object.has(key) {
            self.diagnostics.push(messages::missed_keyword(span, self.kind.what(), key));
        }
    }

    /// Reports required keywords that are missing.
    pub fn require_all(&mut self, span: Span) {
        for row in self.kind.keywords() {
            match row.need {
                Need::Required => self.require(row.name, span),
                Need::Missed => self.miss(row.name, span),
                Need::Optional | Need::ByVersion => {}
            }
        }
    }

    /// Ends the reading: whatever is not read is harmless, ignored or refused by name, or unknown.
    pub fn finish(self) {
        if cfg!(test) {
            let unread = self.kind.keywords().iter().find(|row| row.is_read() && !self.requested.contains(&row.name));
            assert!(unread.is_none(), "nobody asks {} for {unread:?}", self.kind.what());
        }
        let (kind, mut slips) = (self.kind, 0);
        for member in &self.object.members {
            let (key, span) = (member.key.value.as_str(), member.key.span);
            // It is what the rest stands beside.
            if key == "$ref" && kind.section().is_some() {
                continue;
            }
            match kind.keyword(key).map(|keyword| keyword.status) {
                Some(Status::Read(_) | Status::Harmless) => continue,
                Some(Status::Ignored(reason)) => {
                    self.diagnostics.push(messages::ignored(span, &format!("`{key}`"), reason));
                    continue;
                }
                Some(Status::Refused(instead)) => {
                    // Bodies have one that is read.
                    let of = if key == "content" { format!(" of {}", kind.what()) } else { String::new() };
                    self.diagnostics.push(messages::unsupported(span, &format!("`{key}`{of}"), instead));
                    continue;
                }
                None => {}
            }
            if key.starts_with("x-") {
                if is_ours(key) {
                    self.diagnostics.push(messages::misplaced_extension(span, key, kind.what()));
                }
            } else if let Some(belongs) = misplaced::belongs(kind, key, &member.value) {
                let loses = misplaced::loses_something(kind, key);
                self.diagnostics.push(messages::keyword_elsewhere(span, key, kind.what(), belongs, loses));
            } else {
                slips += 1;
                let suggestion = nearest(key, kind.names().take_while(|_| slips <= MOST_SLIPS));
                let holds = suggestion.and_then(|suggestion| kind.reads(suggestion));
                let loses = holds.and_then(Holds::objects).is_some();
                self.diagnostics.push(messages::unknown_keyword(span, key, kind.what(), suggestion, loses));
            }
        }
    }
}
