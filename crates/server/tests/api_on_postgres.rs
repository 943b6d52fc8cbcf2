//! The API from outside once more, on PostgreSQL; then several servers on one database.

#[path = "api/main.rs"]
mod api;
#[path = "api/replicas.rs"]
mod replicas;

use api::{policy, product, world};
