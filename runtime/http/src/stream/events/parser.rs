//! Makes events of bytes, as the HTML standard says (section 9.2.6, "Interpreting an event stream"). Must not know what
//! their data means.

use crate::stream::pieces::Cut;
use bytes::{Buf, Bytes};
use std::mem;
use std::time::Duration;

/// An event as it stands in the stream.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Frame {
    pub data: String,
    pub event: Option<String>,
}

/// What has come of the next event.
#[derive(Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// The lines of `data` so far; `None` if there was none.
    data: Option<String>,
    event: String,
    last_id: Option<String>,
    /// That of the event that is not complete.
    next_id: Option<String>,
    retry: Option<Duration>,
    limit: usize,
    /// Whether the event is larger than the limit, so that it is skipped to its end.
    is_too_large: bool,
    /// Whether a line ended with CR, behind which LF belongs to it.
    after_cr: bool,
    /// Whether a line was read, before which there may be a byte order mark.
    has_begun: bool,
}

impl Parser {
    pub fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    fn add(&mut self, part: &[u8]) {
        let held = self.line.len() + self.data.as_ref().map_or(0, String::len) + self.event.len();
        if part.len() > self.limit.saturating_sub(held) {
            self.is_too_large = true;
        }
        // Of a line that is skipped, it matters whether it is empty.
        let room = if self.is_too_large { 1_usize.saturating_sub(self.line.len()) } else { part.len() };
        self.line.extend_from_slice(part.get(..room).unwrap_or(part));
    }

    fn end_of_line(&mut self) -> Option<Result<Frame, usize>> {
        let line = mem::take(&mut self.line);
        let line = if mem::replace(&mut self.has_begun, true) {
            &line
        } else {
            line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line)
        };
        if line.is_empty() {
            return self.dispatch();
        }
        if !self.is_too_large {
            self.field(&String::from_utf8_lossy(line));
        }
        None
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => self.event = value.to_owned(),
            "id" if !value.contains('\0') => self.next_id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments, which have no name, are there to keep the connection alive.
            _ => {}
        }
    }

    fn dispatch(&mut self) -> Option<Result<Frame, usize>> {
        let (data, event) = (self.data.take(), mem::take(&mut self.event));
        // Only who has had an event may go on behind it.
        self.last_id = self.next_id.take().or(self.last_id.take());
        if mem::take(&mut self.is_too_large) {
            return Some(Err(self.limit));
        }
        let event = Some(event).filter(|event| !event.is_empty());
        Some(Ok(Frame { data: data?, event }))
    }
}

impl Cut for Parser {
    type Piece = Frame;

    fn push(&mut self, bytes: &mut Bytes) -> Option<Result<Frame, usize>> {
        loop {
            // Whether LF follows may only the next piece tell.
            if !bytes.is_empty() && mem::take(&mut self.after_cr) && bytes.first() == Some(&b'\n') {
                bytes.advance(1);
            }
            let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let part = bytes.split_to(end.unwrap_or(bytes.len()));
            self.add(&part);
            end?;
            self.after_cr = bytes.first() == Some(&b'\r');
            bytes.advance(1);
            if let Some(frame) = self.end_of_line() {
                return Some(frame);
            }
        }
    }

    fn finish(&mut self) -> Option<Result<Frame, usize>> {
        let Self { last_id, retry, limit, .. } = mem::take(self);
        *self = Self { last_id, retry, limit, ..Self::default() };
        // What was not ended by an empty line is no event.
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a stream, whatever pieces it comes in: `event>data`, and `!` for what is too large.
    fn parsed(stream: &[u8], limit: usize) -> (Vec<String>, Option<String>, Option<Duration>) {
        let in_pieces = |size: usize| {
            let mut parser = Parser::new(limit);
            let mut found = Vec::new();
            for piece in stream.chunks(size) {
                let mut piece = Bytes::copy_from_slice(piece);
                while let Some(frame) = parser.push(&mut piece) {
                    found.push(match frame {
                        Ok(Frame { data, event: Some(event) }) => format!("{event}>{data}"),
                        Ok(Frame { data, event: None }) => data,
                        Err(_) => "!".to_owned(),
                    });
                }
                assert!(piece.is_empty());
            }
            (found, parser.last_id, parser.retry)
        };
        let whole = in_pieces(stream.len().max(1));
        for size in 1..=stream.len().min(7) {
            assert_eq!(in_pieces(size), whole, "{size}: {stream:?}");
        }
        whole
    }

    #[test]
    fn events_are_what_the_standard_says() {
        for (stream, events) in [
            ("", &[][..]),
            ("data: a\n\n", &["a"]),
            ("data:a\n\ndata:  b\n\n", &["a", " b"]),
            ("\u{feff}data: a\n\n", &["a"]),
            ("data: a\n\n\u{feff}data: b\n\n", &["a"]),
            ("data: a\r\rdata: b\r\n\r\ndata: c\n\r\n", &["a", "b", "c"]),
            ("data: a\r\ndata: b\rdata: c\n\n", &["a\nb\nc"]),
            ("data\ndata\n\n", &["\n"]),
            ("data\n\n", &[""]),
            ("data:\n\n", &[""]),
            ("event: x\n\n", &[]),
            ("event: x\n\ndata: a\n\n", &["a"]),
            ("event: x\ndata: a\n\ndata: b\n\n", &["x>a", "b"]),
            ("event: x\nevent: y\ndata: a\n\n", &["y>a"]),
            (": comment\n\n:\n\ndata: a\n: b\n\n", &["a"]),
            ("Data: a\ndata : b\nother: c\n\n", &[]),
            ("data: a: b\n\n", &["a: b"]),
            ("data: h\u{e4}ll\u{f6} \u{1f980}\n\n", &["h\u{e4}ll\u{f6} \u{1f980}"]),
            // Not ended by an empty line.
            ("data: a\n\ndata: b\n", &["a"]),
            ("data: a", &[]),
            ("\n\n\ndata: a\n\n\n\n", &["a"]),
        ] {
            assert_eq!(parsed(stream.as_bytes(), 100).0, events, "{stream:?}");
        }
        assert_eq!(parsed(b"data: \xff\n\n", 100).0, ["\u{fffd}"]);
    }

    #[test]
    fn ids_and_times_stay() {
        for (stream, id, retry) in [
            ("id: 1\ndata: a\n\ndata: b\n\n", Some("1"), None),
            ("id: 1\n\nid\n\n", Some(""), None),
            ("id: 1\nid: 2\0\n\n", Some("1"), None),
            ("id: 1\n\nid: 2\ndata: a\n", Some("1"), None),
            ("retry: 1500\n", None, Some(1500)),
            ("retry: 1500\nretry: 1.5\nretry: -1\nretry: +1\nretry\nretry: 99999999999999999999\n", None, Some(1500)),
        ] {
            let (_, found, time) = parsed(stream.as_bytes(), 100);
            assert_eq!((found.as_deref(), time), (id, retry.map(Duration::from_millis)), "{stream:?}");
        }
    }

    #[test]
    fn what_is_too_large_is_left_out_and_no_more() {
        for (stream, events) in [
            ("data: 12345678\n\ndata: a\n\n", &["!", "a"][..]),
            ("data: 1234\ndata: 56\ndata: 78\n\ndata: a\n\n", &["!", "a"]),
            ("data: a\n\n: a long comment\n\ndata: b\n\n", &["a", "!", "b"]),
            ("data: 123456", &[]),
        ] {
            assert_eq!(parsed(stream.as_bytes(), 12).0, events, "{stream:?}");
        }
        let mut parser = Parser::new(10);
        for _ in 0..1000 {
            assert_eq!(parser.push(&mut Bytes::from_static(&[b'x'; 1000])), None);
        }
        assert!(parser.line.capacity() < 2000, "{}", parser.line.capacity());
    }
}
