//! Elements of the page, built step by step. One small set of functions for all of them: `html!` writes out every
//! element anew, and the page would weigh half as much again.

use super::action::{Action, Field, Menu};
use super::browser;
use std::rc::Rc;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VTag, VText,
};
use yew::{AttrValue, Callback, Event, Html, NodeRef};

/// Takes actions to the page. They are shared, because a listener may send its own many times.
pub type Dispatch = Callback<Rc<Action>>;

/// An element that is being built.
pub struct Element(Box<Building>);

struct Building {
    tag: VTag,
    children: Vec<Html>,
}

/// An element without attributes and children.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Building {
        tag: VTag::new(AttrValue::Static(tag)),
        children: Vec::new(),
    }))
}

/// A button.
pub fn button(dispatch: &Dispatch, action: Action) -> Element {
    el("button")
        .attr(Attr::Type, "button")
        .on_click(dispatch, action)
}

/// A button that is pressed or not.
pub fn toggle(dispatch: &Dispatch, action: Action, is_pressed: bool) -> Element {
    button(dispatch, action).says(Attr::AriaPressed, is_pressed)
}

/// A field to type names, addresses and ports into.
pub fn text_field(dispatch: &Dispatch, field: Field, value: &str) -> Element {
    el("input")
        .attr(Attr::Type, "text")
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Spellcheck, "false")
        .value(value)
        .on_typing(dispatch, field)
}

/// A field or a menu with its label before it.
pub fn labelled(label: &'static str, field: Element) -> Element {
    el("label").words(label).words(" ").child(field)
}

/// A section that is called what its heading says, which has this id.
pub fn section(id: &'static str, heading: Element) -> Element {
    el("section")
        .attr(Attr::AriaLabelledby, id)
        .child(heading.id(id))
}

/// A sign that stands before the word for the same, and is not read out.
pub fn signed(sign: &'static str) -> Element {
    el("span").hidden().words(sign).words(" ")
}

/// Nothing, in a place where there may be something at another time: what comes after it keeps its place, and with it
/// the focus.
pub fn nothing() -> Html {
    Html::default()
}

/// Several things that stand in one place.
pub fn several(things: Vec<Html>) -> Html {
    VList::from(things).into()
}

impl Element {
    /// With an attribute.
    pub fn attr(self, name: Attr, value: &'static str) -> Self {
        self.set(name, AttrValue::Static(value))
    }

    /// With an attribute that is put together from what was read.
    pub fn attr_text(self, name: Attr, value: String) -> Self {
        self.set(name, AttrValue::from(value))
    }

    /// With an attribute that is there or not.
    pub fn flag(self, name: Attr, is_on: bool) -> Self {
        if is_on { self.attr(name, "") } else { self }
    }

    /// With an attribute that is true or false.
    pub fn says(self, name: Attr, is_so: bool) -> Self {
        self.attr(name, if is_so { "true" } else { "false" })
    }

    /// With classes.
    pub fn class(self, classes: &'static str) -> Self {
        self.attr(Attr::Class, classes)
    }

    /// With an id.
    pub fn id(self, id: &'static str) -> Self {
        self.attr(Attr::Id, id)
    }

    /// Not read out.
    pub fn hidden(self) -> Self {
        self.attr(Attr::AriaHidden, "true")
    }

    /// With this in it, where it is a field.
    pub fn value(mut self, value: &str) -> Self {
        self.0.tag.set_value(Some(AttrValue::from(value)));
        self
    }

    /// To be found by the page later.
    pub fn known_as(mut self, node: &NodeRef) -> Self {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// With words of the page.
    pub fn words(self, words: &'static str) -> Self {
        self.string(AttrValue::Static(words))
    }

    /// With a text that is put together from what was read.
    pub fn text(self, text: String) -> Self {
        self.string(AttrValue::from(text))
    }

    /// With another element in it.
    pub fn child(self, child: Element) -> Self {
        self.node(child.into())
    }

    /// With anything in it.
    pub fn node(mut self, node: Html) -> Self {
        self.0.children.push(node);
        self
    }

    /// With another element in it, or [`nothing`].
    pub fn maybe(self, child: Option<Element>) -> Self {
        self.node(child.map_or_else(nothing, Html::from))
    }

    /// With many elements in it.
    pub fn children(mut self, children: impl Iterator<Item = Element>) -> Self {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Does something when it is clicked.
    pub fn on_click(self, dispatch: &Dispatch, action: Action) -> Self {
        self.on_always(When::Click, dispatch, action)
    }

    /// Sends an action, whatever the event says.
    pub fn on_always(self, when: When, dispatch: &Dispatch, action: Action) -> Self {
        self.on(when, dispatch, Meaning::Always(action.into()))
    }

    /// Tells what is typed into it.
    pub fn on_typing(self, dispatch: &Dispatch, field: Field) -> Self {
        self.on(When::Input, dispatch, Meaning::Typed(field))
    }

    /// Tells what is chosen from it.
    pub fn on_choice(self, dispatch: &Dispatch, menu: Menu) -> Self {
        self.on(When::Change, dispatch, Meaning::Chosen(menu))
    }

    /// Tells that something happened to it.
    pub fn on(mut self, when: When, dispatch: &Dispatch, meaning: Meaning) -> Self {
        let listener = Rc::new(On {
            when,
            dispatch: dispatch.clone(),
            meaning,
        });
        self.0.tag.add_listener(listener);
        self
    }

    fn set(mut self, name: Attr, value: AttrValue) -> Self {
        let attributes = &mut self.0.tag.attributes;
        let mut values = match std::mem::take(attributes) {
            Attributes::Dynamic { values, .. } => values.into_vec(),
            _ => Vec::new(),
        };
        let at = name as usize;
        while values.len() <= at {
            values.push(None);
        }
        if let Some(place) = values.get_mut(at) {
            *place = Some(AttributeOrProperty::Attribute(value));
        }
        *attributes = Attributes::Dynamic {
            keys: Attr::NAMES.get(..values.len()).unwrap_or_default(),
            values: values.into_boxed_slice(),
        };
        self
    }

    fn string(self, text: AttrValue) -> Self {
        self.node(VText::new(text).into())
    }
}

impl From<Element> for Html {
    fn from(element: Element) -> Self {
        let Building { mut tag, children } = *element.0;
        if let Some(place) = tag.children_mut() {
            *place = several(children);
        }
        tag.into()
    }
}

/// The attributes that the page sets. An element has a place for each up to its last one, so the frequent ones come
/// first. (Yew would also take them by name, in a hash map for every element.)
#[derive(Clone, Copy)]
pub enum Attr {
    Class,
    AriaHidden,
    Role,
    Type,
    Id,
    AriaRowindex,
    Selected,
    Scope,
    Colspan,
    X,
    Y,
    Width,
    Height,
    X2,
    D,
    Tabindex,
    For,
    Lang,
    AriaLabelledby,
    AriaLive,
    AriaPressed,
    AriaLabel,
    AriaDescribedby,
    AriaInvalid,
    Autocomplete,
    Autocapitalize,
    Spellcheck,
    Placeholder,
    Inputmode,
    Wrap,
    Multiple,
    Open,
    AriaExpanded,
    AriaRowcount,
    Href,
    Target,
    Rel,
    Readonly,
    Max,
    Value,
}

impl Attr {
    /// In the order of the variants.
    const NAMES: &'static [&'static str] = &[
        "class",
        "aria-hidden",
        "role",
        "type",
        "id",
        "aria-rowindex",
        "selected",
        "scope",
        "colspan",
        "x",
        "y",
        "width",
        "height",
        "x2",
        "d",
        "tabindex",
        "for",
        "lang",
        "aria-labelledby",
        "aria-live",
        "aria-pressed",
        "aria-label",
        "aria-describedby",
        "aria-invalid",
        "autocomplete",
        "autocapitalize",
        "spellcheck",
        "placeholder",
        "inputmode",
        "wrap",
        "multiple",
        "open",
        "aria-expanded",
        "aria-rowcount",
        "href",
        "target",
        "rel",
        "readonly",
        "max",
        "value",
    ];
}

/// What can happen to an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It is clicked.
    Click,
    /// Something is typed into it.
    Input,
    /// Something is chosen from it.
    Change,
    /// It is scrolled.
    Scroll,
    /// The pointer moves over it.
    PointerMoves,
    /// The pointer comes.
    PointerEnters,
    /// The pointer goes.
    PointerLeaves,
    /// It or something in it gets the focus.
    Focus,
    /// A key goes up in it.
    KeyUp,
    /// Something is held over it.
    DragOver,
    /// That goes away.
    DragLeave,
    /// That is dropped.
    Drop,
    /// It comes into view or goes (`www/rows.js`).
    Toggle,
}

/// What an event means to the page.
pub enum Meaning {
    /// The same whatever the event says.
    Always(Rc<Action>),
    /// Something was typed.
    Typed(Field),
    /// Something was chosen.
    Chosen(Menu),
    /// What this finds in it; what takes longer is sent later.
    Read(fn(&Event, &Dispatch) -> Action),
}

/// The one kind of listener.
struct On {
    when: When,
    dispatch: Dispatch,
    meaning: Meaning,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.when {
            When::Click => ListenerKind::onclick,
            When::Input => ListenerKind::oninput,
            When::Change => ListenerKind::onchange,
            When::Scroll => ListenerKind::onscroll,
            When::PointerMoves => ListenerKind::onmousemove,
            When::PointerEnters => ListenerKind::onmouseenter,
            When::PointerLeaves => ListenerKind::onmouseleave,
            When::Focus => ListenerKind::onfocusin,
            When::KeyUp => ListenerKind::onkeyup,
            When::DragOver => ListenerKind::ondragover,
            When::DragLeave => ListenerKind::ondragleave,
            When::Drop => ListenerKind::ondrop,
            When::Toggle => ListenerKind::ontoggle,
        }
    }

    fn handle(&self, event: Event) {
        self.dispatch.emit(match &self.meaning {
            Meaning::Always(action) => Rc::clone(action),
            Meaning::Typed(field) => Action::Typed(*field, browser::value_of(&event)).into(),
            Meaning::Chosen(menu) => Action::Chosen(*menu, browser::chosen(&event)).into(),
            Meaning::Read(read) => read(&event, &self.dispatch).into(),
        });
    }

    fn passive(&self) -> bool {
        self.when == When::Scroll
    }
}
