//! Cardinal numbers in words, in digits, and in both together.

use super::digits::digits_at;
use super::numeral::{Form, Numeral, numeral};
use crate::lead::Lead;
use crate::text::Text;
use crate::token::TokenKind;
use std::ops::Range;

/// A number and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberMatch {
    /// Its value.
    pub value: f64,
    /// Its tokens; the first may have a conjunction, preposition or article written to it.
    pub tokens: Range<usize>,
}

/// The longest number that starts with token `i`.
///
/// Reads digits of all three families, number words in every case and gender, both together (`150 ألف`,
/// `5 ملايين و300 ألف`), and halves and quarters of a scale (`نصف مليون`, `مليار ونصف`). Indefinite crowds
/// (`آلاف`, `عشرات الملايين`) are no number.
///
/// ```
/// use mahdar_text::{Text, number::number_at};
/// let text = Text::parse("بلغ مئتين وخمسة وعشرين ألفا");
/// let number = number_at(&text, 1).expect("a number");
/// assert_eq!((number.value, number.tokens), (225_000.0, 1..5));
/// ```
pub fn number_at(text: &Text<'_>, i: usize) -> Option<NumberMatch> {
    if text.kind(i) == TokenKind::Sign {
        return None;
    }
    let mut sum = Sum {
        text,
        total: 0.0,
        group: 0.0,
        filled: 0,
        scale: f64::INFINITY,
        scaled: false,
    };
    let mut end = sum.part(i, false)?;
    while !sum.finished() {
        let Some(next) = sum.next_part(end) else { break };
        end = next;
    }
    if sum.words_need_more() {
        return None;
    }
    Some(NumberMatch {
        value: sum.total + sum.group,
        tokens: i..end,
    })
}

const UNITS: u8 = 1;
const TENS: u8 = 2;
const HUNDREDS: u8 = 4;
const ALL: u8 = 7;
/// A bound unit (أحد) waits for its ten.
const WAITS: u8 = 8;
const DONE: u8 = 16;

/// A number being added up: `total` holds what has its scale, `group` what waits for one.
struct Sum<'t, 'a> {
    text: &'t Text<'a>,
    total: f64,
    group: f64,
    filled: u8,
    /// The smallest scale so far: what follows must be smaller.
    scale: f64,
    scaled: bool,
}

impl Sum<'_, '_> {
    fn finished(&self) -> bool {
        self.filled & DONE != 0
    }

    fn words_need_more(&self) -> bool {
        self.filled & WAITS != 0
    }

    /// Reads on behind `end`: a scale, or a part joined by و.
    fn next_part(&mut self, end: usize) -> Option<usize> {
        let next = self.text.tokens().get(end)?;
        if next.starts_line {
            return None;
        }
        if self.text.word(end) == "و" {
            return self.part(end + 1, true);
        }
        match numeral(self.text.word(end)) {
            Some((_, lead)) if lead.conjunction => self.part(end, true),
            Some((Numeral::Scale(value, form), lead)) if !lead.preposition => {
                self.scale(end, value, form, false)
            }
            Some((Numeral::Hundred(100), lead)) if lead == Lead::default() && self.filled == UNITS => {
                // «ثلاث مئة», written apart.
                if !(3.0..=9.0).contains(&self.group) {
                    return None;
                }
                self.group *= 100.0;
                self.filled = HUNDREDS;
                Some(end + 1)
            }
            _ => None,
        }
    }

    fn part(&mut self, i: usize, joined: bool) -> Option<usize> {
        if self.text.kind(i) == TokenKind::Number {
            return self.digits(i, joined);
        }
        let (numeral, lead) = numeral(self.text.word(i))?;
        if joined && lead.preposition {
            return None;
        }
        match numeral {
            Numeral::Unit(n) | Numeral::Bound(n) => {
                self.unit(i, n, matches!(numeral, Numeral::Bound(_)), lead)
            }
            Numeral::Ten => self.fill(i, UNITS | TENS, 10.0),
            Numeral::Tens(n) => {
                if self.filled & TENS != 0 || self.filled & UNITS != 0 && !joined {
                    return None;
                }
                self.group += f64::from(n);
                self.filled = (self.filled | UNITS | TENS) & !WAITS;
                Some(i + 1)
            }
            Numeral::Hundred(n) => {
                if self.filled != 0 {
                    return None;
                }
                self.fill(i, HUNDREDS, f64::from(n))
            }
            Numeral::Scale(value, form) => self.scale(i, value, form, joined),
            Numeral::Fraction(part) => self.fraction(i, part, joined),
            Numeral::Ordinal(_) | Numeral::OrdinalBound(_) => None,
        }
    }

    fn fill(&mut self, i: usize, slots: u8, value: f64) -> Option<usize> {
        if self.filled & (slots | TENS) != 0 {
            return None;
        }
        self.group += value;
        self.filled |= slots;
        Some(i + 1)
    }

    fn unit(&mut self, i: usize, n: u8, bound: bool, lead: Lead) -> Option<usize> {
        if self.filled & (UNITS | TENS) != 0 {
            return None;
        }
        let next = numeral(self.text.word(i + 1));
        if matches!(next, Some((Numeral::Ten, l)) if l == Lead::default()) {
            self.fill(i, UNITS | TENS, f64::from(n) + 10.0)?;
            return Some(i + 2);
        }
        // «الاثنين» and «الأحد» are days of the week unless a ten is joined to them.
        let needs_ten = bound || (n == 2 && lead.article);
        if needs_ten && !self.ten_joined(i + 1) {
            return None;
        }
        self.fill(i, UNITS | if needs_ten { WAITS } else { 0 }, f64::from(n))
    }

    fn ten_joined(&self, i: usize) -> bool {
        let at = if self.text.word(i) == "و" { i + 1 } else { i };
        matches!(numeral(self.text.word(at)), Some((Numeral::Tens(_), l)) if l.conjunction || at > i)
    }

    fn digits(&mut self, i: usize, joined: bool) -> Option<usize> {
        let (value, end) = digits_at(self.text, i)?;
        if self.filled == HUNDREDS && joined && value < 100.0 && value.fract() == 0.0 {
            self.group += value;
        } else if self.filled == 0 && (!joined || value < self.scale) {
            // «3 ملايين و5 وزراء» are two numbers; «3 ملايين و500 ألف», «ألف و20» are one.
            let scale_follows = matches!(numeral(self.text.word(end)), Some((Numeral::Scale(..), _)));
            if joined && self.scale > 1e5 && value < 100.0 && !scale_follows {
                return None;
            }
            self.group = value;
        } else {
            return None;
        }
        self.filled = ALL;
        Some(end)
    }

    fn scale(&mut self, i: usize, value: f64, form: Form, joined: bool) -> Option<usize> {
        let bare = self.filled == 0;
        if self.words_need_more()
            || (bare && (self.scaled && !joined || form == Form::Plural))
            || (!bare && joined)
        {
            return None;
        }
        let count = match form {
            _ if !bare => self.group,
            Form::Dual => 2.0,
            Form::Accusative if self.counts_a_pair(i) => 2.0,
            _ => 1.0,
        };
        let (mut term, mut end, mut smallest) = (count * value, i + 1, value);
        // «ألف مليار», «مئة ألف مليون»
        while let Some((Numeral::Scale(more, Form::Singular), lead)) = numeral(self.text.word(end)) {
            if lead != Lead::default() || more <= smallest {
                break;
            }
            term *= more;
            smallest = more;
            end += 1;
        }
        if term >= self.scale {
            return None;
        }
        self.total += term;
        (self.group, self.filled, self.scale, self.scaled) = (0.0, 0, smallest, true);
        Some(end)
    }

    /// «مليونا دولار» are two, «مليوناً» is one: the dual loses its ن only before a noun.
    fn counts_a_pair(&self, i: usize) -> bool {
        !self.text.raw(i).contains('\u{64B}')
            && self.text.kind(i + 1) == TokenKind::Word
            && !self.text.tokens()[i + 1].starts_line
            && !super::unit::is_particle(self.text.word(i + 1))
            && !self.text.word(i + 1).starts_with('و')
    }

    fn fraction(&mut self, i: usize, part: f64, joined: bool) -> Option<usize> {
        let next = numeral(self.text.word(i + 1));
        if !joined {
            let Some((Numeral::Scale(value, Form::Singular), lead)) = next else {
                return None;
            };
            if lead.conjunction || lead.preposition {
                return None;
            }
            self.total = part * value;
            (self.filled, self.scale, self.scaled) = (DONE, value, true);
            return Some(i + 2);
        }
        if self.filled == 0 && self.scaled {
            self.total += part * self.scale;
            self.filled = DONE;
            let repeated = matches!(next, Some((Numeral::Scale(v, Form::Singular), l)) if v == self.scale && !l.conjunction);
            return Some(if repeated { i + 2 } else { i + 1 });
        }
        if self.filled == 0 || self.words_need_more() {
            return None;
        }
        self.group += part;
        self.filled = ALL;
        Some(i + 1)
    }
}
