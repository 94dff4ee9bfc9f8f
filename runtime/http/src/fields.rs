//! Writes generated types as JSON, and reads them. Knows serde; must not know any type: each lists its fields once, by a macro.
//!
//! Serde's derives would do the same, at several times the compile time of all else in a generated crate: what they write out for
//! each type stands here once.

mod read;
mod resend;
mod separated;
pub mod shape;
mod union;
mod write;

pub use read::{Reader, read, read_text};
pub use resend::{Resend, convert, convert_list, convert_map, resend, resend_or_absent, resend_or_null, resend_some};
pub use separated::separated;
pub use union::{Union, read_digits, read_union, text};
pub use write::{Writer, write, write_tagged};

use serde::de::MapAccess;

/// An object whose fields are known by name. Implemented by [`json_object!`](crate::json_object).
#[doc(hidden)]
pub trait Fields: Sized {
    /// What errors call it.
    const NAME: &'static str;

    /// Hands over each field.
    fn write<W: Writer>(&self, object: &mut W);

    /// Takes each field; nothing if the reader has an error.
    fn read<'de, A: MapAccess<'de>>(object: &mut Reader<'de, A>) -> Option<Self>;
}

impl<T: Fields> Fields for Box<T> {
    const NAME: &'static str = T::NAME;

    fn write<W: Writer>(&self, object: &mut W) {
        (**self).write(object);
    }

    fn read<'de, A: MapAccess<'de>>(object: &mut Reader<'de, A>) -> Option<Self> {
        T::read(object).map(Self::new)
    }
}

/// Implements `Serialize` and `Deserialize` for a struct that is a JSON object. A line for each field: its name on the wire, how it
/// can be absent, and its name here.
///
/// - `required`: it is always there;
/// - `optional`: an `Option`, which is not written when it is `None`;
/// - `nullable`: a [`Nullable`](crate::Nullable), which is not written when it is absent;
/// - `received`: an `Option` that is read and never written;
/// - `rest`, last and for any other name: a map of all that is not listed.
///
/// `=> AppInput`, behind the name: what is sent instead, into which it converts.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// struct App {
///     id: String,
///     kind: Option<String>,
/// }
///
/// oaswright_runtime::json_object!(App {
///     "id": required id,
///     "type": optional kind,
/// });
///
/// let app = App { id: "1".to_owned(), kind: None };
/// assert_eq!(serde_json::to_string(&app).unwrap(), r#"{"id":"1"}"#);
/// assert_eq!(serde_json::from_str::<App>(r#"{"id":"1","kind":2}"#).unwrap(), app);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! json_object {
    ($type:ident $(=> $sent:ident)? { $($name:literal: $how:ident $field:ident,)* $(_: rest $rest:ident)? }) => {
        $(impl $crate::fields::Resend for $type {
            type Sent = $sent;

            fn resend(self) -> $sent {
                ::core::convert::Into::into(self)
            }
        })?

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::fields::write(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::fields::read(deserializer)
            }
        }

        impl $crate::fields::Fields for $type {
            const NAME: &'static str = stringify!($type);

            fn write<W: $crate::fields::Writer>(&self, object: &mut W) {
                $(object.$how($name, &self.$field);)*
                $(object.rest(&self.$rest);)?
                let _ = object;
            }

            fn read<'de, A: $crate::serde::de::MapAccess<'de>>(
                object: &mut $crate::fields::Reader<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(let mut $field = ::core::default::Default::default();)*
                $(let mut $rest = ::core::default::Default::default();)?
                while let ::core::option::Option::Some(name) = object.name() {
                    match &*name {
                        $($name => object.$how(&mut $field),)*
                        _ => $crate::json_object!(@other object, name $(, $rest)?),
                    }
                }
                ::core::option::Option::Some(Self { $($field: $crate::json_object!(@take object, $name, $how $field),)* $($rest)? })
            }
        }
    };
    (@other $object:ident, $name:ident) => { $object.skip() };
    (@other $object:ident, $name:ident, $rest:ident) => { $object.rest($name, &mut $rest) };
    (@take $object:ident, $name:literal, required $field:ident) => { $object.present($name, $field)? };
    (@take $object:ident, $name:literal, $how:ident $field:ident) => { $field };
}

/// Implements `Serialize` and `Deserialize` for an enum that is a text: `as_str` and `From<&str>` say which.
#[doc(hidden)]
#[macro_export]
macro_rules! json_text {
    ($type:ident) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::fields::read_text(deserializer)
            }
        }
    };
}

/// Implements `Serialize` and `Deserialize` for an enum that is an integer of this type, which both convert into each other.
#[doc(hidden)]
#[macro_export]
macro_rules! json_integer {
    ($type:ident: $integer:ident) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::Serialize::serialize(&$integer::from(*self), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <$integer as $crate::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Implements `Serialize` and `Deserialize` for an enum that is one of several types, each a variant that holds it. A line for
/// each variant: what it is in JSON, and what tells it apart from others of that type. What is none of them, such as a variant
/// that a server has more, goes to the last one as it came, a [`Value`](crate::Value).
///
/// - `by "kind"`: objects have a property that says which of them they are;
/// - `as "cat"`: its value, which is written though the struct does not hold it; `of ["cat", "dog"]`: its values, or those of
///   text or of an integer out of a list;
/// - `{ "name": required string }`: names of the object, and what they hold;
/// - `array (string | integer)`: what the items are;
/// - `with digits`, behind the name: numbers in it have more digits than a tree of JSON keeps;
/// - `=> PetInput`, behind the name: what is sent instead, into which it converts.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// enum Id {
///     Integer(i64),
///     Text(String),
///     Unknown(oaswright_runtime::Value),
/// }
///
/// oaswright_runtime::json_union!(Id { Integer: integer, Text: string } else Unknown);
///
/// assert_eq!(serde_json::from_str::<Id>("7").unwrap(), Id::Integer(7));
/// assert_eq!(serde_json::from_str::<Id>("[]").unwrap(), Id::Unknown(serde_json::json!([])));
/// assert_eq!(serde_json::to_string(&Id::Text("a".to_owned())).unwrap(), "\"a\"");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! json_union {
    ($type:ident $(=> $sent:ident)? $(by $by:literal)? $(with $exact:ident)? {
        $($variant:ident: $($of_type:ident)|+ $(($($item:ident)|+))? $(as $tag:literal)? $(of [$($value:literal),* $(,)?])?
            $({ $($name:literal: $how:ident $($holds:ident)|+),* $(,)? })?),* $(,)?
    } else $unknown:ident) => {
        $(impl $crate::fields::Resend for $type {
            type Sent = $sent;

            fn resend(self) -> $sent {
                ::core::convert::Into::into(self)
            }
        })?

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::json_union!(@write value, serializer $(, $tag)?),)*
                    Self::$unknown(value) => $crate::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::json_union!(@read deserializer $(, $exact)?)
            }
        }

        impl $crate::fields::Union for $type {
            const NAME: &'static str = stringify!($type);
            const TAG: &'static [&'static str] = &[$($by)?];
            const VARIANTS: &'static [$crate::fields::shape::Shape] = &[$($crate::fields::shape::Shape {
                types: 0 $(| $crate::fields::shape::types::$of_type)+,
                of: &[$($tag)? $($($value),*)?],
                items: 0 $($(| $crate::fields::shape::types::$item)+)?,
                names: &[$($((
                    $name,
                    $crate::fields::shape::types::$how,
                    0 $(| $crate::fields::shape::types::$holds)+
                )),*)?],
            }),*];

            fn read<'de, D: $crate::serde::Deserializer<'de>>(
                variant: usize,
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut at = 0;
                $(if variant == at {
                    return $crate::serde::Deserialize::deserialize(deserializer).map(Self::$variant);
                }
                at += 1;)*
                let _ = (at, variant);
                $crate::serde::Deserialize::deserialize(deserializer).map(Self::$unknown)
            }

            fn unknown(value: $crate::Value) -> Self {
                Self::$unknown(value)
            }
        }
    };
    (@read $deserializer:ident) => { $crate::fields::read_union($deserializer) };
    (@read $deserializer:ident, digits) => { $crate::fields::read_digits($deserializer) };
    (@write $value:ident, $serializer:ident) => { $crate::serde::Serialize::serialize($value, $serializer) };
    (@write $value:ident, $serializer:ident, $tag:literal) => {
        $crate::fields::write_tagged(<Self as $crate::fields::Union>::TAG, $tag, $value, $serializer)
    };
}

#[cfg(test)]
mod tests;
