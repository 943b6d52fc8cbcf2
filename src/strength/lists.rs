//! The program that rates with lists of words, names and known passwords (`crates/strength`). It is heavy, so it comes when
//! somebody begins to choose a password, and not over a line that is slow or dear. Without it the advice is plainer.

use crate::ui::strength::Strength;
use js_sys::{Object, Reflect};
use leptos::prelude::document;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Where the page says what the program's code and WebAssembly are called.
const PLACE: &str = "data-strength";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn import(address: &str) -> Result<JsValue, JsValue>;

    type Program;
    #[wasm_bindgen(method, catch, js_name = default)]
    async fn start(this: &Program, files: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn rate(this: &Program, password: &str, known: &str) -> Result<Rating, JsValue>;

    type Rating;
    #[wasm_bindgen(method, getter)]
    fn level(this: &Rating) -> u8;
    #[wasm_bindgen(method, getter)]
    fn advice(this: &Rating) -> String;

    type Line;
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = connection)]
    static LINE: Option<Line>;
    #[wasm_bindgen(method, getter, js_name = saveData)]
    fn is_dear(this: &Line) -> Option<bool>;
    #[wasm_bindgen(method, getter, js_name = effectiveType)]
    fn kind(this: &Line) -> Option<String>;
}

thread_local! {
    /// `None` before it was asked for.
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

enum State {
    /// On its way, or it did not come: it is asked for once.
    Asked,
    Here(Program),
}

/// Loads the program, once. True where it came just now, so that what was rated before is rated again.
pub async fn load() -> bool {
    let first = STATE.with_borrow_mut(|state| {
        let first = state.is_none();
        state.get_or_insert(State::Asked);
        first
    });
    if !first || is_slow() {
        return false;
    }
    let program = begun().await;
    let came = program.is_some();
    if let Some(program) = program {
        STATE.set(Some(State::Here(program)));
    }
    came
}

/// Rates a password, where the program is here. `known` is what a guesser knows of whose it is.
pub fn rate(password: &str, known: &str) -> Option<Strength> {
    STATE.with_borrow(|state| {
        let Some(State::Here(program)) = state else { return None };
        let rating = program.rate(password, known).ok()?;
        Some(super::judged(rating.level(), rating.advice()))
    })
}

async fn begun() -> Option<Program> {
    let files = document().document_element()?.get_attribute(PLACE)?;
    let (code, wasm) = files.split_once(' ')?;
    let program: Program = import(code).await.ok()?.unchecked_into();
    let files = Object::new();
    Reflect::set(&files, &"module_or_path".into(), &wasm.into()).ok()?;
    program.start(&files).await.ok()?;
    Some(program)
}

/// Says the browser that the line is slow, or that its user saves data? Not every browser says.
fn is_slow() -> bool {
    LINE.with(|line| {
        line.as_ref().is_some_and(|line| {
            line.is_dear().unwrap_or_default() || line.kind().is_some_and(|kind| kind != "4g")
        })
    })
}
