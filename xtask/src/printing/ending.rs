//! Words the last line of a run. Knows what a summary counts. Must not know formats, colours or streams.

use crate::printing::summary::Summary;

/// Why the exit code is not 0.
pub fn failure(summary: &Summary) -> Option<String> {
    let time = summary.time.as_millis();
    if let Some(error) = &summary.error {
        // What was written before the error is listed above it.
        let unchanged = if summary.changes.is_empty() && !summary.check { "; nothing was changed" } else { "" };
        return Some(format!("{error}{unchanged}"));
    }
    if summary.has_errors() {
        let (errors, warnings) = summary.counts();
        let warnings = if warnings == 0 { String::new() } else { format!(" and {}", counted(warnings, "warning")) };
        return Some(format!("{}{warnings} in the spec; nothing was changed ({time} ms)", counted(errors, "error")));
    }
    if summary.is_success() {
        return None;
    }
    let counts: Vec<String> = ["stale", "missing", "orphaned"]
        .iter()
        .map(|kind| (summary.count(&[kind]), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| format!("{count} {kind}"))
        .collect();
    let first = if summary.is_blocked { "move away what is in the way, then run" } else { "run" };
    Some(format!("{} is out of date: {} ({time} ms); {first} `{}`", summary.folder, counts.join(", "), summary.mend))
}

pub fn success(summary: &Summary) -> String {
    let time = summary.time.as_millis();
    if summary.changes.is_empty() {
        return format!("{}/src is up to date ({}, {time} ms)", summary.folder, counted(summary.files, "file"));
    }
    let (written, removed) = (summary.count(&["added", "changed"]), summary.count(&["removed"]));
    let removed = if removed == 0 { String::new() } else { format!(", removed {removed}") };
    let hint = if summary.is_new_crate {
        format!("\ntry it: cd {} && cargo check", summary.quoted_folder)
    } else {
        String::new()
    };
    format!("wrote {}{removed} ({time} ms){hint}", counted(written, "file"))
}

pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        Summary { folder: "generated".to_owned(), mend: "cargo xtask gen".to_owned(), files: 23, ..Summary::default() }
    }

    #[test]
    fn results_in_one_line() {
        let mut summary = summary();
        assert_eq!(success(&summary), "generated/src is up to date (23 files, 0 ms)");
        summary.add("changed", "src/a.rs", Vec::new());
        assert_eq!(success(&summary), "wrote 1 file (0 ms)");
        summary.add("added", "src/b.rs", Vec::new());
        summary.add("removed", "src/c.rs", Vec::new());
        assert_eq!(success(&summary), "wrote 2 files, removed 1 (0 ms)");
    }

    #[test]
    fn what_is_out_of_date_comes_with_the_command() {
        let mut summary = Summary { check: true, ..summary() };
        assert_eq!(failure(&summary), None);
        summary.add("stale", "src/a.rs", Vec::new());
        summary.add("orphaned", "src/b.rs", Vec::new());
        let expected = "generated is out of date: 1 stale, 1 orphaned (0 ms); run `cargo xtask gen`";
        assert_eq!(failure(&summary).unwrap(), expected);
    }
}
