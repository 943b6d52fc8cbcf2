//! The API in process: the whole router, a clock that stands still, mail in memory, a product that listens.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod deletions;
mod mail;
mod product;
mod queries;
mod secrecy;
mod users;
mod webhooks;
mod world;
