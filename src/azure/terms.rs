//! The terms of a rule's field.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// Terms in the order they were written. Most fields have one, which needs no place of its own in memory: a paste may hold
/// many thousands of rules.
#[derive(Clone)]
pub enum Terms<T> {
    /// Just this one.
    One(T),
    /// None, or several.
    Many(Box<[T]>),
}

impl<T> Terms<T> {
    /// Adds one behind the others.
    pub fn push(&mut self, term: T) {
        let mut terms = std::mem::take(self).into_vec();
        terms.push(term);
        *self = terms.into();
    }

    /// As many as there are, each made of one of these.
    pub fn made_of<S>(sources: &[S], mut make: impl FnMut(&S) -> T) -> Self {
        match sources {
            [one] => Terms::One(make(one)),
            several => Terms::Many(several.iter().map(make).collect()),
        }
    }

    /// The same as a list.
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Terms::One(term) => vec![term],
            Terms::Many(terms) => terms.into_vec(),
        }
    }
}

/// As a list, however they are kept.
impl<T: fmt::Debug> fmt::Debug for Terms<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T> Default for Terms<T> {
    /// None.
    fn default() -> Self {
        Terms::Many(Box::default())
    }
}

impl<T> From<Vec<T>> for Terms<T> {
    fn from(mut terms: Vec<T>) -> Self {
        match (terms.len(), terms.pop()) {
            (1, Some(term)) => Terms::One(term),
            (_, last) => {
                terms.extend(last);
                Terms::Many(terms.into())
            }
        }
    }
}

impl<T> Deref for Terms<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Terms::One(term) => std::slice::from_ref(term),
            Terms::Many(terms) => terms,
        }
    }
}

impl<T> DerefMut for Terms<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Terms::One(term) => std::slice::from_mut(term),
            Terms::Many(terms) => terms,
        }
    }
}

impl<'a, T> IntoIterator for &'a Terms<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Terms<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Terms<T> {}
