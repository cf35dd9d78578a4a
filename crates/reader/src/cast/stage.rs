//! A scene with what its words may be, each looked up once.

use super::words::{Kind, look_up};
use crate::scene::Scene;
use std::{cell::Cell, ops::Deref};

/// A scene, and the kinds of its words as they become known.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    scene: &'a Scene<'a>,
    kinds: Vec<Cell<Option<Kind>>>,
    /// Whether the document writes the preposition على with dots, as the name is written.
    dotted: bool,
}

impl<'a> Stage<'a> {
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let (mut dotted, mut plain) = (0u32, 0u32);
        for i in 0..scene.text.len() {
            if scene.word(i) == "علي" {
                if scene.text.raw(i).ends_with('ى') {
                    plain += 1
                } else {
                    dotted += 1
                }
            }
        }
        Stage {
            dotted: dotted >= 4 && dotted > plain * 4,
            scene,
            kinds: vec![Cell::new(None); scene.text.len()],
        }
    }

    /// Whether token `i` is على, however it is written.
    pub fn is_ala(&self, i: usize) -> bool {
        self.word(i) == "علي" && (self.dotted || self.text.raw(i).ends_with('ى'))
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
