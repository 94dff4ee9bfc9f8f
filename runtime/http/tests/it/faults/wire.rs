//! Serves as no good server does: answers in drops, breaks off, resets, never ends.
//!
//! Knows sockets, and counts what it sees. Every connection ends when the server is dropped.

use crate::server::{Recorded, parse_request};
use std::io::Result;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// What a client must have had enough of: a gigabyte.
const ENDLESS: usize = 1 << 30;

/// One thing that the server does when a request has come.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),

    /// Sends these bytes one by one, each a moment after the one before.
    Drip(Vec<u8>),

    /// Sends these bytes over and over.
    Forever(Vec<u8>),

    /// Does nothing for a while.
    Wait(Duration),

    /// Does nothing until the client closes the connection.
    Silence,

    /// Ends the connection as one should.
    Close,

    /// Ends it with a reset.
    Reset,
}

/// Sends a text.
pub fn send(text: impl Into<Vec<u8>>) -> Step {
    Step::Send(text.into())
}

/// Sends a whole answer.
pub fn answer(status: u16, headers: &str, body: &str) -> Step {
    send(format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()))
}

type Script = dyn Fn(usize, &Recorded) -> Vec<Step> + Send + Sync;

/// A server on a free port of 127.0.0.1.
pub struct Faulty {
    address: SocketAddr,
    state: Arc<State>,
    runtime: Option<Runtime>,
}

struct State {
    /// What is done to a request, by its number from 0; `None` for a server that does not even read one.
    script: Option<Box<Script>>,
    /// What is done where no request is read.
    steps: Vec<Step>,
    requests: Mutex<Vec<(Instant, Recorded)>>,
    heard: Mutex<Vec<u8>>,
    connections: AtomicUsize,
    open: AtomicUsize,
    sent: AtomicUsize,
}

impl Faulty {
    /// Starts a server that does this to each request, by its number from 0.
    pub fn start(script: impl Fn(usize, &Recorded) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::on(bind(), script)
    }

    /// The same on a port that was taken before.
    pub fn on(socket: TcpSocket, script: impl Fn(usize, &Recorded) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::new(socket, Some(Box::new(script)), Vec::new())
    }

    /// Starts a server that does this to each connection on which something has come, whatever it is.
    pub fn deaf(steps: Vec<Step>) -> Self {
        Self::new(bind(), None, steps)
    }

    fn new(socket: TcpSocket, script: Option<Box<Script>>, steps: Vec<Step>) -> Self {
        super::open_files();
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (requests, heard, [connections, open, sent]) = Default::default();
        let state = Arc::new(State { script, steps, requests, heard, connections, open, sent });
        let listener = {
            let _inside = runtime.enter();
            socket.listen(4096).unwrap()
        };
        let address = listener.local_addr().unwrap();
        runtime.spawn(accept(listener, Arc::clone(&state)));
        Self { address, state, runtime: Some(runtime) }
    }

    /// The server's base URL, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same with `https`, which it does not speak.
    pub fn tls_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// The requests that have come so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.requests.lock().unwrap().iter().map(|(_, request)| request.clone()).collect()
    }

    /// When they came.
    pub fn times(&self) -> Vec<Instant> {
        self.state.requests.lock().unwrap().iter().map(|(time, _)| *time).collect()
    }

    /// How often a request with this text in its body has come.
    pub fn count(&self, text: &str) -> usize {
        self.requests().iter().filter(|request| String::from_utf8_lossy(&request.body).contains(text)).count()
    }

    /// What has come where no request is read.
    pub fn heard(&self) -> Vec<u8> {
        self.state.heard.lock().unwrap().clone()
    }

    /// How many connections were ever made.
    pub fn connections(&self) -> usize {
        self.state.connections.load(SeqCst)
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.state.open.load(SeqCst)
    }

    /// How many bytes the network has taken.
    pub fn sent(&self) -> usize {
        self.state.sent.load(SeqCst)
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A port that is taken and refuses connections until it listens.
pub fn bind() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    // Small, so that what the network takes is near to what the client has read.
    socket.set_send_buffer_size(64 * 1024).unwrap();
    socket
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        state.connections.fetch_add(1, SeqCst);
        state.open.fetch_add(1, SeqCst);
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            // The client has gone: that is what some tests are about.
            let _ = state.serve(stream).await;
            state.open.fetch_sub(1, SeqCst);
        });
    }
}

impl State {
    async fn serve(&self, mut stream: TcpStream) -> Result<()> {
        stream.set_nodelay(true)?;
        let Some(script) = &self.script else {
            let mut buffer = [0; 4096];
            let count = stream.read(&mut buffer).await?;
            self.heard.lock().unwrap().extend_from_slice(&buffer[..count]);
            return self.act(&mut stream, self.steps.clone()).await.map(drop);
        };
        let mut rest = Vec::new();
        loop {
            let request = loop {
                if let Some((request, length)) = parse_request(&rest) {
                    rest.drain(..length);
                    break request;
                }
                if stream.read_buf(&mut rest).await? == 0 {
                    return Ok(());
                }
            };
            let number = {
                let mut requests = self.requests.lock().unwrap();
                requests.push((Instant::now(), request.clone()));
                requests.len() - 1
            };
            if !self.act(&mut stream, script(number, &request)).await? {
                return Ok(());
            }
        }
    }

    /// Whether the connection goes on.
    async fn act(&self, stream: &mut TcpStream, steps: Vec<Step>) -> Result<bool> {
        for step in steps {
            match step {
                Step::Send(bytes) => self.send(stream, &bytes).await?,
                Step::Drip(bytes) => {
                    for byte in bytes {
                        self.send(stream, &[byte]).await?;
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                }
                Step::Forever(bytes) => {
                    for _ in 0..ENDLESS / bytes.len() {
                        self.send(stream, &bytes).await?;
                    }
                }
                Step::Wait(duration) => tokio::time::sleep(duration).await,
                Step::Silence => while stream.read(&mut [0; 4096]).await? > 0 {},
                Step::Close => return stream.shutdown().await.map(|()| false),
                Step::Reset => return stream.set_zero_linger().map(|()| false),
            }
        }
        Ok(true)
    }

    async fn send(&self, stream: &mut TcpStream, bytes: &[u8]) -> Result<()> {
        stream.write_all(bytes).await?;
        self.sent.fetch_add(bytes.len(), SeqCst);
        Ok(())
    }
}
