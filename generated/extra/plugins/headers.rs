//! Types plug-ins that change headers of answers. Knows their settings by their names in JSON.

use crate::extra::json_text::objects;

objects! {
    /// Cross-origin resource sharing: the headers by which browsers are told what is allowed. Lists are separated by commas.
    Cors {
        /// `Access-Control-Allow-Origin`: origins, or `*` for all.
        "allow_origin" allow_origin: String,
        /// `Access-Control-Allow-Methods`: HTTP methods.
        "allow_methods" allow_methods: String,
        /// `Access-Control-Allow-Headers`: headers that requests may have.
        "allow_headers" allow_headers: String,
        /// `Access-Control-Expose-Headers`: headers of answers that scripts may read.
        "expose_headers" expose_headers: String,
        /// `Access-Control-Max-Age`: how many seconds browsers keep this.
        "max_age" max_age: i64,
        /// `Access-Control-Allow-Credentials`: whether requests may carry credentials.
        "allow_credentials" allow_credentials: bool,
    }

    /// Changes of the headers that answers have.
    ResponseHeaders {
        /// What is changed, in order.
        "response_headers" response_headers: Vec<ResponseHeader>,
    }

    /// A change of a header of answers.
    ResponseHeader {
        /// The header.
        "name" name: String,
        /// Its value.
        "value" value: String,
        /// What is done with it: `append`, `override`.
        "action" action: String,
    }
}
