//! Takes multipart bodies apart (RFC 2046, RFC 7578). Must not know what the parts hold.

/// A part, with what its head says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub name: Option<String>,
    pub content_type: Option<String>,
    pub content: &'a [u8],
}

/// The boundary that a media type names.
pub(crate) fn boundary(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.trim().split_once('='));
    let (_, boundary) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))?;
    Some(boundary.trim().trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

/// The parts of a body; the error says what is wrong with it.
pub(crate) fn parts<'a>(body: &'a [u8], boundary: &str) -> Result<Vec<Part<'a>>, String> {
    let delimiter = format!("--{boundary}");
    let mut rest = match find(body, delimiter.as_bytes()) {
        Some(0) => body.get(delimiter.len()..).unwrap_or_default(),
        Some(at) if body.get(..at).is_some_and(|before| before.ends_with(b"\r\n")) => {
            body.get(at + delimiter.len()..).unwrap_or_default()
        }
        Some(_) | None => return Err("does not begin with its boundary".to_owned()),
    };
    let delimiter = format!("\r\n{delimiter}");
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let line = rest.strip_prefix(b"\r\n").ok_or("has something else behind a boundary")?;
        // Behind the line of the boundary, there may be no head at all.
        let at = find(rest, b"\r\n\r\n").ok_or("has a part whose head does not end")?;
        let (head, content) =
            (line.get(..at.saturating_sub(2)).unwrap_or_default(), rest.get(at + 4..).unwrap_or_default());
        let end = find(content, delimiter.as_bytes());
        // A part without anything in it ends with the line feed of its head.
        let end = end.or_else(|| content.starts_with(delimiter.get(2..).unwrap_or_default().as_bytes()).then_some(0));
        let end = end.ok_or("does not end with its boundary")?;
        let head = String::from_utf8_lossy(head);
        let header = |name: &str| {
            let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
            lines.into_iter().find(|(given, _)| given.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
        };
        parts.push(Part {
            name: header("content-disposition").and_then(name),
            content_type: header("content-type").map(str::to_owned),
            content: content.get(..end).unwrap_or_default(),
        });
        rest = content.get(end + delimiter.len()..).unwrap_or_default();
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The name in a `Content-Disposition`, as browsers escape it.
fn name(disposition: &str) -> Option<String> {
    let (_, rest) = disposition.split_once(" name=").or_else(|| disposition.split_once(";name="))?;
    let name = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?.0,
        None => rest.split(';').next()?,
    };
    Some(name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies() {
        let body = b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n\
            content-disposition: form-data; filename=\"x.bin\"; name=\"f%22\"\r\nContent-Type: image/png\r\n\r\n\r\n--x\r\n--b--\r\n";
        let part = |name: &str, content_type: Option<&str>, content| Part {
            name: Some(name.to_owned()),
            content_type: content_type.map(str::to_owned),
            content,
        };
        let expected = vec![part("a", None, &b"1"[..]), part("f\"", Some("image/png"), b"\r\n--x")];
        assert_eq!(parts(body, "b"), Ok(expected));
        assert_eq!(parts(b"--b\r\n\r\nx\r\n--b--", "b").unwrap()[0].name, None);
        assert_eq!(parts(b"--b--", "b"), Ok(Vec::new()));
        for wrong in [&b""[..], b"x", b"--b", b"--b\r\n", b"--b\r\n\r\nx", b"--b\r\nx\r\n--b--", b"x--b--"] {
            assert!(parts(wrong, "b").is_err(), "{}", String::from_utf8_lossy(wrong));
        }
        assert_eq!(boundary("multipart/form-data; boundary=\"x y\""), Some("x y"));
        assert_eq!(boundary("multipart/form-data"), None);
    }
}
