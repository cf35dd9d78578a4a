//! The fictional states Marsa (XMA) and Wahat (XWA), and what their press reports.

use crate::common::document;
use mahdar_record::Document;
use serde_json::{Value, json};

fn person(name: &str, office: &str, side: &str, quote: &str) -> Value {
    json!({"name": name, "offices": [office], "side": side, "quote": quote})
}

/// The first session of the council, as Marsa's press tells it.
pub fn first_session() -> Document {
    let text = "اختتام أعمال المجلس\n\
        ترأس رئيس وزراء المرسى سالم الوادي مع وزير خارجية الواحات هدى النخيل الاجتماع الأول لمجلس التعاون المشترك في المرسى.\n\
        واتفق الجانبان على زيادة حجم التجارة إلى ملياري دولار.\n\
        كما اتفقا على استئناف رحلات الطيران المباشرة بين البلدين.\n\
        وتم الاتفاق على عقد الاجتماع التالي في الواحات.\n\
        وينعقد المجلس مرة كل سنة بالتناوب.\n";
    document(
        "marsa-1",
        "2030-04-13",
        text,
        json!({
            "people": [person("سالم الوادي", "رئيس وزراء المرسى", "XMA", "رئيس وزراء المرسى سالم الوادي"),
                       person("هدى النخيل", "وزير خارجية الواحات", "XWA", "وزير خارجية الواحات هدى النخيل")],
            "encounters": [{"kind": "session", "participants": ["سالم الوادي", "هدى النخيل"], "sides": ["XMA", "XWA"],
                "place": "المرسى", "date": "2030-04-12", "topics": ["trade", "transport"],
                "mechanism": "مجلس التعاون المشترك", "ordinal": 1, "host": "XMA",
                "quote": "ترأس رئيس وزراء المرسى سالم الوادي مع وزير خارجية الواحات هدى النخيل الاجتماع الأول لمجلس التعاون المشترك في المرسى"}],
            "commitments": [
                {"parties": ["XMA", "XWA"], "strength": "agreed", "sector": "trade", "sectors": ["trade"],
                 "target": {"value": 2e9, "unit": "USD"}, "quote": "اتفق الجانبان على زيادة حجم التجارة إلى ملياري دولار"},
                {"parties": ["XMA", "XWA"], "strength": "agreed", "sector": "transport", "sectors": ["transport"],
                 "quote": "اتفقا على استئناف رحلات الطيران المباشرة بين البلدين"},
                {"parties": ["XMA", "XWA"], "strength": "agreed", "sector": "institutional", "sectors": ["institutional"],
                 "due": "الاجتماع التالي", "place": "الواحات", "quote": "تم الاتفاق على عقد الاجتماع التالي في الواحات"}],
            "mechanisms": [{"name": "مجلس التعاون المشترك", "sides": ["XMA", "XWA"], "cadence": "مرة كل سنة بالتناوب",
                "quote": "ينعقد المجلس مرة كل سنة بالتناوب"}]
        }),
    )
}

/// The same session, as the press of Wahat tells it a day later.
pub fn first_session_elsewhere() -> Document {
    let text = "مجلس التعاون يبحث التجارة\n\
        عقد مجلس التعاون المشترك بين المرسى والواحات اجتماعه الأول برئاسة السيد الوادي رئيس وزراء المرسى ووزير خارجية الواحات هدى النخيل.\n\
        واتفق الجانبان على رفع حجم التجارة بينهما إلى ملياري دولار.\n";
    document(
        "wahat-1",
        "2030-04-14",
        text,
        json!({
            "people": [person("الوادي", "رئيس وزراء المرسى", "XMA", "الوادي رئيس وزراء المرسى"),
                       person("هدى النخيل", "وزير خارجية الواحات", "XWA", "وزير خارجية الواحات هدى النخيل")],
            "encounters": [{"kind": "session", "participants": ["الوادي", "هدى النخيل"], "sides": ["XMA", "XWA"],
                "date": "2030-04-12", "topics": ["trade"], "mechanism": "مجلس التعاون المشترك", "ordinal": 1,
                "quote": "عقد مجلس التعاون المشترك بين المرسى والواحات اجتماعه الأول برئاسة السيد الوادي رئيس وزراء المرسى ووزير خارجية الواحات هدى النخيل"}],
            "commitments": [{"parties": ["XMA", "XWA"], "strength": "agreed", "sector": "trade", "sectors": ["trade"],
                 "target": {"value": 2e9, "unit": "USD"}, "quote": "اتفق الجانبان على رفع حجم التجارة بينهما إلى ملياري دولار"}]
        }),
    )
}

/// The second session: trade goes further, flights are forgotten.
pub fn second_session() -> Document {
    let text = "الدورة الثانية\n\
        عقد مجلس التعاون المشترك بين المرسى والواحات اجتماعه الثاني في الواحات برئاسة سالم الوادي وهدى النخيل.\n\
        واتفقا على زيادة حجم التجارة إلى ثلاثة مليارات دولار قبل نهاية عام 2031.\n";
    document(
        "marsa-2",
        "2031-05-02",
        text,
        json!({
            "people": [{"name": "سالم الوادي", "side": "XMA", "quote": "سالم الوادي"},
                       {"name": "هدى النخيل", "side": "XWA", "quote": "هدى النخيل"}],
            "encounters": [{"kind": "session", "participants": ["سالم الوادي", "هدى النخيل"], "sides": ["XMA", "XWA"],
                "place": "الواحات", "date": "2031-05-01", "topics": ["trade"], "mechanism": "مجلس التعاون المشترك",
                "ordinal": 2, "host": "XWA",
                "quote": "عقد مجلس التعاون المشترك بين المرسى والواحات اجتماعه الثاني في الواحات برئاسة سالم الوادي وهدى النخيل"}],
            "commitments": [{"parties": ["XMA", "XWA"], "strength": "agreed", "sector": "trade", "sectors": ["trade"],
                 "target": {"value": 3e9, "unit": "USD"}, "due": "قبل نهاية عام 2031", "due_date": "2031",
                 "quote": "اتفقا على زيادة حجم التجارة إلى ثلاثة مليارات دولار قبل نهاية عام 2031"}]
        }),
    )
}

/// Something done, without a word of any commitment.
pub fn flights_resumed() -> Document {
    let text = "عودة الطيران\n\
        استأنفت الخطوط الجوية للواحات رحلاتها المباشرة إلى المرسى صباح اليوم.\n\
        ونصح الوزير المسافرين بالصبر. ومرت الرحلة فوق ألمانيا.\n\
        وبلغ حجم التجارة بين المرسى والواحات 1.4 مليار دولار العام الماضي.\n";
    document("marsa-3", "2030-09-20", text, json!({}))
}

/// A namesake on another side.
pub fn namesake() -> Document {
    let text = "تصريح\nقال وزير نقل الجبل سالم الوادي إن الطريق مفتوح.\n";
    document(
        "jabal-1",
        "2030-06-01",
        text,
        json!({
            "people": [person("سالم الوادي", "وزير نقل الجبل", "XJB", "وزير نقل الجبل سالم الوادي")]
        }),
    )
}

/// Everything, in the order of publication.
pub fn all() -> Vec<Document> {
    vec![
        first_session(),
        first_session_elsewhere(),
        namesake(),
        flights_resumed(),
        second_session(),
    ]
}
