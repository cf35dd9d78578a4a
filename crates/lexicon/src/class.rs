//! What an entry is: one class a file.

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal),* $(,)?) => {
        /// What an entry is. A file of the lexicon names its class on top.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class { $($(#[doc = $doc])* $name),* }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Class] = &[$(Class::$name),*];

            /// The word that names it on top of a lexicon file.
            pub fn as_str(self) -> &'static str {
                match self { $(Class::$name => $word),* }
            }
        }
    };
}

classes! {
    /// A state's name. Value: its side.
    State = "state",
    /// A nationality adjective or noun. Value: its side.
    Demonym = "demonym",
    /// A city or region. Value: the side it lies in.
    City = "city",
    /// A capital, which may stand for its government. Value: its side.
    Capital = "capital",
    /// An international or regional body by name. Value: its side (`UNO` … `ORG`).
    Body = "body",
    /// A national body known by its own name (`الكرملين`، `حكومة الوفاق`). Value: its side.
    NationalBody = "national-body",
    /// The head noun of a body's name (`وزارة`، `مجلس`، `هيئة`).
    BodyHead = "body-head",
    /// The head noun of an office (`وزير`، `رئيس`، `سفير`).
    OfficeHead = "office-head",
    /// A word that may go on inside an office phrase (`الخارجية`، `التعاون الدولي`).
    OfficePart = "office-part",
    /// A rank or style before a name (`معالي`، `الشيخ`، `الدكتور`).
    Honorific = "honorific",
    /// A blessing after a name (`حفظه الله`).
    Blessing = "blessing",
    /// A given name.
    GivenName = "given-name",
    /// A family name, or a given name of foreign persons.
    FamilyName = "family-name",
    /// A particle inside names (`بن`، `آل`، `أبو`).
    NameParticle = "name-particle",
    /// A person known for one side. Value: the side. Used to resolve, and, where the whole name stands in the text, to recognise it.
    KnownPerson = "known-person",
    /// Joint voice (`الجانبان`، `الطرفان`، `المجتمعون`).
    Joint = "joint",
    /// `نظيره` and its like.
    Counterpart = "counterpart",
    /// Turn-taking (`من جانبه`، `من جهته`، `بدوره`).
    Turn = "turn",
    /// An unnamed speaker (`مسؤول`، `دبلوماسي`، `مصدر`).
    Unnamed = "unnamed",
    /// A verb of meeting, with its noun and participles. Value: the encounter's kind.
    Meet = "meet",
    /// A noun of meeting (`لقاء`، `قمة`، `مباحثات`). Value: the encounter's kind.
    MeetNoun = "meet-noun",
    /// A light verb that carries a meeting noun (`عقد`، `أجرى`، `جرى`).
    Carry = "carry",
    /// A verb of arriving or travelling. Value: the encounter's kind.
    Travel = "travel",
    /// A phrase that sets a meeting's frame (`على هامش`، `في ختام`).
    Setting = "setting",
    /// A verb of discussing (`بحث`، `تناول`، `استعرض`).
    Discuss = "discuss",
    /// A verb of speech, with its noun and participles. Value: the act.
    Speech = "speech",
    /// What turns a speech into a demand (`ضرورة`، `يجب`). Value: the act.
    Modal = "modal",
    /// A verb of committing oneself, with its noun and participles. Value: the strength.
    Commit = "commit",
    /// A phrase of will or readiness (`عزمه على`). Value: `intended`.
    Will = "will",
    /// A verb of an act that can be promised (`تقديم`، `زيادة`، `إنشاء`): tells a checkable promise from a wish.
    Deed = "deed",
    /// Negation (`لم`، `لن`، `نفى أن`).
    Negation = "negation",
    /// Calling off or putting off. Value: `cancelled`.
    Cancel = "cancel",
    /// What announces a future (`من المقرر أن`، `المرتقب`). Value: `planned`.
    Future = "future",
    /// What marks the past of a recalled event (`كان قد`، `سبق أن`).
    Past = "past",
    /// What keeps an encounter from being told as real or set: hoped for, offered, asked for, possible. Value: which.
    Hoped = "hoped",
    /// A circle of people who meet without being named (`وفد`، `كبار المسؤولين`). Value: what stands behind it.
    Group = "group",
    /// The head noun of an instrument. Value: its kind.
    InstrumentHead = "instrument-head",
    /// An instrument known by name. Value: its kind.
    Instrument = "instrument",
    /// What tells of an instrument's content or origin (`الموقّع`، `المتعلق`، `ينص`). Value: the role.
    InstrumentClause = "instrument-clause",
    /// A verb of signing, ratifying. Value: the strength.
    Sign = "sign",
    /// The head of a standing mechanism (`اللجنة المشتركة`، `مجلس التعاون الاستراتيجي`).
    Mechanism = "mechanism",
    /// A word that tells a sector. Value: the sector.
    Sector = "sector",
    /// An attribution cue (`بحسب`، `نقلا عن`). Value: empty.
    AttributionCue = "attribution-cue",
    /// A source (`وكالة الأنباء`، `بيان`). Value: the attribution's kind.
    AttributionSource = "attribution-source",
    /// A medium by name. Value: the attribution's kind.
    Outlet = "outlet",
    /// A phrase typical of padding (`الكلمات المفتاحية`، `اقرأ أيضا`).
    Padding = "padding",
    /// A phrase of recurrence (`بصورة دورية`، `سنويا`).
    Recurrence = "recurrence",
    /// A phrase that opens a due date or condition (`قبل نهاية`، `بحلول`، `في حال`).
    Due = "due",
    /// A word of sport, crime, entertainment that speaks against a diplomatic matter. Value: the topic.
    OffTopic = "off-topic",
    /// A function word (`في`، `من`، `أن`، `الذي`). Value: its part of speech.
    Function = "function",
}

impl Class {
    /// The class of a word on top of a file.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.as_str() == word)
    }

    /// Whether its words may carry a pronoun at their end; proper names do not.
    pub fn takes_pronouns(self) -> bool {
        !matches!(
            self,
            Class::State
                | Class::Demonym
                | Class::City
                | Class::Capital
                | Class::Body
                | Class::NationalBody
                | Class::OfficePart
                | Class::Honorific
                | Class::Blessing
                | Class::GivenName
                | Class::FamilyName
                | Class::NameParticle
                | Class::KnownPerson
                | Class::Outlet
                | Class::Function
        )
    }
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

impl Classes {
    /// The set of one.
    pub const fn of(class: Class) -> Self {
        Classes(1 << class as u8)
    }

    /// With `class` too.
    pub const fn with(self, class: Class) -> Self {
        Classes(self.0 | 1 << class as u8)
    }

    /// Whether `class` is in it.
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether the two share a class.
    pub const fn meets(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn or(self, other: Classes) -> Self {
        Classes(self.0 | other.0)
    }

    /// Whether it is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

const _: () = assert!(Class::ALL.len() <= 64, "a set of classes is 64 bits wide");
