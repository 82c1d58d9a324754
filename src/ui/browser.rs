//! The one place that touches the browser itself.

use super::action::Action;
use super::element::Dispatch;
use crate::read::decode_with;
use crate::say::Language;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Date, Function, Reflect, Uint8Array, parse_float};
use web_sys::{
    Document, DragEvent, Element, FileList, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};
use yew::{Event, NodeRef, TargetCast};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The element that the page is drawn into.
pub fn root() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// What somebody typed or pasted before the program had started.
#[derive(Clone, PartialEq, Default)]
pub struct EarlyText {
    /// The text.
    pub text: String,
    /// The selection, when the box had the focus.
    pub focused: Option<(u32, u32)>,
}

/// Takes what is in the plain box that `index.html` came with, and clears the way for the real page.
pub fn take_early_text(root: &Element) -> EarlyText {
    let early = early_box().map_or_else(EarlyText::default, |early| {
        let active = document().and_then(|document| document.active_element());
        let is_focused = active.as_ref() == Some(early.as_ref());
        let caret = |place: Result<Option<u32>, JsValue>| place.ok().flatten().unwrap_or(0);
        let focused =
            is_focused.then(|| (caret(early.selection_start()), caret(early.selection_end())));
        EarlyText {
            text: early.value(),
            focused,
        }
    });
    root.set_text_content(None);
    early
}

fn early_box() -> Option<HtmlTextAreaElement> {
    Some(document()?.get_element_by_id("paste")?.unchecked_into())
}

/// Puts a text into the evidence box, and the caret where it was.
pub fn set_box(node: &NodeRef, early: &EarlyText) {
    if let Some(area) = node.cast::<HtmlTextAreaElement>() {
        area.set_value(&early.text);
        if let Some((start, end)) = early.focused {
            let _ = area.focus();
            let _ = area.set_selection_range(start, end);
        }
    }
}

/// Makes the box hold `text`, unless it does already: setting it would move the caret.
pub fn keep_box(node: &NodeRef, text: &str) {
    if let Some(area) = node.cast::<HtmlTextAreaElement>()
        && area.value() != text
    {
        area.set_value(text);
    }
}

/// Whether nothing is in the box.
pub fn is_empty(node: &NodeRef) -> bool {
    let area = node.cast::<HtmlTextAreaElement>();
    area.is_none_or(|area| area.text_length() == 0)
}

/// The language to start with: the one that is asked for, the one chosen last time, or the browser's.
pub fn first_language() -> Language {
    let chosen = asked_language().or_else(|| stored(LANGUAGE_KEY));
    let preferred = || window()?.navigator().language();
    Language::for_tag(&chosen.or_else(preferred).unwrap_or_default())
}

/// `?lang=ja`, which links and frames in articles say. What else they ask for, `www/asked.js` does as a reader would.
fn asked_language() -> Option<String> {
    let search = window()?.location().search().ok()?;
    for part in search.split(['?', '&']) {
        if let Some(("lang", value)) = part.split_once('=') {
            return Some(value.to_owned());
        }
    }
    None
}

const LANGUAGE_KEY: &str = "rdpcheck-language";
const THEME_KEY: &str = "rdpcheck-theme";

/// Tells the browser which language the page is in now, and remembers it.
pub fn announce_language(language: Language) {
    if let Some(document) = document() {
        let words = language.page();
        document.set_title(&[words.title(), words.subtitle()].join(" — "));
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", language.tag());
        }
    }
    store(LANGUAGE_KEY, language.tag());
}

/// The colour schemes as attribute values, in the order of the page's words.
pub const THEMES: [&str; 3] = ["system", "light", "dark"];

/// The colour scheme chosen last time.
pub fn first_theme() -> usize {
    let chosen = stored(THEME_KEY).unwrap_or_default();
    THEMES
        .iter()
        .position(|theme| *theme == chosen)
        .unwrap_or(0)
}

/// Switches the colour scheme and remembers it.
pub fn set_theme(theme: usize) {
    let name = THEMES.get(theme).copied().unwrap_or("system");
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", name);
    }
    store(THEME_KEY, name);
}

/// Storage may be forbidden; then nothing is remembered, and nothing else changes.
fn stored(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

fn store(key: &str, value: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.local_storage()) {
        let _ = storage.set_item(key, value);
    }
}

/// The text of the field that an event came from.
pub fn value_of(event: &Event) -> String {
    // A text area is not an input, and its text has the same name.
    event.target_unchecked_into::<HtmlInputElement>().value()
}

/// The number of the option that was chosen.
pub fn chosen(event: &Event) -> usize {
    let index = event
        .target_unchecked_into::<HtmlSelectElement>()
        .selected_index();
    usize::try_from(index).unwrap_or(0)
}

/// How far a box is scrolled and how high it and its lines are, in hundredths of a pixel. Whole numbers, because
/// reading and writing fractions weighs several kilobytes.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Scrolled {
    /// Scrolled down.
    pub top: i32,
    /// Height of what is seen.
    pub height: i32,
    /// Height of a line.
    pub line: i32,
}

/// Measures the evidence box.
pub fn scrolled(node: &NodeRef) -> Scrolled {
    let Some(area) = node.cast::<HtmlElement>() else {
        return Scrolled::default();
    };
    Scrolled {
        top: area.scroll_top().saturating_mul(100),
        height: area.client_height().saturating_mul(100),
        line: line_height(&area),
    }
}

/// In hundredths of a pixel.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a line is a few pixels high"
)]
fn line_height(area: &HtmlElement) -> i32 {
    let style = window().and_then(|window| window.get_computed_style(area).ok().flatten());
    let height = style.and_then(|style| style.get_property_value("line-height").ok());
    // The unit after the number counts for nothing; what is no number is 0.
    let hundredths = (parse_float(&height.unwrap_or_default()) * 100.0) as i32;
    if hundredths < 100 { 2000 } else { hundredths }
}

/// The line of the box, from 0, under the pointer.
pub fn line_under(event: &Event) -> u32 {
    let event: &MouseEvent = event.unchecked_ref();
    let area: HtmlElement = event.target_unchecked_into();
    let y = event.offset_y() + area.scroll_top() - BOX_PADDING;
    let line = y.max(0).saturating_mul(100) / line_height(&area);
    u32::try_from(line).unwrap_or(0)
}

/// Space above the first line, in pixels: the same as in the style sheet.
pub const BOX_PADDING: i32 = 8;

/// The line of the box, from 0, that holds the caret. `text` is what is in the box.
pub fn caret_line(node: &NodeRef, text: &str) -> Option<u32> {
    let area = node.cast::<HtmlTextAreaElement>()?;
    let caret = area.selection_start().ok().flatten()? as usize;
    // The browser counts UTF-16 units.
    let mut units = 0;
    let mut line = 0;
    for character in text.chars() {
        units += character.len_utf16();
        if units > caret {
            break;
        }
        if character == '\n' {
            line += 1;
        }
    }
    Some(line)
}

/// Scrolls the box so that `line`, from 0, stands a little below its upper edge.
pub fn scroll_to_line(node: &NodeRef, line: u32) {
    if let Some(area) = node.cast::<HtmlElement>() {
        let lines = i32::try_from(line.saturating_sub(2)).unwrap_or(i32::MAX);
        area.set_scroll_top(lines.saturating_mul(line_height(&area)) / 100);
        // On a narrow screen the box may be far above the rule that was pressed.
        bring_into_view(&area, ScrollLogicalPosition::Nearest);
    }
}

fn bring_into_view(element: &Element, place: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(place);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls the box down so far, in hundredths of a pixel.
pub fn scroll_to(node: &NodeRef, top: i32) {
    if let Some(area) = node.cast::<HtmlElement>() {
        area.set_scroll_top(top / 100);
    }
}

/// Gives the focus to an element of the page, which brings it into view.
pub fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// The same with a table, and brings the row of it into view that decides.
pub fn focus_deciding(id: &str) {
    focus(id);
    let row = ["#", id, " .decides"].concat();
    if let Some(Ok(Some(row))) = document().map(|document| document.query_selector(&row)) {
        bring_into_view(&row, ScrollLogicalPosition::Center);
    }
}

/// Takes the link that was opened out of the address.
pub fn forget_link() {
    call("forget", &"".into());
}

/// Copies the text of an element, and tells whether that worked.
pub fn copy(node: &NodeRef, dispatch: &Dispatch) {
    let text = node.get().and_then(|element| element.text_content());
    copied(call("write", &text.unwrap_or_default().into()), dispatch);
}

/// Selects the text of an element.
pub fn select(node: &NodeRef) {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    if let (Some(selection), Some(element)) = (selection, node.get()) {
        let _ = selection.select_all_children(&element);
    }
}

/// Copies the answer as Markdown, or besides as rich text, and tells whether that worked.
pub fn copy_answer(kind: &str, dispatch: &Dispatch) {
    copied(call("copy", &kind.into()), dispatch);
}

/// There is no promise on plain HTTP and in some frames: they have no clipboard.
fn copied(promise: Option<JsValue>, dispatch: &Dispatch) {
    match promise {
        Some(promise) => {
            let done = later(dispatch, Action::Copied(true));
            then(&promise, &done, dispatch, Action::Copied(false));
        }
        None => dispatch.emit(Action::Copied(false).into()),
    }
}

/// Offers the answer as a file with this title.
pub fn save_answer(title: &str) {
    call("save", &title.into());
}

/// Prints the answer.
pub fn print_answer() {
    call("print", &"".into());
}

/// Copies a link to this page, and tells whether that worked.
pub fn copy_link(link: &str, dispatch: &Dispatch) {
    copied(
        call("write", &[&address(), "#", link].concat().into()),
        dispatch,
    );
}

/// Offers a link as a file, which can be dropped on the page.
pub fn save_link(link: &str) {
    call("saveLink", &link.into());
}

/// Where this page is for everybody; empty where nobody said, as in an offline copy.
pub fn address() -> String {
    let address = call("address", &"".into()).and_then(|address| address.as_string());
    address.unwrap_or_default()
}

/// Calls one of the functions of `ticket.js`: what takes a line there takes kilobytes here.
fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    call_with(name, argument, &JsValue::UNDEFINED)
}

fn call_with(name: &str, argument: &JsValue, other: &JsValue) -> Option<JsValue> {
    let own = Reflect::get(&window()?.into(), &"rdpcheck".into()).ok()?;
    function(&own, name)?.call2(&own, argument, other).ok()
}

fn function(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

/// Reads the files that were dropped.
pub fn read_dropped(event: &Event, dispatch: &Dispatch) {
    event.prevent_default();
    let event: &DragEvent = event.unchecked_ref();
    read_files(event.data_transfer().and_then(|it| it.files()), dispatch);
}

/// Reads the files that were chosen. The field is emptied, so that the same file can be chosen again.
pub fn read_chosen(event: &Event, dispatch: &Dispatch) {
    let input: HtmlInputElement = event.target_unchecked_into();
    read_files(input.files(), dispatch);
    input.set_value("");
}

/// Reads files one by one and sends each one's text, or the name of one that cannot be read.
fn read_files(files: Option<FileList>, dispatch: &Dispatch) {
    let Some(files) = files else { return };
    let mut at = 0;
    while let Some(file) = files.get(at) {
        at += 1;
        let on_text = dispatch.clone();
        let on_text = Closure::once_into_js(move |buffer: JsValue| {
            let bytes = Uint8Array::new(&buffer).to_vec();
            let decoded = |encoding: &str| call_with("decoded", &buffer, &encoding.into());
            let text = decode_with(&bytes, &|encoding| decoded(encoding)?.as_string());
            on_text.emit(Action::Append(text).into());
        });
        let failed = Action::FileFailed(file.name());
        then(&file.array_buffer(), &on_text, dispatch, failed);
    }
}

/// Calls back when the promise is kept, and sends an action when it is not.
fn then(promise: &JsValue, kept: &JsValue, dispatch: &Dispatch, broken: Action) {
    let broken = later(dispatch, broken);
    let _ = function(promise, "then").and_then(|then| then.call2(promise, kept, &broken).ok());
}

/// Sends an action after the browser had time to draw.
pub fn after_drawing(dispatch: &Dispatch, action: Action) {
    after(dispatch, action, 30);
}

/// Sends an action after whatever the browser has to do first.
pub fn soon(dispatch: &Dispatch, action: Action) {
    after(dispatch, action, 0);
}

fn after(dispatch: &Dispatch, action: Action, milliseconds: i32) {
    if let Some(window) = window() {
        let callback: Function = later(dispatch, action).unchecked_into();
        let _ =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&callback, milliseconds);
    }
}

/// What time it is, in milliseconds.
pub fn now() -> f64 {
    Date::now()
}

/// A callback that sends an action, whatever it is called with.
fn later(dispatch: &Dispatch, action: Action) -> JsValue {
    let dispatch = dispatch.clone();
    Closure::once_into_js(move |_: JsValue| dispatch.emit(action.into()))
}
