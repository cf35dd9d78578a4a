//! Compares the segmenter with a CoNLL-U file whose clitics are tokens of their own (UD Arabic-PUD).
//!
//! `cargo run -p mahdar-text --example pud -- ar_pud-ud-test.conllu [how many errors to show]`
//!
//! A word is what stands between white space, without punctuation, symbols and figures. It counts as right when its
//! pieces are exactly the file's.

use mahdar_text::clitic::Segmenter;
use std::collections::HashMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give the path of a CoNLL-U file")?;
    let show = arguments.next().map_or(Ok(40), |n| n.parse())?;
    let words = words(&std::fs::read_to_string(path)?);
    let segmenter = Segmenter::new();
    let mut right = 0;
    let (mut cut, mut cut_right) = (0, 0);
    let mut errors: HashMap<String, usize> = HashMap::new();
    for gold in &words {
        let word = gold.concat();
        let got = segmenter.segment(&word).pieces(&word).join("+");
        let gold_joined = gold.join("+");
        let same = got == gold_joined;
        right += usize::from(same);
        cut += usize::from(gold.len() > 1);
        cut_right += usize::from(gold.len() > 1 && same);
        if !same {
            *errors.entry(format!("{gold_joined}\t{got}")).or_default() += 1;
        }
    }
    let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    println!(
        "{right} of {} words cut as the file has them: {:.2} %",
        words.len(),
        share(right, words.len())
    );
    println!(
        "of {cut} words with clitics {cut_right}: {:.2} %",
        share(cut_right, cut)
    );
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    println!("count\tfile\tours");
    for (error, count) in errors.into_iter().take(show) {
        println!("{count}\t{error}");
    }
    Ok(())
}

/// The words of a file with their pieces.
fn words(file: &str) -> Vec<Vec<String>> {
    let mut words = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in file.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, class, .., misc] = columns[..] else {
            words.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
            continue;
        };
        if id.contains(['-', '.']) {
            continue;
        }
        if matches!(class, "PUNCT" | "SYM")
            || !form.chars().all(char::is_alphabetic) && !form.chars().any(|c| ('ء'..='ي').contains(&c))
        {
            words.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
            continue;
        }
        open.push(form.to_owned());
        if !misc.contains("SpaceAfter=No") {
            words.push(std::mem::take(&mut open));
        }
    }
    words
}
