//! Two front doors: a page in a browser, a command on a terminal.

#[cfg(target_arch = "wasm32")]
fn main() {
    yew::Renderer::<rdpcheck::ui::App>::new().render();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
