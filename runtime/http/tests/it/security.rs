//! Tests which credentials a call is made with, and what comes over the wire.

use crate::run;
use crate::server::{Answer, Server};
use oaswright_runtime::{
    Authentication, Client, ClientCredentials, Config, Credentials, Error, Method, Operation, Request, Response, Retry,
    Scheme, Security, Service, Validator, send,
};

static SERVICE: Service = Service::new("lamps", "lamps-sdk/0.1.0")
    .schemes(&[
        Scheme::bearer("login"),
        Scheme::basic("plain"),
        Scheme::header("appKey", "X-App-Key"),
        Scheme::query("appId", "app_id"),
        Scheme::cookie("session", "sid"),
        Scheme::oauth2_client("program", "/token"),
        Scheme::other("mutual"),
    ])
    .security(&[&["login"]]);

/// A call of lamps, with a requirement of its own.
macro_rules! call {
    ($name:ident: $security:expr, $authentication:ident) => {
        #[derive(Clone)]
        struct $name(Client);

        impl Operation for $name {
            type Output = ();
            const NAME: &'static str = stringify!($name);
            const METHOD: Method = Method::GET;
            const PATH: &'static str = "/lamps";
            const AUTHENTICATION: Authentication = Authentication::$authentication;
            const SECURITY: Option<Security> = $security;

            fn client(&self) -> &Client {
                &self.0
            }

            fn validate(&self, _: &mut Validator) {}

            fn build(&self, request: &mut Request) {
                request.query("on", Some(&true));
            }

            fn decode(_: &Response) -> Result<(), Error> {
                Ok(())
            }
        }
    };
}

call!(AsUsual: None, Required);
call!(Both: Some(&[&["appKey", "appId"]]), Required);
call!(Either: Some(&[&["plain"], &["session"]]), Required);
call!(Free: Some(&[&[], &["login"]]), Optional);
call!(Program: Some(&[&["program"]]), Required);
call!(Mutual: Some(&[&["mutual"]]), Required);

/// A call whose answer is read as it comes.
#[derive(Clone)]
struct Streamed(Both);

impl Operation for Streamed {
    type Output = ();
    const NAME: &'static str = "Streamed";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/lamps";
    const AUTHENTICATION: Authentication = Authentication::Required;
    const SECURITY: Option<Security> = Both::SECURITY;
    const STREAMED: &'static [(u16, u16)] = &[(200, 299)];

    fn client(&self) -> &Client {
        self.0.client()
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, request: &mut Request) {
        self.0.build(request);
    }

    fn decode(_: &Response) -> Result<(), Error> {
        Ok(())
    }
}

fn client(server: &Server, credentials: Credentials) -> Client {
    let config = Config::builder().endpoint(server.url()).credentials(credentials).retry(Retry::none());
    Client::new(config.build().unwrap(), &SERVICE)
}

/// The request that a call makes, or why there is none.
fn sent<O: Operation<Output = ()> + 'static>(call: fn(Client) -> O, credentials: Credentials) -> String {
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    match run(send(call(client(&server, credentials)))) {
        Ok(()) => {
            let head = server.requests()[0].head.clone();
            let shown = ["GET", "authorization", "x-app-key", "cookie"];
            let lines = head.lines().filter(|line| shown.iter().any(|start| line.starts_with(start)));
            lines.map(|line| line.trim_end_matches(" HTTP/1.1")).collect::<Vec<_>>().join(" | ")
        }
        Err(error) => {
            assert!(!error.to_string().contains("s3cret"), "{error}");
            error.to_string()
        }
    }
}

#[test]
fn each_operation_gets_what_it_asks_for() {
    let bearer = || Credentials::bearer("s3cret");
    let keys = || {
        Credentials::api_key("s3cret-key").of_scheme("appKey").and(Credentials::api_key("s3 cret").of_scheme("appId"))
    };
    assert_eq!(sent(AsUsual, bearer()), "GET /lamps?on=true | authorization: Bearer s3cret");
    assert_eq!(sent(Both, keys()), "GET /lamps?on=true&app_id=s3%20cret | x-app-key: s3cret-key");
    let streamed = |client| Streamed(Both(client));
    assert_eq!(sent(streamed, keys()), "GET /lamps?on=true&app_id=s3%20cret | x-app-key: s3cret-key");
    assert_eq!(
        sent(Either, Credentials::basic("me", "s3cret")),
        "GET /lamps?on=true | authorization: Basic bWU6czNjcmV0"
    );
    assert_eq!(sent(Either, Credentials::api_key("s3cret")), "GET /lamps?on=true | cookie: sid=s3cret");
    assert_eq!(sent(Free, bearer()), "GET /lamps?on=true | authorization: Bearer s3cret");
    assert_eq!(sent(Free, Credentials::basic("me", "s3cret")), "GET /lamps?on=true");
    assert_eq!(
        sent(Both, bearer()),
        "Both: the operation takes `appKey` and `appId`, and nothing that was given is for that \
         (`of_scheme` says what is for which)"
    );
    // A key is not sent as the other one, too.
    for keys in [Credentials::api_key("s3cret"), Credentials::api_key("s3cret").and(Credentials::api_key("s3cret-2"))] {
        assert!(sent(Both, keys).starts_with("Both: the operation takes `appKey` and `appId`, "));
    }
    assert_eq!(
        sent(Mutual, bearer().and(keys())),
        "Mutual: the operation takes `mutual`, and nothing that was given is for that \
         (`of_scheme` says what is for which)"
    );
}

#[test]
fn a_program_fetches_a_token_once_and_again_when_it_is_refused() {
    let token = |token: &str| {
        Answer::json(200, &format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":3600}}"#))
    };
    let ok = || Answer::new(204, &[], "");
    let answers = vec![token("s3cret-1"), ok(), ok(), Answer::json(401, "{}"), token("s3cret-2"), ok()];
    let server = Server::start(answers);
    let login = ClientCredentials::new("me", "s3cret").scope("read").scope("write");
    let client = client(&server, Credentials::client_credentials(login));
    for _ in 0..3 {
        run(send(Program(client.clone()))).unwrap();
    }
    let requests = server.requests();
    let of = |at: usize| {
        let first = requests[at].head.lines().next().unwrap().to_owned();
        (first, requests[at].header("authorization").unwrap_or_default().to_owned())
    };
    assert_eq!(of(0), ("POST /token HTTP/1.1".to_owned(), "Basic bWU6czNjcmV0".to_owned()));
    assert_eq!(requests[0].body, b"grant_type=client_credentials&scope=read%20write");
    assert_eq!(of(1), ("GET /lamps?on=true HTTP/1.1".to_owned(), "Bearer s3cret-1".to_owned()));
    assert_eq!(of(3).1, "Bearer s3cret-1");
    assert_eq!(of(4).0, "POST /token HTTP/1.1");
    assert_eq!(of(5).1, "Bearer s3cret-2");
    assert_eq!(requests.len(), 6);
}

#[test]
fn a_token_goes_to_whom_it_was_issued_for() {
    let answers = |token: &str| {
        let token = format!(r#"{{"access_token":"{token}","expires_in":3600}}"#);
        Server::start(vec![Answer::json(200, &token), Answer::new(204, &[], "")])
    };
    // Their token URL is relative, so each has one of its own.
    let servers = [answers("s3cret-1"), answers("s3cret-2")];
    let credentials = Credentials::client_credentials(ClientCredentials::new("me", "s3cret"));
    for (server, token) in servers.iter().zip(["Bearer s3cret-1", "Bearer s3cret-2"]) {
        run(send(Program(client(server, credentials.clone())))).unwrap();
        assert_eq!(server.requests()[1].header("authorization"), Some(token));
    }
}

#[test]
fn what_the_token_url_refuses_is_told_without_secrets() {
    for (answer, words) in [
        (Answer::json(401, r#"{"error":"invalid_client"}"#), "no token was issued"),
        (Answer::json(200, r#"{"token":"s3cret"}"#), "the answer of the token URL has no `access_token`"),
    ] {
        let server = Server::start(vec![answer]);
        let client = client(&server, Credentials::client_credentials(ClientCredentials::new("me", "s3cret")));
        // Failed logins lock accounts: the next call is told the same, and asks nobody.
        for _ in 0..2 {
            let error = run(send(Program(client.clone()))).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
        assert_eq!(server.requests().len(), 1);
    }
    let plain = ClientCredentials::new("me", "s3cret").token_url("http://login.example.com/token");
    let config =
        Config::builder().endpoint("https://a.example.com").credentials(Credentials::client_credentials(plain));
    assert!(config.build().unwrap_err().to_string().contains("token URL"));
}
