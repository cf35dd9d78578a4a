//! What other programs get.

use crate::common::{add, fresh};
use crate::world;
use mahdar_register::ask::Filter;
use mahdar_register::export::ExportFormat;
use std::io::Write;
use std::process::{Command, Stdio};

fn export(format: ExportFormat) -> String {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let filter = Filter {
        as_of: "2031-06-01".parse().ok(),
        ..Filter::default()
    };
    let mut out = Vec::new();
    assert!(register.export(format, &filter, &mut out).unwrap() > 0);
    String::from_utf8(out).unwrap()
}

#[test]
fn every_entity_refers_only_to_entities_that_are_there() {
    let lines: Vec<serde_json::Value> = export(ExportFormat::FollowTheMoney)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let ids: Vec<&str> = lines.iter().map(|l| l["id"].as_str().unwrap()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
    for line in &lines {
        for property in [
            "holder",
            "post",
            "involved",
            "organizer",
            "project",
            "participant",
            "document",
            "entity",
            "organization",
        ] {
            for value in line["properties"][property].as_array().into_iter().flatten() {
                assert!(ids.contains(&value.as_str().unwrap()), "{line}");
            }
        }
    }
}

/// Read by the `followthemoney` package of PyPI, where the Python named by `MAHDAR_FTM_PYTHON` has it.
#[test]
fn followthemoney_takes_it() {
    let Ok(python) = std::env::var("MAHDAR_FTM_PYTHON") else {
        eprintln!("skipped: MAHDAR_FTM_PYTHON does not name a Python with followthemoney");
        return;
    };
    let check = "
import sys, json
from followthemoney import model
for line in sys.stdin:
    raw = json.loads(line)
    entity = model.get_proxy(raw, cleaned=False)
    model.get(raw['schema']).validate({'properties': {k: v for k, v in raw['properties'].items()}})
    for name, values in raw['properties'].items():
        assert name in entity.schema.properties, (raw['schema'], name)
        assert len(entity.get(name)) == len(set(values)), (raw['id'], name, values, entity.get(name))
";
    let mut child = Command::new(python)
        .args(["-c", check])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(export(ExportFormat::FollowTheMoney).as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_calendar_has_sessions_and_due_dates() {
    let text = export(ExportFormat::Calendar);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert_eq!(text.matches("CATEGORIES:session").count(), 2);
    assert_eq!(text.matches("CATEGORIES:due").count(), 1);
    assert_eq!(text.matches("CATEGORIES:next-session").count(), 1);
    assert!(text.contains("DTSTART;VALUE=DATE:20300412"));
}

#[test]
fn the_graph_weighs_meetings() {
    let text = export(ExportFormat::GraphMl);
    assert_eq!(text.matches("<edge ").count(), 1);
    assert!(text.contains("<data key=\"weight\">2</data>"), "{text}");
}

#[test]
fn tables_and_lines_have_every_thing() {
    let table = export(ExportFormat::Csv);
    let lines = export(ExportFormat::JsonLines);
    assert_eq!(
        csv::Reader::from_reader(table.as_bytes()).records().count(),
        lines.lines().count()
    );
}
