use super::*;
use mahdar_record::{Document, Reading};

fn document(text: &str) -> Features {
    features(&Reading::empty(Document::from_text("case", text)))
}

fn day_of(day: &str) -> Option<PartialDate> {
    day.parse().ok()
}

const AGREED: &str = "الواحات والمرسى تتفقان على ربط الموانئ بخط بحري\nاتفقت الواحات والمرسى على إنشاء خط بحري يربط ميناءيهما الرئيسيين خلال اجتماع وزيري النقل حازم الجبلي ورامي الشطي في المرسى أمس.\nوقال الجبلي إن الخط البحري سيبدأ العمل مطلع العام المقبل بثلاث سفن.";
const COPIED: &str = "خط بحري جديد بين الواحات والمرسى لربط الموانئ\nاتفقت الواحات والمرسى على إنشاء خط بحري يربط ميناءيهما الرئيسيين خلال اجتماع وزيري النقل حازم الجبلي ورامي الشطي في المرسى أمس.\nوقال الجبلي إن الخط البحري سيبدأ العمل مطلع العام المقبل بثلاث سفن.\nوتبلغ كلفة المشروع ثلاثمائة مليون دولار وفق مسؤول في الوزارة.";
const OTHER: &str = "رئيس التلال يستقبل مبعوث الأمم المتحدة\nاستقبل رئيس التلال ماجد البحري مبعوث الأمم المتحدة إلى المنطقة، وبحث معه ملف اللاجئين وسبل إيصال المساعدات الإنسانية.\nوأكد المبعوث أهمية فتح المعابر أمام القوافل.";

fn check(a: (&str, &str), b: (&str, &str), together: bool) {
    let (first, second) = (document(a.0), document(b.0));
    let documents = [(&first, day_of(a.1)), (&second, day_of(b.1))];
    assert_eq!(linked(documents[0], documents[1]), together, "{} / {}", a.0, b.0);
    let groups = group(&documents);
    assert_eq!(groups.len() == 1, together);
}

#[test]
fn one_event_is_one_story_and_two_are_two() {
    check((AGREED, "2031-05-05"), (COPIED, "2031-05-06"), true);
    check((AGREED, "2031-05-05"), (OTHER, "2031-05-05"), false);
    check((AGREED, "2031-05-05"), (COPIED, "2031-06-20"), false);
}

#[test]
fn linked_documents_share_a_key() {
    let (first, second) = (document(AGREED), document(COPIED));
    let (mut a, mut b) = (Vec::new(), Vec::new());
    keys(&first, day_of("2031-05-05"), &mut a);
    keys(&second, day_of("2031-05-06"), &mut b);
    assert!(a.iter().any(|key| b.contains(key)));
}

#[test]
fn copied_sentences_are_told_from_added_ones() {
    let (first, second) = (document(AGREED), document(COPIED));
    let told = parts(&[&first, &second]);
    assert_eq!((told[0].copied, told[0].copy_of), (0, None));
    assert_eq!((told[1].copied, told[1].copy_of), (2, Some(0)));
    assert_eq!(told[1].added, told[1].sentences - 2);
}

#[test]
fn a_text_without_words_has_features_too() {
    for text in ["", "...", "123", "a b c"] {
        let features = document(text);
        assert!(!linked((&features, None), (&document(AGREED), None)));
    }
}
