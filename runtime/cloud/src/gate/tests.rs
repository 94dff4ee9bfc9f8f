//! Tests gates with many calls, refused and accepted.

use super::*;
use bytes::Bytes;

fn answer(status: u16, body: &'static str) -> Result<Response, Error> {
    let mut answer = http::Response::new(Bytes::from(body));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    let answer = Response::from(answer).in_dialect(&crate::dialect::OfCloud);
    if status == 200 { Ok(answer) } else { Err(Error::api(answer)) }
}

async fn learn(gate: &Arc<Gate>, result: Result<Response, Error>) -> Result<Response, Error> {
    let turn = Arc::clone(gate).turn(None).await?;
    turn.learn(of_signature(&result), result)
}

async fn is_free(gate: &Arc<Gate>) -> bool {
    matches!(Arc::clone(gate).turn(None).await, Ok(Turn { _ahead: None, .. }))
}

#[tokio::test]
async fn what_makes_it_good_and_what_does_not() {
    for (status, body, is_good) in [
        (200, "", true),
        (400, "", true),
        (404, "", true),
        (401, r#"{"error_code":"APIG.1005"}"#, true),
        (401, r#"{"error_code":"APIC.7103"}"#, true),
        (401, r#"{"error_code":"APIGW.0301"}"#, false),
        (401, "", false),
        (302, "", false),
        (408, "", false),
        (429, "", false),
        (403, r#"{"error_code":"APIG.0308"}"#, false),
        (503, "", false),
    ] {
        let gate = Arc::new(Gate::new(SecretKind::Key));
        assert!(!is_free(&gate).await);
        let _ = learn(&gate, answer(status, body)).await;
        assert_eq!(is_free(&gate).await, is_good, "{status} {body}");
    }
}

#[test]
fn what_is_said_of_a_login() {
    for (status, judgement) in [
        (200, Judgement::Accepted),
        (400, Judgement::Refused),
        (401, Judgement::Refused),
        (403, Judgement::Refused),
        (429, Judgement::None),
        (503, Judgement::None),
    ] {
        assert_eq!(of_login(&answer(status, "")), judgement, "{status}");
    }
}

#[tokio::test]
async fn a_refusal_is_told_and_what_was_good_is_only_looked_at_again() {
    let gate = Arc::new(Gate::new(SecretKind::Key));
    let under_way = Arc::clone(&gate).turn(Some(Duration::ZERO)).await.unwrap();
    let Turn { _ahead: ahead, .. } = under_way;
    drop(ahead);
    let first = learn(&gate, answer(401, "")).await.unwrap_err();
    let told = Arc::clone(&gate).turn(None).await.err().unwrap();
    assert_eq!((told.status(), told.attempts()), (Some(StatusCode::UNAUTHORIZED), 0));
    for error in [first, told] {
        let shown = error.to_string();
        let words = "Z, because refused signatures lock the key";
        assert!(shown.contains("it is not tried again before 20") && shown.ends_with(words), "{shown}");
    }
    // One that was under way meanwhile knows better.
    let late = Turn { gate: Arc::clone(&gate), _ahead: None };
    assert!(late.learn(Judgement::Accepted, answer(200, "")).is_ok());
    assert!(is_free(&gate).await);
    assert!(learn(&gate, answer(401, "")).await.is_err());
    assert!(Arc::clone(&gate).turn(None).await.unwrap()._ahead.is_some());
}

#[tokio::test]
async fn refusals_rest_longer_each_time() {
    let gate = Gate::new(SecretKind::Login);
    for minutes in [5, 10, 15, 15] {
        gate.refuse(Error::credentials("refused"));
        let left = lock(&gate.refusals).backoff.left(Instant::now());
        assert_eq!(left.as_secs_f64().round() as u64, minutes * 60);
    }
}

#[tokio::test]
async fn who_is_held_back_for_too_long_goes_all_the_same() {
    let gate = Arc::new(Gate::new(SecretKind::Key));
    let first = Arc::clone(&gate).turn(None).await.unwrap();
    assert!(first._ahead.is_some());
    let patience = Some(Duration::from_millis(20));
    assert!(Arc::clone(&gate).turn(patience).await.unwrap()._ahead.is_none());
    drop(first);
    assert!(gate.turn(patience).await.unwrap()._ahead.is_some());
}
