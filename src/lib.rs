//! The Frontdesk app: sign-in, account and user administration in the browser.
//!
//! Each layer knows only those below it: `app`, `pages`, `layout`; then `session`, `cache`, `form`, `carried`, `crossing`; then
//! `api`; then `routes`, `settings`, `storage`, `clock`, `theme`, `strength`. `ui` knows none of ours.

#![deny(unsafe_code)]
// What leptos draws it composes into deep types.
#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod cache;
pub mod carried;
pub mod clock;
pub mod crossing;
pub mod form;
pub mod layout;
pub mod pages;
pub mod routes;
pub mod session;
pub mod settings;
pub mod storage;
pub mod strength;
pub mod theme;
pub mod ui;
