//! The page.
use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    html! { <h1>{ "RDP check" }</h1> }
}
