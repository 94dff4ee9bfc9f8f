//! Applies what a case changes in a document: hunks of a unified diff, found by their lines and not by numbers, so that people can
//! write them. What stands behind `@@` is for readers. Must not know what is changed.

/// The text after the changes. Each hunk must fit at one place.
pub fn apply(before: &str, patch: &str) -> Result<String, String> {
    let mut text = format!("\n{before}");
    let patch = format!("\n{patch}");
    let mut hunks = patch.split("\n@@");
    if let Some(start) = hunks.next().filter(|start| !start.trim().is_empty()) {
        return Err(format!("text before the first `@@`: {start}"));
    }
    for hunk in hunks {
        let (mut old, mut new) = ("\n".to_owned(), "\n".to_owned());
        for line in hunk.lines().skip(1) {
            if let Some(line) = line.strip_prefix('-') {
                old += &format!("{line}\n");
            } else if let Some(line) = line.strip_prefix('+') {
                new += &format!("{line}\n");
            } else if line.starts_with('\\') {
                // As `diff` says that the line before does not end.
                new.pop();
            } else if line.is_empty() || line.starts_with(' ') {
                let line = line.get(1..).unwrap_or_default();
                [&mut old, &mut new].into_iter().for_each(|side| *side += &format!("{line}\n"));
            } else {
                return Err(format!("a line that starts with neither blank, `+` nor `-`: {line}"));
            }
        }
        let places: Vec<usize> = text.match_indices(&old).map(|(at, _)| at).collect();
        let [at] = places.as_slice() else {
            return Err(format!("fits at {} places, so it needs other lines around it:\n@@{hunk}", places.len()));
        };
        text.replace_range(*at..at + old.len(), &new);
    }
    Ok(text.split_off(1))
}

#[test]
fn a_hunk_fits_at_one_place() {
    let text = "a\nb\na\nc\n";
    assert_eq!(apply(text, ""), Ok(text.to_owned()));
    assert_eq!(
        apply(text, "@@ above\n b\n-a\n+d\n@@\n-c\n+e\n\\ No newline at end of file\n"),
        Ok("a\nb\nd\ne".to_owned())
    );
    assert!(apply(text, "@@\n-a\n").is_err_and(|error| error.starts_with("fits at 2 places")));
    assert!(apply(text, "@@\n-d\n").is_err_and(|error| error.starts_with("fits at 0 places")));
    assert!(apply(text, "@@\nb\n").is_err_and(|error| error.starts_with("a line that starts")));
    assert!(apply(text, "-a\n").is_err_and(|error| error.starts_with("text before")));
}
