//! Large uploads go to unnamed temporary files as they come, not to memory.

use super::Failed;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use futures_util::{Stream, StreamExt};
use std::fs::File;
use std::io::{Seek, SeekFrom};
use tokio::io::AsyncWriteExt;

fn lost(error: impl std::fmt::Display) -> Failed {
    Failed::Service(crate::service::Error::internal(error.to_string()))
}

/// Writes chunks to a file that is gone when it is closed; it stands at its beginning, and its length comes with it.
pub(super) async fn spool<E>(
    chunks: impl Stream<Item = Result<Bytes, E>>,
    broken: impl Fn(E) -> Failed,
) -> Result<(File, u64), Failed> {
    let file = tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(lost)?.map_err(lost)?;
    let mut file = tokio::fs::File::from_std(file);
    let mut length = 0_u64;
    let mut chunks = std::pin::pin!(chunks);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(&broken)?;
        length = length.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        file.write_all(&chunk).await.map_err(lost)?;
    }
    file.flush().await.map_err(lost)?;
    let mut file = file.into_std().await;
    file.seek(SeekFrom::Start(0)).map_err(lost)?;
    Ok((file, length))
}

/// A field of a multipart form to a file; none where nothing was chosen.
pub(super) async fn field(field: Field<'_>, broken: fn(MultipartError) -> Failed) -> Result<Option<File>, Failed> {
    let (file, length) = spool(field, broken).await?;
    Ok(Some(file).filter(|_| length > 0))
}
