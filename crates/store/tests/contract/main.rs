//! What every store must do, written once and run on each engine; and how an engine does what only one of them does.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod agreement;
mod append_only;
mod arrivals;
mod audit;
mod bulks;
#[macro_use]
mod cases;
mod copying;
mod deletions;
mod jobs;
mod limits;
mod listing;
mod model;
mod patience;
mod people;
mod place;
mod random;
mod reset_codes;
mod sessions;
mod shared_commit;
mod stats;
mod updates;
mod upkeep;
mod users;

use frontdesk_store::{Opening, Options, SqlStore, Store, Upkeep};
use frontdesk_trial::Trial;
use std::sync::Arc;
use tempfile::TempDir;

/// An empty store on SQLite, and the folder that it must not outlive.
async fn open_sqlite() -> (Arc<dyn Store>, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let store = SqlStore::in_folder(&dir.path().join("data"), Options::new(Opening::Serve)).await.unwrap();
    (Arc::new(store), dir)
}

/// An empty store on PostgreSQL, and the database that it must not outlive.
async fn open_postgres() -> (Arc<dyn Store>, Trial) {
    let trial = Trial::new(async |url| postgres(url).await.close().await).await;
    (Arc::new(postgres(&trial.url).await), trial)
}

async fn postgres(url: &str) -> SqlStore {
    SqlStore::in_postgres(&url.parse().unwrap(), Options::new(Opening::Serve)).await.unwrap()
}

store_tests!(sqlite, open_sqlite);
store_tests!(postgres, open_postgres);
place_tests!(folder);
place_tests!(database);
