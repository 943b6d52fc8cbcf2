//! Start of the document of the administration. Its program is two files: the list is in the first
//! (`docs/decisions/0018`).
#![deny(unsafe_code)]

use frontdesk_app::app::admin::admin;
use frontdesk_app::app::begin;
use frontdesk_app::pages::admin::users::second::{self, File, Piece};
use frontdesk_app::ui::part::Part;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// This function, with all that it alone needs, is in the second file, which `bring` brings.
#[wasm_split(second, wasm_split_path = leptos::wasm_split, preload(bring), fallible)]
fn draw(piece: Piece) -> Result<Part, SplitLoaderError> {
    Ok(second::draw(piece))
}

fn main() {
    let file =
        File { bring: || Box::pin(async { bring().await.is_ok() }), draw: |piece| now(draw(piece))?.ok() };
    begin(move |told| admin(told, file));
}

/// What is there without waiting.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(there) => Some(there),
        Poll::Pending => None,
    }
}
