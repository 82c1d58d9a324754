//! Three pastes to look at.

use super::PageHandle;
use super::state::Action;
use yew::prelude::*;

/// The samples, in the order of their names in the page's words.
const SAMPLES: [&str; 3] = [
    include_str!("../../www/samples/open.txt"),
    include_str!("../../www/samples/blocked.txt"),
    include_str!("../../www/samples/two-nsgs.txt"),
];

/// A button for each.
pub fn samples(state: &PageHandle) -> Html {
    let words = state.language.page();
    let show = |text: &'static str| {
        let dispatch = state.dispatcher();
        move |_: MouseEvent| dispatch.dispatch(Action::Text(text.to_owned()))
    };
    html! {
        <p class="samples">
            { words.samples }
            { for SAMPLES.iter().zip(words.sample_names).map(|(text, name)| html! {
                <>{ " " }<button type="button" onclick={show(text)}>{ name }</button></>
            }) }
        </p>
    }
}
