//! Clauses: sentences of news run long, and many texts hardly punctuate.

use crate::fold::fold;
use crate::text::Text;
use crate::token::TokenKind;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Conjunction,
    Participle,
    /// Only with a و written to it.
    Speech,
}

static OPENERS: LazyLock<FxHashMap<String, Opens>> = LazyLock::new(|| {
    let mut openers = FxHashMap::default();
    let lines = include_str!("../data/clause-openers.tsv").lines();
    for (class, words) in lines.filter_map(|l| l.split_once('\t')) {
        let opens = match class {
            "opener" => Opens::Conjunction,
            "participle" => Opens::Participle,
            "speech" => Opens::Speech,
            _ => continue,
        };
        openers.extend(words.split(' ').map(|w| (fold(w), opens)));
    }
    openers
});

/// Fewest words of a clause; shorter pieces stay with what stands before them.
const FEWEST: usize = 3;

fn is_comma(word: &str) -> bool {
    matches!(word, "؛" | "،" | "," | ";" | ".." | "...")
}

impl Text<'_> {
    /// The clauses of sentence `sentence`, in order; together they hold all its tokens.
    ///
    /// A clause ends behind `؛`, `،`, `,` or `..`, and before a conjunction that joins clauses (`كما`, `فيما`), a
    /// participle that carries one (`مشيرا`) or a joined verb of speech (`وأكد`). Nothing is cut inside quotation
    /// marks and brackets that close in the sentence, and no piece is shorter than three words; a comma with less than
    /// that on either side stands in a list and divides nothing. Linear in the sentence.
    ///
    /// ```
    /// let text = mahdar_text::Text::parse("بحث الوزيران التعاون بين البلدين كما ناقشا أوضاع المنطقة وأكدا أهمية الحوار");
    /// let clauses: Vec<&str> = text.clauses(0).into_iter().map(|c| text.slice(c)).collect();
    /// assert_eq!(clauses, ["بحث الوزيران التعاون بين البلدين", "كما ناقشا أوضاع المنطقة", "وأكدا أهمية الحوار"]);
    /// ```
    pub fn clauses(&self, sentence: usize) -> Vec<Range<usize>> {
        let Some(sentence) = self.sentences().get(sentence) else {
            return Vec::new();
        };
        let tokens = sentence.tokens();
        let inside = self.enclosed(tokens.clone());
        let mut clauses: Vec<Range<usize>> = Vec::new();
        // Words since the clause began, and since the last comma.
        let (mut start, mut words, mut since) = (tokens.start, 0, 0);
        for i in tokens.clone() {
            let comma = i > tokens.start && is_comma(self.word(i - 1));
            let divides = comma && since >= FEWEST && !self.comma_within(i, tokens.end);
            if words >= FEWEST && !inside[i - tokens.start] && (divides || self.opens_clause(i)) {
                clauses.push(start..i);
                (start, words) = (i, 0);
            }
            let word = usize::from(self.kind(i) != TokenKind::Sign);
            words += word;
            since = if comma { word } else { since + word };
        }
        match clauses.last_mut() {
            // A rest too short joins what stands before it.
            Some(last) if words < FEWEST => last.end = tokens.end,
            _ => clauses.push(start..tokens.end),
        }
        clauses
    }

    /// Whether a comma stands among the next few tokens, as in a list.
    fn comma_within(&self, i: usize, end: usize) -> bool {
        (i..end.min(i + FEWEST)).any(|j| matches!(self.word(j), "،" | ","))
    }

    fn opens_clause(&self, i: usize) -> bool {
        if self.kind(i) != TokenKind::Word {
            return false;
        }
        let word = self.word(i);
        match OPENERS.get(word) {
            Some(Opens::Conjunction | Opens::Participle) => true,
            _ => word
                .strip_prefix('و')
                .and_then(|rest| OPENERS.get(rest))
                .is_some_and(|o| matches!(o, Opens::Speech | Opens::Participle)),
        }
    }

    /// For each token whether it stands between marks that open and close among `tokens`.
    fn enclosed(&self, tokens: Range<usize>) -> Vec<bool> {
        let mut inside = vec![false; tokens.len()];
        let mut open: Vec<(&str, usize)> = Vec::new();
        // How deep each token is, as steps: one scan marks, a second sums.
        let mut steps = vec![0i32; tokens.len() + 1];
        let mut straight: Option<usize> = None;
        for i in tokens.clone().filter(|i| self.kind(*i) == TokenKind::Sign) {
            let at = i - tokens.start;
            let closes = match self.word(i) {
                "«" | "“" | "(" | "[" => {
                    open.push((self.word(i), at));
                    continue;
                }
                "\"" => {
                    if let Some(from) = straight.take() {
                        steps[from] += 1;
                        steps[at] -= 1;
                    } else {
                        straight = Some(at);
                    }
                    continue;
                }
                "»" => "«",
                "”" => "“",
                ")" => "(",
                "]" => "[",
                _ => continue,
            };
            // Marks left open inside are none; but a stray closing mark must not undo many.
            if let Some((_, from)) = open.pop_if(|(mark, _)| *mark == closes) {
                steps[from] += 1;
                steps[at] -= 1;
            }
        }
        let mut depth = 0;
        for (mark, step) in inside.iter_mut().zip(&steps) {
            // The opening mark itself may begin a clause.
            *mark = depth > 0;
            depth += step;
        }
        inside
    }

    /// Whether sentence `sentence` is a credit line: agency, source, correspondent or photographer alone on a line.
    ///
    /// ```
    /// let text = mahdar_text::Text::parse("عنوان الخبر\nالمصدر: وكالات\nوصل الوزير إلى المرسى.");
    /// assert!(text.is_credit(1) && !text.is_credit(2));
    /// ```
    pub fn is_credit(&self, sentence: usize) -> bool {
        let Some(sentence) = self.sentences().get(sentence) else {
            return false;
        };
        let tokens = sentence.tokens();
        let whole_line = self.tokens()[tokens.start].starts_line
            && self.tokens().get(tokens.end).is_none_or(|t| t.starts_line);
        if !whole_line || tokens.len() > 12 || tokens.start == 0 {
            return false;
        }
        let words: Vec<&str> = tokens
            .clone()
            .filter(|i| self.kind(*i) == TokenKind::Word)
            .map(|i| self.word(i))
            .collect();
        let agency = |w: &str| {
            let w = w.strip_prefix('و').unwrap_or(w);
            matches!(
                w,
                "وكالات"
                    | "كالات"
                    | "الوكالات"
                    | "رويترز"
                    | "اب"
                    | "افب"
                    | "فرانس"
                    | "برس"
                    | "الاناضول"
                    | "سبوتنيك"
                    | "متابعات"
                    | "خاص"
                    | "الالمانيه"
                    | "ا"
                    | "ف"
                    | "ب"
                    | "د"
            )
        };
        let label = words.first().is_some_and(|w| {
            matches!(
                *w,
                "المصدر"
                    | "مصدر"
                    | "كتب"
                    | "كتبت"
                    | "تصوير"
                    | "اعداد"
                    | "تحرير"
                    | "ترجمه"
                    | "مراسل"
                    | "مراسلنا"
            )
        }) && matches!(self.word(tokens.start + 1), ":" | "/" | "-");
        let bracketed = self.word(tokens.start) == "(" && words.len() <= 4 && words.iter().any(|w| agency(w));
        !words.is_empty() && (label || bracketed || words.len() <= 6 && words.iter().all(|w| agency(w)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clauses_of_the_case_file() {
        crate::cases::check(include_str!("../cases/clauses.tsv"), |text| {
            let clauses = text.clauses(0).into_iter().map(|c| text.slice(c));
            clauses.collect::<Vec<_>>().join(" | ")
        });
    }

    proptest! {
        #[test]
        fn clauses_hold_every_token_once(s in "[ا-ي ،؛.؟\n\"0-9«»()]{0,200}") {
            let text = Text::parse(&s);
            for (number, sentence) in text.sentences().iter().enumerate() {
                let mut next = sentence.tokens().start;
                for clause in text.clauses(number) {
                    prop_assert_eq!(clause.start, next);
                    prop_assert!(clause.end > clause.start);
                    next = clause.end;
                }
                prop_assert_eq!(next, sentence.tokens().end);
                let _ = text.is_credit(number);
            }
        }
    }
}
