//! Holds one connection to the emulator, on which thousands of requests are sent one after another. Knows HTTP as far
//! as that takes.

use super::Case;
use apig_codegen::api::{Location, Operation, Service};
use apig_emulator::Emulator;
use apig_sdk::http::Request;
use apig_sdk::serde_json::{self, Value};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::cell::RefCell;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// Of all that is sent.
pub const PROJECT: &str = "73d69ae0cfcf460190522d06b60f05ad";

pub struct Wire(RefCell<BufReader<TcpStream>>);

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// A line for each.
    pub headers: String,
    pub body: String,
}

impl Wire {
    pub fn new(emulator: &Emulator) -> Self {
        let stream = TcpStream::connect(emulator.address()).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(RefCell::new(BufReader::new(stream)))
    }

    /// Sends what the SDK has built.
    pub fn send(&self, request: &Request<bytes::Bytes>) -> Answer {
        let target = request.uri().path_and_query().unwrap().as_str();
        self.bytes(request.method().as_str(), target, "", request.body())
    }

    /// Sends what the SDK would not.
    pub fn call(&self, operation: &Operation, case: &Case) -> Answer {
        let method = format!("{:?}", operation.method).to_uppercase();
        let escaped = |value: &Value| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string()
        };
        let (mut path, mut query, mut headers) = (operation.path.clone(), Vec::new(), String::new());
        for parameter in &operation.parameters {
            if parameter.of_client {
                path = path.replace("{project_id}", PROJECT);
            }
            let Some(value) = case.parameters.get(&parameter.name) else { continue };
            match parameter.location {
                Location::Path => path = path.replace(&format!("{{{}}}", parameter.name), &escaped(value)),
                Location::Query => query.push(format!("{}={}", parameter.name, escaped(value))),
                // What no header can carry is not what is tried here.
                Location::Header => headers.push_str(&format!("{}: {}\r\n", parameter.name, escaped(value))),
                Location::QueryString | Location::Cookie => panic!("no operation has a cookie or a query of its own"),
            }
        }
        let body = case.body.as_ref().map(Value::to_string).unwrap_or_default();
        self.bytes(&method, &format!("{path}?{}", query.join("&")), &headers, body.as_bytes())
    }

    pub fn exchange(&self, method: &str, target: &str, body: Option<&Value>) -> Answer {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.bytes(method, target, "", body.as_bytes())
    }

    fn bytes(&self, method: &str, target: &str, headers: &str, body: &[u8]) -> Answer {
        let length = format!("content-length: {}\r\n", body.len());
        self.raw(&format!("{method} {target} HTTP/1.1\r\nhost: localhost\r\n{headers}{length}\r\n"), body)
    }

    /// Sends a head and a body as they are.
    pub fn raw(&self, head: &str, body: &[u8]) -> Answer {
        let mut wire = self.0.borrow_mut();
        wire.get_mut().write_all(&[head.as_bytes(), body].concat()).unwrap();
        let (mut status, mut length, mut headers) = (0, 0, String::new());
        loop {
            let mut line = String::new();
            wire.read_line(&mut line).unwrap();
            match line.trim_end().split_once([' ', ':']) {
                Some(("HTTP/1.1", rest)) => status = rest[..3].parse().unwrap(),
                Some(("content-length", rest)) => length = rest.trim().parse().unwrap(),
                Some(_) => headers.push_str(&line),
                None => break,
            }
        }
        let mut body = vec![0; length];
        wire.read_exact(&mut body).unwrap();
        Answer { status, headers, body: String::from_utf8(body).unwrap() }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it answers {} {:.500}", self.status, self.body)
    }
}

impl Answer {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    pub fn code(&self) -> String {
        self.json()["error_code"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether it says, in the words of the service, that this parameter is wrong. IAM does not name it.
    pub fn refuses(&self, service: &Service, place: &str) -> bool {
        let text = format!("Invalid parameter value,parameterName:{place}. Please refer to the support documentation");
        match service.name.as_str() {
            "iam" => self.code() == "IAM.0011",
            _ => self.code() == "APIG.2012" && self.json()["error_msg"] == text,
        }
    }
}
