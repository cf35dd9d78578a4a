//! What the tagger looks at around a word. Training and reading call the same function.

use super::hash;
use super::model::{Model, Word};
use mahdar_lexicon::{Affixes, Annotations, Class};
use mahdar_text::{Text, TokenKind};
use std::ops::Range;

/// Hashes of the features of one word.
pub type Features = Vec<u64>;

/// One word, looked at from all sides once.
#[derive(Debug, Clone, Copy, Default)]
struct View<'a> {
    /// The whole word.
    word: u64,
    /// The word without conjunction and preposition.
    cut: u64,
    /// The same without the article.
    stem: &'a str,
    /// Conjunction (1), preposition (2), both (3).
    clitic: u64,
    article: bool,
    /// What is known of the whole word and of the cut one.
    whole: Word,
    known: Word,
    shape: u64,
    /// Classes of the lexicon's entries that begin here as written, begin here behind a clitic, or run through.
    begins: u64,
    behind: u64,
    within: u64,
    /// The last word that opens offices, bodies or honours, and how far back it is.
    head: u64,
}

impl View<'_> {
    fn shares(&self) -> u64 {
        let [person, place, organisation] = self.known.shares.map(u64::from);
        person | place << 3 | organisation << 6
    }

    fn name(&self) -> u64 {
        u64::from(self.known.given | self.known.family << 2)
    }
}

/// The words of one sentence made ready for [`Views::features`].
#[derive(Debug, Default)]
pub struct Views<'a> {
    views: Vec<View<'a>>,
}

/// Words beside the sentence's ends.
const EDGE: View<'static> = View {
    word: 1,
    cut: 1,
    stem: "",
    clitic: 0,
    article: false,
    whole: EDGE_WORD,
    known: EDGE_WORD,
    shape: 15,
    begins: 0,
    behind: 0,
    within: 0,
    head: 0,
};
const EDGE_WORD: Word = Word {
    fine: u16::MAX,
    coarse: u8::MAX,
    given: 0,
    family: 0,
    frequency: 0,
    shares: [0; 3],
};

/// log2 of the frequency from which a word's shares are trusted entirely.
const FREQUENT: u8 = 7;

/// How far back a head word is remembered, in words.
const HEAD_REACH: u64 = 6;

impl<'a> Views<'a> {
    /// Looks at `tokens`, which should be one sentence.
    pub fn new(model: &Model<'_>, text: &'a Text<'_>, tokens: Range<usize>, notes: &Annotations) -> Self {
        let tokens = tokens.start.min(text.len())..tokens.end.min(text.len());
        let mut views: Vec<View<'a>> = tokens.clone().map(|i| look(model, text, i)).collect();
        for hit in notes.within(tokens.clone()) {
            let bit = 1u64 << hit.class as u8;
            let first = hit.start as usize - tokens.start;
            if hit.affixes.is_empty() && hit.enclitic.is_none() {
                views[first].begins |= bit;
            } else {
                views[first].behind |= bit;
            }
            let last = (hit.end as usize).min(tokens.end) - tokens.start;
            views[first + 1..last.max(first + 1)]
                .iter_mut()
                .for_each(|view| view.within |= bit);
        }
        mark_heads(&mut views);
        Views { views }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.views.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.views.is_empty()
    }

    /// The hash of the `i`th word without its conjunction and preposition.
    pub fn key(&self, i: usize) -> u64 {
        self.views.get(i).map_or(0, |view| view.cut)
    }

    /// The proclitics that the `i`th word most likely begins with. A word that the press does not have and that
    /// begins with و is taken for joined: names that begin with it are few and mostly known.
    pub fn proclitics(&self, text: &Text<'_>, token: usize, i: usize) -> Affixes {
        let Some(view) = self.views.get(i) else {
            return Affixes::empty();
        };
        let mut out = Affixes::empty();
        let mut letters = text.word(token).chars();
        let unknown = view.whole == Word::default() && letters.as_str().len() >= 8;
        let mut letter = letters.next();
        if letter == Some('و') && (view.clitic & 1 != 0 || unknown) {
            out |= Affixes::WA;
            letter = letters.next();
        } else if letter == Some('ف') && view.clitic & 1 != 0 {
            out |= Affixes::FA;
            letter = letters.next();
        }
        if view.clitic & 2 != 0 {
            out |= match letter {
                Some('ب') => Affixes::BI,
                Some('ل') => Affixes::LI,
                Some('ك') => Affixes::KA,
                _ => Affixes::empty(),
            };
        }
        out
    }

    /// Whether the `i`th word is so frequent and so hardly ever part of a name that it need not be looked at, one
    /// behind a word that may be a person's excepted (`جاك ما`).
    pub(super) fn plain(&self, i: usize) -> bool {
        let view = self.at(i, 0);
        view.known.frequency >= FREQUENT && view.known.shares == [0; 3] && self.at(i, -1).known.shares[0] <= 1
            || view.shape == SIGN && self.at(i, -1).known.shares == [0; 3]
    }

    /// Whether the `i`th word begins with a proclitic, so that it cannot go on in a person's name.
    pub(super) fn joined(&self, i: usize) -> bool {
        self.views.get(i).is_some_and(|view| view.clitic != 0)
    }

    fn at(&self, i: usize, offset: isize) -> &View<'a> {
        i.checked_add_signed(offset)
            .and_then(|at| self.views.get(at))
            .unwrap_or(&EDGE)
    }

    /// Writes the features of the `i`th word into `out`, after clearing it.
    pub fn features(&self, i: usize, out: &mut Features) {
        out.clear();
        let mut emit = Emit { out, template: 0 };
        let [b2, b1, w, a1, a2] = [-2, -1, 0, 1, 2].map(|offset| self.at(i, offset));
        emit.one(0);
        // Words.
        for view in [b2, b1, w, a1, a2] {
            emit.one(view.word);
        }
        emit.two(b1.word, w.cut);
        emit.two(w.cut, a1.word);
        for view in [b1, w, a1] {
            emit.one(view.cut);
        }
        emit.two(w.clitic, u64::from(w.article));
        // Spelling.
        emit.affixes(w.stem, w.article);
        emit.two(w.shape, a1.shape);
        emit.two(b1.shape, w.shape);
        // Clusters, fine and coarse.
        for view in [b2, b1, w, a1, a2] {
            emit.one(u64::from(view.known.fine));
            emit.two(u64::from(view.known.coarse), view.clitic);
        }
        emit.one(u64::from(w.whole.fine));
        for (left, right) in [(b1, w), (w, a1), (b2, b1), (a1, a2)] {
            emit.two(u64::from(left.known.fine), u64::from(right.known.fine));
            emit.two(u64::from(left.known.coarse), u64::from(right.known.coarse));
        }
        emit.three(
            u64::from(b1.known.coarse),
            u64::from(w.known.coarse),
            u64::from(a1.known.coarse),
        );
        emit.three(
            u64::from(b2.known.coarse),
            u64::from(b1.known.coarse),
            u64::from(w.known.coarse),
        );
        // The list of names.
        for view in [b1, w, a1] {
            emit.two(view.name(), u64::from(view.article));
        }
        emit.two(b1.name(), w.name());
        emit.two(w.name(), a1.name());
        emit.two(w.name(), u64::from(w.known.frequency));
        emit.two(u64::from(b1.known.coarse), w.name());
        emit.two(w.head, w.name());
        emit.two(w.head, u64::from(w.known.coarse));
        // What a first model thought of the same words elsewhere.
        for view in [b1, w, a1] {
            emit.one(view.shares());
            emit.three(
                u64::from(view.known.shares[0]),
                u64::from(view.known.shares[1]),
                1,
            );
            emit.two(u64::from(view.known.shares[2]), 2);
        }
        emit.two(b1.shares(), w.shares());
        emit.two(w.shares(), a1.shares());
        emit.two(u64::from(b1.known.coarse), w.shares());
        emit.two(w.shares(), u64::from(a1.known.coarse));
        // The lexicon.
        for view in [b1, w, a1] {
            emit.bits(view.begins);
            emit.bits(view.behind);
            emit.bits(view.within);
        }
        emit.one(w.begins);
        emit.two(b1.begins & NAME_CLASSES, w.begins & NAME_CLASSES);
        emit.two(w.begins & NAME_CLASSES, a1.begins & NAME_CLASSES);
    }
}

/// Collects hashes; each call is a template of its own, so that calls must come in the same order always.
struct Emit<'o> {
    out: &'o mut Features,
    template: u64,
}

impl Emit<'_> {
    fn next(&mut self) -> u64 {
        self.template += 1;
        hash::join(0x6D61_6864_6172, self.template)
    }

    fn one(&mut self, a: u64) {
        let state = hash::join(self.next(), a);
        self.out.push(hash::mix(state));
    }

    fn two(&mut self, a: u64, b: u64) {
        let state = hash::join(hash::join(self.next(), a), b);
        self.out.push(hash::mix(state));
    }

    fn three(&mut self, a: u64, b: u64, c: u64) {
        let state = hash::join(hash::join(hash::join(self.next(), a), b), c);
        self.out.push(hash::mix(state));
    }

    /// One feature for each bit that is set.
    fn bits(&mut self, mut set: u64) {
        let template = self.next();
        while set != 0 {
            let state = hash::join(template, u64::from(set.trailing_zeros()));
            self.out.push(hash::mix(state));
            set &= set - 1;
        }
    }

    /// The first and last one to four letters of a stem.
    fn affixes(&mut self, stem: &str, article: bool) {
        let (first, last) = (self.next(), self.next());
        let whole = self.next();
        let mut push = |template: u64, part: &str, tag: u64| {
            let state = hash::join(hash::join(template, hash::bytes(part.as_bytes())), tag);
            self.out.push(hash::mix(state));
        };
        for (at, c) in stem.char_indices().take(4) {
            push(first, &stem[..at + c.len_utf8()], 0);
        }
        for (at, _) in stem.char_indices().rev().take(4) {
            push(last, &stem[at..], 0);
        }
        push(
            last,
            stem.char_indices().next_back().map_or("", |(at, _)| &stem[at..]),
            1 + u64::from(article),
        );
        push(whole, stem, 0);
    }
}

const fn bit(class: Class) -> u64 {
    1 << class as u8
}

/// Classes that speak of names.
const NAME_CLASSES: u64 = bit(Class::State)
    | bit(Class::Demonym)
    | bit(Class::City)
    | bit(Class::Capital)
    | bit(Class::Body)
    | bit(Class::NationalBody)
    | HEADS
    | bit(Class::OfficePart)
    | bit(Class::GivenName)
    | bit(Class::FamilyName)
    | bit(Class::NameParticle)
    | bit(Class::Speech);
const HEADS: u64 = bit(Class::BodyHead) | bit(Class::OfficeHead) | bit(Class::Honorific);

/// Tells each word which head stands before it in the same breath, and how far back.
fn mark_heads(views: &mut [View<'_>]) {
    let (mut head, mut distance) = (0, 0);
    for view in views {
        if view.shape == SIGN {
            head = 0;
        }
        view.head = if head == 0 || distance > HEAD_REACH {
            0
        } else {
            head << 3 | distance.min(HEAD_REACH)
        };
        distance += 1;
        let here = (view.begins | view.behind) & HEADS;
        if here != 0 {
            (head, distance) = (here, 1);
        }
    }
}

const SIGN: u64 = 1;

fn shape(text: &Text<'_>, i: usize) -> u64 {
    match text.kind(i) {
        TokenKind::Sign => SIGN,
        TokenKind::Number => 2,
        TokenKind::Word => {
            let word = text.word(i);
            if word.is_ascii() {
                3
            } else {
                3 + (word.chars().count() as u64).min(8)
            }
        }
    }
}

fn look<'a>(model: &Model<'_>, text: &'a Text<'_>, i: usize) -> View<'a> {
    let word = text.word(i);
    let shape = shape(text, i);
    let mut view = View {
        word: hash::bytes(word.as_bytes()),
        stem: word,
        shape,
        ..View::default()
    };
    view.whole = model.word(view.word);
    (view.cut, view.known) = (view.word, view.whole);
    match text.kind(i) {
        TokenKind::Number => {
            let digits = if word.len() == 4 { 4 } else { 1 };
            (view.word, view.cut) = (digits, digits);
            view.stem = "0";
            return view;
        }
        TokenKind::Sign => return view,
        TokenKind::Word => {}
    }
    let mut rest = word;
    for (letters, clitic) in [(&['و', 'ف'][..], 1), (&['ب', 'ل', 'ك'][..], 2)] {
        let Some(after) = rest.strip_prefix(letters).filter(|r| r.len() >= 6) else {
            continue;
        };
        let mut spelt = [0u8; 64];
        // لل is ل and ال: the article's alef is not written after ل.
        let article_cut = clitic == 2 && rest.starts_with("لل");
        let whole: &[u8] = if article_cut && after.len() + 2 <= spelt.len() {
            spelt[..2].copy_from_slice("ا".as_bytes());
            spelt[2..after.len() + 2].copy_from_slice(after.as_bytes());
            &spelt[..after.len() + 2]
        } else {
            after.as_bytes()
        };
        let hash = hash::bytes(whole);
        let known = model.word(hash);
        // Like before names only with the article: كوفي is not ك and وفي.
        let careful = rest.starts_with('ك') && !after.starts_with("ال");
        let surer = known.frequency > view.known.frequency + 1;
        if !careful && (surer || (article_cut && known.frequency > 0)) {
            view.clitic |= clitic;
            (view.cut, view.known) = (hash, known);
            rest = after;
            if article_cut {
                view.article = true;
                rest = after.strip_prefix('ل').unwrap_or(after);
            }
        }
    }
    if let Some(bare) = rest.strip_prefix("ال").filter(|r| r.len() >= 6) {
        view.article = true;
        rest = bare;
    }
    view.stem = rest;
    view
}
