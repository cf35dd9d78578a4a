//! A scene with what its words may be, each looked up once.

use super::words::{Kind, look_up};
use crate::scene::Scene;
use std::{cell::Cell, ops::Deref};

/// A scene, and the kinds of its words as they become known.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    scene: &'a Scene<'a>,
    kinds: Vec<Cell<Option<Kind>>>,
}

impl<'a> Stage<'a> {
    pub fn new(scene: &'a Scene<'a>) -> Self {
        Stage {
            scene,
            kinds: vec![Cell::new(None); scene.text.len()],
        }
    }

    /// How likely token `i` is to stand in a name; no word past the last token.
    pub fn kind(&self, i: usize) -> Kind {
        let Some(cell) = self.kinds.get(i) else {
            return Kind::NoWord;
        };
        cell.get().unwrap_or_else(|| {
            let kind = look_up(self, i);
            cell.set(Some(kind));
            kind
        })
    }
}

impl<'a> Deref for Stage<'a> {
    type Target = Scene<'a>;

    fn deref(&self) -> &Scene<'a> {
        self.scene
    }
}
