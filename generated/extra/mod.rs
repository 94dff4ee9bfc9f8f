//! Gives types to what the documents of API Gateway say in words alone: the JSON inside of strings, and what of a batch has failed.
//! Knows the generated types. Must not know how calls are made. A plain string stays possible everywhere.

#[cfg(feature = "apig")]
mod batches;
#[cfg(feature = "apig")]
pub mod features;
#[cfg(feature = "apig")]
mod json_text;
#[cfg(feature = "apig")]
pub mod plugins;
#[cfg(feature = "apig")]
pub mod tasks;

#[cfg(feature = "apig")]
pub use batches::Batch;
