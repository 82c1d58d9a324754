//! The box to paste into, with line numbers, and marks on the lines that are pointed at.

use super::browser::{self, BOX_PADDING, EarlyText, Scrolled};
use super::state::{Action, PageState};
use super::{PageHandle, fill};
use crate::origin::{LineIndex, Span};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EvidenceProps {
    pub early: EarlyText,
    pub state: PageHandle,
}

/// Longer texts are read after the browser had time to say so.
const LONG_TEXT: usize = 1_000_000;

#[component]
pub fn Evidence(props: &EvidenceProps) -> Html {
    let state = &props.state;
    let words = state.language.page();
    let node = use_node_ref();
    let scrolled = use_state(Scrolled::default);
    let dragging = use_state(|| false);
    let dispatch = state.dispatcher();

    let measure = {
        let (node, scrolled) = (node.clone(), scrolled.clone());
        move || scrolled.set(browser::scrolled(&node))
    };
    {
        // What was typed before the program had started is in the state already; the box needs it, and its caret.
        let (node, early, measure) = (node.clone(), props.early.clone(), measure.clone());
        use_effect_with((), move |()| {
            browser::set_box(&node, &early);
            measure();
        });
    }
    {
        // The box holds its own text; only samples, files and the clear button change it from outside.
        let (node, text) = (node.clone(), state.reading.clone());
        use_effect_with(state.reading.clone(), move |_| {
            browser::keep_box(&node, &text.text);
        });
    }
    {
        let (node, lines) = (node.clone(), state.reading.clone());
        let measure = measure.clone();
        use_effect_with(state.scroll_to, move |scroll_to| {
            if let Some((span, _)) = scroll_to {
                browser::scroll_to_line(&node, lines.lines.line(span.start));
                measure();
            }
        });
    }

    let on_input = {
        let (dispatch, measure) = (dispatch.clone(), measure.clone());
        move |event: InputEvent| {
            measure();
            take(&dispatch, browser::text_of(&event));
        }
    };
    let on_scroll = {
        let measure = measure.clone();
        move |_: Event| measure()
    };
    let on_pointer = {
        let state = state.clone();
        move |event: MouseEvent| {
            let line = browser::line_under(&event);
            state.dispatch(Action::Point(state.rule_at_line(line)));
        }
    };
    let on_leave = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Point(None))
    };
    let point_at_caret = {
        let (state, node) = (state.clone(), node.clone());
        move || {
            let line = browser::caret_line(&node, &state.reading.text);
            let span = line.and_then(|line| state.rule_at_line(line));
            state.dispatch(Action::Point(span));
        }
    };
    let on_key = {
        let point = point_at_caret.clone();
        move |_: KeyboardEvent| point()
    };
    let on_click = move |_: MouseEvent| point_at_caret();
    let clear = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Text(String::new()))
    };
    let on_chosen = {
        let state = state.clone();
        move |event: Event| {
            if let Some(files) = browser::chosen_files(&event) {
                add_files(&state, &files);
            }
        }
    };
    let on_drag = {
        let dragging = dragging.clone();
        move |event: DragEvent| {
            event.prevent_default();
            dragging.set(true);
        }
    };
    let on_drag_end = {
        let dragging = dragging.clone();
        move |_: DragEvent| dragging.set(false)
    };
    let on_drop = {
        let (state, dragging) = (state.clone(), dragging.clone());
        move |event: DragEvent| {
            dragging.set(false);
            if let Some(files) = browser::dropped_files(&event) {
                add_files(&state, &files);
            }
        }
    };
    let has_text = !state.reading.text.is_empty();
    html! {
        <section class={classes!("evidence", dragging.then_some("dragging"))} aria-labelledby="evidence-heading"
            ondragover={on_drag} ondragleave={on_drag_end} ondrop={on_drop}>
            <h2 id="evidence-heading">{ words.evidence }</h2>
            <label for="paste">{ if *dragging { words.drop_here } else { words.paste_here } }</label>
            <div class="box">
                <Lines lines={visible(&state.reading.lines, *scrolled)} scrolled={*scrolled}
                    marked={state.pointed.map(|span| lines_of(&state.reading.lines, span))} />
                <textarea id="paste" ref={node} wrap="off" spellcheck="false" autocomplete="off" autocapitalize="off"
                    placeholder={words.placeholder} oninput={on_input} onscroll={on_scroll}
                    onmousemove={on_pointer} onmouseleave={on_leave} onkeyup={on_key} onclick={on_click} />
            </div>
            if state.working {
                <progress aria-label={words.working} />
            }
            if let Some(name) = &state.failed_file {
                <p class="invalid" role="alert">{ fill(words.file_failed, name) }</p>
            }
            <div class="buttons">
                <label class="button">
                    <input type="file" class="sr" multiple=true onchange={on_chosen} />
                    { words.open_file }
                </label>
                if has_text {
                    <button type="button" onclick={clear}>{ words.clear }</button>
                }
            </div>
        </section>
    }
}

/// Hands a text over to be read.
fn take(dispatch: &UseReducerDispatcher<PageState>, text: String) {
    if text.len() < LONG_TEXT {
        dispatch.dispatch(Action::Text(text));
        return;
    }
    dispatch.dispatch(Action::Working);
    let dispatch = dispatch.clone();
    browser::after_drawing(move || dispatch.dispatch(Action::Text(text)));
}

/// Adds each file below what is already there.
fn add_files(state: &PageHandle, files: &browser::Files) {
    let dispatch = state.dispatcher();
    browser::read_files(files, move |text| match text {
        Ok(text) => dispatch.dispatch(Action::Append(text)),
        Err(name) => dispatch.dispatch(Action::FileFailed(name)),
    });
}

fn lines_of(lines: &LineIndex, span: Span) -> (u32, u32) {
    lines.lines(span)
}

/// The first and last line that can be seen.
fn visible(lines: &LineIndex, scrolled: Scrolled) -> (u32, u32) {
    const MOST_BEFORE_MEASURING: u32 = 40;
    if scrolled.line == 0 {
        return (1, lines.count().min(MOST_BEFORE_MEASURING));
    }
    let count = |pixels: i32| u32::try_from(pixels / scrolled.line).unwrap_or(0);
    let first = count(scrolled.top);
    (
        first.max(1),
        (first + count(scrolled.height) + 2).min(lines.count()),
    )
}

#[derive(Properties, PartialEq)]
struct LinesProps {
    lines: (u32, u32),
    scrolled: Scrolled,
    marked: Option<(u32, u32)>,
}

/// Numbers and marks behind the text. SVG attributes place them, because the page's policy allows no inline styles.
#[component]
fn Lines(props: &LinesProps) -> Html {
    let Scrolled { top, line, .. } = props.scrolled;
    let y = |number: u32| BOX_PADDING * 100 + lines_high(number - 1, line) - top;
    let (first, last) = props.lines;
    html! {
        <svg class="lines" aria-hidden="true">
            if let Some((from, to)) = props.marked {
                <rect class="mark" x="0" width="100%" y={pixels(y(from))} height={pixels(lines_high(to + 1 - from, line))} />
            }
            { for (first..=last).map(|number| html! {
                <text x="38" y={pixels(y(number) + line * 7 / 10)}>{ number }</text>
            }) }
        </svg>
    }
}

fn lines_high(count: u32, line: i32) -> i32 {
    i32::try_from(count)
        .unwrap_or(i32::MAX)
        .saturating_mul(line)
}

/// From hundredths.
fn pixels(hundredths: i32) -> String {
    (hundredths / 100).to_string()
}
