//! Answers to what the page asked before the app was there, while its program was still on the way
//! (`crates/xtask/src/web/early.js`). Each is taken once, while the page is new; none outlives the first change.

use super::Token;
use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Where the page keeps them: by address, beside the token they were asked with.
const EARLY: &str = "early";
const TOKEN: &str = "token";

/// How many milliseconds after the visit began they still hold. The app starts sooner, over the slowest line as well.
const FRESH: f64 = 30_000.0;

/// The answer to this address, if it was asked with this token and there was one.
pub(super) async fn take(url: &str, token: &Token) -> Option<Response> {
    if window().performance()?.now() > FRESH {
        forget();
        return None;
    }
    let early = Reflect::get(&js_sys::global(), &EARLY.into()).ok().filter(JsValue::is_object)?;
    if Reflect::get(&early, &TOKEN.into()).ok()?.as_string()? != token.reveal() {
        return None;
    }
    let asked: Promise = Reflect::get(&early, &url.into()).ok()?.dyn_into().ok()?;
    Reflect::delete_property::<JsValue>(early.unchecked_ref(), &url.into()).ok()?;
    let answer = JsFuture::from(asked).await.ok()?.dyn_into().ok();
    next_turn().await;
    answer
}

/// What is done with each answer has a turn of its own: a slow phone hears its user between them.
async fn next_turn() {
    let mut wait = |resolve: js_sys::Function, _| drop(window().set_timeout_with_callback(&resolve));
    drop(JsFuture::from(Promise::new(&mut wait)).await);
}

/// What was asked early may no longer hold.
pub(super) fn forget() {
    drop(Reflect::delete_property::<JsValue>(&js_sys::global(), &EARLY.into()));
}
