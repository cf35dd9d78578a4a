//! The case files in `cases/`: one case a line, input and expected output divided by a tab, `#` opens a remark.

use crate::text::Text;

/// Runs `read` over the input of each case and compares with what is expected; reports all that differ.
pub(crate) fn check(cases: &str, read: impl Fn(&Text<'_>) -> String) {
    let mut wrong = Vec::new();
    for (number, line) in cases
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#') && !l.is_empty())
    {
        let (input, expected) = line.split_once('\t').unwrap_or((line, ""));
        let got = read(&Text::parse(input));
        if got != expected {
            wrong.push(format!(
                "{}: {input}\n   expected {expected}\n   got      {got}",
                number + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
