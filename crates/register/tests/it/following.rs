//! Sessions, warnings, suggestions, figures, the report.

use crate::common::{NOW, add, fresh};
use crate::world;
use mahdar_record::PartialDate;
use mahdar_register::ask::Filter;
use mahdar_register::decide::{Ruling, Warning};
use mahdar_register::follow::{ReportFormat, Track};
use mahdar_register::{Kind, Register};
use mahdar_wording::Voice;

fn day(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn world() -> (tempfile::TempDir, Register) {
    let (dir, mut register) = fresh();
    add(&mut register, &world::all());
    (dir, register)
}

#[test]
fn sessions_follow_one_another() {
    let (_dir, register) = world();
    let council = register.list(Kind::Mechanism, &Filter::default()).unwrap().items;
    assert_eq!(council.len(), 1, "{council:#?}");
    let page = register.mechanism(&council[0].id, day("2031-06-01")).unwrap();
    let ordinals: Vec<_> = page.sessions.iter().map(|s| s.ordinal).collect();
    assert_eq!(ordinals, [Some(1), Some(2)]);
    let trade = &page.sessions[1].decided[0];
    assert_eq!(trade.track, Track::Strengthened);
    assert!(
        page.sessions[1]
            .dropped
            .iter()
            .any(|c| c.data["sector"] == "transport")
    );
    assert_eq!(page.next.when.as_deref(), Some("2032-05"));
    assert_eq!(page.next.host.as_deref(), Some("XMA"));
    assert!(page.agenda.iter().any(|a| a.commitment.data["sector"] == "trade"));
}

#[test]
fn the_session_after_the_first_is_where_it_was_agreed() {
    let (_dir, mut register) = fresh();
    add(&mut register, &[world::first_session()]);
    let council = register.list(Kind::Mechanism, &Filter::default()).unwrap().items;
    let page = register.mechanism(&council[0].id, day("2030-06-01")).unwrap();
    assert_eq!(page.next.place.as_deref(), Some("الواحات"));
    assert_eq!(
        (page.next.when.as_deref(), page.next.overdue),
        (Some("2031-04"), false)
    );
}

#[test]
fn overdue_is_computed_and_can_be_overruled() {
    let (_dir, mut register) = world();
    let overdue = |r: &Register, as_of: &str| r.follow(&[], day(as_of), None).unwrap().overdue;
    assert!(overdue(&register, "2031-12-31").is_empty());
    let late = overdue(&register, "2032-01-01");
    assert_eq!(late.len(), 1);
    let ruling = Ruling::Overrule {
        id: late[0].id.clone(),
        warning: Warning::Overdue,
        until: Some(day("2032-06-30")),
        note: "مُدّد الأجل".into(),
    };
    register.decide(&ruling, NOW, "ليلى").unwrap();
    assert!(overdue(&register, "2032-06-01").is_empty());
    assert_eq!(overdue(&register, "2032-07-01").len(), 1);
}

#[test]
fn what_nobody_touched_is_quiet() {
    let (_dir, register) = world();
    let quiet = register.follow(&[], day("2031-06-01"), None).unwrap().quiet;
    let sectors: Vec<_> = quiet.iter().map(|c| c.data["sector"].as_str().unwrap()).collect();
    assert!(
        sectors.contains(&"transport") && quiet.iter().all(|c| c.first.as_deref() < Some("2031")),
        "{sectors:?}"
    );
}

#[test]
fn resumed_flights_are_suggested_for_the_promise_to_resume_them() {
    let (_dir, register) = world();
    let transport = Filter {
        sector: Some("transport".into()),
        ..Filter::default()
    };
    let promise = register
        .list(Kind::Commitment, &transport)
        .unwrap()
        .items
        .remove(0);
    let found = register
        .suggest(Some(&promise.id), &Filter::default(), 3)
        .unwrap();
    assert!(
        found[0].evidence.starts_with("استأنفت الخطوط الجوية"),
        "{found:#?}"
    );
    assert!(found[0].reasons.iter().any(|r| r.starts_with("same words")));
}

#[test]
fn a_target_stands_beside_the_latest_figure() {
    let (_dir, register) = world();
    let view = register.follow(&[], day("2031-01-01"), None).unwrap();
    let target = view.targets.iter().find(|t| t.target == 2e9).unwrap();
    assert_eq!(target.latest, Some(1.4e9));
}

#[test]
fn the_report_says_it_in_both_languages() {
    let (_dir, register) = world();
    let sides = ["XMA".parse().unwrap(), "XWA".parse().unwrap()];
    for format in [ReportFormat::Markdown, ReportFormat::Html] {
        let text = register
            .report(&sides, day("2032-01-01"), format, Voice::default())
            .unwrap();
        assert!(
            text.contains("مجلس التعاون المشترك") && text.contains("متأخر"),
            "{text}"
        );
    }
}
