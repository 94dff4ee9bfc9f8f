//! Takes path templates apart: text and names in braces. What is no template is text. Must not know parameters.

/// A part of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PathPart<'a> {
    Text(&'a str),
    /// A name, without its braces.
    Name(&'a str),
}

/// The parts of a path, in order. A brace without a partner, and braces with nothing in them, are text.
pub fn path_parts(path: &str) -> Vec<PathPart<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut open) = (0, None);
    for (at, c) in path.char_indices() {
        match (c, open) {
            ('{', _) => open = Some(at),
            ('}', Some(brace)) => {
                open = None;
                let name = path.get(brace + 1..at).unwrap_or_default();
                if name.is_empty() {
                    continue;
                }
                parts.push(PathPart::Text(path.get(start..brace).unwrap_or_default()));
                parts.push(PathPart::Name(name));
                start = at + 1;
            }
            (_, _) => {}
        }
    }
    parts.push(PathPart::Text(path.get(start..).unwrap_or_default()));
    parts.retain(|part| *part != PathPart::Text(""));
    parts
}

/// The names in braces, each once, in the order in which they first appear.
pub fn path_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in path_parts(path) {
        if let PathPart::Name(name) = part
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The paths `/a/{x}` and `/a/{y}` are one path.
pub fn path_shape(path: &str) -> String {
    let part = |part: PathPart<'_>| match part {
        PathPart::Text(text) => text.to_owned(),
        PathPart::Name(_) => "{".to_owned(),
    };
    path_parts(path).into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let written = |path| {
            let part = |part: PathPart<'_>| match part {
                PathPart::Text(text) => text.to_owned(),
                PathPart::Name(name) => format!("<{name}>"),
            };
            path_parts(path).into_iter().map(part).collect::<Vec<_>>().join(" ")
        };
        for (path, expected) in [
            ("/", "/"),
            ("/a/{b}.json", "/a/ <b> .json"),
            ("/a:{verb}", "/a: <verb>"),
            ("/{a}-{b}", "/ <a> - <b>"),
            ("/x(id={id})", "/x(id= <id> )"),
            ("/{a}{b}", "/ <a> <b>"),
            ("/{a", "/{a"),
            ("/a}", "/a}"),
            ("/{}", "/{}"),
            ("/{{a}}", "/{ <a> }"),
            ("", ""),
        ] {
            assert_eq!(written(path), expected, "{path}");
        }
        assert_eq!(path_names("/{a}/{b}/{a}"), ["a", "b"]);
        assert_eq!(path_shape("/a/{x}.{y}"), path_shape("/a/{z}.{x}"));
        assert_ne!(path_shape("/a/{x}"), path_shape("/a/{x}/"));
    }
}
