//! Every cut that spelling allows.

/// A folded word cut into proclitics and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'w> {
    /// What stands before: `""`, `و`, `وب`, `بال`, …
    pub proclitics: &'w str,
    /// The rest. Where `لل` stands for ل and the article, the article is cut off with it.
    pub rest: &'w str,
}

/// The cuts of a folded word that spelling allows, the whole word first: a conjunction و or ف (or the interrogative
/// ا), a preposition ب ك ل or the future س, the article. Nothing is decided: `والد` gives `و`+`الد` and `وال`+`د`.
///
/// ```
/// let cuts: Vec<_> = mahdar_text::clitic::proclitics("وبالمرسي").map(|s| s.rest).collect();
/// assert_eq!(cuts, ["وبالمرسي", "بالمرسي", "المرسي", "مرسي"]);
/// ```
pub fn proclitics(word: &str) -> impl Iterator<Item = Split<'_>> {
    let split = |at: usize| Split {
        proclitics: &word[..at],
        rest: &word[at..],
    };
    let conjunction = usize::from(word.starts_with(['و', 'ف', 'ا'])) * 'و'.len_utf8();
    let mut cuts: [usize; 6] = [0; 6];
    let mut n = 1;
    for start in [0, conjunction] {
        if start == 0 && conjunction == 0 && n > 1 {
            continue;
        }
        let rest = &word[start..];
        let interrogative = start > 0 && word.starts_with('ا');
        let mut add = |at: usize| {
            // The alef of the article is no interrogative.
            let fits = at < word.len()
                && !cuts[..n].contains(&at)
                && !(interrogative && rest.starts_with('ل') && at == start);
            if fits && n < cuts.len() {
                cuts[n] = at;
                n += 1;
            }
        };
        add(start);
        let letter = 'ب'.len_utf8();
        if rest.starts_with(['ب', 'ك', 'ل', 'س']) {
            add(start + letter);
            let behind = &rest[letter..];
            if rest.starts_with("لل") {
                add(start + 2 * letter);
            } else if !rest.starts_with('س') && behind.starts_with("ال") {
                add(start + 3 * letter);
            }
        } else if rest.starts_with("ال") && !interrogative {
            add(start + 2 * letter);
        }
    }
    cuts.into_iter().take(n).map(split)
}
