//! Prints diagnostics as annotations of a pull request: GitHub's workflow commands, within GitHub's limits.

use super::{Report, printable};
use crate::diagnostics::{Diagnostic, Severity};
use std::fmt::Write;

/// GitHub shows ten errors of a step and drops the others silently. One is left for how the step ended.
const MOST_ERRORS: usize = 9;

/// The same for warnings.
const MOST_WARNINGS: usize = 10;

impl Report {
    /// GitHub's annotation commands, one line per message, errors first; a last line counts those that find no room.
    pub fn github(&self, spec_root: &str) -> String {
        let of = |severity| self.diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let mut text: String =
            errors.clone().take(MOST_ERRORS).map(|error| self.annotation(error, spec_root)).collect();
        text.extend(warnings.clone().take(MOST_WARNINGS).map(|warning| self.annotation(warning, spec_root)));
        let more = [(errors.count(), MOST_ERRORS, "error"), (warnings.count(), MOST_WARNINGS, "warning")];
        let more: Vec<String> = more
            .into_iter()
            .filter_map(|(count, most, what)| Some((count.checked_sub(most).filter(|more| *more > 0)?, what)))
            .map(|(more, what)| format!("{more} more {what}{}", if more == 1 { "" } else { "s" }))
            .collect();
        if !more.is_empty() {
            let _ = writeln!(
                text,
                "… and {}: GitHub shows no more of a step; run the command to see them",
                more.join(" and ")
            );
        }
        text
    }

    fn annotation(&self, diagnostic: &Diagnostic, spec_root: &str) -> String {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let Some(label) = diagnostic.labels.first() else { return String::new() };
        let start = self.sources.position(label.span.file, label.span.start);
        let end = self.sources.position(label.span.file, label.span.end);
        let help = diagnostic.help.iter().map(|help| data(&format!("help: {help}")));
        let message: Vec<String> = std::iter::once(data(&diagnostic.message)).chain(help).collect();
        format!(
            "::{command} title={},file={},line={},col={},endLine={},endColumn={}::{}\n",
            diagnostic.code,
            property(&self.path(label.span, spec_root)),
            start.line,
            start.column,
            end.line,
            end.column,
            message.join("%0A"),
        )
    }
}

fn data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
