//! A native dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use crate::diagram::Icon;

use super::icon::icon_of_size;
use super::text;

/// A dialog that is shown while `open` holds.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    children: Children,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    // The dialog itself is hit only beside its content: on the backdrop.
    let on_click = move |event: MouseEvent| {
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    let title_id = [id, "-title"].concat();
    let labelled_by = title_id.clone();
    view! {
        <dialog class="dlg" id=id node_ref=node aria-labelledby=labelled_by on:close=move |_| open.set(false) on:click=on_click>
            <div class="dlg-b">
                <header class="dlg-h">
                    <h2 id=title_id tabindex="-1" autofocus>{title}</h2>
                    <button class="btn sm icon ghost" type="button" aria-label=text::CLOSE on:click=move |_| open.set(false)>
                        {icon_of_size(Icon::Cross, "16")}
                    </button>
                </header>
                {children()}
            </div>
        </dialog>
    }
    .into_any()
}
