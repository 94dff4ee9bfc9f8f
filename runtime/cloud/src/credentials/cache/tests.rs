//! Tests what is kept, and for how long; time is a number here.

mod tasks;

use super::*;
use crate::credentials::tests::{Clock, Scripted, run};
use crate::credentials::{Credentials, Providing};
use crate::{AccessKey, Response, Secret, Token};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

const HOUR: u64 = 3600;

/// Answers tokens that live so many seconds, one after the other, or fails; counts how often it was asked.
#[derive(Clone, Default)]
struct Source(Arc<Inner>);

#[derive(Default)]
struct Inner {
    asked: AtomicUsize,
    script: Mutex<VecDeque<Result<u64, Error>>>,
    /// Where there is a gate, each answer waits for it.
    gate: Option<Semaphore>,
}

impl Source {
    fn new(script: Vec<Result<u64, Error>>) -> Self {
        Self(Arc::new(Inner { script: Mutex::new(script.into()), ..Inner::default() }))
    }

    fn gated(script: Vec<Result<u64, Error>>) -> Self {
        let gate = Some(Semaphore::new(0));
        Self(Arc::new(Inner { script: Mutex::new(script.into()), gate, ..Inner::default() }))
    }

    fn asked(&self) -> usize {
        self.0.asked.load(Ordering::SeqCst)
    }

    fn open(&self) {
        self.0.gate.as_ref().unwrap().add_permits(1);
    }
}

impl ProvideCredentials for Source {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(async {
            let count = self.0.asked.fetch_add(1, Ordering::SeqCst) + 1;
            if let Some(gate) = &self.0.gate {
                gate.acquire().await.unwrap().forget();
            }
            let lifetime = self.0.script.lock().unwrap().pop_front().unwrap()?;
            let end = context.now() + Duration::from_secs(lifetime);
            Ok(Identity::Token(Token::new(format!("token {count}")).expires_at(end)))
        })
    }
}

fn refusal() -> Error {
    let body = r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#;
    let response = http::Response::builder().status(401).body(body.into()).unwrap();
    Error::credentials_because("logging in failed", Error::api(Response::from(response)))
}

/// Asks once: the token, or the error in words.
fn ask(credentials: &Credentials, host: &Scripted) -> String {
    match run(credentials.identity(&host.context())).as_deref() {
        Ok(Identity::Token(token)) => token.value.expose().to_owned(),
        Ok(Identity::AccessKey(_)) => "a key".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// Asks at these times, in seconds from the start.
fn timeline(script: Vec<Result<u64, Error>>, steps: &[(u64, &str, usize)]) {
    let source = Source::new(script);
    let credentials = Credentials::provider(source.clone());
    let host = Scripted::default();
    let mut time = 0;
    for (at, answer, asked) in steps {
        host.clock.advance(at - time);
        time = *at;
        assert_eq!((ask(&credentials, &host).as_str(), source.asked()), (*answer, *asked), "at {at} s");
    }
}

#[test]
fn a_token_of_a_day_is_renewed_in_its_last_half_hour() {
    timeline(
        vec![Ok(24 * HOUR), Ok(24 * HOUR)],
        &[
            (0, "token 1", 1),
            (12 * HOUR, "token 1", 1),
            (24 * HOUR - 1801, "token 1", 1),
            (24 * HOUR - 1800, "token 2", 2),
            (24 * HOUR, "token 2", 2),
        ],
    );
}

#[test]
fn a_key_of_a_quarter_of_an_hour_is_kept_for_12_minutes() {
    timeline(
        vec![Ok(900), Ok(900)],
        &[(0, "token 1", 1), (1, "token 1", 1), (719, "token 1", 1), (720, "token 2", 2), (1439, "token 2", 2)],
    );
}

#[test]
fn what_has_expired_on_arrival_is_used_for_a_moment() {
    timeline(vec![Ok(0), Ok(0)], &[(0, "token 1", 1), (4, "token 1", 1), (5, "token 2", 2)]);
}

#[test]
fn a_failed_renewal_keeps_what_is_good_and_pauses() {
    timeline(
        vec![Ok(1000), Err(Error::no_credentials("down")), Err(Error::no_credentials("down")), Ok(1000)],
        &[
            (0, "token 1", 1),
            (800, "token 1", 2),
            (804, "token 1", 2),
            (805, "token 1", 3),
            (809, "token 1", 3),
            (810, "token 4", 4),
        ],
    );
    timeline(
        vec![Ok(1000), Err(Error::no_credentials("down")), Ok(1000)],
        &[(0, "token 1", 1), (998, "token 1", 2), (1000, "there are no credentials: down", 2), (1003, "token 3", 3)],
    );
}

#[test]
fn a_refused_login_is_not_repeated_for_five_minutes() {
    let words = "logging in failed: 401 Unauthorized: 401: The username or password is wrong.";
    timeline(
        vec![Err(refusal()), Err(refusal()), Ok(100)],
        &[(0, words, 1), (299, words, 1), (300, words, 2), (599, words, 2), (600, "token 3", 3)],
    );
}

#[test]
fn a_clock_that_is_set_back_does_not_make_a_failure_last() {
    let source = Source::new(vec![Err(refusal()), Ok(100)]);
    let credentials = Credentials::provider(source.clone());
    let [late, early] = [Scripted::default(), Scripted::default()];
    late.clock.advance(24 * HOUR);
    ask(&credentials, &late);
    assert_eq!((ask(&credentials, &early).as_str(), source.asked()), ("token 2", 2));
}

#[test]
fn what_has_no_end_is_kept() {
    struct Key;
    impl ProvideCredentials for Key {
        fn provide<'a>(&'a self, _: &'a IdentityContext<'a>) -> Providing<'a> {
            Box::pin(async { Ok(Identity::AccessKey(AccessKey::new("AK", Secret::from("SK")))) })
        }
    }
    let credentials = Credentials::provider(Key);
    let host = Scripted::default();
    let first = run(credentials.identity(&host.context())).unwrap();
    host.clock.advance(1000 * 24 * HOUR);
    assert!(Arc::ptr_eq(&first, &run(credentials.identity(&host.context())).unwrap()));
}

#[test]
fn renewing_forgets_only_what_was_used() {
    let source = Source::new(vec![Ok(HOUR), Ok(HOUR), Ok(HOUR)]);
    let credentials = Credentials::provider(source.clone());
    let host = Scripted::default();
    let identity = || run(credentials.identity(&host.context())).unwrap();
    let first = identity();
    assert!(!credentials.renew(&first, false), "it is new, so another one would be no better");
    assert!(credentials.clone().renew(&first, true));
    let second = identity();
    assert_ne!(first, second);
    // A slower task was refused with the first one too.
    assert!(credentials.renew(&first, true));
    assert!(Arc::ptr_eq(&second, &identity()));
    assert_eq!(source.asked(), 2);
}

#[test]
fn renewals_that_do_not_help_are_further_and_further_apart() {
    let seconds = |seconds| Instant::now() + Duration::from_secs(seconds);
    for (has_helped, renewals) in [(false, &[0, 5, 15, 35, 75][..]), (true, &[0, 5, 10, 15, 20])] {
        let mut state = State::default();
        for (at, second) in renewals.iter().enumerate() {
            for early in [*second, second + 1] {
                let identity = Arc::new(Identity::Token(Token::new("t")));
                state.held = Some(Held { identity: Arc::clone(&identity), since: seconds(0), times: None });
                state.has_helped = has_helped;
                // At its second it may be renewed, and a second later not again.
                assert_eq!(state.renew(&identity, true, seconds(early)), early == *second, "{at} at {early} s");
            }
        }
    }
}

#[test]
fn projects_do_not_share_tokens() {
    let source = Source::new((0..100).map(|_| Ok(HOUR)).collect());
    let credentials = Credentials::provider(source.clone());
    let project = |project_id, region| Scripted { project_id, region, ..Scripted::default() };
    let hosts = [project(Some("a"), None), project(Some("b"), None), project(Some("b"), Some("eu-de"))];
    for round in 0..2 {
        for (index, host) in hosts.iter().enumerate() {
            assert_eq!(ask(&credentials, host), format!("token {}", index + 1), "round {round}");
        }
    }
    assert_eq!(source.asked(), 3);
}

#[test]
fn expired_tokens_make_room_for_new_projects() {
    let cache = Cache::new(Source::new((0..100).map(|_| Ok(HOUR)).collect()));
    let clock = |seconds| {
        let clock = Clock::default();
        clock.advance(seconds);
        clock
    };
    for index in 0..100 {
        let name: &'static str = format!("p{index}").leak();
        let host = Scripted { project_id: Some(name), clock: clock(index * HOUR), ..Scripted::default() };
        run(cache.identity(&host.context())).unwrap();
    }
    assert!(cache.slots.lock().unwrap().len() <= MANY);
}
