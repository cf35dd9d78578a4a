//! How far an instrument's name goes: adjectives, parties, matter, making, number and year.

use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class};
use mahdar_text::TokenKind;
use std::ops::Range;

/// Most tokens of one complement.
const COMPLEMENT: usize = 28;
/// Most tokens of a clause about its making.
const CLAUSE: usize = 16;
/// Most tokens of a whole mention.
const MENTION: usize = 64;

/// What stands behind an instrument's head noun.
#[derive(Debug, Clone, Default)]
pub(super) struct Complements {
    /// One past the last token.
    pub end: usize,
    /// Its own words: adjectives and the noun it is annexed to.
    pub name: Range<usize>,
    /// The name holds a definite word or a proper name.
    pub definite: bool,
    /// The name holds the name of a state, body or place.
    pub proper: bool,
    /// The first word behind the head is such a name.
    pub named_first: bool,
    /// That word is a place.
    pub place: bool,
    /// `بين … و…`، `مع …`.
    pub parties: bool,
    /// `حول`، `بشأن`، `ل` before a noun, `المتعلق ب`.
    pub matter: bool,
    /// `الموقع في`، `الذي وقعته`، `الصادر عن`.
    pub making: bool,
    /// An indefinite noun with a clause of content: `اتفاق يقضي ب`.
    pub provides: bool,
    /// `رقم 2254`.
    pub number: bool,
    /// A year or day.
    pub dated: bool,
}

impl Complements {
    /// Says what there is, for the model.
    pub fn say(&self, say: &mut impl FnMut(&'static str, bool)) {
        say("with a name", !self.name.is_empty());
        say("with a long name", self.name.len() > 2);
        say("with a proper name", self.proper);
        say("with parties", self.parties);
        say("with a matter", self.matter);
        say("with its making", self.making);
        say("with its content", self.provides);
        say("with a number", self.number);
        say("with a date", self.dated);
    }

    /// How many sorts of complement there are.
    pub fn weight(&self) -> usize {
        [
            self.parties,
            self.matter,
            self.making,
            self.provides,
            self.number,
            self.dated,
        ]
        .iter()
        .filter(|b| **b)
        .count()
    }
}

/// Reads the complements that follow from token `from`, at most to `limit`. `definite` says whether the head
/// itself is definite: then only definite adjectives belong to its name.
pub(super) fn complements(
    scene: &Scene<'_>,
    head: usize,
    from: usize,
    limit: usize,
    definite: bool,
) -> Complements {
    let limit = limit.min(head + MENTION);
    let mut c = Complements {
        end: from,
        name: from..from,
        ..Complements::default()
    };
    name(scene, from, limit, definite, &mut c);
    let mut i = c.end;
    while i < limit {
        let Some(next) = one(scene, i, limit, definite, &mut c) else {
            break;
        };
        if next <= i {
            break;
        }
        i = next;
        c.end = i;
    }
    c
}

/// Adjectives and annexed nouns directly behind the head.
fn name(scene: &Scene<'_>, from: usize, limit: usize, definite: bool, c: &mut Complements) {
    let mut i = from;
    let mut closed = definite;
    while i < limit.min(from + 8) {
        let word = scene.word(i);
        if scene.text.kind(i) != TokenKind::Word {
            // A name in quotation marks: اتفاق "وقف النار".
            let Some(close) = quoted(scene, i, limit) else {
                break;
            };
            i = close + 1;
            continue;
        }
        if preposition(word) || relative(word) || clause(scene, i).is_some() || stops(word) {
            break;
        }
        let article = has_article(word);
        let proper = is_proper(scene, i);
        let joined = word.starts_with('و') && (article || has_article(&word['و'.len_utf8()..]));
        if joined && (i == from || !has_article(scene.word(i - 1))) {
            break;
        }
        if scene.is(i, Class::Sign) || verbal(scene, i) || (li(word) && !proper_article(word)) {
            break;
        }
        if joined && !follows_in_name(scene, i) {
            break;
        }
        if closed && !article && !proper && !joined {
            break;
        }
        c.proper |= proper;
        if i == from {
            c.named_first =
                proper || scene.is(i, Class::FamilyName) || matches!(word, "مجلس" | "جامعه" | "الجامعه");
            c.place = is_place(scene, i) && !scene.is(i, Class::State);
        }
        if article || proper || joined {
            let indefinite = !article && !joined && scene.is(i, Class::Demonym);
            closed |= !indefinite;
            c.definite |= !indefinite;
        } else if i - from >= 3 {
            break;
        }
        i += 1;
    }
    c.name = from..i;
    c.end = i;
}

/// A coordinated adjective or noun inside the name: `حماية وتشجيع الاستثمارات`، `الاقتصادي والفني`.
fn follows_in_name(scene: &Scene<'_>, i: usize) -> bool {
    let word = &scene.word(i)['و'.len_utf8()..];
    let last = scene.word(i - 1);
    // An adjective agrees with the one before it.
    has_article(word)
        && (word.ends_with('ي') && last.ends_with('ي') || word.ends_with("يه") && last.ends_with("يه"))
}

fn one(scene: &Scene<'_>, i: usize, limit: usize, article: bool, c: &mut Complements) -> Option<usize> {
    let word = scene.word(i);
    if word == "," || word == "،" {
        // A relative clause may stand behind a comma, but opens a new thought more often than not.
        return None;
    }
    if word == "(" {
        let close = (i + 1..limit.min(i + 6)).find(|&j| scene.word(j) == ")")?;
        let dated = (i + 1..close).any(|j| year(scene, j));
        c.dated |= dated;
        return Some(close + 1);
    }
    if let Some(role) = clause(scene, i) {
        // Behind a definite noun a finite verb is its predicate: «الاتفاقية تهدف إلى».
        if (article || c.definite) && !has_article(word) {
            return None;
        }
        match role {
            "made" => c.making = true,
            "about" => c.matter = true,
            _ => c.provides = true,
        }
        return Some(stretch(scene, i + 1, limit, c));
    }
    if relative(word) {
        c.making = true;
        return Some(stretch(scene, i + 1, limit, c));
    }
    match word {
        "بين" => {
            c.parties = true;
            Some(parties(scene, i + 1, limit))
        }
        "مع" => {
            c.parties = true;
            Some(parties(scene, i + 1, limit))
        }
        "حول" | "بشان" | "بخصوص" | "لاجل" => {
            c.matter = true;
            Some(matter(scene, i + 1, limit))
        }
        "في" | "فى" if matches!(scene.word(i + 1), "مجال" | "مجالات" | "شان" | "قطاع") =>
        {
            c.matter = true;
            Some(matter(scene, i + 2, limit))
        }
        "في" | "فى"
            if (i + 1..i + 3).any(|j| year(scene, j)) || scene.text.kind(i + 1) == TokenKind::Number =>
        {
            c.dated = true;
            Some(date_end(scene, i + 1, limit))
        }
        "في" | "فى" if is_place(scene, i + 1) => Some((i + 2).min(limit)),
        "عام" | "سنه" | "لعام" | "لسنه" | "العام" if year(scene, i + 1) => {
            c.dated = true;
            Some(i + 2)
        }
        "رقم" if scene.text.kind(i + 1) == TokenKind::Number => {
            c.number = true;
            Some(i + 2)
        }
        "ذات" if scene.word(i + 1) == "الصله" => Some(i + 2),
        "في" | "فى" | "الي" if matches!(scene.word(i + 1), "مجلس" | "الجمعيه") => {
            c.proper = true;
            Some(parties(scene, i + 1, limit))
        }
        "من" | "عن" | "الي" => None,
        _ if year(scene, i) => {
            c.dated = true;
            Some(i + 1)
        }
        _ if scene.text.kind(i) == TokenKind::Number && scene.text.raw(i).len() == 4 => {
            c.number = true;
            Some(i + 1)
        }
        _ if li(word) && scene.is_word(i) => {
            c.matter = true;
            Some(matter(scene, i + 1, limit))
        }
        _ => None,
    }
}

/// What an instrument is about: as [`parties`], and over من, في and إلى inside it.
fn matter(scene: &Scene<'_>, from: usize, limit: usize) -> usize {
    let mut end = parties(scene, from, limit);
    while end > from
        && end < limit.min(from + COMPLEMENT)
        && matches!(scene.word(end), "من" | "في" | "فى" | "الي")
    {
        if scene.text.kind(end + 1) != TokenKind::Word
            || weekday(scene.word(end + 1))
            || month(scene.word(end + 1))
        {
            break;
        }
        let next = parties(scene, end + 1, limit.min(from + COMPLEMENT));
        if next == end + 1 {
            break;
        }
        end = next;
    }
    end
}

fn weekday(word: &str) -> bool {
    matches!(
        word,
        "السبت"
            | "الاحد"
            | "الاثنين"
            | "الثلاثاء"
            | "الاربعاء"
            | "الخميس"
            | "الجمعه"
            | "وقت"
            | "ختام"
            | "نهايه"
            | "اطار"
    )
}

/// A noun phrase with its coordination, up to the next preposition that is not part of it or the next sign.
fn parties(scene: &Scene<'_>, from: usize, limit: usize) -> usize {
    let mut i = from;
    while i < limit.min(from + COMPLEMENT) {
        let word = scene.word(i);
        if scene.text.kind(i) == TokenKind::Sign {
            match quoted(scene, i, limit) {
                Some(close) => {
                    i = close + 1;
                    continue;
                }
                None if word == "-" && !scene.text.tokens()[i].spaced => {
                    i += 1;
                    continue;
                }
                None => break,
            }
        }
        let inner = i > from && preposition(word) && !matches!(word, "في" | "فى" | "من");
        if inner
            || relative(word)
            || stops(word)
            || (i > from && another(scene, i))
            || (i > from && clause(scene, i).is_some())
        {
            break;
        }
        if matches!(word, "في" | "فى" | "من") && !describes_party(scene, i) {
            break;
        }
        if i > from && (verbal(scene, i) || (scene.text.kind(i) == TokenKind::Number && year(scene, i))) {
            break;
        }
        i += 1;
    }
    i
}

/// `وزارة الخارجية في جمهورية تركيا`، `تشجيع التعاون في مجال الطاقة`.
fn describes_party(scene: &Scene<'_>, i: usize) -> bool {
    matches!(
        scene.word(i + 1),
        "دوله" | "جمهوريه" | "مملكه" | "المملكه" | "البلدين" | "مجال" | "مجالات" | "قطاع"
    ) || is_place(scene, i + 1)
}

/// The rest of a participle's or relative clause, up to the next sign.
fn stretch(scene: &Scene<'_>, from: usize, limit: usize, c: &mut Complements) -> usize {
    let mut i = from;
    while i < limit.min(from + CLAUSE) {
        let word = scene.word(i);
        if scene.text.kind(i) == TokenKind::Sign {
            let slash = word == "/" && i > from;
            let hyphen = word == "-" && scene.is_word(i + 1) && i > from;
            match quoted(scene, i, limit) {
                _ if slash || hyphen => {
                    i += 1;
                    continue;
                }
                Some(close) => {
                    i = close + 1;
                    continue;
                }
                None => break,
            }
        }
        if matches!(
            word,
            "بهدف"
                | "وذلك"
                | "حيث"
                | "فيما"
                | "بينما"
                | "لكن"
                | "ولكن"
                | "مما"
                | "انه"
                | "انها"
                | "بانه"
                | "الي"
                | "قد"
                | "سوف"
        ) && i > from + 1
        {
            break;
        }
        if another(scene, i)
            || i > from && (matches!(word, "ان" | "انه" | "انها" | "بان" | "بانه") || verbal(scene, i))
        {
            break;
        }
        c.parties |= word == "بين" || word == "مع";
        c.dated |= year(scene, i);
        i += 1;
    }
    i
}

/// A further instrument joined by و.
fn another(scene: &Scene<'_>, i: usize) -> bool {
    scene.notes.at(i).iter().any(|h| {
        matches!(h.class, Class::Instrument | Class::InstrumentHead) && h.affixes.contains(Affixes::WA)
    })
}

fn date_end(scene: &Scene<'_>, from: usize, limit: usize) -> usize {
    let mut i = from;
    while i < limit.min(from + 6)
        && (year(scene, i)
            || scene.text.kind(i) == TokenKind::Number
            || scene.word(i) == "/"
            || month(scene.word(i)))
    {
        i += 1;
    }
    i.max(from + 1)
}

fn month(word: &str) -> bool {
    const MONTHS: [&str; 40] = [
        "يناير",
        "فبراير",
        "مارس",
        "ابريل",
        "مايو",
        "يونيو",
        "يوليو",
        "اغسطس",
        "سبتمبر",
        "اكتوبر",
        "نوفمبر",
        "ديسمبر",
        "كانون",
        "شباط",
        "اذار",
        "نيسان",
        "ايار",
        "حزيران",
        "تموز",
        "اب",
        "ايلول",
        "تشرين",
        "الثاني",
        "الاول",
        "جانفي",
        "فيفري",
        "افريل",
        "ماي",
        "جوان",
        "جويليه",
        "اوت",
        "يونيه",
        "يوليه",
        "محرم",
        "صفر",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "الماضي",
    ];
    MONTHS.contains(&word)
}

/// A number that can only be a year.
pub(super) fn year(scene: &Scene<'_>, i: usize) -> bool {
    year_of(scene, i).is_some()
}

/// The year that token `i` writes.
pub(super) fn year_of(scene: &Scene<'_>, i: usize) -> Option<i16> {
    if scene.text.kind(i) != TokenKind::Number || scene.word(i).len() != 4 {
        return None;
    }
    scene.word(i).parse().ok().filter(|y| (1800..2100).contains(y))
}

pub(super) fn clause<'a>(scene: &Scene<'a>, i: usize) -> Option<&'a str> {
    scene
        .notes
        .get(i, Class::InstrumentClause)
        .filter(|hit| !hit.affixes.intersects(Affixes::FA | Affixes::LI))
        .map(|hit| &*scene.entry(hit).value)
}

pub(super) fn preposition(word: &str) -> bool {
    matches!(
        word,
        "في" | "فى"
            | "من"
            | "الي"
            | "علي"
            | "عن"
            | "مع"
            | "بين"
            | "حول"
            | "بشان"
            | "بخصوص"
            | "خلال"
            | "بعد"
            | "قبل"
            | "منذ"
            | "ضمن"
            | "عبر"
            | "لدي"
            | "حتي"
            | "ضد"
            | "عقب"
            | "اثر"
            | "دون"
            | "بدون"
            | "امام"
            | "تحت"
            | "فوق"
            | "مثل"
            | "رغم"
            | "وفق"
            | "وفقا"
            | "بهدف"
            | "بحضور"
            | "بما"
            | "مما"
            | "فيما"
            | "عند"
            | "لمده"
    )
}

fn stops(word: &str) -> bool {
    matches!(
        word,
        "ان" | "انه"
            | "انها"
            | "بان"
            | "بانه"
            | "لا"
            | "لم"
            | "لن"
            | "ما"
            | "هو"
            | "هي"
            | "وهو"
            | "وهي"
            | "قد"
            | "كان"
            | "كانت"
            | "سوف"
            | "حيث"
            | "ثم"
            | "او"
            | "كما"
            | "لكن"
            | "ولكن"
            | "اذا"
            | "بل"
            | "ليس"
            | "ليست"
            | "لايزال"
            | "وان"
            | "وذلك"
            | "عام"
            | "سنه"
            | "رقم"
            | "ذات"
            | "اليوم"
            | "امس"
            | "غدا"
            | "مساء"
            | "صباح"
            | "الاحد"
            | "الاثنين"
            | "الثلاثاء"
            | "الاربعاء"
            | "الخميس"
            | "الجمعه"
            | "السبت"
            | "بهدف"
            | "والذي"
            | "والتي"
            | "كل"
            | "جميع"
            | "هذا"
            | "هذه"
            | "قبيل"
            | "لعام"
    )
}

fn relative(word: &str) -> bool {
    matches!(
        word,
        "الذي" | "التي" | "الذى" | "التى" | "والذي" | "والتي" | "اللذين" | "اللتين" | "الذين"
    )
}

fn has_article(word: &str) -> bool {
    word.len() > 6 && word.starts_with("ال")
}

fn proper_article(word: &str) -> bool {
    word.starts_with("ال")
}

/// ل written to a word that is not a name beginning with it.
fn li(word: &str) -> bool {
    word.len() > 6
        && word.starts_with('ل')
        && !matches!(
            word,
            "لجنه"
                | "لجان"
                | "ليبيا"
                | "لبنان"
                | "لقاء"
                | "لندن"
                | "لاجيين"
                | "لوزان"
                | "لشبونه"
                | "لاهاي"
        )
}

pub(super) fn is_proper(scene: &Scene<'_>, i: usize) -> bool {
    scene.notes.at(i).iter().any(|h| {
        matches!(
            h.class,
            Class::State | Class::Demonym | Class::City | Class::Capital | Class::Body | Class::NationalBody
        ) && !h.affixes.intersects(Affixes::LI | Affixes::BI | Affixes::KA)
    })
}

fn is_place(scene: &Scene<'_>, i: usize) -> bool {
    let classes = scene.notes.classes(i);
    [Class::State, Class::City, Class::Capital]
        .iter()
        .any(|c| classes.has(*c))
}

/// A word that is certainly a finite verb: one of saying, meeting or agreeing.
fn verbal(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    if matches!(
        word,
        "قال"
            | "سيسهم"
            | "يعد"
            | "تعد"
            | "يعتبر"
            | "جاء"
            | "جاءت"
            | "يمثل"
            | "تمثل"
            | "لايزال"
            | "يكون"
            | "سيكون"
            | "ستكون"
            | "يتم"
            | "تم"
            | "يجب"
    ) {
        return true;
    }
    scene.notes.at(i).iter().any(|h| {
        matches!(
            h.class,
            Class::Speech | Class::AttributionCue | Class::Meet | Class::Commit | Class::Travel
        ) && !h.affixes.contains(Affixes::AL)
            && scene.entry(h).is_finite()
    })
}

pub(super) fn quoted(scene: &Scene<'_>, i: usize, limit: usize) -> Option<usize> {
    let close = match scene.word(i) {
        "«" => "»",
        "“" => "”",
        "\"" => "\"",
        "(" => ")",
        _ => return None,
    };
    let at = (i + 1..limit.min(i + 9)).find(|&j| scene.word(j) == close)?;
    (!matches!(scene.word(i + 1), "لن" | "لا" | "لم" | "ان" | "لقد" | "قد" | "ليس")).then_some(at)
}
