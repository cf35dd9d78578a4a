//! Conjugation, as far as the press needs it: third person in all genders and numbers, first person, and the
//! participles and verbal nouns that carry clauses of their own.

use crate::Features;

/// A form and its features.
pub(crate) type Form = (String, Features);

/// Conjugates `perfect|imperfect|verbal noun|participle` (folded; `-` or nothing where there is none). Several
/// spellings of one part stand between slashes.
pub(crate) fn conjugate(parts: &str) -> Vec<Form> {
    let mut out = Vec::new();
    let mut parts = parts.split('|').map(|p| p.trim());
    let mut each = |grow: fn(&str, &mut Vec<Form>), out: &mut Vec<Form>| {
        for word in parts
            .next()
            .unwrap_or("")
            .split('/')
            .map(str::trim)
            .filter(|w| !w.is_empty() && *w != "-")
        {
            grow(word, out);
        }
    };
    each(perfect, &mut out);
    each(imperfect, &mut out);
    each(masdar, &mut out);
    each(participle, &mut out);
    out
}

/// Splits a phrase such as `أعرب عن` so that the verb alone is inflected.
fn headed(phrase: &str) -> (&str, &str) {
    phrase.find(' ').map_or((phrase, ""), |at| phrase.split_at(at))
}

fn add(out: &mut Vec<Form>, stem: &str, ending: &str, tail: &str, features: Features) {
    out.push((format!("{stem}{ending}{tail}"), features));
}

fn perfect(phrase: &str, out: &mut Vec<Form>) {
    use Features as F;
    let (verb, tail) = headed(phrase);
    let p = F::PERFECT;
    let (they, before_t, she, two) = if let Some(stem) = verb.strip_suffix('ي') {
        // التقى: التقت، التقيا، التقوا، التقينا
        (
            stem,
            verb.to_owned(),
            format!("{stem}ت"),
            (format!("{verb}ا"), format!("{stem}تا")),
        )
    } else if let Some(stem) = verb.strip_suffix('ا') {
        // دعا: دعت، دعوا، دعونا
        (
            stem,
            format!("{stem}و"),
            format!("{stem}ت"),
            (format!("{stem}وا"), format!("{stem}تا")),
        )
    } else {
        (
            verb,
            verb.to_owned(),
            format!("{verb}ت"),
            (format!("{verb}ا"), format!("{verb}تا")),
        )
    };
    add(out, verb, "", tail, p);
    add(out, &she, "", tail, p | F::FEMININE);
    add(out, &two.0, "", tail, p | F::DUAL);
    add(out, &two.1, "", tail, p | F::DUAL | F::FEMININE);
    add(out, they, "وا", tail, p | F::PLURAL);
    // Hollow verbs shorten before a consonant (زار: زرنا، زرت); the short form is listed as a spelling where it matters.
    add(out, &before_t, "نا", tail, p | F::FIRST | F::PLURAL);
}

fn imperfect(phrase: &str, out: &mut Vec<Form>) {
    use Features as F;
    let (verb, tail) = headed(phrase);
    let i = F::IMPERFECT;
    let Some(stem) = verb.strip_prefix('ي') else {
        return;
    };
    let (bare, weak) = match stem
        .strip_suffix('ي')
        .or(stem.strip_suffix('و'))
        .or(stem.strip_suffix('ا'))
    {
        Some(bare) => (bare, true),
        None => (stem, false),
    };
    add(out, "ي", stem, tail, i);
    add(out, "ت", stem, tail, i | F::FEMININE);
    add(out, "ن", stem, tail, i | F::FIRST | F::PLURAL);
    add(out, "ا", stem, tail, i | F::FIRST);
    // The final alef of يلقى folds to ي already; duals keep the weak letter, plurals lose it.
    for (letter, gender) in [("ي", F::empty()), ("ت", F::FEMININE)] {
        add(out, letter, &format!("{stem}ان"), tail, i | F::DUAL | gender);
        add(out, letter, &format!("{stem}ا"), tail, i | F::DUAL | gender);
    }
    let plural = if weak { bare } else { stem };
    add(out, "ي", &format!("{plural}ون"), tail, i | F::PLURAL);
    add(out, "ي", &format!("{plural}وا"), tail, i | F::PLURAL);
    if weak {
        // The jussive after لم drops the weak letter: لم يلتق.
        add(out, "ي", bare, tail, i);
        add(out, "ت", bare, tail, i | F::FEMININE);
    }
}

fn masdar(phrase: &str, out: &mut Vec<Form>) {
    let (noun, tail) = headed(phrase);
    add(out, noun, "", tail, Features::MASDAR);
    if !noun.ends_with(['ا', 'ه', 'ء', 'ي']) {
        add(out, noun, "ا", tail, Features::MASDAR);
    }
}

fn participle(phrase: &str, out: &mut Vec<Form>) {
    use Features as F;
    let (noun, tail) = headed(phrase);
    let p = F::PARTICIPLE;
    // Defective participles (داع، داعيا) lose their ya in the plural.
    let (full, plural) = match noun.strip_suffix('ي') {
        Some(short) => {
            add(out, short, "", tail, p);
            (noun, short)
        }
        None => (noun, noun),
    };
    add(out, full, "", tail, p);
    add(out, full, "ا", tail, p);
    add(out, full, "ه", tail, p | F::FEMININE);
    add(out, full, "ان", tail, p | F::DUAL);
    add(out, full, "ين", tail, p | F::DUAL | F::PLURAL);
    add(out, full, "تان", tail, p | F::DUAL | F::FEMININE);
    add(out, full, "تين", tail, p | F::DUAL | F::FEMININE);
    add(out, full, "ات", tail, p | F::PLURAL | F::FEMININE);
    add(out, plural, "ون", tail, p | F::PLURAL);
    if plural != full {
        add(out, plural, "ين", tail, p | F::PLURAL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: &str, expected: &[&str]) {
        let parts = mahdar_text::fold(parts);
        let forms: Vec<String> = conjugate(&parts).into_iter().map(|(form, _)| form).collect();
        for form in expected {
            assert!(
                forms.contains(&mahdar_text::fold(form)),
                "{form} is not among {forms:?}"
            );
        }
    }

    #[test]
    fn sound_and_weak_verbs_are_conjugated() {
        check(
            "أكد|يؤكد|تأكيد|مؤكد",
            &[
                "أكدت",
                "أكدا",
                "أكدوا",
                "تؤكد",
                "يؤكدان",
                "يؤكدون",
                "تأكيدا",
                "مؤكدين",
                "مؤكدة",
                "أكدنا",
            ],
        );
        check(
            "التقى|يلتقي|التقاء|ملتقي",
            &[
                "التقت",
                "التقيا",
                "التقتا",
                "التقوا",
                "يلتقيان",
                "يلتقون",
                "يلتق",
                "ملتق",
            ],
        );
        check(
            "دعا|يدعو|دعوة|داعي",
            &[
                "دعت",
                "دعوا",
                "دعونا",
                "تدعو",
                "يدعون",
                "يدعوان",
                "داعيا",
                "داعية",
                "داعين",
                "داعيين",
            ],
        );
        check(
            "أعرب عن|يعرب عن|إعراب عن|معرب عن",
            &["أعربت عن", "أعربا عن", "معربا عن"],
        );
    }
}
