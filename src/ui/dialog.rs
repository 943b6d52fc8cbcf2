//! A question that must be answered before anything else.

use leptos::{ev::Event, html, prelude::*};

/// A modal, native dialog. Focus starts on the button given `autofocus`: the least harmful one. Escape cancels; a
/// click beside it does not; focus returns to where it was.
#[component]
pub fn Dialog(
    /// The dialog's id.
    #[prop(into)]
    id: String,
    /// What it asks.
    #[prop(into)]
    heading: Signal<String>,
    /// Whether it is open; set it to close.
    open: RwSignal<bool>,
    /// The answers, the least harmful first.
    #[prop(into)]
    actions: ViewFn,
    /// Runs when Escape closes it.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// What there is to know before answering.
    children: ChildrenFn,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/dialog.css");
    let node = NodeRef::<html::Dialog>::new();
    show_with(open, node);
    let title = format!("{id}-title");
    let body = {
        let title = title.clone();
        move || {
            let (title, children, actions) = (title.clone(), children.clone(), actions.clone());
            open.get().then(|| {
                view! {
                    <div>
                        <h2 id=title>{heading}</h2>
                        {children()}
                        <footer>{actions.run()}</footer>
                    </div>
                }
            })
        }
    };
    view! {
        <dialog
            id=id
            class="dialog"
            class=(scope, true)
            aria-labelledby=title
            node_ref=node
            on:cancel=move |_: Event| {
                if let Some(on_cancel) = on_cancel {
                    on_cancel.run(());
                }
            }
            on:close=move |_| {
                if open.get_untracked() {
                    open.set(false);
                }
            }
        >
            {body}
        </dialog>
    }
}

/// Opens and closes the element with the signal; a frame later, when what is to have the focus is there.
fn show_with(open: RwSignal<bool>, node: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
            return;
        }
        request_animation_frame(move || {
            if open.try_get_untracked() == Some(true) && dialog.is_connected() && !dialog.open() {
                let _ = dialog.show_modal();
            }
        });
    });
}
