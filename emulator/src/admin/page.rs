//! Serves the reference of the API that browsers get at `/`. Knows its files and settings, and browsers. Must not know
//! what stands in a document, of which nothing gets into markup here.

use crate::answer::Answer;
use crate::defaults::{DOMAIN, PASSWORD, PROJECT, USER};
use crate::lock::lock;
use crate::spec::Owner;
use crate::state::State;
use bytes::Bytes;
use http::StatusCode;
use http::header::ACCEPT;
use serde_json::{Value, json};

/// The page talks to this emulator only, and runs no script but its own, whatever a description of the spec holds.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Whether the client is a browser, or says that it wants what they do. The published package has nothing for them.
pub(crate) fn accepts_html(request: &http::Request<Bytes>) -> bool {
    let accepted = request.headers().get_all(ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
    cfg!(page)
        && accepted
            .flat_map(|value| value.split(','))
            .any(|kind| kind.split(';').next().unwrap_or_default().trim() == "text/html")
}

/// The page itself.
pub(crate) fn index() -> Answer {
    let text = include_str!("../../assets/index.html");
    guarded(Answer::file("text/html; charset=utf-8", text))
        .header("content-security-policy", POLICY)
        .header("vary", "accept")
}

/// A file of the page; `None` if it has none of this name.
pub(crate) fn file(name: &str) -> Option<Answer> {
    let (css, script) = ("text/css; charset=utf-8", "text/javascript; charset=utf-8");
    // Every browser reads gzip, and nobody else asks for these.
    #[cfg(page)]
    let gzip = |kind, bytes: &'static [u8]| Answer::file(kind, bytes).header("content-encoding", "gzip");
    let answer = match name {
        "page.css" => Answer::file(css, include_str!("../../assets/page.css")),
        "page.js" => Answer::file(script, include_str!("../../assets/page.js")),
        #[cfg(page)]
        "swagger-ui.css" => gzip(css, include_bytes!("../../assets/swagger-ui/swagger-ui.css.gz")),
        #[cfg(page)]
        "swagger-ui-bundle.js" => gzip(script, include_bytes!("../../assets/swagger-ui/swagger-ui-bundle.js.gz")),
        _ => return None,
    };
    Some(guarded(answer))
}

/// What the page needs to know: the services, and the default user, for whom it logs in.
pub(crate) fn settings(state: &State) -> Value {
    let services: Vec<&str> = state.spec.services().iter().map(|service| service.name.as_str()).collect();
    match state.spec.owner() {
        Owner::Cloud => {}
        Owner::Anybody => return json!({"services": services}),
    }
    let project = lock(&state.identities).projects(DOMAIN).find(|project| project.name == PROJECT);
    json!({
        "services": services,
        "user": USER, "domain": DOMAIN, "password": PASSWORD,
        "project": PROJECT, "project_id": project.map(|project| project.id),
    })
}

/// The document `<service>.json`, with this emulator as its server; `None` if there is no such service.
pub(crate) fn document(state: &State, name: &str) -> Option<Answer> {
    let text = state.spec.document(name.strip_suffix(".json")?, "/")?;
    Some(match text {
        Ok(text) => guarded(Answer::file("application/json", text)),
        Err(text) => Answer::error(StatusCode::INTERNAL_SERVER_ERROR, "EMULATOR.0004", text),
    })
}

/// What is sent is what it says it is.
fn guarded(answer: Answer) -> Answer {
    answer.header("x-content-type-options", "nosniff")
}
