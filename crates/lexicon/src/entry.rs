use crate::Class;
use mahdar_record::{Act, AttributionKind, EncounterKind, InstrumentKind, Sector, Side, Strength};

/// Number of an entry within one [`crate::Lexicon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub(crate) u32);

bitflags::bitflags! {
    /// Grammatical features of one form.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
    pub struct Features: u16 {
        /// A finite verb of completed action (`أكد`).
        const PERFECT = 1;
        /// A finite verb of open action (`يؤكد`); with the proclitic س a future.
        const IMPERFECT = 1 << 1;
        /// A verbal noun (`تأكيد`).
        const MASDAR = 1 << 2;
        /// An active participle (`مؤكد`).
        const PARTICIPLE = 1 << 3;
        /// A form written only in the passive (`عُقد` is written as the active and is not marked).
        const PASSIVE = 1 << 4;
        /// Feminine.
        const FEMININE = 1 << 5;
        /// Dual.
        const DUAL = 1 << 6;
        /// Plural.
        const PLURAL = 1 << 7;
        /// First person (`نؤكد`، `أكدنا`).
        const FIRST = 1 << 8;
        /// A passive participle (`موقَّع`، `المقرر`).
        const PASSIVE_PARTICIPLE = 1 << 9;
    }
}

bitflags::bitflags! {
    /// What a verb or noun takes after it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
    pub struct Takes: u16 {
        /// `أن` or `أنّ`.
        const AN = 1;
        /// `إن`.
        const INNA = 1 << 1;
        /// `على`.
        const ALA = 1 << 2;
        /// `إلى` or `ل`.
        const ILA = 1 << 3;
        /// `ب`.
        const BI = 1 << 4;
        /// `عن`.
        const AN_ABOUT = 1 << 5;
        /// `في`.
        const FI = 1 << 6;
        /// `من`.
        const MIN = 1 << 7;
        /// `مع`: the other party.
        const MAA = 1 << 8;
        /// `بين`: all parties.
        const BAYN = 1 << 9;
        /// A direct object.
        const OBJECT = 1 << 10;
        /// Direct speech.
        const QUOTE = 1 << 11;
        /// `ل` before a noun or a verbal noun.
        const LI = 1 << 12;
    }
}

impl Takes {
    pub(crate) fn from_words(words: &str) -> Result<Self, String> {
        words.split_whitespace().try_fold(Takes::empty(), |set, word| {
            Ok(set
                | match word {
                    "أن" => Takes::AN,
                    "إن" => Takes::INNA,
                    "على" => Takes::ALA,
                    "إلى" => Takes::ILA,
                    "ب" => Takes::BI,
                    "ل" => Takes::LI,
                    "عن" => Takes::AN_ABOUT,
                    "في" => Takes::FI,
                    "من" => Takes::MIN,
                    "مع" => Takes::MAA,
                    "بين" => Takes::BAYN,
                    "مفعول" => Takes::OBJECT,
                    "قول" => Takes::QUOTE,
                    other => {
                        return Err(format!(
                            "«{other}» is not one of أن إن على إلى ب ل عن في من مع بين مفعول قول"
                        ));
                    }
                })
        })
    }
}

/// One form of one line of the lexicon.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub class: Class,
    /// The line's first form, as the file writes it: the name of the whole paradigm.
    pub lemma: Box<str>,
    /// The line's value (`LBY`, `affirm`, `trade`), or empty.
    pub value: Box<str>,
    /// The line's free note: further columns that one class alone uses, or empty.
    pub extra: Box<str>,
    /// Grammatical features of this form.
    pub features: Features,
    /// What it takes after it.
    pub takes: Takes,
    /// File and line it stands on, to show why a record was made.
    pub place: (&'static str, u32),
    pub(crate) side: Option<Side>,
}

impl Entry {
    /// Its value as a side.
    pub fn side(&self) -> Option<Side> {
        self.side
    }

    /// Its value as an act of speech.
    pub fn act(&self) -> Option<Act> {
        Act::from_code(&self.value)
    }

    /// Its value as a strength.
    pub fn strength(&self) -> Option<Strength> {
        Strength::from_code(&self.value)
    }

    /// Its value as a sector.
    pub fn sector(&self) -> Option<Sector> {
        Sector::from_code(&self.value)
    }

    /// Its value as an encounter's kind.
    pub fn encounter_kind(&self) -> Option<EncounterKind> {
        EncounterKind::from_code(&self.value)
    }

    /// Its value as an instrument's kind.
    pub fn instrument_kind(&self) -> Option<InstrumentKind> {
        InstrumentKind::from_code(&self.value)
    }

    /// Its value as an attribution's kind.
    pub fn attribution_kind(&self) -> Option<AttributionKind> {
        AttributionKind::from_code(&self.value)
    }

    /// Whether it is a finite verb.
    pub fn is_finite(&self) -> bool {
        self.features.intersects(Features::PERFECT | Features::IMPERFECT)
    }
}
