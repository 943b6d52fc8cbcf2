//! Leaving with unsaved work asks first: by a link, by Back and Forward, by closing or reloading the tab.

use super::area::{Area, Beside, use_area};
use crate::routes::Route;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::effect;
use crate::ui::part::{Part, tag};
use leptos::ev;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Where somebody was about to go.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Away {
    /// To an address of the app.
    To(String),
    /// By the browser's Back or Forward.
    Back,
}

/// Asks before unsaved work is left.
#[component]
pub fn LeaveGuard(
    /// What would be left unsaved, as a sentence; `None` when nothing would.
    unsaved: Signal<Option<String>>,
    /// Where one can go without leaving it.
    stays: fn(Beside, Beside) -> bool,
    /// Gives the work up.
    #[prop(into)]
    on_leave: Callback<()>,
) -> Part {
    let area = use_area();
    let away = RwSignal::new(None::<Away>);
    let open = RwSignal::new(false);
    let here = untrack(|| area.beside());
    area.session.hold(Signal::derive(move || unsaved.with(Option::is_some)));
    let guard = Guard { area, here, stays, unsaved, away, open };
    guard.hear_links();
    guard.hear_history();
    guard.hear_closing();
    let leave = move |_| {
        open.set(false);
        on_leave.run(());
        guard.go();
    };
    let actions = move || -> Vec<Part> {
        vec![
            view! { <Button text="Stay" autofocus=true on_click=move |_| open.set(false) /> }.into(),
            view! { <Button text="Leave" kind=ButtonKind::Bad on_click=leave /> }.into(),
        ]
    };
    view! {
        <Dialog id="leave" heading="Leave without saving?" open actions>
            {Part::from(tag("p").live_text(move || unsaved.get()))}
        </Dialog>
    }
    .into()
}

#[derive(Clone, Copy)]
struct Guard {
    area: Area,
    here: Beside,
    stays: fn(Beside, Beside) -> bool,
    unsaved: Signal<Option<String>>,
    away: RwSignal<Option<Away>>,
    open: RwSignal<bool>,
}

impl Guard {
    fn is_unsaved(self) -> bool {
        self.unsaved.try_get_untracked().flatten().is_some()
    }

    fn ask(self, away: Away) {
        self.away.set(Some(away));
        self.open.set(true);
    }

    /// Goes where it was asked to, now that nothing holds it.
    fn go(self) {
        match self.away.get_untracked() {
            Some(Away::To(href)) => self.area.follow(&href),
            Some(Away::Back) => {
                if let Ok(history) = window().history() {
                    drop(history.back());
                }
            }
            None => {}
        }
    }

    fn leads_away(self, path: &str, search: &str) -> bool {
        match Beside::of(&Route::parse(path, search)) {
            Some(there) => !(self.stays)(self.here, there),
            None => true,
        }
    }

    /// Links are heard before the router hears them.
    fn hear_links(self) {
        let hear = move |event: &Event| {
            let event: &MouseEvent = event.unchecked_ref();
            let plain = event.button() == 0
                && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            let Some(link) = link_of(event).filter(|link| plain && link.target().is_empty()) else { return };
            let own = window().location().origin().is_ok_and(|origin| origin == link.origin());
            if own
                && self.is_unsaved()
                && self.leads_away(&link.pathname(), link.search().trim_start_matches('?'))
            {
                event.prevent_default();
                event.stop_propagation();
                self.ask(Away::To(format!("{}{}", link.pathname(), link.search())));
            }
        };
        listen_first("click", hear);
    }

    /// Back and Forward have changed the address already: it is put back, and once they may go they go again.
    fn hear_history(self) {
        let address = move || window().location().href().unwrap_or_default();
        let at = StoredValue::new(address());
        let hear = move |event: &Event| {
            let location = window().location();
            let path = location.pathname().unwrap_or_default();
            let search = location.search().unwrap_or_default();
            if !self.is_unsaved() || !self.leads_away(&path, search.trim_start_matches('?')) {
                at.set_value(address());
                return;
            }
            event.stop_immediate_propagation();
            if let Ok(history) = window().history() {
                drop(history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&at.get_value())));
            }
            self.ask(Away::Back);
        };
        hold_history(hear);
        // The list's state changes the address without leaving the user.
        effect(move || {
            self.area.list();
            request_animation_frame(move || {
                if at.try_get_value().is_some() {
                    at.set_value(address());
                }
            });
        });
    }

    fn hear_closing(self) {
        let closing = window_event_listener(ev::beforeunload, move |event| {
            if self.is_unsaved() {
                event.prevent_default();
            }
        });
        on_cleanup(move || closing.remove());
    }
}

fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("a[href]").ok().flatten()?.dyn_into().ok()
}

type Holder = Rc<dyn Fn(&Event)>;

thread_local! {
    static HOLDER: RefCell<Option<(u32, Holder)>> = const { RefCell::new(None) };
    static HOLDERS: Cell<u32> = const { Cell::new(0) };
}

/// Hears Back and Forward for whoever holds unsaved work. To be called once, before the router starts to listen: the
/// listeners of a window run in the order in which they came.
pub fn listen_to_history() {
    let hear = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let holder = HOLDER.with_borrow(|holder| holder.as_ref().map(|(_, hear)| Rc::clone(hear)));
        if let Some(hear) = holder {
            hear(&event);
        }
    });
    drop(window().add_event_listener_with_callback("popstate", hear.as_ref().unchecked_ref()));
    hear.forget();
}

/// Takes the place of whoever held Back and Forward, until the owner is gone.
fn hold_history(hear: impl Fn(&Event) + 'static) {
    let number = HOLDERS.get().wrapping_add(1);
    HOLDERS.set(number);
    HOLDER.set(Some((number, Rc::new(hear))));
    on_cleanup(move || {
        HOLDER.with_borrow_mut(|holder| {
            if holder.as_ref().is_some_and(|(held_by, _)| *held_by == number) {
                *holder = None;
            }
        });
    });
}

/// Hears an event of the window on its way down, before anybody else, until the owner is gone.
fn listen_first(name: &'static str, hear: impl Fn(&Event) + 'static) {
    let hear = Closure::<dyn Fn(Event)>::new(move |event: Event| hear(&event));
    drop(window().add_event_listener_with_callback_and_bool(name, hear.as_ref().unchecked_ref(), true));
    let hear = StoredValue::new_local(hear);
    on_cleanup(move || {
        hear.try_with_value(|hear| {
            drop(window().remove_event_listener_with_callback_and_bool(
                name,
                hear.as_ref().unchecked_ref(),
                true,
            ));
        });
    });
}
