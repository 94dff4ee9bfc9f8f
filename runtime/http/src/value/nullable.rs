//! Holds a value with three states, for the few request fields where `null` and absence mean different things. Knows
//! serde and nothing else of this crate.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field that may be absent, `null`, or have a value.
///
/// In structs it stands with `#[serde(default, skip_serializing_if = "Nullable::is_absent")]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// The field is not sent; the server keeps what it has.
    #[default]
    Absent,

    /// The field is sent as `null`; the server clears it.
    Null,

    /// The field is sent with this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// A value, or else `null`: of a field that must be sent.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// A value, or else nothing.
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// Whether the field is not sent at all.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is sent as `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::or_null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Quota {
        #[serde(default, skip_serializing_if = "Nullable::is_absent")]
        remark: Nullable<String>,
    }

    #[test]
    fn three_states_survive_json() {
        for (json, remark) in
            [("{}", Nullable::Absent), (r#"{"remark":null}"#, Nullable::Null), (r#"{"remark":"x"}"#, "x".into())]
        {
            let quota = Quota { remark };
            assert_eq!(serde_json::to_string(&quota).unwrap(), json);
            assert_eq!(serde_json::from_str::<Quota>(json).unwrap(), quota);
        }
    }
}
