//! iCalendar (RFC 5545): sessions, planned encounters, due dates, next sessions.

use super::written;
use crate::ask::{Filter, Thing};
use crate::{Kind, Register, Result};
use mahdar_record::PartialDate;
use std::io::Write;

/// Text of a property, as section 3.3.11 escapes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded after at most 75 bytes and never inside a character (section 3.1).
fn line(out: &mut dyn Write, text: &str) -> std::io::Result<()> {
    let mut width = 0;
    let mut buffer = [0; 4];
    for c in text.chars() {
        if width + c.len_utf8() > 75 {
            out.write_all(b"\r\n ")?;
            width = 1;
        }
        out.write_all(c.encode_utf8(&mut buffer).as_bytes())?;
        width += c.len_utf8();
    }
    out.write_all(b"\r\n")
}

/// The first day of a date and the day after its last, as calendars write them.
fn span(date: &str) -> Option<(String, String)> {
    let date: PartialDate = date.parse().ok()?;
    let first = jiff::civil::Date::new(
        date.year(),
        date.month().unwrap_or(1) as i8,
        date.day().unwrap_or(1) as i8,
    )
    .ok()?;
    let length = match (date.month(), date.day()) {
        (_, Some(_)) => jiff::Span::new().days(1),
        (Some(_), None) => jiff::Span::new().months(1),
        _ => jiff::Span::new().years(1),
    };
    let after = first.checked_add(length).ok()?;
    Some((
        first.strftime("%Y%m%d").to_string(),
        after.strftime("%Y%m%d").to_string(),
    ))
}

fn entry(out: &mut dyn Write, id: &str, what: &str, date: &str, thing: &Thing, stamp: &str) -> Result<bool> {
    let Some((first, after)) = span(date) else {
        return Ok(false);
    };
    let summary: String = thing.label.chars().take(120).collect();
    let cancelled = matches!(thing.status.as_deref(), Some("cancelled" | "denied"));
    let status = match thing.status.as_deref() {
        _ if cancelled => "CANCELLED",
        Some("planned") => "TENTATIVE",
        _ => "CONFIRMED",
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{id}-{what}@mahdar"),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{first}"),
        format!("DTEND;VALUE=DATE:{after}"),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("DESCRIPTION:{}", escaped(&thing.label)),
        format!("CATEGORIES:{what}"),
        format!("STATUS:{status}"),
    ];
    if let Some(place) = thing.data["places"][0]["form"].as_str() {
        lines.push(format!("LOCATION:{}", escaped(place)));
    }
    lines.push("END:VEVENT".to_owned());
    lines.iter().try_for_each(|l| line(out, l)).map_err(written)?;
    Ok(true)
}

impl Register {
    /// Sessions, planned encounters and due dates. The stamp of every entry is the day as of which it was asked, so
    /// that the same question gives the same file.
    pub(super) fn export_calendar(&self, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        let as_of = filter.day()?;
        let stamp =
            span(&as_of.to_string()).map_or_else(String::new, |(first, _)| format!("{first}T000000Z"));
        for head in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Mahdar//Mahdar//AR",
            "CALSCALE:GREGORIAN",
        ] {
            line(out, head).map_err(written)?;
        }
        let mut entries = 0;
        self.each_thing(Kind::Encounter, filter, |thing| {
            let wanted = thing.data["kind"] == "session" || thing.status.as_deref() == Some("planned");
            if let (true, Some(day)) = (wanted, &thing.first) {
                entries += usize::from(entry(out, &thing.id, "session", day, thing, &stamp)?);
            }
            Ok(())
        })?;
        self.each_thing(Kind::Commitment, filter, |thing| {
            if let Some(day) = &thing.due {
                entries += usize::from(entry(out, &thing.id, "due", day, thing, &stamp)?);
            }
            Ok(())
        })?;
        self.each_thing(Kind::Mechanism, filter, |thing| {
            if let Some(day) = self.mechanism(&thing.id, as_of)?.next.when {
                entries += usize::from(entry(out, &thing.id, "next-session", &day, thing, &stamp)?);
            }
            Ok(())
        })?;
        line(out, "END:VCALENDAR").map_err(written)?;
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = Vec::new();
        line(&mut out, &"م".repeat(100)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.split("\r\n").all(|l| l.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "م".repeat(100));
    }

    #[test]
    fn a_month_ends_where_the_next_begins() {
        assert_eq!(span("2031-12"), Some(("20311201".into(), "20320101".into())));
    }
}
