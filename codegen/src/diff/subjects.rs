//! How subjects contain each other.

use crate::diff::Subject;

/// What a subject is a part of.
pub fn parent(subject: &Subject) -> Option<Subject> {
    match subject {
        Subject::Service => None,
        Subject::Server { .. }
        | Subject::Region { .. }
        | Subject::Tag { .. }
        | Subject::Operation { .. }
        | Subject::Type { .. } => Some(Subject::Service),
        Subject::Parameter { operation, .. }
        | Subject::Body { operation }
        | Subject::Answer { operation, .. }
        | Subject::Waiter { operation, .. } => Some(Subject::Operation { id: operation.clone() }),
        Subject::Header { operation, status, .. } => {
            Some(Subject::Answer { operation: operation.clone(), status: status.clone() })
        }
        Subject::Property { ty, .. } | Subject::Value { ty, .. } => Some(Subject::Type { name: ty.clone() }),
    }
}

/// What a subject is a part of, the nearest first, without the service, of which everything is a part.
pub fn ancestors(subject: &Subject) -> impl Iterator<Item = Subject> {
    std::iter::successors(parent(subject), parent).filter(|subject| *subject != Subject::Service)
}

/// The operation or the type that a subject is, or is a part of.
pub fn root(subject: &Subject) -> Subject {
    ancestors(subject).last().unwrap_or_else(|| subject.clone())
}
