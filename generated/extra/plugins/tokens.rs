//! Types authentication by tokens that others have issued. Knows its settings by their names in JSON.

use crate::extra::json_text::objects;
use crate::{Secret, Value};

objects! {
    /// Authentication by a JSON Web Token that the request has.
    JwtAuth {
        /// Where the gateway fetches the public keys, as an object; it comes before `jwks`.
        "jwks_service" jwks_service: Value,
        /// The public keys: a JSON Web Key Set inside of a string, up to 50 KB.
        "jwks" jwks: String,
        /// Where the token is: `header`, `query` or `cookie`.
        "token_location" token_location: String,
        /// Its name there: `Authorization` in headers, `access_token` in the query, if there is none. Cookies need one.
        "token_name" token_name: String,
        /// What stands before it in a header, `Bearer` if there is none.
        "token_prefix" token_prefix: String,
        /// Seconds for which an expired token still counts, 0 to 86400, as text.
        "token_expiration_tolerance" token_expiration_tolerance: String,
        /// Whether the backend is sent the token.
        "token_pass_through_enabled" token_pass_through_enabled: bool,
        /// The header in which the backend is sent what the token says, as an object.
        "carry_payload" carry_payload: Value,
        /// Whether requests without a token pass.
        "missing_token_skip_auth_enabled" missing_token_skip_auth_enabled: bool,
        /// Whether expired tokens count.
        "ignore_expiration_validation_enabled" ignore_expiration_validation_enabled: bool,
        /// Headers in which the backend is sent single claims, as objects.
        "claims_to_headers" claims_to_headers: Vec<Value>,
        /// Values of claims that do not pass, as objects.
        "blacklist" blacklist: Vec<Value>,
    }

    /// Authentication by a provider of OpenID Connect, to which browsers are sent.
    OidcAuth {
        /// ID of the gateway at the provider.
        "client_id" client_id: String,
        /// Its secret there, which answers hide.
        "client_secret" client_secret: Secret,
        /// The address at which the provider says how it is asked.
        "discovery" discovery: String,
        /// ID of the API to which the provider sends browsers back. No other API with this plug-in may have its path.
        "redirect_api_id" redirect_api_id: String,
        /// ID of the API that logs out. No other API with this plug-in may have its path.
        "logout_api_id" logout_api_id: String,
        /// Where browsers are sent from there.
        "redirect_after_logout_uri" redirect_after_logout_uri: String,
        /// What the provider is asked for, separated by spaces; `openid email profile` if there is none.
        "scope" scope: String,
        /// Seconds for which a token counts if the provider does not say; 3600 if there is none.
        "access_token_expires_in" access_token_expires_in: i64,
        /// Whether it is remembered that a token was good.
        "jwt_cache_enabled" jwt_cache_enabled: bool,
        /// Whether tokens are checked by the keys that the provider publishes.
        "jwks_enabled" jwks_enabled: bool,
        /// The public key by which they are checked, as PEM; it comes before those.
        "public_key" public_key: String,
        // The vendor's spelling.
        /// Whether expired tokens are renewed without asking the user.
        "slient_renew_access_token_enabled" silent_renew_access_token_enabled: bool,
    }
}
