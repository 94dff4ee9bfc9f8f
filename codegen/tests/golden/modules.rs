//! The cases, so that adding one is adding a folder. Written by `BLESS=1 cargo test`.

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "additional/expected"]
mod of_additional {
    pub mod additional;
}
#[path = "additional/behaviour.rs"]
mod additional;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "all_of/expected"]
mod of_all_of {
    pub mod all_of;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "arrays/expected"]
mod of_arrays {
    pub mod arrays;
}
#[path = "arrays/behaviour.rs"]
mod arrays;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "bodies/expected"]
mod of_bodies {
    pub mod bodies;
}
#[path = "bodies/behaviour.rs"]
mod bodies;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "bounds/expected"]
mod of_bounds {
    pub mod bounds;
}
#[path = "bounds/behaviour.rs"]
mod bounds;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "corners/expected"]
mod of_corners {
    pub mod corners;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "defaults/expected"]
mod of_defaults {
    pub mod defaults;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "deprecated/expected"]
mod of_deprecated {
    pub mod deprecated;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "direction/expected"]
mod of_direction {
    pub mod direction;
}
#[path = "direction/behaviour.rs"]
mod direction;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "failures/expected"]
mod of_failures {
    pub mod failures;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "free_form/expected"]
mod of_free_form {
    pub mod free_form;
}
#[path = "free_form/behaviour.rs"]
mod free_form;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "hostile/expected"]
mod of_hostile {
    pub mod hostile;
    pub mod endpoints;
}
#[path = "hostile/behaviour.rs"]
mod hostile;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "inline/expected"]
mod of_inline {
    pub mod inline;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "integer_enums/expected"]
mod of_integer_enums {
    pub mod integer_enums;
}
#[path = "integer_enums/behaviour.rs"]
mod integer_enums;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "keywords/expected"]
mod of_keywords {
    pub mod keywords;
}
#[path = "keywords/behaviour.rs"]
mod keywords;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "long_names/expected"]
mod of_long_names {
    pub mod long_names;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "maps/expected"]
mod of_maps {
    pub mod maps;
}
#[path = "maps/behaviour.rs"]
mod maps;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "media_types/expected"]
mod of_media_types {
    pub mod media_types;
}
#[path = "media_types/behaviour.rs"]
mod media_types;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "no_operation_id/expected"]
mod of_no_operation_id {
    pub mod no_operation_id;
}
#[path = "no_operation_id/behaviour.rs"]
mod no_operation_id;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "nullable/expected"]
mod of_nullable {
    pub mod nullable;
}
#[path = "nullable/behaviour.rs"]
mod nullable;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "numbers/expected"]
mod of_numbers {
    pub mod numbers;
}
#[path = "numbers/behaviour.rs"]
mod numbers;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "objects/expected"]
mod of_objects {
    pub mod objects;
}
#[path = "objects/behaviour.rs"]
mod objects;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "odd_names/expected"]
mod of_odd_names {
    pub mod odd_names;
}
#[path = "odd_names/behaviour.rs"]
mod odd_names;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "openapi_31/expected"]
mod of_openapi_31 {
    pub mod openapi_31;
}
#[path = "openapi_31/behaviour.rs"]
mod openapi_31;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "paging/expected"]
mod of_paging {
    pub mod paging;
}
#[path = "paging/behaviour.rs"]
mod paging;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "parameters/expected"]
mod of_parameters {
    pub mod parameters;
}
#[path = "parameters/behaviour.rs"]
mod parameters;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "patterns/expected"]
mod of_patterns {
    pub mod patterns;
}
#[path = "patterns/behaviour.rs"]
mod patterns;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "prelude/expected"]
mod of_prelude {
    pub mod prelude;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "recursive/expected"]
mod of_recursive {
    pub mod recursive;
}
#[path = "recursive/behaviour.rs"]
mod recursive;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "refs/expected"]
mod of_refs {
    pub mod refs;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "regions/expected"]
mod of_regions {
    pub mod regions;
    pub mod endpoints;
}
#[path = "regions/behaviour.rs"]
mod regions;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "required/expected"]
mod of_required {
    pub mod required;
}
#[path = "required/behaviour.rs"]
mod required;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "response_headers/expected"]
mod of_response_headers {
    pub mod response_headers;
}
#[path = "response_headers/behaviour.rs"]
mod response_headers;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "scalars/expected"]
mod of_scalars {
    pub mod scalars;
}
#[path = "scalars/behaviour.rs"]
mod scalars;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "secrets/expected"]
mod of_secrets {
    pub mod secrets;
}
#[path = "secrets/behaviour.rs"]
mod secrets;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_api_key/expected"]
mod of_security_api_key {
    pub mod security_api_key;
    pub mod endpoints;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_bearer/expected"]
mod of_security_bearer {
    pub mod security_bearer;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_none/expected"]
mod of_security_none {
    pub mod security_none;
}

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_optional/expected"]
mod of_security_optional {
    pub mod security_optional;
}
#[path = "security_optional/behaviour.rs"]
mod security_optional;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "statuses/expected"]
mod of_statuses {
    pub mod statuses;
}
#[path = "statuses/behaviour.rs"]
mod statuses;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "string_enums/expected"]
mod of_string_enums {
    pub mod string_enums;
}
#[path = "string_enums/behaviour.rs"]
mod string_enums;
