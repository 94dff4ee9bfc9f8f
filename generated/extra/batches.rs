//! Says what of a batch has failed. Knows which answers are those of batches.

use crate::apig::types;

/// The answer of a call for several things at once, which is one of success even if some or all of them have failed.
///
/// ```no_run
/// # async fn example(client: apig_sdk::apig::Client) -> Result<(), apig_sdk::Error> {
/// use apig_sdk::extra::Batch;
///
/// let gateway = client.gateway("instance");
/// let answer = gateway.batch_delete_acl_v2().action("delete").acls(["a", "b"]).await?;
/// for failure in answer.failures() {
///     println!("{}: {}", failure.acl_id.as_deref().unwrap_or("?"), failure.error_msg.as_deref().unwrap_or("?"));
/// }
/// # Ok(())
/// # }
/// ```
pub trait Batch: Sized {
    /// A thing for which it failed, with its error.
    type Failure;

    /// The things for which it failed.
    fn failures(&self) -> &[Self::Failure];

    /// Whether it succeeded for all.
    fn is_complete(&self) -> bool {
        self.failures().is_empty()
    }

    /// The answer if it succeeded for all.
    ///
    /// # Errors
    ///
    /// The same answer if it did not.
    fn complete(self) -> Result<Self, Self> {
        if self.is_complete() {
            Ok(self)
        } else {
            Err(self)
        }
    }
}

macro_rules! batches {
    ($($answer:ident: $failure:ident),* $(,)?) => {
        $(impl Batch for types::$answer {
            type Failure = types::$failure;

            fn failures(&self) -> &[Self::Failure] {
                self.failure.as_deref().unwrap_or_default()
            }
        })*
    };
}

batches! {
    BatchDeleteAclV2Response: AclBatchResultFailureResp,
    BatchDeleteApiAclBindingV2Response: AclBindingBatchFailure,
    BatchDisassociateThrottlingPolicyV2Response: ThrottleBindingBatchFailure,
    BatchPublishOrOfflineApiV2Response: BatchFailure,
    ImportApiDefinitionsV2Response: Failure,
}
