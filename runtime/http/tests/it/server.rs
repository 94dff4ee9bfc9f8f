//! Serves HTTP for tests: records the bytes of each request and answers what the test scripted.
//!
//! Knows sockets and just enough HTTP to find the end of a request. Self-contained, so that other crates' tests
//! can include it by `#[path]`. Bounded: it ends when dropped, and no thread waits longer than [`PATIENCE`].

#![allow(dead_code, clippy::unwrap_used)]

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(10);
const MAX_REQUEST: usize = 1 << 20;

/// What the server does when a request has come.
pub enum Answer {
    /// Writes these bytes and goes on with the connection.
    Raw(Vec<u8>),

    /// Writes these bytes and closes the connection.
    Close(Vec<u8>),

    /// Says nothing and keeps the connection open.
    Silence,
}

impl Answer {
    /// Any bytes.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Raw(bytes.into())
    }

    /// A whole answer with headers of the caller's choice.
    pub fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        Self::Raw(format!("{head}\r\n{body}").into_bytes())
    }

    /// A whole answer in JSON.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }
}

/// A request as it came over the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Request line and headers, each line with its `\r\n`, without the empty line.
    pub head: String,

    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Recorded {
    /// The request line without the version: `GET /v2/quotas?limit=1`.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1")
    }

    /// A header's value, by name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    }
}

/// A server on a free port of 127.0.0.1.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

/// What answers each request that comes.
type Handler = dyn Fn(&Recorded) -> Answer + Send + Sync;

struct State {
    handler: Box<Handler>,
    requests: Mutex<Vec<Recorded>>,
    stop: AtomicBool,
}

impl Server {
    /// Starts a server that gives these answers, in this order, and then status 599.
    pub fn start(answers: Vec<Answer>) -> Self {
        let answers: Mutex<VecDeque<Answer>> = Mutex::new(answers.into());
        Self::with(move |_| {
            let answer = answers.lock().unwrap().pop_front();
            answer.unwrap_or_else(|| Answer::new(599, &[], "the script has no more answers"))
        })
    }

    /// Starts a server that answers each request as the handler says.
    pub fn with(handler: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state =
            Arc::new(State { handler: Box::new(handler), requests: Mutex::default(), stop: AtomicBool::new(false) });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.stop.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || stream.and_then(|stream| shared.serve(stream)));
            }
        });
        Self { address, state }
    }

    /// The server's base URL, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that have come so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::SeqCst);
        // Wakes the listener up, so that it sees the flag.
        let _ = TcpStream::connect(self.address);
    }
}

impl State {
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut rest = Vec::new();
        while let Some(request) = read_request(&mut stream, &mut rest)? {
            self.requests.lock().unwrap().push(request.clone());
            match (self.handler)(&request) {
                Answer::Raw(bytes) => stream.write_all(&bytes)?,
                Answer::Close(bytes) => return stream.write_all(&bytes),
                Answer::Silence => self.wait(),
            }
        }
        Ok(())
    }

    fn wait(&self) {
        let end = Instant::now() + PATIENCE;
        while !self.stop.load(Ordering::SeqCst) && Instant::now() < end {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The next request of a connection; `None` when the client has closed it. `rest` is what came beyond it.
fn read_request(stream: &mut TcpStream, rest: &mut Vec<u8>) -> std::io::Result<Option<Recorded>> {
    let mut buffer = [0; 4096];
    loop {
        if let Some((request, length)) = parse_request(rest) {
            rest.drain(..length);
            return Ok(Some(request));
        }
        let count = stream.read(&mut buffer)?;
        if count == 0 || rest.len() > MAX_REQUEST {
            return Ok(None);
        }
        rest.extend_from_slice(&buffer[..count]);
    }
}

/// The request that these bytes begin with, once it is whole, and its length.
pub fn parse_request(bytes: &[u8]) -> Option<(Recorded, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let mut request = Recorded { head: String::from_utf8_lossy(&bytes[..end + 2]).into_owned(), body: Vec::new() };
    if request.header("transfer-encoding") == Some("chunked") {
        let (body, length) = chunks(&bytes[end + 4..])?;
        request.body = body;
        return Some((request, end + 4 + length));
    }
    let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
    let body = bytes.get(end + 4..end + 4 + length)?;
    request.body = body.to_vec();
    Some((request, end + 4 + length))
}

/// The body that these chunks make, once it is whole, and their length.
fn chunks(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let line = bytes[at..].windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(str::from_utf8(&bytes[at..at + line]).unwrap(), 16).unwrap();
        at += line + 2;
        body.extend_from_slice(bytes.get(at..at + size)?);
        bytes.get(at + size..at + size + 2)?;
        at += size + 2;
        if size == 0 {
            return Some((body, at));
        }
    }
}
