//! At which stage of an affair a headline stands: who leaves, arrives, meets and comes home is reported four times
//! with nearly the same words.

use serde::{Deserialize, Serialize};

/// A set of stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Stages(u8);

impl Stages {
    pub(super) fn with(self, other: Stages) -> Stages {
        Stages(self.0 | other.0)
    }

    /// Whether both name stages, and none in common.
    pub(super) fn conflict(self, other: Stages) -> bool {
        self.0 != 0 && other.0 != 0 && self.0 & other.0 == 0
    }
}

/// The words of each stage, as folded stems.
const WORDS: [&[&str]; 6] = [
    &[
        "يغادر",
        "غادر",
        "مغادر",
        "تغادر",
        "غادرت",
        "يتوجه",
        "توجه",
        "متوجها",
        "تتوجه",
        "يطير",
        "مغادرا",
        "توجهت",
    ],
    &["يصل", "وصل", "وصول", "تصل", "وصلت"],
    &[
        "يعود",
        "عاد",
        "عود",
        "تعود",
        "عائدا",
        "عايدا",
        "عادت",
        "يختتم",
        "ختام",
        "اختتم",
    ],
    &[
        "غدا",
        "سيلتقي",
        "يزور",
        "تزور",
        "مقبل",
        "مرتقب",
        "يبدا",
        "سيزور",
        "تبدا",
        "قادم",
        "يعتزم",
        "يلتقي غدا",
    ],
    &["هاتفيا", "هاتفي", "اتصال", "اتصالا", "اتصل", "يهاتف"],
    &[
        "يلتقي",
        "التقي",
        "يستقبل",
        "استقبل",
        "يبحث",
        "بحث",
        "لقاء",
        "اجتماع",
        "يجتمع",
        "اجتمع",
        "مباحثات",
        "تلتقي",
        "تبحث",
        "محادثات",
        "تستقبل",
    ],
];

/// The stage that a folded stem tells of.
pub(super) fn of(stem: &str) -> Stages {
    WORDS
        .iter()
        .enumerate()
        .find(|(_, words)| words.contains(&stem))
        .map_or(Stages(0), |(i, _)| Stages(1 << i))
}
