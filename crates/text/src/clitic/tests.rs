use super::*;
use proptest::prelude::*;

#[test]
fn words_of_the_case_file() {
    let segmenter = Segmenter::new();
    crate::cases::check(include_str!("../../cases/clitics.tsv"), |text| {
        let words = text.original().split(' ');
        words
            .map(|w| segmenter.segment(w).pieces(w).join("+"))
            .collect::<Vec<_>>()
            .join(" ")
    });
}

proptest! {
    #[test]
    fn pieces_joined_are_the_word(word in "\\PC{0,40}") {
        let cut = Segmenter::new().segment(&word);
        prop_assert_eq!(cut.pieces(&word).concat(), word);
    }

    #[test]
    fn no_piece_of_an_arabic_word_is_empty(word in "[وفبلكسايتنهمءأإآةىئؤ\u{64B}-\u{652}]{1,14}") {
        let cut = Segmenter::new().segment(&word);
        prop_assert!(cut.pieces(&word).iter().all(|p| !p.is_empty()));
        prop_assert_eq!(cut.pieces(&word).concat(), word);
    }

    #[test]
    fn cuts_of_spelling_join_to_the_word(word in "[وفبلكسايتنهما]{0,8}") {
        for split in proclitics(&word) {
            prop_assert_eq!([split.proclitics, split.rest].concat(), word.clone());
        }
    }
}
