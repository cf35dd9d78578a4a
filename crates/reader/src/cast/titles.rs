//! Which of the offices that a document gives somebody stand in their record, and how they are written.

use super::find::{Draft, office_sides};
use super::office::{Grade, Number, Office};
use super::stage::Stage;
use mahdar_lexicon::{Affixes, Class, EntryId};
use mahdar_record::{Office as OfficeRecord, Side};

/// One office on its way into a record.
struct Given {
    title: String,
    side: Option<Side>,
    head: Option<EntryId>,
    grade: Grade,
    number: Number,
    bare: bool,
}

/// The offices of a person from all drafts that name them. Left out: what a longer one says too; `نظيره` and a dual
/// (`الرئيسان`) where there is an office of one's own; a bare `الرئيس` beside a full one of its kind; a calling
/// without a body (`الصحفي`).
pub(super) fn offices<'d>(
    scene: &Stage<'_>,
    drafts: impl Iterator<Item = &'d Draft>,
    side: Option<Side>,
) -> Vec<OfficeRecord> {
    let mut all: Vec<Given> = Vec::new();
    for office in drafts.flat_map(|d| &d.offices) {
        if is_calling(scene, office) {
            continue;
        }
        let title = title(scene, office);
        if title.is_empty() || all.iter().any(|o| covers(&o.title, &title)) {
            continue;
        }
        all.retain(|o| !covers(&title, &o.title));
        all.push(Given {
            title,
            side: office_sides(std::slice::from_ref(office))
                .first()
                .copied()
                .or(side),
            head: office.head,
            grade: office.grade,
            number: office.number,
            bare: office.bare,
        });
    }
    let own = |o: &Given| o.grade != Grade::Counterpart && o.number == Number::One;
    if all.iter().any(own) {
        all.retain(own);
    }
    let ruler = |o: &Given| {
        o.grade == Grade::Ruler || o.head.is_some_and(|h| &*scene.lexicon.entry(h).lemma == "رئيس")
    };
    let full: Vec<bool> = all.iter().map(|o| !o.bare).collect();
    let keep: Vec<bool> = all
        .iter()
        .map(|o| {
            !(o.bare
                && all
                    .iter()
                    .zip(&full)
                    .any(|(other, full)| *full && (ruler(o) && ruler(other) || o.head == other.head)))
        })
        .collect();
    all.into_iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(o, _)| OfficeRecord {
            title: o.title,
            side: o.side,
        })
        .collect()
}

/// `الصحفي اليساري`, `المفكر`: what somebody does, told without a body that they do it for.
fn is_calling(scene: &Stage<'_>, office: &Office) -> bool {
    matches!(office.grade, Grade::Scholar | Grade::Press)
        && office.affixes.contains(Affixes::AL)
        && !office.tokens.clone().skip(1).any(|i| {
            !scene.is_word(i)
                || matches!(scene.word(i), "في" | "لدي")
                || [
                    Class::BodyHead,
                    Class::Body,
                    Class::NationalBody,
                    Class::Capital,
                    Class::City,
                ]
                .into_iter()
                .any(|class| scene.is(i, class))
        })
}

/// An office as written, without the و, ل or ب before it.
pub(super) fn title(scene: &Stage<'_>, office: &Office) -> String {
    let text = scene.text.slice(office.tokens.clone());
    let proclitics = office.affixes - Affixes::AL;
    if proclitics.is_empty() {
        return text.to_owned();
    }
    let cut: String = text.chars().skip(proclitics.iter().count()).collect();
    match cut.strip_prefix('ل') {
        // للرئيس is ل and الرئيس.
        Some(rest)
            if proclitics.contains(Affixes::LI)
                && office.affixes.contains(Affixes::AL)
                && !cut.starts_with("ال") =>
        {
            format!("ال{rest}")
        }
        _ => cut,
    }
}

/// Whether an office says all that another says, in whatever spelling.
pub(super) fn covers(long: &str, short: &str) -> bool {
    let plain = |title: &str| mahdar_text::fold(title).replace("اميرك", "امريك");
    plain(long).contains(&plain(short))
}
