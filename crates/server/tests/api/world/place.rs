//! Where a world's data is. The test target says on which engine.

use frontdesk_store::{Opening, Options, SqlStore, Store};
use frontdesk_trial::Trial;
use std::sync::Arc;
use tempfile::TempDir;

/// A scratch folder, and on PostgreSQL a scratch database beside it; both are gone with the last world in them.
pub(crate) struct Place {
    folder: TempDir,
    pub(crate) trial: Option<Trial>,
}

impl Place {
    pub(crate) async fn new(folder: TempDir) -> Self {
        let is_on_postgres = env!("CARGO_CRATE_NAME") == "api_on_postgres";
        Self { folder, trial: if is_on_postgres { Some(Trial::new().await) } else { None } }
    }

    pub(crate) async fn open(&self, opening: Opening) -> Arc<dyn Store> {
        let options = Options::new(opening);
        Arc::new(match &self.trial {
            Some(trial) => SqlStore::in_postgres(&trial.url.parse().unwrap(), options).await.unwrap(),
            None => SqlStore::in_folder(self.folder.path(), options).await.unwrap(),
        })
    }
}
