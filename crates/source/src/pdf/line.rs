//! One line of a page: from the order of the eye to the order of reading.

use std::collections::{HashMap, HashSet};

use super::glyphs::{Placed, Rule, UNKNOWN};

/// A piece of a line with no wide gap in it: a line of a column, or a table's cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// What a page's lines have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Whether the page is Arabic for the most part: its lines run from the right, whatever is in them.
    arabic: bool,
    /// How wide a gap between letters stands for a space, in sizes of the font. Where spaces are drawn as glyphs, gaps
    /// mean little: letters are kerned and stacked.
    gap: f64,
}

impl Manner {
    pub(super) fn of(glyphs: &[Placed]) -> Self {
        let spaces = glyphs.iter().filter(|g| g.text.trim().is_empty()).count();
        let gap = if spaces * 15 > glyphs.len() { 0.6 } else { 0.18 };
        Manner {
            arabic: is_arabic(glyphs.iter()),
            gap,
        }
    }
}

/// What a glyph is to the direction of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter written from right to left, or a mark on one.
    Right,
    /// A letter written from left to right.
    Left,
    /// A digit, European or Arabic: numbers run from left to right in all scripts.
    Digit,
    /// Everything else goes with what is around it.
    Neutral,
}

fn class(text: &str) -> Class {
    for c in text.chars() {
        match c {
            '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => return Class::Digit,
            '\u{590}'..='\u{8FF}'
                if c.is_alphabetic()
                    || ('\u{64B}'..='\u{65F}').contains(&c)
                    || matches!(c, '\u{640}' | '\u{670}') =>
            {
                return Class::Right;
            }
            c if c.is_alphabetic() => return Class::Left,
            _ => {}
        }
    }
    Class::Neutral
}

/// Puts the glyphs of one line into pieces, from right to left where the line is Arabic.
pub(super) fn segments(mut glyphs: Vec<Placed>, rules: &[Rule], manner: Manner) -> Vec<Segment> {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.right.total_cmp(&b.right)));
    // Bold made by drawing twice; and letters with their marks that both glyphs of the pair claim to stand for.
    glyphs.dedup_by(|b, a| {
        let same_place = (a.left - b.left).abs() < a.size * 0.08;
        let same_pair = a.text.chars().count() > 1 && b.left < a.right - a.size * 0.02;
        a.text == b.text && a.text.trim() != "" && (same_place || same_pair)
    });
    let mut pieces: Vec<Vec<Placed>> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            // Spaces are known by their gaps as well, and some programs stretch one over a whole gap.
            if let Some(piece) = pieces
                .last_mut()
                .filter(|_| glyph.left - reach < glyph.size * 0.5)
            {
                piece.push(glyph);
            }
            continue;
        }
        let ruled = |rule: &&Rule| {
            let between = rule.x > reach - 1.0 && rule.x < glyph.left + 1.0;
            between && rule.top < glyph.y && rule.bottom > glyph.y - glyph.size * 0.5
        };
        let wide = glyph.left - reach > glyph.size * 1.6 || rules.iter().find(ruled).is_some();
        reach = reach.max(glyph.right);
        match pieces.last_mut() {
            Some(piece) if !wide => piece.push(glyph),
            _ => pieces.push(vec![glyph]),
        }
    }
    if manner.arabic || is_arabic(pieces.iter().flatten()) {
        pieces.reverse();
    }
    pieces
        .into_iter()
        .filter_map(|piece| segment(piece, manner))
        .collect()
}

/// Whether glyphs are Arabic for the most part.
fn is_arabic<'a>(glyphs: impl Iterator<Item = &'a Placed>) -> bool {
    let (mut right, mut left) = (0usize, 0usize);
    for glyph in glyphs {
        match class(&glyph.text) {
            Class::Right => right += 1,
            Class::Left => left += 1,
            _ => {}
        }
    }
    right > left
}

fn segment(glyphs: Vec<Placed>, manner: Manner) -> Option<Segment> {
    let visible = || glyphs.iter().filter(|g| !g.text.trim().is_empty());
    let left = visible().map(|g| g.left).fold(f64::INFINITY, f64::min);
    let right = visible().map(|g| g.right).fold(f64::NEG_INFINITY, f64::max);
    let size = visible().map(|g| g.size).fold(0.0, f64::max);
    let y = visible().map(|g| g.y).next()?;
    // A line of an Arabic page runs from the right, be there ever so many foreign words in it.
    let any = glyphs.iter().any(|g| class(&g.text) == Class::Right);
    let text = if any && (manner.arabic || is_arabic(glyphs.iter())) {
        from_right(glyphs, manner)
    } else {
        from_left(glyphs, manner)
    };
    let text = text.replace(UNKNOWN, "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(Segment {
        left,
        right,
        y,
        size,
        text,
    })
}

/// Whether two neighbours, the first left of the second, stand apart like words.
fn apart(a: &Placed, b: &Placed, manner: Manner) -> bool {
    b.left - a.right > a.size.min(b.size) * manner.gap
}

/// Reads glyphs from right to left; numbers and foreign words inside run from left to right.
fn from_right(mut glyphs: Vec<Placed>, manner: Manner) -> String {
    // By the middle of each letter: kerning lets letters reach over one another, but not past. A mark goes right after
    // the letter that it stands over.
    let bases = drawn_bases(&glyphs);
    let (mut marks, mut letters): (Vec<Placed>, Vec<Placed>) = glyphs.into_iter().partition(is_mark);
    for mark in &mut marks {
        if let Some((left, right)) = bases.get(&mark.order) {
            (mark.left, mark.right) = (*left, *right);
        }
    }
    letters.sort_by(|a, b| middle(b).total_cmp(&middle(a)));
    glyphs = with_marks(letters, marks);
    let classes: Vec<Class> = glyphs.iter().map(|g| class(&g.text)).collect();
    let mut out = String::new();
    let mut at = 0;
    while at < glyphs.len() {
        let end = if matches!(classes[at], Class::Left | Class::Digit) {
            foreign_end(&glyphs, &classes, at, manner)
        } else {
            at + 1
        };
        if at > 0 && apart(&glyphs[at], &glyphs[at - 1], manner) {
            out.push(' ');
        }
        if end == at + 1 {
            out.push_str(&mirrored(&glyphs[at].text));
        } else {
            let run = &glyphs[at..end];
            for (offset, glyph) in run.iter().rev().enumerate() {
                if offset > 0 && apart(&run[run.len() - offset], glyph, manner) {
                    out.push(' ');
                }
                out.push_str(&glyph.text);
            }
        }
        at = end;
    }
    out
}

fn middle(glyph: &Placed) -> f64 {
    (glyph.left + glyph.right) / 2.0
}

fn is_mark(glyph: &Placed) -> bool {
    glyph.text.chars().all(
        |c| matches!(c, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}'),
    )
}

/// The letters that marks stand over, as far as the order of drawing tells: a mark is drawn next to its letter, after it
/// where letters are drawn in the order of reading, before it where they are drawn from the left. Gives the extent of
/// the letter for the mark's place in that order.
fn drawn_bases(glyphs: &[Placed]) -> HashMap<usize, (f64, f64)> {
    let mut bases = HashMap::new();
    if !glyphs.iter().any(is_mark) {
        return bases;
    }
    let mut drawn: Vec<&Placed> = glyphs.iter().collect();
    drawn.sort_by_key(|g| g.order);
    for (at, mark) in drawn.iter().enumerate().filter(|(_, g)| is_mark(g)) {
        let before = drawn[..at].iter().rev().find(|g| !is_mark(g));
        let after = drawn[at + 1..].iter().find(|g| !is_mark(g));
        let base = match (before, after) {
            (Some(before), Some(after)) if middle(before) < middle(after) => after,
            (Some(before), _) => before,
            (None, Some(after)) => after,
            (None, None) => continue,
        };
        // The end of one piece of text and the beginning of another are no neighbours.
        let near = |g: &Placed| mark.left < g.right + g.size * 0.5 && mark.right > g.left - g.size * 0.5;
        if class(&base.text) == Class::Right && near(base) {
            bases.insert(mark.order, (base.left, base.right));
        }
    }
    bases
}

/// Finds the stretching strokes of justified lines: some programs draw them as glyphs that claim to be signs. A sign that
/// only ever stands inside words, and only after letters that join the next, is such a stroke. Gives their codes and
/// signs.
pub(super) fn strokes(lines: &[Vec<Placed>]) -> HashSet<(u32, String)> {
    let mut seen: HashMap<(u32, &str), (usize, usize)> = HashMap::new();
    for line in lines {
        let mut glyphs: Vec<&Placed> = line.iter().filter(|g| !is_mark(g)).collect();
        glyphs.sort_by(|a, b| middle(b).total_cmp(&middle(a)));
        for (at, glyph) in glyphs.iter().enumerate() {
            if class(&glyph.text) != Class::Neutral || glyph.text.trim().is_empty() || glyph.text == UNKNOWN {
                continue;
            }
            // Several strokes may stand side by side.
            let letter = |g: &&&Placed| g.text != glyph.text || g.code != glyph.code;
            let before = glyphs[..at].iter().rev().find(letter);
            let after = glyphs[at + 1..].iter().find(letter);
            let inside = before.is_some_and(|g| g.text.chars().last().is_some_and(joins_the_next))
                && after.is_some_and(|g| class(&g.text) == Class::Right);
            let counts = seen.entry((glyph.code, glyph.text.as_str())).or_default();
            counts.0 += usize::from(inside);
            counts.1 += 1;
        }
    }
    let is_stroke = |(inside, all): &(usize, usize)| *inside >= 4 && inside == all;
    seen.into_iter()
        .filter(|(_, counts)| is_stroke(counts))
        .map(|((code, text), _)| (code, text.to_owned()))
        .collect()
}

/// Whether an Arabic letter joins the one that follows it.
fn joins_the_next(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}')
        && !matches!(
            letter,
            'ء' | 'آ' | 'أ' | 'ؤ' | 'إ' | 'ا' | 'ة' | 'د' | 'ذ' | 'ر' | 'ز' | 'و' | 'ى'
        )
}

/// Puts marks behind the letters whose middle is nearest to where they stand; `letters` run from right to left.
fn with_marks(letters: Vec<Placed>, mut marks: Vec<Placed>) -> Vec<Placed> {
    if marks.is_empty() || letters.is_empty() {
        return letters.into_iter().chain(marks).collect();
    }
    // Where the middles of two neighbours meet is where the one's marks end and the other's begin.
    marks.sort_by(|a, b| middle(b).total_cmp(&middle(a)));
    let mut out = Vec::with_capacity(letters.len() + marks.len());
    let mut marks = marks.into_iter().peekable();
    let mut letters = letters.into_iter().peekable();
    while let Some(letter) = letters.next() {
        let until = letters
            .peek()
            .map_or(f64::NEG_INFINITY, |next| (middle(&letter) + middle(next)) / 2.0);
        let (left, right) = (letter.left, letter.right);
        out.push(letter);
        while let Some(mut mark) = marks.next_if(|m| middle(m) > until) {
            // As wide as its letter, so that no gap opens beside it.
            (mark.left, mark.right) = (left, right);
            out.push(mark);
        }
    }
    out
}

/// Where a run that is read from left to right ends, going from right to left.
fn foreign_end(glyphs: &[Placed], classes: &[Class], from: usize, manner: Manner) -> usize {
    let mut end = from + 1;
    let mut has_letters = classes[from] == Class::Left;
    let mut at = from + 1;
    while at < glyphs.len() {
        match classes[at] {
            Class::Right => break,
            Class::Left => {
                // A number to the right of a foreign word begins the Arabic that follows, unless it touches the word.
                has_letters = true;
                end = at + 1;
            }
            Class::Digit => {
                let between = &glyphs[end..at];
                let separator = between.len() == 1
                    && matches!(between[0].text.as_str(), "." | "," | "/" | ":" | "٫" | "٬");
                if between.is_empty() && !apart(&glyphs[at], &glyphs[at - 1], manner)
                    || separator
                    || has_letters
                {
                    end = at + 1;
                } else {
                    break;
                }
            }
            Class::Neutral => {
                if !has_letters && glyphs[at].text.trim().is_empty() && !followed_by_letter(classes, at) {
                    break;
                }
            }
        }
        at += 1;
    }
    end
}

/// Whether the next that is not neutral is a letter of a foreign word.
fn followed_by_letter(classes: &[Class], at: usize) -> bool {
    classes[at..].iter().find(|c| **c != Class::Neutral) == Some(&Class::Left)
}

/// Reads glyphs from left to right; Arabic words inside run from right to left.
fn from_left(glyphs: Vec<Placed>, manner: Manner) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < glyphs.len() {
        let mut end = at + 1;
        if class(&glyphs[at].text) == Class::Right {
            let mut next = at + 1;
            while next < glyphs.len() && matches!(class(&glyphs[next].text), Class::Right | Class::Neutral) {
                next += 1;
                if class(&glyphs[next - 1].text) == Class::Right {
                    end = next;
                }
            }
        }
        if at > 0 && apart(&glyphs[at - 1], &glyphs[at], manner) {
            out.push(' ');
        }
        if end - at > 1 {
            out.push_str(&from_right(glyphs[at..end].to_vec(), manner));
        } else {
            out.push_str(&glyphs[at].text);
        }
        at = end;
    }
    out
}

/// The sign that was meant by one that is drawn mirrored.
fn mirrored(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            '{' => '}',
            '}' => '{',
            '«' => '»',
            '»' => '«',
            '<' => '>',
            '>' => '<',
            '‹' => '›',
            '›' => '‹',
            c => c,
        })
        .collect()
}

/// Turns brackets round where they stand the wrong way in most of the text: some programs name the sign that was
/// meant, others the one that is drawn.
pub(super) fn settle_brackets(lines: &mut [String]) {
    let (mut sound, mut turned) = (0usize, 0usize);
    for line in lines.iter() {
        let mut open = 0usize;
        for c in line.chars() {
            match c {
                '(' | '[' | '«' => open += 1,
                ')' | ']' | '»' if open > 0 => {
                    open -= 1;
                    sound += 1;
                }
                ')' | ']' | '»' => turned += 1,
                _ => {}
            }
        }
    }
    if turned > sound {
        lines.iter_mut().for_each(|line| *line = mirrored(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs set side by side from left to right as the eye sees them, one unit wide each.
    fn seen_on(arabic: bool, line: &str) -> String {
        let glyphs: Vec<Placed> = line
            .chars()
            .enumerate()
            .map(|(at, c)| Placed {
                left: at as f64,
                right: at as f64 + 1.0,
                y: 0.0,
                size: 1.0,
                text: c.to_string(),
                order: at,
                code: 0,
            })
            .collect();
        let manner = Manner { arabic, gap: 0.18 };
        segments(glyphs, &[], manner)
            .into_iter()
            .map(|s| s.text)
            .collect::<Vec<_>>()
            .join(" | ")
    }

    fn seen(line: &str) -> String {
        seen_on(true, line)
    }

    #[test]
    fn the_order_of_the_eye_becomes_the_order_of_reading() {
        let eye = |logical_right: &str| logical_right.chars().rev().collect::<String>();
        assert_eq!(seen(&eye("قال الوزير")), "قال الوزير");
        assert_eq!(
            seen(&format!("{} 2031 {} 4 {}", eye("في"), eye("مايو"), eye("يوم"))),
            "يوم 4 مايو 2031 في"
        );
        assert_eq!(
            seen(&format!("{} 12.5 {}", eye("مليار"), eye("نحو"))),
            "نحو 12.5 مليار"
        );
        assert_eq!(
            seen(&format!("{} MFA News {}", eye("الرسمي"), eye("موقع"))),
            "موقع MFA News الرسمي"
        );
        // What is drawn is the mirrored bracket.
        assert_eq!(
            seen(&format!("{} ({}) {}", eye("هنا"), eye("والنقل"), eye("التجارة"))),
            "التجارة (والنقل) هنا"
        );
        assert_eq!(seen(&format!(".{} MFA News", eye("الرسمي"))), "MFA News الرسمي.");
        assert_eq!(
            seen_on(false, "the word كلمة here".replace("كلمة", &eye("كلمة")).as_str()),
            "the word كلمة here"
        );
    }
}
