//! Tests invalid requests, by hand, since the SDK refuses to send them: each is answered by 400 with the parameter's
//! name.

use crate::raw::{base, send};
use apig_emulator::Emulator;

const GOOD: &str = r#"{"name":"demo","call_limits":1,"time_unit":"DAY","time_interval":1}"#;

#[tokio::test]
async fn bodies() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    let (short, long) = (r#""name":"ab""#, format!(r#""name":"{}""#, "a".repeat(256)));
    let remark = format!(r#""time_interval":1,"remark":"{}""#, "é".repeat(256));
    for (from, to, place) in [
        (r#""name":"demo","#, "", "name"),
        (r#""name":"demo""#, short, "name"),
        (r#""name":"demo""#, &long, "name"),
        (r#""name":"demo""#, r#""name":5"#, "name"),
        (r#""name":"demo""#, r#""name":null"#, "name"),
        (r#""call_limits":1"#, r#""call_limits":0"#, "call_limits"),
        (r#""call_limits":1"#, r#""call_limits":2147483648"#, "call_limits"),
        (r#""call_limits":1"#, r#""call_limits":1.5"#, "call_limits"),
        (r#""call_limits":1"#, r#""call_limits":"1""#, "call_limits"),
        (r#""time_unit":"DAY""#, r#""time_unit":"WEEK""#, "time_unit"),
        (r#","time_interval":1"#, "", "time_interval"),
        (r#""time_interval":1"#, r#""time_interval":1,"remark":"<b>""#, "remark"),
        (r#""time_interval":1"#, &remark, "remark"),
        (GOOD, "[]", "body"),
        (GOOD, "{", "body"),
        (GOOD, "", "body"),
    ] {
        let body = GOOD.replace(from, to);
        let line = format!("POST {}/app-quotas", base(&emulator, "apigw"));
        let answer = send(&emulator, &line, "", &body).await;
        let text = format!("Invalid parameter value,parameterName:{place}. Please refer to the support documentation");
        assert_eq!(answer.error(), (400, "APIG.2012".to_owned(), text), "{body}");
    }
}

#[tokio::test]
async fn what_is_accepted() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    for (index, change) in [
        r#""call_limits":2147483647"#,
        r#""call_limits":1.0"#,
        r#""call_limits":1,"unknown":true"#,
        r#""call_limits":1,"remark":"""#,
        r#""call_limits":1,"reset_time":"tomorrow""#,
    ]
    .into_iter()
    .enumerate()
    {
        let body = GOOD.replace("demo", &format!("名字{index}")).replace(r#""call_limits":1"#, change);
        let answer = send(&emulator, &format!("POST {}/app-quotas", base(&emulator, "apic")), "", &body).await;
        assert_eq!(answer.status, 201, "{body}: {}", answer.body);
        let limits = if body.contains("2147483647") { 2_147_483_647 } else { 1 };
        assert_eq!(answer.json()["call_limits"], limits, "{body}");
    }
}

#[tokio::test]
async fn queries() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    let line = |query: &str| format!("GET {}/app-quotas?{query}", base(&emulator, "apigw"));
    for (query, place) in
        [("limit=x", "limit"), ("offset=1.5", "offset"), ("limit=1&limit=2", "limit"), ("name=%FF", "query")]
    {
        let (status, code, text) = send(&emulator, &line(query), "", "").await.error();
        assert_eq!((status, code.as_str()), (400, "APIG.2012"), "{query}");
        assert!(text.contains(&format!("parameterName:{place}.")), "{query}: {text}");
    }
    // Out of bounds is corrected.
    for query in [
        "limit=0",
        "limit=-5",
        "limit=501",
        "limit=99999999999999999999",
        "offset=-1",
        "offset=-99999999999999999999",
        "other=1",
    ] {
        assert_eq!(send(&emulator, &line(query), "", "").await.status, 200, "{query}");
    }
}

#[tokio::test]
async fn items_of_a_list() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    let base = base(&emulator, "apigw");
    for (body, place) in [(r#"{"app_ids":[1]}"#, "app_ids[0]"), (r#"{"app_ids":"a"}"#, "app_ids"), ("{}", "app_ids")] {
        let answer = send(&emulator, &format!("POST {base}/app-quotas/q/binding-apps"), "", body).await;
        assert!(answer.body.contains(&format!("parameterName:{place}.")), "{body}: {}", answer.body);
    }
}

#[tokio::test]
async fn bodies_of_iam() {
    let emulator = Emulator::start().await.unwrap();
    for body in ["", "{}", r#"{"auth":{"identity":{"methods":["magic"]}}}"#, r#"{"auth":{"identity":{"methods":[]}}}"#]
    {
        let answer = send(&emulator, "POST /v3/auth/tokens", "", body).await;
        assert_eq!(answer.error(), (400, "IAM.0011".to_owned(), "Request body is invalid.".to_owned()), "{body}");
    }
}
