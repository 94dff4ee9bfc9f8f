//! Turns what came back into what is sent, where these are two types. Must not know any type: each says what it becomes.

use crate::value::nullable::Nullable;
use std::collections::BTreeMap;

/// What came back, and has a type of its own for being sent. Implemented by [`json_object!`](crate::json_object) and
/// [`json_union!`](crate::json_union).
#[doc(hidden)]
pub trait Resend {
    /// What is sent.
    type Sent;

    /// Leaves out what only the server sets.
    fn resend(self) -> Self::Sent;
}

/// What is sent of what came back. Functions, so that generated code need not import the trait.
#[doc(hidden)]
pub fn resend<T: Resend>(value: T) -> T::Sent {
    value.resend()
}

/// The same of what is always there, and may be left out of what is sent.
#[doc(hidden)]
pub fn resend_some<T: Resend>(value: T) -> Option<T::Sent> {
    Some(value.resend())
}

/// The same of what must be sent, even if it is `null`.
#[doc(hidden)]
pub fn resend_or_null<T: Resend>(value: Option<T>) -> Nullable<T::Sent> {
    Nullable::or_null(value.resend())
}

/// The same of what need not be sent.
#[doc(hidden)]
pub fn resend_or_absent<T: Resend>(value: Option<T>) -> Nullable<T::Sent> {
    Nullable::or_absent(value.resend())
}

/// What came back as another type, which is sent.
#[doc(hidden)]
pub fn convert<T, U: From<T>>(value: Option<T>) -> Option<U> {
    value.map(U::from)
}

/// The same of each item of a list.
#[doc(hidden)]
pub fn convert_list<T, U: From<T>>(list: Option<Vec<T>>) -> Option<Vec<U>> {
    list.map(|list| list.into_iter().map(U::from).collect())
}

/// The same of each value of a map.
#[doc(hidden)]
pub fn convert_map<T, U: From<T>>(map: Option<BTreeMap<String, T>>) -> Option<BTreeMap<String, U>> {
    map.map(|map| map.into_iter().map(|(name, value)| (name, value.into())).collect())
}

impl<T: Resend> Resend for Option<T> {
    type Sent = Option<T::Sent>;

    fn resend(self) -> Self::Sent {
        self.map(T::resend)
    }
}

impl<T: Resend> Resend for Box<T> {
    type Sent = Box<T::Sent>;

    fn resend(self) -> Self::Sent {
        Box::new(T::resend(*self))
    }
}

impl<T: Resend> Resend for Vec<T> {
    type Sent = Vec<T::Sent>;

    fn resend(self) -> Self::Sent {
        self.into_iter().map(T::resend).collect()
    }
}

impl<T: Resend> Resend for BTreeMap<String, T> {
    type Sent = BTreeMap<String, T::Sent>;

    fn resend(self) -> Self::Sent {
        self.into_iter().map(|(name, value)| (name, value.resend())).collect()
    }
}
