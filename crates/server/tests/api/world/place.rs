//! Where a world's data is. The test target says on which engine.

use frontdesk_store::{Opening, Options, SqlStore, Store, Upkeep};
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
        let prepare = async |url: &str| postgres(url, Opening::Beside).await.close().await;
        let trial = if is_on_postgres { Some(Trial::new(prepare).await) } else { None };
        Self { folder, trial }
    }

    pub(crate) async fn open(&self, opening: Opening) -> Arc<dyn Store> {
        Arc::new(match &self.trial {
            Some(trial) => postgres(&trial.url, opening).await,
            None => SqlStore::in_folder(self.folder.path(), Options::new(opening)).await.unwrap(),
        })
    }
}

async fn postgres(url: &str, opening: Opening) -> SqlStore {
    SqlStore::in_postgres(&url.parse().unwrap(), Options::new(opening)).await.unwrap()
}
