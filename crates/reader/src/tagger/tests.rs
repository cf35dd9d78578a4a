use super::*;
use mahdar_lexicon::Lexicon;
use mahdar_text::Text;
use proptest::prelude::*;

/// Each case is a sentence and its names, as `KIND words`, in order.
fn check(sentence: &str, expected: &[&str]) {
    let text = Text::parse(sentence);
    let notes = Lexicon::built_in().annotate(&text);
    let tags = Tagger::built_in().tag(&text, 0..text.len(), &notes);
    let got: Vec<String> = names(&tags, 0)
        .into_iter()
        .map(|(range, kind)| format!("{} {}", kind.as_str(), text.slice(range)))
        .collect();
    assert_eq!(got, expected, "{sentence}");
}

#[test]
fn names_are_found_with_their_ends() {
    check(
        "وصل الرئيس سالم بن ناصر الحمداني إلى الجزائر أمس.",
        &["PER سالم بن ناصر الحمداني", "LOC الجزائر"],
    );
    check("وقالت منى البغدادي إن الاجتماع تأجل.", &["PER منى البغدادي"]);
    check("لم يحدث شيء في ذلك اليوم.", &[]);
}

#[test]
fn a_word_is_tagged_with_its_preposition() {
    check("عقد الاجتماع ببيروت.", &["LOC ببيروت"]);
}

#[test]
fn bytes_that_are_no_model_are_refused() {
    assert!(Model::from_bytes(b"").is_err());
    assert!(Model::from_bytes(&MODEL[..MODEL.len() - 1]).is_err());
}

proptest! {
    #[test]
    fn any_text_gets_a_tag_a_token(s in "[ا-ي ًٌَ.،a-z0-9]{0,120}", from in 0usize..30, len in 0usize..30) {
        let text = Text::parse(&s);
        let notes = Lexicon::built_in().annotate(&text);
        let tags = Tagger::built_in().tag(&text, from..from + len, &notes);
        prop_assert_eq!(tags.len(), (from + len).min(text.len()).saturating_sub(from));
        let mut before = None;
        for tag in tags {
            prop_assert!(tag.may_follow(before));
            before = Some(tag);
        }
    }
}
