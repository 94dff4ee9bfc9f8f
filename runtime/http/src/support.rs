//! Has what packages on top of this one share with it, and nobody else: it may change in any version that raises the minor
//! number. Must not know those packages.

pub use crate::authentication::mistake_of_token;
pub use crate::call::request::escape;
pub use crate::endpoint::{Endpoint, is_link_local, is_loopback};
pub use crate::lock::lock;
pub use crate::secret::is_secret_name;
pub use crate::timer::{Deadline, within};
pub use crate::transport::Direct;
pub use crate::validate::{is_header_text, segment};
