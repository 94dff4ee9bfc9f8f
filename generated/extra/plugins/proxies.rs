//! Types plug-ins that answer from a cache, and that send requests to a second server, too. Knows their settings by their names in JSON.

use crate::extra::json_text::objects;

objects! {
    /// A cache of answers. Only those to GET and HEAD are kept, up to 1 MB each.
    ProxyCache {
        /// What tells two requests apart. At least one of its fields has something.
        "cache_key" cache_key: CacheKey,
        /// Which answers are kept, and for how long.
        "cache_http_status_and_ttl" cache_http_status_and_ttl: Vec<CachedStatus>,
        /// Whether `Cache-Control` of requests counts.
        "client_cache_control" client_cache_control: ClientCacheControl,
        /// Headers of answers that are kept beside `Content-Type`, `Content-Encoding` and `Content-Language`, up to 20.
        "cacheable_headers" cacheable_headers: Vec<String>,
    }

    /// What of a request tells it apart from others.
    CacheKey {
        /// What the gateway knows of it, such as `$context.sourceIp` or `$context.appId`.
        "system_params" system_params: Vec<String>,
        /// Parameters of the query.
        "parameters" parameters: Vec<String>,
        /// Headers.
        "headers" headers: Vec<String>,
    }

    /// For how long answers of some status are kept.
    CachedStatus {
        /// The status.
        "http_status" http_status: Vec<i64>,
        /// Seconds.
        "ttl" ttl: i64,
    }

    /// Whether `Cache-Control` of requests counts.
    ClientCacheControl {
        /// For whom it does; `off` for nobody.
        "mode" mode: String,
        /// Those for whom it does, where the mode names some.
        "datas" datas: Vec<String>,
    }

    /// A second server that is sent the same requests. What it answers is thrown away.
    ProxyMirror {
        /// `HTTP` or `HTTPS`.
        "protocol" protocol: String,
        /// Its address, `host:port`; without a port it is the protocol's own.
        "host" host: String,
        /// The path; that of the API if there is none.
        "path" path: String,
        /// What becomes of the path of the request: `replace`, or `prefix` if it is added.
        "path_concat_mode" path_concat_mode: String,
        /// The share of requests that it is sent, 0.00001 to 1.
        "sample_ratio" sample_ratio: f64,
        /// Milliseconds to wait.
        "timeout" timeout: i64,
        /// Whether it is sent bodies, too.
        "mirror_request_body_enabled" mirror_request_body_enabled: bool,
    }
}
