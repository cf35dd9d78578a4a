//! Any input gives a reading whose quotes stand where they say: arbitrary bytes, shuffled press language, mutated
//! sentences, and shapes that would make a quadratic step show.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, read, read_with};
use mahdar_record::{Document, Reading};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Reads `text` and checks every quote by reading the JSON back.
fn check(text: &str) -> Reading {
    let document = Document {
        published: Some("2031-05-06".into()),
        ..Document::from_text("robust", text)
    };
    let reading = read_with(&document, Lexicon::built_in(), Options { explain: true });
    let json = serde_json::to_string(&reading).expect("a reading is plain data");
    let back = Reading::from_json(&json).expect("every quote stands in the text");
    for padding in &reading.padding {
        assert_eq!(&text[padding.quote.span().range()], padding.quote.as_str());
    }
    assert_eq!(back.document.text, text);
    reading
}

#[test]
fn any_bytes_are_read() {
    bolero::check!().with_type::<Vec<u8>>().for_each(|bytes| {
        check(&String::from_utf8_lossy(bytes));
    });
}

/// Words and signs that the grammar looks for, so that random sequences reach deep into every stage.
const WORDS: &[&str] = &[
    "وقع",
    "وقعت",
    "توقيع",
    "مذكرة",
    "تفاهم",
    "مذكرة التفاهم",
    "اتفاق",
    "الاتفاق",
    "الاتفاقية",
    "اتفاقية",
    "بين",
    "و",
    "مع",
    "حول",
    "بشأن",
    "في",
    "عام",
    "2015",
    "رقم",
    "2254",
    "قرار",
    "مجلس الأمن",
    "البيان",
    "المشترك",
    "بيان",
    "الختامي",
    "بحسب",
    "وفقا",
    "لبيان",
    "نقلا عن",
    "قال",
    "وأضاف",
    "أعلنت",
    "نقلت",
    "وكالة",
    "الأنباء",
    "رويترز",
    "مصدر",
    "مسؤول",
    "المتحدث",
    "باسم",
    "وزارة",
    "الخارجية",
    "وزير",
    "الرئيس",
    "نظيره",
    "سالم",
    "الوادي",
    "ليبيا",
    "تركيا",
    "الليبي",
    "التركي",
    "طرابلس",
    "أنقرة",
    "التقى",
    "استقبل",
    "بحث",
    "اجتماع",
    "زيارة",
    "لقاء",
    "قمة",
    "مشترك",
    "اللجنة",
    "العليا",
    "المشتركة",
    "مجلس",
    "استراتيجي",
    "برئاسة",
    "بالتناوب",
    "سنويا",
    "أكد",
    "الجانبان",
    "اتفق",
    "على",
    "تعهد",
    "دعا",
    "إلى",
    "أن",
    "إن",
    "الذي",
    "التي",
    "لم",
    "لن",
    "سوف",
    "سيلتقي",
    "أمس",
    "اليوم",
    "الاثنين",
    "14",
    "آذار",
    "مارس",
    "5",
    "مليارات",
    "دولار",
    "للمزيد",
    "كتب",
    "اقرأ أيضا",
    "مؤتمر صحفي",
    "تويتر",
    "تغريدة",
    "للصحفيين",
];

const SIGNS: &[&str] = &[
    " ", " ", " ", " ", "، ", ". ", ": ", " \"", "\" ", " «", "» ", " (", ") ", "\n", "\n\n", " - ", "/",
    "؟ ", "...", "\t", "• ", "ـ", "ّ", "\u{200F}", "\u{FEFF}", "!", "؛ ",
];

/// Sentences in press language about states that do not exist.
const SENTENCES: &[&str] = &[
    "المرسى - وكالات\nوقع وزير الخارجية سالم الوادي ونظيره من جمهورية الهضبة اليوم مذكرة تفاهم بين البلدين حول التعاون في مجال الطاقة، بحسب بيان مشترك.",
    "وقال المتحدث باسم وزارة الخارجية، في مؤتمر صحفي، إن اللجنة العليا المشتركة بين ليبيا وتركيا تنعقد سنويا بالتناوب برئاسة وزيري الخارجية.",
    "ونقلت وكالة الأنباء عن مصدر مطلع قوله إن الجانبين اتفقا على رفع التبادل التجاري إلى 5 مليارات دولار قبل نهاية العام وفق قرار مجلس الأمن رقم 2254.",
    "للمزيد: ماذا بعد الاتفاق النووي الموقع عام 2015؟\nوأكد الرئيسان خلال اتصال هاتفي أمس أهمية تنفيذ مذكرة التفاهم الموقعة في 14 آذار/ مارس 2012.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_press_language_is_read(picks in prop::collection::vec((0..WORDS.len(), 0..SIGNS.len()), 0..160)) {
        let text: String = picks.iter().flat_map(|&(w, s)| [WORDS[w], SIGNS[s]]).collect();
        check(&text);
    }

    #[test]
    fn mutated_sentences_are_read(
        order in prop::collection::vec(0..SENTENCES.len(), 1..5),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0u8..5, 0..SIGNS.len()), 0..24),
    ) {
        let text: String = order.iter().map(|&i| SENTENCES[i]).collect::<Vec<_>>().join("\n");
        let mut letters: Vec<char> = text.chars().collect();
        for (at, what, sign) in cuts {
            if letters.is_empty() {
                break;
            }
            let at = at.index(letters.len());
            match what {
                0 => { letters.remove(at); }
                1 => { let letter = letters[at]; letters.insert(at, letter); }
                2 => { letters.splice(at..at, SIGNS[sign].chars()); }
                3 => letters.truncate(at),
                _ => letters.rotate_left(at),
            }
        }
        check(&letters.into_iter().collect::<String>());
    }
}

/// Documents that make a quadratic step show, of about `bytes` bytes.
fn shapes(bytes: usize) -> Vec<(&'static str, String)> {
    let of = |piece: &str| piece.repeat(bytes / piece.len() + 1);
    vec![
        (
            "one endless line",
            of("قال وزير الخارجية إن الاتفاق بين ليبيا وتركيا في مجال الطاقة مهم "),
        ),
        ("only و", of("و ")),
        ("nested parentheses", of("( ") + &of(") ")),
        ("only marks", "م".to_owned() + &of("ّ")),
        ("only quotation marks", of("\" ")),
        (
            "a list of agreements",
            of("ومذكرة تفاهم بين ليبيا وتركيا حول التعاون، "),
        ),
        ("a list of sources", of("وقال مصدر في وزارة الخارجية ")),
        (
            "a list of committees",
            of("واللجنة العليا المشتركة بين ليبيا وتركيا "),
        ),
        ("a thousand headings", of("الاتفاق النووي\n")),
        ("one word", of("السياسية")),
    ]
}

fn fastest(text: &str) -> Duration {
    let document = Document::from_text("shape", text);
    (0..5)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(read(&document, Lexicon::built_in()));
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
fn time_grows_as_the_text_grows() {
    Lexicon::built_in();
    for ((name, short), (_, long)) in shapes(12_000).iter().zip(&shapes(192_000)) {
        check(short);
        let (once, many) = (fastest(short).as_secs_f64(), fastest(long).as_secs_f64());
        // Sixteen times the text: a quadratic step would take 256 times as long. Between the two there is room for
        // a busy machine, and the floor is for its clock.
        assert!(
            many < 96.0 * once.max(0.001),
            "{name}: {:.0} KB in {once:.4} s, {:.0} KB in {many:.4} s",
            short.len() as f64 / 1e3,
            long.len() as f64 / 1e3
        );
    }
}
