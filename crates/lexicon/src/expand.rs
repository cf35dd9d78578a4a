//! From one line to all the forms it stands for.

use crate::{
    Features,
    file::Expansion,
    verb::{Form, conjugate},
};
use mahdar_text::Text;

/// All forms of a line's first column, folded and spaced as tokens are.
pub(crate) fn expand(expansion: Expansion, column: &str) -> Vec<Form> {
    let column = mahdar_text::fold(column);
    let forms = match expansion {
        Expansion::Verb => conjugate(&column),
        Expansion::Phrase => bars(&column)
            .map(|form| (form.to_owned(), Features::empty()))
            .collect(),
        Expansion::Nisba => bars(&column).flat_map(nisba).collect(),
        Expansion::Noun => noun(&column),
    };
    let mut out: Vec<Form> = Vec::with_capacity(forms.len());
    for (form, features) in forms {
        let form = spaced(&form);
        // One spelling of one line is one entry: the first, commonest analysis (التقى, not ألتقي).
        if !form.is_empty() && out.iter().all(|(known, _)| *known != form) {
            out.push((form, features));
        }
    }
    out
}

fn bars(column: &str) -> impl Iterator<Item = &str> {
    column.split('|').map(str::trim).filter(|f| !f.is_empty())
}

/// Tokens of a phrase, with one space between them.
fn spaced(phrase: &str) -> String {
    Text::parse(phrase).folded().trim_end().to_owned()
}

/// ليبي: ليبية، ليبيان، ليبيين، ليبيتان، ليبيون، ليبيات، ليبيا (the accusative, which is the state's own name in
/// some cases, is left out).
fn nisba(base: &str) -> Vec<Form> {
    use Features as F;
    [
        ("", F::empty()),
        ("ه", F::FEMININE),
        ("ان", F::DUAL),
        ("ين", F::DUAL | F::PLURAL),
        ("تان", F::DUAL | F::FEMININE),
        ("تين", F::DUAL | F::FEMININE),
        ("ون", F::PLURAL),
        ("ات", F::PLURAL | F::FEMININE),
    ]
    .into_iter()
    .map(|(ending, features)| (format!("{base}{ending}"), features))
    .collect()
}

/// `singular|plural|…`: the first is the singular, whose duals are built; the others are plurals as they stand.
fn noun(column: &str) -> Vec<Form> {
    use Features as F;
    let mut out = Vec::new();
    let mut parts = column.split('|').map(str::trim);
    for singular in parts
        .next()
        .unwrap_or("")
        .split('/')
        .map(str::trim)
        .filter(|w| !w.is_empty())
    {
        let (head, tail) = singular
            .find(' ')
            .map_or((singular, ""), |at| singular.split_at(at));
        out.push((singular.to_owned(), F::empty()));
        let (stem, gender) = match head.strip_suffix('ه') {
            Some(stem) => (format!("{stem}ت"), F::FEMININE),
            None => (head.to_owned(), F::empty()),
        };
        if gender.is_empty() && !head.ends_with('ا') {
            out.push((format!("{head}ا{tail}"), F::empty()));
        }
        for ending in ["ان", "ين", "ا", "ي"] {
            let form = format!("{stem}{ending}{tail}");
            if gender.is_empty() && ending == "ا" {
                continue;
            }
            out.push((form, F::DUAL | gender));
        }
    }
    for plural in parts
        .flat_map(|p| p.split('/'))
        .map(str::trim)
        .filter(|w| !w.is_empty() && *w != "-")
    {
        out.push((plural.to_owned(), F::PLURAL));
    }
    out
}
