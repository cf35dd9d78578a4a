//! What is looked at in a sentence to tell whether it states an attributable fact.

use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::Class;
use mahdar_record::{Reading, Span};
use mahdar_text::{Sentence, SentenceKind, TokenKind};
use rustc_hash::FxHashSet;

/// What is looked at. The names stand in the model file.
macro_rules! features {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal),* $(,)?) => {
        /// One thing that may be true of a sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Feature { $($(#[doc = $doc])* $name),* }
        impl Feature {
            /// Every feature.
            pub const ALL: &'static [Feature] = &[$(Feature::$name),*];
            /// Its name in the model file.
            pub fn as_str(self) -> &'static str { match self { $(Feature::$name => $word),* } }
        }
    };
}

features! {
    /// Always true.
    Bias = "bias",
    /// A short line without a closing sign.
    Heading = "heading",
    /// A heading behind a line that was closed by a sign.
    HeadingAfterClosed = "heading after a closed line",
    /// A heading of at most three words.
    HeadingOfFew = "heading of at most three words",
    /// A heading that asks.
    HeadingAsks = "heading asks",
    /// A heading with a colon after at most four words.
    HeadingCites = "heading cites somebody",
    /// A heading between two headings.
    HeadingRun = "heading beside a heading",
    /// An item of a list.
    Item = "item",
    /// A row of a table.
    Row = "row",
    /// The line behind the headline.
    SecondLine = "second line",
    /// The last line.
    LastLine = "last line",
    /// At most five words of running text.
    Short = "at most five words",
    /// More than twenty-five words.
    Long = "more than 25 words",
    /// A phrase that opens a general gloss.
    Opener = "opens as a gloss",
    /// One vague phrase.
    Vague = "a vague phrase",
    /// Two or more vague phrases.
    VagueTwice = "two vague phrases",
    /// A person or office is named.
    Person = "names a person",
    /// A state or body is named.
    State = "names a state or body",
    /// A number stands in it.
    Figure = "a figure",
    /// A day or year stands in it.
    Dated = "a date",
    /// A verb of saying.
    Says = "a verb of saying",
    /// Words in quotation marks.
    Quotes = "quotation marks",
    /// A verb of meeting, travelling or signing.
    Meets = "a verb of meeting, travelling, signing",
    /// A record's quote lies in it.
    Carries = "carries a record",
    /// An attribution lies in it.
    Attributed = "carries an attribution",
    /// Opens with a verb of the open aspect.
    OpensOpen = "opens with an imperfect",
    /// Opens with a verb of the completed aspect (`وكان`، `وقد`).
    OpensPast = "opens with a past",
    /// Most of its words stand in the headline.
    EchoesHeadline = "repeats the headline's words",
    /// The document's last fifth.
    Tail = "in the last fifth",
    /// The document's first fifth.
    Top = "in the first fifth",
    /// Signs or Latin letters alone.
    NoWords = "no Arabic word",
    /// It ends with a colon.
    EndsColon = "ends with a colon",
    /// A gloss that ranks (`أكبر شريك`، `ثاني مستثمر`).
    Ranks = "ranks something",
    /// An item of a list without a verb of saying or meeting and without a figure.
    NominalItem = "a nominal item",
    /// A heading that carries a record.
    HeadingCarries = "heading carries a record",
    /// An opening gloss that carries a record.
    OpenerCarries = "gloss carries a record",
    /// It asks.
    Asks = "ends with a question mark",
}

/// The features of one sentence, as a set of bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features(u64);

impl Features {
    fn set(&mut self, feature: Feature, when: bool) {
        if when {
            self.0 |= 1 << feature as u8;
        }
    }

    /// Whether a feature is true.
    pub fn has(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u8) != 0
    }

    /// The features that are true.
    pub fn iter(self) -> impl Iterator<Item = Feature> {
        Feature::ALL.iter().copied().filter(move |f| self.has(*f))
    }
}

/// Where the records of a reading lie, sorted, for asking which sentence carries one.
#[derive(Debug)]
pub struct Carried {
    records: Vec<Span>,
    attributions: Vec<Span>,
}

impl Carried {
    /// Gathers the spans of all records but the persons.
    pub fn of(reading: &Reading) -> Self {
        let mut records: Vec<Span> = Vec::new();
        records.extend(reading.encounters.iter().map(|r| r.quote.span()));
        records.extend(reading.commitments.iter().map(|r| r.quote.span()));
        records.extend(reading.positions.iter().map(|r| r.quote.span()));
        records.extend(reading.instruments.iter().map(|r| r.quote.span()));
        records.extend(reading.mechanisms.iter().map(|r| r.quote.span()));
        let mut attributions: Vec<Span> = reading.attributions.iter().map(|r| r.quote.span()).collect();
        records.sort_by_key(|s| s.start());
        attributions.sort_by_key(|s| s.start());
        Carried {
            records,
            attributions,
        }
    }
}

fn begins_in(spans: &[Span], sentence: Span) -> bool {
    let at = spans.partition_point(|s| s.start() < sentence.start());
    spans.get(at).is_some_and(|s| s.start() < sentence.end())
}

/// The headline's words of more than three letters.
pub fn headline(scene: &Scene<'_>) -> FxHashSet<String> {
    scene
        .text
        .sentences()
        .iter()
        .take_while(|s| s.line == 0)
        .flat_map(|s| s.tokens())
        .filter(|&i| scene.word(i).len() > 6)
        .take(40)
        .map(|i| stem(scene.word(i)).to_owned())
        .collect()
}

fn stem(word: &str) -> &str {
    word.strip_prefix("وال")
        .or(word.strip_prefix("بال"))
        .or(word.strip_prefix("ال"))
        .unwrap_or(word)
}

/// The features of sentence number `index`.
pub fn features(
    scene: &Scene<'_>,
    cast: &Cast,
    carried: &Carried,
    headline: &FxHashSet<String>,
    index: usize,
) -> Features {
    use Feature as F;
    let sentences = scene.text.sentences();
    let Some(sentence) = sentences.get(index) else {
        return Features::default();
    };
    let tokens = sentence.tokens();
    let (first, last) = (tokens.start, tokens.end - 1);
    let span = scene.text.span(tokens.clone());
    let mut out = Features::default();
    let words = tokens.clone().filter(|&i| scene.is_word(i)).count();
    let mut set = |feature, when| out.set(feature, when);
    set(F::Bias, true);
    let heading = is_heading(scene, sentence);
    set(F::Heading, heading);
    if heading {
        let closed = first == 0
            || closes(scene.word(first - 1))
            || sentences[..index].last().is_some_and(|s| s.line == 0);
        set(F::HeadingAfterClosed, closed);
        set(F::HeadingOfFew, words <= 3);
        set(F::HeadingAsks, scene.word(last) == "؟" || scene.word(last) == "?");
        set(
            F::HeadingCites,
            tokens.clone().take(6).any(|i| scene.word(i) == ":"),
        );
        let beside = |other: Option<&Sentence>| other.is_some_and(|s| s.line > 0 && is_heading(scene, s));
        set(
            F::HeadingRun,
            beside(sentences.get(index + 1)) || (index > 0 && beside(sentences.get(index - 1))),
        );
    }
    set(F::Item, sentence.kind == SentenceKind::Item);
    set(F::Row, sentence.kind == SentenceKind::Row);
    set(F::SecondLine, sentence.line == 1);
    set(
        F::LastLine,
        sentences.last().is_some_and(|s| s.line == sentence.line),
    );
    set(F::Short, !heading && words <= 5);
    set(F::Long, words > 25);
    set(F::NoWords, words == 0);
    set(F::EndsColon, scene.word(last) == ":");
    set(F::Asks, !heading && matches!(scene.word(last), "؟" | "?"));
    let mut vague = 0;
    let (mut says, mut meets, mut figure, mut dated, mut quotes, mut state) =
        (false, false, false, false, false, false);
    let (mut opener, mut ranks) = (false, false);
    let mut echo = 0;
    let mut long_words = 0;
    for i in tokens.clone() {
        match scene.text.kind(i) {
            TokenKind::Number => {
                figure = true;
                dated |= scene.word(i).len() == 4;
            }
            TokenKind::Sign => quotes |= matches!(scene.word(i), "\"" | "«" | "“"),
            TokenKind::Word => {
                dated |= weekday(scene.word(i));
                ranks |= matches!(
                    scene.word(i),
                    "اكبر" | "ثاني" | "اول" | "ثالث" | "اعلي" | "رابع" | "اهم"
                );
                if scene.word(i).len() > 6 {
                    long_words += 1;
                    echo += u32::from(headline.contains(stem(scene.word(i))));
                }
            }
        }
        let classes = scene.notes.classes(i);
        if classes.is_empty() {
            continue;
        }
        if classes.has(Class::Padding) {
            for hit in scene.notes.at(i).iter().filter(|h| h.class == Class::Padding) {
                match &*scene.entry(hit).value {
                    "vague" => vague += 1,
                    "opener" if i <= first + 1 => opener = true,
                    _ => {}
                }
            }
        }
        state |= [Class::State, Class::Body, Class::NationalBody, Class::Demonym]
            .iter()
            .any(|c| classes.has(*c));
        if [Class::Speech, Class::AttributionCue]
            .iter()
            .any(|c| classes.has(*c))
        {
            says |= scene.notes.at(i).iter().any(|h| {
                matches!(h.class, Class::Speech | Class::AttributionCue) && scene.entry(h).is_finite()
            });
        }
        if [Class::Meet, Class::Travel, Class::Sign]
            .iter()
            .any(|c| classes.has(*c))
        {
            meets |= scene.notes.at(i).iter().any(|h| {
                matches!(h.class, Class::Meet | Class::Travel | Class::Sign) && scene.entry(h).is_finite()
            });
        }
    }
    set(F::Vague, vague > 0);
    set(F::VagueTwice, vague > 1);
    set(F::Says, says);
    set(F::Meets, meets);
    set(F::Figure, figure);
    set(F::Dated, dated);
    set(F::Quotes, quotes);
    set(F::State, state);
    set(
        F::Person,
        cast.within(tokens.clone()).iter().any(|m| {
            matches!(
                m.kind,
                ActorKind::Person | ActorKind::Office | ActorKind::Unnamed | ActorKind::Joint
            )
        }),
    );
    let carries = begins_in(&carried.records, span);
    set(F::Opener, opener);
    set(F::Ranks, opener && ranks);
    set(
        F::NominalItem,
        sentence.kind == SentenceKind::Item && !says && !meets && !figure,
    );
    set(F::HeadingCarries, heading && carries);
    set(F::OpenerCarries, opener && carries);
    set(F::Carries, carries);
    set(F::Attributed, begins_in(&carried.attributions, span));
    set(F::EchoesHeadline, long_words >= 2 && echo * 2 >= long_words);
    let opening = scene.word(first);
    let bare = opening
        .strip_prefix('و')
        .filter(|w| w.len() > 4)
        .unwrap_or(opening);
    set(
        F::OpensOpen,
        bare.len() > 6 && (bare.starts_with('ي') || bare.starts_with('ت')),
    );
    set(
        F::OpensPast,
        matches!(bare, "كان" | "كانت" | "قد" | "لقد" | "كانوا") || opening.ends_with('ت'),
    );
    let n = sentences.len();
    set(F::Tail, index * 5 >= n * 4);
    set(F::Top, index * 5 < n);
    out
}

/// A heading inside the text: a short line without a closing sign, or one that asks or is quoted as a whole.
fn is_heading(scene: &Scene<'_>, sentence: &Sentence) -> bool {
    let tokens = sentence.tokens();
    if sentence.line == 0 || tokens.len() > 18 {
        return false;
    }
    let whole_line = scene.text.tokens()[tokens.start].starts_line
        && scene.text.tokens().get(tokens.end).is_none_or(|t| t.starts_line);
    whole_line
        && (sentence.kind == SentenceKind::Heading
            || !matches!(scene.word(tokens.end - 1), "." | "!" | "،" | ".." | "..."))
}

fn closes(word: &str) -> bool {
    matches!(
        word,
        "." | "!" | "؟" | "?" | "\"" | "»" | "”" | ")" | "''" | "'" | "…" | ".."
    )
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
            | "امس"
            | "اليوم"
            | "غدا"
            | "الماضي"
            | "الماضيه"
            | "المقبل"
            | "المقبله"
    )
}
