//! The cases, so that adding one is adding a folder. Written by `BLESS=1 cargo test`.

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "additional/expected.rs"]
mod of_additional;
#[path = "additional/behaviour.rs"]
mod additional;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "all_of/expected.rs"]
mod of_all_of;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "all_of_anything/expected.rs"]
mod of_all_of_anything;
#[path = "all_of_anything/behaviour.rs"]
mod all_of_anything;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "answer_bodies/expected.rs"]
mod of_answer_bodies;
#[path = "answer_bodies/behaviour.rs"]
mod answer_bodies;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "arrays/expected.rs"]
mod of_arrays;
#[path = "arrays/behaviour.rs"]
mod arrays;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "bodies/expected.rs"]
mod of_bodies;
#[path = "bodies/behaviour.rs"]
mod bodies;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "body_formats/expected.rs"]
mod of_body_formats;
#[path = "body_formats/behaviour.rs"]
mod body_formats;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "bounds/expected.rs"]
mod of_bounds;
#[path = "bounds/behaviour.rs"]
mod bounds;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "client_parameter/expected.rs"]
mod of_client_parameter;
#[path = "client_parameter/behaviour.rs"]
mod client_parameter;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "corners/expected.rs"]
mod of_corners;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "default_mapping/expected.rs"]
mod of_default_mapping;
#[path = "default_mapping/behaviour.rs"]
mod default_mapping;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "defaults/expected.rs"]
mod of_defaults;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "deprecated/expected.rs"]
mod of_deprecated;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "direction/expected.rs"]
mod of_direction;
#[path = "direction/behaviour.rs"]
mod direction;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "direction_split/expected.rs"]
mod of_direction_split;
#[path = "direction_split/behaviour.rs"]
mod direction_split;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "failures/expected.rs"]
mod of_failures;
#[path = "failures/behaviour.rs"]
mod failures;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "faulty_parameters/expected.rs"]
mod of_faulty_parameters;
#[path = "faulty_parameters/behaviour.rs"]
mod faulty_parameters;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "faulty_values/expected.rs"]
mod of_faulty_values;
#[path = "faulty_values/behaviour.rs"]
mod faulty_values;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "former_after/expected.rs"]
mod of_former_after;
#[path = "former_after/behaviour.rs"]
mod former_after;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "former_before/expected.rs"]
mod of_former_before;
#[path = "former_before/behaviour.rs"]
mod former_before;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "free_form/expected.rs"]
mod of_free_form;
#[path = "free_form/behaviour.rs"]
mod free_form;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "hostile/expected.rs"]
mod of_hostile;
#[path = "hostile/behaviour.rs"]
mod hostile;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "inline/expected.rs"]
mod of_inline;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "integer_enums/expected.rs"]
mod of_integer_enums;
#[path = "integer_enums/behaviour.rs"]
mod integer_enums;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "keywords/expected.rs"]
mod of_keywords;
#[path = "keywords/behaviour.rs"]
mod keywords;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "kinds/expected.rs"]
mod of_kinds;
#[path = "kinds/behaviour.rs"]
mod kinds;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "long_names/expected.rs"]
mod of_long_names;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "many_hosts/expected.rs"]
mod of_many_hosts;
#[path = "many_hosts/behaviour.rs"]
mod many_hosts;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "maps/expected.rs"]
mod of_maps;
#[path = "maps/behaviour.rs"]
mod maps;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "media_types/expected.rs"]
mod of_media_types;
#[path = "media_types/behaviour.rs"]
mod media_types;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "names_that_meet/expected.rs"]
mod of_names_that_meet;
#[path = "names_that_meet/behaviour.rs"]
mod names_that_meet;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "no_operation_id/expected.rs"]
mod of_no_operation_id;
#[path = "no_operation_id/behaviour.rs"]
mod no_operation_id;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "nullable/expected.rs"]
mod of_nullable;
#[path = "nullable/behaviour.rs"]
mod nullable;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "numbers/expected.rs"]
mod of_numbers;
#[path = "numbers/behaviour.rs"]
mod numbers;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "objects/expected.rs"]
mod of_objects;
#[path = "objects/behaviour.rs"]
mod objects;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "odd_names/expected.rs"]
mod of_odd_names;
#[path = "odd_names/behaviour.rs"]
mod odd_names;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "openapi_31/expected.rs"]
mod of_openapi_31;
#[path = "openapi_31/behaviour.rs"]
mod openapi_31;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "optional_parts/expected.rs"]
mod of_optional_parts;
#[path = "optional_parts/behaviour.rs"]
mod optional_parts;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "other_bodies/expected.rs"]
mod of_other_bodies;
#[path = "other_bodies/behaviour.rs"]
mod other_bodies;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "other_names/expected.rs"]
mod of_other_names;
#[path = "other_names/behaviour.rs"]
mod other_names;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "paging/expected.rs"]
mod of_paging;
#[path = "paging/behaviour.rs"]
mod paging;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "paging_kinds/expected.rs"]
mod of_paging_kinds;
#[path = "paging_kinds/behaviour.rs"]
mod paging_kinds;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "parameters/expected.rs"]
mod of_parameters;
#[path = "parameters/behaviour.rs"]
mod parameters;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "parts/expected.rs"]
mod of_parts;
#[path = "parts/behaviour.rs"]
mod parts;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "path_clients/expected.rs"]
mod of_path_clients;
#[path = "path_clients/behaviour.rs"]
mod path_clients;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "paths/expected.rs"]
mod of_paths;
#[path = "paths/behaviour.rs"]
mod paths;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "patterns/expected.rs"]
mod of_patterns;
#[path = "patterns/behaviour.rs"]
mod patterns;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "prelude/expected.rs"]
mod of_prelude;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "recursive/expected.rs"]
mod of_recursive;
#[path = "recursive/behaviour.rs"]
mod recursive;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "references/expected.rs"]
mod of_references;
#[path = "references/behaviour.rs"]
mod references;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "refs/expected.rs"]
mod of_refs;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "regions/expected.rs"]
mod of_regions;
#[path = "regions/behaviour.rs"]
mod regions;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "regions_bearer/expected.rs"]
mod of_regions_bearer;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "relative_server/expected.rs"]
mod of_relative_server;
#[path = "relative_server/behaviour.rs"]
mod relative_server;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "replaced/expected.rs"]
mod of_replaced;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "required/expected.rs"]
mod of_required;
#[path = "required/behaviour.rs"]
mod required;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "response_headers/expected.rs"]
mod of_response_headers;
#[path = "response_headers/behaviour.rs"]
mod response_headers;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "reuse/expected.rs"]
mod of_reuse;
#[path = "reuse/behaviour.rs"]
mod reuse;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "scalars/expected.rs"]
mod of_scalars;
#[path = "scalars/behaviour.rs"]
mod scalars;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "secrets/expected.rs"]
mod of_secrets;
#[path = "secrets/behaviour.rs"]
mod secrets;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_api_key/expected.rs"]
mod of_security_api_key;
#[path = "security_api_key/behaviour.rs"]
mod security_api_key;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_bearer/expected.rs"]
mod of_security_bearer;
#[path = "security_bearer/behaviour.rs"]
mod security_bearer;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_none/expected.rs"]
mod of_security_none;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_optional/expected.rs"]
mod of_security_optional;
#[path = "security_optional/behaviour.rs"]
mod security_optional;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "security_schemes/expected.rs"]
mod of_security_schemes;
#[path = "security_schemes/behaviour.rs"]
mod security_schemes;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "separators/expected.rs"]
mod of_separators;
#[path = "separators/behaviour.rs"]
mod separators;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "silent_after/expected.rs"]
mod of_silent_after;
#[path = "silent_after/behaviour.rs"]
mod silent_after;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "silent_before/expected.rs"]
mod of_silent_before;
#[path = "silent_before/behaviour.rs"]
mod silent_before;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "statuses/expected.rs"]
mod of_statuses;
#[path = "statuses/behaviour.rs"]
mod statuses;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "streams/expected.rs"]
mod of_streams;
#[path = "streams/behaviour.rs"]
mod streams;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "string_enums/expected.rs"]
mod of_string_enums;
#[path = "string_enums/behaviour.rs"]
mod string_enums;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "styles/expected.rs"]
mod of_styles;
#[path = "styles/behaviour.rs"]
mod styles;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "text_forms/expected.rs"]
mod of_text_forms;
#[path = "text_forms/behaviour.rs"]
mod text_forms;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "unions/expected.rs"]
mod of_unions;
#[path = "unions/behaviour.rs"]
mod unions;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "unions_31/expected.rs"]
mod of_unions_31;
#[path = "unions_31/behaviour.rs"]
mod unions_31;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "unions_told_apart/expected.rs"]
mod of_unions_told_apart;
#[path = "unions_told_apart/behaviour.rs"]
mod unions_told_apart;

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
#[path = "waiting/expected.rs"]
mod of_waiting;
#[path = "waiting/behaviour.rs"]
mod waiting;
