//! The page, compiled for browsers only.

mod answer;
mod browser;
mod commands;
mod evidence;
mod question;
mod reading;
mod rules;
mod samples;
mod sources;
mod state;

use crate::say::Language;
use answer::answer;
use browser::EarlyText;
use commands::Commands;
use evidence::Evidence;
use question::question_bar;
use reading::reading_list;
use rules::rule_tables;
use samples::samples;
use sources::sources;
use state::{Action, PageState};
use yew::prelude::*;

/// Draws the page in place of the plain one that `index.html` came with.
pub fn mount() {
    if let Some(root) = browser::root() {
        let early = browser::take_early_text(&root);
        yew::Renderer::<App>::with_root_and_props(root, AppProps { early }).render();
    }
}

#[derive(Properties, PartialEq)]
struct AppProps {
    early: EarlyText,
}

#[component]
fn App(props: &AppProps) -> Html {
    let early = props.early.clone();
    let state = PageHandle(use_reducer(|| {
        PageState::new(browser::first_language(), early.text)
    }));
    use_effect_with(state.language, |language| {
        browser::announce_language(*language)
    });
    let answered = state.answer.as_ref();
    html! {
        <>
            <Header language={state.language} dispatch={state.dispatcher()} />
            <main class={if answered.is_some() { "answered" } else { "empty" }}>
                <div class="left">
                    <Evidence early={props.early.clone()} state={state.clone()} />
                    { reading_list(&state) }
                    <Commands language={state.language} is_open={answered.is_none()} />
                    { samples(&state) }
                </div>
                <div class="right">
                    { question_bar(&state) }
                    { answer(&state) }
                    if let Some(answered) = answered {
                        { rule_tables(&state, answered) }
                        { sources(state.language, answered) }
                    }
                </div>
            </main>
            <footer>{ state.language.page().footer }</footer>
        </>
    }
}

/// The state for components that need most of it: they are drawn anew whenever it changes.
#[derive(Clone)]
struct PageHandle(UseReducerHandle<PageState>);

impl PartialEq for PageHandle {
    fn eq(&self, _other: &Self) -> bool {
        false
    }
}

impl std::ops::Deref for PageHandle {
    type Target = UseReducerHandle<PageState>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

#[derive(Properties, PartialEq)]
struct HeaderProps {
    language: Language,
    dispatch: UseReducerDispatcher<PageState>,
}

#[component]
fn Header(props: &HeaderProps) -> Html {
    let words = props.language.page();
    let theme = use_state(browser::first_theme);
    use_effect_with(*theme, |theme| browser::set_theme(*theme));
    let other = match props.language {
        Language::En => Language::Ja,
        Language::Ja => Language::En,
    };
    let dispatch = props.dispatch.clone();
    let switch = move |_| dispatch.dispatch(Action::Language(other));
    let chosen_theme = *theme;
    let change_theme = move |event: Event| theme.set(browser::chosen(&event));
    html! {
        <header>
            <div>
                <h1>{ words.title }</h1>
                <p class="subtitle">{ words.subtitle }</p>
            </div>
            <p class="privacy">{ words.privacy }</p>
            <div class="tools">
                <label>
                    <span class="sr">{ words.theme }</span>
                    <select id="theme" onchange={change_theme}>
                        { for words.themes.iter().enumerate().map(|(at, name)| html! {
                            <option selected={at == chosen_theme}>{ *name }</option>
                        }) }
                    </select>
                </label>
                <button type="button" id="language" lang={other.tag()} onclick={switch}>{ words.other_language }</button>
            </div>
        </header>
    }
}

/// Puts values into the `{}` of a text, in order.
fn fill(text: &str, value: &str) -> String {
    text.replacen("{}", value, 1)
}
