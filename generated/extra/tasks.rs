//! Reads the results of asynchronous tasks, which are JSON inside of a string. Knows which kind of task has which result.

use crate::apig::types::{
    ErrorBody, ImportApiDefinitionsV2Response, ShowAsyncTaskResultResponse, TaskStatus,
    TaskType,
};
use crate::{runtime, serde_json};

/// What a task has come to: what [`ShowAsyncTaskResultResponse::task_result`] says.
///
/// ```no_run
/// # async fn example(client: apig_sdk::apig::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use apig_sdk::extra::{Batch, tasks::TaskResult};
///
/// let answer = client.gateway("instance").wait_until_async_task_done("task").await?;
/// if let Some(TaskResult::Import(import)) = TaskResult::of(&answer)? {
///     println!("all imported: {}", import.is_complete());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TaskResult {
    /// Which APIs were imported, and which were not.
    Import(ImportApiDefinitionsV2Response),

    /// The document that was exported.
    Export(Export),

    /// Why the task failed.
    Failed(ErrorBody),
}

/// A document that a task has exported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Export {
    /// The name of its file.
    pub file_name: Option<String>,

    /// `.json` or `.yaml`.
    pub file_type: Option<String>,

    /// The document itself.
    pub content: Option<String>,
}

// The page lists `file_type` and `content`, and shows the others.
runtime::json_object!(Written {
    "FileName": optional name,
    "FileType": optional kind,
    "Comment": optional comment,
    "file_type": optional file_type,
    "content": optional content,
});

#[derive(Default)]
struct Written {
    name: Option<String>,
    kind: Option<String>,
    comment: Option<String>,
    file_type: Option<String>,
    content: Option<String>,
}

impl TaskResult {
    /// Reads the result of a task; `None` while it has none, or where it is of a kind that is not known here.
    ///
    /// # Errors
    ///
    /// The result is not JSON of its kind; the string is still there.
    pub fn of(
        answer: &ShowAsyncTaskResultResponse,
    ) -> Result<Option<Self>, serde_json::Error> {
        let Some(text) = answer
            .task_result
            .as_deref()
            .filter(|text| !text.is_empty())
        else {
            return Ok(None);
        };
        if answer.task_status == Some(TaskStatus::Failed) {
            return serde_json::from_str(text).map(Self::Failed).map(Some);
        }
        match answer.task_type {
            Some(TaskType::ImportApi) => {
                serde_json::from_str(text).map(Self::Import).map(Some)
            }
            Some(TaskType::ExportApi) => {
                let Written {
                    name,
                    kind,
                    comment,
                    file_type,
                    content,
                } = serde_json::from_str(text)?;
                let export = Export {
                    file_name: name,
                    file_type: kind.or(file_type),
                    content: comment.or(content),
                };
                Ok(Some(Self::Export(export)))
            }
            Some(TaskType::Unknown(_)) | None => Ok(None),
        }
    }
}
