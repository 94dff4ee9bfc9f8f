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
