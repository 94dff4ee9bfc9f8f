//! Holds what is sent as it is: bytes of any kind, and multipart bodies of them. Knows how a multipart body is framed. Must not
//! know requests.

mod body;
mod multipart;
mod part;

pub use body::Body;
pub use multipart::Multipart;
pub use part::Part;
