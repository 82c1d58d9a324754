//! The question bar: from, to, port.

use super::PageHandle;
use super::browser;
use super::state::{Action, SourceKind, TypedQuestion};
use yew::prelude::*;

/// What is asked, to be changed at any time.
pub fn question_bar(state: &PageHandle) -> Html {
    let words = state.language.page();
    let typed = &state.typed;
    let on_kind = {
        let (dispatch, typed) = (state.dispatcher(), typed.clone());
        move |event: Event| {
            let mut typed = typed.clone();
            if let Some(kind) = SourceKind::ALL.get(browser::chosen(&event)) {
                typed.from = *kind;
            }
            dispatch.dispatch(Action::Ask(typed));
        }
    };
    let by_address = typed.from == SourceKind::Address;
    let bad_address = by_address && typed.address_is_invalid();
    let bad_to = typed.to_is_invalid();
    let bad_port = typed.port_number().is_none();
    let [ask, explain, command] = words.my_address;
    html! {
        <section class="question" aria-labelledby="question-heading">
            <h2 id="question-heading">{ words.question }</h2>
            <div class="fields">
                <label>{ words.from }
                    <select id="from" onchange={on_kind}>
                        { for SourceKind::ALL.iter().zip(words.sources).map(|(kind, name)| html! {
                            <option selected={*kind == typed.from}>{ name }</option>
                        }) }
                    </select>
                </label>
                if by_address {
                    <label>{ words.address }
                        <input id="address" type="text" autocomplete="off" spellcheck="false" value={typed.address.clone()}
                            placeholder={words.address_example} aria-invalid={invalid(bad_address)}
                            aria-describedby="address-note" oninput={on_field(state, |typed| &mut typed.address)} />
                        <span id="address-note" class="invalid">{ if bad_address { words.address_invalid } else { "" } }</span>
                    </label>
                }
                <label>{ words.to }
                    <input id="to" type="text" autocomplete="off" spellcheck="false" value={typed.to.clone()}
                        placeholder={words.to_example} aria-invalid={invalid(bad_to)}
                        aria-describedby="to-note" oninput={on_field(state, |typed| &mut typed.to)} />
                    <span id="to-note" class="invalid">{ if bad_to { words.to_invalid } else { "" } }</span>
                </label>
                <label class="port">{ words.port }
                    <input id="port" type="text" inputmode="numeric" autocomplete="off" value={typed.port.clone()}
                        aria-invalid={invalid(bad_port)} aria-describedby="port-note"
                        oninput={on_field(state, |typed| &mut typed.port)} />
                    <span id="port-note" class="invalid">{ if bad_port { words.port_invalid } else { "" } }</span>
                </label>
            </div>
            <details>
                <summary>{ ask }</summary>
                <p>{ explain }</p>
                <p><code>{ command }</code></p>
            </details>
        </section>
    }
}

fn invalid(is_invalid: bool) -> Option<&'static str> {
    is_invalid.then_some("true")
}

fn on_field(
    state: &PageHandle,
    field: fn(&mut TypedQuestion) -> &mut String,
) -> Callback<InputEvent> {
    let (dispatch, typed) = (state.dispatcher(), state.typed.clone());
    Callback::from(move |event: InputEvent| {
        let mut typed = typed.clone();
        *field(&mut typed) = browser::value_of(&event);
        dispatch.dispatch(Action::Ask(typed));
    })
}
