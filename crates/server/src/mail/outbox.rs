//! Letters as files, where no mail server is configured: only the server's own user can read them.

use super::MailError;
use frontdesk_store::JobId;
use frontdesk_wire::Timestamp;
use std::path::Path;
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// Writes a message whole or not at all and says the file's name. Names sort by time; sending again overwrites.
pub(super) async fn write(
    folder: &Path,
    message: &[u8],
    id: JobId,
    now: Timestamp,
) -> Result<String, MailError> {
    let name = format!("{:013}-{id}.eml", now.as_millis());
    let part = folder.join(format!("{name}.part"));
    let written = async {
        make_folder(folder).await?;
        let mut file = private_file(&part).await?;
        file.write_all(message).await?;
        file.sync_all().await?;
        fs::rename(&part, folder.join(&name)).await
    };
    written.await.map_err(|error| MailError::Later(format!("the outbox cannot be written: {error}")))?;
    Ok(name)
}

async fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await
}

async fn private_file(path: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).await
}
