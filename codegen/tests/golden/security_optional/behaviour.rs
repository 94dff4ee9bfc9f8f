//! Each operation says whether it carries credentials.

use super::of_security_optional::security_optional::{Enter, Knock, Leave, Look};
use apig_runtime::{Authentication, Operation};

#[test]
fn each_operation_says_it() {
    assert_eq!(
        [Look::AUTHENTICATION, Enter::AUTHENTICATION, Knock::AUTHENTICATION, Leave::AUTHENTICATION],
        [Authentication::Optional, Authentication::Required, Authentication::None, Authentication::None]
    );
}
