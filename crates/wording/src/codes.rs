//! The contract's codes, by name.

use crate::Voice;
use mahdar_record::{
    Act, AttributionKind, EncounterKind, EncounterStatus, InstrumentKind, InstrumentStatus, ProblemKind,
    Sector, Strength,
};

impl Voice {
    /// A sector's name.
    pub fn sector(self, sector: Sector) -> &'static str {
        match sector {
            Sector::Political => self.say("السياسة", "political affairs"),
            Sector::Security => self.say("الأمن", "security"),
            Sector::Defence => self.say("الدفاع", "defence"),
            Sector::Justice => self.say("العدل ومكافحة الجريمة", "justice"),
            Sector::Migration => self.say("الهجرة", "migration"),
            Sector::Trade => self.say("التجارة", "trade"),
            Sector::Investment => self.say("الاستثمار والمال", "investment and finance"),
            Sector::Energy => self.say("الطاقة", "energy"),
            Sector::Transport => self.say("النقل", "transport"),
            Sector::Maritime => self.say("الشؤون البحرية", "maritime affairs"),
            Sector::Health => self.say("الصحة", "health"),
            Sector::Education => self.say("التعليم والتدريب", "education and training"),
            Sector::Science => self.say("العلوم والتقنية", "science and technology"),
            Sector::Culture => self.say("الثقافة والإعلام", "culture and media"),
            Sector::Tourism => self.say("السياحة", "tourism"),
            Sector::Labour => self.say("العمل والشؤون الاجتماعية", "labour and social affairs"),
            Sector::Agriculture => self.say("الزراعة والمياه", "agriculture and water"),
            Sector::Environment => self.say("البيئة والمناخ", "environment and climate"),
            Sector::Municipal => self.say("البلديات", "municipal affairs"),
            Sector::Humanitarian => self.say("الشؤون الإنسانية", "humanitarian affairs"),
            Sector::Consular => self.say("الشؤون القنصلية", "consular affairs"),
            Sector::Institutional => self.say("آلية التعاون نفسها", "the mechanism itself"),
            Sector::Other => self.say("غير ذلك", "other"),
        }
    }

    /// A strength's name, as a participle of what was promised.
    pub fn strength(self, strength: Strength) -> &'static str {
        match strength {
            Strength::Signed => self.say("موقَّع", "signed"),
            Strength::Agreed => self.say("متفق عليه", "agreed"),
            Strength::Pledged => self.say("متعهَّد به", "pledged"),
            Strength::Intended => self.say("معتزَم", "intended"),
        }
    }

    /// An encounter's kind.
    pub fn encounter_kind(self, kind: EncounterKind) -> &'static str {
        match kind {
            EncounterKind::Meeting => self.say("لقاء", "meeting"),
            EncounterKind::Call => self.say("اتصال", "call"),
            EncounterKind::Visit => self.say("زيارة", "visit"),
            EncounterKind::Session => self.say("اجتماع هيئة أو مؤتمر", "session"),
            EncounterKind::Signing => self.say("توقيع", "signing"),
            EncounterKind::Message => self.say("رسالة", "message"),
        }
    }

    /// An encounter's status.
    pub fn encounter_status(self, status: EncounterStatus) -> &'static str {
        match status {
            EncounterStatus::Held => self.say("جرى", "held"),
            EncounterStatus::Planned => self.say("مقرر", "planned"),
            EncounterStatus::Cancelled => self.say("أُلغي أو أُجِّل", "called off or put off"),
            EncounterStatus::Denied => self.say("نُفي وقوعه", "denied"),
        }
    }

    /// An act of speech.
    pub fn act(self, act: Act) -> &'static str {
        match act {
            Act::Affirm => self.say("تأكيد", "affirms"),
            Act::Urge => self.say("دعوة", "urges"),
            Act::Condemn => self.say("إدانة", "condemns"),
            Act::Reject => self.say("رفض", "rejects"),
            Act::Welcome => self.say("ترحيب", "welcomes"),
            Act::Express => self.say("تعبير", "expresses"),
        }
    }

    /// An instrument's kind.
    pub fn instrument_kind(self, kind: InstrumentKind) -> &'static str {
        match kind {
            InstrumentKind::Treaty => self.say("معاهدة", "treaty"),
            InstrumentKind::Agreement => self.say("اتفاق", "agreement"),
            InstrumentKind::Memorandum => self.say("مذكرة", "memorandum"),
            InstrumentKind::Protocol => self.say("بروتوكول", "protocol"),
            InstrumentKind::Resolution => self.say("قرار", "resolution"),
            InstrumentKind::Roadmap => self.say("خريطة طريق", "road map"),
            InstrumentKind::Statement => self.say("بيان", "statement"),
            InstrumentKind::Contract => self.say("عقد", "contract"),
            InstrumentKind::Other => self.say("وثيقة", "document"),
        }
    }

    /// An instrument's standing.
    pub fn instrument_status(self, status: InstrumentStatus) -> &'static str {
        match status {
            InstrumentStatus::Signed => self.say("موقّع", "signed"),
            InstrumentStatus::InForce => self.say("نافذ", "in force"),
            InstrumentStatus::Proposed => self.say("مقترح", "proposed"),
            InstrumentStatus::Cited => self.say("مستشهد به", "cited"),
        }
    }

    /// An attribution's kind.
    pub fn attribution_kind(self, kind: AttributionKind) -> &'static str {
        match kind {
            AttributionKind::Statement => self.say("بيان", "statement"),
            AttributionKind::Office => self.say("مكتب أو ناطق رسمي", "press office"),
            AttributionKind::Agency => self.say("وكالة أنباء", "news agency"),
            AttributionKind::Outlet => self.say("وسيلة إعلام", "news outlet"),
            AttributionKind::Social => self.say("منشور", "social media post"),
            AttributionKind::Anonymous => self.say("مصدر لم يُسمَّ", "unnamed source"),
            AttributionKind::Speech => self.say("تصريح أو خطاب", "remarks"),
        }
    }

    /// What the reader left open.
    pub fn problem_kind(self, kind: ProblemKind) -> &'static str {
        match kind {
            ProblemKind::NotArabic => self.say("النص ليس عربيًا", "the text is not Arabic"),
            ProblemKind::Empty => self.say("لا نص فيها", "there is no text"),
            ProblemKind::Binary => self.say("ليست نصًا", "the bytes are not text"),
            ProblemKind::UnresolvedSide => self.say("جهة لم تُعرف", "a side that could not be told"),
            ProblemKind::UnresolvedReference => {
                self.say("إحالة لم تُعرف", "a reference that could not be resolved")
            }
            ProblemKind::UnresolvedDate => self.say("تاريخ لم يُحسم", "a date that could not be resolved"),
            ProblemKind::Ambiguous => self.say("عبارة تحتمل وجهين", "two readings are open"),
            ProblemKind::Unread => self.say("جزء لم يُقرأ", "a part was not read"),
        }
    }
}
