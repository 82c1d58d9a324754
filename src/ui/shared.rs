//! What is too big to be compared or copied at every drawing.

use std::rc::Rc;

/// Something big that is handed to components: the same only if it is the same one, so that comparing costs nothing.
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Takes it.
    pub fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
