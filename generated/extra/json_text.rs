//! Makes types of JSON that stands inside of a string. Knows how they are read and written. Must not know which there are.

use crate::runtime::serde::de::DeserializeOwned;
use crate::serde_json;

/// Structs of which every field may be absent, with its name in JSON. What has another name stays in `more` and is sent again.
macro_rules! objects {
    ($($(#[$docs:meta])* $type:ident { $($(#[$of_field:meta])* $name:literal $field:ident: $holds:ty,)* })*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $type {
            $($(#[$of_field])* pub $field: Option<$holds>,)*

            /// Everything that has another name.
            pub more: std::collections::BTreeMap<String, crate::Value>,
        }

        crate::runtime::json_object!($type { $($name: optional $field,)* _: rest more });
    )*};
}

/// Those of them that are read from a string and go where a string goes.
macro_rules! texts {
    ($($type:ident),* $(,)?) => {$(
        impl std::str::FromStr for $type {
            type Err = crate::serde_json::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::extra::json_text::read(text)
            }
        }

        /// The JSON that is sent.
        impl From<$type> for String {
            fn from(content: $type) -> Self {
                // Text, numbers and maps with texts as keys are always JSON.
                crate::serde_json::to_string(&content).unwrap_or_default()
            }
        }
    )*};
}

pub(super) use {objects, texts};

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    // The documents escape some of their examples twice.
    match text.strip_prefix("{\\\"") {
        Some(_) => serde_json::from_str(&serde_json::from_str::<String>(&format!(
            "\"{text}\""
        ))?),
        None => serde_json::from_str(text),
    }
}
