//! How a name sounds, as far as its spellings in the Arab press agree.

/// The consonants of a folded word, with letters that the press uses for one foreign sound made one: ق غ ج ك (g),
/// ط ت, ص س ث, ظ ز ذ ض د, ه ح. Long vowels are left out but for a first one; doubled letters become one.
pub(super) fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (i, c) in word.chars().enumerate() {
        let c = match c {
            'ا' | 'و' | 'ي' | 'ء' | 'ع' if i > 0 => continue,
            'ا' | 'ع' | 'ء' | 'ي' => 'ا',
            'ق' | 'غ' | 'ج' | 'ك' | 'خ' => 'ك',
            'ط' | 'ت' => 'ت',
            'ص' | 'س' | 'ث' => 'س',
            'ظ' | 'ز' | 'ذ' | 'ض' | 'د' => 'د',
            'ه' | 'ح' => 'ه',
            'ف' => 'ف',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Number of letters by which two words differ, or `None` above `most`.
pub(super) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut before: Vec<usize> = Vec::new();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (row[j] + 1).min(next[j - 1] + 1).min(row[j - 1] + swap);
            // Neighbouring letters exchanged (اوردغان for اردوغان) are one slip.
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|d| *d <= most)
}
