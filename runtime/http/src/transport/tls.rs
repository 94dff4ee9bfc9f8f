//! Sets up TLS for the HTTP client. The only module that knows rustls. Set up here rather than by reqwest, because
//! reqwest built without a default provider of cryptography panics when the process has none.

use crate::outcome::error::Error;
use crate::validate::Violation;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use std::io;
use std::sync::Arc;

/// What a server may choose from, the best first.
const PROTOCOLS: &[&str] = if cfg!(feature = "http2") { &["h2", "http/1.1"] } else { &["http/1.1"] };

/// Trusts what the operating system trusts; uses the process's provider if it has one, else ring.
///
/// Where the endpoint is plain HTTP nothing is trusted, and the system's certificates are not even read.
pub(super) fn config(is_used: bool) -> Result<ClientConfig, Error> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(mistake)?;
    let builder = if is_used {
        builder.with_platform_verifier().map_err(mistake)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = PROTOCOLS.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    Ok(config)
}

/// Gives the process a provider if it has none, for HTTP clients whose TLS somebody else sets up.
///
/// A side effect on the process, and the only one: without it reqwest would panic.
pub(super) fn ensure_provider() {
    if CryptoProvider::get_default().is_none() {
        // Fails only when another thread was faster, which serves as well.
        let _ = ring::default_provider().install_default();
    }
}

/// Whether what came in a handshake was no TLS.
pub(super) fn is_other_protocol(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidMessage(_)) = error.downcast_ref() {
            return true;
        }
        // An I/O error does not name what it holds as its source.
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(held) => Some(held),
            None => error.source(),
        };
    }
    false
}

fn mistake(error: rustls::Error) -> Error {
    Error::config(vec![Violation::new("tls", format!("cannot be set up: {error}"))])
}
