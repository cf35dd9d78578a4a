use super::*;

fn check(names: &[(&str, &str)], expected: &[usize]) {
    let mentions: Vec<Mention<'_>> = names
        .iter()
        .map(|(name, side)| Mention {
            id: "",
            doc: "",
            published: None,
            name,
            offices: &[],
            side: side.parse().ok(),
            quote: name,
        })
        .collect();
    let persons: Vec<usize> = people(&mentions).into_iter().map(|r| r.person).collect();
    // Numbers are free; who is with whom is not.
    for i in 0..names.len() {
        for j in 0..i {
            let (a, b) = (names[i].0, names[j].0);
            assert_eq!(
                persons[i] == persons[j],
                expected[i] == expected[j],
                "{a} / {b}: {persons:?}"
            );
        }
    }
}

#[test]
fn spellings_of_one_name_are_one_person() {
    check(
        &[
            ("عبد الحميد الدبيبة", "LBY"),
            ("عبدالحميد دبيبه", "LBY"),
            ("الدبيبة", "LBY"),
        ],
        &[0, 0, 0],
    );
    check(
        &[
            ("إبراهيم قالن", "TUR"),
            ("ابراهيم كالن", "TUR"),
            ("إبراهيم كالين", "TUR"),
            ("قالين", "TUR"),
        ],
        &[0, 0, 0, 0],
    );
    check(
        &[
            ("رجب طيب أردوغان", "TUR"),
            ("رجب طيب إردوغان", "TUR"),
            ("اردوغان", "TUR"),
        ],
        &[0, 0, 0],
    );
    check(
        &[("دونالد ترامب", "USA"), ("دونالد ترمب", "USA"), ("ترمب", "USA")],
        &[0, 0, 0],
    );
    check(
        &[("خالد بن سالم", "OMN"), ("خالد بن سالم آل راشد", "OMN")],
        &[0, 0],
    );
}

#[test]
fn persons_who_share_a_part_of_a_name_are_kept_apart() {
    check(&[("ماجد البحري", "OMN"), ("فهد البحري", "OMN")], &[0, 1]);
    check(
        &[("محمد بن راشد آل عامر", "QAT"), ("راشد بن سالم آل عامر", "QAT")],
        &[0, 1],
    );
    check(
        &[
            ("كيم جونغ أون", "PRK"),
            ("كيم جونغ إيل", "PRK"),
            ("كيم يو جونغ", "PRK"),
        ],
        &[0, 1, 2],
    );
}

#[test]
fn a_part_of_a_name_goes_to_the_only_one_on_its_side() {
    check(
        &[
            ("نوري المالكي", "IRQ"),
            ("رياض المالكي", "PSE"),
            ("المالكي", "IRQ"),
            ("المالكي", "PSE"),
        ],
        &[0, 1, 0, 1],
    );
}

#[test]
fn persons_of_one_call_share_keys_directly_or_through_others() {
    let keys_of = |name: &str| {
        let mut out = Vec::new();
        keys(name, None, &mut out);
        out
    };
    let shared = |a: &str, b: &str| keys_of(a).iter().any(|k| keys_of(b).contains(k));
    assert!(shared("عبد الحميد الدبيبة", "دبيبه"));
    assert!(shared("مايك بومبيو", "مايك بوميو"));
    assert!(shared("خالد بن سالم", "خالد بن سالم آل راشد"));
    assert!(!shared("ماجد البحري", "فهد النخلي"));
}
